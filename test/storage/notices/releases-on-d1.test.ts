import { afterAll, beforeAll, expect, test } from 'vitest';
import { askOk, haveUsers } from '../../support/arrange.ts';
import { type D1Databases, openMigratedD1, startD1 } from '../../support/d1.ts';
import { haveAgreed, havePolicies, haveReleased, released, tellsOf } from '../../support/releases.ts';
import { startTestApp } from '../../support/test-app.ts';

const POLICIES = ['cookies', 'fees', 'privacy', 'safety', 'terms'];

let databases: D1Databases;
beforeAll(async () => {
  databases = await startD1(1);
}, 120_000);
afterAll(() => databases.close());

// A statement of D1 takes a hundred parameters and a union five parts, and a release has five versions.
test('a release of five is announced, reminded of and withdrawn on D1', { timeout: 300_000 }, async () => {
  const store = await openMigratedD1(databases.next());
  const app = await startTestApp({ store });
  const settings = Object.fromEntries(POLICIES.map((policy) => [policy, { reminders: ['P1D'] }]));
  await havePolicies(app, POLICIES, settings);
  await haveUsers(app, 'ada', 'ben');
  await haveAgreed(app, 'ada', ...POLICIES.map((policy) => `${policy}@1`));
  const id = await haveReleased(
    app,
    POLICIES.map((policy) => released(policy)),
  );
  await app.deliver();
  const all = POLICIES.map((policy) => `${policy}@2`).join(' ');
  expect(await tellsOf(app)).toEqual([`ada: ${all}`, `ben: ${all}`]);
  app.wait('P29D');
  await app.deliver();
  expect(await tellsOf(app, 'reminder')).toEqual([`ada: ${all}`, `ben: ${all}`]);
  await askOk(app, 'POST', `/v1/releases/${id}/withdrawal`, { reason: 'A mistake.' });
  await app.deliver();
  expect(await tellsOf(app, 'withdrawal')).toEqual([`ada: ${all}`, `ben: ${all}`]);
});
