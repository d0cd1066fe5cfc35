import { type Instant, laterOf } from '../instant.ts';
import { addPeriod } from '../period.ts';
import { readAnswers, type Said } from './answers-said.ts';
import { rulesFor } from './audiences.ts';
import { countingOf } from './count-period.ts';
import type { ChangeClass, NoticeRules } from './notice-rules.ts';
import type { Outcome, OutcomeState } from './outcome.ts';
import { byInstant } from './reached.ts';
import type { ReaderDates } from './reader-dates.ts';
import type { Reader, ReaderEvent, RuledVersion } from './ruled-case.ts';
import { traceOf } from './trace.ts';

/** Rules with the class that a version is posted as, and a reader of it. */
export type Deciding = {
  readonly rules: NoticeRules;
  readonly changeClass: ChangeClass;
  readonly version: RuledVersion;
  readonly reader: Reader;
  readonly events: readonly ReaderEvent[];
};

/**
 * What follows for one reader from the rules, a version and what happened so far, at an instant.
 *
 * Pure: the same facts give the same outcome, whoever asks. What lies after `now` is not known yet. The
 * version must be one that `announce` lets be posted.
 */
export function decideOutcome(deciding: Deciding, now: Instant): Outcome {
  return toOutcome(deciding, readCase(deciding, now), now);
}

/** The same, with how it was found: sentences in English, in the order in which it was. */
export function decideWithTrace(
  deciding: Deciding,
  now: Instant,
): Outcome & { readonly trace: readonly string[] } {
  const found = readCase(deciding, now);
  const outcome = toOutcome(deciding, found, now);
  const { rules, version } = deciding;
  return {
    ...outcome,
    trace: traceOf({ version, ...found, bindsAt: outcome.bindsAt, counting: countingOf(rules) }),
  };
}

type Found = { readonly dates: ReaderDates; readonly said: Said };

function readCase({ rules, changeClass, version, reader, events }: Deciding, now: Instant): Found {
  const own = rulesFor(rules, changeClass, reader);
  const happened = byInstant(events.filter(({ at }) => at <= now));
  return readAnswers({ rules, own, version, reader, happened, counting: countingOf(rules) });
}

function toOutcome({ rules, version, reader }: Deciding, { dates, said }: Found, now: Instant): Outcome {
  const bindsAt = bindingAfter(dates, said, reader);
  const state = stateOf(dates, said, reader, bindsAt, now);
  const isEndedUnanswered = state === 'ended' && said.what !== 'declined';
  return {
    tells: { ...dates.tells, at: dates.toldAt },
    waitsFor: dates.waitsFor,
    effectiveAt: dates.effectiveAt,
    bindsAt,
    window: dates.window,
    acceptance: dates.acceptance,
    offers: dates.offers,
    unansweredAt: dates.unanswered?.at ?? null,
    keepUntil: said.what === 'declined' || dates.window !== null ? dates.keepUntil : null,
    endsAt: said.what === 'declined' ? said.endsAt : isEndedUnanswered ? dates.unanswered!.at : null,
    noticeStaysUntil:
      rules.posted === undefined ? null : addPeriod(version.postedAt, rules.posted, rules.timeZone),
    state,
  };
}

/** From when on it binds this reader, what they said included; null where it does not, as far as is known. */
function bindingAfter(dates: ReaderDates, said: Said, reader: Reader): Instant | null {
  const { effectiveAt, acceptance, bindsAt, keepUntil } = dates;
  if (said.what === 'accepted') return effectiveAt === null ? null : laterOf(effectiveAt, said.at);
  if (said.what === 'used') return laterEffect(effectiveAt, bindsAt, said.at);
  if (said.what === 'declined') {
    // Whoever kept the old terms for a time has the new ones after it.
    const isKept = said.offer === 'keep-old' || said.offer === 'keep-old-part';
    return isKept && said.endsAt === null && acceptance !== 'explicit' ? keepUntil : null;
  }
  return acceptance === 'none' || reader.holds ? bindsAt : null;
}

/** Use binds from the date on which it counts; where it brought that forward, from itself. */
function laterEffect(effectiveAt: Instant | null, bindsAt: Instant | null, at: Instant): Instant | null {
  if (effectiveAt === at || bindsAt === null) return at;
  return bindsAt <= at ? bindsAt : at;
}

function stateOf(
  dates: ReaderDates,
  said: Said,
  reader: Reader,
  bindsAt: Instant | null,
  now: Instant,
): OutcomeState {
  const hasCome = (at: Instant | null) => at !== null && at <= now;
  if (said.what === 'declined') {
    if (said.endsAt !== null) return hasCome(said.endsAt) ? 'ended' : 'leaving';
    if (said.offer === 'leave-part') return 'left-part';
    if (!hasCome(dates.keepUntil)) return said.offer === 'keep-old' ? 'keeps-old' : 'keeps-old-part';
  }
  if (said.what === 'used') return 'bound';
  if (said.what === 'accepted') return hasCome(bindsAt) ? 'bound' : 'accepted';
  if (dates.acceptance !== 'none' && !reader.holds) return 'no-agreement';
  if (!hasCome(dates.toldAt)) return 'not-told';
  if (dates.unanswered !== null && said.what === 'nothing' && hasCome(dates.unanswered.at)) {
    return dates.unanswered.consequence === 'restrict' ? 'restricted' : 'ended';
  }
  if (hasCome(bindsAt)) {
    if (dates.acceptance === 'none') return 'applies';
    if (dates.acceptance === 'silence') return 'bound-by-silence';
    if (dates.acceptance === 'use') return 'may-bind-by-use';
  }
  const { window } = dates;
  const isOpen = window !== null && (window.closesAt === null || window.closesAt > now);
  return isOpen ? 'window-open' : 'told';
}
