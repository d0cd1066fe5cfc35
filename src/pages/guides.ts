import { html, raw } from 'hono/html';
import MarkdownIt from 'markdown-it';
import type { Company } from '../domain/company.ts';
import { layout, type Markup } from './layout.ts';

/** A guide as a list of guides has it. */
export type GuideLink = { readonly name: string; readonly title: string };

// What stands in comments is for whoever works on the guides.
const parser = new MarkdownIt({ html: true });
const { rules } = parser.renderer;
rules.html_block = () => '';
rules.html_inline = () => '';
rules.table_open = () => '<div class="policy-table" role="group" aria-label="Table" tabindex="0"><table>\n';
rules.th_open = () => '<th scope="col">';
rules.table_close = () => '</table></div>\n';
rules.heading_open = (tokens, at) => `<${tokens[at]!.tag} id="${idOf(tokens[at + 1]?.content ?? '')}">`;
rules.link_open = (tokens, at, options, _env, renderer) => {
  const token = tokens[at]!;
  token.attrSet('href', addressOf(String(token.attrGet('href') ?? '')));
  return renderer.renderToken(tokens, at, options);
};
rules.image = (tokens, at, options, env, renderer) => {
  const token = tokens[at]!;
  token.attrSet('src', `/docs/${token.attrGet('src')}`);
  token.attrSet('alt', renderer.renderInlineAsText(token.children ?? [], options, env));
  return renderer.renderToken(tokens, at, options);
};

/** The id of a heading: the name that links between the files of the guides have for it, which may begin with a figure. */
function idOf(heading: string): string {
  const name = heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');
  return `s-${name}`;
}

/** Where a guide's link to another file leads on the pages of a service: to that guide, or to all of them. */
function addressOf(target: string): string {
  if (/^(?:https?:|mailto:)/.test(target)) return target;
  const [, name, anchor] = /^(?:([\w-]+)\.md)?(?:#(.*))?$/.exec(target) ?? [];
  const within = anchor === undefined ? '' : `#s-${anchor}`;
  return name === undefined ? within || '/docs' : `/docs/${name}${within}`;
}

/** The title of a guide: its first heading. */
export function titleOfGuide(markdown: string): string {
  return (/^# (.+)$/m.exec(markdown)?.[1] ?? '').replaceAll('`', '');
}

/** A guide as a page, in English. Its links lead to the pages of other guides. */
export function guidePage({
  company,
  markdown,
}: {
  readonly company: Company;
  readonly markdown: string;
}): Markup {
  return layout({
    ...{ title: titleOfGuide(markdown), language: 'en', company, published: null, footer: '' },
    head: html`<link rel="stylesheet" href="/assets/policy-text.css">`,
    body: html`<div class="policy-text">
${raw(parser.render(markdown).replaceAll('<th scope="col"></th>', '<td></td>'))}
</div>
<ul class="links"><li><a href="/docs">All guides</a></li><li><a href="/docs/api">The API</a></li></ul>`,
  });
}

/** All guides, by whom they are for, and the reference of the API. */
export function guidesPage({
  company,
  doors,
}: {
  readonly company: Company;
  readonly doors: readonly { readonly who: string; readonly guides: readonly GuideLink[] }[];
}): Markup {
  return layout({
    ...{ title: 'Guides', language: 'en', company, published: null, footer: '' },
    body: html`<h1>Guides</h1>
${doors.map(
  ({ who, guides }) => html`<h2>${who}</h2>
<ul>${guides.map(({ name, title }) => html`<li><a href="/docs/${name}">${title}</a></li>`)}</ul>`,
)}
<h2>For programs</h2>
<ul><li><a href="/docs/api">The API: each operation with its fields and an example</a></li><li><a href="/problems">Every problem it answers, and what to do</a></li></ul>`,
  });
}
