import type { MailMessages, NoticeMessages } from '../messages.ts';
import { formatNumber, plural } from '../plural.ts';

/** What stands in notices and on the review page alike, in French. */
export const noticeFr: NoticeMessages = {
  change: {
    initial: 'Première version',
    minor: 'Modification mineure',
    substantial: 'Modification substantielle',
    legal: 'Modification imposée par la loi',
  },
  changesToo: ({ title, version, postedDate, date }) =>
    `Le document «\u00a0${title}\u00a0», lié à celui-ci, change aussi\u00a0: sa version ${version} a été annoncée le ${postedDate}, pour une entrée en vigueur le ${date}.`,
  changesTooUndated: ({ title, version, postedDate }) =>
    `Le document «\u00a0${title}\u00a0», lié à celui-ci, change aussi\u00a0: sa version ${version} a été annoncée le ${postedDate}. Un avis distinct en donne la date.`,
  replaces: ({ version, replaced, postedDate }) =>
    `La version ${version} remplace la version ${replaced}, annoncée le ${postedDate}. La version ${replaced} est retirée et n’entrera pas en vigueur\u00a0: ce que vous avez pu lire à son sujet n’est plus valable.`,
  replacedAcceptances:
    'Si vous aviez accepté l’une des versions retirées, cette acceptation n’est plus prise en compte. Ce que vous aviez décidé auparavant s’applique de nouveau, y compris la décision de mettre fin à votre utilisation.',
  replacedLeaving:
    'Si vous étiez sur le départ seulement à cause de l’une d’elles, votre départ est annulé\u00a0: vous continuez à utiliser le service.',
  takesEffect: 'Entrée en vigueur',
  inEffectSince: 'En vigueur depuis le',
  effectDate: 'Date d’entrée en vigueur',
  ifYouDoNotAgree: 'Si vous n’êtes pas d’accord',
  declineUntil: ({ date }) => `Vous pouvez refuser et quitter le service jusqu’au ${date}.`,
  declineUntilYouAccept: 'Vous pouvez refuser et quitter le service tant que vous n’avez pas accepté.',
  ifYouDoNothing: 'Si vous ne faites rien',
  inShort: 'En bref',
  requiredByLaw: 'Exigence légale',
  whyWithdrawn: 'Motif du retrait',
  whatItMeans: 'Ce que cela signifie pour vous',
  whatChanges: 'Ce qui change',
  whatChanged: 'Ce qui a changé',
  silence: {
    deemed: ({ version, date }) =>
      `Si vous continuez à utiliser le service après le ${date}, vous acceptez ainsi la version ${version}.`,
    deemedLate: ({ version }) =>
      `Si vous continuez à utiliser le service une fois ce délai écoulé, vous acceptez ainsi la version ${version}.`,
    explicit: ({ date }) =>
      `Rien ne change pour vous tant que vous n’avez pas accepté. Après le ${date}, il vous sera demandé d’accepter avant de pouvoir continuer.`,
    explicitInEffect:
      'Rien ne change pour vous tant que vous n’avez pas accepté. Il vous sera demandé d’accepter avant de pouvoir continuer.',
    unrecorded: ({ version }) =>
      `Nous n’avons pas de trace de votre acceptation de ce document. Ne rien faire ou utiliser le service n’y change rien. Il vous sera demandé d’accepter la version ${version}.`,
  },
};

