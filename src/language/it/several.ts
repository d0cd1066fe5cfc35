import type { SeveralMessages, WayMessages } from '../messages.ts';
import { fromThe, onThe } from './dates.ts';

/** What stands in a mail, and on its page, that tell of several documents at once, in Italian. */
export const severalIt: SeveralMessages = {
  subject: ({ titles, day }) => `${titles}: modifiche a partire ${fromThe(day)}`,
  subjectUndated: ({ titles }) => `${titles}: modifiche annunciate`,
  heading: ({ titles }) => `Modifiche: ${titles}`,
  lead: ({ company, titles }) =>
    `${company} ha pubblicato nuove versioni di più documenti: ${titles}. Qui spieghiamo per ciascuno che cosa cambia, da quando e che cosa può fare.`,
  reminder: {
    subject: ({ titles }) => `Promemoria: ${titles}, modifiche annunciate`,
    heading: ({ titles }) => `Promemoria di modifiche: ${titles}`,
    lead: ({ company, titles, postedDate }) =>
      `${company} ha pubblicato ${onThe(postedDate)} nuove versioni di più documenti: ${titles}. Non abbiamo ancora ricevuto la sua risposta: per questo spieghiamo di nuovo per ciascuno che cosa cambia, da quando e che cosa può fare.`,
  },
  withdrawal: {
    subject: ({ titles }) => `${titles}: ritirate le modifiche annunciate`,
    heading: ({ titles }) => `Modifiche ritirate: ${titles}`,
  },
  receipt: {
    subject: ({ titles }) => `Conferma: ha accettato ${titles}`,
    lead: ({ company, titles }) =>
      `Ha accettato questi documenti di ${company}, ciascuno nella versione indicata: ${titles}. Questa e-mail è la sua conferma; non occorre fare altro.`,
  },
  acceptAll: ({ titles }) => `Accetta tutto: ${titles}`,
  consentApart: ({ titles }) =>
    `Il consenso per ${titles} le viene chiesto più sotto, a parte: il pulsante per tutto non lo dà.`,
  eachAlone: 'Più sotto può anche rispondere per ciascun documento separatamente.',
};

/** What becomes of a reply to a mail, and how its notice is found without it, in Italian. */
export const waysIt: WayMessages = {
  findable: ({ url }) =>
    `Può trovare queste informazioni anche senza i link di questa e-mail, aprendo ${url}.`,
  replies: ({ replyTo }) =>
    `Le risposte a questa e-mail arrivano a ${replyTo}. Non vengono registrate come la sua decisione.`,
  wholeText: 'Il nuovo testo senza evidenziazioni',
};
