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
  movedFromTop: 'Movido para cá, antes sem título',
  movedAway: 'Movido daqui',
  movedHere: 'Movido para cá',
  nowBefore: ({ text }) => `Agora antes de “${text}”`,
  nowBehind: ({ text }) => `Agora depois de “${text}”`,
  quoted: ({ text }) => `“${text}”`,
  comma: ', ',
  andMore: ({ count }) => `e mais ${counted(count, 'trecho', 'trechos')}`,
  hangs: {
    still: 'Fica agora abaixo, com as mesmas palavras',
    came: ({ other }) => `Fica agora abaixo o que estava sob “${other}”`,
    cameFromTop: 'Fica agora abaixo o que não tinha título',
    left: ({ other }) => `O que estava abaixo fica agora sob “${other}”`,
    leftToTop: 'O que estava abaixo já não tem título',
  },
  looks: 'Números, nomes, links e aspecto',
  legend: ['O texto novo aparece assim: ', '; o que já não existe, assim: ', '.'],
  section: {
    start: 'No início',
    added: 'Nova seção',
    removed: 'Seção removida',
    moved: 'Seção movida',
    changed: 'Alterada',
    headingAdded: 'Novo título',
    headingRemoved: 'Título removido',
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
  nothingInText: 'Nada mudou no texto.',
  formattingOnly: 'Nenhuma palavra mudou. Só o aspecto do texto é diferente.',
  noWordChanged: 'Nenhuma palavra mudou.',
  linksChanged: ({ count }) => counted(count, 'link leva a outro endereço.', 'links levam a outro endereço.'),
  contents: 'Onde estão as alterações',
  unchanged: ({ count }) => counted(count, 'parágrafo sem alterações', 'parágrafos sem alterações'),
  unchangedRows: ({ count }) => counted(count, 'linha sem alterações', 'linhas sem alterações'),
  sameBelow: ({ count }) =>
    `Mais ${counted(
      count,
      'trecho com as mesmas palavras, sob o que mudou acima',
      'trechos com as mesmas palavras, sob o que mudou acima',
    )}`,
  toldBelow: ({ count }) =>
    `Mais ${counted(
      count,
      'trecho, alterado apenas como se indica mais abaixo',
      'trechos, alterados apenas como se indica mais abaixo',
    )}`,
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
  hidden: 'Mudou no arquivo algo que os leitores não veem.',
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
  cutShort: ({ count }) =>
    `Nem todas as alterações são mostradas aqui: mais ${counted(count, 'está na página.', 'estão na página.')}`,
  cutIn: 'Nestas seções',
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
