import { html } from 'hono/html';
import { changesInWords } from '../changes/text-words.ts';
import type { PolicyDiff } from '../domain/diff/types.ts';
import type { Version } from '../domain/policies/policy.ts';
import { versionState, versionsBetween as versionsThatChanged } from '../domain/policies/timeline.ts';
import { type Compared, localesOf } from '../domain/policies/version-text.ts';
import { messagesIn } from '../language/languages.ts';
import { diffView } from './diff/diff-view.ts';
import { sideBySideView } from './diff/side-by-side.ts';
import { layout, type Markup, printHead } from './layout.ts';
import { frame, type PolicyFacts } from './policy.ts';
import { changesPath, choicePath, policyPath, versionPath } from './public-paths.ts';
import { inLanguageOf, summaryOf, versionFacts, versionsBetween } from './version-facts.ts';
import { homeOf, whichText } from './which-text.ts';

/** The most versions to choose from in a list. */
const MOST_OPTIONS = 40;

/** How two versions are laid out: one text with marks in it, or the old beside the new. */
export type CompareView = 'inline' | 'side-by-side';

/** Two versions, and how they are laid out. */
type Pair = { readonly from: number; readonly to: Version; readonly view: CompareView };

/** Any two versions of a policy, compared. `diff` is null where both are the same one. */
export function comparePage(
  facts: PolicyFacts,
  pair: Pair & { readonly compared: Compared },
  diff: PolicyDiff | null,
): Markup {
  const { language, policy, versions, now } = facts;
  const messages = messagesIn(language);
  const { compare: words, readVersion, version } = messages.public;
  const { from, to, view, compared } = pair;
  const { url, alternates } = homeOf(facts, (named) => changesPath(named, from, to.version), localesOf(to));
  const state = versionState(to, versions, now);
  const between = versionsThatChanged(versions, from, to);
  const hasChanged = state === 'in-force' || state === 'superseded';
  return layout({
    ...frame(facts),
    title: words.title({ title: policy.title }),
    published: { url, head: html`${alternates}` },
    isWide: view === 'side-by-side',
    body: html`${printHead([`${version({ version: from })} → ${version(to)}`, to.contentHash, url])}
<p class="kicker"><a href="${policyPath(policy)}"${inLanguageOf(policy)}>${policy.title}</a></p>
<h1>${words.versions({ from, to: to.version })}</h1>
${whichText(to, language, compared.locale)}
${between.length <= 1 && summaryOf(to, 'summary')}
${between.length > 1 && versionsBetween(between, { language, zone: policy })}
${versionFacts(to, { state, language, policy })}
<h2>${hasChanged ? messages.notice.whatChanged : messages.notice.whatChanges}</h2>
${choice(facts, pair)}
${diff === null ? html`<p>${words.sameVersion}</p>` : changes(facts, pair, diff)}
<ul class="links"><li><a href="${versionPath(policy, from)}">${readVersion({ version: from })}</a></li>
<li><a href="${versionPath(policy, to.version)}">${readVersion(to)}</a></li></ul>`,
  });
}

function changes(
  { language }: PolicyFacts,
  { from, to, view, compared }: Pair & { readonly compared: Compared },
  diff: PolicyDiff,
): Markup {
  const messages = messagesIn(language);
  const { version } = messages.public;
  const why = changesInWords(compared, to, language);
  return html`${why !== null && html`<p>${why}</p>`}<div${inLanguageOf(compared)}>${
    view === 'inline'
      ? diffView(diff, messages.diff)
      : sideBySideView(diff, messages.diff, { before: version({ version: from }), after: version(to) })
  }</div>`;
}

/** Another two versions, or the same two laid out otherwise: a form, so that it works without script. */
function choice({ language, policy, versions }: PolicyFacts, { from, to, view }: Pair): Markup {
  const { compare: words, version } = messagesIn(language).public;
  const options = (chosen: number) =>
    versions.map(
      (one) =>
        html`<option value="${one.version}"${one.version === chosen && ' selected'}>${version(one)}</option>`,
    );
  // Nobody looks through hundreds of them, and a number is quickly typed.
  const field = (name: 'from' | 'to', chosen: number) =>
    versions.length > MOST_OPTIONS
      ? html`<input id="${name}" name="${name}" type="number" min="1" max="${versions.at(-1)?.version ?? 1}" required value="${chosen}">`
      : html`<select id="${name}" name="${name}">${options(chosen)}</select>`;
  const views: readonly (readonly [CompareView, string])[] = [
    ['inline', words.inline],
    ['side-by-side', words.sideBySide],
  ];
  return html`<form class="compare" method="get" action="${choicePath(policy)}">${policy.asked !== null && html`<input type="hidden" name="lang" value="${policy.asked}">`}
<div><label for="from">${words.from}</label>${field('from', from)}</div>
<div><label for="to">${words.to}</label>${field('to', to.version)}</div>
<div><label for="view">${words.view}</label><select id="view" name="view">${views.map(
    ([value, label]) => html`<option value="${value}"${value === view && ' selected'}>${label}</option>`,
  )}</select></div>
<button>${words.show}</button>
</form>`;
}
