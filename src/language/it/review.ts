import type { ReviewMessages } from '../messages.ts';

/** What stands on the review page, in Italian. */
export const reviewIt: ReviewMessages = {
  title: ({ title }) => `Modifiche a «${title}»`,
  posted: 'Data di pubblicazione',
  comparedWith: ({ version }) => `Rispetto alla versione ${version}, quella che ha accettato.`,
  comparedWithInForce: ({ version }) => `Rispetto alla versione ${version}.`,
  agreedBefore: 'Ha accettato questo documento prima che esistesse questo registro; non si sa quale testo.',
  fullText: ({ version }) => `Leggi il testo completo della versione ${version}`,
  lateUntil: ({ date }) =>
    `La comunicazione le è arrivata quando la modifica era già in vigore: per questo può decidere fino a ${date}.`,
  nothingBinds:
    'Per ora nulla la vincola: in base ai nostri dati non le è arrivata alcuna comunicazione. Può accettare, oppure rifiutare e lasciare il servizio.',
  yourAnswer: 'La sua risposta',
  accept: ({ version }) => `Accetta la versione ${version}`,
  declineAndLeave: 'Rifiuta e lascia il servizio',
  confirmLeaving: {
    title: 'Vuole davvero lasciare il servizio?',
    body: ({ date }) => `Il suo uso del servizio termina ${date}. Fino ad allora può cambiare idea.`,
    confirm: ({ day }) => `Sì, il mio uso termina il giorno ${day}`,
    goBack: 'No, torna indietro',
  },
  stay: 'Resta nel servizio',
  receipts: {
    accepted: ({ title, version, date }) => ({
      title: 'Grazie. Ha accettato.',
      body: `Ha accettato la versione ${version} di «${title}» ${date}.`,
    }),
    leaving: ({ title, version, date, endsDate }) => ({
      title: 'Ha rifiutato le modifiche e lascia il servizio.',
      body: `Ha rifiutato la versione ${version} di «${title}» ${date}. Il suo uso del servizio termina ${endsDate}. Fino ad allora può cambiare idea in questa pagina.`,
    }),
    stayed: ({ title, version, date }) => ({
      title: 'Ha annullato la sua decisione.',
      body: `Ha annullato ${date} la decisione di lasciare il servizio a causa della versione ${version} di «${title}». Questo non vale come accettazione di quella versione.`,
    }),
    stayedAccepted: ({ title, version, date, acceptedDate }) => ({
      title: 'Ha annullato la sua decisione.',
      body: `Ha annullato ${date} la decisione di lasciare il servizio a causa della versione ${version} di «${title}». La sua accettazione vale di nuovo. Data: ${acceptedDate}.`,
    }),
    keep: 'Se vuole conservare una conferma, stampi o salvi questa pagina.',
    mailing: 'Inviamo questa conferma anche per e-mail.',
    mailed: ({ date }) => `Abbiamo inviato questa conferma anche per e-mail ${date}.`,
    policy: 'Documento',
    version: 'Versione',
    fingerprint: 'Impronta del testo (hash)',
    recordedAt: 'Risposta registrata il',
  },
  stillLeaving: ({ title, date }) =>
    `Il suo uso del servizio termina comunque ${date}, a causa di «${title}».`,
  states: {
    alreadyAccepted: ({ version, date, basis }) => ({
      title:
        basis === 'deemed' || basis === 'silence'
          ? `Per lei si applica la versione ${version}.`
          : `Ha accettato la versione ${version}.`,
      body: {
        explicit: `L’ha accettata ${date}. Non occorre fare altro.`,
        deemed: `Ha usato il servizio ${date}, dopo l’entrata in vigore, e con ciò l’ha accettata. Non occorre fare altro.`,
        silence: `Non si è avuta una sua opposizione fino a ${date}: il suo silenzio è valso come accettazione. Non occorre fare altro.`,
        imported: `La sua accettazione è registrata. Data: ${date}. Non occorre fare altro.`,
      }[basis],
    }),
    newerAccepted: ({ version }) => ({
      title: 'Non occorre fare altro.',
      body: `Ha accettato la versione ${version}, che è più recente di questa.`,
    }),
    left: ({ endedDate }) => ({
      title: 'Ha lasciato il servizio.',
      body: `Il suo uso del servizio è terminato ${endedDate}. Qui non c’è più nulla da decidere.`,
    }),
    windowClosed: ({ version, closedDate }) => ({
      title: 'Il termine per rifiutare è scaduto.',
      body: `Poteva rifiutare la versione ${version} fino a ${closedDate}.`,
    }),
    withdrawn: ({ version, withdrawnDate }) => ({
      title: 'Questa modifica è stata ritirata.',
      body: `La versione ${version} è stata ritirata ${withdrawnDate} e non entrerà in vigore.`,
    }),
    nothingChanged:
      'Per lei non è cambiato nulla: ha continuato ad applicarsi quello che si applicava prima.',
    superseded: ({ version, by }) => ({
      title: 'Questa versione è stata sostituita da una più recente.',
      body: `La versione ${version} è stata sostituita dalla versione ${by}. Si può rispondere solo a una versione in vigore o annunciata.`,
    }),
    expiredLink: {
      title: 'Questo link è scaduto.',
      body: 'Ha funzionato solo per un certo tempo. Aprendolo non è stato registrato nulla. Acceda al servizio per vedere che cosa vale per lei.',
    },
    unknownLink: {
      title: 'Questo link non è riconosciuto.',
      body: 'Forse non è stato copiato per intero. Lo apra di nuovo dall’e-mail.',
    },
    retiredLink: {
      title: 'Questo link non è più valido.',
      body: 'È stato firmato con una chiave che non si usa più, quindi non permette di vedere né di decidere nulla. Se può ancora rispondere, una nuova e-mail con un link viene inviata all’indirizzo dell’account: usi quel link o acceda al servizio.',
    },
    addressChanged: {
      title: 'Questo link non è più valido.',
      body: 'È stato inviato a un indirizzo che non è più quello dell’account, quindi non permette di vedere né di decidere nulla. Acceda al servizio per vedere che cosa vale per lei.',
    },
    sentToNewAddress: {
      title: 'Questo link non è più valido.',
      body: 'È stato inviato a un indirizzo che non è più quello dell’account. Una nuova e-mail con un link viene inviata all’indirizzo che l’account ha ora: usi quel link o acceda al servizio.',
    },
  },
  refused: {
    notFromThisPage: {
      title: 'La sua risposta non è stata registrata.',
      body: 'Non è arrivata da questa pagina, perciò non abbiamo potuto registrarla. Apra il link nell’e-mail e risponda lì.',
    },
    outOfDate: {
      title: 'La sua risposta non è stata registrata.',
      body: 'Qualcosa è cambiato da quando ha aperto questa pagina. Legga che cosa dice ora e risponda di nuovo.',
    },
  },
  whyYouSeeThis: ({ company }) =>
    `Questa pagina è riservata a lei: ha ricevuto il link perché il suo indirizzo è associato a un account presso ${company}. Non lo condivida.`,
  whyYouSeeThisOnce: ({ company }) =>
    `Questa pagina è riservata a lei: ha ricevuto il link perché il suo indirizzo è, o era, associato a un account presso ${company}. Non lo condivida.`,
};
