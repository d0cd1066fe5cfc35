/*
 * Facts in, HTML out: the pages that people read, each a function of what is on it, escaped by default, and
 * good without script. They know no request and no database.
 */

import { html, raw } from 'hono/html';
import type { Company } from '../domain/company.ts';
import type { Instant } from '../domain/instant.ts';
import { correctionsOf } from '../domain/policies/editions.ts';
import type { Policy, Version } from '../domain/policies/policy.ts';
import type { RelatedPolicy } from '../domain/policies/related.ts';
import { announcedVersions, versionInForce, versionState } from '../domain/policies/timeline.ts';
import { localesOf } from '../domain/policies/version-text.ts';
import { type Language, messagesIn } from '../language/languages.ts';
import type { Statement } from '../language/statement.ts';
import { layout, type Markup, printHead } from './layout.ts';
import type { PolicyText } from './policy-text/policy-text.ts';
import {
  changesPath,
  feedFilePath,
  feedPath,
  historyPath,
  policyPath,
  rulesPath,
  versionPath,
} from './public-paths.ts';
import {
  inLanguageOf,
  kindOfChange,
  reasonLabel,
  reasonOf,
  silenceOf,
  summaryOf,
  versionFacts,
  written,
  writtenEffect,
} from './version-facts.ts';
import { type Asked, homeOf, whichText } from './which-text.ts';

/** What every public page of a policy is made of. */
export type PolicyFacts = {
  readonly language: Language;
  readonly company: Company;
  /** No slash at the end. */
  readonly publicUrl: string;
  /** With its title in the language that they read. */
  readonly policy: Policy & Asked;
  /** Each as the text says it that they read. */
  readonly versions: readonly Version[];
  /** Those that belong to it, and those that it belongs to, with their titles in that language; not there: none. */
  readonly related?: readonly RelatedPolicy[];
  readonly now: Instant;
};

type Named = Pick<Policy, 'policy'> & Asked;

/** The public home of a policy: the text in force, and a clear notice of what is announced. `text` is null while nothing is in force. */
export function policyPage(facts: PolicyFacts, text: PolicyText | null): Markup {
  const { language, policy, versions, now } = facts;
  const { public: words } = messagesIn(language);
  const current = versionInForce(versions, now);
  const { url, alternates } = homeOf(facts, policyPath, current === null ? [] : localesOf(current));
  return layout({
    ...frame(facts),
    title: policy.title,
    published: {
      url,
      head: html`${TEXT_STYLE}
${alternates}${feedLinks(policy, language)}
${current && structuredData(facts, current, policyPath(policy))}`,
    },
    isWide: true,
    body: html`${current && printHead([words.version(current), current.contentHash, facts.publicUrl + versionPath(policy, current.version)])}
${heading(policy)}
${current && whichText(current, language)}
${current && html`<p class="meta">${words.inEffectSince({ version: current.version, date: writtenEffect(current.effectiveAt, policy, language) })}${current.source !== null && html` · ${words.toldBefore}`}</p>`}
${relations(facts)}
${announcedVersions(versions, now).map((one) => announcement(facts, one))}
${current === null && note(words.noneInForce)}
${text && textWithContents(current ?? policy, language, text)}
${more(facts, current)}`,
  });
}

/** Any version as it was posted, for good; says first where it stands when it is not in force. */
export function versionPage(facts: PolicyFacts, version: Version, text: PolicyText): Markup {
  const { language, policy, versions, now } = facts;
  const messages = messagesIn(language);
  const { public: words } = messages;
  const state = versionState(version, versions, now);
  const pathOf = (named: Named) => versionPath(named, version.version);
  const { url, alternates } = homeOf(facts, pathOf, localesOf(version));
  return layout({
    ...frame(facts),
    title: `${policy.title}, ${words.version(version)}`,
    published: {
      url,
      head: html`${TEXT_STYLE}
${alternates}${structuredData(facts, version, pathOf(policy))}`,
    },
    isWide: true,
    body: html`${printHead([words.version(version), version.contentHash, url])}
<p class="kicker">${words.version(version)}</p>
${heading(policy)}
${whichText(version, language)}
${relations(facts)}
${notInForce(facts, version)}
${summaryOf(version, 'summary')}
${versionFacts(version, { state, language, policy, isWhole: true })}
${corrections(facts, version)}
${textWithContents(version, language, text)}
${more(facts, version)}`,
  });
}

