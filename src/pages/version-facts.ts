import { html } from 'hono/html';
import { type Instant, NOT_KNOWN_YET } from '../domain/instant.ts';
import { classLabel } from '../domain/policies/frozen-rules.ts';
import type { Policy, Version } from '../domain/policies/policy.ts';
import type { VersionState } from '../domain/policies/timeline.ts';
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
  if (at === NOT_KNOWN_YET) return html`${writtenEffect(at, zone, language)}`;
  return html`<time datetime="${at}">${writtenEffect(at, zone, language)}</time>`;
}

/** An instant in the reader's language and a page's time zone, to stand in a sentence: never later than it is. */
export function written(at: Instant, { timeZone }: Zone, language: Language): string {
  return formatInstant(at, { locale: language, timeZone });
}

/** The same for when something takes effect or begins to bind: never earlier than it does. */
export function writtenEffect(at: Instant, { timeZone }: Zone, language: Language): string {
  if (at === NOT_KNOWN_YET) return messagesIn(language).notice.effectAtRenewal;
  return formatEffect(at, { locale: language, timeZone });
}

/** Words of the policy's own people, in the policy's language. */
export function quoted(text: string, { locale }: Pick<Policy, 'locale'>, className = ''): Markup {
  return html`<p${className && html` class="${className}"`} lang="${locale}" dir="auto">${text}</p>`;
}

/** The attributes of a part of the page that is written in the policy's language. */
export function inLanguageOf({ locale }: Pick<Policy, 'locale'>): Markup {
  return html` lang="${locale}" dir="${directionOf(locale)}"`;
}

/** What silence means for a version that has yet to take effect, to everybody, whatever they hold; else empty. */
export function silenceOf(version: Version, zone: Zone, language: Language): string {
  // Readers of these have dates of their own, which their mails tell.
  if (version.acceptance === 'silence' || version.acceptance === 'none') return '';
  const messages = messagesIn(language);
  const { silence } = messages.notice;
  if (version.effectiveAt === NOT_KNOWN_YET)
    return version.acceptance === 'explicit' ? silence.explicitUndated : silence.deemedAtRenewal(version);
  const date = writtenEffect(version.effectiveAt, zone, language);
  return version.acceptance === 'explicit'
    ? messages.notice.silence.explicit({ date })
    : messages.public.silence({ version: version.version, date });
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
  {
    language,
    policy,
    zone,
  }: {
    readonly language: Language;
    readonly policy: Pick<Policy, 'locale'>;
    readonly zone: Zone;
  },
): Markup {
  const { notice, public: words, diff } = messagesIn(language);
  return html`<ol class="between">${versions.map(
    (version) => html`
<li><p><strong>${words.version(version)} · ${changeName(version, language)}</strong><br>
${notice.effectDate}${diff.colon}${effect(version.effectiveAt, zone, language)}</p>
${version.summary && quoted(version.summary, policy)}
${lawOf(version) && html`<p>${notice.requiredByLaw}${diff.colon}<span lang="${policy.locale}" dir="auto">${version.reason}</span></p>`}</li>`,
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
    readonly policy: Pick<Policy, 'locale' | 'timeZone'>;
    readonly isWhole?: boolean;
  },
): Markup {
  const { notice, review, public: words } = messagesIn(language);
  const { withdrawal } = version;
  return html`<dl>
<dt>${words.status}</dt><dd>${stateTag(state, language)}${version.source !== null && html` ${words.toldBefore}`}</dd>
${version.source === null && html`<dt>${words.kindOfChange}</dt><dd>${changeName(version, language)}</dd>`}
<dt>${review.posted}</dt><dd>${time(version.postedAt, policy, language)}</dd>
<dt>${effectLabel(state, language)}</dt><dd>${effect(version.effectiveAt, policy, language)}</dd>
${lawOf(version) && html`<dt>${notice.requiredByLaw}</dt><dd lang="${policy.locale}" dir="auto">${version.reason}</dd>`}
${withdrawal && html`<dt>${words.withdrawnOn}</dt><dd>${time(withdrawal.at, policy, language)}</dd>`}
${withdrawal?.reason && html`<dt>${notice.whyWithdrawn}</dt><dd lang="${policy.locale}" dir="auto">${withdrawal.reason}</dd>`}
${isWhole && html`<dt>${review.receipts.fingerprint}</dt><dd><code>${version.contentHash}</code></dd>`}
</dl>`;
}

/** What kind of change a version is, or that it was told before this record was kept, which knows no kind of it. */
export function kindOfChange(
  version: Pick<Version, 'change' | 'class' | 'rules' | 'source'>,
  language: Language,
): string {
  return version.source === null ? changeName(version, language) : messagesIn(language).public.toldBefore;
}

/** What kind of change a version is: in words of the reader's language, or as legal calls its class. */
export function changeName(version: Pick<Version, 'change' | 'class' | 'rules'>, language: Language): string {
  return classLabel(version) ?? messagesIn(language).notice.change[version.change];
}

/** The requirement that a version follows; what else is a reason under rules is none of the law. */
export function lawOf({
  change,
  reason,
  rules,
}: Pick<Version, 'change' | 'reason' | 'rules'>): string | null {
  return rules === null || change === 'legal' ? reason : null;
}

/** Where a version stands, in a word. */
export function stateTag(state: VersionState, language: Language): Markup {
  return html`<span class="tag tag-${state}">${messagesIn(language).public.states[state]}</span>`;
}
