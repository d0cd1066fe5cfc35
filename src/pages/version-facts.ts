import { html } from 'hono/html';
import { type Instant, ifKnown } from '../domain/instant.ts';
import { isSoonerThanUsual, ownLabel } from '../domain/policies/frozen-rules.ts';
import type { Policy, Version } from '../domain/policies/policy.ts';
import type { VersionState } from '../domain/policies/timeline.ts';
import { localeOfWords, prevailingLocale } from '../domain/policies/version-text.ts';
import { formatEffect, formatInstant } from '../language/dates.ts';
import { directionOf, type Language, messagesIn } from '../language/languages.ts';
import type { Markup } from './layout.ts';

/** What the times of a page are told in: one zone for all of it. */
export type Zone = Pick<Version, 'timeZone'>;

/** An instant in the reader's language and a page's time zone, for people and for programs: never later than it is. */
export function time(at: Instant, zone: Zone, language: Language): Markup {
  return html`<time datetime="${at}">${written(at, zone, language)}</time>`;
}

/** The same for when something takes effect: never earlier than it does. */
export function effect(at: Instant, zone: Zone, language: Language): Markup {
  return html`<time datetime="${at}">${writtenEffect(at, zone, language)}</time>`;
}

/** An instant in the reader's language and a page's time zone, to stand in a sentence: never later than it is. */
export function written(at: Instant, { timeZone }: Zone, language: Language): string {
  return formatInstant(at, { locale: language, timeZone });
}

/** The same for when something takes effect or begins to bind: never earlier than it does. */
export function writtenEffect(at: Instant, { timeZone }: Zone, language: Language): string {
  return formatEffect(at, { locale: language, timeZone });
}

/** Words of the policy's own people, in the policy's language. */
export function quoted(text: string, { locale }: Pick<Policy, 'locale'>, className = ''): Markup {
  return html`<p${className && html` class="${className}"`} lang="${locale}" dir="auto">${text}</p>`;
}

/** What a version says of itself, in the language that it says it in. */
export function summaryOf(version: Version, className = ''): Markup | '' {
  return version.summary ? quoted(version.summary, localeOfWords(version, 'summary'), className) : '';
}

/** Why a version came, in the language that it says it in. */
export function reasonOf(version: Version): Markup {
  return html`<span lang="${localeOfWords(version, 'reason').locale}" dir="auto">${version.reason}</span>`;
}

/** The attributes of a part of the page that is written in the policy's language. */
export function inLanguageOf({ locale }: Pick<Policy, 'locale'>): Markup {
  return html` lang="${locale}" dir="${directionOf(locale)}"`;
}

/** What silence means for a version that has yet to take effect, to everybody, whatever they hold. */
export function silenceOf(
  version: Version,
  policy: Pick<Policy, 'timeZone' | 'required'>,
  language: Language,
): string {
  const { answers, notice, public: words, terms } = messagesIn(language);
  const date = writtenEffect(version.effectiveAt, policy, language);
  switch (version.acceptance) {
    case 'explicit':
      return policy.required ? notice.silence.explicit({ date }) : answers.explicitOptional;
    case 'deemed':
      return words.silence({ version: version.version, date });
    case 'silence':
      return terms.public.silence(version);
    case 'none':
      return terms.public.applies(version);
  }
}

/** The label of when a version takes or took effect, by where it stands. */
export function effectLabel(state: VersionState, language: Language): string {
  const { notice, public: words } = messagesIn(language);
  const labels: Readonly<Record<VersionState, string>> = {
    announced: notice.takesEffect,
    'in-force': notice.inEffectSince,
    superseded: words.tookEffect,
    withdrawn: words.wasToTakeEffect,
  };
  return labels[state];
}

/** The versions whose changes a comparison shows: each with its number and class, its date, and what it says of itself. */
export function versionsBetween(
  versions: readonly Version[],
  { language, zone }: { readonly language: Language; readonly zone: Zone },
): Markup {
  const { notice, public: words, diff } = messagesIn(language);
  const dateOf = ({ effectiveAt }: Version) =>
    ifKnown(effectiveAt) &&
    html`<br>
${notice.effectDate}${diff.colon}${effect(effectiveAt, zone, language)}`;
  return html`<ol class="between">${versions.map(
    (version) => html`
<li><p><strong>${words.version(version)} · ${kindOfChange(version, language)}</strong>${dateOf(version)}</p>
${summaryOf(version)}
${version.reason && html`<p>${reasonLabel(version, language)}${diff.colon}${reasonOf(version)}</p>`}</li>`,
  )}
</ol>`;
}

/** When a version was posted, takes or took effect, was withdrawn and why; and, where that is asked for, what its text is known by. */
export function versionFacts(
  version: Version,
  {
    state,
    language,
    policy,
    isWhole = false,
  }: {
    readonly state: VersionState;
    readonly language: Language;
    readonly policy: Pick<Policy, 'timeZone'>;
    readonly isWhole?: boolean;
  },
): Markup {
  const { notice, review, public: words } = messagesIn(language);
  const { withdrawal } = version;
  return html`<dl>
<dt>${words.status}</dt><dd>${stateTag(state, language)}${version.source !== null && html` ${words.toldBefore}`}</dd>
${version.source === null && html`<dt>${words.kindOfChange}</dt><dd>${kindOfChange(version, language)}</dd>`}
<dt>${review.posted}</dt><dd>${time(version.postedAt, policy, language)}</dd>
<dt>${effectLabel(state, language)}</dt><dd>${effect(version.effectiveAt, policy, language)}</dd>
${version.reason && html`<dt>${reasonLabel(version, language)}</dt><dd>${reasonOf(version)}</dd>`}
${withdrawal && html`<dt>${words.withdrawnOn}</dt><dd>${time(withdrawal.at, policy, language)}</dd>`}
${withdrawal?.reason && html`<dt>${notice.whyWithdrawn}</dt><dd lang="${prevailingLocale(version)}" dir="auto">${withdrawal.reason}</dd>`}
${isWhole && html`<dt>${review.receipts.fingerprint}</dt><dd><code>${version.contentHash}</code></dd>`}
</dl>`;
}

/** What kind of change a version is, or that it was told before this record was kept, which knows no kind of it. */
export function changeWords(
  version: Pick<Version, 'change' | 'class' | 'rules' | 'source'>,
  language: Language,
): string {
  const { notice, public: words } = messagesIn(language);
  return version.source === null ? (ownLabel(version) ?? notice.change[version.change]) : words.toldBefore;
}

/** The same on a page; what legal calls it is in the language that prevails. */
export function kindOfChange(
  version: Pick<Version, 'change' | 'class' | 'rules' | 'source' | 'locale' | 'prevailing'>,
  language: Language,
): Markup | string {
  const words = changeWords(version, language);
  const isOwn = version.source === null && ownLabel(version) !== null;
  return isOwn ? html`<span lang="${prevailingLocale(version)}" dir="auto">${words}</span>` : words;
}

/** The label of why a version came: the law asks for it, it is sooner than usual, or its own rules ask that a reason is named. */
export function reasonLabel(
  version: Pick<Version, 'change' | 'rules' | 'class' | 'postedAt' | 'reason'>,
  language: Language,
): string {
  const { notice, terms } = messagesIn(language);
  const { change, rules } = version;
  if (rules === null || change === 'legal') return notice.requiredByLaw;
  return isSoonerThanUsual(version, rules) ? terms.soonerReason : terms.reason;
}

/** Where a version stands, in a word. */
export function stateTag(state: VersionState, language: Language): Markup {
  return html`<span class="tag tag-${state}">${messagesIn(language).public.states[state]}</span>`;
}
