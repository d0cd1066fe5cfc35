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
  looks: 'Números, nombres, enlaces y formato',
  legend: ['Así se marca lo nuevo: ', '; y así, lo que ya no está: ', '.'],
  section: {
    start: 'Al principio',
    added: 'Sección nueva',
    removed: 'Sección eliminada',
    moved: 'Sección movida',
    changed: 'Modificada',
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
  formattingOnly: 'No ha cambiado ninguna palabra. Solo es distinto el aspecto del texto.',
  contents: 'Dónde están los cambios',
  unchanged: ({ count }) => counted(count, 'Un párrafo sin cambios', 'párrafos sin cambios'),
  unchangedRows: ({ count }) => counted(count, 'Una fila sin cambios', 'filas sin cambios'),
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
  matter: 'Datos del archivo que no forman parte del texto',
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
