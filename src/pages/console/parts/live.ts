import { html } from 'hono/html';
import type { Markup } from '../../layout.ts';
import { shellWords } from '../words/shell.ts';

/** How far work is that goes on while somebody looks. */
export type Progress = {
  /** In a sentence. */
  readonly said: string;
  readonly done: number;
  /** What `done` comes to at the end; null where nobody can tell before. */
  readonly all: number | null;
  readonly isOver: boolean;
};

/**
 * Work that is followed: a frame, which comes anew by itself until the work ended, so that the page around it keeps
 * its focus; a script of ours tells politely what it says. It can be held still. `at` answers the frame.
 */
export function livePart({ label, at }: { readonly label: string; readonly at: string }): Markup {
  const { hold, follow } = shellWords.live;
  return html`<section class="live" aria-label="${label}">
<iframe name="live" src="${at}" title="${label}" loading="lazy"></iframe>
<p class="visually-hidden" aria-live="polite"></p>
<p class="hint"><a href="${at}?still=yes" target="live">${hold}</a> · <a href="${at}" target="live">${follow}</a></p>
<script src="/assets/live.js" defer></script>
</section>`;
}

/** What stands in the frame: how far it is, and at the end the way to what came of it. */
export function liveFrame(
  { said, done, all, isOver }: Progress,
  { label, href }: { readonly label: string; readonly href: string },
): Markup {
  return html`<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${label}</title>
<link rel="stylesheet" href="/assets/page.css">
<link rel="stylesheet" href="/assets/console.css">
<link rel="stylesheet" href="/company.css">
</head>
<body class="console live-frame">
<p><b id="said">${said}</b>${isOver && html` <a class="button" href="${href}" target="_parent">${shellWords.live.result}</a>`}</p>
${!isOver && all !== null && html`<progress max="${all}" value="${done}" aria-labelledby="said"></progress>`}
</body>
</html>`;
}
