import type { ReviewMessages } from '../messages.ts';

/** What stands on the review page, in Dutch. */
export const reviewNl: ReviewMessages = {
  title: ({ title }) => `Wijzigingen in ‘${title}’`,
  posted: 'Gepubliceerd op',
  comparedWith: ({ version }) => `Vergeleken met versie ${version}, waarmee u akkoord bent gegaan.`,
  comparedWithInForce: ({ version }) => `Vergeleken met versie ${version}.`,
  agreedBefore:
    'U bent met dit document akkoord gegaan voordat dit register werd bijgehouden; met welke tekst is niet bekend.',
  fullText: ({ version }) => `De volledige tekst van versie ${version} lezen`,
  lateUntil: ({ date }) =>
    `U kreeg dit bericht toen de wijziging al van kracht was. Daarom hebt u tot ${date} de tijd om te beslissen.`,
  nothingBinds:
    'U bent nog nergens aan gebonden: volgens onze gegevens heeft geen mededeling hierover u bereikt. U kunt akkoord gaan, of weigeren en stoppen met de dienst.',
  yourAnswer: 'Uw antwoord',
  accept: ({ version }) => `Akkoord met versie ${version}`,
  declineAndLeave: 'Weigeren en stoppen',
  confirmLeaving: {
    title: 'Weet u zeker dat u met de dienst wilt stoppen?',
    body: ({ date }) =>
      `Uw gebruik van de dienst eindigt op ${date}. Tot die tijd kunt u van gedachten veranderen.`,
    confirm: ({ day }) => `Ja, mijn gebruik beëindigen op ${day}`,
    goBack: 'Nee, terug',
  },
  stay: 'Toch blijven',
  receipts: {
    accepted: ({ title, version, date }) => ({
      title: 'Dank u wel. U bent akkoord gegaan.',
      body: `U bent op ${date} akkoord gegaan met versie ${version} van ‘${title}’.`,
    }),
    leaving: ({ title, version, date, endsDate }) => ({
      title: 'U hebt geweigerd en stopt met de dienst.',
      body: `U hebt versie ${version} van ‘${title}’ geweigerd op ${date}. Uw gebruik van de dienst eindigt op ${endsDate}. Tot die tijd kunt u op deze pagina van gedachten veranderen.`,
    }),
    stayed: ({ title, version, date }) => ({
      title: 'U hebt uw besluit teruggenomen.',
      body: `Op ${date} hebt u uw besluit teruggenomen om te stoppen vanwege versie ${version} van ‘${title}’. Dat betekent niet dat u akkoord bent gegaan met die versie.`,
    }),
    stayedAccepted: ({ title, version, date, acceptedDate }) => ({
      title: 'U hebt uw besluit teruggenomen.',
      body: `Op ${date} hebt u uw besluit teruggenomen om te stoppen vanwege versie ${version} van ‘${title}’. Uw akkoord van ${acceptedDate} telt weer.`,
    }),
    keep: 'Druk deze pagina af of sla deze op als u een eigen bewijs wilt bewaren.',
    mailing: 'Wij sturen u deze bevestiging ook per e-mail.',
    mailed: ({ date }) => `Wij hebben u deze bevestiging op ${date} ook per e-mail gestuurd.`,
    policy: 'Document',
    version: 'Versie',
    fingerprint: 'Digitale vingerafdruk van de tekst',
    recordedAt: 'Vastgelegd op',
  },
  stillLeaving: ({ title, date }) => `Uw gebruik eindigt nog steeds op ${date}, vanwege ‘${title}’.`,
  states: {
    alreadyAccepted: ({ version, date, basis }) => ({
      title:
        basis === 'deemed' || basis === 'silence'
          ? `Voor u geldt versie ${version}.`
          : `U bent akkoord gegaan met versie ${version}.`,
      body: {
        explicit: `U bent akkoord gegaan op ${date}. U hoeft verder niets te doen.`,
        deemed: `U hebt de dienst gebruikt op ${date}, nadat deze versie was ingegaan. Daarmee bent u akkoord gegaan. U hoeft verder niets te doen.`,
        silence: `U hebt tot ${date} geen bezwaar gemaakt. Daarmee bent u akkoord gegaan. U hoeft verder niets te doen.`,
        imported: `Uw akkoord van ${date} is vastgelegd. U hoeft verder niets te doen.`,
      }[basis],
    }),
    newerAccepted: ({ version }) => ({
      title: 'U hoeft verder niets te doen.',
      body: `U bent akkoord gegaan met versie ${version}, die nieuwer is dan deze.`,
    }),
    left: ({ endedDate }) => ({
      title: 'Uw gebruik is geëindigd.',
      body: `Het eindigde op ${endedDate}. Er valt hier niets meer te beslissen.`,
    }),
    windowClosed: ({ version, closedDate }) => ({
      title: 'De termijn om te weigeren is afgelopen.',
      body: `U kon versie ${version} weigeren tot ${closedDate}.`,
    }),
    withdrawn: ({ version, withdrawnDate }) => ({
      title: 'Deze wijziging is ingetrokken.',
      body: `Versie ${version} is ingetrokken op ${withdrawnDate} en gaat niet in.`,
    }),
    nothingChanged: 'Voor u is er niets veranderd: wat daarvoor voor u gold, bleef gelden.',
    superseded: ({ version, by }) => ({
      title: 'Een nieuwere versie heeft deze vervangen.',
      body: `Versie ${version} is vervangen door versie ${by}. U kunt alleen antwoorden op een versie die van kracht of aangekondigd is.`,
    }),
    expiredLink: {
      title: 'Deze link is verlopen.',
      body: 'Hij werkte maar een bepaalde tijd. Er is niets vastgelegd toen u de link opende. Log in bij de dienst om te zien wat voor u geldt.',
    },
    unknownLink: {
      title: 'Wij kennen deze link niet.',
      body: 'Misschien is hij bij het kopiëren afgebroken. Open hem nog een keer vanuit de e-mail.',
    },
    retiredLink: {
      title: 'Deze link is niet meer geldig.',
      body: 'Hij is ondertekend met een sleutel die niet meer wordt gebruikt. Daarom kunt u hier niets bekijken of beslissen. Kunt u nog antwoorden, dan gaat een nieuwe e-mail met een link naar het adres van het account: gebruik die link, of log in bij de dienst.',
    },
    addressChanged: {
      title: 'Deze link is niet meer geldig.',
      body: 'Hij is gestuurd naar een adres dat niet meer bij het account hoort. Daarom kunt u hier niets bekijken of beslissen. Log in bij de dienst om te zien wat voor u geldt.',
    },
    sentToNewAddress: {
      title: 'Deze link is niet meer geldig.',
      body: 'Hij is gestuurd naar een adres dat niet meer bij het account hoort. Een nieuwe e-mail met een link gaat naar het adres dat het account nu heeft: gebruik die link, of log in bij de dienst.',
    },
  },
  refused: {
    notFromThisPage: {
      title: 'Uw antwoord is niet vastgelegd.',
      body: 'Het kwam niet van deze pagina, daarom konden wij het niet vastleggen. Open de link in de e-mail en antwoord daar.',
    },
    outOfDate: {
      title: 'Uw antwoord is niet vastgelegd.',
      body: 'Er is iets veranderd sinds u deze pagina opende. Lees wat er nu staat en antwoord nog een keer.',
    },
  },
  whyYouSeeThis: ({ company }) =>
    `Deze pagina is alleen voor u: u hebt de link gekregen omdat uw adres gekoppeld is aan een account bij ${company}. Deel hem niet met anderen.`,
  whyYouSeeThisOnce: ({ company }) =>
    `Deze pagina is alleen voor u: u hebt de link gekregen omdat uw adres gekoppeld is of was aan een account bij ${company}. Deel hem niet met anderen.`,
};