/** A page that says one thing, where there is no such policy or version, or no room for what was asked. */
export function publicStatement(
  { language, company, publicUrl }: Pick<PolicyFacts, 'language' | 'company' | 'publicUrl'>,
  statement: Statement,
): Markup {
  return layout({
    language,
    company,
    title: statement.title,
    published: { url: `${publicUrl}/policies`, head: html`<meta name="robots" content="noindex">` },
    footer: '',
    body: html`<h1>${statement.title}</h1><p>${statement.body}</p>`,
  });
}

/** What all pages of a policy have around them. */
export function frame({ language, company }: Pick<PolicyFacts, 'language' | 'company'>) {
  return { language, company, footer: '' };
}

/** The title of a policy, in its own language. */
export function heading(policy: Policy): Markup {
  return html`<h1${inLanguageOf(policy)}>${policy.title}</h1>`;
}

/** A statement that must not be missed. */
export function note({ title, body }: Statement, rest: Markup | '' = ''): Markup {
  return html`<div class="note"><h2>${title}</h2><p>${body}</p>${rest}</div>`;
}

/** When the text was corrected and how it read before; or that it is what it read before. */
function corrections({ language, policy }: PolicyFacts, version: Version): Markup | '' {
  const { corrections: words } = messagesIn(language).public;
  const { replacedAt, correctedAt, earlier } = correctionsOf(version);
  if (replacedAt !== null) {
    return html`<p class="translation">${words.isEarlier({ date: written(replacedAt, policy, language) })}</p>`;
  }
  if (correctedAt === null) return '';
  const path = versionPath({ policy: policy.policy, asked: null }, version.version);
  return html`<p class="meta">${words.corrected({ date: written(correctedAt, policy, language) })}${earlier.map(
    (hash) => html` · <a href="${path}?text=${hash}">${words.earlier}</a>`,
  )}</p>`;
}

/** Links to the policies that belong to one, and to those that it belongs to, with what is announced of them. */
function relations({ language, policy, related = [], now }: PolicyFacts): Markup | '' {
  const { public: words, diff } = messagesIn(language);
  const list = (label: string, ones: readonly RelatedPolicy[]) =>
    ones.length > 0 &&
    html`<p class="meta">${label}${diff.colon}${ones.map(
      ({ policy: other, versions }, i) =>
        html`${i > 0 && ' · '}<a href="${policyPath({ policy: other.policy, asked: policy.asked })}"${inLanguageOf(other)}>${other.title}</a>${announcedVersions(versions, now).length > 0 && html` (${words.announced})`}`,
    )}</p>`;
  return html`${list(
    words.parts,
    related.filter(({ isPart }) => isPart),
  )}${list(
    words.partOf,
    related.filter(({ isWhole }) => isWhole),
  )}`;
}

function announcement(facts: PolicyFacts, version: Version): Markup {
  const { language, policy } = facts;
  const { diff, public: words } = messagesIn(language);
  const date = writtenEffect(version.effectiveAt, policy, language);
  const isFirst = version.change === 'initial';
  const id = `announced-${version.version}`;
  return html`<section class="note warn" aria-labelledby="${id}">
<h2 id="${id}">${isFirst ? words.firstAnnounced : words.announced}</h2>
<p><strong>${words.takesEffect({ version: version.version, date })}</strong> <span class="tag">${kindOfChange(version, language)}</span></p>
${summaryOf(version, 'summary')}
${version.reason && html`<p>${reasonLabel(version, language)}${diff.colon}${reasonOf(version)}</p>`}
${!isFirst && html`<p>${silenceOf(version, policy, language)}</p>`}
<ul class="links">
${version.previous !== null && html`<li><a href="${changesPath(policy, version.previous, version.version)}">${words.seeChanges}</a></li>`}
<li><a href="${versionPath(policy, version.version)}">${words.readVersion(version)}</a></li>
</ul>
</section>`;
}

