import type { DiffMessages } from '../diff-messages.ts';
import { formatNumber, plural } from '../plural.ts';

/** What the renderings of a diff say, in Italian. */
export const diffIt: DiffMessages = {
  language: 'it',
  colon: ': ',
  added: 'Aggiunto',
  removed: 'Rimosso',
  changed: 'Modificato',
  moved: 'Spostato',
  movedFrom: ({ heading }) => `Spostato qui da «${heading}»`,
  movedFromTop: 'Spostato qui, prima senza titolo',
  movedAway: 'Spostato da qui',
  movedHere: 'Spostato qui',
  nowBefore: ({ text }) => `Ora prima di «${text}»`,
  nowBehind: ({ text }) => `Ora dopo «${text}»`,
  quoted: ({ text }) => `«${text}»`,
  comma: ', ',
  andMore: ({ count }) => `e ${counted(count, 'un altro passo', 'altri passi')}`,
  hangs: {
    still: 'Ora qui sotto, con le stesse parole',
    came: ({ other }) => `Ora qui sotto, prima sotto «${other}»`,
    cameFromTop: 'Ora qui sotto, prima senza titolo',
    left: ({ other }) => `Ciò che stava qui sotto ora sta sotto «${other}»`,
    leftToTop: 'Ciò che stava qui sotto ora non ha titolo',
  },
  looks: 'Numeri, nomi, link e aspetto',
  legend: ['Il testo nuovo è indicato così: ', '; quello che non c’è più, così: ', '.'],
  section: {
    start: 'All’inizio',
    added: 'Nuova sezione',
    removed: 'Sezione rimossa',
    moved: 'Sezione spostata',
    changed: 'Modificata',
    headingAdded: 'Nuovo titolo',
    headingRemoved: 'Titolo rimosso',
    renamed: ({ was }) => `Nuovo titolo; prima: «${was}»`,
    movedAndRenamed: ({ was }) => `Sezione spostata, con nuovo titolo; prima: «${was}»`,
  },
  totals: ({ added, removed, moved }) =>
    `${[
      added > 0 && words(added, ['aggiunta', 'aggiunte']),
      removed > 0 && words(removed, ['rimossa', 'rimosse']),
      moved > 0 && words(moved, ['spostata', 'spostate']),
    ]
      .filter((part) => part !== false)
      .join(', ')}.`,
  nothing: 'Non è cambiato nulla.',
  nothingInText: 'Nel testo non è cambiato nulla.',
  formattingOnly: 'Nessuna parola è cambiata. È diverso solo l’aspetto del testo.',
  noWordChanged: 'Nessuna parola è cambiata.',
  linksChanged: ({ count }) => counted(count, 'Un link porta altrove.', 'link portano altrove.'),
  contents: 'Dove sono le modifiche',
  unchanged: ({ count }) => counted(count, 'Un paragrafo invariato', 'paragrafi invariati'),
  unchangedRows: ({ count }) => counted(count, 'Una riga invariata', 'righe invariate'),
  sameBelow: ({ count }) =>
    counted(
      count,
      'Un altro passo con le stesse parole, sotto ciò che è cambiato sopra',
      'altri passi con le stesse parole, sotto ciò che è cambiato sopra',
    ),
  toldBelow: ({ count }) =>
    counted(
      count,
      'Un altro passo, cambiato solo come indicato più in basso',
      'altri passi, cambiati solo come indicato più in basso',
    ),
  movedUnchanged: ({ count }) =>
    counted(
      count,
      'Un paragrafo spostato qui, con lo stesso testo',
      'paragrafi spostati qui, con lo stesso testo',
    ),
  renumbered: ({ count }) =>
    counted(
      count,
      'Una clausola ha un altro numero e lo stesso testo',
      'clausole hanno un altro numero e lo stesso testo',
    ),
  renumbering: ({ before, after, text }) => `${before} diventa ${after}: ${text}`,
  replaced: ({ before, after, count }) =>
    `«${before}» è diventato «${after}» in ${counted(count, 'un punto', 'punti')}`,
  links: 'Link che portano altrove',
  link: {
    changed: ({ text, before, after }) => `«${text}» portava a ${before} e ora porta a ${after}`,
    added: ({ text, after }) => `«${text}» ora porta a ${after}`,
    removed: ({ text, before }) => `«${text}» non porta più a ${before}`,
  },
  reformatted: ({ count }) =>
    counted(
      count,
      'Un paragrafo ha le stesse parole in un’altra forma',
      'paragrafi hanno le stesse parole in un’altra forma',
    ),
  hidden: 'Nel file è cambiato qualcosa che i lettori non vedono.',
  form: {
    kind: 'altro tipo di paragrafo',
    level: 'altro livello',
    markup: 'enfasi o ancore',
    typography: 'virgolette, trattini o spazi',
    spacing: 'spaziatura',
    split: 'paragrafo diviso',
    merged: 'paragrafi uniti',
    links: 'link',
    'line-endings': 'I caratteri di fine riga sono diversi.',
    'byte-order-mark': 'È stato aggiunto o tolto un indicatore dell’ordine dei byte.',
  },
  cutShort: ({ count }) =>
    `Qui non sono riportate tutte le modifiche: ${counted(count, 'un’altra è sulla pagina.', 'altre sono sulla pagina.')}`,
  cutIn: 'In queste sezioni',
  leftOut: ({ count }) =>
    plural(count, 'it', {
      one: 'Un’altra modifica non è riportata qui.',
      many: `Altri ${formatNumber(count, 'it')} di modifiche non sono riportati qui.`,
      other: `Altre ${formatNumber(count, 'it')} modifiche non sono riportate qui.`,
    }),
};

function words(count: number, [one, others]: readonly [string, string]): string {
  return counted(count, `1 parola ${one}`, `parole ${others}`);
}

/** `one` says its number itself; `others` stands behind it. Whole millions take "di" between the two. */
function counted(count: number, one: string, others: string): string {
  const number = formatNumber(count, 'it');
  return plural(count, 'it', { one, many: `${number} di ${others}`, other: `${number} ${others}` });
}