/** What stands in mails, in French. */
export const mailFr: MailMessages = {
  announcement: {
    subject: ({ title, day }) => `${title}\u00a0: modifications applicables à partir du ${day}`,
    subjectInEffect: ({ title, day }) => `${title}\u00a0: modifications en vigueur depuis le ${day}`,
    heading: ({ title }) => `Modifications du document «\u00a0${title}\u00a0»`,
    lead: ({ company, title, version }) =>
      `${company} a publié la version ${version} du document «\u00a0${title}\u00a0». Voici ce qui change, à partir de quand, et ce que vous pouvez faire.`,
    leadInEffect: ({ company, title, version, date }) =>
      `${company} a publié la version ${version} du document «\u00a0${title}\u00a0». Cette version est en vigueur depuis le ${date}. Voici ce qui a changé et ce que vous pouvez faire.`,
  },
  reminder: {
    subject: ({ title, day }) => `Rappel\u00a0: ${title}, modifications à partir du ${day}`,
    subjectInEffect: ({ title, day }) => `Rappel\u00a0: ${title}, modifications depuis le ${day}`,
    heading: ({ title }) => `Rappel\u00a0: modifications du document «\u00a0${title}\u00a0»`,
    lead: ({ company, title, version, postedDate }) =>
      `Le ${postedDate}, ${company} a publié la version ${version} du document «\u00a0${title}\u00a0». Nous n’avons pas encore reçu votre réponse. Voici donc à nouveau ce qui change, à partir de quand, et ce que vous pouvez faire d’ici là.`,
    leadInEffect: ({ company, title, version, date, postedDate }) =>
      `Le ${postedDate}, ${company} a publié la version ${version} du document «\u00a0${title}\u00a0». Cette version est en vigueur depuis le ${date}. Nous n’avons pas encore reçu votre réponse. Voici donc à nouveau ce qui a changé et ce que vous pouvez faire.`,
  },
  withdrawal: {
    subject: ({ title }) => `${title}\u00a0: les modifications annoncées sont retirées`,
    heading: ({ title }) => `Les modifications du document «\u00a0${title}\u00a0» sont retirées`,
    lead: ({ company, title, version, date }) =>
      `${company} a retiré la version ${version} du document «\u00a0${title}\u00a0», qui devait entrer en vigueur le ${date}. Cette version n’entrera pas en vigueur et vous n’avez rien à faire.`,
    stays: 'La version qui s’appliquait à vous jusqu’ici continue de s’appliquer.',
    acceptance: ({ version }) =>
      `Si vous aviez accepté la version ${version}, cette acceptation n’est plus prise en compte. Ce que vous aviez décidé auparavant s’applique de nouveau, y compris la décision de mettre fin à votre utilisation.`,
    leaving:
      'Si vous étiez sur le départ pour cette seule raison, votre départ est annulé\u00a0: vous continuez à utiliser le service.',
    left: 'Si votre utilisation a déjà pris fin, cela ne change pas\u202f; vous pouvez revenir quand vous le souhaitez.',
    link: 'Voir les modifications retirées',
  },
  declineWithin: ({ period }) =>
    `Vous avez ${period} à compter de l’envoi de cet e-mail pour refuser et quitter le service. La date et l’heure exactes figurent sur votre page personnelle.`,
  declineAround: ({ date, period }) =>
    `Vous pouvez refuser et quitter le service jusqu’au ${date}. Si cet e-mail n’a été envoyé qu’après, vous avez ${period} à compter de l’envoi. La date et l’heure exactes figurent sur votre page personnelle.`,
  declineOnPage:
    'Votre page personnelle indique jusqu’à quand vous pouvez refuser, ou quand ce délai a pris fin.',
  reviewAndAccept: 'Consulter et accepter',
  declineAndLeave: 'Refuser et quitter le service',
  nothingYet: 'Ouvrir un lien ne vous engage à rien\u00a0: vous choisissez sur la page.',
  onceMore:
    'Nous vous envoyons à nouveau cette notification, car le lien que vous aviez reçu ne s’ouvre plus.',
  corrects:
    'Cet e-mail rectifie un précédent message, dont un résumé ou une traduction était inexact. Veuillez vous fier à celui-ci. Le texte qui fait foi n’a pas changé.',
  settled: {
    'has-accepted': ({ version }) =>
      `Vous avez accepté la version ${version}, et cela reste valable. Vous n’avez rien d’autre à faire.`,
    'is-bound': ({ version }) =>
      `La version ${version} s’applique déjà à vous. Vous n’avez rien d’autre à faire.`,
    'has-refused': ({ version }) =>
      `Vous avez refusé votre consentement à la version ${version}, et cela reste valable. Si vous changez d’avis, vous pouvez encore accepter.`,
    'is-leaving': ({ version }) =>
      `Vous avez refusé la version ${version} et vous quittez le service. Jusqu’à la fin de votre utilisation, vous pouvez changer d’avis sur votre page personnelle.`,
  },
  comparedWith: ({ version }) => `Comparaison avec la version ${version}.`,
  earlierOnPage:
    'Des versions antérieures ne tiennent pas dans cet e-mail. Elles figurent sur votre page personnelle.',
  moreOnPage: ({ count }) =>
    plural(count, 'fr', {
      one: 'Une autre modification ne tient pas dans cet e-mail. Elle figure sur votre page personnelle.',
      many: `${formatNumber(count, 'fr')} d’autres modifications ne tiennent pas dans cet e-mail. Elles figurent sur votre page personnelle.`,
      other: `${formatNumber(count, 'fr')} autres modifications ne tiennent pas dans cet e-mail. Elles figurent sur votre page personnelle.`,
    }),
  seeAllChanges: 'Voir toutes les modifications',
  noChangesShown: 'Le texte intégral figure sur votre page personnelle.',
  whyYouGotThis: ({ company }) =>
    `Vous recevez cet e-mail parce que cette adresse est rattachée à un compte chez ${company}. C’est une notification juridique\u00a0: il n’est pas possible de s’en désabonner.`,
  whyYouGotThisOnce: ({ company }) =>
    `Vous recevez cet e-mail parce que cette adresse est, ou était, rattachée à un compte chez ${company}. C’est une notification juridique\u00a0: il n’est pas possible de s’en désabonner.`,
  receipt: {
    accepted: {
      subject: ({ title, version }) =>
        `Confirmation\u00a0: vous avez accepté la version ${version} (${title})`,
      heading: 'Vous avez accepté',
      lead: ({ company, title, version }) =>
        `Vous avez accepté la version ${version} du document «\u00a0${title}\u00a0» publié par ${company}. Cet e-mail est votre confirmation\u202f; vous n’avez rien d’autre à faire.`,
    },
    leaving: {
      subject: ({ title, version }) =>
        `Confirmation\u00a0: vous avez refusé la version ${version} (${title})`,
      heading: 'Vous avez refusé et vous quittez le service',
      lead: ({ company, title, version }) =>
        `Vous avez refusé la version ${version} du document «\u00a0${title}\u00a0», et votre utilisation du service ${company} prend fin. Cet e-mail est votre confirmation. Jusqu’à la fin de votre utilisation, vous pouvez changer d’avis sur votre page personnelle.`,
    },
    stayed: {
      subject: ({ title }) => `Confirmation\u00a0: vous avez annulé votre décision (${title})`,
      heading: 'Vous avez annulé votre décision',
      lead: ({ company, title, version }) =>
        `Vous avez annulé votre décision de quitter ${company} en raison de la version ${version} du document «\u00a0${title}\u00a0». Cela ne vaut pas acceptation de cette version. Cet e-mail est votre confirmation.`,
    },
    stayedLead: ({ company, title, version }) =>
      `Vous avez annulé votre décision de quitter ${company} en raison de la version ${version} du document «\u00a0${title}\u00a0». Votre acceptation antérieure de cette version compte de nouveau. Cet e-mail est votre confirmation.`,
    useEnds: 'Fin de votre utilisation',
    countsAgain: 'Votre acceptation, qui compte de nouveau',
    stillLeaving: 'Votre utilisation prend toujours fin en raison de',
    openPage: 'Ouvrir votre page personnelle',
    notYou: ({ company }) =>
      `Si vous n’êtes pas à l’origine de cette décision, veuillez prévenir ${company} immédiatement.`,
    whyYouGotThis:
      'Vous recevez cet e-mail parce que quelqu’un a répondu sur la page à laquelle mène un lien envoyé à cette adresse.',
  },
  contact: 'Contact',
  linksLeadTo: ({ host }) => `Nos propres liens dans cet e-mail mènent à ${host} et nulle part ailleurs.`,
};
