import { rolesThatMay } from '../../domain/access/roles.ts';
import { addMs, type Instant, instantToMs } from '../../domain/instant.ts';
import { hasFailedForLong } from '../../domain/webhooks/attempt.ts';
import { actToEvent, kindsOf, laneOf, type ToldAct } from '../../domain/webhooks/event.ts';
import { signingSecrets } from '../../domain/webhooks/signature.ts';
import { insertMemberMails } from '../../storage/access/member-mails.ts';
import { insertAttempts } from '../../storage/webhooks/attempts.ts';
import {
  type EndpointProgress,
  endpointIsMarked,
  findEndpoint,
  leaseEndpoint,
  moveEndpoint,
  type StoredEndpoint,
} from '../../storage/webhooks/endpoints.ts';
import {
  countEventsAside,
  deleteEventsAside,
  type EventAside,
  findNextDue,
  listBlockedLanes,
  listDueLanes,
  listEventsOfLanes,
  setEventsAside,
  wakeLanes,
} from '../../storage/webhooks/events-aside.ts';
import { findLogSize, listActsAt, listActsBetween } from '../../storage/webhooks/told-acts.ts';
import type { Context } from '../context.ts';
import type { Round } from '../sending/send-due-notices.ts';
import { inParallel } from './in-parallel.ts';
import { BEHIND_ANOTHER, type LaneOutcome, type Telling, tellLane } from './tell-lane.ts';

/** Longer than a round takes. A process that dies holds its endpoints up for so long. */
const LEASE_MS = 45_000;
/** A round begins only with so much of the lease left. */
const ROUND_MAY_TAKE_MS = 25_000;
/** After so long a round begins no more calls. */
const CALLS_BEGIN_FOR_MS = 10_000;

/**
 * Events that a round takes on at most, which are read and written at once while everything else of the process waits;
 * few where the last calls failed, since more would wait in rows.
 */
const EVENTS_PER_ROUND = 128;
const EVENTS_WHILE_FAILING = 32;
/** How far along the log a round looks for them. */
const ENTRIES_PER_ROUND = 5_000;
/** Of one lane. */
const EVENTS_OF_LANE = 50;
/** Events of an endpoint that are set aside at most: then it goes no further along the log. */
const MOST_ASIDE = 100_000;
/** Calls to one endpoint that may be under way at once. */
const CALLS_AT_ONCE = 16;

/** Who tells, how much at once, and what ends it before its time. */
export type Runner = {
  /** This process, to others. */
  readonly name: string;
  readonly callsAtOnce?: number | undefined;
  readonly eventsPerRound?: number | undefined;
  readonly mostAside?: number | undefined;
  readonly stopped?: AbortSignal | undefined;
  /** The endpoints of which it was said that their secret is gone: once is enough. */
  readonly warned?: Set<string> | undefined;
};

type Delivering = Pick<Context, 'store' | 'now' | 'newId' | 'log' | 'linkSecrets' | 'poster'>;

/**
 * One round of telling an endpoint what happened: what was set aside and is due, then what comes next in the log.
 *
 * One process at a time tells an endpoint, under a lease. Calls come first and one write after them, so that a
 * process that dies between the two has them made again: at least once, and never not. In one lane an event
 * is told only after those before it, whatever became of others.
 */
export async function deliverEvents(context: Delivering, id: string, runner: Runner): Promise<Round> {
  const { store, now, log, linkSecrets } = context;
  const endpoint = await findLeasedEndpoint(context, id, runner.name);
  if (endpoint === null) return { nextInMs: null };
  const secrets = signingSecrets(endpoint, linkSecrets, now());
  if (secrets.length === 0) {
    if (!runner.warned?.has(id)) {
      log('warn', 'a webhook endpoint waits for a rotation: its secret of LINK_SECRET is gone', {
        endpoint: id,
      });
    }
    runner.warned?.add(id);
    return { nextInMs: null };
  }
  const work = await readWork(context, endpoint, {
    events: runner.eventsPerRound ?? EVENTS_PER_ROUND,
    aside: runner.mostAside ?? MOST_ASIDE,
  });
  const start = performance.now();
  const outcomes = await inParallel(work.lanes, runner.callsAtOnce ?? CALLS_AT_ONCE, (tellings) =>
    tellLane(context, { url: endpoint.url, secrets }, tellings, {
      mayGoOn: () => performance.now() - start < CALLS_BEGIN_FOR_MS && !runner.stopped?.aborted,
      stopped: runner.stopped,
    }),
  );
  const isMoved = work.position !== endpoint.position || work.lanes.length > 0;
  const written = isMoved ? await writeOutcomes(context, endpoint, work, outcomes) : null;
  if (runner.stopped?.aborted || written?.disabled) return { nextInMs: null };
  if (work.hasMore || outcomes.some(({ left }) => left.some(({ dueAt }) => dueAt <= now()))) {
    return { nextInMs: 0 };
  }
  const due = await findNextDue(store.db, id);
  return { nextInMs: due === null ? null : Math.max(0, instantToMs(due) - instantToMs(now())) };
}

