import { describe, expect, test } from 'vitest';
import {
  askOk,
  checkOf,
  dumpDatabase,
  haveAccepted,
  haveAdaTold,
  havePolicy,
  havePublished,
  haveUsers,
  recordsOf,
  TEXT_3,
  testApp,
} from '../../support/arrange.ts';
import { findingsOf } from '../../support/findings.ts';
import { mailEvent, report, WEBHOOK_SECRET } from '../../support/sign-webhook.ts';
import type { Answered, TestApp } from '../../support/test-app.ts';

const ADA = { user: 'ada', policy: 'privacy' };
const DAY = 24 * 3_600_000;
const EFFECT = '2026-12-22T09:00:00.000Z';

const accept = (app: TestApp, version: number, more: Record<string, unknown> = {}) =>
  app.ask('POST', '/v1/acceptances', { ...ADA, version, ...more });

const decline = (app: TestApp, version: number, more: Record<string, unknown> = {}) =>
  app.ask('POST', '/v1/terminations', { ...ADA, version, ...more });

const importAda = async (app: TestApp, accepted: Record<string, unknown>): Promise<Answered['body']> =>
  (
    await askOk(
      app,
      'POST',
      '/v1/users/import',
      JSON.stringify({ user: 'ada', email: 'ada@example.com', accepted }),
    )
  ).body;

const withdraw = (app: TestApp, version: number, more: Record<string, unknown> = {}) =>
  askOk(app, 'POST', `/v1/policies/privacy/versions/${version}/withdrawal`, {
    reason: 'A mistake.',
    ...more,
  });

/** Ada holds 1 and was told of 2, which takes effect in 30 days, and of 3, which does so in 31. */
async function haveTwoAnnounced(app: TestApp): Promise<void> {
  await haveAdaTold(app);
  await havePublished(app, { content: TEXT_3, effectiveAt: '2026-12-23T09:00:00.000Z' });
  await app.deliver();
}

/** The policy `terms` with a version in force that Ada holds, and one announced for 30 days from now. */
async function haveTerms(app: TestApp): Promise<void> {
  await askOk(app, 'PUT', '/v1/policies/terms', { title: 'Terms' });
  await askOk(app, 'POST', '/v1/policies/terms/versions', { content: '# Terms\n\nBe kind.' });
  await askOk(app, 'POST', '/v1/acceptances', { user: 'ada', policy: 'terms', version: 1 });
  const change = { change: 'substantial', summary: 'More.', content: '# Terms\n\nBe kind, always.' };
  await askOk(app, 'POST', '/v1/policies/terms/versions', change);
}

/** Reports that the mail which told Ada of version 2 came back. */
async function haveBounced(app: TestApp): Promise<void> {
  const { id } = await app.store.db
    .selectFrom('deliveries')
    .select('id')
    .where('release', '=', 'privacy/2')
    .where('kind', '=', 'announcement')
    .executeTakeFirstOrThrow();
  await report(app, mailEvent('bounced', { deliveryId: id as string }));
}

describe('who said no and then yes again', () => {
  test('stays, also where that repeats an acceptance of a newer version', async () => {
    const app = await testApp();
    await haveTwoAnnounced(app);
    const first = await accept(app, 3);
    expect((await decline(app, 2)).status).toBe(201);
    expect((await checkOf(app, 'ada')).standing).toBe('leaving');
    app.wait(1000);
    const again = await accept(app, 3, { method: 'settings page' });
    expect([again.status, again.body]).toEqual([200, first.body]);
    expect(await checkOf(app, 'ada')).toMatchObject({ standing: 'active', holds: { version: 3 } });
    app.wait(30 * DAY);
    expect(await checkOf(app, 'ada')).toMatchObject({ standing: 'active', accepted: true });
    expect((await recordsOf(app)).at(-1)).toMatchObject({
      kind: 'cancelled',
      at: '2026-11-22T09:00:01.000Z',
      facts: { by: 'accepted', acceptance: first.body.id, over: 3 },
      personal: { method: 'settings page' },
    });
  });

  test('stays once, however often they say it, and whatever key they say it under', async () => {
    const app = await testApp();
    await haveTwoAnnounced(app);
    await accept(app, 3);
    await decline(app, 2);
    const key = { 'idempotency-key': 'one' };
    const body = { ...ADA, version: 3 };
    const first = await app.ask('POST', '/v1/acceptances', body, key);
    const before = await dumpDatabase(app.store);
    expect((await app.ask('POST', '/v1/acceptances', body, key)).body).toEqual(first.body);
    await accept(app, 3);
    expect(await dumpDatabase(app.store)).toEqual(before);
  });

  test('is leaving still where they accept an older version, or one of another policy', async () => {
    const app = await testApp();
    await haveTwoAnnounced(app);
    await haveTerms(app);
    const { id } = (await decline(app, 3)).body;
    const older = await accept(app, 2);
    expect(older.body.pendingTerminations).toMatchObject([{ id, version: 3, cancelledAt: null }]);
    const other = await app.ask('POST', '/v1/acceptances', { user: 'ada', policy: 'terms', version: 2 });
    expect(other.body.pendingTerminations).toMatchObject([{ id, policy: 'privacy' }]);
    expect((await checkOf(app, 'ada')).standing).toBe('leaving');
  });
});

