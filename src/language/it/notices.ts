import type { MailMessages, NoticeMessages } from '../messages.ts';
import { formatNumber, plural } from '../plural.ts';

/** What stands in notices and on the review page alike, in Italian. */
export const noticeIt: NoticeMessages = {
  change: {
    initial: 'Prima versione',
    minor: 'Modifica minore',
    substantial: 'Modifica sostanziale',
    legal: 'Modifica imposta dalla legge',
  },
  takesEffect: 'Entra in vigore',
  inEffectSince: 'In vigore da',
  ifYouDoNotAgree: 'Se non è d’accordo',
  declineUntil: ({ date }) => `Può rifiutare le modifiche e recedere dal servizio fino a ${date}.`,
  declineUntilYouAccept: 'Può rifiutare le modifiche e recedere dal servizio finché non le ha accettate.',
  ifYouDoNothing: 'Se non fa nulla',
  inShort: 'In breve',
  requiredByLaw: 'Imposto dalla legge',
  whyWithdrawn: 'Motivo del ritiro',
  whatItMeans: 'Che cosa comporta per lei',
  whatChanges: 'Che cosa cambia',
  whatChanged: 'Che cosa è cambiato',
  silence: {
    deemed: ({ version, date }) =>
      `Se continua a usare il servizio dopo ${date}, significa che accetta la versione ${version}.`,
    deemedLate: ({ version }) =>
      `Se continua a usare il servizio una volta scaduto questo termine, significa che accetta la versione ${version}.`,
    explicit: ({ date }) =>
      `Finché non accetta, per lei non cambia nulla. Dopo ${date} le sarà chiesto di accettare prima di proseguire.`,
    explicitInEffect:
      'Finché non accetta, per lei non cambia nulla. Le sarà chiesto di accettare prima di proseguire.',
  },
};

