import type { DiffMessages } from '../diff-messages.ts';
import { formatNumber, plural } from '../plural.ts';

/** What the renderings of a diff say, in Polish. */
export const diffPl: DiffMessages = {
  language: 'pl',
  colon: ': ',
  added: 'Dodano',
  removed: 'Usunięto',
  changed: 'Zmieniono',
  moved: 'Przeniesiono',
  movedFrom: ({ heading }) => `Przeniesiono tutaj z części „${heading}”`,
  movedFromTop: 'Przeniesiono tutaj, wcześniej bez nagłówka',
  movedAway: 'Przeniesiono stąd',
  movedHere: 'Przeniesiono tutaj',
  nowBefore: ({ text }) => `Teraz przed „${text}”`,
  nowBehind: ({ text }) => `Teraz po „${text}”`,
  quoted: ({ text }) => `„${text}”`,
  comma: ', ',
  andMore: ({ count }) =>
    `i jeszcze ${counted(count, 'jedno miejsce', { few: 'miejsca', many: 'miejsc', other: 'miejsca' })}`,
  hangs: {
    still: 'Pod tym stoi teraz, tymi samymi słowami',
    came: ({ other }) => `Pod tym stoi teraz to, co było pod „${other}”`,
    cameFromTop: 'Pod tym stoi teraz to, co nie miało nagłówka',
    left: ({ other }) => `To, co było pod tym, stoi teraz pod „${other}”`,
    leftToTop: 'To, co było pod tym, nie ma teraz nagłówka',
  },
  looks: 'Numery, nazwy, linki i wygląd',
  legend: ['Nowe słowa oznaczono tak: ', ', a usunięte tak: ', '.'],
  section: {
    start: 'Na początku',
    added: 'Nowa część',
    removed: 'Część usunięta',
    moved: 'Część przeniesiona',
    changed: 'Zmieniona',
    headingAdded: 'Nowy nagłówek',
    headingRemoved: 'Nagłówek usunięty',
    renamed: ({ was }) => `Nowy nagłówek; poprzedni: „${was}”`,
    movedAndRenamed: ({ was }) => `Część przeniesiona, z nowym nagłówkiem; poprzedni: „${was}”`,
  },
  totals: ({ added, removed, moved }) =>
    `${[
      added > 0 && `dodano ${words(added)}`,
      removed > 0 && `usunięto ${words(removed)}`,
      moved > 0 && `przeniesiono ${words(moved)}`,
    ]
      .filter((part) => part !== false)
      .join(', ')
      .replace(/^\p{L}/u, (letter) => letter.toUpperCase())}.`,
  nothing: 'Nic się nie zmieniło.',
  nothingInText: 'W tekście nic się nie zmieniło.',
  formattingOnly: 'Nie zmieniło się ani jedno słowo. Inny jest tylko wygląd tekstu.',
  noWordChanged: 'Nie zmieniło się ani jedno słowo.',
  linksChanged: ({ count }) =>
    counted(count, 'Jeden link prowadzi gdzie indziej.', {
      few: 'linki prowadzą gdzie indziej.',
      many: 'linków prowadzi gdzie indziej.',
      other: 'linku prowadzi gdzie indziej.',
    }),
  contents: 'Gdzie są zmiany',
  unchanged: ({ count }) =>
    counted(count, 'Jeden niezmieniony akapit', {
      few: 'niezmienione akapity',
      many: 'niezmienionych akapitów',
      other: 'niezmienionego akapitu',
    }),
  unchangedRows: ({ count }) =>
    counted(count, 'Jeden niezmieniony wiersz', {
      few: 'niezmienione wiersze',
      many: 'niezmienionych wierszy',
      other: 'niezmienionego wiersza',
    }),
  sameBelow: ({ count }) =>
    counted(count, 'Jeszcze jedno miejsce o tej samej treści, pod tym, co zmieniło się wyżej', {
      few: 'kolejne miejsca o tej samej treści, pod tym, co zmieniło się wyżej',
      many: 'kolejnych miejsc o tej samej treści, pod tym, co zmieniło się wyżej',
      other: 'kolejnego miejsca o tej samej treści, pod tym, co zmieniło się wyżej',
    }),
  toldBelow: ({ count }) =>
    counted(count, 'Jeszcze jedno miejsce, zmienione tylko tak, jak podano niżej', {
      few: 'kolejne miejsca, zmienione tylko tak, jak podano niżej',
      many: 'kolejnych miejsc, zmienionych tylko tak, jak podano niżej',
      other: 'kolejnego miejsca, zmienionego tylko tak, jak podano niżej',
    }),
  movedUnchanged: ({ count }) =>
    counted(count, 'Jeden akapit przeniesiony tutaj bez zmiany treści', {
      few: 'akapity przeniesione tutaj bez zmiany treści',
      many: 'akapitów przeniesionych tutaj bez zmiany treści',
      other: 'akapitu przeniesionego tutaj bez zmiany treści',
    }),
  renumbered: ({ count }) =>
    counted(count, 'Jeden punkt ma inny numer i tę samą treść', {
      few: 'punkty mają inne numery i tę samą treść',
      many: 'punktów ma inne numery i tę samą treść',
      other: 'punktu ma inne numery i tę samą treść',
    }),
  renumbering: ({ before, after, text }) => `${before} to teraz ${after}: ${text}`,
  replaced: ({ before, after, count }) =>
    `„${before}” zmieniono na „${after}” w ${counted(count, 'jednym miejscu', {
      few: 'miejscach',
      many: 'miejscach',
      other: 'miejsca',
    })}`,
  links: 'Linki, które prowadzą gdzie indziej',
  link: {
    changed: ({ text, before, after }) =>
      `„${text}”: link prowadził pod adres ${before}, a teraz prowadzi pod adres ${after}`,
    added: ({ text, after }) => `„${text}”: link prowadzi teraz pod adres ${after}`,
    removed: ({ text, before }) => `„${text}”: link nie prowadzi już pod adres ${before}`,
  },
  reformatted: ({ count }) =>
    counted(count, 'Jeden akapit ma te same słowa w innej formie', {
      few: 'akapity mają te same słowa w innej formie',
      many: 'akapitów ma te same słowa w innej formie',
      other: 'akapitu ma te same słowa w innej formie',
    }),
  hidden: 'W pliku zmieniło się coś, czego czytelnicy nie widzą.',
  form: {
    kind: 'inny rodzaj akapitu',
    level: 'inny poziom',
    markup: 'wyróżnienia lub kotwice',
    typography: 'cudzysłowy, myślniki lub spacje',
    spacing: 'odstępy',
    split: 'akapit podzielony',
    merged: 'akapity połączone',
    links: 'linki',
    'line-endings': 'Znaki końca wiersza są inne.',
    'byte-order-mark': 'Dodano lub usunięto znacznik kolejności bajtów.',
  },
  cutShort: ({ count }) =>
    `Nie wszystkie zmiany są tu pokazane. Na stronie: jeszcze ${counted(count, 'jedna', {
      few: 'zmiany',
      many: 'zmian',
      other: 'zmiany',
    })}.`,
  cutIn: 'W tych częściach',
  leftOut: ({ count }) =>
    `Pominięto tu jeszcze ${counted(count, 'jedną zmianę', { few: 'zmiany', many: 'zmian', other: 'zmiany' })}.`,
};

function words(count: number): string {
  return counted(count, '1 słowo', { few: 'słowa', many: 'słów', other: 'słowa' });
}

/** `one` says its number itself; the others stand behind it. */
function counted(
  count: number,
  one: string,
  { few, many, other }: { readonly few: string; readonly many: string; readonly other: string },
): string {
  const number = formatNumber(count, 'pl');
  return plural(count, 'pl', {
    one,
    few: `${number} ${few}`,
    many: `${number} ${many}`,
    other: `${number} ${other}`,
  });
}
