import { findPolicy } from '../storage/policies/policies.ts';
import type { Database } from '../storage/store.ts';

const MAX_TRIES = 50;

/**
 * Repeats read → decide → write until a write found the rows as they were read.
 *
 * `attempt` answers undefined when somebody else wrote in between.
 */
export async function untilWritten<T>(attempt: () => Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const result = await attempt();
    if (result !== undefined) return result;
  }
  throw new Error(`gave up after ${MAX_TRIES} tries: the row is written to all the time`);
}

/**
 * Whether a write over a policy that counted nothing happened all the same. D1 may take a write and
 * report an error; asked again, it finds the policy marked by the first time.
 */
export async function policyWasMarked(db: Database, policy: string, command: string): Promise<boolean> {
  return (await findPolicy(db, policy))?.command === command;
}
