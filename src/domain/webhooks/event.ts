/*
 * What products are told of what happened: which acts of the record are events and under what names, how a call
 * is signed, which addresses may be called, and when it is tried again. Pure, but for the clock that it is given.
 */

import { sha256Hex } from '../hash.ts';
import type { Instant } from '../instant.ts';
import type { ActKind } from '../record/act.ts';

/** The events that there are. */
export const WEBHOOK_EVENTS = [
  'version.posted',
  'version.took-effect',
  'version.withdrawn',
  'policy.asking-paused',
  'policy.asking-resumed',
  'notice.given',
  'notice.not-given',
  'answer.accepted',
  'answer.agreed-before',
  'answer.voided',
  'answer.declined',
  'answer.decline-cancelled',
  'answer.given',
  'answer.ended',
  'user.left',
  'user.returned',
  'draft.needs-attention',
] as const;
/** The name of an event. */
export type WebhookEventType = (typeof WEBHOOK_EVENTS)[number];

/** What is sent to see whether somebody listens; no act of the record. */
export const TEST_EVENT = 'webhook.test';

/** A million of them may follow from one act, so they are sent only where they are asked for by name. */
const BY_NAME_ALONE: ReadonlySet<WebhookEventType> = new Set(['notice.given']);

/** All that an endpoint may ask for: events by name, those whose names begin alike, or all that are not too many. */
export const SUBSCRIPTIONS = [
  '*',
  'version.*',
  'policy.*',
  'notice.*',
  'answer.*',
  'user.*',
  'draft.*',
  ...WEBHOOK_EVENTS,
] as const;
/** One thing that an endpoint may ask for. */
export type Subscription = (typeof SUBSCRIPTIONS)[number];

/** What is read of a record to tell of it. `user` is the product's own id, `ref` their pseudonym. */
export type ToldAct = {
  readonly id: string;
  readonly kind: ActKind;
  readonly at: Instant;
  readonly position: number;
  readonly ref: string | null;
  readonly user: string | null;
  readonly policy: string | null;
  readonly version: number | null;
  readonly facts: Readonly<Record<string, unknown>>;
};

/** An event as it is told: thin, with ids and dates, and neither an address nor a name. */
export type WebhookEvent = {
  readonly id: string;
  readonly type: WebhookEventType | typeof TEST_EVENT;
  /** When it happened. */
  readonly timestamp: Instant;
  readonly data: Readonly<Record<string, unknown>>;
};

type Telling = {
  readonly type: WebhookEventType;
  /** Facts of the record that are told. */
  readonly facts: readonly string[];
  /** Whether a record of the kind is such an event; absent: each is. */
  readonly holds?: (facts: ToldAct['facts']) => boolean;
};

/** Reports of the provider's that a mail did not arrive. */
const NOT_GIVEN: ReadonlySet<unknown> = new Set(['email.bounced', 'email.failed', 'email.suppressed']);

const isAnnouncement = ({ notice }: ToldAct['facts']) =>
  (notice as { readonly kind?: unknown } | undefined)?.kind === 'announcement';

/** What is told of each kind of act; of what is not here nothing is. */
const TELLINGS: Partial<Record<ActKind, Telling>> = {
  posted: { type: 'version.posted', facts: ['change', 'effectiveAt'] },
  'took-effect': { type: 'version.took-effect', facts: ['effectiveAt'] },
  withdrawn: { type: 'version.withdrawn', facts: ['replacedBy'] },
  'asking-paused': { type: 'policy.asking-paused', facts: ['until'] },
  'asking-resumed': { type: 'policy.asking-resumed', facts: ['until'] },
  sent: { type: 'notice.given', facts: ['delivery', 'tells'], holds: isAnnouncement },
  shown: { type: 'notice.given', facts: ['showing'] },
  'provider-event': {
    ...{ type: 'notice.not-given', facts: ['delivery', 'type'] },
    holds: ({ type }) => NOT_GIVEN.has(type),
  },
  accepted: { type: 'answer.accepted', facts: ['acceptance', 'basis'] },
  'agreed-before': { type: 'answer.agreed-before', facts: ['agreement', 'agreedAt'] },
  voided: { type: 'answer.voided', facts: ['acceptance'] },
  leaving: { type: 'answer.declined', facts: ['termination', 'when', 'terminatesAt'] },
  cancelled: { type: 'answer.decline-cancelled', facts: ['termination', 'by'] },
  answered: { type: 'answer.given', facts: ['answer', 'part'] },
  'answer-ended': { type: 'answer.ended', facts: ['answer', 'by'] },
  terminated: { type: 'user.left', facts: ['termination', 'terminatesAt'] },
  returned: { type: 'user.returned', facts: ['acceptance'] },
  stopped: { type: 'draft.needs-attention', facts: ['draft', 'release', 'about', 'detail'] },
};

/** Whether an event is among what was asked for. */
export function isSubscribed(type: WebhookEventType, asked: readonly Subscription[]): boolean {
  const [group] = type.split('.');
  const isInGroup = asked.some((one) => one === '*' || one === `${group}.*`);
  return asked.includes(type) || (isInGroup && !BY_NAME_ALONE.has(type));
}

/** The kinds of acts that may be among what was asked for. */
export function kindsOf(asked: readonly Subscription[]): readonly ActKind[] {
  const all = Object.entries(TELLINGS) as [ActKind, Telling][];
  return all.filter(([, { type }]) => isSubscribed(type, asked)).map(([kind]) => kind);
}

/** An act as an event, or null where nothing is told of it. */
export function actToEvent(act: ToldAct): WebhookEvent | null {
  const telling = TELLINGS[act.kind];
  if (telling === undefined || telling.holds?.(act.facts) === false) return null;
  const told = telling.facts.map((name) => [name, act.facts[name] ?? null]);
  const { user, policy, version, position } = act;
  return {
    ...{ id: eventIdOf(act.id), type: telling.type, timestamp: act.at },
    data: { user, policy, version, position, ...Object.fromEntries(told) },
  };
}

/** The id of the event of a record: the same at every attempt, and another in a log that was restored and went on. */
export function eventIdOf(recordId: string): string {
  return `evt_${sha256Hex(recordId).slice(0, 32)}`;
}

/** Events of one lane are told in the order in which they happened: a user's, or a policy's about no one. */
export function laneOf({ ref, policy }: Pick<ToldAct, 'ref' | 'policy'>): string {
  return ref === null ? `policy:${policy ?? ''}` : `user:${ref}`;
}

/** An event as it is sent, to the byte but for its signature. */
export function eventToPayload({ type, timestamp, data }: WebhookEvent): string {
  return JSON.stringify({ type, timestamp, data });
}
