import { type Instant, laterOf } from '../instant.ts';
import { addPeriod } from '../period.ts';
import type { Channel, NoticeRules, Rule } from './notice-rules.ts';
import type { Reader, ReaderEvent, RuledVersion } from './ruled-case.ts';

/** Who has been reached: by which channels, when enough of them had been sent, and when they counted as received. */
export type Reached = {
  readonly by: readonly Channel[];
  /** When the last channel needed was sent; null before. */
  readonly noticeAt: Instant | null;
  /** When it counts as received, which is when they are told; null where that is not known. */
  readonly receivedAt: Instant | null;
};

type Arrival = { readonly channel: Channel; readonly sentAt: Instant; readonly receivedAt: Instant | null };

/** How far a reader has been told, by what is needed of a rule's channels. Events must have happened. */
export function reachedBy(
  { tell }: Pick<Rule, 'tell'>,
  { receipt = {}, timeZone }: Pick<NoticeRules, 'receipt' | 'timeZone'>,
  { postedAt }: Pick<RuledVersion, 'postedAt'>,
  { joinedAt }: Pick<Reader, 'joinedAt'>,
  events: readonly ReaderEvent[],
): Reached {
  if (tell.need === 0) return { by: [], noticeAt: postedAt, receivedAt: postedAt };
  const arrivals = tell.by.flatMap((channel) => {
    const sentAt = sentBy(channel, events, laterOf(postedAt, joinedAt ?? postedAt));
    if (sentAt === null) return [];
    const delay = receipt[channel];
    const receivedAt =
      delay === undefined
        ? sentAt
        : delay === 'delivered'
          ? deliveredBy(channel, events)
          : addPeriod(sentAt, delay, timeZone);
    return [{ channel, sentAt, receivedAt }];
  });
  return {
    by: arrivals.map(({ channel }) => channel),
    noticeAt: nth(arrivals, tell.need, ({ sentAt }) => sentAt),
    receivedAt: nth(arrivals, tell.need, ({ receivedAt }) => receivedAt),
  };
}

/** When the last of as many as are needed had come; null where fewer have. */
function nth(
  arrivals: readonly Arrival[],
  need: number,
  at: (arrival: Arrival) => Instant | null,
): Instant | null {
  const instants = arrivals.map(at).filter((one) => one !== null);
  return instants.toSorted()[need - 1] ?? null;
}

/** When a channel first reached them, of the sendings that did not come back. */
function sentBy(channel: Channel, events: readonly ReaderEvent[], presentSince: Instant): Instant | null {
  if (channel === 'site') return presentSince;
  const sendings: { readonly at: Instant; readonly delivery: string | undefined }[] = [];
  for (const event of byInstant(events)) {
    if (!('channel' in event) || event.channel !== channel) continue;
    const { kind, at, delivery } = event;
    if (kind === 'bounced') {
      const back = sendings.findLastIndex((one) => delivery === undefined || one.delivery === delivery);
      if (back !== -1) sendings.splice(back, 1);
    } else if (kind !== 'delivered' || sendings.length === 0) {
      sendings.push({ at, delivery });
    }
  }
  return sendings[0]?.at ?? null;
}

function deliveredBy(channel: Channel, events: readonly ReaderEvent[]): Instant | null {
  const proof = byInstant(events).find(
    (event) =>
      'channel' in event &&
      event.channel === channel &&
      (event.kind === 'delivered' || event.kind === 'shown'),
  );
  return proof?.at ?? null;
}

/** Events in the order in which they happened; of one instant, in the order in which they are given. */
export function byInstant(events: readonly ReaderEvent[]): ReaderEvent[] {
  return events.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}
