import { html } from 'hono/html';
import type { Instant } from '../domain/instant.ts';
import type { Policy, Version } from '../domain/policies/policy.ts';
import type { VersionState } from '../domain/policies/timeline.ts';
import { formatInstant } from '../language/dates.ts';
import { directionOf, type Language, messagesIn } from '../language/languages.ts';
import type { Markup } from './layout.ts';

/** An instant in the reader's language and a version's time zone, for people and for programs. */
export function time(at: Instant, version: Pick<Version, 'timeZone'>, language: Language): Markup {
  return html`<time datetime="${at}">${written(at, version, language)}</time>`;
}

/** An instant in the reader's language and a version's time zone, to stand in a sentence. */
export function written(at: Instant, { timeZone }: Pick<Version, 'timeZone'>, language: Language): string {
  return formatInstant(at, { locale: language, timeZone });
}

/** Words of the policy's own people, in the policy's language. */
export function quoted(text: string, { locale }: Pick<Policy, 'locale'>, className = ''): Markup {
  return html`<p${className && html` class="${className}"`} lang="${locale}" dir="auto">${text}</p>`;
}

/** The attributes of a part of the page that is written in the policy's language. */
export function inLanguageOf({ locale }: Pick<Policy, 'locale'>): Markup {
  return html` lang="${locale}" dir="${directionOf(locale)}"`;
}

/** What silence means for a version that has yet to take effect. */
export function silenceOf(version: Version, language: Language): string {
  const { silence } = messagesIn(language).notice;
  const date = written(version.effectiveAt, version, language);
  return version.acceptance === 'explicit'
    ? silence.explicit({ date })
    : silence.deemed({ version: version.version, date });
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
    readonly policy: Pick<Policy, 'locale'>;
    readonly isWhole?: boolean;
  },
): Markup {
  const { notice, review, public: words } = messagesIn(language);
  const { withdrawal } = version;
  const effectLabels: Readonly<Record<VersionState, string>> = {
    announced: notice.takesEffect,
    'in-force': notice.inEffectSince,
    superseded: words.tookEffect,
    withdrawn: words.wasToTakeEffect,
  };
  return html`<dl>
<dt>${words.status}</dt><dd>${stateTag(state, language)}${version.source !== null && html` ${words.toldBefore}`}</dd>
${version.source === null && html`<dt>${words.kindOfChange}</dt><dd>${notice.change[version.change]}</dd>`}
<dt>${review.posted}</dt><dd>${time(version.postedAt, version, language)}</dd>
<dt>${effectLabels[state]}</dt><dd>${time(version.effectiveAt, version, language)}</dd>
${version.reason && html`<dt>${notice.requiredByLaw}</dt><dd lang="${policy.locale}" dir="auto">${version.reason}</dd>`}
${withdrawal && html`<dt>${words.withdrawnOn}</dt><dd>${time(withdrawal.at, version, language)}</dd>`}
${withdrawal?.reason && html`<dt>${notice.whyWithdrawn}</dt><dd lang="${policy.locale}" dir="auto">${withdrawal.reason}</dd>`}
${isWhole && html`<dt>${review.receipts.fingerprint}</dt><dd><code>${version.contentHash}</code></dd>`}
</dl>`;
}

/** What kind of change a version is, or that it was told before this record was kept, which knows no kind of it. */
export function kindOfChange(
  { change, source }: Pick<Version, 'change' | 'source'>,
  language: Language,
): string {
  const { notice, public: words } = messagesIn(language);
  return source === null ? notice.change[change] : words.toldBefore;
}

/** Where a version stands, in a word. */
export function stateTag(state: VersionState, language: Language): Markup {
  return html`<span class="tag tag-${state}">${messagesIn(language).public.states[state]}</span>`;
}
