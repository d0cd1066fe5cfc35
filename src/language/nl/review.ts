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
    `U hoorde hier pas van toen het al van kracht was. Daarom hebt u tot ${date} de tijd om te beslissen.`,
  yourAnswer: 'Uw antwoord',
  accept: ({ version }) => `Akkoord met versie ${version}`,
  declineAndLeave: 'Weigeren en opzeggen',
  confirmLeaving: {
    title: 'Weet u zeker dat u wilt opzeggen?',
    body: ({ date }) =>
      `Uw gebruik van de dienst eindigt op ${date}. Tot die tijd kunt u van gedachten veranderen.`,
    confirm: ({ date }) => `Ja, mijn gebruik beëindigen op ${date}`,
    goBack: 'Nee, terug',
  },
  stay: 'Opzegging ongedaan maken',
  receipts: {
    accepted: ({ title, version, date }) => ({
      title: 'Dank u wel. U bent akkoord gegaan.',
      body: `U bent op ${date} akkoord gegaan met versie ${version} van ‘${title}’.`,
    }),
    leaving: ({ title, version, date, endsDate }) => ({
      title: 'U hebt geweigerd en opgezegd.',
      body: `U hebt versie ${version} van ‘${title}’ geweigerd op ${date}. Uw gebruik van de dienst eindigt op ${endsDate}. Tot die tijd kunt u op deze pagina van gedachten veranderen.`,
    }),
    stayed: ({ title, version, date }) => ({
      title: 'Uw opzegging is ongedaan gemaakt.',
      body: `U hebt uw opzegging ongedaan gemaakt op ${date}. U bent daarmee niet akkoord gegaan met versie ${version} van ‘${title}’.`,
    }),
    keep: 'Druk deze pagina af of sla deze op als u een eigen bewijs wilt bewaren.',
    mailed: 'U krijgt deze bevestiging ook per e-mail.',
    policy: 'Document',
    version: 'Versie',
    fingerprint: 'Digitale vingerafdruk van de tekst',
    recordedAt: 'Vastgelegd op',
  },
  states: {
    alreadyAccepted: ({ version, date, basis }) => ({
      title: `U bent akkoord gegaan met versie ${version}.`,
      body: {
        explicit: `U bent akkoord gegaan op ${date}. U hoeft verder niets te doen.`,
        deemed: `U hebt de dienst gebruikt op ${date}, nadat deze versie was ingegaan. Daarmee bent u akkoord gegaan. U hoeft verder niets te doen.`,
        imported: `Uw akkoord van ${date} is vastgelegd. U hoeft verder niets te doen.`,
      }[basis],
    }),
    newerAccepted: ({ version }) => ({
      title: 'U hoeft verder niets te doen.',
      body: `U bent akkoord gegaan met versie ${version}, die nieuwer is dan deze.`,
    }),
    left: ({ endedDate }) => ({
      title: 'Uw opzegging is ingegaan.',
      body: `Uw gebruik van de dienst is geëindigd op ${endedDate}. Er valt hier niets meer te beslissen.`,
    }),
    windowClosed: ({ version, closedDate }) => ({
      title: 'De termijn om te weigeren is afgelopen.',
      body: `U kon versie ${version} weigeren tot ${closedDate}. Als u de dienst gebruikt, geldt deze versie.`,
    }),
    withdrawn: ({ version, withdrawnDate }) => ({
      title: 'Deze wijziging is ingetrokken.',
      body: `Versie ${version} is ingetrokken op ${withdrawnDate} en gaat niet in. De versie die tot nu toe voor u gold, blijft gelden.`,
    }),
    superseded: ({ version, by }) => ({
      title: 'Een nieuwere versie heeft deze vervangen.',
      body: `Versie ${version} is niet meer van kracht; nu is dat versie ${by}. U kunt alleen antwoorden op een versie die van kracht of aangekondigd is.`,
    }),
    expiredLink: {
      title: 'Deze link is verlopen.',
      body: 'Hij werkte tot enige tijd nadat de wijziging was ingegaan. Door hem te openen is niets vastgelegd. Log in bij de dienst om te zien wat voor u geldt.',
    },
    unknownLink: {
      title: 'Wij kennen deze link niet.',
      body: 'Misschien is hij bij het kopiëren afgebroken. Open hem nog een keer vanuit de e-mail.',
    },
    addressChanged: {
      title: 'Deze link is niet meer geldig.',
      body: 'Hij is gestuurd naar een adres dat niet meer bij het account hoort. Daarom kunt u hier niets bekijken of beslissen. Gebruik de nieuwste e-mail die u hebt gekregen, of log in bij de dienst.',
    },
  },
  refused: {
    notFromThisPage: {
      title: 'Er is niets vastgelegd.',
      body: 'Uw antwoord kwam niet van deze pagina en is daarom niet verwerkt. Open de link in de e-mail en antwoord daar.',
    },
    outOfDate: {
      title: 'Er is niets vastgelegd.',
      body: 'Er is iets veranderd sinds u deze pagina opende. Lees wat er nu staat en antwoord nog een keer.',
    },
  },
  whyYouSeeThis: ({ company }) =>
    `Deze pagina is alleen voor u: u hebt de link gekregen omdat u een account hebt bij ${company}. Deel hem niet met anderen.`,
};
