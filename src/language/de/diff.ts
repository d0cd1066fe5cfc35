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
  looks: 'Nummern, Namen, Links und Darstellung',
  legend: ['Neue Wörter sind so markiert: ', ', weggefallene so: ', '.'],
  section: {
    start: 'Am Anfang',
    added: 'Neuer Abschnitt',
    removed: 'Abschnitt entfernt',
    moved: 'Abschnitt verschoben',
    changed: 'Geändert',
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
  formattingOnly: 'Kein Wort hat sich geändert. Nur die Darstellung des Textes ist anders.',
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
  matter: 'Angaben in der Datei, die nicht zum Text gehören',
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