/** The endpoint under a lease of this runner's that lasts for a round; null where it is another's, or told nothing. */
async function findLeasedEndpoint(
  { store, now }: Pick<Delivering, 'store' | 'now'>,
  id: string,
  runner: string,
): Promise<StoredEndpoint | null> {
  const at = now();
  const endpoint = await findEndpoint(store.db, id);
  if (endpoint === undefined || endpoint.disabled !== null) return null;
  const { by, until } = endpoint.lease;
  const lasts = until >= addMs(at, ROUND_MAY_TAKE_MS) && until <= addMs(at, LEASE_MS);
  if (by === runner && lasts) return endpoint;
  const leaseUntil = addMs(at, LEASE_MS);
  const [leased] = await store.atomic([
    leaseEndpoint(store.db, id, { by: runner, now: at, until: leaseUntil }),
  ]);
  // Who had it may have moved it on since it was read. D1 may take a write and report an error.
  const mine = await findEndpoint(store.db, id);
  const isMine = mine !== undefined && mine.disabled === null && mine.lease.by === runner;
  return isMine && (leased === 1 || mine.lease.until === leaseUntil) ? mine : null;
}

type Work = {
  /** How far along the log the endpoint is once all of it is done or set aside. */
  readonly position: number;
  readonly lanes: readonly (readonly Telling[])[];
  /** What waits behind something that is not due. */
  readonly behind: readonly EventAside[];
  /** What was set aside before, by its place. */
  readonly aside: ReadonlySet<number>;
  readonly hasMore: boolean;
};

async function readWork(
  { store, now }: Pick<Delivering, 'store' | 'now'>,
  endpoint: StoredEndpoint,
  most: { readonly events: number; readonly aside: number },
): Promise<Work> {
  const { db } = store;
  const { id, events, failingSince } = endpoint;
  const room = failingSince === null ? most.events : Math.min(most.events, EVENTS_WHILE_FAILING);
  const dueLanes = await listDueLanes(db, id, now(), room);
  const aside = dueLanes.length === 0 ? [] : await listEventsOfLanes(db, id, dueLanes, EVENTS_OF_LANE);
  const acts = new Map((await readActsAt(db, aside)).map((act) => [act.position, act]));
  const lanes = new Map<string, Telling[]>(dueLanes.map((lane) => [lane, []]));
  for (const { position, lane, tries } of aside) {
    const act = acts.get(position);
    lanes.get(lane)?.push({ position, lane, tries, event: act === undefined ? null : actToEvent(act) });
  }

  const countAside = await countEventsAside(db, id, most.aside);
  const limit = Math.max(0, Math.min(room - aside.length, most.aside - countAside));
  // The size first: what is appended after that is not skipped.
  const size = await findLogSize(db);
  const to = Math.min(size, endpoint.position + ENTRIES_PER_ROUND);
  const range = { after: endpoint.position, to };
  const fresh =
    limit === 0 || to <= range.after ? [] : await listActsBetween(db, range, kindsOf(events), limit);
  const position = limit === 0 ? endpoint.position : reached(fresh, limit, Math.max(to, endpoint.position));

  const told = fresh.flatMap((act) => {
    const event = actToEvent(act);
    return event === null ? [] : [{ position: act.position, lane: laneOf(act), tries: 0, event }];
  });
  const blocked =
    told.length === 0 || countAside === 0
      ? new Set()
      : await listBlockedLanes(db, id, [...new Set(told.map(({ lane }) => lane))]);
  const behind: EventAside[] = [];
  for (const one of told) {
    const due = lanes.get(one.lane);
    // Of a lane in which more is set aside than a round takes on, nothing newer is told yet.
    const isBehind = due === undefined ? blocked.has(one.lane) : due.length >= EVENTS_OF_LANE;
    if (isBehind) behind.push({ position: one.position, lane: one.lane, tries: 0, dueAt: BEHIND_ANOTHER });
    else if (due === undefined) lanes.set(one.lane, [one]);
    else due.push(one);
  }
  return {
    ...{ position, lanes: [...lanes.values()], behind },
    aside: new Set(aside.map((one) => one.position)),
    hasMore: position > endpoint.position && position < size,
  };
}

