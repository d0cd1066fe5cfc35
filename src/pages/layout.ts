import { html } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';

/** A piece of HTML whose text is escaped. */
export type Markup = HtmlEscapedString | Promise<HtmlEscapedString>;

/** A whole page in the house's look; it needs no script. */
export function layout(page: {
  readonly title: string;
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  readonly footer: string;
  readonly body: Markup;
}): Markup {
  return html`<!doctype html>
<html lang="${page.language}" dir="${page.direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>${page.title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/assets/page.css">
<link rel="stylesheet" href="/assets/diff.css">
</head>
<body>
<main>
${page.body}
</main>
<footer><p>${page.footer}</p></footer>
</body>
</html>`;
}
