import type { BannerMessages, PublicMessages } from '../public-messages.ts';

/** What stands on the public pages of policies, in Italian. */
export const publicIt: PublicMessages = {
  skip: 'Vai al contenuto',
  policies: 'Documenti legali',
  noPolicies: 'Non è stato ancora pubblicato alcun documento.',
  about: ({ company }) =>
    `Qui ${company} pubblica le sue condizioni e informative: ciò che è in vigore, ciò che cambierà a breve e ciò che lo era prima.`,
  signIn: 'Accesso per il personale',
  contents: 'Indice',
  version: ({ version }) => `Versione ${version}`,
  more: 'Altro su questo documento',
  currentText: 'Il testo in vigore',
  allVersions: 'Tutte le versioni',
  feed: 'Feed delle modifiche',
  noneInForce: {
    title: 'Nessuna versione è ancora in vigore.',
    body: 'Questo documento non si applica a nessuno finché non entra in vigore la prima versione.',
  },
  announced: 'È stata annunciata una modifica',
  firstAnnounced: 'È stata annunciata una prima versione',
  takesEffect: ({ version, date }) => `La versione ${version} entra in vigore ${date}.`,
  inEffectSince: ({ version, date }) => `Versione ${version}, in vigore da ${date}`,
  seeChanges: 'Vedi le modifiche',
  silence: ({ version, date }) =>
    `Chi ha accettato la versione precedente, è stato informato di questa e continua a usare il servizio dopo ${date} accetta con ciò la versione ${version}.`,
  readVersion: ({ version }) => `Leggi la versione ${version}`,
  states: {
    announced: 'Annunciata',
    'in-force': 'In vigore',
    superseded: 'Sostituita',
    withdrawn: 'Ritirata',
  },
  notInForce: {
    announced: ({ version, date }) => ({
      title: `La versione ${version} non è ancora in vigore.`,
      body: `Entra in vigore ${date}.`,
    }),
    superseded: ({ version, by }) => ({
      title: `La versione ${version} è stata sostituita.`,
      body: `Al suo posto c’è la versione ${by}.`,
    }),
    withdrawn: ({ version, date }) => ({
      title: `La versione ${version} è stata ritirata.`,
      body: `È stata ritirata ${date} e non è mai entrata in vigore.`,
    }),
  },
  kindOfChange: 'Tipo di modifica',
  toldBefore: 'Come comunicato prima che esistesse questo registro',
  status: 'Stato',
  tookEffect: 'È entrata in vigore',
  wasToTakeEffect: 'Doveva entrare in vigore',
  withdrawnOn: 'Data del ritiro',
  historyTitle: ({ title }) => `${title}: tutte le versioni`,
  newerVersions: 'Versioni più recenti',
  olderVersions: 'Versioni meno recenti',
  versionRange: ({ from, to }) => `Versioni da ${from} a ${to}`,
  compare: {
    title: ({ title }) => `${title}: confronto tra versioni`,
    versions: ({ from, to }) => `Che cosa cambia dalla versione ${from} alla versione ${to}`,
    from: 'Da',
    to: 'A',
    show: 'Confronta',
    view: 'Visualizzazione',
    inline: 'In una colonna',
    sideBySide: 'Affiancate',
    sameVersion: 'È due volte la stessa versione. Ne scelga un’altra con cui confrontarla.',
    busy: {
      title: 'Troppi confronti in questo momento.',
      body: 'In questo momento ne sono in corso altri. Riprovi tra qualche secondo.',
    },
  },
  tooOften: {
    title: 'Troppe richieste.',
    body: 'Dalla rete che sta usando sono arrivate molte richieste in poco tempo. Riprovi tra qualche secondo. Se stava inviando una risposta, non è stata registrata.',
  },
  notFound: {
    title: 'Questa pagina non esiste.',
    body: 'Forse l’indirizzo è incompleto o contiene un errore. Tutti i documenti sono elencati nella pagina dei documenti legali.',
  },
  texts: {
    languages: 'Lingue',
    prevails: ({ language }) => `Questo testo è una traduzione. Fa fede il testo in ${language}.`,
    changesIn: ({ language, version, missing }) =>
      `Le modifiche sono indicate in ${language} perché non esiste un testo della versione ${version} in ${missing} con cui confrontarle.`,
  },
  parts: 'Fa parte di questo documento',
  partOf: 'Fa parte di',
  corrections: {
    corrected: ({ date }) => `Corretto ${date}`,
    earlier: 'Formulazione precedente',
    isEarlier: ({ date }) => `Questo è il testo com’era prima della correzione, avvenuta ${date}.`,
  },
  layers: {
    whatCounts: 'I brevi riassunti aiutano la lettura. Fa fede il testo stesso, alla voce «Leggi tutto».',
    readMore: 'Leggi tutto',
  },
  feedTitle: ({ title }) => `${title}: modifiche`,
};

/** What the bar on the product's own site says, in Italian. */
export const bannerIt: BannerMessages = {
  label: 'Avviso di modifica di un documento legale',
  announced: ({ title, date }) => `${title}: le modifiche entrano in vigore ${date}.`,
  inEffect: ({ title, date }) => `${title}: modifiche in vigore da ${date}.`,
  link: 'Vedi le modifiche',
  dismiss: 'Chiudi questo avviso',
};
