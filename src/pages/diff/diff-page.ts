import { html, raw } from 'hono/html';
import type { PolicyDiff } from '../../domain/diff/types.ts';
import type { DiffMessages } from '../../language/diff-messages.ts';
import { directionOf } from '../../language/languages.ts';
import { diffView } from './diff-view.ts';

/** A page of its own with one or more diffs, for a file: its style sheet is in it, and it asks for nothing else. */
export async function diffPage(
  steps: readonly { readonly before: string; readonly after: string; readonly diff: PolicyDiff }[],
  {
    css,
    locale,
    messages,
  }: { readonly css: string; readonly locale: string; readonly messages: DiffMessages },
): Promise<string> {
  const title = `${steps[0]?.before ?? ''} → ${steps.at(-1)?.after ?? ''}`;
  const page = await html`<!doctype html>
<html lang="${messages.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>
${raw(css.replaceAll('</', '<\\/'))}
</style>
</head>
<body>
<main>
${steps.map(
  ({ before, after, diff }, at) => html`<h2>${before} → ${after}</h2>
<div lang="${locale}" dir="${directionOf(locale)}">${diffView(diff, messages, { id: `diff-${at + 1}` })}</div>`,
)}
</main>
</body>
</html>
`;
  return page.toString();
}
