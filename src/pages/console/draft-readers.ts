import { html } from 'hono/html';
import type { Markup } from '../layout.ts';
import { type DraftHead, draftFrame, draftPath, draftTitle } from './draft.ts';
import { languagesOf } from './draft-views.ts';
import type { Shown } from './parts/shell.ts';
import { emptyState } from './parts/table.ts';
import { tabs } from './parts/tabs.ts';
import { draftWords } from './words/drafts.ts';

/** The bar on a site, as it is said in a language. */
export type ShownBar = {
  readonly version: number;
  readonly text: string;
  readonly link: string;
  readonly language: string;
  readonly direction: string;
};

/** The kinds of readers that there are to look at, and which of them is shown. */
export type ShownKinds = {
  readonly locale: string;
  readonly locales: readonly string[];
  /** Null: nothing on record. */
  readonly held: number | null;
  readonly heldBySome: readonly { readonly version: number; readonly isInForce: boolean }[];
  readonly audience: string | null;
  readonly audiences: readonly { readonly audience: string; readonly label: string }[];
};

/** What a kind of reader would see of a draft: `why` where there is nothing to show. */
export function draftReadersPage({
  head,
  shown,
}: {
  readonly head: DraftHead;
  readonly shown:
    | { readonly why: 'posted' | 'missing' | 'first' }
    | {
        readonly kinds: ShownKinds;
        readonly bar: ShownBar | null;
        readonly mail: { readonly subject: string } | null;
      };
}): Shown {
  const words = draftWords.readers;
  return {
    title: draftTitle(head, 'readers'),
    body: draftFrame(
      head,
      'readers',
      'why' in shown
        ? emptyState({ title: words[shown.why] })
        : html`<p>${words.lead}</p>
${kindTabs(head, shown.kinds)}
<h2>${words.bar}</h2>
${barView(head, shown.bar)}
<h2>${words.mail}</h2>
${
  shown.mail === null
    ? html`<p>${words.noMail}</p>`
    : html`<dl><dt>${draftWords.mail.subject}</dt><dd dir="auto">${shown.mail.subject}</dd></dl>
<iframe class="mail" src="${draftPath(head, 'readers')}/mail?${queryOf(shown.kinds)}" title="${draftWords.mail.frame}" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>`
}
<h2>${words.page}</h2>
<iframe class="mail" src="${draftPath(head, 'readers')}/page?${queryOf(shown.kinds)}" title="${words.frame}" sandbox="allow-same-origin"></iframe>`,
    ),
  };
}

function kindTabs(head: DraftHead, kinds: ShownKinds): Markup {
  const words = draftWords.readers;
  const path = draftPath(head, 'readers');
  const to = (change: Partial<ShownKinds>) => `${path}?${queryOf({ ...kinds, ...change })}`;
  const { locales, locale, held, heldBySome, audience, audiences } = kinds;
  const kept = { holds: heldToText(held), ...(audience === null ? {} : { audience }) };
  return html`${languagesOf(path, locales, locale, kept)}
${tabs(words.kinds, [
  ...heldBySome.map(({ version, isInForce }) => ({
    ...{ label: words.holds(version, isInForce), href: to({ held: version }), isCurrent: version === held },
  })),
  { label: words.nothing, href: to({ held: null }), isCurrent: held === null },
])}
${
  audiences.length > 0 &&
  tabs(words.audiences, [
    { label: words.everybodyElse, href: to({ audience: null }), isCurrent: audience === null },
    ...audiences.map((one) => ({
      ...{ label: one.label, href: to({ audience: one.audience }), isCurrent: one.audience === audience },
    })),
  ])
}`;
}

function barView(head: DraftHead, bar: ShownBar | null): Markup {
  const words = draftWords.readers;
  if (bar === null) return html`<p>${words.noBar}</p>`;
  return html`<p>${words.barLead}${bar.version !== head.version && html` ${words.otherBar(bar.version)}`}</p>
<p class="site-bar" lang="${bar.language}" dir="${bar.direction}">${bar.text} <b>${bar.link}</b></p>`;
}

function queryOf({ locale, held, audience }: ShownKinds): string {
  const kind = { locale, holds: heldToText(held), ...(audience === null ? {} : { audience }) };
  return new URLSearchParams(kind).toString();
}

function heldToText(held: number | null): string {
  return held === null ? 'nothing' : String(held);
}
