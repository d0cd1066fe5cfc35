import { html } from 'hono/html';
import {
  blockLabel,
  blockParts,
  hangingLines,
  isWholeSection,
  sectionLines,
  sectionTitle,
} from '../changes/block-words.ts';
import type { Pen } from '../changes/pen.ts';
import { shortened } from '../domain/diff/excerpt.ts';
import type { PolicyDiff } from '../domain/diff/types.ts';
import type { DiffMessages } from '../language/diff-messages.ts';
import { BAR, contextView, dir, own, runViews } from './diff/diff-marks.ts';
import type { Markup } from './layout.ts';

/** How changes are written down for a feed: HTML that says all without a style sheet. */
export function feedPen(diff: PolicyDiff, messages: DiffMessages): Pen {
  const isWhole = diff.sections.length === 1 && diff.sections[0]!.heading === null;
  const ours = (text: string) =>
    written(html`
<p lang="${messages.language}">${text}</p>`);
  return {
    opening: ours,
    cut: (sentence, sections) => ours(sentence) + (sections === '' ? '' : ours(sections)),
    heading(section) {
      if (isWhole) return '';
      const title = sectionTitle(section);
      const lines = sectionLines(section.section, messages);
      return written(html`
<h3${dir([{ text: title ?? '' }])}>${title ?? own(messages.section.start, messages)}</h3>${lines.map(
        (line) => html`
<p><b>${own(line, messages)}</b></p>`,
      )}`);
    },
    context: (governor, depth) =>
      written(contextView({ ...governor, text: shortened(governor.text) }, depth, messages)),
    block(block, { section }) {
      const isPlain = isWholeSection(section) && block.runs.every(({ moved }) => !moved);
      const parts = blockParts(block).map(
        ({ name, runs }, at) =>
          html`${at > 0 && BAR}${name && name + messages.colon}${runViews(runs, messages)}`,
      );
      const lines = hangingLines(block, messages);
      return written(html`
<p${dir(block.runs)}>${!isPlain && own(blockLabel(block, messages) + messages.colon, messages)}${parts}${lines.map((line) => html`<br>${own(line, messages)}`)}</p>`);
    },
    remark: ({ text, details }) =>
      ours(text) +
      (details.length === 0
        ? ''
        : written(html`
<ul lang="${messages.language}">${details.map((detail) => html`<li dir="auto">${detail}</li>`)}</ul>`)),
  };
}

function written(markup: Markup): string {
  return markup.toString();
}
