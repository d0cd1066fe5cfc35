import { addMs, type Instant, laterOf } from '../../domain/instant.ts';
import { addPeriod, type Period, subtractPeriod } from '../../domain/period.ts';
import { type FrozenRules, frozenClass } from '../../domain/policies/frozen-rules.ts';
import type { Policy, Version } from '../../domain/policies/policy.ts';
import { type MailRate, mailRateToText, mostTogether, timeToSend } from '../../domain/sending/mail-rate.ts';
import { callInterval, type Pace } from '../../domain/sending/pace.ts';
import { endWithin } from '../../domain/sending/sending-hours.ts';
import { planToText, rateOfPlan } from '../../domain/sending/sending-plan.ts';
import { countDueChunks, countDueMails } from '../../storage/sending/chunks.ts';
import { findPace } from '../../storage/sending/pace.ts';
import type { Context } from '../context.ts';
import { CHUNK_SIZE } from '../notices/fan-out-notices.ts';

/** How fast notices leave, and what waits before a new one. */
export type Outlook = {
  readonly intervalMs: number;
  readonly callsAhead: number;
  /** How many mails may leave, where that has a limit, and how many wait before. */
  readonly rate: MailRate;
  readonly mailsAhead: number;
  /** How many mails a call takes along. */
  readonly mailsPerCall: number;
  readonly pausedUntil: Pace['pausedUntil'];
};

/** Longer than the first notices of any version take: within this nobody is told late. */
const GRACE_MS = 60_000;

const UNLIMITED: Outlook = {
  ...{ intervalMs: 0, callsAhead: 0, rate: [], mailsAhead: 0, mailsPerCall: CHUNK_SIZE },
  pausedUntil: null,
};

/** How sending stands. */
export async function readOutlook({
  store,
  now,
  mailer,
}: Pick<Context, 'store' | 'now' | 'mailer'>): Promise<Outlook> {
  if (mailer === null) return UNLIMITED;
  const pace = await findPace(store.db);
  const intervalMs = callInterval(pace, mailer.callsPerSecond);
  const { rate = [], singly } = mailer;
  if (intervalMs === 0 && rate.length === 0) return UNLIMITED;
  const at = now();
  return {
    ...{ intervalMs, rate, pausedUntil: pace.pausedUntil },
    callsAhead: await countDueChunks(store.db, at),
    mailsAhead: rate.length === 0 ? 0 : await countDueMails(store.db, at),
    mailsPerCall: mostTogether(rate, singly?.atOnce ?? CHUNK_SIZE),
  };
}

/**
 * A sentence for whoever publishes, where at the provider's rate the last user would be told too late to
 * have the whole notice period before a version takes effect; else null.
 */
export function foreseeLateTelling(
  outlook: Outlook,
  version: Pick<
    Version,
    'change' | 'postedAt' | 'effectiveAt' | 'recipients' | 'timeZone' | 'rules' | 'sending'
  >,
  { notice }: Pick<Policy, 'notice'>,
): string | null {
  const { postedAt, effectiveAt, recipients, timeZone } = version;
  if (recipients === 0 || effectiveAt <= postedAt) return null;
  const lastToldAt = foreseeEnd(outlook, version);
  const period = version.rules === null ? shortPeriod(version, notice) : periodOf(version.rules);
  const inTime =
    period === null ? effectiveAt : laterOf(postedAt, subtractPeriod(effectiveAt, period, timeZone));
  if (lastToldAt <= addMs(inTime, GRACE_MS)) return null;
  const about = `${speedOf(outlook, version.sending)} the last of ${recipients} users is told about ${lastToldAt}`;
  return period === null
    ? `${about}, after the version takes effect.`
    : `${about}, less than ${period} before the version takes effect; with effectiveAt ${addPeriod(lastToldAt, period, timeZone)} or later everyone has the whole period.`;
}

/** When the last of the users that are to be told is told, as fast as mails leave, and as if nobody had to say to go on. */
export function foreseeEnd(
  outlook: Outlook,
  { postedAt, recipients, sending }: Pick<Version, 'postedAt' | 'recipients' | 'sending'>,
): Instant {
  const calls = outlook.callsAhead + Math.ceil(recipients / outlook.mailsPerCall);
  const allMs = Math.max(
    calls * outlook.intervalMs,
    timeToSend(outlook.rate, outlook.mailsAhead + recipients),
    timeToSend(rateOfPlan(sending ?? {}), recipients),
  );
  const start = outlook.pausedUntil === null ? postedAt : laterOf(postedAt, outlook.pausedUntil);
  return sending?.hours === undefined ? addMs(start, allMs) : endWithin(sending.hours, start, allMs);
}

/** How fast mails leave, in words: as a rate that was set says it, or by the calls that the provider allows. */
function speedOf({ rate, intervalMs, mailsPerCall }: Outlook, plan: Version['sending']): string {
  const planned = plan === null ? '' : planToText(plan);
  if (planned !== '') return `Sent as asked (${planned}),`;
  if (rate.length === 0) return `At ${Math.round((mailsPerCall * 1000) / intervalMs)} mails a second`;
  return `At the MAIL_RATE of ${mailRateToText(rate)}`;
}

function shortPeriod({ change }: Pick<Version, 'change'>, notice: Policy['notice']): Period | null {
  return change === 'minor' || change === 'substantial' ? notice[change] : null;
}

/** The period that the rule of a version gives everybody, where it is one of calendar days since they were told. */
function periodOf(frozen: FrozenRules): Period | null {
  const { terms } = frozenClass(frozen).rule.effect;
  const term = terms.find(
    ({ from, counted, days }) =>
      (from === 'posting' || from === 'notice' || from === 'receipt') &&
      counted !== 'back' &&
      days !== 'business',
  );
  return term === undefined || term.after === 'PT0S' ? null : term.after;
}