describe('an import', () => {
  test('of before a decline does not undo it, and their own yes after that is one', async () => {
    const app = await testApp();
    await haveAdaTold(app);
    app.wait(DAY);
    await decline(app, 2);
    app.wait(DAY);
    const nightly = { privacy: { version: 2, at: '2026-11-22T10:00:00.000Z' } };
    expect((await importAda(app, nightly)).rejectedCount).toBe(0);
    await importAda(app, nightly);
    expect(await checkOf(app, 'ada')).toMatchObject({
      standing: 'leaving',
      holds: { version: 1 },
      upcoming: [{ response: 'declined' }],
    });
    const yes = await accept(app, 2);
    expect([yes.status, yes.body.basis]).toEqual([201, 'explicit']);
    expect(await checkOf(app, 'ada')).toMatchObject({ standing: 'active', holds: { basis: 'explicit' } });
  });

  test('of before a decline counts again once that is cancelled', async () => {
    const app = await testApp();
    await haveAdaTold(app);
    app.wait(DAY);
    const { id } = (await decline(app, 2)).body;
    await importAda(app, { privacy: { version: 2, at: '2026-11-22T10:00:00.000Z' } });
    await askOk(app, 'DELETE', `/v1/terminations/${id}`);
    expect((await checkOf(app, 'ada')).holds).toEqual({
      ...{ version: 2, basis: 'imported', at: '2026-11-22T10:00:00.000Z' },
    });
  });

  test.each([
    ['the declined version', 2],
    ['a newer one', 3],
  ])('of %s, agreed to after a decline, takes it back', async (_, version) => {
    const app = await testApp();
    await haveTwoAnnounced(app);
    const { id } = (await decline(app, 2)).body;
    app.wait(DAY);
    await importAda(app, { privacy: { version, at: '2026-11-22T09:00:00.001Z' } });
    expect(await checkOf(app, 'ada')).toMatchObject({
      standing: 'active',
      holds: { version, basis: 'imported' },
    });
    expect((await app.ask('DELETE', `/v1/terminations/${id}`)).body).toMatchObject({
      type: '/problems/termination-ended',
      endedBy: 'accepted',
      endedAt: '2026-11-22T09:00:00.001Z',
    });
  });

  test('of an older version, or of the very instant of the decline, leaves it as it is', async () => {
    const app = await testApp();
    await haveTwoAnnounced(app);
    await decline(app, 3);
    await importAda(app, { privacy: { version: 3, at: '2026-11-22T09:00:00.000Z' } });
    app.wait(DAY);
    await importAda(app, { privacy: { version: 2, at: '2026-11-23T09:00:00.000Z' } });
    expect(await checkOf(app, 'ada')).toMatchObject({ standing: 'leaving', holds: { version: 2 } });
  });

  test('that arrives after they were gone still counts at its instant, and never brings them back', async () => {
    const app = await testApp();
    await haveAdaTold(app);
    await decline(app, 2);
    app.wait(31 * DAY);
    await importAda(app, { privacy: { version: 2, at: EFFECT } });
    expect((await checkOf(app, 'ada')).standing).toBe('terminated');
    await importAda(app, { privacy: { version: 2, at: '2026-12-22T08:59:59.999Z' } });
    expect(await checkOf(app, 'ada')).toMatchObject({ standing: 'active', accepted: true });
  });

  test('without an instant never outweighs what they said here', async () => {
    const app = await testApp();
    await haveTwoAnnounced(app);
    await decline(app, 2);
    app.wait(DAY);
    const before = await dumpDatabase(app.store);
    await importAda(app, { privacy: 2 });
    await importAda(app, { privacy: 3 });
    const after = await dumpDatabase(app.store);
    expect([after.acceptances, after.records]).toEqual([before.acceptances, before.records]);
    expect(await checkOf(app, 'ada')).toMatchObject({ standing: 'leaving', holds: { version: 1 } });
    await accept(app, 2);
    await importAda(app, { privacy: 2 });
    expect((await checkOf(app, 'ada')).holds).toMatchObject({ version: 2, basis: 'explicit' });
  });

  test('without an instant counts after a decline that was cancelled, and of what nobody declined', async () => {
    const app = await testApp();
    await haveTwoAnnounced(app);
    const { id } = (await decline(app, 3)).body;
    await importAda(app, { privacy: 2 });
    expect((await checkOf(app, 'ada')).holds).toMatchObject({ version: 2, basis: 'imported' });
    await askOk(app, 'DELETE', `/v1/terminations/${id}`);
    app.wait(DAY);
    await importAda(app, { privacy: 3 });
    expect((await checkOf(app, 'ada')).holds).toMatchObject({ version: 3, basis: 'imported' });
  });

  test('of an earlier instant than a use takes its place, and stands when the notice falls', async () => {
    const app = await testApp({ webhookSecret: WEBHOOK_SECRET });
    await haveAdaTold(app);
    app.wait(30 * DAY);
    await askOk(app, 'POST', '/v1/uses', { user: 'ada' });
    await importAda(app, { privacy: 2 });
    expect((await checkOf(app, 'ada')).holds.basis).toBe('deemed');
    await importAda(app, { privacy: { version: 2, at: '2026-12-01T09:00:00.000Z' } });
    expect((await checkOf(app, 'ada')).holds).toMatchObject({ basis: 'imported' });
    await haveBounced(app);
    expect(await checkOf(app, 'ada')).toMatchObject({ accepted: true, basis: 'imported' });
  });

  test('of before the version was posted is refused for its line alone', async () => {
    const app = await testApp();
    await haveAdaTold(app);
    const line = (user: string, at: string) =>
      JSON.stringify({ user, email: null, accepted: { privacy: { version: 2, at } } });
    const { body } = await askOk(
      app,
      'POST',
      '/v1/users/import',
      [line('ben', '2026-11-22T08:59:59.999Z'), line('cora', '2026-11-22T09:00:00.000Z')].join('\n'),
    );
    expect(body).toMatchObject({ imported: 1, rejectedCount: 1 });
    expect(body.rejected).toEqual([
      {
        line: 1,
        detail: 'accepted: version 2 of "privacy" was posted only at 2026-11-22T09:00:00.000Z',
      },
    ]);
    expect((await checkOf(app, 'cora')).holds.version).toBe(2);
  });
});

