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
  movedFromTop: '見出しのないところからここへ移動',
  movedAway: 'ここから移動',
  movedHere: 'ここへ移動',
  nowBefore: ({ text }) => `現在は「${text}」の前`,
  nowBehind: ({ text }) => `現在は「${text}」の後`,
  quoted: ({ text }) => `「${text}」`,
  comma: '、',
  andMore: ({ count }) => `ほか${number(count)}件`,
  hangs: {
    still: '文言は同じまま、現在この下にあるもの',
    came: ({ other }) => `「${other}」の下から、現在この下にあるもの`,
    cameFromTop: '見出しのないところから、現在この下にあるもの',
    left: ({ other }) => `この下にあり、現在は「${other}」の下にあるもの`,
    leftToTop: 'この下にあり、現在は見出しのないもの',
  },
  looks: '番号・名称・リンク・体裁',
  legend: ['印の見方：', 'は新しい語句、', 'はなくなった語句です。'],
  section: {
    start: '冒頭',
    added: '新しい項目',
    removed: '削除された項目',
    moved: '移動した項目',
    changed: '変更',
    headingAdded: '新しい見出し',
    headingRemoved: '見出しを削除',
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
  nothingInText: '本文に変更はありません。',
  formattingOnly: '文言の変更はありません。文章の体裁だけが変わりました。',
  noWordChanged: '文言の変更はありません。',
  linksChanged: ({ count }) => `リンク先が変わったリンク：${number(count)}件。`,
  contents: '変更のある箇所',
  unchanged: ({ count }) => `変更のない段落：${number(count)}件`,
  unchangedRows: ({ count }) => `変更のない行：${number(count)}件`,
  sameBelow: ({ count }) => `文言は同じで、上で変わったものの下にある箇所：${number(count)}件`,
  toldBelow: ({ count }) => `下に記す点だけが変わった箇所：${number(count)}件`,
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
  hidden: 'ファイルのうち、読者には見えない部分が変わりました。',
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
  cutShort: ({ count }) =>
    `ここには変更の一部だけを表示しています。ほかの${number(count)}件はページにあります。`,
  cutIn: '表示していない変更のある項目',
  leftOut: ({ count }) => `ここに表示していない変更が、ほかに${number(count)}件あります。`,
};

function words(count: number): string {
  return `${number(count)}語`;
}

function number(count: number): string {
  return formatNumber(count, 'ja');
}
