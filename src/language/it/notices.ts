import type { MailMessages, NoticeMessages } from '../messages.ts';
import { formatNumber, plural } from '../plural.ts';
import { fromThe, onThe } from './dates.ts';

/** What stands in notices and on the review page alike, in Italian. */
export const noticeIt: NoticeMessages = {
  change: {
    initial: 'Prima versione',
    minor: 'Modifica minore',
    substantial: 'Modifica sostanziale',
    legal: 'Modifica imposta dalla legge',
  },
  changesToo: ({ title, version, postedDate, date }) =>
    `Cambia anche «${title}», che fa tutt’uno con questo documento: la sua versione ${version} è stata annunciata ${onThe(postedDate)}, con entrata in vigore prevista ${date}.`,
  changesTooUndated: ({ title, version, postedDate }) =>
    `Cambia anche «${title}», che fa tutt’uno con questo documento: la sua versione ${version} è stata annunciata ${onThe(postedDate)}. Un avviso a parte indica da quando.`,
  replaces: ({ version, replaced, postedDate }) =>
    `La versione ${version} prende il posto della versione ${replaced}, annunciata ${onThe(postedDate)}. La versione ${replaced} è ritirata e non entrerà in vigore: quanto può aver letto al riguardo non vale più.`,
  replacedAcceptances:
    'Se aveva accettato una delle versioni ritirate, l’accettazione non vale più. Torna a valere ciò che aveva deciso prima, compresa la decisione di lasciare il servizio.',
  replacedLeaving:
    'Se stava per lasciare il servizio solo a causa di una di esse, la decisione è annullata: può continuare a usarlo.',
  takesEffect: 'Entra in vigore',
  inEffectSince: 'In vigore da',
  effectDate: 'Data di entrata in vigore',
  ifYouDoNotAgree: 'Se non è d’accordo',
  declineUntil: ({ date }) => `Può rifiutare le modifiche e lasciare il servizio fino a ${date}.`,
  declineUntilYouAccept: 'Può rifiutare le modifiche e lasciare il servizio finché non le ha accettate.',
  ifYouDoNothing: 'Se non fa nulla',
  inShort: 'In breve',
  requiredByLaw: 'Motivo di legge',
  whyWithdrawn: 'Motivo del ritiro',
  whatItMeans: 'Che cosa comporta per lei',
  whatChanges: 'Che cosa cambia',
  whatChanged: 'Che cosa è cambiato',
  silence: {
    deemed: ({ version, date }) =>
      `Se continua a usare il servizio dopo ${date}, accetta con ciò la versione ${version}.`,
    deemedLate: ({ version }) =>
      `Se continua a usare il servizio una volta scaduto questo termine, accetta con ciò la versione ${version}.`,
    explicit: ({ date }) =>
      `Finché non accetta, per lei non cambia nulla. Dopo ${date} le sarà chiesto di accettare prima di proseguire.`,
    explicitInEffect:
      'Finché non accetta, per lei non cambia nulla. Le sarà chiesto di accettare prima di proseguire.',
    unrecorded: ({ version }) =>
      `Non ci risulta che abbia accettato questo documento. Non fare nulla o usare il servizio non cambia le cose. Le sarà chiesto di accettare la versione ${version}.`,
  },
};