describe('a clear yes', () => {
  /** Ada used the service after version 2 took effect, or was imported as having agreed to it. */
  async function haveUnclear(app: TestApp, how: 'deemed' | 'imported'): Promise<void> {
    await haveAdaTold(app);
    app.wait(30 * DAY);
    if (how === 'deemed') await askOk(app, 'POST', '/v1/uses', { user: 'ada' });
    else await importAda(app, { privacy: { version: 2, at: '2026-12-01T09:00:00.000Z' } });
    expect((await checkOf(app, 'ada')).basis).toBe(how);
    app.wait(1000);
  }

  test.each(['deemed', 'imported'] as const)('after a %s one is an act of its own', async (how) => {
    const app = await testApp();
    await haveUnclear(app, how);
    const { contentHash } = (await app.ask('GET', '/v1/policies/privacy/versions/2')).body;
    const shown = { contentHash, method: 'settings page', locale: 'de', ip: '192.0.2.1' };
    const { status, body } = await accept(app, 2, shown);
    expect(status).toBe(201);
    const at = '2026-12-22T09:00:01.000Z';
    expect(body).toMatchObject({
      ...{ basis: 'explicit', at, contentHash, method: 'settings page', locale: 'de' },
    });
    expect((await checkOf(app, 'ada')).holds).toEqual({ version: 2, basis: 'explicit', at });
    const record = (await recordsOf(app)).find(({ id }) => id === `accepted:${body.id}`);
    expect(record).toMatchObject({
      facts: { basis: 'explicit', contentHash, locale: 'de' },
      personal: { method: 'settings page', ip: '192.0.2.1' },
    });
    const again = await accept(app, 2, { method: 'another' });
    expect([again.status, again.body]).toEqual([200, body]);
    const { body: progress } = await askOk(app, 'GET', '/v1/policies/privacy/versions/2/progress');
    expect(progress.accepted).toEqual({ explicit: 1, deemed: 0, imported: 0 });
    const { body: csv } = await askOk(app, 'GET', '/v1/policies/privacy/versions/2/acceptances.csv');
    expect(
      csv
        .trim()
        .split('\n')
        .map((line: string) => line.trim().split(',').at(-1))
        .sort(),
    ).toEqual([...['counts', 'no', 'yes']]);
  });

  test('after a use stands when the notice proves not to have been given', async () => {
    const app = await testApp({ webhookSecret: WEBHOOK_SECRET });
    await haveUnclear(app, 'deemed');
    await accept(app, 2);
    await haveBounced(app);
    expect(await checkOf(app, 'ada')).toMatchObject({ accepted: true, basis: 'explicit' });
    const voided = (await recordsOf(app)).filter(({ kind }) => kind === 'voided');
    expect(voided).toHaveLength(1);
    expect((await accept(app, 2)).status).toBe(200);
  });

  test('repeated once the version is superseded answers as the first time; what was never said is refused', async () => {
    const app = await testApp();
    await haveAdaTold(app);
    const { body } = await accept(app, 2);
    await havePublished(app, { content: TEXT_3, change: 'legal', reason: 'A law', effectiveAt: EFFECT });
    app.wait(30 * DAY);
    const again = await accept(app, 2);
    expect([again.status, again.body]).toEqual([200, body]);
    await haveUsers(app, 'ben');
    const never = await accept(app, 2, { user: 'ben' });
    expect(never.body).toMatchObject({
      type: '/problems/version-not-open',
      detail: 'Version 2 is superseded and cannot be accepted.',
    });
  });
});

