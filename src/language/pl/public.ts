import type { BannerMessages, PublicMessages } from '../public-messages.ts';
import { genitive, on } from './cases.ts';

/** What stands on the public pages of policies, in Polish. */
export const publicPl: PublicMessages = {
  skip: 'Przejdź do treści',
  policies: 'Dokumenty prawne',
  noPolicies: 'Nie opublikowano jeszcze żadnego dokumentu.',
  about: ({ company }) =>
    `Tu ${company} publikuje swoje regulaminy i polityki: to, co obowiązuje, co się wkrótce zmieni i co obowiązywało wcześniej.`,
  signIn: 'Logowanie dla pracowników',
  contents: 'Spis treści',
  version: ({ version }) => `Wersja ${version}`,
  more: 'Więcej o tym dokumencie',
  currentText: 'Obowiązujący tekst',
  allVersions: 'Wszystkie wersje',
  feed: 'Kanał RSS ze zmianami',
  noneInForce: {
    title: 'Żadna wersja jeszcze nie obowiązuje.',
    body: 'Ten dokument nie obowiązuje nikogo, dopóki nie wejdzie w życie jego pierwsza wersja.',
  },
  announced: 'Zapowiedziano zmianę',
  firstAnnounced: 'Zapowiedziano pierwszą wersję',
  takesEffect: ({ version, date }) => `Wersja ${version} wchodzi w życie ${on(date)}.`,
  inEffectSince: ({ version, date }) => `Wersja ${version}, obowiązuje od ${genitive(date)}`,
  seeChanges: 'Zobacz zmiany',
  silence: ({ version, date }) =>
    `Kto zaakceptował poprzednią wersję, został zawiadomiony o tej i korzysta z usługi od ${genitive(date)}, akceptuje tym samym wersję ${version}.`,
  readVersion: ({ version }) => `Przeczytaj wersję ${version}`,
  states: {
    announced: 'Zapowiedziana',
    'in-force': 'Obowiązuje',
    superseded: 'Zastąpiona',
    withdrawn: 'Wycofana',
  },
  notInForce: {
    announced: ({ version, date }) => ({
      title: `Wersja ${version} jeszcze nie obowiązuje.`,
      body: `Wchodzi w życie ${on(date)}.`,
    }),
    superseded: ({ version, by }) => ({
      title: `Wersję ${version} zastąpiono.`,
      body: `Zastąpiła ją wersja ${by}.`,
    }),
    withdrawn: ({ version, date }) => ({
      title: `Wersję ${version} wycofano.`,
      body: `Nigdy nie weszła w życie. Wycofano ją ${on(date)}.`,
    }),
  },
  kindOfChange: 'Rodzaj zmiany',
  toldBefore: 'Tak jak ogłoszono, zanim zaczęto prowadzić ten rejestr',
  status: 'Stan',
  tookEffect: 'Weszła w życie',
  wasToTakeEffect: 'Miała wejść w życie',
  withdrawnOn: 'Data wycofania',
  historyTitle: ({ title }) => `${title}: wszystkie wersje`,
  newerVersions: 'Nowsze wersje',
  olderVersions: 'Starsze wersje',
  versionRange: ({ from, to }) => `Wersje od ${from} do ${to}`,
  compare: {
    title: ({ title }) => `${title}: porównanie wersji`,
    versions: ({ from, to }) => `Co się zmienia między wersją ${from} a wersją ${to}`,
    from: 'Wersja wyjściowa',
    to: 'Wersja docelowa',
    show: 'Porównaj',
    view: 'Widok',
    inline: 'W jednej kolumnie',
    sideBySide: 'Obok siebie',
    sameVersion: 'To dwa razy ta sama wersja. Wybierz inną do porównania.',
    busy: {
      title: 'Zbyt wiele porównań naraz.',
      body: 'Właśnie przygotowujemy inne. Spróbuj ponownie za kilka sekund.',
    },
  },
  tooOften: {
    title: 'Zbyt wiele żądań.',
    body: 'Z Twojej sieci w krótkim czasie nadeszło bardzo wiele żądań. Spróbuj ponownie za kilka sekund. Jeśli właśnie wysyłano odpowiedź, nie została ona zapisana.',
  },
  notFound: {
    title: 'Nie ma takiej strony.',
    body: 'Być może adres jest niepełny lub zawiera błąd. Wszystkie dokumenty znajdziesz na stronie z dokumentami prawnymi.',
  },
  texts: {
    languages: 'Języki',
    prevails: ({ language }) =>
      `Ten tekst jest tłumaczeniem. Rozstrzygający jest tekst w języku: ${language}.`,
    changesIn: ({ language, version, missing }) =>
      `Zmiany podano w języku: ${language}, ponieważ wersja ${version} nie ma tekstu do porównania w języku: ${missing}.`,
  },
  parts: 'Część tego dokumentu',
  partOf: 'Część dokumentu',
  corrections: {
    corrected: ({ date }) => `Poprawiono ${on(date)}`,
    earlier: 'Wcześniejsze brzmienie',
    isEarlier: ({ date }) => `Tak brzmiał tekst, zanim poprawiono go ${on(date)}.`,
  },
  layers: {
    whatCounts: 'Krótkie streszczenia ułatwiają czytanie. Wiążący jest sam tekst, pod „Czytaj dalej”.',
    readMore: 'Czytaj dalej',
  },
  feedTitle: ({ title }) => `${title}: zmiany`,
};

/** What the bar on the product's own site says, in Polish. */
export const bannerPl: BannerMessages = {
  label: 'Informacja o zmianie dokumentu prawnego',
  announced: ({ title, date }) => `Zmiany w dokumencie „${title}” wchodzą w życie ${on(date)}.`,
  inEffect: ({ title, date }) => `Zmiany w dokumencie „${title}” obowiązują od ${genitive(date)}.`,
  link: 'Zobacz zmiany',
  dismiss: 'Zamknij tę informację',
};
