import type { AnswersMessages } from '../answers-messages.ts';

/** What is said of saying no and staying, and of consents, in Dutch. */
export const answersNl: AnswersMessages = {
  object: {
    until: ({ date }) => `U kunt tot ${date} bezwaar maken.`,
    within: ({ period }) =>
      `U hebt vanaf de verzending van deze e-mail ${period} de tijd om bezwaar te maken. De precieze datum en tijd staan op uw persoonlijke pagina.`,
    around: ({ date, period }) =>
      `U kunt tot ${date} bezwaar maken. Is deze e-mail pas daarna verzonden, dan hebt u daarvoor vanaf de verzending ${period} de tijd. De precieze datum en tijd staan op uw persoonlijke pagina.`,
    untilRenewal: 'U kunt tot de verlenging van uw overeenkomst bezwaar maken.',
    untilYouAccept: 'U kunt bezwaar maken zolang u niet akkoord bent gegaan.',
    onPage:
      'U kunt binnen een bepaalde termijn bezwaar maken. Op uw persoonlijke pagina staat wanneer die afloopt of is afgelopen.',
  },
  ways: {
    leave: 'U kunt dan stoppen met de dienst.',
    leaveFree: 'U kunt dan stoppen met de dienst, zonder kosten.',
    keepOld: 'U kunt de versie houden die u nu hebt.',
    keepOldUntil: ({ date }) => `U kunt de versie die u nu hebt tot ${date} houden.`,
    keepOldForATime:
      'U kunt de versie die u nu hebt een tijd lang houden. Op uw persoonlijke pagina staat tot wanneer.',
    keepOldPart: 'U kunt voor een deel de oude tekst houden; al het andere is nieuw.',
    leavePart: 'U kunt afzien van een deel van de dienst; de rest gaat door.',
    refuse: 'U kunt nee zeggen zolang u niet akkoord bent gegaan. Uw gebruik van de dienst gaat door.',
    mayEnd: ({ period }) =>
      `Als u die houdt, mogen wij uw gebruik van de dienst beëindigen, met een termijn van ${period}.`,
    mayEndFrom: ({ period, date }) =>
      `Als u die houdt, mogen wij uw gebruik van de dienst beëindigen, met een termijn van ${period}, op zijn vroegst op ${date}.`,
  },
  canTakeBackUntil: ({ date }) =>
    `U kunt dit antwoord tot ${date} terugnemen. Ook daarna kunt u nog akkoord gaan met de nieuwe versie.`,
  consentAsked:
    'Als u akkoord gaat, kunt u dat op elk moment weer intrekken, even makkelijk als u het geeft. Wat tot dan toe is gedaan, verandert daardoor niet.',
  explicitOptional: 'Er verandert voor u niets als u niet akkoord gaat: u houdt wat u nu hebt.',
  unrecordedOptional: ({ version }) =>
    `Wij hebben niet vastgelegd dat u akkoord bent gegaan met dit document. Niets doen of de dienst gebruiken verandert daar niets aan. U kunt akkoord gaan met versie ${version}, maar dat hoeft niet.`,
  askedAnew:
    'U hebt uw toestemming ingetrokken; uw eerdere akkoord telt niet meer. U wordt gevraagd om akkoord te gaan voordat u verder kunt.',
  askedAnewOptional: ({ version }) =>
    `U hebt uw toestemming ingetrokken; uw eerdere akkoord telt niet meer. U kunt akkoord gaan met versie ${version}, maar dat hoeft niet.`,
  restrictedNow: 'U kunt de dienst slechts gedeeltelijk gebruiken totdat u akkoord gaat.',
  endedNow: 'U kunt de dienst niet gebruiken totdat u akkoord gaat.',
  buttons: {
    no: 'Nee',
    keepOld: 'Bezwaar maken en de oude versie houden',
    keepOldPart: ({ part }) => `Bezwaar maken en de oude tekst houden van ‘${part}’`,
    leavePart: ({ part }) => `Doorgaan zonder ‘${part}’`,
    takeBack: 'Mijn antwoord terugnemen',
    withdraw: 'Mijn toestemming intrekken',
  },
  confirm: {
    title: 'Wilt u bezwaar maken?',
    keepOld: 'Ja, de oude versie houden',
    keepOldPart: ({ part }) => `Ja, de oude tekst houden van ‘${part}’`,
    leavePart: ({ part }) => `Ja, doorgaan zonder ‘${part}’`,
  },
  states: {
    keepsOld: ({ title, version, date }) => ({
      title: 'U hebt bezwaar gemaakt.',
      body: `U hebt op ${date} bezwaar gemaakt tegen versie ${version} van ‘${title}’. De versie die u hebt, blijft voor u gelden.`,
    }),
    keepsOldUntil: ({ title, version, date, until }) => ({
      title: 'U hebt bezwaar gemaakt.',
      body: `U hebt op ${date} bezwaar gemaakt tegen versie ${version} van ‘${title}’. De versie die u hebt, blijft voor u gelden tot ${until}.`,
    }),
    keepsOldPart: ({ title, version, date, part }) => ({
      title: 'U hebt bezwaar gemaakt tegen een deel.',
      body: `U hebt op ${date} bezwaar gemaakt tegen ‘${part}’ in versie ${version} van ‘${title}’. Daar blijft de oude tekst, al het andere is nieuw.`,
    }),
    leftPart: ({ title, version, date, part }) => ({
      title: 'U ziet af van een deel.',
      body: `U hebt op ${date} afgezien van ‘${part}’ vanwege versie ${version} van ‘${title}’. De rest gaat door.`,
    }),
    tookBack: ({ title, version, date }) => ({
      title: 'U hebt uw antwoord teruggenomen.',
      body: `Op ${date} hebt u uw bezwaar tegen versie ${version} van ‘${title}’ teruggenomen. Alles is alsof u geen bezwaar had gemaakt.`,
    }),
    consentWithdrawn: ({ title, version, date }) => ({
      title: 'U hebt uw toestemming ingetrokken.',
      body: `Op ${date} hebt u uw toestemming voor versie ${version} van ‘${title}’ ingetrokken. Wat daarvoor op grond ervan is gedaan, verandert daardoor niet.`,
    }),
    consentRefused: ({ title, version, date }) => ({
      title: 'U hebt nee gezegd.',
      body: `Op ${date} hebt u uw toestemming voor versie ${version} van ‘${title}’ geweigerd. Uw gebruik van de dienst gaat door. Als u van gedachten verandert, kunt u nog steeds akkoord gaan.`,
    }),
    endedByCompany: ({ title, company, version, date, endsDate }) => ({
      title: 'Uw gebruik van de dienst eindigt.',
      body: `U houdt wat u vóór versie ${version} van ‘${title}’ had, en ${company} heeft u daarom op ${date} opgezegd. Uw gebruik van de dienst eindigt op ${endsDate}. Als u vóór die tijd akkoord gaat, gaat het door.`,
    }),
  },
  receipt: {
    keepsOld: {
      subject: ({ title, version }) => `Uw bevestiging: bezwaar tegen versie ${version} van ‘${title}’`,
      heading: 'U hebt bezwaar gemaakt',
      lead: ({ title, company, version }) =>
        `U hebt bezwaar gemaakt tegen versie ${version} van ‘${title}’ van ${company}. De versie die u hebt, blijft voor u gelden. Deze e-mail is uw bevestiging.`,
    },
    keepsOldPart: {
      subject: ({ title, version }) =>
        `Uw bevestiging: bezwaar tegen een deel van versie ${version} van ‘${title}’`,
      heading: 'U hebt bezwaar gemaakt tegen een deel',
      lead: ({ title, company, version }) =>
        `U hebt bezwaar gemaakt tegen een deel van versie ${version} van ‘${title}’ van ${company}. Daar blijft de oude tekst, al het andere is nieuw. Deze e-mail is uw bevestiging.`,
    },
    leftPart: {
      subject: ({ title, version }) =>
        `Uw bevestiging: afgezien van een deel vanwege versie ${version} van ‘${title}’`,
      heading: 'U ziet af van een deel',
      lead: ({ title, company, version }) =>
        `U hebt afgezien van een deel van de dienst vanwege versie ${version} van ‘${title}’ van ${company}. De rest gaat door. Deze e-mail is uw bevestiging.`,
    },
    tookBack: {
      subject: ({ title }) => `Uw bevestiging: antwoord teruggenomen (‘${title}’)`,
      heading: 'U hebt uw antwoord teruggenomen',
      lead: ({ title, company, version }) =>
        `U hebt uw bezwaar tegen versie ${version} van ‘${title}’ van ${company} teruggenomen. Alles is alsof u geen bezwaar had gemaakt. Deze e-mail is uw bevestiging.`,
    },
    consentWithdrawn: {
      subject: ({ title }) => `Uw bevestiging: toestemming ingetrokken (‘${title}’)`,
      heading: 'U hebt uw toestemming ingetrokken',
      lead: ({ title, company, version }) =>
        `U hebt uw toestemming voor versie ${version} van ‘${title}’ van ${company} ingetrokken. Wat daarvoor op grond ervan is gedaan, verandert daardoor niet. Deze e-mail is uw bevestiging.`,
    },
    consentRefused: {
      subject: ({ title }) => `Uw bevestiging: toestemming geweigerd (‘${title}’)`,
      heading: 'U hebt nee gezegd',
      lead: ({ title, company, version }) =>
        `U hebt uw toestemming voor versie ${version} van ‘${title}’ van ${company} geweigerd. Uw gebruik van de dienst gaat door. Deze e-mail is uw bevestiging.`,
    },
    part: 'Deel',
    keptUntil: 'Wat u hebt, blijft voor u gelden tot',
  },
};
