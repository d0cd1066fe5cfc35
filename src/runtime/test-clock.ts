import type { TestClock } from '../actions/access/advance-clock.ts';
import { type Instant, instantFromMs } from '../domain/instant.ts';
import { findSecondsAhead } from '../storage/access/test-clock.ts';
import type { Database } from '../storage/store.ts';
import type { Config } from './settings/config.ts';
import { ConfigError } from './settings/config-values.ts';

/**
 * The test clock, as far ahead as the database says; null while `TEST_CLOCK` is off. Throws a ConfigError where
 * the database was moved ahead and the clock is off: what is in it has not happened yet.
 */
export async function openTestClock(
  { hasTestClock }: Pick<Config, 'hasTestClock'>,
  db: Database,
): Promise<TestClock | null> {
  let ahead = await findSecondsAhead(db);
  if (!hasTestClock && ahead > 0) {
    throw new ConfigError(
      'this database was moved ahead by a test clock: start with TEST_CLOCK=on, or on a database of its own',
    );
  }
  if (!hasTestClock) return null;
  return {
    secondsAhead: () => ahead,
    set(secondsAhead) {
      ahead = Math.max(ahead, secondsAhead);
    },
  };
}

/** What time it is: by the machine's clock, or as far ahead of it as the test clock is. */
export function clockOf(testClock: TestClock | null): () => Instant {
  return testClock === null
    ? () => instantFromMs(Date.now())
    : () => instantFromMs(Date.now() + testClock.secondsAhead() * 1000);
}

const FOLLOW_EVERY_MS = 500;

/** Has a process follow a test clock that another one moves; answers what ends that. */
export function followTestClock(testClock: TestClock | null, db: Database): () => void {
  if (testClock === null) return () => {};
  const follow = () =>
    findSecondsAhead(db).then(testClock.set, () => {
      // The database is away, which whoever needs it says.
    });
  const timer = setInterval(follow, FOLLOW_EVERY_MS);
  return () => clearInterval(timer);
}
