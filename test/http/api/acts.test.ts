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
  invalidAt,
  TEXT_3,
  testApp,
} from '../../support/arrange.ts';

const ADA = { user: 'ada', policy: 'privacy', version: 2 };
const THIRTY_DAYS = 30 * 24 * 3_600_000;

const problem = (code: string, title: string, status: number, detail: string, facts = {}) => ({
  type: `/problems/${code}`,
  title,
  status,
  detail,
  ...facts,
});
const UNKNOWN_USER = problem('unknown-user', 'Unknown user', 404, 'There is no such user.');
const HAS_LEFT = 'This user has left';

describe('accepting', () => {
  test('an announced version is recorded with the text and how it was shown', async () => {
    const app = await testApp();
    await haveAdaTold(app);
    const { contentHash } = (await app.ask('GET', '/v1/policies/privacy/versions/2')).body;
    const { status, body } = await app.ask('POST', '/v1/acceptances', {
      ...ADA,
      contentHash,
      locale: 'en-GB',
      method: 'settings page',
      ip: '2001:db8::1',
      userAgent: 'Browser/1',
    });
    expect(status).toBe(201);
    expect(body).toEqual({
      id: expect.any(String),
      ...ADA,
      basis: 'explicit',
      at: '2026-11-22T09:00:00.000Z',
      contentHash,
      locale: 'en-GB',
      method: 'settings page',
    });
    expect(await checkOf(app, 'ada')).toMatchObject({
      holds: { version: 2 },
      upcoming: [{ response: 'accepted' }],
    });
  });

  test('again changes nothing and answers as the first time', async () => {
    const app = await testApp();
    await haveAdaTold(app);
    const first = await app.ask('POST', '/v1/acceptances', ADA);
    app.wait(1000);
    const before = await dumpDatabase(app.store);
    const again = await app.ask('POST', '/v1/acceptances', { ...ADA, method: 'another' });
    expect(again.status).toBe(200);
    expect(again.body).toEqual(first.body);
    expect(await dumpDatabase(app.store)).toEqual(before);
  });

  test('early satisfies the check from the instant of effect', async () => {
    const app = await testApp();
    await haveAdaTold(app);
    await haveAccepted(app, 'ada', 2);
    app.wait(THIRTY_DAYS);
    expect(await checkOf(app, 'ada')).toMatchObject({
      accepted: true,
      basis: 'explicit',
      current: { version: 2 },
    });
  });

  test('a newer version satisfies the older one', async () => {
    const app = await testApp();
    await haveAdaTold(app);
    await havePublished(app, { content: TEXT_3 });
    await haveAccepted(app, 'ada', 3);
    app.wait(THIRTY_DAYS);
    expect(await checkOf(app, 'ada')).toMatchObject({ accepted: true, holds: { version: 3 } });
  });

  test('the declined version takes the declining back', async () => {
    const app = await testApp();
    await haveAdaTold(app);
    await askOk(app, 'POST', '/v1/terminations', ADA);
    await haveAccepted(app, 'ada', 2);
    expect(await checkOf(app, 'ada')).toMatchObject({ standing: 'active', holds: { version: 2 } });
  });

  test('brings back someone who has left only with the version in force and "returning"', async () => {
    const app = await testApp();
    await haveAdaTold(app);
    await askOk(app, 'POST', '/v1/terminations', { ...ADA, when: 'now' });
    const refused = problem(
      'already-terminated',
      HAS_LEFT,
      409,
      'This user has left. They come back only by accepting the version in force with "returning": true.',
      { terminatedAt: '2026-11-22T09:00:00.000Z' },
    );
    expect((await app.ask('POST', '/v1/acceptances', { ...ADA, version: 1 })).body).toEqual(refused);
    expect((await app.ask('POST', '/v1/acceptances', { ...ADA, returning: true })).body).toEqual(refused);
    app.wait(1000);
    await askOk(app, 'POST', '/v1/acceptances', { ...ADA, version: 1, returning: true });
    expect(await checkOf(app, 'ada')).toMatchObject({ standing: 'active', accepted: true });
  });

  test.each([
    ['an unknown user', { user: 'nobody' }, 404, UNKNOWN_USER],
    [
      'an unknown policy',
      { policy: 'terms' },
      404,
      problem('unknown-policy', 'Unknown policy', 404, 'There is no policy "terms".'),
    ],
    [
      'an unknown version',
      { version: 9 },
      404,
      problem('unknown-version', 'Unknown version', 404, 'Policy "privacy" has no version 9.'),
    ],
    ['an IP address that is none', { ip: '1.2.3' }, 400, null],
    [
      'a hash that is none',
      { contentHash: 'sha256:00' },
      400,
      invalidAt('/contentHash', 'must be sha256: and 64 lower-case hex digits'),
    ],
    ['an unknown field', { at: 'now' }, 400, invalidAt('/at', 'is not known here')],
    ['a version that is text', { version: '2' }, 400, null],
  ])('is refused with %s', async (_, change, status, expected) => {
    const app = await testApp();
    await haveAdaTold(app);
    const before = await dumpDatabase(app.store);
    const answer = await app.ask('POST', '/v1/acceptances', { ...ADA, ...change });
    expect(answer.status).toBe(status);
    if (expected !== null) expect(answer.body).toEqual(expected);
    expect(await dumpDatabase(app.store)).toEqual(before);
  });

  test('is refused when another text was shown', async () => {
    const app = await testApp();
    await haveAdaTold(app);
    const { contentHash } = (await app.ask('GET', '/v1/policies/privacy/versions/2')).body;
    const shown = (await app.ask('GET', '/v1/policies/privacy/versions/1')).body.contentHash;
    const { status, body } = await app.ask('POST', '/v1/acceptances', { ...ADA, contentHash: shown });
    expect(status).toBe(409);
    expect(body).toEqual(
      problem(
        'content-mismatch',
        'Another text was shown',
        409,
        'The text that was shown is not the text of version 2.',
        {
          contentHash,
        },
      ),
    );
  });

  test('is refused for a version that is superseded or withdrawn', async () => {
    const app = await testApp();
    await haveAdaTold(app);
    await haveUsers(app, 'ben');
    app.wait(THIRTY_DAYS);
    const superseded = await app.ask('POST', '/v1/acceptances', { ...ADA, user: 'ben', version: 1 });
    expect(superseded.status).toBe(409);
    expect(superseded.body).toEqual(
      problem(
        'version-not-open',
        'The version is not open',
        409,
        'Version 1 is superseded and cannot be accepted.',
      ),
    );
    await havePublished(app, { content: TEXT_3 });
    await askOk(app, 'POST', '/v1/policies/privacy/versions/3/withdrawal', { reason: 'A mistake.' });
    const withdrawn = await app.ask('POST', '/v1/acceptances', { ...ADA, version: 3 });
    expect(withdrawn.body).toMatchObject({
      type: '/problems/version-not-open',
      detail: 'Version 3 is withdrawn and cannot be accepted.',
    });
  });
});

