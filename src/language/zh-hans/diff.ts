import type { DiffMessages } from '../diff-messages.ts';
import { formatNumber } from '../plural.ts';

/**
 * What the renderings of a diff say, in Simplified Chinese.
 *
 * Addresses have spaces around them: where a mail program makes links of them, the next word would
 * become part of the link.
 */
export const diffZhHans: DiffMessages = {
  language: 'zh-Hans',
  colon: '：',
  added: '新增',
  removed: '删除',
  changed: '修改',
  moved: '移动',
  movedFrom: ({ heading }) => `从“${heading}”移至此处`,
  movedFromTop: '从没有标题处移至此处',
  movedAway: '从此处移走',
  movedHere: '移至此处',
  nowBefore: ({ text }) => `现位于“${text}”之前`,
  nowBehind: ({ text }) => `现位于“${text}”之后`,
  quoted: ({ text }) => `“${text}”`,
  comma: '、',
  andMore: ({ count }) => `以及另外${number(count)}处`,
  hangs: {
    still: '现位于其下，文字未变',
    came: ({ other }) => `现位于其下，原位于“${other}”之下`,
    cameFromTop: '现位于其下，原先没有标题',
    left: ({ other }) => `原位于其下，现位于“${other}”之下`,
    leftToTop: '原位于其下，现在没有标题',
  },
  looks: '编号、名称、链接和格式',
  legend: ['标记说明：', '为新增的文字，', '为删除的文字。'],
  section: {
    start: '开头部分',
    added: '新增章节',
    removed: '删除的章节',
    moved: '移动的章节',
    changed: '修改',
    headingAdded: '新增标题',
    headingRemoved: '标题已删除',
    renamed: ({ was }) => `标题已修改，原标题为“${was}”`,
    movedAndRenamed: ({ was }) => `章节已移动，标题已修改，原标题为“${was}”`,
  },
  totals: ({ added, removed, moved }) =>
    `${[
      added > 0 && `新增${words(added)}`,
      removed > 0 && `删除${words(removed)}`,
      moved > 0 && `移动${words(moved)}`,
    ]
      .filter((part) => part !== false)
      .join('，')}。`,
  nothing: '没有任何变更。',
  nothingInText: '正文没有任何变更。',
  formattingOnly: '文字没有变更，仅文本格式有所不同。',
  noWordChanged: '文字没有变更。',
  linksChanged: ({ count }) => `${number(count)}个链接的指向有变。`,
  contents: '变更所在位置',
  unchanged: ({ count }) => `${number(count)}个段落没有变更`,
  unchangedRows: ({ count }) => `${number(count)}行没有变更`,
  sameBelow: ({ count }) => `另有${number(count)}处文字未变，位于上文变更的内容之下`,
  toldBelow: ({ count }) => `另有${number(count)}处，仅有下文所述的变更`,
  movedUnchanged: ({ count }) => `${number(count)}个段落移至此处，文字没有变更`,
  renumbered: ({ count }) => `${number(count)}项条款的编号有变，文字没有变更`,
  renumbering: ({ before, after, text }) => `${before}现为${after}：${text}`,
  replaced: ({ before, after, count }) => `“${before}”改为“${after}”，共${number(count)}处`,
  links: '指向有变的链接',
  link: {
    changed: ({ text, before, after }) => `“${text}”的链接由 ${before} 改为 ${after}`,
    added: ({ text, after }) => `“${text}”的链接现为 ${after}`,
    removed: ({ text, before }) => `“${text}”不再链接到 ${before}`,
  },
  reformatted: ({ count }) => `${number(count)}个段落的格式有变，文字没有变更`,
  hidden: '文件中读者看不到的内容有变更。',
  form: {
    kind: '段落类型',
    level: '层级',
    markup: '强调或锚点',
    typography: '引号、破折号或空格的写法',
    spacing: '间距',
    split: '段落拆分',
    merged: '段落合并',
    links: '链接',
    'line-endings': '换行符有变。',
    'byte-order-mark': '添加或移除了字节顺序标记。',
  },
  cutShort: ({ count }) => `此处未显示全部变更，另有${number(count)}处见页面。`,
  cutIn: '所在章节',
  leftOut: ({ count }) => `另有${number(count)}处变更未在此显示。`,
};

function words(count: number): string {
  return `${number(count)}个词`;
}

function number(count: number): string {
  return formatNumber(count, 'zh-Hans');
}