/** What stands in mails, in Italian. */
export const mailIt: MailMessages = {
  announcement: {
    subject: ({ title, day }) => `${title}: modifiche a partire ${fromThe(day)}`,
    subjectInEffect: ({ title, day }) => `${title}: modifiche in vigore ${fromThe(day)}`,
    heading: ({ title }) => `Modifiche a «${title}»`,
    lead: ({ company, title, version }) =>
      `${company} ha pubblicato la versione ${version} di «${title}». Qui spieghiamo che cosa cambia, da quando e che cosa può fare.`,
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
    leaving:
      'Se stava per lasciare il servizio solo per questo motivo, la decisione è annullata: può continuare a usarlo.',
    left: 'Se ha già lasciato il servizio, non cambia nulla; può tornare quando vuole.',
    link: 'Vedi le modifiche ritirate',
  },
  declineWithin: ({ period }) =>
    `Può rifiutare le modifiche e lasciare il servizio entro ${period} dall’invio di questa e-mail. La data e l’ora esatte sono indicate nella sua pagina personale.`,
  declineAround: ({ date, period }) =>
    `Può rifiutare le modifiche e lasciare il servizio fino a ${date}. Se questa e-mail è stata inviata solo dopo, può farlo entro ${period} dall’invio. La data e l’ora esatte sono indicate nella sua pagina personale.`,
  declineOnPage:
    'Nella sua pagina personale è indicato fino a quando può rifiutare, o quando è scaduto il termine.',
  reviewAndAccept: 'Esamina e accetta',
  declineAndLeave: 'Rifiuta e lascia il servizio',
  nothingYet: 'Aprire un link non decide nulla: la scelta si fa nella pagina.',
  onceMore: 'Le inviamo di nuovo questa comunicazione perché il link che aveva ricevuto non si apre più.',
  corrects:
    'Questa e-mail corregge un messaggio precedente, in cui una sintesi o una traduzione non era esatta. Faccia riferimento a questa. Il testo che fa fede non è cambiato.',
  settled: {
    'has-accepted': ({ version }) =>
      `Ha accettato la versione ${version}, e ciò resta valido. Non occorre fare altro.`,
    'is-bound': ({ version }) => `La versione ${version} si applica già a lei. Non occorre fare altro.`,
    'has-refused': ({ version }) =>
      `Ha negato il consenso alla versione ${version}, e ciò resta valido. Se cambia idea, può ancora accettare.`,
    'is-leaving': ({ version }) =>
      `Ha rifiutato la versione ${version} e lascia il servizio. Fino alla fine può cambiare idea nella sua pagina personale.`,
  },
  comparedWith: ({ version }) => `Rispetto alla versione ${version}.`,
  earlierOnPage:
    'Ci sono versioni precedenti che non trovano spazio in questa e-mail. Sono riportate nella sua pagina personale.',
  moreOnPage: ({ count }) =>
    plural(count, 'it', {
      one: 'C’è un’altra modifica che non trova spazio in questa e-mail. È riportata nella sua pagina personale.',
      many: `Ci sono altri ${formatNumber(count, 'it')} di modifiche che non trovano spazio in questa e-mail. Sono riportate nella sua pagina personale.`,
      other: `Ci sono altre ${formatNumber(count, 'it')} modifiche che non trovano spazio in questa e-mail. Sono riportate nella sua pagina personale.`,
    }),
  seeAllChanges: 'Vedi tutte le modifiche',
  noChangesShown: 'Il testo completo è nella sua pagina personale.',
  whyYouGotThis: ({ company }) =>
    `Riceve questa e-mail perché questo indirizzo è associato a un account presso ${company}. È una comunicazione legale: per questo non contiene un link per annullare l’iscrizione.`,
  whyYouGotThisOnce: ({ company }) =>
    `Riceve questa e-mail perché questo indirizzo è, o era, associato a un account presso ${company}. È una comunicazione legale: per questo non contiene un link per annullare l’iscrizione.`,
  receipt: {
    accepted: {
      subject: ({ title, version }) => `Conferma: ha accettato la versione ${version} di «${title}»`,
      heading: 'Ha accettato',
      lead: ({ company, title, version }) =>
        `Ha accettato la versione ${version} di «${title}» di ${company}. Questa e-mail è la sua conferma; non occorre fare altro.`,
    },
    leaving: {
      subject: ({ title, version }) => `Conferma: ha rifiutato la versione ${version} di «${title}»`,
      heading: 'Ha rifiutato le modifiche e lascia il servizio',
      lead: ({ company, title, version }) =>
        `Ha rifiutato la versione ${version} di «${title}» e il suo uso di ${company} termina. Questa e-mail è la sua conferma. Fino alla fine può cambiare idea nella sua pagina personale.`,
    },
    stayed: {
      subject: ({ title }) => `Conferma: ha annullato la sua decisione (${title})`,
      heading: 'Ha annullato la sua decisione',
      lead: ({ company, title, version }) =>
        `Ha annullato la decisione di lasciare ${company} a causa della versione ${version} di «${title}». Questo non vale come accettazione di quella versione. Questa e-mail è la sua conferma.`,
    },
    stayedLead: ({ company, title, version }) =>
      `Ha annullato la decisione di lasciare ${company} a causa della versione ${version} di «${title}». La sua precedente accettazione di quella versione vale di nuovo. Questa e-mail è la sua conferma.`,
    useEnds: 'Fine dell’uso del servizio',
    countsAgain: 'La sua accettazione che vale di nuovo',
    stillLeaving: 'Il suo uso termina comunque a causa di',
    openPage: 'Apri la pagina personale',
    notYou: ({ company }) => `Se questa decisione non è stata presa da lei, avvisi subito ${company}.`,
    whyYouGotThis:
      'Riceve questa e-mail perché qualcuno ha risposto nella pagina di un link inviato a questo indirizzo.',
  },
  contact: 'Contatti',
  linksLeadTo: ({ host }) => `I nostri link in questa e-mail portano soltanto a ${host}.`,
};