describe('declining and leaving', () => {
  test('happens at the closing of the window unless asked for at once', async () => {
    const app = await testApp();
    await haveAdaTold(app);
    const { status, body } = await app.ask('POST', '/v1/terminations', { ...ADA, reason: 'I disagree.' });
    expect(status).toBe(201);
    expect(body).toEqual({
      id: expect.any(String),
      ...ADA,
      when: 'effect',
      reason: 'I disagree.',
      declinedAt: '2026-11-22T09:00:00.000Z',
      holds: 1,
      terminatesAt: '2026-12-22T09:00:00.000Z',
      cancelledAt: null,
    });
    app.wait(THIRTY_DAYS - 1);
    expect(await checkOf(app, 'ada')).toMatchObject({
      standing: 'leaving',
      accepted: true,
      holds: { version: 1 },
    });
    app.wait(1);
    expect(await checkOf(app, 'ada')).toMatchObject({ standing: 'terminated', next: 'deny' });
  });

  test('at once ends it at once', async () => {
    const app = await testApp();
    await haveAdaTold(app);
    const { body } = await app.ask('POST', '/v1/terminations', { ...ADA, when: 'now' });
    expect(body.terminatesAt).toBe('2026-11-22T09:00:00.000Z');
    expect((await checkOf(app, 'ada')).standing).toBe('terminated');
  });

  test('again changes nothing and answers as the first time', async () => {
    const app = await testApp();
    await haveAdaTold(app);
    const first = await app.ask('POST', '/v1/terminations', ADA);
    app.wait(1000);
    const before = await dumpDatabase(app.store);
    const again = await app.ask('POST', '/v1/terminations', ADA);
    expect(again.status).toBe(200);
    expect(again.body).toEqual(first.body);
    expect(await dumpDatabase(app.store)).toEqual(before);
  });

  test('at once after declining for later counts as the earlier', async () => {
    const app = await testApp();
    await haveAdaTold(app);
    await askOk(app, 'POST', '/v1/terminations', ADA);
    app.wait(1000);
    await askOk(app, 'POST', '/v1/terminations', { ...ADA, when: 'now' });
    expect((await app.ask('GET', '/v1/users/ada')).body).toMatchObject({
      standing: 'terminated',
      terminatesAt: '2026-11-22T09:00:01.000Z',
    });
  });

  test('is open to someone who accepted early, who then holds what they held before', async () => {
    const app = await testApp();
    await haveAdaTold(app);
    await haveAccepted(app, 'ada', 2);
    const { body } = await app.ask('POST', '/v1/terminations', ADA);
    expect(body.holds).toBe(1);
    expect(await checkOf(app, 'ada')).toMatchObject({
      holds: { version: 1 },
      upcoming: [{ response: 'declined' }],
    });
  });

  test('is refused after the window closed, and told when that was', async () => {
    const app = await testApp();
    await haveAdaTold(app);
    app.wait(THIRTY_DAYS);
    const { status, body } = await app.ask('POST', '/v1/terminations', ADA);
    expect(status).toBe(409);
    expect(body).toEqual(
      problem(
        'decline-window-closed',
        'It is too late to decline',
        409,
        'The window to decline version 2 closed at 2026-12-22T09:00:00.000Z.',
        { closedAt: '2026-12-22T09:00:00.000Z' },
      ),
    );
  });

  test('is refused to someone who has left', async () => {
    const app = await testApp();
    await haveAdaTold(app);
    await askOk(app, 'POST', '/v1/terminations', { ...ADA, when: 'now' });
    app.wait(1000);
    const { status, body } = await app.ask('POST', '/v1/terminations', { ...ADA, when: 'now' });
    expect(status).toBe(409);
    expect(body).toEqual(
      problem('already-terminated', HAS_LEFT, 409, 'This user left at 2026-11-22T09:00:00.000Z.', {
        terminatedAt: '2026-11-22T09:00:00.000Z',
      }),
    );
  });

  test('stays possible for a while after a legal change that took effect at once', async () => {
    const app = await testApp();
    await haveAdaTold(app, { change: 'legal', reason: 'A law' });
    app.wait(1000);
    const { body } = await app.ask('POST', '/v1/terminations', ADA);
    expect(body.terminatesAt).toBe('2026-11-29T09:00:00.000Z');
    expect(await checkOf(app, 'ada')).toMatchObject({ standing: 'leaving', holds: { version: 1 } });
  });

  test('an explicit version is possible after effect, until it is accepted', async () => {
    const app = await testApp();
    await haveAdaTold(app, { acceptance: 'explicit' });
    app.wait(THIRTY_DAYS);
    await haveAccepted(app, 'ada', 2);
    const { body } = await app.ask('POST', '/v1/terminations', ADA);
    expect(body).toMatchObject({
      type: '/problems/decline-window-closed',
      closedAt: '2026-12-22T09:00:00.000Z',
    });
  });

  test.each([
    ['an unknown user', { user: 'nobody' }, UNKNOWN_USER],
    ['a time that does not exist', { when: 'later' }, null],
    ['an unknown field', { force: true }, invalidAt('/force', 'is not known here')],
  ])('is refused with %s', async (_, change, expected) => {
    const app = await testApp();
    await haveAdaTold(app);
    const { status, body } = await app.ask('POST', '/v1/terminations', { ...ADA, ...change });
    expect(status).toBe(expected?.status ?? 400);
    if (expected !== null) expect(body).toEqual(expected);
    expect((await checkOf(app, 'ada')).standing).toBe('active');
  });
});

