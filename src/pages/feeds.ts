import { html, raw } from 'hono/html';
import { pickChanges } from '../changes/pick-changes.ts';
import type { PolicyDiff } from '../domain/diff/types.ts';
import { type Instant, laterOf } from '../domain/instant.ts';
import type { Policy, Version } from '../domain/policies/policy.ts';
import { versionState } from '../domain/policies/timeline.ts';
import { messagesIn } from '../language/languages.ts';
import { feedPen } from './feed-pen.ts';
import type { Markup } from './layout.ts';
import type { PolicyFacts } from './policy.ts';
import { changesPath, feedFilePath, historyPath, policyPath, versionPath } from './public-paths.ts';
import { changeWords, inLanguageOf, summaryOf, versionFacts } from './version-facts.ts';

/** A version as a feed tells of it; `diff` is null for one with nothing before it. */
export type FeedEntry = {
  readonly version: Version;
  readonly diff: PolicyDiff | null;
  /** The language that it is in. */
  readonly diffLocale: string;
};

/** The room that an entry has for changes; the page it leads to has all. */
const MOST_BYTES = 24_000;

/** The feed of a policy's versions as Atom (RFC 4287). */
export async function atomFeed(facts: PolicyFacts, entries: readonly FeedEntry[]): Promise<string> {
  const { policy, company, publicUrl, language } = facts;
  const url = publicUrl + policyPath(bare(policy));
  const updated = entries.map(({ version }) => updatedAt(version)).reduce(laterOf, BEGINNING);
  const written = await Promise.all(
    entries.map(async (entry) => {
      const { version } = entry;
      const link = publicUrl + versionPath(policy, version.version);
      return html`
<entry>
<id>${publicUrl}${versionPath(bare(policy), version.version)}</id>
<title>${entryTitle(facts, version)}</title>
<link rel="alternate" type="text/html" href="${link}"/>
<published>${version.postedAt}</published>
<updated>${updatedAt(version)}</updated>
${version.summary && html`<summary>${version.summary}</summary>`}
<content type="html">${(await content(facts, entry)).toString()}</content>
</entry>`;
    }),
  );
  const feed = await html`<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${language}">
<id>${url}</id>
<title>${feedTitle(facts)}</title>
<updated>${updated}</updated>
<author><name>${company.name}</name></author>
<link rel="alternate" type="text/html" href="${publicUrl}${historyPath(policy)}"/>
<link rel="self" type="application/atom+xml" href="${publicUrl}${feedFilePath(policy, 'feed.xml')}"/>${written}
</feed>
`;
  return withoutControls(feed.toString());
}

/** The feed of a policy's versions as JSON Feed 1.1 (jsonfeed.org). */
export async function jsonFeed(facts: PolicyFacts, entries: readonly FeedEntry[]): Promise<string> {
  const { policy, company, publicUrl, language } = facts;
  const items = entries.map(async (entry) => {
    const { version } = entry;
    const link = publicUrl + versionPath(policy, version.version);
    return {
      id: publicUrl + versionPath(bare(policy), version.version),
      url: link,
      title: entryTitle(facts, version),
      ...(version.summary === null ? {} : { summary: version.summary }),
      content_html: (await content(facts, entry)).toString(),
      date_published: version.postedAt,
      date_modified: updatedAt(version),
      tags: [version.source === null ? version.class : 'imported'],
    };
  });
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: feedTitle(facts),
    home_page_url: publicUrl + historyPath(policy),
    feed_url: publicUrl + feedFilePath(policy, 'feed.json'),
    language,
    authors: [{ name: company.name }],
    items: await Promise.all(items),
  });
}

/** Names a policy in whichever language it is read: what has an id keeps it. */
function bare({ policy }: Pick<Policy, 'policy'>): Pick<Policy, 'policy'> {
  return { policy };
}

const BEGINNING = '1970-01-01T00:00:00.000Z' as Instant;

/** When what a feed says of a version last changed, but for what the clock alone changes. */
function updatedAt({ postedAt, withdrawal }: Version): Instant {
  return withdrawal?.at ?? postedAt;
}

function feedTitle({ policy, language }: PolicyFacts): string {
  return messagesIn(language).public.feedTitle({ title: policy.title });
}

function entryTitle({ policy, language, versions, now }: PolicyFacts, version: Version): string {
  const { public: words } = messagesIn(language);
  const state = versionState(version, versions, now);
  const parts = [policy.title, words.version(version), changeWords(version, language)];
  return [...parts, ...(state === 'withdrawn' ? [words.states.withdrawn] : [])].join(' · ');
}

function content(
  { policy, language, versions, now, publicUrl }: PolicyFacts,
  { version, diff, diffLocale }: FeedEntry,
): Markup {
  const { public: words } = messagesIn(language);
  const state = versionState(version, versions, now);
  return html`<div lang="${language}">${summaryOf(version)}
${versionFacts(version, { state, language, policy })}
${diff && html`<div${inLanguageOf({ locale: diffLocale })}>${changes(diff, language)}</div>`}
${version.previous !== null && html`<p><a href="${publicUrl}${changesPath(policy, version.previous, version.version)}">${words.seeChanges}</a></p>`}
<p><a href="${publicUrl}${versionPath(policy, version.version)}">${words.readVersion(version)}</a></p></div>`;
}

/** The changes in order, as many as an entry has room for, and how many more there are. */
function changes(diff: PolicyDiff, language: PolicyFacts['language']): Markup {
  const messages = messagesIn(language).diff;
  const sheet = { pen: feedPen(diff, messages), maxBytes: MOST_BYTES };
  return html`${raw(pickChanges(diff, [sheet], messages).texts[0]!)}`;
}

/** Without the characters that XML cannot hold (XML 1.0, 2.2). */
function withoutControls(xml: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is left out
  return xml.replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '');
}
