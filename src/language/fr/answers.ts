import type { AnswersMessages } from '../answers-messages.ts';

/** What is said of saying no and staying, and of consents, in French. */
export const answersFr: AnswersMessages = {
  object: {
    until: ({ date }) => `Vous pouvez vous opposer jusqu’au ${date}.`,
    within: ({ period }) =>
      `Vous avez ${period} à compter de l’envoi de cet e-mail pour vous opposer. La date et l’heure exactes figurent sur votre page personnelle.`,
    around: ({ date, period }) =>
      `Vous pouvez vous opposer jusqu’au ${date}. Si cet e-mail n’a été envoyé qu’après, vous avez ${period} à compter de l’envoi pour vous opposer. La date et l’heure exactes figurent sur votre page personnelle.`,
    untilRenewal: 'Vous pouvez vous opposer jusqu’au renouvellement de votre contrat.',
    untilYouAccept: 'Vous pouvez vous opposer tant que vous n’avez pas accepté.',
    onPage:
      'Vous disposez d’un délai pour vous opposer. Votre page personnelle indique quand il prend fin, ou quand il a pris fin.',
  },
  ways: {
    leave: 'Vous pouvez alors quitter le service.',
    leaveFree: 'Vous pouvez alors quitter le service, sans frais.',
    keepOld: 'Vous pouvez garder la version que vous avez actuellement.',
    keepOldUntil: ({ date }) => `Vous pouvez garder la version que vous avez actuellement jusqu’au ${date}.`,
    keepOldForATime:
      'Vous pouvez garder un certain temps la version que vous avez actuellement. Votre page personnelle indique jusqu’à quand.',
    keepOldPart: 'Vous pouvez garder l’ancien texte pour une partie\u202f; tout le reste est nouveau.',
    leavePart: 'Vous pouvez renoncer à une partie du service\u202f; le reste continue.',
    refuse: 'Vous pouvez dire non tant que vous n’avez pas accepté. Votre utilisation du service continue.',
    mayEnd: ({ period }) =>
      `Si vous la gardez, nous pouvons mettre fin à votre utilisation du service, avec un préavis de ${period}.`,
    mayEndFrom: ({ period, date }) =>
      `Si vous la gardez, nous pouvons mettre fin à votre utilisation du service, avec un préavis de ${period}, au plus tôt le ${date}.`,
  },
  canTakeBackUntil: ({ date }) =>
    `Vous pouvez revenir sur cette réponse jusqu’au ${date}. Après cela, vous pourrez encore accepter la nouvelle version.`,
  consentAsked:
    'Si vous acceptez, vous pourrez revenir sur votre accord à tout moment, aussi facilement que vous l’avez donné. Ce qui a été fait jusque-là n’en est pas affecté.',
  explicitOptional:
    'Rien ne change pour vous si vous n’acceptez pas\u00a0: vous gardez ce que vous avez actuellement.',
  unrecordedOptional: ({ version }) =>
    `Nous n’avons aucune trace de votre accord à ce document. Ni l’absence de réponse ni l’utilisation du service n’y changent rien. Vous pouvez accepter la version ${version}, mais rien ne vous y oblige.`,
  askedAnew:
    'Vous avez retiré votre consentement\u00a0: votre accord antérieur ne compte plus. Il vous sera demandé d’accepter avant de pouvoir continuer.',
  askedAnewOptional: ({ version }) =>
    `Vous avez retiré votre consentement\u00a0: votre accord antérieur ne compte plus. Vous pouvez accepter la version ${version}, mais rien ne vous y oblige.`,
  restrictedNow: 'Vous ne pouvez utiliser le service qu’en partie jusqu’à votre acceptation.',
  endedNow: 'Vous ne pouvez pas utiliser le service jusqu’à votre acceptation.',
  buttons: {
    no: 'Non',
    keepOld: 'M’opposer et garder l’ancienne version',
    keepOldPart: ({ part }) => `M’opposer et garder l’ancien texte\u00a0: «\u00a0${part}\u00a0»`,
    leavePart: ({ part }) => `Continuer sans «\u00a0${part}\u00a0»`,
    takeBack: 'Revenir sur ma réponse',
    withdraw: 'Retirer mon consentement',
  },
  confirm: {
    title: 'Voulez-vous vous opposer\u202f?',
    keepOld: 'Oui, garder l’ancienne version',
    keepOldPart: ({ part }) => `Oui, garder l’ancien texte\u00a0: «\u00a0${part}\u00a0»`,
    leavePart: ({ part }) => `Oui, continuer sans «\u00a0${part}\u00a0»`,
  },
  states: {
    keepsOld: ({ title, version, date }) => ({
      title: 'Votre opposition est enregistrée.',
      body: `Le ${date}, vous avez formé opposition à la version ${version} du document «\u00a0${title}\u00a0». La version que vous avez reste la vôtre.`,
    }),
    keepsOldUntil: ({ title, version, date, until }) => ({
      title: 'Votre opposition est enregistrée.',
      body: `Le ${date}, vous avez formé opposition à la version ${version} du document «\u00a0${title}\u00a0». La version que vous avez reste la vôtre jusqu’au ${until}.`,
    }),
    keepsOldPart: ({ title, version, date, part }) => ({
      title: 'Votre opposition à une partie est enregistrée.',
      body: `Le ${date}, vous avez formé opposition à «\u00a0${part}\u00a0» dans la version ${version} du document «\u00a0${title}\u00a0». L’ancien texte y reste, tout le reste est nouveau.`,
    }),
    leftPart: ({ title, version, date, part }) => ({
      title: 'Vous avez renoncé à une partie.',
      body: `Le ${date}, vous avez renoncé à «\u00a0${part}\u00a0» en raison de la version ${version} du document «\u00a0${title}\u00a0». Le reste continue.`,
    }),
    tookBack: ({ title, version, date }) => ({
      title: 'Vous avez annulé votre réponse.',
      body: `Le ${date}, vous avez retiré votre opposition à la version ${version} du document «\u00a0${title}\u00a0». Tout est comme si elle n’avait pas eu lieu.`,
    }),
    consentWithdrawn: ({ title, version, date }) => ({
      title: 'Vous avez retiré votre consentement.',
      body: `Le ${date}, vous avez retiré votre consentement à la version ${version} du document «\u00a0${title}\u00a0». Ce qui a été fait auparavant sur cette base n’en est pas affecté.`,
    }),
    consentRefused: ({ title, version, date }) => ({
      title: 'Vous avez dit non.',
      body: `Le ${date}, vous avez refusé votre consentement à la version ${version} du document «\u00a0${title}\u00a0». Votre utilisation du service continue. Si vous changez d’avis, vous pouvez encore accepter.`,
    }),
    endedByCompany: ({ title, company, version, date, endsDate }) => ({
      title: 'Votre utilisation du service prend fin.',
      body: `Vous gardez ce que vous aviez avant la version ${version} du document «\u00a0${title}\u00a0», et ${company} vous a pour cela donné congé le ${date}. Votre utilisation du service prendra fin le ${endsDate}. Si vous acceptez d’ici là, elle continue.`,
    }),
  },
  receipt: {
    keepsOld: {
      subject: ({ title, version }) =>
        `Confirmation\u00a0: vous avez formé opposition à la version ${version} (${title})`,
      heading: 'Vous avez formé opposition',
      lead: ({ title, company, version }) =>
        `Vous avez formé opposition à la version ${version} du document «\u00a0${title}\u00a0» de ${company}. La version que vous avez reste la vôtre. Cet e-mail est votre confirmation.`,
    },
    keepsOldPart: {
      subject: ({ title, version }) =>
        `Confirmation\u00a0: vous avez formé opposition à une partie de la version ${version} (${title})`,
      heading: 'Vous avez formé opposition à une partie',
      lead: ({ title, company, version }) =>
        `Vous avez formé opposition à une partie de la version ${version} du document «\u00a0${title}\u00a0» de ${company}. L’ancien texte y reste, tout le reste est nouveau. Cet e-mail est votre confirmation.`,
    },
    leftPart: {
      subject: ({ title, version }) =>
        `Confirmation\u00a0: vous avez renoncé à une partie, version ${version} (${title})`,
      heading: 'Vous avez renoncé à une partie',
      lead: ({ title, company, version }) =>
        `Vous avez renoncé à une partie du service en raison de la version ${version} du document «\u00a0${title}\u00a0» de ${company}. Le reste continue. Cet e-mail est votre confirmation.`,
    },
    tookBack: {
      subject: ({ title }) => `Confirmation\u00a0: vous avez annulé votre réponse (${title})`,
      heading: 'Vous avez annulé votre réponse',
      lead: ({ title, company, version }) =>
        `Vous avez retiré votre opposition à la version ${version} du document «\u00a0${title}\u00a0» de ${company}. Tout est comme si elle n’avait pas eu lieu. Cet e-mail est votre confirmation.`,
    },
    consentWithdrawn: {
      subject: ({ title }) => `Confirmation\u00a0: vous avez retiré votre consentement (${title})`,
      heading: 'Vous avez retiré votre consentement',
      lead: ({ title, company, version }) =>
        `Vous avez retiré votre consentement à la version ${version} du document «\u00a0${title}\u00a0» de ${company}. Ce qui a été fait auparavant sur cette base n’en est pas affecté. Cet e-mail est votre confirmation.`,
    },
    consentRefused: {
      subject: ({ title }) => `Confirmation\u00a0: vous avez refusé votre consentement (${title})`,
      heading: 'Vous avez dit non',
      lead: ({ title, company, version }) =>
        `Vous avez refusé votre consentement à la version ${version} du document «\u00a0${title}\u00a0» de ${company}. Votre utilisation du service continue. Cet e-mail est votre confirmation.`,
    },
    part: 'Partie',
    keptUntil: 'Ce que vous avez reste le vôtre jusqu’au',
  },
};
