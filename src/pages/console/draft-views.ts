import { html } from 'hono/html';
import type { PolicyDiff } from '../../domain/diff/types.ts';
import { messagesIn, negotiateLanguage } from '../../language/languages.ts';
import { diffView } from '../diff/diff-view.ts';
import { sideBySideView } from '../diff/side-by-side.ts';
import type { Markup } from '../layout.ts';
import { inLanguageOf } from '../version-facts.ts';
import { type DraftHead, draftFrame, draftPath, draftTitle } from './draft.ts';
import type { Shown } from './parts/shell.ts';
import { emptyState } from './parts/table.ts';
import { tabs } from './parts/tabs.ts';
import { draftWords } from './words/drafts.ts';

/** How changes are laid out. */
export type ChangesLayout = 'inline' | 'side-by-side';

/** What a draft changes, in one of its languages. */
export function draftChangesPage({
  head,
  locale,
  locales,
  view,
  follows,
  diff,
  since,
  behind,
}: {
  readonly head: DraftHead;
  readonly locale: string;
  readonly locales: readonly string[];
  readonly view: ChangesLayout;
  readonly follows: number | null;
  readonly diff: PolicyDiff;
  readonly since: { readonly revision: number; readonly diff: PolicyDiff } | null;
  readonly behind: { readonly locale: string; readonly diff: PolicyDiff } | null;
}): Shown {
  const words = draftWords.changes;
  const path = draftPath(head, 'changes');
  const shown = (one: PolicyDiff, id: string, title: string): Markup => {
    const messages = messagesIn(negotiateLanguage(locale));
    const drawn =
      view === 'inline'
        ? diffView(one, messages.diff, { id })
        : sideBySideView(one, messages.diff, { before: title, after: words.after });
    return html`<div${inLanguageOf({ locale })}>${drawn}</div>`;
  };
  return {
    title: draftTitle(head, 'changes'),
    styles: ['diff', 'policy-text'],
    body: draftFrame(
      head,
      'changes',
      html`${languagesOf(path, locales, locale, { view })}
${tabs(words.views, [
  { label: words.inline, href: `${path}?locale=${locale}`, isCurrent: view === 'inline' },
  {
    ...{ label: words.sideBySide, isCurrent: view === 'side-by-side' },
    href: `${path}?locale=${locale}&view=side-by-side`,
  },
])}
${since && html`<h2>${words.since(since.revision)}</h2>${shown(since.diff, 'since', draftWords.revision(since.revision))}`}
${behind && html`<h2>${words.behind(behind.locale)}</h2>${shown(behind.diff, 'behind', behind.locale)}`}
${
  follows === null
    ? emptyState({ title: words.none, body: words.first })
    : html`<h2>${words.follows(follows)}</h2>${shown(diff, 'changes', words.before(follows))}`
}`,
    ),
  };
}

/** The mail that a draft would come to, in one of its languages. */
export function draftMailPage({
  head,
  locale,
  locales,
  mail,
}: {
  readonly head: DraftHead;
  readonly locale: string;
  readonly locales: readonly string[];
  readonly mail: { readonly subject: string; readonly text: string } | null;
}): Shown {
  const words = draftWords.mail;
  const path = draftPath(head, 'mail');
  return {
    title: draftTitle(head, 'mail'),
    body: draftFrame(
      head,
      'mail',
      html`${languagesOf(path, locales, locale)}
${
  mail === null
    ? emptyState({ title: words.none })
    : html`<p>${words.lead}</p>
<dl><dt>${words.subject}</dt><dd dir="auto">${mail.subject}</dd></dl>
<iframe class="mail" src="${path}/html?locale=${locale}" title="${words.frame}" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>
<details class="mail-text"><summary>${words.text}</summary><pre dir="auto">${mail.text}</pre></details>`
}`,
    ),
  };
}

/** The languages of a draft, of which one is shown; nothing where there is one alone. `kept` stays in each link. */
export function languagesOf(
  path: string,
  locales: readonly string[],
  locale: string,
  kept: Readonly<Record<string, string>> = {},
): Markup | '' {
  if (locales.length < 2) return '';
  return tabs(
    draftWords.text.language,
    locales.map((one) => ({
      label: one,
      href: `${path}?${new URLSearchParams({ locale: one, ...kept })}`,
      isCurrent: one === locale,
    })),
  );
}
