import { html } from 'hono/html';
import type { Policy, Version } from '../domain/policies/policy.ts';
import { versionState } from '../domain/policies/timeline.ts';
import { messagesIn } from '../language/languages.ts';
import { layout, type Markup } from './layout.ts';
import { frame, type PolicyFacts } from './policy.ts';
import {
  changesPath,
  feedPath,
  historyPath,
  olderHistoryPath,
  policyPath,
  versionPath,
} from './public-paths.ts';
import { summaryOf, versionFacts } from './version-facts.ts';
import { type Asked, homeOf, languageMenu, readableIn } from './which-text.ts';

/** Versions that stand on one page, by the places of the first and of the one after the last, oldest first. */
type Span = { readonly start: number; readonly end: number };

const PER_PAGE = 20;

/** The page of the newest versions of a policy, with what kind of change each is, what it says of itself, when, and what became of it. */
export function historyPage(facts: PolicyFacts): Markup {
  return pageOf(facts, { start: newestStart(facts.versions), end: facts.versions.length });
}

/** How the page of older versions that a path names, as `941-960`, is rendered; undefined where there is none. */
export function olderHistoryPage(facts: PolicyFacts, range: string): (() => Markup) | undefined {
  const [, from] = /^(\d+)-\d+$/.exec(range) ?? [];
  const start = Number(from) - 1;
  const span = { start, end: start + PER_PAGE };
  const isPage = start % PER_PAGE === 0 && start >= 0 && start < newestStart(facts.versions);
  return isPage && range === rangeOf(facts, span) ? () => pageOf(facts, span) : undefined;
}

/**
 * Where the newest page starts. Older ones hold the same versions for good, twenty each from the first on,
 * and so the newest takes what is left over besides its own twenty.
 */
function newestStart({ length }: PolicyFacts['versions']): number {
  return Math.max(0, Math.floor(length / PER_PAGE) - 1) * PER_PAGE;
}

function pageOf(facts: PolicyFacts, span: Span): Markup {
  const { language, policy, versions } = facts;
  const { public: words } = messagesIn(language);
  const title = words.historyTitle({ title: policy.title });
  const shown = versions.slice(span.start, span.end).toReversed();
  const [newest, oldest] = [shown.at(0), shown.at(-1)];
  const isAll = shown.length === versions.length;
  const range = newest && oldest && words.versionRange({ from: oldest.version, to: newest.version });
  const { newer, older } = pathsAround(facts, span);
  const locales = readableIn(versions);
  const pathOf = (named: Pick<Policy, 'policy'> & Asked) => pathAt(facts, named, span.start);
  const { url, alternates } = homeOf(facts, pathOf, locales);
  return layout({
    ...frame(facts),
    title: isAll || !range ? title : `${title} · ${range}`,
    published: {
      url,
      head: html`${alternates}${newer && html`<link rel="prev" href="${newer}">`}
${older && html`<link rel="next" href="${older}">`}`,
    },
    body: html`<h1>${title}</h1>
${languageMenu(locales, policy.asked, language)}
${!isAll && html`<p class="meta">${range}</p>`}
<ul class="links"><li><a href="${policyPath(policy)}">${words.currentText}</a></li>
<li><a href="${feedPath(policy)}">${words.feed}</a></li></ul>
${versions.length === 0 && html`<p>${words.noneInForce.title}</p>`}
<ol class="cards" reversed${newest && html` start="${newest.version}"`}>${shown.map((one) => versionCard(facts, one))}
</ol>
${!isAll && neighbours(facts, { newer, older })}`,
  });
}

type Neighbours = { readonly newer: string | null; readonly older: string | null };

function neighbours({ language }: PolicyFacts, { newer, older }: Neighbours): Markup {
  const { public: words } = messagesIn(language);
  return html`<nav aria-label="${words.allVersions}"><ul class="neighbours">
${newer && html`<li><a rel="prev" href="${newer}">${words.newerVersions}</a></li>`}
${older && html`<li class="older"><a rel="next" href="${older}">${words.olderVersions}</a></li>`}
</ul></nav>`;
}

/** Where the page is that starts at a place. */
function pathAt(facts: PolicyFacts, named: Pick<Policy, 'policy'> & Asked, start: number): string {
  return start < newestStart(facts.versions)
    ? olderHistoryPath(named, rangeOf(facts, { start, end: start + PER_PAGE }))
    : historyPath(named);
}

/** Where the pages before and after one are, newest first. */
function pathsAround(facts: PolicyFacts, { start, end }: Span): Neighbours {
  const pathFrom = (from: number) => pathAt(facts, facts.policy, from);
  return {
    newer: end < facts.versions.length ? pathFrom(end) : null,
    older: start > 0 ? pathFrom(start - PER_PAGE) : null,
  };
}

function rangeOf({ versions }: PolicyFacts, { start, end }: Span): string {
  return `${versions[start]?.version}-${versions[end - 1]?.version}`;
}

function versionCard({ language, policy, versions, now }: PolicyFacts, version: Version): Markup {
  const { public: words } = messagesIn(language);
  const state = versionState(version, versions, now);
  return html`
<li><h2${state === 'withdrawn' && html` class="withdrawn"`}><a href="${versionPath(policy, version.version)}">${words.version(version)}</a></h2>
${summaryOf(version)}
${versionFacts(version, { state, language, policy })}
${
  version.previous !== null &&
  html`<ul class="links"><li><a href="${changesPath(policy, version.previous, version.version)}">${words.compare.versions({ from: version.previous, to: version.version })}</a></li></ul>`
}
</li>`;
}
