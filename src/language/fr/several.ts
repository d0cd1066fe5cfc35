import type { SeveralMessages, WayMessages } from '../messages.ts';

/** What stands in a mail, and on its page, that tell of several documents at once, in French. */
export const severalFr: SeveralMessages = {
  subject: ({ titles, day }) => `${titles}\u00a0: modifications applicables à partir du ${day}`,
  subjectUndated: ({ titles }) => `${titles}\u00a0: modifications annoncées`,
  heading: ({ titles }) => `Modifications\u00a0: ${titles}`,
  lead: ({ company, titles }) =>
    `${company} a publié de nouvelles versions de plusieurs documents\u00a0: ${titles}. Voici pour chacun ce qui change, à partir de quand, et ce que vous pouvez faire.`,
  reminder: {
    subject: ({ titles }) => `Rappel\u00a0: ${titles}, modifications annoncées`,
    heading: ({ titles }) => `Rappel de modifications\u00a0: ${titles}`,
    lead: ({ company, titles, postedDate }) =>
      `Le ${postedDate}, ${company} a publié de nouvelles versions de plusieurs documents\u00a0: ${titles}. Nous n’avons pas encore reçu votre réponse. Voici donc à nouveau pour chacun ce qui change, à partir de quand, et ce que vous pouvez faire.`,
  },
  withdrawal: {
    subject: ({ titles }) => `${titles}\u00a0: les modifications annoncées sont retirées`,
    heading: ({ titles }) => `Modifications retirées\u00a0: ${titles}`,
  },
  receipt: {
    subject: ({ titles }) => `Confirmation\u00a0: vous avez accepté ${titles}`,
    lead: ({ company, titles }) =>
      `Vous avez accepté ces documents publiés par ${company}, chacun dans la version indiquée\u00a0: ${titles}. Cet e-mail est votre confirmation\u202f; vous n’avez rien d’autre à faire.`,
  },
  acceptAll: ({ titles }) => `Tout accepter\u00a0: ${titles}`,
  consentApart: ({ titles }) =>
    `Votre consentement pour ${titles} vous est demandé séparément ci-dessous\u00a0: le bouton commun ne le donne pas.`,
  eachAlone: 'Vous pouvez aussi répondre séparément pour chaque document, ci-dessous.',
};

/** What becomes of a reply to a mail, and how its notice is found without it, in French. */
export const waysFr: WayMessages = {
  findable: ({ url }) =>
    `Vous pouvez aussi retrouver ces informations sans les liens de cet e-mail, en ouvrant vous-même ${url}.`,
  replies: ({ replyTo }) =>
    `Les réponses à cet e-mail arrivent à ${replyTo}. Elles ne sont pas enregistrées comme votre décision.`,
  wholeText: 'Le nouveau texte sans marques',
};
