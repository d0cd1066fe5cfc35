import type { TermsMessages } from '../terms-messages.ts';

/** What is said of versions with rules of their own, in French. */
export const termsFr: TermsMessages = {
  subject: ({ title }) => `${title}\u00a0: modifications annoncées`,
  reminderSubject: ({ title }) => `Rappel\u00a0: ${title}, modifications annoncées`,
  leadForInformation: ({ title, company, version }) =>
    `${company} a publié la version ${version} du document «\u00a0${title}\u00a0». Cet e-mail vous est adressé pour information\u00a0: voici ce qui change, et à partir de quand.`,
  leadAgain: ({ title, company, version, postedDate }) =>
    `Le ${postedDate}, ${company} a publié la version ${version} du document «\u00a0${title}\u00a0». Voici à nouveau ce qui change, à partir de quand, et ce que cela signifie pour vous.`,
  withdrawnLead: ({ title, company, version }) =>
    `${company} a retiré la version ${version} du document «\u00a0${title}\u00a0». Cette version n’entrera pas en vigueur et vous n’avez rien à faire.`,
  effect: {
    after: ({ period }) =>
      `Au plus tôt ${period} après l’envoi de cet e-mail. La date et l’heure exactes figurent sur votre page personnelle.`,
    atOnce: 'À l’envoi de cet e-mail.',
    onPage: 'La date et l’heure figurent sur votre page personnelle.',
    atRenewal:
      'Au renouvellement de votre contrat. La date figurera sur votre page personnelle dès qu’elle sera connue.',
    notKnown:
      'Elle n’est pas encore fixée\u00a0: elle dépend d’une notification, et selon nos données aucune ne vous est parvenue.',
  },
  reason: 'Motif',
  soonerReason: 'Pourquoi plus tôt que d’habitude',
  declineUntilRenewal: 'Vous pouvez refuser et quitter le service jusqu’au renouvellement de votre contrat.',
  silence: {
    until: ({ version, date }) =>
      `Si vous ne faites rien jusqu’au ${date}, votre silence vaudra acceptation de la version ${version}.`,
    within: ({ version, period }) =>
      `Si vous ne faites rien pendant ${period} à compter de l’envoi de cet e-mail, votre silence vaudra acceptation de la version ${version}. La date et l’heure exactes figurent sur votre page personnelle.`,
    around: ({ version, period, date }) =>
      `Si vous ne faites rien jusqu’au ${date}, votre silence vaudra acceptation de la version ${version}. Si cet e-mail n’a été envoyé qu’après, vous avez ${period} à compter de l’envoi. La date et l’heure exactes figurent sur votre page personnelle.`,
    lateUntil: ({ since, date, version }) =>
      `La modification s’applique à d’autres depuis le ${since}. Pour vous, la version que vous avez actuellement s’applique jusqu’au ${date}, et vous pouvez vous opposer jusque-là. Si vous ne faites rien, votre silence vaudra acceptation de la version ${version}.`,
    lateWithin: ({ since, period, version }) =>
      `La modification s’applique à d’autres depuis le ${since}. Pour vous, la version que vous avez actuellement s’applique encore pendant ${period} à compter de l’envoi de cet e-mail, et vous pouvez vous opposer dans ce délai. Si vous ne faites rien, votre silence vaudra acceptation de la version ${version}. La date et l’heure exactes figurent sur votre page personnelle.`,
    untilRenewal: ({ version }) =>
      `Si vous ne faites rien jusqu’au renouvellement de votre contrat, votre silence vaudra acceptation de la version ${version}.`,
    onPage: ({ version }) =>
      `Si vous ne faites rien, votre silence vaut acceptation de la version ${version}. Votre page personnelle indique jusqu’à quand vous pouvez vous y opposer, ou quand ce délai a pris fin.`,
    ended: ({ version, date, closedDate }) =>
      `Le délai pour vous opposer a pris fin le ${closedDate}. Faute d’opposition de votre part, la version ${version} s’applique à vous à partir du ${date}.`,
    endedUntilRenewal: ({ version, closedDate }) =>
      `Le délai pour vous opposer a pris fin le ${closedDate}. Faute d’opposition de votre part, la version ${version} s’applique à vous à partir du renouvellement de votre contrat.`,
  },
  use: {
    afterRenewal: ({ version }) =>
      `Si vous continuez à utiliser le service après le renouvellement de votre contrat, vous acceptez ainsi la version ${version}.`,
    onPage: ({ version }) =>
      `Si vous continuez à utiliser le service, vous acceptez ainsi la version ${version}. Votre page personnelle indique à partir de quand.`,
    goOn: ({ version }) =>
      `Si vous continuez à utiliser le service, vous acceptez ainsi la version ${version}. Si vous n’êtes pas d’accord, cessez de l’utiliser.`,
    next: ({ version }) => `Vous acceptez la version ${version} dès votre prochaine utilisation du service.`,
  },
  explicitUndated:
    'Rien ne change pour vous tant que vous n’avez pas accepté. Une fois la modification en vigueur, il vous sera demandé d’accepter avant de pouvoir continuer.',
  unanswered: {
    restrict: ({ date }) =>
      `Si vous n’avez pas accepté d’ici le ${date}, vous ne pourrez ensuite utiliser le service qu’en partie, jusqu’à votre acceptation.`,
    restrictUndated:
      'Si vous n’acceptez pas, vous ne pourrez plus, à partir d’un certain moment, utiliser le service qu’en partie, jusqu’à votre acceptation. Ce moment figure sur votre page personnelle.',
    end: ({ date }) =>
      `Si vous n’avez pas accepté d’ici le ${date}, vous ne pourrez ensuite plus utiliser le service, jusqu’à votre acceptation.`,
    endUndated:
      'Si vous n’acceptez pas, vous ne pourrez plus, à partir d’un certain moment, utiliser le service, jusqu’à votre acceptation. Ce moment figure sur votre page personnelle.',
  },
  acceptAtOnce: 'Si vous acceptez, la modification s’applique à vous immédiatement.',
  applies: {
    from: ({ date }) =>
      `Vous n’avez rien à faire\u00a0: ceci vous est communiqué pour information. La modification s’applique à partir du ${date}.`,
    since: ({ date }) =>
      `Vous n’avez rien à faire\u00a0: ceci vous est communiqué pour information. La modification s’applique depuis le ${date}.`,
    undated: 'Vous n’avez rien à faire\u00a0: ceci vous est communiqué pour information.',
    leave:
      'Votre accord n’est pas demandé. Si vous ne souhaitez pas cette modification, vous pouvez quitter le service.',
    leaveUntil: ({ date }) =>
      `Votre accord n’est pas demandé. Si vous ne souhaitez pas cette modification, vous pouvez quitter le service jusqu’au ${date}.`,
    leaveWithin: ({ period }) =>
      `Votre accord n’est pas demandé. Si vous ne souhaitez pas cette modification, vous avez ${period} à compter de l’envoi de cet e-mail pour quitter le service. La date et l’heure exactes figurent sur votre page personnelle.`,
    leaveUntilRenewal:
      'Votre accord n’est pas demandé. Si vous ne souhaitez pas cette modification, vous pouvez quitter le service jusqu’au renouvellement de votre contrat.',
    leaveOnPage:
      'Votre accord n’est pas demandé. Si vous ne souhaitez pas cette modification, vous disposez d’un délai pour quitter le service. Votre page personnelle indique quand ce délai prend fin, ou quand il a pris fin.',
  },
  notTold:
    'Rien ne vous engage pour l’instant\u00a0: selon nos données, aucune notification à ce sujet ne vous est parvenue.',
  public: {
    silence: ({ version }) =>
      `Quiconque a accepté la version précédente, a été informé de celle-ci et ne s’y oppose pas à temps accepte ainsi la version ${version}.`,
    applies: ({ version }) => `La version ${version} s’applique sans que personne ait à l’accepter.`,
  },
};
