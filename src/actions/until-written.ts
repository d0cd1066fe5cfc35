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