async function readActsAt(
  db: Context['store']['db'],
  aside: readonly EventAside[],
): Promise<readonly ToldAct[]> {
  return aside.length === 0
    ? []
    : listActsAt(
        db,
        aside.map(({ position }) => position),
      );
}

function reached(found: readonly ToldAct[], limit: number, to: number): number {
  return found.length < limit ? to : (found.at(-1)?.position ?? to);
}

/** Writes what became of a round, if the endpoint still is where it was, and says how it stands. */
async function writeOutcomes(
  { store, now, newId, log }: Pick<Delivering, 'store' | 'now' | 'newId' | 'log'>,
  endpoint: StoredEndpoint,
  { position, behind, aside, lanes }: Work,
  outcomes: readonly LaneOutcome[],
): Promise<EndpointProgress> {
  const { db } = store;
  const at = now();
  const progress: EndpointProgress = {
    ...{ command: newId(), position, leaseUntil: addMs(at, LEASE_MS) },
    ...standingAfter(endpoint, outcomes, at),
  };
  const attempts = outcomes.flatMap((one) => one.attempts);
  const done = outcomes.flatMap((one) => one.done).filter((place) => aside.has(place));
  const left = [...outcomes.flatMap((one) => one.left), ...behind];
  const through = lanes.flatMap(([first], i) =>
    first !== undefined && aside.has(first.position) && outcomes[i]?.left.length === 0 ? [first.lane] : [],
  );
  const isMarked = endpointIsMarked(endpoint.id, progress.command);
  const wake = { now: at, never: BEHIND_ANOTHER };
  const { disabled } = progress;
  const about = { kind: 'needs-attention', endpoint: endpoint.id, disabledAt: at } as const;
  const to = { roles: rolesThatMay('write-webhooks') };
  await store.atomic([
    moveEndpoint(db, endpoint, progress),
    ...(done.length === 0 ? [] : [deleteEventsAside(db, endpoint.id, done, isMarked)]),
    ...(left.length === 0 ? [] : [setEventsAside(db, endpoint.id, left, isMarked)]),
    ...(attempts.length === 0 ? [] : [insertAttempts(db, endpoint.id, attempts, isMarked)]),
    ...(through.length === 0 ? [] : [wakeLanes(db, endpoint.id, through, wake, isMarked)]),
    ...(disabled === null ? [] : [insertMemberMails(db, about, to, at, isMarked)]),
  ]);
  if (disabled !== null) {
    log('warn', 'a webhook endpoint is told nothing more', { endpoint: endpoint.id, by: disabled.by });
  }
  return progress;
}

/** Since when an endpoint fails, and whether it is told nothing more. One call that was taken makes up for all. */
function standingAfter(
  { failingSince: before }: Pick<StoredEndpoint, 'failingSince'>,
  outcomes: readonly LaneOutcome[],
  now: Instant,
): Pick<EndpointProgress, 'failingSince' | 'disabled'> {
  const attempts = outcomes.flatMap((one) => one.attempts);
  if (outcomes.some(({ isGone }) => isGone)) {
    return { failingSince: before ?? now, disabled: { at: now, by: 'gone' } };
  }
  if (attempts.length === 0) return { failingSince: before, disabled: null };
  if (attempts.some(({ outcome }) => outcome === 'delivered')) return { failingSince: null, disabled: null };
  const failingSince = before ?? now;
  return { failingSince, disabled: hasFailedForLong(failingSince, now) ? { at: now, by: 'failures' } : null };
}
