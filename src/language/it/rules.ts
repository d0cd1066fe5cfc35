import { formatNumber, plural } from '../plural.ts';
import type { RulesMessages } from '../rules-messages.ts';

/** What a policy's rules are told in, in Italian. */
export const rulesIt: RulesMessages = {
  title: 'Come annunciamo le modifiche',
  titleOf: ({ title }) => `${title}: come annunciamo le modifiche`,
  lead: 'Quando questo documento cambia, dal tipo di modifica dipende come la informiamo, quando la modifica entra in vigore e che cosa può fare.',
  onlyFor: ({ audience }) => `Questo documento riguarda soltanto: ${audience}.`,
  formAlone: 'Modifica della sola forma',
  limits: {
    form: 'Cambia solo la forma del testo, e nemmeno una parola.',
    sections: 'Solo per modifiche a queste sezioni',
    byLaw: 'Solo per ciò che richiede la legge. Indichiamo quale norma lo richiede.',
    reason: 'Indichiamo il motivo.',
    alone: 'Si risponde a parte, mai insieme ad altri documenti.',
  },
  told: 'Come la informiamo',
  channels: {
    mail: 'per e-mail',
    site: 'sul nostro sito',
    account: 'nel suo account',
    post: 'per posta',
    push: 'con una notifica push',
  },
  tell: {
    nobody: 'Nessuno viene informato. La modifica compare nell’elenco di tutte le versioni.',
    one: ({ ways }) => `La informiamo ${ways}.`,
    any: ({ ways }) => `La informiamo ${ways}. Basta una di queste vie.`,
    all: ({ ways }) =>
      `La informiamo ${ways}. L’informazione si considera data solo quando è avvenuta per tutte queste vie.`,
    some: ({ need, ways }) => `La informiamo per almeno ${need} di queste vie: ${ways}.`,
    durable: 'L’e-mail stessa contiene tutte le modifiche e l’intero nuovo testo.',
  },
  when: {
    moments: {
      posting: {
        at: 'al momento della pubblicazione',
        after: ({ period }) => `${period} dopo la pubblicazione`,
      },
      notice: {
        at: 'al momento della nostra comunicazione',
        after: ({ period }) => `${period} dopo la nostra comunicazione`,
      },
      receipt: {
        at: 'al momento in cui riceve la comunicazione',
        after: ({ period }) => `${period} dopo la ricezione della comunicazione`,
      },
      renewal: {
        at: 'al prossimo rinnovo del suo contratto',
        after: ({ period }) => `${period} dopo il prossimo rinnovo del suo contratto`,
      },
      effect: {
        at: 'all’entrata in vigore della modifica',
        after: ({ period }) => `${period} dopo l’entrata in vigore della modifica`,
      },
      proposal: {
        at: 'al momento della proposta',
        after: ({ period }) => `${period} dopo la proposta`,
      },
      'document-date': {
        at: 'alla data indicata nel testo',
        after: ({ period }) => `${period} dopo la data indicata nel testo`,
      },
    },
    beforeEffect: ({ period }) => `${period} prima dell’entrata in vigore della modifica`,
    renewalAfterNotice: ({ period }) =>
      `al primo rinnovo del suo contratto che avviene almeno ${period} dopo la nostra comunicazione`,
    businessDays: ({ count }) =>
      plural(count, 'it', {
        one: `${formatNumber(count, 'it')} giorno lavorativo`,
        many: `${formatNumber(count, 'it')} di giorni lavorativi`,
        other: `${formatNumber(count, 'it')} giorni lavorativi`,
      }),
    countedBack: ({ when }) => `${when}, contando a ritroso da quella data`,
    midnight: ({ when }) => `${when}, alla mezzanotte successiva`,
    both: ({ first, second }) => `${first}; ${second}`,
    latest: ({ when }) => `all’ultima di queste date: ${when}`,
    earliest: ({ when }) => `alla prima di queste date: ${when}`,
  },
  effect: {
    label: 'Quando entra in vigore',
    at: ({ when }) => `La modifica entra in vigore ${when}.`,
    earlier: 'Possiamo fissare una data anteriore, e in tal caso ne indichiamo il motivo.',
    acceptance: 'Se accetta la modifica prima di allora, le si applica da quel momento.',
    use: 'Se, dopo la nostra comunicazione, usa il servizio prima di allora, le si applica da quel momento.',
    newcomers: 'Se si iscrive quando è già annunciata, le si applica subito.',
    late: ({ period }) =>
      `Se la informiamo solo in quel momento o più tardi, le si applica solo ${period} dopo la nostra comunicazione.`,
    lateAtOnce:
      'Se la informiamo solo in quel momento o più tardi, le si applica dal momento della nostra comunicazione.',
  },
  decline: {
    can: ({ offers }) => `Può ${offers}.`,
    offers: {
      leave: 'lasciare il servizio (subito o alla scadenza del termine)',
      leaveNow: 'lasciare il servizio subito',
      leaveAtClose: 'lasciare il servizio alla scadenza del termine',
      leaveNowOrAtEffect: 'lasciare il servizio (subito o all’entrata in vigore della modifica)',
      leaveAtEffect: 'lasciare il servizio all’entrata in vigore della modifica',
      leavePart: 'lasciare la parte del servizio interessata dalla modifica',
      keepOld: 'mantenere la versione precedente',
      keepOldPart: 'mantenere la versione precedente della parte interessata dalla modifica',
    },
    stop: 'Può smettere di usare il servizio.',
    untilItApplies: 'Il termine scade quando la modifica comincia ad applicarsi a lei.',
    untilYouUse: 'Il termine scade la prossima volta che usa il servizio.',
    untilYouAccept: 'Può farlo finché non ha accettato.',
    ends: ({ when }) => `Il termine scade ${when}.`,
    free: 'Lasciare il servizio non le costa nulla.',
    kept: 'Se mantiene la versione precedente, questa vale per lei per tutta la durata del contratto.',
    keptUntil: ({ when }) =>
      `Se mantiene la versione precedente, questa vale per lei per un certo tempo, che termina ${when}.`,
    mayEnd: 'Se la mantiene, possiamo porre fine al suo contratto una volta che la modifica è in vigore.',
    mayEndAfter: ({ period }) =>
      `Se la mantiene, possiamo porre fine al suo contratto, al più presto ${period} dopo averglielo comunicato e non prima che la modifica sia in vigore.`,
  },
  agree: {
    none: 'Non le è chiesto di accettare: la modifica si applica comunque.',
    silence: 'Se alla scadenza del termine non ha detto di no, il suo silenzio vale come accettazione.',
    use: 'Accetta se continua a usare il servizio una volta che la modifica le si applica.',
    explicit: 'Finché non accetta, per lei non cambia nulla.',
    asked: 'Quando la modifica sarà in vigore, le sarà chiesto di accettare prima di proseguire.',
    optional: 'Le sarà chiesto di accettare, e potrà proseguire senza rispondere.',
    restrict: ({ when }) =>
      `Il termine per rispondere scade ${when}. In seguito può usare il servizio solo in parte, finché non accetta.`,
    end: ({ when }) =>
      `Il termine per rispondere scade ${when}. In seguito non può usare il servizio, finché non accetta.`,
    late: ({ period }) =>
      `Se la informiamo solo in quel momento o più tardi, scade ${period} dopo la nostra comunicazione.`,
  },
  forAudience: ({ audience }) => `Per: ${audience}`,
  otherwise: 'Come sopra, salvo quanto segue:',
  several:
    'Se appartiene a più gruppi tra quelli nominati qui, valgono per lei le date più lontane e il modo di accettare più rigoroso tra i loro, e può fare ciò che può fare ciascuno di essi.',
  unknownStrictest: 'Se non sappiamo se appartiene a un gruppo, le sue regole valgono anche per lei.',
  unknownDefault: 'Se non sappiamo se appartiene a un gruppo, le sue regole non valgono per lei.',
  always: 'Per ogni modifica',
  laterDate: 'Possiamo fissare una data successiva a quella che risulta da queste regole.',
  mustBeSaid:
    'Il silenzio o l’uso vale come accettazione solo se ha accettato una versione precedente e se la comunicazione ricevuta lo diceva.',
  announced:
    'Se cambiamo queste regole, le modifiche già annunciate restano soggette a quelle con cui sono state annunciate.',
  revocable: 'Può revocare un’accettazione in qualsiasi momento.',
  received: ({ way, period }) => `Una comunicazione ${way} si considera ricevuta ${period} dopo l’invio.`,
  receivedOnProof: ({ way }) =>
    `Una comunicazione ${way} si considera ricevuta solo quando sappiamo che è arrivata.`,
  posted: ({ period }) => `La comunicazione resta sul nostro sito per ${period}.`,
  zone: ({ zone }) => `I giorni e i mesi si contano nel fuso orario ${zone}.`,
  noBusinessDays: 'Giorni non lavorativi',
};
