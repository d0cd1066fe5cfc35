import type { DiffMessages } from '../diff-messages.ts';
import { formatNumber, plural } from '../plural.ts';

/** What the renderings of a diff say, in Portuguese. */
export const diffPt: DiffMessages = {
  language: 'pt',
  colon: ': ',
  added: 'Adicionado',
  removed: 'Removido',
  changed: 'Alterado',
  moved: 'Movido',
  movedFrom: ({ heading }) => `Movido para cá de “${heading}”`,
  looks: 'Números, nomes, links e aspecto',
  legend: ['O texto novo aparece assim: ', '; o que já não existe, assim: ', '.'],
  section: {
    start: 'No início',
    added: 'Nova seção',
    removed: 'Seção removida',
    moved: 'Seção movida',
    changed: 'Alterada',
    renamed: ({ was }) => `Novo título; antes: “${was}”`,
    movedAndRenamed: ({ was }) => `Seção movida, com novo título; antes: “${was}”`,
  },
  totals: ({ added, removed, moved }) =>
    `${[
      added > 0 && words(added, 'adicionada'),
      removed > 0 && words(removed, 'removida'),
      moved > 0 && words(moved, 'movida'),
    ]
      .filter((part) => part !== false)
      .join(', ')}.`,
  nothing: 'Nada mudou.',
  formattingOnly: 'Nenhuma palavra mudou. Só o aspecto do texto é diferente.',
  contents: 'Onde estão as alterações',
  unchanged: ({ count }) => counted(count, 'parágrafo sem alterações', 'parágrafos sem alterações'),
  unchangedRows: ({ count }) => counted(count, 'linha sem alterações', 'linhas sem alterações'),
  movedUnchanged: ({ count }) =>
    counted(
      count,
      'parágrafo movido para cá, com o mesmo texto',
      'parágrafos movidos para cá, com o mesmo texto',
    ),
  renumbered: ({ count }) =>
    counted(count, 'cláusula tem outro número e o mesmo texto', 'cláusulas têm outro número e o mesmo texto'),
  renumbering: ({ before, after, text }) => `${before} passa a ser ${after}: ${text}`,
  replaced: ({ before, after, count }) =>
    `“${before}” passou a ser “${after}” em ${counted(count, 'lugar', 'lugares')}`,
  links: 'Links que levam a outro endereço',
  link: {
    changed: ({ text, before, after }) => `“${text}” levava a ${before} e agora leva a ${after}`,
    added: ({ text, after }) => `“${text}” agora leva a ${after}`,
    removed: ({ text, before }) => `“${text}” já não leva a ${before}`,
  },
  reformatted: ({ count }) =>
    counted(
      count,
      'parágrafo tem as mesmas palavras em outra forma',
      'parágrafos têm as mesmas palavras em outra forma',
    ),
  matter: 'Dados do arquivo que não fazem parte do texto',
  form: {
    kind: 'outro tipo de parágrafo',
    level: 'outro nível',
    markup: 'ênfase ou âncoras',
    typography: 'aspas, travessões ou espaços',
    spacing: 'espaçamento',
    split: 'parágrafo dividido',
    merged: 'parágrafos unidos',
    links: 'destino de links',
    'line-endings': 'As quebras de linha são diferentes.',
    'byte-order-mark': 'Foi adicionada ou removida uma marca de ordem de bytes.',
  },
  leftOut: ({ count }) =>
    `Mais ${counted(count, 'alteração não é mostrada aqui.', 'alterações não são mostradas aqui.')}`,
};

function words(count: number, participle: string): string {
  return counted(count, `palavra ${participle}`, `palavras ${participle}s`);
}

/** A count and what is counted. Zero goes with one; whole millions take "de" between the two. */
function counted(count: number, one: string, others: string): string {
  const number = formatNumber(count, 'pt');
  return plural(count, 'pt', {
    one: `${number} ${one}`,
    many: `${number} de ${others}`,
    other: `${number} ${others}`,
  });
}
