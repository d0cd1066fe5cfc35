import fc from 'fast-check';
import { test } from 'vitest';
import { beginnings, play, steps } from '../support/stories.ts';

/** How many stories to try: few, since the embedded database has many (`test/domain/model.test.ts`). */
const RUNS = Number(process.env.MODEL_RUNS ?? 12);

test('whatever legal, users, the product and the provider do, PostgreSQL answers what the rules say', async () => {
  const property = fc.asyncProperty(beginnings, steps, (beginning, story) => play([...beginning, ...story]));
  await fc.assert(property, { numRuns: RUNS });
}, 3_600_000);
