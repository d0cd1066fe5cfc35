import { decodeJwt } from 'jose';
import { describe, expect, test } from 'vitest';
import type { Assertion } from '../../../src/domain/answers/assertion.ts';
import { tellRecord } from '../../../src/verify/tell-record.ts';
import {
  askOk,
  checkOf,
  haveAccepted,
  havePolicy,
  havePublished,
  haveUsers,
  invalidAt,
  recordsOf,
  testApp,
} from '../../support/arrange.ts';
import { bundleOf, failures, keepAll, verified } from '../../support/evidence.ts';
import { expectExactTokens } from '../../support/exact-tokens.ts';
import type { TestApp } from '../../support/test-app.ts';

const BRAKE = '/v1/policies/privacy/asking-pause';
const REASON = 'Version 1 asks whoever had said yes on paper.';
/** Four hours from the start of time. */
const UNTIL = '2026-11-22T13:00:00.000Z';
const pause = (app: TestApp, until = UNTIL) => askOk(app, 'PUT', BRAKE, { until, reason: REASON });

/** A policy whose first version asks `ada`, who never agreed. */
async function haveAdaAsked(): Promise<TestApp> {
  const app = await testApp();
  await havePolicy(app);
  await haveUsers(app, 'ada', 'ben');
  await haveAccepted(app, 'ben');
  expect(await checkOf(app, 'ada')).toMatchObject({ accepted: false, next: 'ask' });
  return app;
}

describe('while asking about a policy is paused', () => {
  test('whoever would be asked is shown the notice, and is bound no more than before', async () => {
    const app = await haveAdaAsked();
    const asked = await checkOf(app, 'ada');
    const others = await checkOf(app, 'ben');
    expect((await pause(app)).body).toEqual({
      ...{ since: app.clock.now, until: UNTIL, reason: REASON, by: 'admin' },
    });
    const paused = { ...asked, next: 'show-notice', askingPausedUntil: UNTIL, validUntil: UNTIL };
    expect(await checkOf(app, 'ada')).toEqual(paused);
    expect(await checkOf(app, 'ben')).toEqual(others);
    const many = await askOk(app, 'POST', '/v1/checks', { policy: 'privacy', users: ['ada', 'ben'] });
    expect(many.body.items).toEqual([paused, others]);
    expect((await askOk(app, 'GET', '/v1/users/ada/policies')).body.items).toEqual([paused]);
    expect((await askOk(app, 'GET', '/v1/policies/privacy')).body.askingPause).toMatchObject({
      until: UNTIL,
    });
  });

  test('it is over by itself, to the millisecond', async () => {
    const app = await haveAdaAsked();
    await pause(app);
    app.wait(4 * 3_600_000 - 1);
    expect(await checkOf(app, 'ada')).toMatchObject({ next: 'show-notice' });
    app.wait(1);
    expect(await checkOf(app, 'ada')).toMatchObject({ next: 'ask', accepted: false, validUntil: null });
    expect((await askOk(app, 'GET', '/v1/policies/privacy')).body).not.toHaveProperty('askingPause');
    expect((await askOk(app, 'GET', '/healthz')).body.status).not.toBe('unavailable');
  });

  test('it can be ended before, and ending it again changes nothing', async () => {
    const app = await haveAdaAsked();
    await pause(app);
    for (const _ of ['first', 'again']) expect((await askOk(app, 'DELETE', BRAKE)).status).toBe(204);
    expect(await checkOf(app, 'ada')).toMatchObject({ next: 'ask' });
    const kinds = (await recordsOf(app)).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind.startsWith('asking-'))).toEqual(['asking-paused', 'asking-resumed']);
  });

  test('whoever accepts is bound as ever', async () => {
    const app = await haveAdaAsked();
    await pause(app);
    await haveAccepted(app, 'ada');
    expect(await checkOf(app, 'ada')).toMatchObject({ accepted: true, next: 'none', validUntil: null });
  });

  test('whoever has left stays out', async () => {
    const app = await haveAdaAsked();
    await havePublished(app, { change: 'substantial', summary: 'Longer.', content: '# Privacy\n\nMore.\n' });
    await askOk(app, 'POST', '/v1/terminations', { user: 'ben', policy: 'privacy', version: 2, when: 'now' });
    await pause(app);
    const check = await checkOf(app, 'ben');
    expect(check).toMatchObject({ next: 'deny', reason: 'terminated' });
    expect(check).not.toHaveProperty('askingPausedUntil');
  });

  test('a signed answer says when it is over, and what then', async () => {
    const app = await haveAdaAsked();
    await pause(app, '2026-11-22T09:05:00.000Z');
    const path = '/v1/users/ada/assertion?policies=privacy';
    const { body } = await askOk(app, 'GET', path);
    const { policies } = decodeJwt(body.assertion) as unknown as Assertion;
    expect(policies.privacy).toMatchObject([
      { from: app.clock.now, next: 'show-notice', accepted: false, reason: 'never-accepted' },
      { from: '2026-11-22T09:05:00.000Z', next: 'ask', accepted: false, reason: 'never-accepted' },
    ]);
    const names = { users: ['ada', 'ben'], policies: ['privacy'] };
    await expectExactTokens(app, names, { ttl: 'PT20M', between: [0.1, 0.5, 0.9] });
  });

  test('its end is asked for again only when it is said otherwise', async () => {
    const app = await haveAdaAsked();
    await pause(app);
    app.wait(60_000);
    expect((await pause(app)).body.since).toBe('2026-11-22T09:00:00.000Z');
    expect((await pause(app, '2026-11-22T14:00:00.000Z')).body.since).toBe('2026-11-22T09:01:00.000Z');
    const acts = (await recordsOf(app)).filter(({ kind }) => kind === 'asking-paused');
    expect(acts.map(({ facts }) => facts.until)).toEqual([UNTIL, '2026-11-22T14:00:00.000Z']);
  });

  test('operators see it where they look, and are told no reason there', async () => {
    const app = await haveAdaAsked();
    await pause(app);
    const { body } = await askOk(app, 'GET', '/healthz');
    const about = body.attention.filter((one: { about: string }) => one.about === 'asking-paused');
    expect(about).toMatchObject([{ policy: 'privacy', detail: expect.stringContaining(UNTIL) }]);
    expect(JSON.stringify(body)).not.toContain(REASON);
  });
});

