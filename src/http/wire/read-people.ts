import type { Instant } from '../../domain/instant.ts';
import type { PeopleState } from '../../domain/notices/people-state.ts';
import type { Version } from '../../domain/policies/policy.ts';
import { countUntold, listPeople, type Person } from '../../storage/notices/people.ts';
import { findStretch, type Stretch } from '../../storage/stretches.ts';
import type { HttpContext } from './http-context.ts';

type Reading = Pick<HttpContext, 'store'>;

/** So few users are looked through at once that whoever asks meanwhile hardly waits. */
const USERS_AT_ONCE = 5_000;
/** Many where queries run short. */
const USERS_PER_COUNTED_QUERY = 100_000;

/** The people who stand so with a version at `now`, from behind one of them, in pages of up to `limit`. */
export async function* readPeople(
  context: Reading,
  version: Version,
  state: PeopleState,
  { after, limit, now }: { readonly after: string; readonly limit: number; readonly now: Instant },
): AsyncGenerator<readonly Person[]> {
  if (!isOwedToAnybody(version) && (state === 'not-told' || state === 'unreachable')) return;
  for await (const stretch of stretches(context, after)) {
    let from = stretch.after;
    let rows: readonly Person[];
    do {
      rows = await listPeople(
        context.store.db,
        version,
        { state },
        { ...stretch, after: from },
        { limit, now },
      );
      from = rows.at(-1)?.ref ?? from;
      if (rows.length > 0) yield rows;
    } while (rows.length === limit);
  }
}

/** How many are still to be told of a version, and how many of those no mail reaches. */
export async function countUntoldPeople(
  context: Reading,
  version: Version,
  now: Instant,
): Promise<{ readonly notTold: number; readonly unreachable: number }> {
  const total = { notTold: 0, unreachable: 0 };
  if (!isOwedToAnybody(version)) return total;
  for await (const stretch of stretches(context, '')) {
    const found = await countUntold(context.store.db, version, stretch, now);
    total.notTold += found.notTold;
    total.unreachable += found.unreachable;
  }
  return total;
}

/** Nobody is told of a first version, nor of one that was withdrawn before it was theirs to know. */
function isOwedToAnybody({ change, withdrawal }: Version): boolean {
  return change !== 'initial' && withdrawal === null;
}

async function* stretches({ store }: Reading, after: string): AsyncGenerator<Stretch> {
  const users = store.queriesLeft === undefined ? USERS_AT_ONCE : USERS_PER_COUNTED_QUERY;
  let stretch = await findStretch(store.db, after, users);
  while (stretch !== undefined) {
    yield stretch;
    stretch = await findStretch(store.db, stretch.to, users);
  }
}
