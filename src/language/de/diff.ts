import type { DiffMessages } from '../diff-messages.ts';
import { formatNumber, plural } from '../plural.ts';

/** What the renderings of a diff say, in German. */
export const diffDe: DiffMessages = {
  language: 'de',
  colon: ': ',
  added: 'Hinzugefügt',
  removed: 'Entfernt',
  changed: 'Geändert',
  moved: 'Verschoben',
  movedFrom: ({ heading }) => `Hierher verschoben aus „${heading}“`,
  movedFromTop: 'Hierher verschoben, bisher unter keiner Überschrift',
  movedAway: 'Von hier verschoben',
  movedHere: 'Hierher verschoben',
  nowBefore: ({ text }) => `Jetzt vor „${text}“`,
  nowBehind: ({ text }) => `Jetzt nach „${text}“`,
  quoted: ({ text }) => `„${text}“`,
  comma: ', ',
  andMore: ({ count }) =>
    plural(count, 'de', {
      one: 'und eine weitere Stelle',
      other: `und ${number(count)} weitere Stellen`,
    }),
  hangs: {
    still: 'Darunter steht jetzt, im selben Wortlaut',
    came: ({ other }) => `Darunter steht jetzt, was bisher unter „${other}“ stand`,
    cameFromTop: 'Darunter steht jetzt, was bisher unter keiner Überschrift stand',
    left: ({ other }) => `Was darunter stand, steht jetzt unter „${other}“`,
    leftToTop: 'Was darunter stand, steht jetzt unter keiner Überschrift',
  },
  looks: 'Nummern, Namen, Links und Darstellung',
  legend: ['Neue Wörter sind so markiert: ', ', weggefallene so: ', '.'],
  section: {
    start: 'Am Anfang',
    added: 'Neuer Abschnitt',
    removed: 'Abschnitt entfernt',
    moved: 'Abschnitt verschoben',
    changed: 'Geändert',
    headingAdded: 'Neue Überschrift',
    headingRemoved: 'Überschrift entfernt',
    renamed: ({ was }) => `Überschrift geändert, bisher „${was}“`,
    movedAndRenamed: ({ was }) => `Abschnitt verschoben, Überschrift geändert, bisher „${was}“`,
  },
  totals: ({ added, removed, moved }) =>
    `${[
      added > 0 && `${words(added)} hinzugefügt`,
      removed > 0 && `${words(removed)} entfernt`,
      moved > 0 && `${words(moved)} verschoben`,
    ]
      .filter((part) => part !== false)
      .join(', ')}.`,
  nothing: 'Es hat sich nichts geändert.',
  nothingInText: 'Am Text hat sich nichts geändert.',
  formattingOnly: 'Kein Wort hat sich geändert. Nur die Darstellung des Textes ist anders.',
  noWordChanged: 'Kein Wort hat sich geändert.',
  linksChanged: ({ count }) =>
    plural(count, 'de', {
      one: 'Ein Link führt jetzt woandershin.',
      other: `${number(count)} Links führen jetzt woandershin.`,
    }),
  contents: 'Wo sich etwas ändert',
  unchanged: ({ count }) =>
    plural(count, 'de', {
      one: 'Ein unveränderter Absatz',
      other: `${number(count)} unveränderte Absätze`,
    }),
  unchangedRows: ({ count }) =>
    plural(count, 'de', {
      one: 'Eine unveränderte Zeile',
      other: `${number(count)} unveränderte Zeilen`,
    }),
  sameBelow: ({ count }) =>
    plural(count, 'de', {
      one: 'Eine weitere Stelle im selben Wortlaut, unter dem, was sich oben geändert hat',
      other: `${number(count)} weitere Stellen im selben Wortlaut, unter dem, was sich oben geändert hat`,
    }),
  toldBelow: ({ count }) =>
    plural(count, 'de', {
      one: 'Eine weitere Stelle, nur so geändert, wie weiter unten gesagt',
      other: `${number(count)} weitere Stellen, nur so geändert, wie weiter unten gesagt`,
    }),
  movedUnchanged: ({ count }) =>
    plural(count, 'de', {
      one: 'Ein Absatz wurde hierher verschoben, sein Wortlaut ist unverändert',
      other: `${number(count)} Absätze wurden hierher verschoben, ihr Wortlaut ist unverändert`,
    }),
  renumbered: ({ count }) =>
    plural(count, 'de', {
      one: 'Eine Klausel hat eine andere Nummer, ihr Wortlaut ist unverändert',
      other: `${number(count)} Klauseln haben andere Nummern, ihr Wortlaut ist unverändert`,
    }),
  renumbering: ({ before, after, text }) => `${before} ist jetzt ${after}: ${text}`,
  replaced: ({ before, after, count }) =>
    `„${before}“ wurde an ${number(count)} Stellen durch „${after}“ ersetzt`,
  links: 'Links mit neuem Ziel',
  link: {
    changed: ({ text, before, after }) => `„${text}“ führte zu ${before} und führt jetzt zu ${after}`,
    added: ({ text, after }) => `„${text}“ führt jetzt zu ${after}`,
    removed: ({ text, before }) => `„${text}“ führt nicht mehr zu ${before}`,
  },
  reformatted: ({ count }) =>
    plural(count, 'de', {
      one: 'Ein Absatz hat denselben Wortlaut in anderer Form',
      other: `${number(count)} Absätze haben denselben Wortlaut in anderer Form`,
    }),
  hidden: 'In der Datei hat sich etwas geändert, das Leser nicht sehen.',
  form: {
    kind: 'andere Art von Absatz',
    level: 'andere Ebene',
    markup: 'Hervorhebungen oder Sprungmarken',
    typography: 'Anführungszeichen, Striche oder Leerzeichen',
    spacing: 'Abstände',
    split: 'Absatz geteilt',
    merged: 'Absätze zusammengefasst',
    links: 'Links',
    'line-endings': 'Die Zeilenenden sind anders.',
    'byte-order-mark': 'Eine Bytereihenfolge-Markierung (BOM) ist hinzugekommen oder weggefallen.',
  },
  cutShort: ({ count }) =>
    plural(count, 'de', {
      one: 'Hier sind nicht alle Änderungen gezeigt: Eine weitere steht auf der Seite.',
      other: `Hier sind nicht alle Änderungen gezeigt: ${number(count)} weitere stehen auf der Seite.`,
    }),
  cutIn: 'In diesen Abschnitten',
  leftOut: ({ count }) =>
    plural(count, 'de', {
      one: 'Eine weitere Änderung wird hier nicht gezeigt.',
      other: `${number(count)} weitere Änderungen werden hier nicht gezeigt.`,
    }),
};

function words(count: number): string {
  return plural(count, 'de', { one: '1 Wort', other: `${number(count)} Wörter` });
}

function number(count: number): string {
  return formatNumber(count, 'de');
}
