import { html } from 'hono/html';
import type { Instant } from '../domain/instant.ts';
import { WEEKEND } from '../domain/policies/calendar.ts';
import { type Consenting, isConsent } from '../domain/policies/policy.ts';
import type { Channel, NoticeRules, Rule } from '../domain/rules/notice-rules.ts';
import { formatDay, formatList, formatPeriod, formatWeekday } from '../language/dates.ts';
import { type Language, messagesIn } from '../language/languages.ts';
import type { Markup } from './layout.ts';

/** What holds for every change under some rules, whatever its class. */
export function rulesForAll(rules: NoticeRules, policy: Consenting, language: Language): Markup {
  const { answers, rules: words } = messagesIn(language);
  const all = rules.classes.flatMap(({ rule, audiences = {} }) => [rule, ...Object.values(audiences)]);
  const isAgreedUnsaid = all.some(({ acceptance }) => acceptance === 'silence' || acceptance === 'use');
  const said = [
    words.laterDate,
    ...(isAgreedUnsaid ? [words.mustBeSaid] : []),
    ...(isConsent(policy) ? [answers.ways.refuse] : []),
    ...(policy.revocable ? [words.revocable] : []),
    ...groups(rules, language),
    ...receipts(rules, all, language),
    ...(rules.posted === undefined ? [] : [words.posted({ period: formatPeriod(rules.posted, language) })]),
    words.zone({ zone: rules.timeZone }),
    words.announced,
  ];
  return html`<ul>${said.map((sentence) => html`<li>${sentence}</li>`)}</ul>
${all.some(countsBusinessDays) && daysOff(rules, language)}`;
}

function groups({ classes, audiences = [], whenUnknown }: NoticeRules, language: Language): string[] {
  const { rules: words } = messagesIn(language);
  if (classes.every((one) => one.audiences === undefined)) return [];
  return [
    ...(audiences.length > 1 ? [words.several] : []),
    whenUnknown === 'default' ? words.unknownDefault : words.unknownStrictest,
  ];
}

/** Of the channels that somebody is told by. */
function receipts({ receipt = {} }: NoticeRules, all: readonly Rule[], language: Language): string[] {
  const { rules: words } = messagesIn(language);
  const used = new Set(all.flatMap(({ tell }) => (tell.need === 0 ? [] : tell.by)));
  return Object.entries(receipt)
    .filter(([channel]) => used.has(channel as Channel))
    .map(([channel, delay]) => {
      const way = words.channels[channel as Channel];
      return delay === 'delivered'
        ? words.receivedOnProof({ way })
        : words.received({ way, period: formatPeriod(delay, language) });
    });
}

function countsBusinessDays({ effect, unanswered, decline }: Rule): boolean {
  const whens = [effect, unanswered?.at, decline?.until, decline?.keepUntil];
  return whens.some((when) => when?.terms.some(({ days }) => days === 'business'));
}

/** Days of the week and dates that are no business days; nothing where the calendar is not there. */
function daysOff({ calendar }: NoticeRules, language: Language): Markup | '' {
  if (typeof calendar !== 'object') return '';
  const { weekend = WEEKEND, holidays } = calendar;
  const weekdays = weekend.toSorted((a, b) => a - b).map((day) => formatWeekday(day, language));
  const style = { locale: language, timeZone: 'UTC' };
  const dates = holidays
    .toSorted()
    .map((date) => html`<li>${formatDay(`${date}T00:00:00.000Z` as Instant, style)}</li>`);
  return html`<details><summary>${messagesIn(language).rules.noBusinessDays}</summary>
<ul>${weekdays.length > 0 && html`<li>${formatList(weekdays, 'and', language)}</li>`}
${dates}</ul></details>`;
}
