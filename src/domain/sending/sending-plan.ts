import type { MailRate } from './mail-rate.ts';
import type { SendingHours } from './sending-hours.ts';

/** How legal wants a version's announcement to leave; what is not there limits nothing. */
export type SendingPlan = {
  /** So many mails go first; the others wait until somebody says to go on. */
  readonly first?: number;
  readonly hours?: SendingHours;
  /** At most so many mails in an hour. */
  readonly perHour?: number;
  readonly stopAt?: StopAt;
};

/** Which share of mails, from 0 to 1, pauses the rest: of those that did not arrive, and those complained of. */
export type StopAt = { readonly bounced?: number; readonly complained?: number };

/** How many mails left since the version was posted or last resumed, and what became of them. */
export type MailsSoFar = { readonly mails: number; readonly bounced: number; readonly complained: number };

/** A share is one of at least so many mails: one of the first ten that bounces says nothing yet. */
const LEAST_MAILS = 100;

const HOUR_MS = 3_600_000;

/** The plan's own pace, as mails are counted by. */
export function rateOfPlan({ perHour }: SendingPlan): MailRate {
  return perHour === undefined ? [] : [{ mails: perHour, perMs: HOUR_MS }];
}

/** Why the rest of the mails must not leave by what became of those that did, as a sentence; null where they may. */
export function reasonToPause({ stopAt = {} }: SendingPlan, soFar: MailsSoFar): string | null {
  const of = Math.max(soFar.mails, LEAST_MAILS);
  const { bounced, complained } = stopAt;
  if (bounced !== undefined && soFar.bounced > bounced * of) {
    return `Of ${soFar.mails} mails, ${soFar.bounced} did not arrive: more than ${percent(bounced)}.`;
  }
  if (complained !== undefined && soFar.complained > complained * of) {
    return `Of ${soFar.mails} mails, ${soFar.complained} drew a complaint: more than ${percent(complained)}.`;
  }
  return null;
}

/** A plan in words, as far as it slows anything: `at most 500 an hour, from 09:00 to 17:00 Europe/Berlin`. */
export function planToText({ perHour, hours }: SendingPlan): string {
  const days = hours?.days?.map((day) => DAYS[day - 1]).join(', ');
  return [
    ...(perHour === undefined ? [] : [`at most ${perHour} an hour`]),
    ...(hours === undefined
      ? []
      : [`from ${hours.from} to ${hours.to} ${hours.timeZone}${days === undefined ? '' : ` on ${days}`}`]),
  ].join(', ');
}

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

function percent(share: number): string {
  return `${Number((share * 100).toPrecision(6))} %`;
}