describe('a use ahead of the clock', () => {
  /** Two milliseconds before version 2 takes effect, a product reports a use of 3 seconds later. */
  async function haveUsedAhead(app: TestApp): Promise<string> {
    await haveAdaTold(app);
    app.wait(30 * DAY - 2);
    await askOk(app, 'POST', '/v1/uses', { user: 'ada', at: '2026-12-22T09:00:02.998Z' });
    return '2026-12-22T09:00:02.998Z';
  }

  test('counts nowhere before its instant, and everywhere from then on', async () => {
    const app = await testApp();
    const usedAt = await haveUsedAhead(app);
    const accepted = async () =>
      (await askOk(app, 'GET', '/v1/policies/privacy/versions/2/progress')).body.accepted.deemed;
    const csv = async () =>
      (await askOk(app, 'GET', '/v1/policies/privacy/versions/2/acceptances.csv')).body
        .trim()
        .split(',')
        .at(-1);
    const exported = async () =>
      (await askOk(app, 'GET', '/v1/users/ada/export')).body.versions.at(-1).acceptedAt;
    app.wait(2);
    const before = await app.ask('GET', '/v1/users/ada/policies/privacy');
    expect(before.body).toMatchObject({
      ...{ accepted: false, reason: 'awaiting-use', holds: { version: 1 }, validUntil: usedAt },
    });
    expect([await accepted(), await csv(), await exported()]).toEqual([0, 'no', null]);
    app.wait(2_997);
    const still = await app.ask('GET', '/v1/users/ada/policies/privacy');
    expect(still.headers.get('etag')).toBe(before.headers.get('etag'));
    app.wait(1);
    const after = await app.ask('GET', '/v1/users/ada/policies/privacy');
    expect(after.body).toMatchObject({ accepted: true, holds: { version: 2, basis: 'deemed', at: usedAt } });
    expect(after.headers.get('etag')).not.toBe(before.headers.get('etag'));
    expect([await accepted(), await csv(), await exported()]).toEqual([1, 'yes', usedAt]);
  });

  test('does not hide a yes of before its instant', async () => {
    const app = await testApp();
    const usedAt = await haveUsedAhead(app);
    app.wait(1000);
    const { status, body } = await accept(app, 2);
    expect([status, body.basis, body.at]).toEqual([201, 'explicit', '2026-12-22T09:00:00.998Z']);
    const holds = { version: 2, basis: 'explicit', at: body.at };
    expect(await checkOf(app, 'ada')).toMatchObject({ holds, validUntil: null });
    app.wait(10_000);
    expect((await checkOf(app, 'ada')).holds).toEqual(holds);
    expect(usedAt > body.at).toBe(true);
  });

  test('does not hide what was imported of before its instant either', async () => {
    const app = await testApp();
    await haveUsedAhead(app);
    await importAda(app, { privacy: { version: 2, at: '2026-12-01T09:00:00.000Z' } });
    expect((await checkOf(app, 'ada')).holds).toMatchObject({ version: 2, basis: 'imported' });
  });

  test('binds nobody who declined before its instant, unless they took that back before it', async () => {
    const app = await testApp();
    await haveUsedAhead(app);
    const { id, holds } = (await decline(app, 2)).body;
    expect(holds).toBe(1);
    await askOk(app, 'DELETE', `/v1/terminations/${id}`);
    app.wait(5_000);
    expect((await checkOf(app, 'ada')).holds).toMatchObject({ version: 2, basis: 'deemed' });
  });

  test('binds nobody who declined anything else before its instant', async () => {
    const app = await testApp();
    await haveAdaTold(app);
    await haveTerms(app);
    app.wait(30 * DAY - 2);
    await askOk(app, 'POST', '/v1/uses', { user: 'ada', at: '2026-12-22T09:00:02.998Z' });
    await havePublished(app, { content: TEXT_3 });
    const { id } = (await decline(app, 3)).body;
    app.wait(5_000);
    expect(await checkOf(app, 'ada')).toMatchObject({ standing: 'leaving', holds: { version: 1 } });
    const { body } = await askOk(app, 'GET', '/v1/policies/privacy/versions/2/progress');
    expect(body.accepted.deemed).toBe(0);
    await askOk(app, 'DELETE', `/v1/terminations/${id}`);
    await askOk(app, 'POST', '/v1/uses', { user: 'ada' });
    expect((await checkOf(app, 'ada')).holds).toMatchObject({ version: 2, basis: 'deemed' });
  });
});

