import fc from 'fast-check';
import { test } from 'vitest';
import { play, steps } from '../support/ruled-stories.ts';

/** How many stories to try: few, since the embedded database has many (`test/domain/ruled-model.test.ts`). */
const RUNS = Number(process.env.MODEL_RUNS ?? 5);

test('whatever happens to readers who have clocks of their own, PostgreSQL answers what the rules say', async () => {
  await fc.assert(fc.asyncProperty(steps, play), { numRuns: RUNS });
}, 3_600_000);
