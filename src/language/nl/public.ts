import type { BannerMessages, PublicMessages } from '../public-messages.ts';

/** What stands on the public pages of policies, in Dutch. */
export const publicNl: PublicMessages = {
  skip: 'Naar de inhoud',
  policies: 'Juridische documenten',
  noPolicies: 'Er is nog geen document gepubliceerd.',
  about: ({ company }) =>
    `Hier publiceert ${company} zijn voorwaarden en beleid: wat geldt, wat binnenkort verandert en wat eerder gold.`,
  signIn: 'Inloggen voor medewerkers',
  contents: 'Inhoud',
  version: ({ version }) => `Versie ${version}`,
  more: 'Meer over dit document',
  currentText: 'De tekst die van kracht is',
  allVersions: 'Alle versies',
  feed: 'Feed met wijzigingen',
  noneInForce: {
    title: 'Er is nog geen versie van kracht.',
    body: 'Dit document geldt voor niemand totdat de eerste versie ingaat.',
  },
  announced: 'Er is een wijziging aangekondigd',
  firstAnnounced: 'Er is een eerste versie aangekondigd',
  takesEffect: ({ version, date }) => `Versie ${version} gaat in op ${date}.`,
  inEffectSince: ({ version, date }) => `Versie ${version}, van kracht sinds ${date}`,
  seeChanges: 'Wijzigingen bekijken',
  silence: ({ version, date }) =>
    `Wie akkoord is gegaan met de versie daarvoor, over deze is geïnformeerd en de dienst na ${date} blijft gebruiken, gaat daarmee akkoord met versie ${version}.`,
  readVersion: ({ version }) => `Versie ${version} lezen`,
  states: {
    announced: 'Aangekondigd',
    'in-force': 'Van kracht',
    superseded: 'Vervangen',
    withdrawn: 'Ingetrokken',
  },
  notInForce: {
    announced: ({ version, date }) => ({
      title: `Versie ${version} is nog niet van kracht.`,
      body: `Deze versie gaat in op ${date}.`,
    }),
    superseded: ({ version, by }) => ({
      title: `Versie ${version} is vervangen.`,
      body: `Versie ${by} heeft deze versie vervangen.`,
    }),
    withdrawn: ({ version, date }) => ({
      title: `Versie ${version} is ingetrokken.`,
      body: `Deze versie is ingetrokken op ${date} en nooit ingegaan.`,
    }),
  },
  kindOfChange: 'Soort wijziging',
  toldBefore: 'Zoals bekendgemaakt voordat dit register werd bijgehouden',
  status: 'Status',
  tookEffect: 'Is ingegaan op',
  wasToTakeEffect: 'Zou ingaan op',
  withdrawnOn: 'Ingetrokken op',
  historyTitle: ({ title }) => `${title}: alle versies`,
  newerVersions: 'Nieuwere versies',
  olderVersions: 'Oudere versies',
  versionRange: ({ from, to }) => `Versies ${from} tot en met ${to}`,
  compare: {
    title: ({ title }) => `${title}: versies vergelijken`,
    versions: ({ from, to }) => `Wat er verandert van versie ${from} naar versie ${to}`,
    from: 'Van',
    to: 'Naar',
    show: 'Vergelijken',
    view: 'Weergave',
    inline: 'In één kolom',
    sideBySide: 'Naast elkaar',
    sameVersion: 'Dit is twee keer dezelfde versie. Kies een andere om mee te vergelijken.',
    busy: {
      title: 'Te veel vergelijkingen tegelijk.',
      body: 'Er worden nu andere vergelijkingen gemaakt. Probeer het over een paar seconden opnieuw.',
    },
  },
  tooOften: {
    title: 'Te veel verzoeken.',
    body: 'Er kwamen in korte tijd veel verzoeken van uw netwerk. Probeer het over een paar seconden opnieuw. Als u net een antwoord verstuurde, is het niet vastgelegd.',
  },
  notFound: {
    title: 'Deze pagina bestaat niet.',
    body: 'Misschien is het adres niet compleet of verkeerd getypt. Alle documenten staan op de pagina ‘Juridische documenten’.',
  },
  texts: {
    languages: 'Talen',
    prevails: ({ language }) => `Deze tekst is een vertaling. De tekst in het ${language} is doorslaggevend.`,
    changesIn: ({ language, version, missing }) =>
      `De wijzigingen staan in het ${language}, omdat er van versie ${version} geen tekst in het ${missing} is om mee te vergelijken.`,
  },
  parts: 'Hoort bij dit document',
  partOf: 'Hoort bij',
  corrections: {
    corrected: ({ date }) => `Gecorrigeerd op ${date}`,
    earlier: 'Eerdere tekst',
    isEarlier: ({ date }) => `Zo luidde de tekst tot hij op ${date} werd gecorrigeerd.`,
  },
  layers: {
    whatCounts:
      'De korte samenvattingen helpen bij het lezen. Wat telt is de tekst zelf, onder ‘Meer lezen’.',
    readMore: 'Meer lezen',
  },
  feedTitle: ({ title }) => `${title}: wijzigingen`,
};

/** What the bar on the product's own site says, in Dutch. */
export const bannerNl: BannerMessages = {
  label: 'Melding over een wijziging van een document',
  announced: ({ title, date }) => `${title}: wijzigingen gaan in op ${date}.`,
  inEffect: ({ title, date }) => `${title}: wijzigingen zijn van kracht sinds ${date}.`,
  link: 'Wijzigingen bekijken',
  dismiss: 'Melding sluiten',
};
