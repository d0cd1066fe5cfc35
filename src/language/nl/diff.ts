import type { DiffMessages } from '../diff-messages.ts';
import { formatNumber, plural } from '../plural.ts';

/** What the renderings of a diff say, in Dutch. */
export const diffNl: DiffMessages = {
  language: 'nl',
  colon: ': ',
  added: 'Toegevoegd',
  removed: 'Verwijderd',
  changed: 'Gewijzigd',
  moved: 'Verplaatst',
  movedFrom: ({ heading }) => `Hierheen verplaatst uit ‘${heading}’`,
  movedFromTop: 'Hierheen verplaatst, eerder zonder kop',
  movedAway: 'Van hier verplaatst',
  movedHere: 'Hierheen verplaatst',
  nowBefore: ({ text }) => `Nu vóór ‘${text}’`,
  nowBehind: ({ text }) => `Nu na ‘${text}’`,
  quoted: ({ text }) => `‘${text}’`,
  comma: ', ',
  andMore: ({ count }) =>
    plural(count, 'nl', {
      one: 'en nog één passage',
      other: `en nog ${number(count)} passages`,
    }),
  hangs: {
    still: 'Staat er nu onder, met dezelfde woorden',
    came: ({ other }) => `Staat er nu onder, eerder onder ‘${other}’`,
    cameFromTop: 'Staat er nu onder, eerder zonder kop',
    left: ({ other }) => `Wat eronder stond, staat nu onder ‘${other}’`,
    leftToTop: 'Wat eronder stond, heeft nu geen kop',
  },
  looks: 'Nummers, namen, links en opmaak',
  legend: ['Nieuwe woorden zijn zo gemarkeerd: ', ', vervallen woorden zo: ', '.'],
  section: {
    start: 'Aan het begin',
    added: 'Nieuw onderdeel',
    removed: 'Onderdeel verwijderd',
    moved: 'Onderdeel verplaatst',
    changed: 'Gewijzigd',
    headingAdded: 'Nieuwe kop',
    headingRemoved: 'Kop verwijderd',
    renamed: ({ was }) => `Kop gewijzigd, eerder ‘${was}’`,
    movedAndRenamed: ({ was }) => `Onderdeel verplaatst, kop gewijzigd, eerder ‘${was}’`,
  },
  totals: ({ added, removed, moved }) =>
    `${[
      added > 0 && `${words(added)} toegevoegd`,
      removed > 0 && `${words(removed)} verwijderd`,
      moved > 0 && `${words(moved)} verplaatst`,
    ]
      .filter((part) => part !== false)
      .join(', ')}.`,
  nothing: 'Er is niets veranderd.',
  nothingInText: 'Er is niets in de tekst veranderd.',
  formattingOnly: 'Er is geen woord veranderd. Alleen de opmaak van de tekst is anders.',
  noWordChanged: 'Er is geen woord veranderd.',
  linksChanged: ({ count }) =>
    plural(count, 'nl', {
      one: 'Eén link leidt ergens anders naartoe.',
      other: `${number(count)} links leiden ergens anders naartoe.`,
    }),
  contents: 'Waar de wijzigingen staan',
  unchanged: ({ count }) =>
    plural(count, 'nl', {
      one: 'Eén ongewijzigde alinea',
      other: `${number(count)} ongewijzigde alinea’s`,
    }),
  unchangedRows: ({ count }) =>
    plural(count, 'nl', {
      one: 'Eén ongewijzigde rij',
      other: `${number(count)} ongewijzigde rijen`,
    }),
  sameBelow: ({ count }) =>
    plural(count, 'nl', {
      one: 'Nog één passage met dezelfde woorden, onder wat hierboven is gewijzigd',
      other: `Nog ${number(count)} passages met dezelfde woorden, onder wat hierboven is gewijzigd`,
    }),
  toldBelow: ({ count }) =>
    plural(count, 'nl', {
      one: 'Nog één passage, alleen gewijzigd zoals hieronder vermeld',
      other: `Nog ${number(count)} passages, alleen gewijzigd zoals hieronder vermeld`,
    }),
  movedUnchanged: ({ count }) =>
    plural(count, 'nl', {
      one: 'Eén alinea is hierheen verplaatst, de tekst is ongewijzigd',
      other: `${number(count)} alinea’s zijn hierheen verplaatst, de tekst is ongewijzigd`,
    }),
  renumbered: ({ count }) =>
    plural(count, 'nl', {
      one: 'Eén bepaling heeft een ander nummer, de tekst is ongewijzigd',
      other: `${number(count)} bepalingen hebben een ander nummer, de tekst is ongewijzigd`,
    }),
  renumbering: ({ before, after, text }) => `${before} is nu ${after}: ${text}`,
  replaced: ({ before, after, count }) =>
    `‘${before}’ is op ${number(count)} plaatsen vervangen door ‘${after}’`,
  links: 'Links die ergens anders naartoe leiden',
  link: {
    changed: ({ text, before, after }) => `‘${text}’ leidde naar ${before} en leidt nu naar ${after}`,
    added: ({ text, after }) => `‘${text}’ leidt nu naar ${after}`,
    removed: ({ text, before }) => `‘${text}’ leidt niet meer naar ${before}`,
  },
  reformatted: ({ count }) =>
    plural(count, 'nl', {
      one: 'Eén alinea heeft dezelfde tekst in een andere vorm',
      other: `${number(count)} alinea’s hebben dezelfde tekst in een andere vorm`,
    }),
  hidden: 'In het bestand is iets veranderd dat lezers niet zien.',
  form: {
    kind: 'ander soort alinea',
    level: 'ander niveau',
    markup: 'nadruk of ankers',
    typography: 'aanhalingstekens, streepjes of spaties',
    spacing: 'witruimte',
    split: 'alinea gesplitst',
    merged: 'alinea’s samengevoegd',
    links: 'links',
    'line-endings': 'De regeleinden zijn anders.',
    'byte-order-mark': 'Een bytevolgordemarkering (BOM) is toegevoegd of verwijderd.',
  },
  cutShort: ({ count }) =>
    plural(count, 'nl', {
      one: 'Niet alle wijzigingen worden hier getoond: nog één staat op de pagina.',
      other: `Niet alle wijzigingen worden hier getoond: nog ${number(count)} staan op de pagina.`,
    }),
  cutIn: 'In deze onderdelen',
  leftOut: ({ count }) =>
    plural(count, 'nl', {
      one: 'Eén andere wijziging wordt hier niet getoond.',
      other: `${number(count)} andere wijzigingen worden hier niet getoond.`,
    }),
};

function words(count: number): string {
  return plural(count, 'nl', { one: '1 woord', other: `${number(count)} woorden` });
}

function number(count: number): string {
  return formatNumber(count, 'nl');
}
