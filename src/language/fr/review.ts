import type { ReviewMessages } from '../messages.ts';

/** What stands on the review page, in French. */
export const reviewFr: ReviewMessages = {
  title: ({ title }) => `Modifications du document «\u00a0${title}\u00a0»`,
  posted: 'Publication',
  comparedWith: ({ version }) => `Comparaison avec la version ${version}, que vous avez acceptée.`,
  comparedWithInForce: ({ version }) => `Comparaison avec la version ${version}.`,
  agreedBefore:
    'Vous avez accepté ce document avant la tenue de ce registre, sans que l’on sache dans quelle version.',
  fullText: ({ version }) => `Lire le texte intégral de la version ${version}`,
  lateUntil: ({ date }) =>
    `Vous en avez eu connaissance après l’entrée en vigueur. Vous avez donc jusqu’au ${date} pour vous décider.`,
  yourAnswer: 'Votre réponse',
  accept: ({ version }) => `Accepter la version ${version}`,
  declineAndLeave: 'Refuser et résilier',
  confirmLeaving: {
    title: 'Voulez-vous vraiment résilier\u202f?',
    body: ({ date }) =>
      `Votre utilisation du service prendra fin le ${date}. D’ici là, vous pouvez changer d’avis.`,
    confirm: ({ date }) => `Oui, mettre fin à mon utilisation le ${date}`,
    goBack: 'Non, revenir',
  },
  stay: 'Annuler la résiliation',
  receipts: {
    accepted: ({ title, version, date }) => ({
      title: 'Merci. Vous avez accepté.',
      body: `Vous avez accepté la version ${version} du document «\u00a0${title}\u00a0» le ${date}.`,
    }),
    leaving: ({ title, version, date, endsDate }) => ({
      title: 'Vous avez refusé et résilié.',
      body: `Vous avez refusé la version ${version} du document «\u00a0${title}\u00a0» le ${date}. Votre utilisation du service prendra fin le ${endsDate}. D’ici là, vous pouvez changer d’avis sur cette page.`,
    }),
    stayed: ({ title, version, date }) => ({
      title: 'Votre résiliation est annulée.',
      body: `Vous avez annulé votre résiliation le ${date}. Vous n’avez pas pour autant accepté la version ${version} du document «\u00a0${title}\u00a0».`,
    }),
    keep: 'Imprimez ou enregistrez cette page si vous souhaitez en garder une preuve.',
    mailed: 'Nous vous envoyons aussi cette confirmation par e-mail.',
    policy: 'Document',
    version: 'Version',
    fingerprint: 'Empreinte du texte',
    recordedAt: 'Enregistrement',
  },
  states: {
    alreadyAccepted: ({ version, date, basis }) => ({
      title: `Vous avez accepté la version ${version}.`,
      body: {
        explicit: `Vous l’avez acceptée le ${date}. Vous n’avez rien d’autre à faire.`,
        deemed: `Vous avez utilisé le service le ${date}, après l’entrée en vigueur de cette version, et l’avez ainsi acceptée. Vous n’avez rien d’autre à faire.`,
        imported: `Votre acceptation du ${date} est enregistrée. Vous n’avez rien d’autre à faire.`,
      }[basis],
    }),
    newerAccepted: ({ version }) => ({
      title: 'Vous n’avez rien d’autre à faire.',
      body: `Vous avez accepté la version ${version}, plus récente que celle-ci.`,
    }),
    left: ({ endedDate }) => ({
      title: 'Votre résiliation a pris effet.',
      body: `Votre utilisation du service a pris fin le ${endedDate}. Il n’y a plus rien à décider ici.`,
    }),
    windowClosed: ({ version, closedDate }) => ({
      title: 'Le délai pour refuser est écoulé.',
      body: `Vous pouviez refuser la version ${version} jusqu’au ${closedDate}. Elle s’applique si vous utilisez le service.`,
    }),
    withdrawn: ({ version, withdrawnDate }) => ({
      title: 'Cette modification a été retirée.',
      body: `La version ${version} a été retirée le ${withdrawnDate} et n’entrera pas en vigueur. La version qui s’appliquait à vous jusqu’ici continue de s’appliquer.`,
    }),
    superseded: ({ version, by }) => ({
      title: 'Une version plus récente a remplacé celle-ci.',
      body: `La version ${version} n’est plus en vigueur\u00a0: c’est désormais la version ${by} qui l’est. Vous ne pouvez répondre que pour une version en vigueur ou annoncée.`,
    }),
    expiredLink: {
      title: 'Ce lien a expiré.',
      body: 'Il n’est resté valable que quelque temps après l’entrée en vigueur de la modification. Rien n’a été enregistré lorsque vous l’avez ouvert. Veuillez vous connecter au service pour voir ce qui s’applique à vous.',
    },
    unknownLink: {
      title: 'Nous ne connaissons pas ce lien.',
      body: 'Il a peut-être été coupé lors de la copie. Veuillez l’ouvrir à nouveau depuis l’e-mail.',
    },
    addressChanged: {
      title: 'Ce lien n’est plus valable.',
      body: 'Il a été envoyé à une adresse qui n’est plus celle du compte\u00a0: il ne permet donc plus de rien consulter ni décider. Veuillez utiliser le dernier e-mail que vous avez reçu, ou vous connecter au service.',
    },
  },
  refused: {
    notFromThisPage: {
      title: 'Rien n’a été enregistré.',
      body: 'Votre réponse ne venait pas de cette page et n’a donc pas été prise en compte. Veuillez ouvrir le lien depuis l’e-mail et répondre sur la page qui s’affiche.',
    },
    outOfDate: {
      title: 'Rien n’a été enregistré.',
      body: 'Quelque chose a changé depuis que vous avez ouvert cette page. Veuillez lire ce qu’elle indique maintenant, puis répondre à nouveau.',
    },
  },
  whyYouSeeThis: ({ company }) =>
    `Cette page vous est réservée\u00a0: son lien vous a été envoyé parce que vous avez un compte chez ${company}. Merci de ne pas le partager.`,
};