describe('asking is paused', () => {
  test('by legal, for a reason, and for thirty days at most', async () => {
    const app = await haveAdaAsked();
    const put = async (until: string) => (await app.ask('PUT', BRAKE, { until, reason: REASON })).body;
    expect(await put('2026-11-22T09:00:00Z')).toMatchObject(invalidAt('/until', 'must lie ahead'));
    expect(await put('2026-12-22T09:00:00.001Z')).toMatchObject({ status: 400 });
    expect(await put('2026-12-22T09:00:00Z')).toMatchObject({ until: '2026-12-22T09:00:00.000Z' });
    expect((await app.ask('PUT', BRAKE, { until: UNTIL })).status).toBe(400);
    const { body } = await askOk(app, 'POST', '/v1/keys', { name: 'shop', role: 'app' });
    const headers = { authorization: `Bearer ${body.key}` };
    expect((await app.ask('PUT', BRAKE, { until: UNTIL, reason: REASON }, headers)).status).toBe(403);
    expect((await app.ask('DELETE', BRAKE, undefined, headers)).status).toBe(403);
  });

  test('and evidence says so to whoever asks why nobody was asked', async () => {
    const app = await haveAdaAsked();
    await pause(app);
    app.wait(60_000);
    await askOk(app, 'DELETE', BRAKE);
    await haveAccepted(app, 'ada');
    await keepAll(app);
    const bundle = await bundleOf(app, 'ada');
    expect(failures(verified(bundle))).toEqual([]);
    const told = JSON.parse(bundle)
      .records.map((one: never) => tellRecord(one))
      .join('\n');
    expect(told).toContain(`asking-paused privacy (nobody was asked from then until ${UNTIL}: ${REASON})`);
    expect(told).toContain(`asking-resumed privacy (people were asked again, before ${UNTIL})`);
  });
});
