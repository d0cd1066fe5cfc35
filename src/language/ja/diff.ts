import type { DiffMessages } from '../diff-messages.ts';
import { formatNumber } from '../plural.ts';

/**
 * What the renderings of a diff say, in Japanese.
 *
 * Addresses have spaces around them: where a mail program makes links of them, the next word would
 * become part of the link.
 */
export const diffJa: DiffMessages = {
  language: 'ja',
  colon: '：',
  added: '追加',
  removed: '削除',
  changed: '変更',
  moved: '移動',
  movedFrom: ({ heading }) => `「${heading}」からここへ移動`,
  looks: '番号・名称・リンク・体裁',
  legend: ['印の見方：', 'は新しい語句、', 'はなくなった語句です。'],
  section: {
    start: '冒頭',
    added: '新しい項目',
    removed: '削除された項目',
    moved: '移動した項目',
    changed: '変更',
    renamed: ({ was }) => `見出しを変更（変更前：「${was}」）`,
    movedAndRenamed: ({ was }) => `項目を移動し、見出しを変更（変更前：「${was}」）`,
  },
  totals: ({ added, removed, moved }) =>
    `${[
      added > 0 && `追加${words(added)}`,
      removed > 0 && `削除${words(removed)}`,
      moved > 0 && `移動${words(moved)}`,
    ]
      .filter((part) => part !== false)
      .join('、')}。`,
  nothing: '変更はありません。',
  formattingOnly: '文言の変更はありません。文章の体裁だけが変わりました。',
  contents: '変更のある箇所',
  unchanged: ({ count }) => `変更のない段落：${number(count)}件`,
  unchangedRows: ({ count }) => `変更のない行：${number(count)}件`,
  movedUnchanged: ({ count }) => `文言を変えずにここへ移動した段落：${number(count)}件`,
  renumbered: ({ count }) => `番号だけが変わり、文言は同じ条項：${number(count)}件`,
  renumbering: ({ before, after, text }) => `${before}は${after}になりました：${text}`,
  replaced: ({ before, after, count }) => `「${before}」を「${after}」に変更：${number(count)}か所`,
  links: 'リンク先の変更',
  link: {
    changed: ({ text, before, after }) => `「${text}」のリンク先は ${before} から ${after} に変わりました`,
    added: ({ text, after }) => `「${text}」のリンク先は ${after} になりました`,
    removed: ({ text, before }) => `「${text}」から ${before} へのリンクはなくなりました`,
  },
  reformatted: ({ count }) => `体裁だけが変わり、文言は同じ段落：${number(count)}件`,
  matter: '本文に含まれないファイル情報',
  form: {
    kind: '段落の種類',
    level: '階層',
    markup: '強調またはアンカー',
    typography: '引用符、ダッシュまたは空白の種類',
    spacing: '空白',
    split: '段落の分割',
    merged: '段落の統合',
    links: 'リンク',
    'line-endings': '改行コードが変わりました。',
    'byte-order-mark': 'バイト順マークが追加または削除されました。',
  },
  leftOut: ({ count }) => `ここに表示していない変更が、ほかに${number(count)}件あります。`,
};

function words(count: number): string {
  return `${number(count)}語`;
}

function number(count: number): string {
  return formatNumber(count, 'ja');
}