function notInForce({ language, policy, versions, now }: PolicyFacts, version: Version): Markup | '' {
  const { notInForce: words, currentText } = messagesIn(language).public;
  const about = { version: version.version };
  const link = html`<ul class="links"><li><a href="${policyPath(policy)}">${currentText}</a></li></ul>`;
  switch (versionState(version, versions, now)) {
    case 'in-force':
      return '';
    case 'announced':
      return note(
        words.announced({ ...about, date: writtenEffect(version.effectiveAt, policy, language) }),
        link,
      );
    case 'superseded': {
      const by = versionInForce(versions, now)?.version ?? version.version;
      return note(words.superseded({ ...about, by }), link);
    }
    case 'withdrawn': {
      const date = written(version.withdrawal?.at ?? version.effectiveAt, policy, language);
      return note(words.withdrawn({ ...about, date }), link);
    }
  }
}

/** The style of a policy's own text. */
export const TEXT_STYLE = html`<link rel="stylesheet" href="/assets/policy-text.css">`;

/** A table of contents is worth its room from three headings on. */
const LEAST_HEADINGS = 3;

function textWithContents(
  read: Pick<Version, 'locale'>,
  language: Language,
  { html: text, headings, isLayered }: PolicyText,
): Markup {
  const article = html`<article>
${isLayered && html`<p class="translation">${messagesIn(language).public.layers.whatCounts}</p>`}
${raw(text)}
</article>`;
  if (headings.length < LEAST_HEADINGS) return article;
  const { contents } = messagesIn(language).public;
  const top = Math.min(...headings.map(({ level }) => level));
  const shown = headings.filter(({ level }) => level <= top + 1);
  return html`<div class="with-contents">
<details class="contents" open><summary>${contents}</summary>
<nav aria-label="${contents}"${inLanguageOf(read)}><ul>${shown.map(
    ({ id, text, level }) => html`
<li${level > top && html` class="deeper"`}><a href="#${id}">${text}</a></li>`,
  )}
</ul></nav></details>
${article}
</div>`;
}

function more({ language, policy }: PolicyFacts, version: Version | null): Markup {
  const { public: words, rules } = messagesIn(language);
  return html`<nav aria-label="${words.more}"><ul class="links">
<li><a href="${historyPath(policy)}">${words.allVersions}</a></li>
${
  version !== null &&
  version.previous !== null &&
  html`<li><a href="${changesPath(policy, version.previous, version.version)}">${words.seeChanges}</a></li>`
}
<li><a href="${rulesPath(policy)}">${rules.title}</a></li>
<li><a href="${feedPath(policy)}">${words.feed}</a></li>
</ul></nav>`;
}

/** Where feed readers find a policy's feeds from a page. */
export function feedLinks(policy: Policy & Asked, language: Language): Markup {
  const title = messagesIn(language).public.feedTitle({ title: policy.title });
  return html`<link rel="alternate" type="application/atom+xml" title="${title}" href="${feedFilePath(policy, 'feed.xml')}">
<link rel="alternate" type="application/feed+json" title="${title}" href="${feedFilePath(policy, 'feed.json')}">`;
}

/** What the page is, for machines (schema.org, as JSON-LD). */
function structuredData({ policy, company, publicUrl }: PolicyFacts, version: Version, path: string): Markup {
  const data = {
    '@context': 'https://schema.org',
    '@type': 'DigitalDocument',
    name: policy.title,
    version: String(version.version),
    inLanguage: version.locale,
    url: publicUrl + path,
    datePublished: version.postedAt,
    publisher: { '@type': 'Organization', name: company.name },
  };
  // Nothing in it can end the element or begin a comment.
  const json = JSON.stringify(data).replaceAll('<', '\\u003c');
  return html`<script type="application/ld+json">${raw(json)}</script>`;
}
