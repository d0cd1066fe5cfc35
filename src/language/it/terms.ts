import type { TermsMessages } from '../terms-messages.ts';
import { onThe } from './dates.ts';

/** What is said of versions with rules of their own, in Italian. */
export const termsIt: TermsMessages = {
  subject: ({ title }) => `${title}: modifiche annunciate`,
  reminderSubject: ({ title }) => `Promemoria: ${title}, modifiche annunciate`,
  leadForInformation: ({ title, company, version }) =>
    `${company} ha pubblicato la versione ${version} di «${title}». Questa e-mail è a titolo informativo: qui spieghiamo che cosa cambia e da quando.`,
  leadAgain: ({ title, company, version, postedDate }) =>
    `${company} ha pubblicato ${onThe(postedDate)} la versione ${version} di «${title}». Qui spieghiamo di nuovo che cosa cambia, da quando e che cosa comporta per lei.`,
  withdrawnLead: ({ title, company, version }) =>
    `${company} ha ritirato la versione ${version} di «${title}». Non entrerà in vigore e non occorre fare nulla.`,
  effect: {
    after: ({ period }) =>
      `Non prima che siano trascorsi dall’invio di questa e-mail: ${period}. La data e l’ora esatte sono indicate nella sua pagina personale.`,
    atOnce: 'Con l’invio di questa e-mail.',
    onPage: 'La data e l’ora sono indicate nella sua pagina personale.',
    atRenewal:
      'Al rinnovo del suo contratto. La data sarà indicata nella sua pagina personale non appena sarà nota.',
    notKnown:
      'Non è ancora fissata: dipende da una comunicazione e, in base ai nostri dati, non gliene è arrivata alcuna.',
  },
  reason: 'Motivo',
  soonerReason: 'Perché prima del solito',
  declineUntilRenewal: 'Può rifiutare le modifiche e lasciare il servizio fino al rinnovo del suo contratto.',
  silence: {
    until: ({ version, date }) =>
      `Se non fa nulla fino a ${date}, il suo silenzio vale come accettazione della versione ${version}.`,
    within: ({ version, period }) =>
      `Se non fa nulla entro ${period} dall’invio di questa e-mail, il suo silenzio vale come accettazione della versione ${version}. La data e l’ora esatte sono indicate nella sua pagina personale.`,
    around: ({ version, period, date }) =>
      `Se non fa nulla fino a ${date}, il suo silenzio vale come accettazione della versione ${version}. Se questa e-mail è stata inviata solo dopo, ha tempo ${period} dall’invio. La data e l’ora esatte sono indicate nella sua pagina personale.`,
    lateUntil: ({ since, date, version }) =>
      `La modifica si applica ad altri da ${since}. Per lei la versione che ha ora si applica fino a ${date} e fino ad allora può opporsi. Se non fa nulla, il suo silenzio vale come accettazione della versione ${version}.`,
    lateWithin: ({ since, period, version }) =>
      `La modifica si applica ad altri da ${since}. Per lei la versione che ha ora si applica ancora per ${period} dall’invio di questa e-mail ed entro questo termine può opporsi. Se non fa nulla, il suo silenzio vale come accettazione della versione ${version}. La data e l’ora esatte sono indicate nella sua pagina personale.`,
    untilRenewal: ({ version }) =>
      `Se non fa nulla fino al rinnovo del suo contratto, il suo silenzio vale come accettazione della versione ${version}.`,
    onPage: ({ version }) =>
      `Se non fa nulla, il suo silenzio vale come accettazione della versione ${version}. Nella sua pagina personale è indicato fino a quando può opporsi, o quando è scaduto il termine.`,
    ended: ({ version, date, closedDate }) =>
      `Il termine per opporsi è scaduto ${closedDate}. In mancanza di una sua opposizione, la versione ${version} si applica per lei a partire da ${date}.`,
    endedUntilRenewal: ({ version, closedDate }) =>
      `Il termine per opporsi è scaduto ${closedDate}. In mancanza di una sua opposizione, la versione ${version} si applica per lei a partire dal rinnovo del suo contratto.`,
  },
  use: {
    afterRenewal: ({ version }) =>
      `Se continua a usare il servizio dopo il rinnovo del suo contratto, accetta con ciò la versione ${version}.`,
    onPage: ({ version }) =>
      `Se continua a usare il servizio, accetta con ciò la versione ${version}. Nella sua pagina personale è indicato a partire da quando.`,
    goOn: ({ version }) =>
      `Se continua a usare il servizio, accetta con ciò la versione ${version}. Se non è d’accordo, smetta di usarlo.`,
    next: ({ version }) => `La prossima volta che usa il servizio, accetta con ciò la versione ${version}.`,
  },
  explicitUndated:
    'Finché non accetta, per lei non cambia nulla. Quando la modifica sarà in vigore, le sarà chiesto di accettare prima di proseguire.',
  unanswered: {
    restrict: ({ date }) =>
      `Se non accetta entro ${date}, da quel momento potrà usare il servizio solo in parte, finché non accetta.`,
    restrictUndated:
      'Se non accetta, da un certo momento potrà usare il servizio solo in parte, finché non accetta. Il momento è indicato nella sua pagina personale.',
    end: ({ date }) =>
      `Se non accetta entro ${date}, da quel momento non potrà usare il servizio, finché non accetta.`,
    endUndated:
      'Se non accetta, da un certo momento non potrà usare il servizio, finché non accetta. Il momento è indicato nella sua pagina personale.',
  },
  acceptAtOnce: 'Se accetta, la modifica si applica subito per lei.',
  applies: {
    from: ({ date }) =>
      `Non occorre fare nulla: questa comunicazione è a titolo informativo. La modifica si applica a partire da ${date}.`,
    since: ({ date }) =>
      `Non occorre fare nulla: questa comunicazione è a titolo informativo. La modifica si applica già. Data di inizio: ${date}.`,
    undated: 'Non occorre fare nulla: questa comunicazione è a titolo informativo.',
    leave: 'Non le è chiesto di accettare. Se non desidera la modifica, può lasciare il servizio.',
    leaveUntil: ({ date }) =>
      `Non le è chiesto di accettare. Se non desidera la modifica, può lasciare il servizio fino a ${date}.`,
    leaveWithin: ({ period }) =>
      `Non le è chiesto di accettare. Se non desidera la modifica, può lasciare il servizio entro ${period} dall’invio di questa e-mail. La data e l’ora esatte sono indicate nella sua pagina personale.`,
    leaveUntilRenewal:
      'Non le è chiesto di accettare. Se non desidera la modifica, può lasciare il servizio fino al rinnovo del suo contratto.',
    leaveOnPage:
      'Non le è chiesto di accettare. Se non desidera la modifica, ha un certo tempo per lasciare il servizio. Nella sua pagina personale è indicato quando scade il termine, o quando è scaduto.',
  },
  notTold:
    'Per ora nulla la vincola: in base ai nostri dati non le è arrivata alcuna comunicazione in merito.',
  public: {
    silence: ({ version }) =>
      `Chi ha accettato la versione precedente, è stato informato di questa e non si oppone in tempo accetta con ciò la versione ${version}.`,
    applies: ({ version }) => `La versione ${version} si applica senza che nessuno debba accettarla.`,
  },
};