describe('changing one’s mind about leaving', () => {
  test('lets the user stay, and what they had accepted before counts again', async () => {
    const app = await testApp();
    await haveAdaTold(app);
    await haveAccepted(app, 'ada', 2);
    const { id } = (await app.ask('POST', '/v1/terminations', ADA)).body;
    app.wait(1000);
    const { status, body } = await app.ask('DELETE', `/v1/terminations/${id}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ id, cancelledAt: '2026-11-22T09:00:01.000Z' });
    expect(await checkOf(app, 'ada')).toMatchObject({ standing: 'active', holds: { version: 2 } });
  });

  test('twice changes nothing', async () => {
    const app = await testApp();
    await haveAdaTold(app);
    const { id } = (await app.ask('POST', '/v1/terminations', ADA)).body;
    const first = await app.ask('DELETE', `/v1/terminations/${id}`);
    app.wait(1000);
    expect((await app.ask('DELETE', `/v1/terminations/${id}`)).body).toEqual(first.body);
  });

  test('is too late once they have left', async () => {
    const app = await testApp();
    await haveAdaTold(app);
    const { id } = (await app.ask('POST', '/v1/terminations', ADA)).body;
    app.wait(THIRTY_DAYS);
    const { status, body } = await app.ask('DELETE', `/v1/terminations/${id}`);
    expect(status).toBe(409);
    expect(body).toEqual(
      problem('already-terminated', HAS_LEFT, 409, 'This user left at 2026-12-22T09:00:00.000Z.', {
        terminatedAt: '2026-12-22T09:00:00.000Z',
      }),
    );
  });

  test('needs a termination that exists', async () => {
    const { ask } = await testApp();
    const { status, body } = await ask('DELETE', '/v1/terminations/0192');
    expect(status).toBe(404);
    expect(body).toEqual(
      problem('unknown-termination', 'Unknown termination', 404, 'There is no such termination.'),
    );
    expect((await ask('DELETE', '/v1/terminations/no%20id')).body).toEqual(invalidAt('{id}', 'is not an id'));
  });
});

describe('use', () => {
  test('before effect binds nobody and writes nothing', async () => {
    const app = await testApp();
    await haveAdaTold(app);
    app.wait(THIRTY_DAYS - 1);
    const before = await dumpDatabase(app.store);
    const { status, body } = await app.ask('POST', '/v1/uses', { user: 'ada' });
    expect(status).toBe(200);
    expect(body).toMatchObject({ items: [{ policy: 'privacy', holds: { version: 1 } }], next: null });
    expect(await dumpDatabase(app.store)).toEqual(before);
  });

  test('from the instant of effect on binds whoever was told in time', async () => {
    const app = await testApp();
    await haveAdaTold(app);
    app.wait(THIRTY_DAYS);
    const { body } = await app.ask('POST', '/v1/uses', { user: 'ada' });
    expect(body.items).toEqual([await checkOf(app, 'ada')]);
    expect(body.items[0]).toMatchObject({
      accepted: true,
      basis: 'deemed',
      holds: { version: 2, basis: 'deemed', at: '2026-12-22T09:00:00.000Z' },
    });
  });

  test('counts at its own instant, not at that of the report', async () => {
    const app = await testApp();
    await haveAdaTold(app);
    app.wait(THIRTY_DAYS + 1000);
    await askOk(app, 'POST', '/v1/uses', { user: 'ada', at: '2026-12-22T08:59:59.999Z' });
    expect((await checkOf(app, 'ada')).accepted).toBe(false);
    await askOk(app, 'POST', '/v1/uses', { user: 'ada', at: '2026-12-22T09:00:00.000Z' });
    expect((await checkOf(app, 'ada')).holds.at).toBe('2026-12-22T09:00:00.000Z');
  });

  test('of an immediate legal change binds only after the late period', async () => {
    const app = await testApp();
    await haveAdaTold(app, { change: 'legal', reason: 'A law' });
    app.wait(7 * 24 * 3_600_000 - 1);
    await askOk(app, 'POST', '/v1/uses', { user: 'ada' });
    expect(await checkOf(app, 'ada')).toMatchObject({
      accepted: false,
      reason: 'awaiting-use',
      next: 'show-notice',
    });
    app.wait(1);
    await askOk(app, 'POST', '/v1/uses', { user: 'ada' });
    expect(await checkOf(app, 'ada')).toMatchObject({ accepted: true, basis: 'deemed' });
  });

  test('never binds someone who is leaving', async () => {
    const app = await testApp();
    await haveAdaTold(app, { change: 'legal', reason: 'A law' });
    await askOk(app, 'POST', '/v1/terminations', ADA);
    app.wait(7 * 24 * 3_600_000);
    await askOk(app, 'POST', '/v1/uses', { user: 'ada' });
    expect(await checkOf(app, 'ada')).toMatchObject({ standing: 'terminated', holds: { version: 1 } });
  });

  test('never makes a first agreement', async () => {
    const app = await testApp();
    await havePolicy(app);
    await haveUsers(app, 'ada');
    await havePublished(app);
    await app.deliver();
    app.wait(THIRTY_DAYS);
    await askOk(app, 'POST', '/v1/uses', { user: 'ada' });
    expect((await checkOf(app, 'ada')).reason).toBe('never-accepted');
  });

  test('may lie five seconds ahead and no more', async () => {
    const app = await testApp();
    await haveAdaTold(app);
    await askOk(app, 'POST', '/v1/uses', { user: 'ada', at: '2026-11-22T09:00:05.000Z' });
    const { status, body } = await app.ask('POST', '/v1/uses', {
      user: 'ada',
      at: '2026-11-22T09:00:05.001Z',
    });
    expect(status).toBe(400);
    expect(body).toEqual(
      invalidAt('/at', 'lies in the future; the latest that counts now is 2026-11-22T09:00:05.000Z'),
    );
  });

  test('of an unknown user is refused', async () => {
    const { ask } = await testApp();
    const { status, body } = await ask('POST', '/v1/uses', { user: 'nobody' });
    expect(status).toBe(404);
    expect(body).toEqual(UNKNOWN_USER);
  });
});
