import type { DiffMessages } from '../diff-messages.ts';
import { formatNumber, plural } from '../plural.ts';

/** What the renderings of a diff say, in Spanish. */
export const diffEs: DiffMessages = {
  language: 'es',
  colon: ': ',
  added: 'Añadido',
  removed: 'Eliminado',
  changed: 'Modificado',
  moved: 'Movido',
  movedFrom: ({ heading }) => `Movido aquí desde «${heading}»`,
  movedFromTop: 'Movido aquí, antes sin título',
  movedAway: 'Movido de aquí',
  movedHere: 'Movido aquí',
  nowBefore: ({ text }) => `Ahora antes de «${text}»`,
  nowBehind: ({ text }) => `Ahora después de «${text}»`,
  quoted: ({ text }) => `«${text}»`,
  comma: ', ',
  andMore: ({ count }) => `y ${counted(count, 'un pasaje más', 'pasajes más')}`,
  hangs: {
    still: 'Debajo está ahora, con el mismo texto',
    came: ({ other }) => `Debajo está ahora lo que estaba bajo «${other}»`,
    cameFromTop: 'Debajo está ahora lo que no tenía título',
    left: ({ other }) => `Lo que estaba debajo está ahora bajo «${other}»`,
    leftToTop: 'Lo que estaba debajo ya no tiene título',
  },
  looks: 'Números, nombres, enlaces y formato',
  legend: ['Así se marca lo nuevo: ', '; y así, lo que ya no está: ', '.'],
  section: {
    start: 'Al principio',
    added: 'Sección nueva',
    removed: 'Sección eliminada',
    moved: 'Sección movida',
    changed: 'Modificada',
    headingAdded: 'Título nuevo',
    headingRemoved: 'Título eliminado',
    renamed: ({ was }) => `Nuevo título; antes: «${was}»`,
    movedAndRenamed: ({ was }) => `Sección movida, con nuevo título; antes: «${was}»`,
  },
  totals: ({ added, removed, moved }) =>
    `${[
      added > 0 && words(added, 'añadida'),
      removed > 0 && words(removed, 'eliminada'),
      moved > 0 && words(moved, 'movida'),
    ]
      .filter((part) => part !== false)
      .join(', ')}.`,
  nothing: 'No ha cambiado nada.',
  nothingInText: 'No ha cambiado nada en el texto.',
  formattingOnly: 'No ha cambiado ninguna palabra. Solo es distinto el aspecto del texto.',
  noWordChanged: 'No ha cambiado ninguna palabra.',
  linksChanged: ({ count }) =>
    counted(count, 'Un enlace lleva a otra dirección.', 'enlaces llevan a otra dirección.'),
  contents: 'Dónde están los cambios',
  unchanged: ({ count }) => counted(count, 'Un párrafo sin cambios', 'párrafos sin cambios'),
  unchangedRows: ({ count }) => counted(count, 'Una fila sin cambios', 'filas sin cambios'),
  sameBelow: ({ count }) =>
    counted(
      count,
      'Un pasaje más con el mismo texto, bajo lo que ha cambiado arriba',
      'pasajes más con el mismo texto, bajo lo que ha cambiado arriba',
    ),
  toldBelow: ({ count }) =>
    counted(
      count,
      'Un pasaje más, modificado solo como se indica más abajo',
      'pasajes más, modificados solo como se indica más abajo',
    ),
  movedUnchanged: ({ count }) =>
    counted(count, 'Un párrafo movido aquí, con el mismo texto', 'párrafos movidos aquí, con el mismo texto'),
  renumbered: ({ count }) =>
    counted(
      count,
      'Una cláusula tiene otro número y el mismo texto',
      'cláusulas tienen otro número y el mismo texto',
    ),
  renumbering: ({ before, after, text }) => `${before} pasa a ser ${after}: ${text}`,
  replaced: ({ before, after, count }) =>
    `«${before}» ha pasado a ser «${after}» en ${counted(count, 'un lugar', 'lugares')}`,
  links: 'Enlaces que llevan a otra dirección',
  link: {
    changed: ({ text, before, after }) => `«${text}» llevaba a ${before} y ahora lleva a ${after}`,
    added: ({ text, after }) => `«${text}» ahora lleva a ${after}`,
    removed: ({ text, before }) => `«${text}» ya no lleva a ${before}`,
  },
  reformatted: ({ count }) =>
    counted(
      count,
      'Un párrafo tiene las mismas palabras con otro formato',
      'párrafos tienen las mismas palabras con otro formato',
    ),
  hidden: 'Ha cambiado algo en el archivo que los lectores no ven.',
  form: {
    kind: 'otro tipo de párrafo',
    level: 'otro nivel',
    markup: 'énfasis o marcadores',
    typography: 'comillas, rayas o espacios',
    spacing: 'espaciado',
    split: 'párrafo dividido',
    merged: 'párrafos unidos',
    links: 'enlaces',
    'line-endings': 'Los saltos de línea son distintos.',
    'byte-order-mark': 'Se ha añadido o eliminado una marca de orden de bytes.',
  },
  cutShort: ({ count }) =>
    `Aquí no se muestran todos los cambios: ${counted(count, 'uno más está en la página.', 'más están en la página.')}`,
  cutIn: 'En estas secciones',
  leftOut: ({ count }) =>
    counted(count, 'Un cambio más no se muestra aquí.', 'cambios más no se muestran aquí.'),
};

function words(count: number, participle: string): string {
  return counted(count, `1 palabra ${participle}`, `palabras ${participle}s`);
}

/** `one` says its number itself; `others` stands behind it. Whole millions take "de" between the two. */
function counted(count: number, one: string, others: string): string {
  const number = formatNumber(count, 'es');
  return plural(count, 'es', { one, many: `${number} de ${others}`, other: `${number} ${others}` });
}
