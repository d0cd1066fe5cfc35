import type { Instant } from '../../domain/instant.ts';
import { addPeriod, msBetween, type Period } from '../../domain/period.ts';
import { invalid } from '../../domain/refusal.ts';
import { addSecondsAhead, findSecondsAhead, insertTestClock } from '../../storage/access/test-clock.ts';
import type { Context } from '../context.ts';

/** The clock of a service under test: the machine's, and so many seconds ahead. */
export type TestClock = {
  readonly secondsAhead: () => number;
  /** Follows what the database says. */
  readonly set: (secondsAhead: number) => void;
};

/** Nobody tries out more than that, and integers of every database hold it. */
const MOST_SECONDS_AHEAD = 50 * 365 * 24 * 60 * 60;

/**
 * Moves the test clock on by a period, counted in UTC, and answers what time it is then. Whatever is due by
 * then happens soon: mails leave, windows close, versions take effect. A clock never goes back.
 */
export async function advanceClock(
  { store, now, wake }: Pick<Context, 'store' | 'now' | 'wake'>,
  clock: TestClock,
  period: Period,
): Promise<Instant> {
  const { db } = store;
  const from = now();
  const seconds = Math.ceil(msBetween(from, addPeriod(from, period, 'UTC')) / 1000);
  if ((await findSecondsAhead(db)) + seconds > MOST_SECONDS_AHEAD) {
    throw invalid('/advance', 'would lead more than 50 years ahead');
  }
  await store.atomic([insertTestClock(db), addSecondsAhead(db, seconds)]);
  clock.set(await findSecondsAhead(db));
  wake();
  return now();
}
