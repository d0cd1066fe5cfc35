import type { AnswersMessages } from '../answers-messages.ts';

/** What is said of saying no and staying, and of consents, in Italian. */
export const answersIt: AnswersMessages = {
  object: {
    until: ({ date }) => `Può opporsi fino a ${date}.`,
    within: ({ period }) =>
      `Può opporsi entro ${period} dall’invio di questa e-mail. La data e l’ora esatte sono indicate nella sua pagina personale.`,
    around: ({ date, period }) =>
      `Può opporsi fino a ${date}. Se questa e-mail è stata inviata solo dopo, per opporsi ha tempo ${period} dall’invio. La data e l’ora esatte sono indicate nella sua pagina personale.`,
    untilRenewal: 'Può opporsi fino al rinnovo del suo contratto.',
    untilYouAccept: 'Può opporsi finché non ha accettato.',
    onPage:
      'Ha un certo tempo per opporsi. Nella sua pagina personale è indicato quando scade il termine, o quando è scaduto.',
  },
  ways: {
    leave: 'In tal caso può lasciare il servizio.',
    leaveFree: 'In tal caso può lasciare il servizio, senza costi.',
    keepOld: 'Può mantenere la versione che ha ora.',
    keepOldUntil: ({ date }) => `Può mantenere la versione che ha ora fino a ${date}.`,
    keepOldForATime:
      'Può mantenere per un certo tempo la versione che ha ora. Nella sua pagina personale è indicato fino a quando.',
    keepOldPart: 'Può mantenere il testo precedente di una parte; tutto il resto è nuovo.',
    leavePart: 'Può rinunciare a una parte del servizio; il resto prosegue.',
    refuse: 'Può dire di no finché non ha accettato. Il suo uso del servizio prosegue.',
    mayEnd: ({ period }) =>
      `Se la mantiene, possiamo porre fine al suo uso del servizio con un preavviso di ${period}.`,
    mayEndFrom: ({ period, date }) =>
      `Se la mantiene, possiamo porre fine al suo uso del servizio con un preavviso di ${period}. Data più vicina possibile: ${date}.`,
  },
  canTakeBackUntil: ({ date }) =>
    `Può ritirare questa risposta fino a ${date}. Anche in seguito potrà accettare la nuova versione.`,
  consentAsked:
    'Se accetta, può revocare il consenso in qualsiasi momento, con la stessa facilità con cui lo dà. Ciò che è stato fatto fino ad allora resta valido.',
  explicitOptional: 'Se non accetta, per lei non cambia nulla: mantiene ciò che ha ora.',
  unrecordedOptional: ({ version }) =>
    `Non ci risulta che abbia accettato questo documento. Né il non fare nulla né l’uso del servizio cambiano ciò. Può accettare la versione ${version}, ma non è obbligatorio.`,
  askedAnew:
    'Ha revocato il consenso: la sua accettazione precedente non conta più. Le sarà chiesto di accettare prima di proseguire.',
  askedAnewOptional: ({ version }) =>
    `Ha revocato il consenso: la sua accettazione precedente non conta più. Può accettare la versione ${version}, ma non è obbligatorio.`,
  restrictedNow: 'Può usare il servizio solo in parte finché non accetta.',
  endedNow: 'Non può usare il servizio finché non accetta.',
  buttons: {
    no: 'No',
    keepOld: 'Opporsi e mantenere la versione precedente',
    keepOldPart: ({ part }) => `Opporsi e mantenere il testo precedente di «${part}»`,
    leavePart: ({ part }) => `Proseguire senza «${part}»`,
    takeBack: 'Ritirare la mia risposta',
    withdraw: 'Revocare il mio consenso',
  },
  confirm: {
    title: 'Vuole opporsi?',
    keepOld: 'Sì, mantenere la versione precedente',
    keepOldPart: ({ part }) => `Sì, mantenere il testo precedente di «${part}»`,
    leavePart: ({ part }) => `Sì, proseguire senza «${part}»`,
  },
  states: {
    keepsOld: ({ title, version, date }) => ({
      title: 'La sua opposizione è stata registrata.',
      body: `La sua opposizione alla versione ${version} di «${title}» è stata registrata ${date}. La versione che ha resta la sua.`,
    }),
    keepsOldUntil: ({ title, version, date, until }) => ({
      title: 'La sua opposizione è stata registrata.',
      body: `La sua opposizione alla versione ${version} di «${title}» è stata registrata ${date}. La versione che ha resta la sua fino a ${until}.`,
    }),
    keepsOldPart: ({ title, version, date, part }) => ({
      title: 'La sua opposizione a una parte è stata registrata.',
      body: `La sua opposizione a «${part}» nella versione ${version} di «${title}» è stata registrata ${date}. Lì resta il testo precedente, tutto il resto è nuovo.`,
    }),
    leftPart: ({ title, version, date, part }) => ({
      title: 'Ha rinunciato a una parte.',
      body: `La sua rinuncia a «${part}» a causa della versione ${version} di «${title}» è stata registrata ${date}. Il resto prosegue.`,
    }),
    tookBack: ({ title, version, date }) => ({
      title: 'Ha ritirato la sua risposta.',
      body: `Ha ritirato ${date} la sua opposizione alla versione ${version} di «${title}». Tutto resta come se non ci fosse stata opposizione.`,
    }),
    consentWithdrawn: ({ title, version, date }) => ({
      title: 'Ha revocato il consenso.',
      body: `Ha revocato ${date} il consenso alla versione ${version} di «${title}». Ciò che è stato fatto prima sulla base del consenso resta valido.`,
    }),
    consentRefused: ({ title, version, date }) => ({
      title: 'Ha detto di no.',
      body: `Ha negato ${date} il consenso alla versione ${version} di «${title}». Il suo uso del servizio prosegue. Se cambia idea, può ancora accettare.`,
    }),
    endedByCompany: ({ title, company, version, date, endsDate }) => ({
      title: 'Il suo uso del servizio termina.',
      body: `Mantiene ciò che aveva prima della versione ${version} di «${title}», e per questo ${company} le ha dato preavviso ${date}. Il suo uso del servizio termina ${endsDate}. Se accetta entro allora, prosegue.`,
    }),
  },
  receipt: {
    keepsOld: {
      subject: ({ title, version }) => `Conferma: opposizione alla versione ${version} di «${title}»`,
      heading: 'La sua opposizione è stata registrata',
      lead: ({ title, company, version }) =>
        `Abbiamo registrato la sua opposizione alla versione ${version} di «${title}» di ${company}. La versione che ha resta la sua. Questa e-mail è la sua conferma.`,
    },
    keepsOldPart: {
      subject: ({ title, version }) =>
        `Conferma: opposizione a una parte della versione ${version} di «${title}»`,
      heading: 'La sua opposizione a una parte è stata registrata',
      lead: ({ title, company, version }) =>
        `Abbiamo registrato la sua opposizione a una parte della versione ${version} di «${title}» di ${company}. Lì resta il testo precedente, tutto il resto è nuovo. Questa e-mail è la sua conferma.`,
    },
    leftPart: {
      subject: ({ title, version }) =>
        `Conferma: rinuncia a una parte per la versione ${version} di «${title}»`,
      heading: 'Ha rinunciato a una parte',
      lead: ({ title, company, version }) =>
        `Ha rinunciato a una parte del servizio a causa della versione ${version} di «${title}» di ${company}. Il resto prosegue. Questa e-mail è la sua conferma.`,
    },
    tookBack: {
      subject: ({ title }) => `Conferma: ha ritirato la sua risposta (${title})`,
      heading: 'Ha ritirato la sua risposta',
      lead: ({ title, company, version }) =>
        `Ha ritirato la sua opposizione alla versione ${version} di «${title}» di ${company}. Tutto resta come se non ci fosse stata opposizione. Questa e-mail è la sua conferma.`,
    },
    consentWithdrawn: {
      subject: ({ title }) => `Conferma: ha revocato il consenso (${title})`,
      heading: 'Ha revocato il consenso',
      lead: ({ title, company, version }) =>
        `Ha revocato il consenso alla versione ${version} di «${title}» di ${company}. Ciò che è stato fatto prima sulla base del consenso resta valido. Questa e-mail è la sua conferma.`,
    },
    consentRefused: {
      subject: ({ title }) => `Conferma: ha negato il consenso (${title})`,
      heading: 'Ha detto di no',
      lead: ({ title, company, version }) =>
        `Ha negato il consenso alla versione ${version} di «${title}» di ${company}. Il suo uso del servizio prosegue. Questa e-mail è la sua conferma.`,
    },
    part: 'Parte',
    keptUntil: 'Ciò che ha resta suo fino a',
  },
};
