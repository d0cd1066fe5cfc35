import { addMs, type Instant } from '../../domain/instant.ts';
import { Refusal } from '../../domain/refusal.ts';
import { actToEvent, laneOf, TEST_EVENT } from '../../domain/webhooks/event.ts';
import { signingSecrets } from '../../domain/webhooks/signature.ts';
import { ALWAYS } from '../../storage/sql.ts';
import { type Attempt, findAttemptedPosition, insertAttempts } from '../../storage/webhooks/attempts.ts';
import { updateEndpoint } from '../../storage/webhooks/endpoints.ts';
import { deleteEventsAsideAfter, setEventsAside } from '../../storage/webhooks/events-aside.ts';
import { findLogSize, findRecordedAt, listActsAt } from '../../storage/webhooks/told-acts.ts';
import type { Context } from '../context.ts';
import { readEndpoint } from './put-endpoint.ts';
import { callOnce } from './tell-lane.ts';

/** Processes write down what they did in the order of their own clocks, which differ by less. In milliseconds. */
const CLOCKS_DIFFER_BY_MS = 60_000;

type Replaying = Pick<Context, 'store' | 'now' | 'newId' | 'wake'>;

/**
 * Has one event told once more, with its own id, whatever became of it before. Refuses with `unknown-webhook`,
 * and with `unknown-event` where it was never tried, or longer ago than attempts are kept.
 */
export async function replayEvent(context: Replaying, id: string, event: string): Promise<void> {
  const { store, now, wake } = context;
  await readEndpoint(context, id);
  const position = await findAttemptedPosition(store.db, id, event);
  const [act] = position === null ? [] : await listActsAt(store.db, [position]);
  if (act === undefined || actToEvent(act) === null) {
    throw new Refusal('unknown-event', 'No attempt to tell this event is known; see since.');
  }
  const aside = { position: act.position, lane: laneOf(act), dueAt: now(), tries: 0 };
  await store.atomic([setEventsAside(store.db, id, [aside], ALWAYS)]);
  wake();
}

/**
 * Has everything told once more that was written down since an instant, in its order and each event with its own
 * id: the endpoint goes back to there. Refuses with `unknown-webhook`.
 */
export async function replaySince(
  context: Replaying,
  id: string,
  since: Instant,
  keyId: string,
): Promise<void> {
  const { store, now, newId, wake } = context;
  const before = await readEndpoint(context, id);
  const found = await findPositionBefore(context, addMs(since, -CLOCKS_DIFFER_BY_MS));
  // It never goes further than it came.
  const position = Math.min(found, before.position);
  await store.atomic([
    updateEndpoint(store.db, id, { position }, { now: now(), keyId, command: newId() }),
    deleteEventsAsideAfter(store.db, id, position),
  ]);
  wake();
}

/** Calls an endpoint once with an event that means nothing, and answers what came of it. Refuses with `unknown-webhook`. */
export async function testEndpoint(
  context: Pick<Context, 'store' | 'now' | 'newId' | 'poster' | 'linkSecrets'>,
  id: string,
): Promise<Attempt> {
  const { store, now, newId, linkSecrets } = context;
  const endpoint = await readEndpoint(context, id);
  const at = now();
  const secrets = signingSecrets(endpoint, linkSecrets, at);
  const test = {
    id: `evt_${newId().replaceAll('-', '')}`,
    type: TEST_EVENT,
    timestamp: at,
    data: {},
  } as const;
  const { attempt } = await callOnce(
    context,
    { url: endpoint.url, secrets },
    { event: test, position: null, tries: 1 },
  );
  await store.atomic([insertAttempts(store.db, id, [attempt], ALWAYS)]);
  return attempt;
}

/** The place of the log before the first record that was written down at an instant or after it. */
async function findPositionBefore({ store }: Pick<Context, 'store'>, instant: Instant): Promise<number> {
  let before = 0;
  let from = (await findLogSize(store.db)) + 1;
  while (from - before > 1) {
    const middle = Math.floor((before + from) / 2);
    const recordedAt = await findRecordedAt(store.db, middle);
    if (recordedAt !== null && recordedAt < instant) before = middle;
    else from = middle;
  }
  return before;
}
