import type { ReviewMessages } from '../messages.ts';

/** What stands on the review page, in French. */
export const reviewFr: ReviewMessages = {
  title: ({ title }) => `Modifications du document «\u00a0${title}\u00a0»`,
  posted: 'Date de publication',
  comparedWith: ({ version }) => `Comparaison avec la version ${version}, que vous avez acceptée.`,
  comparedWithInForce: ({ version }) => `Comparaison avec la version ${version}.`,
  agreedBefore:
    'Vous avez accepté ce document avant la tenue de ce registre, sans que l’on sache dans quelle version.',
  fullText: ({ version }) => `Lire le texte intégral de la version ${version}`,
  lateUntil: ({ date }) =>
    `Vous en avez eu connaissance après l’entrée en vigueur. Vous avez donc jusqu’au ${date} pour vous décider.`,
  nothingBinds:
    'Rien ne vous engage pour l’instant\u00a0: selon nos données, aucune notification ne vous est parvenue. Vous pouvez accepter, ou refuser et quitter le service.',
  yourAnswer: 'Votre réponse',
  accept: ({ version }) => `Accepter la version ${version}`,
  declineAndLeave: 'Refuser et quitter le service',
  confirmLeaving: {
    title: 'Voulez-vous vraiment quitter le service\u202f?',
    body: ({ date }) =>
      `Votre utilisation du service prendra fin le ${date}. D’ici là, vous pouvez changer d’avis.`,
    confirm: ({ day }) => `Oui, mettre fin à mon utilisation le ${day}`,
    goBack: 'Non, revenir',
  },
  stay: 'Rester finalement',
  receipts: {
    accepted: ({ title, version, date }) => ({
      title: 'Merci. Vous avez accepté.',
      body: `Vous avez accepté la version ${version} du document «\u00a0${title}\u00a0» le ${date}.`,
    }),
    leaving: ({ title, version, date, endsDate }) => ({
      title: 'Vous avez refusé et vous quittez le service.',
      body: `Vous avez refusé la version ${version} du document «\u00a0${title}\u00a0» le ${date}. Votre utilisation du service prendra fin le ${endsDate}. D’ici là, vous pouvez changer d’avis sur cette page.`,
    }),
    stayed: ({ title, version, date }) => ({
      title: 'Vous avez annulé votre décision.',
      body: `Le ${date}, vous avez annulé votre décision de quitter le service en raison de la version ${version} du document «\u00a0${title}\u00a0». Cela ne vaut pas acceptation de cette version.`,
    }),
    stayedAccepted: ({ title, version, date, acceptedDate }) => ({
      title: 'Vous avez annulé votre décision.',
      body: `Le ${date}, vous avez annulé votre décision de quitter le service en raison de la version ${version} du document «\u00a0${title}\u00a0». Votre acceptation du ${acceptedDate} compte de nouveau.`,
    }),
    keep: 'Imprimez ou enregistrez cette page si vous souhaitez en garder une preuve.',
    mailing: 'Nous vous envoyons aussi cette confirmation par e-mail.',
    mailed: ({ date }) => `Nous vous avons aussi envoyé cette confirmation par e-mail le ${date}.`,
    policy: 'Document',
    version: 'Version',
    fingerprint: 'Empreinte du texte',
    recordedAt: 'Date d’enregistrement de la réponse',
  },
  stillLeaving: ({ title, date }) =>
    `Votre utilisation prend toujours fin le ${date}, en raison du document «\u00a0${title}\u00a0».`,
  states: {
    alreadyAccepted: ({ version, date, basis }) => ({
      title:
        basis === 'deemed' || basis === 'silence'
          ? `La version ${version} s’applique à vous.`
          : `Vous avez accepté la version ${version}.`,
      body: {
        explicit: `Vous l’avez acceptée le ${date}. Vous n’avez rien d’autre à faire.`,
        deemed: `Vous avez utilisé le service le ${date}, après l’entrée en vigueur de cette version, et l’avez ainsi acceptée. Vous n’avez rien d’autre à faire.`,
        silence: `Faute d’opposition de votre part jusqu’au ${date}, votre silence a valu acceptation. Vous n’avez rien d’autre à faire.`,
        imported: `Votre acceptation du ${date} est enregistrée. Vous n’avez rien d’autre à faire.`,
      }[basis],
    }),
    newerAccepted: ({ version }) => ({
      title: 'Vous n’avez rien d’autre à faire.',
      body: `Vous avez accepté la version ${version}, plus récente que celle-ci.`,
    }),
    left: ({ endedDate }) => ({
      title: 'Vous avez quitté le service.',
      body: `Votre utilisation du service a pris fin le ${endedDate}. Il n’y a plus rien à décider ici.`,
    }),
    windowClosed: ({ version, closedDate }) => ({
      title: 'Le délai pour refuser est écoulé.',
      body: `Vous pouviez refuser la version ${version} jusqu’au ${closedDate}.`,
    }),
    withdrawn: ({ version, withdrawnDate }) => ({
      title: 'Cette modification a été retirée.',
      body: `La version ${version} a été retirée le ${withdrawnDate} et n’entrera pas en vigueur.`,
    }),
    nothingChanged:
      'Elle n’a rien changé pour vous\u00a0: ce qui s’appliquait à vous auparavant a continué de s’appliquer.',
    superseded: ({ version, by }) => ({
      title: 'Une version plus récente a remplacé celle-ci.',
      body: `La version ${version} a été remplacée par la version ${by}. Vous ne pouvez répondre que pour une version en vigueur ou annoncée.`,
    }),
    expiredLink: {
      title: 'Ce lien a expiré.',
      body: 'Il n’est resté valable qu’un certain temps. Rien n’a été enregistré lorsque vous l’avez ouvert. Veuillez vous connecter au service pour voir ce qui s’applique à vous.',
    },
    unknownLink: {
      title: 'Nous ne connaissons pas ce lien.',
      body: 'Il a peut-être été coupé lors de la copie. Veuillez l’ouvrir à nouveau depuis l’e-mail.',
    },
    retiredLink: {
      title: 'Ce lien n’est plus valable.',
      body: 'Il a été signé avec une clé qui n’est plus utilisée\u00a0: il ne permet donc plus de rien consulter ni décider. Si vous pouvez encore répondre, un nouvel e-mail avec un lien est envoyé à l’adresse du compte\u00a0: veuillez utiliser ce lien, ou vous connecter au service.',
    },
    addressChanged: {
      title: 'Ce lien n’est plus valable.',
      body: 'Il a été envoyé à une adresse qui n’est plus celle du compte\u00a0: il ne permet donc plus de rien consulter ni décider. Veuillez vous connecter au service pour voir ce qui s’applique à vous.',
    },
    sentToNewAddress: {
      title: 'Ce lien n’est plus valable.',
      body: 'Il a été envoyé à une adresse qui n’est plus celle du compte. Un nouvel e-mail avec un lien est envoyé à l’adresse que le compte a maintenant\u00a0: veuillez utiliser ce lien, ou vous connecter au service.',
    },
  },
  refused: {
    notFromThisPage: {
      title: 'Votre réponse n’a pas été enregistrée.',
      body: 'Elle ne venait pas de cette page, nous n’avons donc pas pu l’enregistrer. Veuillez ouvrir le lien depuis l’e-mail et répondre sur la page qui s’affiche.',
    },
    outOfDate: {
      title: 'Votre réponse n’a pas été enregistrée.',
      body: 'Quelque chose a changé depuis que vous avez ouvert cette page. Veuillez lire ce qu’elle indique maintenant, puis répondre à nouveau.',
    },
  },
  whyYouSeeThis: ({ company }) =>
    `Cette page vous est réservée\u00a0: son lien vous a été envoyé parce que votre adresse est rattachée à un compte chez ${company}. Merci de ne pas le partager.`,
  whyYouSeeThisOnce: ({ company }) =>
    `Cette page vous est réservée\u00a0: son lien vous a été envoyé parce que votre adresse est, ou était, rattachée à un compte chez ${company}. Merci de ne pas le partager.`,
};
