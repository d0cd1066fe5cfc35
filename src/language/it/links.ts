import type { LinkMessages } from '../link-messages.ts';

/** What is said behind links and of them, in Italian. */
export const linksIt: LinkMessages = {
  ended: {
    title: 'Questo link è stato disattivato.',
    body: 'Chi gliel’ha dato lo ha disattivato. Aprendolo non è stato registrato nulla. Acceda al servizio per vedere che cosa vale per lei.',
  },
  over: {
    title: 'Questa pagina è scaduta.',
    body: 'Le risposte che ha dato prima restano registrate. Adesso non è stato registrato nulla. Torni al servizio per ricevere un nuovo link.',
  },
  ledHere: ({ company }) =>
    `Questa pagina è riservata a lei: ${company} l’ha portata qui dal suo account. Non condivida il link.`,
  asRecorded:
    'Questa pagina mostra che cosa è stato registrato allora. Aprirla non cambia nulla, e il suo link continua a funzionare finché la registrazione viene conservata.',
  linkLasts: 'Il link in questa e-mail continua a portare a questa registrazione finché viene conservata.',
  account: ({ company }) => `Il suo account presso ${company}`,
  backTo: ({ company }) => `Torna a ${company}`,
  feedReader: 'Un lettore di feed la avvisa a ogni modifica. Gli indichi uno di questi indirizzi:',
};