/** What stands in mails, in Italian. */
export const mailIt: MailMessages = {
  announcement: {
    subject: ({ title, day }) => `${title}: modifiche a partire ${fromThe(day)}`,
    subjectInEffect: ({ title, day }) => `${title}: modifiche in vigore ${fromThe(day)}`,
    heading: ({ title }) => `Modifiche a «${title}»`,
    lead: ({ company, title, version }) =>
      `${company} ha pubblicato la versione ${version} di «${title}». Qui spieghiamo che cosa cambia, da quando e che cosa può fare fino ad allora.`,
    leadInEffect: ({ company, title, version, date }) =>
      `${company} ha pubblicato la versione ${version} di «${title}», in vigore da ${date}. Qui spieghiamo che cosa è cambiato e che cosa può fare.`,
  },
  reminder: {
    subject: ({ title, day }) => `Promemoria: ${title}, modifiche a partire ${fromThe(day)}`,
    subjectInEffect: ({ title, day }) => `Promemoria: ${title}, modifiche in vigore ${fromThe(day)}`,
    heading: ({ title }) => `Promemoria: modifiche a «${title}»`,
    lead: ({ company, title, version, postedDate }) =>
      `${company} ha pubblicato ${onThe(postedDate)} la versione ${version} di «${title}». Non abbiamo ancora ricevuto la sua risposta: per questo spieghiamo di nuovo che cosa cambia, da quando e che cosa può fare fino ad allora.`,
    leadInEffect: ({ company, title, version, date, postedDate }) =>
      `${company} ha pubblicato ${onThe(postedDate)} la versione ${version} di «${title}», in vigore da ${date}. Non abbiamo ancora ricevuto la sua risposta: per questo spieghiamo di nuovo che cosa è cambiato e che cosa può fare.`,
  },
  withdrawal: {
    subject: ({ title }) => `${title}: ritirate le modifiche annunciate`,
    heading: ({ title }) => `Ritirate le modifiche a «${title}»`,
    lead: ({ company, title, version, date }) =>
      `${company} ha ritirato la versione ${version} di «${title}», che doveva entrare in vigore ${date}. Non entrerà in vigore e non occorre fare nulla.`,
    stays: 'Per lei resta valida la stessa versione di prima.',
    acceptance: ({ version }) =>
      `Se aveva accettato la versione ${version}, l’accettazione non vale più. Torna a valere ciò che aveva deciso prima, compresa la decisione di lasciare il servizio.`,
    leaving: 'Se stava recedendo per questo motivo, il recesso è annullato: il suo account resta aperto.',
    left: 'Se ha già receduto, il recesso resta valido; può tornare quando vuole.',
    link: 'Vedi le modifiche ritirate',
  },
  declineWithin: ({ period }) =>
    `Può rifiutare le modifiche e recedere dal servizio entro ${period} dal ricevimento di questa e-mail. La data esatta è indicata nella sua pagina personale.`,
  declineOnPage:
    'Nella sua pagina personale è indicato fino a quando può rifiutare, o quando è scaduto il termine.',
  reviewAndAccept: 'Esamina e accetta',
  declineAndLeave: 'Rifiuta e recedi',
  nothingYet: 'Aprire un link non decide nulla: la scelta si fa nella pagina.',
  comparedWith: ({ version }) => `Rispetto alla versione ${version}.`,
  moreOnPage: ({ count }) =>
    plural(count, 'it', {
      one: 'C’è un’altra modifica che non trova spazio in questa e-mail. È riportata nella sua pagina personale.',
      many: `Ci sono altri ${formatNumber(count, 'it')} di modifiche che non trovano spazio in questa e-mail. Sono riportate nella sua pagina personale.`,
      other: `Ci sono altre ${formatNumber(count, 'it')} modifiche che non trovano spazio in questa e-mail. Sono riportate nella sua pagina personale.`,
    }),
  seeAllChanges: 'Vedi tutte le modifiche',
  noChangesShown: 'Il testo completo è nella sua pagina personale.',
  whyYouGotThis: ({ company }) =>
    `Riceve questa e-mail perché ha un account presso ${company}. È una comunicazione legale: per questo non contiene un link per annullare l’iscrizione.`,
  receipt: {
    accepted: {
      subject: ({ title, version }) => `Ricevuta: ha accettato la versione ${version} di «${title}»`,
      heading: 'Ha accettato',
      lead: ({ company, title, version }) =>
        `Ha accettato la versione ${version} di «${title}» di ${company}. Questa e-mail è la sua ricevuta; non occorre fare altro.`,
    },
    leaving: {
      subject: ({ title, version }) => `Ricevuta: ha rifiutato la versione ${version} di «${title}»`,
      heading: 'Ha rifiutato le modifiche e recede dal servizio',
      lead: ({ company, title, version }) =>
        `Ha rifiutato la versione ${version} di «${title}» e non potrà più usare ${company} dopo la data di recesso. Questa e-mail è la sua ricevuta. Fino a quella data può cambiare idea nella sua pagina personale.`,
    },
    stayed: {
      subject: ({ title }) => `Ricevuta: ha revocato il recesso (${title})`,
      heading: 'Ha revocato il recesso',
      lead: ({ company, title, version }) =>
        `Ha revocato il recesso dal servizio di ${company}. Questo non significa che abbia accettato la versione ${version} di «${title}». Questa e-mail è la sua ricevuta.`,
    },
    useEnds: 'Data di recesso',
    openPage: 'Apri la pagina personale',
    notYou: ({ company }) => `Se questa decisione non è stata presa da lei, avvisi subito ${company}.`,
    whyYouGotThis:
      'Riceve questa e-mail perché qualcuno ha risposto nella pagina di un link inviato a questo indirizzo.',
  },
  contact: 'Contatti',
  linksLeadTo: ({ host }) => `I nostri link in questa e-mail portano soltanto a ${host}.`,
};

function onThe(day: string): string {
  return beginsWithVowel(day) ? `l’${day}` : `il ${day}`;
}

function fromThe(day: string): string {
  return beginsWithVowel(day) ? `dall’${day}` : `dal ${day}`;
}

/** Eight and eleven do, and shorten the article before them. */
function beginsWithVowel(day: string): boolean {
  return /^(8|11)\b/.test(day);
}