describe('coming back', () => {
  test('ends what happened, and lists the pending decline of another policy that stands', async () => {
    const app = await testApp();
    await haveAdaTold(app);
    await haveTerms(app);
    const terms = await decline(app, 2, { policy: 'terms' });
    await decline(app, 2, { when: 'now' });
    app.wait(1000);
    const { status, body } = await accept(app, 1, { returning: true });
    expect(status).toBe(201);
    expect(body.pendingTerminations).toEqual([terms.body]);
    expect(await checkOf(app, 'ada')).toMatchObject({ standing: 'leaving', accepted: true });
    await askOk(app, 'DELETE', `/v1/terminations/${terms.body.id}`);
    expect((await checkOf(app, 'ada')).standing).toBe('active');
    expect((await accept(app, 1)).body).not.toHaveProperty('pendingTerminations');
  });

  test('keeps the answer under its key as it was given', async () => {
    const app = await testApp();
    await haveAdaTold(app);
    await haveTerms(app);
    const terms = await decline(app, 2, { policy: 'terms' });
    await decline(app, 2, { when: 'now' });
    const body = { ...ADA, version: 1, returning: true };
    const first = await app.ask('POST', '/v1/acceptances', body, { 'idempotency-key': 'back' });
    await askOk(app, 'DELETE', `/v1/terminations/${terms.body.id}`);
    const again = await app.ask('POST', '/v1/acceptances', body, { 'idempotency-key': 'back' });
    expect([again.status, again.body]).toEqual([201, first.body]);
  });
});

