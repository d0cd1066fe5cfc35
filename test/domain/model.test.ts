import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  accept,
  beginnings,
  decline,
  deliver,
  play,
  publish,
  steps,
  told,
  use,
  wait,
  withdraw,
} from '../support/stories.ts';

/** How many stories to try; more of them (`MODEL_RUNS=5000`) when looking for trouble. */
const RUNS = Number(process.env.MODEL_RUNS ?? 60);

const deemed = { mode: 'deemed', withdraw: false, later: null } as const;
const newest = { of: 0, n: 0 };
const older = { of: 0, n: 1 };

it('someone whose acceptance lapses by a withdrawal is told of the version that is still announced', async () => {
  await play([
    publish(0, 'minor', deemed),
    publish(0, 'minor', deemed),
    accept(0, newest, false),
    deliver(),
    withdraw(newest, false),
    deliver(),
  ]);
});

it('a use a little ahead of our clock changes the answer only at its instant, and the answer says so', async () => {
  await play([publish(0, 'minor', deemed), deliver(), wait(5_998), use(0, 3_000)]);
});

it('someone bound by a use a little ahead of our clock holds what they held until then', async () => {
  await play([
    publish(0, 'minor', deemed),
    deliver(),
    wait(5_998),
    use(0, 3_000),
    publish(0, 'legal', deemed),
  ]);
});

it('someone who declined what they had accepted early, left, and came back with an older version holds that one', async () => {
  await play([
    publish(0, 'minor', deemed),
    accept(0, newest, false),
    decline(0, newest, 'now'),
    wait(1),
    accept(0, older, true),
  ]);
});

it('someone who says yes to what they declined stays, though the newer yes that had kept them falls afterwards', async () => {
  await play([
    publish(0, 'minor', deemed),
    publish(0, 'substantial', deemed),
    deliver(),
    decline(0, older, 'effect'),
    accept(0, newest, false),
    wait(6_000),
    accept(0, older, false),
    publish(0, 'minor', { ...deemed, withdraw: true }),
  ]);
});

it('someone who stays once both versions that they had answered are withdrawn is told of what was posted meanwhile', async () => {
  await play([
    publish(0, 'minor', deemed),
    publish(0, 'substantial', deemed),
    deliver(),
    decline(0, older, 'effect'),
    accept(0, newest, false),
    withdraw(newest, false),
    publish(1, 'minor', deemed),
    deliver(),
    publish(0, 'minor', { ...deemed, withdraw: true }),
    deliver(),
  ]);
});

it('whatever legal, users, the product and the provider do, the service answers what the rules say', async () => {
  const property = fc.asyncProperty(beginnings, steps, (beginning, story) => play([...beginning, ...story]));
  const before = told.acts;
  await fc.assert(property, { numRuns: RUNS });
  const acts = told.acts - before;
  expect(acts).toBeGreaterThan(RUNS * 10);
  if (process.env.MODEL_RUNS !== undefined) console.info(`${acts} acts in ${RUNS} stories`);
}, 3_600_000);
