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
  yourAnswer: 'La sua risposta',
  accept: ({ version }) => `Accetta la versione ${version}`,
  declineAndLeave: 'Rifiuta e recedi',
  confirmLeaving: {
    title: 'Vuole davvero recedere?',
    body: ({ date }) =>
      `Non potrà più usare il servizio a partire da ${date}. Fino ad allora può cambiare idea.`,
    confirm: ({ date }) => `Sì, recedo a partire da ${date}`,
    goBack: 'No, torna indietro',
  },
  stay: 'Revoca il recesso',
  receipts: {
    accepted: ({ title, version, date }) => ({
      title: 'Grazie. Ha accettato.',
      body: `Ha accettato la versione ${version} di «${title}» ${date}.`,
    }),
    leaving: ({ title, version, date, endsDate }) => ({
      title: 'Ha rifiutato le modifiche e recede dal servizio.',
      body: `Ha rifiutato la versione ${version} di «${title}» ${date}. Non potrà più usare il servizio a partire da ${endsDate}. Fino ad allora può cambiare idea in questa pagina.`,
    }),
    stayed: ({ title, version, date }) => ({
      title: 'Ha revocato il recesso.',
      body: `Ha revocato il recesso ${date}. Questo non significa che abbia accettato la versione ${version} di «${title}».`,
    }),
    keep: 'Se vuole conservare una ricevuta, stampi o salvi questa pagina.',
    mailed: 'La inviamo anche per e-mail.',
    policy: 'Documento',
    version: 'Versione',
    fingerprint: 'Impronta del testo (hash)',
    recordedAt: 'Data di registrazione',
  },
  states: {
    alreadyAccepted: ({ version, date, basis }) => ({
      title: `Ha accettato la versione ${version}.`,
      body: {
        explicit: `L’ha accettata ${date}. Non occorre fare altro.`,
        deemed: `L’ha accettata usando il servizio dopo l’entrata in vigore. Data di tale uso: ${date}. Non occorre fare altro.`,
        imported: `La sua accettazione è registrata. Data: ${date}. Non occorre fare altro.`,
      }[basis],
    }),
    newerAccepted: ({ version }) => ({
      title: 'Non occorre fare altro.',
      body: `Ha accettato la versione ${version}, che è più recente di questa.`,
    }),
    left: ({ endedDate }) => ({
      title: 'Il recesso è avvenuto.',
      body: `Il suo uso del servizio è terminato ${endedDate}. Qui non c’è più nulla da decidere.`,
    }),
    windowClosed: ({ version, closedDate }) => ({
      title: 'Il termine per rifiutare è scaduto.',
      body: `Poteva rifiutare la versione ${version} fino a ${closedDate}. Se usa il servizio, per lei vale questa versione.`,
    }),
    withdrawn: ({ version, withdrawnDate }) => ({
      title: 'Questa modifica è stata ritirata.',
      body: `La versione ${version} è stata ritirata ${withdrawnDate} e non entrerà in vigore. Per lei resta valida la stessa versione di prima.`,
    }),
    superseded: ({ version, by }) => ({
      title: 'È stata sostituita da una versione più recente.',
      body: `La versione ${version} non è più in vigore: ora lo è la versione ${by}. Si può rispondere solo a una versione in vigore o annunciata.`,
    }),
    expiredLink: {
      title: 'Questo link è scaduto.',
      body: 'Ha funzionato fino a qualche tempo dopo l’entrata in vigore della modifica. Aprendolo non è stato registrato nulla. Acceda al servizio per vedere che cosa vale per lei.',
    },
    unknownLink: {
      title: 'Questo link non è riconosciuto.',
      body: 'Forse non è stato copiato per intero. Lo apra di nuovo dall’e-mail.',
    },
    addressChanged: {
      title: 'Questo link non è più valido.',
      body: 'È stato inviato a un indirizzo che non è più quello dell’account, quindi non permette di vedere né di decidere nulla. Usi l’e-mail più recente che ha ricevuto o acceda al servizio.',
    },
  },
  refused: {
    notFromThisPage: {
      title: 'Non è stato registrato nulla.',
      body: 'La sua risposta non è arrivata da questa pagina e per questo non è stata accolta. Apra il link nell’e-mail e risponda lì.',
    },
    outOfDate: {
      title: 'Non è stato registrato nulla.',
      body: 'Qualcosa è cambiato da quando ha aperto questa pagina. Legga che cosa dice ora e risponda di nuovo.',
    },
  },
  whyYouSeeThis: ({ company }) =>
    `Questa pagina è riservata a lei: ha ricevuto il link perché ha un account presso ${company}. Non lo condivida.`,
};