describe('a newer acceptance that falls with its withdrawn version', () => {
  test('leaves the no as it was: they are leaving again, at the instant they were to', async () => {
    const app = await testApp();
    await haveTwoAnnounced(app);
    const { id } = (await decline(app, 2)).body;
    await accept(app, 3);
    expect((await checkOf(app, 'ada')).standing).toBe('active');
    app.wait(DAY);
    await withdraw(app, 3);
    expect((await app.ask('GET', '/v1/users/ada')).body).toMatchObject({
      ...{ standing: 'leaving', terminatesAt: EFFECT },
    });
    expect((await checkOf(app, 'ada')).upcoming).toMatchObject([{ version: 2, response: 'declined' }]);
    const { body: progress } = await askOk(app, 'GET', '/v1/policies/privacy/versions/2/progress');
    expect(progress.leaving).toBe(1);
    const { body } = await askOk(app, 'DELETE', `/v1/terminations/${id}`);
    expect(body.cancelledAt).toBe('2026-11-23T09:00:00.000Z');
    expect((await checkOf(app, 'ada')).standing).toBe('active');
  });

  test('is taken back for good by a yes to what stands, said after it or before', async () => {
    const app = await testApp();
    await haveTwoAnnounced(app);
    await havePublished(app, { content: `${TEXT_3}More.`, effectiveAt: '2026-12-24T09:00:00.000Z' });
    await decline(app, 2);
    await accept(app, 4);
    await accept(app, 3);
    await withdraw(app, 4);
    expect((await checkOf(app, 'ada')).standing).toBe('active');
    await withdraw(app, 3);
    expect((await checkOf(app, 'ada')).standing).toBe('leaving');
    await accept(app, 2);
    expect((await checkOf(app, 'ada')).standing).toBe('active');
    const ends = (await recordsOf(app)).filter(({ kind }) => kind === 'cancelled');
    expect(ends.map(({ facts }) => facts.over)).toEqual([4, 3, 2]);
  });

  test('does not leave a no to what is withdrawn with it', async () => {
    const app = await testApp();
    await haveTwoAnnounced(app);
    const { id } = (await decline(app, 2)).body;
    await accept(app, 3);
    await withdraw(app, 2, { pending: 'withdraw' });
    expect((await checkOf(app, 'ada')).standing).toBe('active');
    expect((await app.ask('DELETE', `/v1/terminations/${id}`)).status).toBe(409);
  });

  test('leaves whoever would be gone by then as gone', async () => {
    const app = await testApp();
    await haveTwoAnnounced(app);
    await decline(app, 2);
    await accept(app, 3);
    app.wait(30 * DAY);
    expect((await checkOf(app, 'ada')).standing).toBe('active');
    await withdraw(app, 3);
    expect(await checkOf(app, 'ada')).toMatchObject({ standing: 'terminated', next: 'deny' });
  });
});

describe('a window that closed', () => {
  test.each([
    ['the first version, accepted in force', 1],
    ['a later one', 2],
  ])('does not open again by showing %s afterwards', async (_, version) => {
    const app = await testApp();
    await havePolicy(app);
    await haveUsers(app, 'ada');
    await haveAccepted(app, 'ada');
    if (version === 2) {
      await havePublished(app, { change: 'legal', reason: 'A law' });
      await haveAccepted(app, 'ada', 2);
    }
    expect((await decline(app, version)).body.closedAt).toBe('2026-11-22T09:00:00.000Z');
    app.wait(1000);
    await askOk(app, 'POST', '/v1/notices/shown', { ...ADA, version });
    expect((await decline(app, version)).body).toMatchObject({
      type: '/problems/decline-window-closed',
      closedAt: '2026-11-22T09:00:00.000Z',
    });
  });

  test('at effect, for someone who accepted early without being told, stays closed', async () => {
    const app = await testApp();
    await havePolicy(app);
    await haveUsers(app, 'ada');
    await havePublished(app);
    await haveAccepted(app, 'ada', 2);
    app.wait(30 * DAY);
    await askOk(app, 'POST', '/v1/notices/shown', { ...ADA, version: 2 });
    expect((await decline(app, 2)).body.closedAt).toBe(EFFECT);
  });

  test('is none where nobody was told and nothing was agreed: a late notice opens it', async () => {
    const app = await testApp();
    await havePolicy(app);
    await haveUsers(app, 'ada');
    await havePublished(app, { change: 'legal', reason: 'A law' });
    await askOk(app, 'POST', '/v1/notices/shown', { ...ADA, version: 2 });
    await haveAccepted(app, 'ada', 2);
    expect((await decline(app, 2)).body.terminatesAt).toBe('2026-11-29T09:00:00.000Z');
  });
});

describe('an early accepter', () => {
  test('may still decline a deemed version, until it takes effect', async () => {
    const app = await testApp();
    await haveAdaTold(app);
    await haveAccepted(app, 'ada', 2);
    app.wait(30 * DAY - 1);
    expect((await decline(app, 2)).status).toBe(201);
  });

  test('of an explicit version closed its window by accepting', async () => {
    const app = await testApp();
    await haveAdaTold(app, { acceptance: 'explicit' });
    app.wait(1000);
    await haveAccepted(app, 'ada', 2);
    expect((await decline(app, 2)).body.closedAt).toBe('2026-11-22T09:00:01.000Z');
    await importAda(app, { privacy: { version: 2, at: '2026-11-22T09:00:00.500Z' } });
    expect((await decline(app, 2)).body.closedAt).toBe('2026-11-22T09:00:00.500Z');
  });
});

describe('deleting a termination that has ended', () => {
  const endedBy = async (app: TestApp, id: string) => {
    const { status, body } = await app.ask('DELETE', `/v1/terminations/${id}`);
    return [status, body.type, body.endedBy ?? body.cancelledAt ?? body.terminatedAt];
  };
  const NOW = '2026-11-22T09:00:00.000Z';

  test('is 200 where it was cancelled', async () => {
    const app = await testApp();
    await haveAdaTold(app);
    const { id } = (await decline(app, 2)).body;
    await askOk(app, 'DELETE', `/v1/terminations/${id}`);
    app.wait(31 * DAY);
    expect(await endedBy(app, id)).toEqual([200, undefined, NOW]);
  });

  test('is refused, saying so, where they accepted after all', async () => {
    const app = await testApp();
    await haveAdaTold(app);
    const { id } = (await decline(app, 2)).body;
    await accept(app, 2);
    const { body } = await app.ask('DELETE', `/v1/terminations/${id}`);
    expect(body).toEqual({
      type: '/problems/termination-ended',
      title: 'This termination has ended',
      status: 409,
      detail: `This termination ended at ${NOW}: the user accepted this version or a newer one.`,
      ...{ endedAt: NOW, endedBy: 'accepted' },
    });
  });

  test('is refused, saying so, where the version was withdrawn, and where they came back', async () => {
    const app = await testApp();
    await haveAdaTold(app);
    const first = (await decline(app, 2)).body;
    await withdraw(app, 2);
    expect(await endedBy(app, first.id)).toEqual([409, '/problems/termination-ended', 'withdrawn']);
    await havePublished(app, { content: TEXT_3 });
    const second = (await decline(app, 3, { when: 'now' })).body;
    expect(await endedBy(app, second.id)).toEqual([409, '/problems/already-terminated', NOW]);
    await accept(app, 1, { returning: true });
    expect(await endedBy(app, second.id)).toEqual([409, '/problems/termination-ended', 'returned']);
  });
});

describe('acts of the same moment', () => {
  test('of all kinds leave tables that say what the record does', async () => {
    const app = await testApp();
    await haveTwoAnnounced(app);
    app.wait(1000);
    const before = { privacy: { version: 2, at: '2026-11-22T09:00:00.000Z' } };
    const now = { privacy: { version: 3, at: '2026-11-22T09:00:01.000Z' } };
    for (let round = 0; round < 5; round++) {
      const ended = await app.store.db.selectFrom('terminations').select('id').execute();
      await Promise.all([
        ...[importAda(app, before), importAda(app, now), importAda(app, { privacy: 2 })],
        ...[decline(app, 2), decline(app, 3), accept(app, 2), accept(app, 3)],
        ...ended.map(({ id }) => app.ask('DELETE', `/v1/terminations/${id}`)),
        app.ask('POST', '/v1/uses', { user: 'ada' }),
      ]);
      app.wait(1);
    }
    expect(await findingsOf(app)).toEqual([]);
  });
});
