import { createHash } from 'node:crypto';
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
  TEXT_1,
  TEXT_2,
  TEXT_3,
  testApp,
} from '../../support/arrange.ts';

const VERSIONS = '/v1/policies/privacy/versions';
const NEXT = { content: TEXT_2, change: 'substantial', summary: 'Logs are kept longer.' };

describe('publishing', () => {
  test('puts the first version of a policy in force at once and tells nobody', async () => {
    const app = await testApp();
    await haveUsers(app, 'ada');
    await askOk(app, 'PUT', '/v1/policies/privacy', { title: 'Privacy Policy' });
    const { status, headers, body } = await app.ask('POST', VERSIONS, { content: TEXT_1 });
    expect(status).toBe(201);
    expect(headers.get('location')).toBe(`${VERSIONS}/1`);
    expect(body).toEqual({
      policy: 'privacy',
      version: 1,
      change: 'initial',
      state: 'in-force',
      acceptance: 'deemed',
      postedAt: '2026-11-22T09:00:00.000Z',
      effectiveAt: '2026-11-22T09:00:00.000Z',
      rule: { by: 'posting' },
      summary: null,
      reason: null,
      contentHash: `sha256:${createHash('sha256').update(TEXT_1).digest('hex')}`,
      basis: 'posted',
      source: null,
      recipients: 0,
      withdrawal: null,
      pausedAt: null,
    });
    await app.deliver();
    expect((await app.ask('GET', `${VERSIONS}/1/progress`)).body.toTell).toBe(0);
  });

  test('computes when a substantial version takes effect and how many are told', async () => {
    const app = await testApp();
    await havePolicy(app);
    await haveUsers(app, 'ada', 'bob');
    await askOk(app, 'PUT', '/v1/users/mute', { email: null });
    const { status, body } = await app.ask('POST', VERSIONS, NEXT);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      version: 2,
      change: 'substantial',
      state: 'announced',
      effectiveAt: '2026-12-22T09:00:00.000Z',
      rule: { by: 'notice-period', period: 'P30D' },
      recipients: 2,
    });
  });

  test('gives a minor version seven days unless the policy says otherwise', async () => {
    const app = await testApp();
    await havePolicy(app);
    const { effectiveAt } = await havePublished(app, { change: 'minor' });
    expect(effectiveAt).toBe('2026-11-29T09:00:00.000Z');
  });

  test('puts a legal version in force at once', async () => {
    const app = await testApp();
    await havePolicy(app);
    const { state, reason } = await havePublished(app, { change: 'legal', reason: 'Regulation 1/2026' });
    expect({ state, reason }).toEqual({ state: 'in-force', reason: 'Regulation 1/2026' });
  });

  test('accepts a later effective date than the rule gives', async () => {
    const app = await testApp();
    await havePolicy(app);
    const { effectiveAt, rule } = await havePublished(app, { effectiveAt: '2027-03-01T00:00:00+01:00' });
    expect({ effectiveAt, rule }).toEqual({
      effectiveAt: '2027-02-28T23:00:00.000Z',
      rule: { by: 'request' },
    });
  });

  test('lets no version take effect before its predecessor', async () => {
    const app = await testApp();
    await havePolicy(app);
    await havePublished(app);
    const { effectiveAt, rule } = await havePublished(app, { content: TEXT_3, change: 'minor' });
    expect({ effectiveAt, rule }).toEqual({
      effectiveAt: '2026-12-22T09:00:00.000Z',
      rule: { by: 'predecessor', version: 2 },
    });
  });

  test('withdraws what is pending in the same write where that is asked for', async () => {
    const app = await testApp();
    await havePolicy(app);
    await havePublished(app);
    await havePublished(app, { content: TEXT_3, change: 'legal', reason: 'A law', pending: 'withdraw' });
    const { items } = (await app.ask('GET', VERSIONS)).body;
    expect(items.map((one: { version: number; state: string }) => [one.version, one.state])).toEqual([
      [3, 'in-force'],
      [2, 'withdrawn'],
      [1, 'superseded'],
    ]);
  });

  test('counts and tells those who stay because it withdraws what they were leaving over', async () => {
    const app = await testApp();
    await haveAdaTold(app);
    await askOk(app, 'POST', '/v1/terminations', { user: 'ada', policy: 'privacy', version: 2 });
    app.wait(1000);
    const third = { content: TEXT_3, pending: 'withdraw' };
    const preview = await app.ask('POST', `${VERSIONS}?dryRun=true`, { ...NEXT, ...third });
    expect(preview.body.recipients).toBe(1);
    expect((await havePublished(app, third)).recipients).toBe(1);
    await app.deliver();
    expect((await app.ask('GET', `${VERSIONS}/3/progress`)).body.told).toBe(1);
  });

  test('an explicit version waits for nobody’s silence', async () => {
    const app = await testApp();
    await haveAdaTold(app, { acceptance: 'explicit' });
    await havePublished(app, { content: TEXT_3, change: 'minor' });
    await app.deliver();
    app.wait('P31D');
    await askOk(app, 'POST', '/v1/uses', { user: 'ada' });
    expect(await checkOf(app, 'ada')).toMatchObject({
      current: { version: 3 },
      reason: 'acceptance-required',
    });
  });

  test('lets a request be stricter than the policy about acceptance', async () => {
    const app = await testApp();
    await havePolicy(app);
    expect((await havePublished(app, { acceptance: 'explicit' })).acceptance).toBe('explicit');
  });
});

describe('publishing is refused, and nothing is written, when', () => {
  const problem = (code: string, title: string, status: number, detail: string, facts = {}) => ({
    type: `/problems/${code}`,
    title,
    status,
    detail,
    ...facts,
  });
  test.each([
    [
      'the effective date is too soon',
      { ...NEXT, effectiveAt: '2026-12-22T08:59:59.999Z' },
      problem(
        'notice-too-short',
        'The notice would be too short',
        422,
        'A substantial version posted now takes effect at 2026-12-22T09:00:00.000Z at the earliest.',
        { earliest: '2026-12-22T09:00:00.000Z' },
      ),
    ],
    [
      'the effective date is more than two years ahead',
      { ...NEXT, effectiveAt: '2028-11-22T09:00:00.001Z' },
      problem(
        'too-far-ahead',
        'The date is too far ahead',
        422,
        'effectiveAt may be at most two years ahead: 2028-11-22T09:00:00.000Z.',
        { latest: '2028-11-22T09:00:00.000Z' },
      ),
    ],
    [
      'a legal change names no requirement',
      { ...NEXT, change: 'legal' },
      problem(
        'reason-required',
        'A reason is required',
        422,
        'A legal change must name the requirement it follows, as "reason".',
      ),
    ],
    [
      'the text is the same but for line endings and trailing space',
      { ...NEXT, content: `${TEXT_1.replaceAll('\n', '  \r\n')}\n` },
      problem(
        'nothing-changed',
        'Nothing changed',
        409,
        'This is the text of version 1: there is nothing to tell.',
      ),
    ],
    [
      'the text has more than a million bytes of UTF-8',
      { ...NEXT, content: 'é'.repeat(500_001) },
      problem('too-large', 'Too large', 413, 'The content has 1000002 bytes; it may have 1000000.'),
    ],
    [
      'no class is given while a version stands',
      { content: TEXT_2, summary: 'x' },
      invalidAt('/change', 'is required once a version stands: minor, substantial or legal'),
    ],
    [
      'the class is initial while a version stands',
      { ...NEXT, change: 'initial' },
      invalidAt('/change', 'is initial, but version 1 stands'),
    ],
    [
      'there is no summary',
      { content: TEXT_2, change: 'minor' },
      invalidAt('/summary', 'is required: it is what the notice says first'),
    ],
    ['the text is blank', { ...NEXT, content: ' \n\t ' }, invalidAt('/content', 'must not be blank')],
    [
      'the text holds NUL',
      { ...NEXT, content: 'a\0b' },
      invalidAt('/content', 'must be well-formed Unicode without NUL'),
    ],
    [
      'the text holds a lone surrogate',
      { ...NEXT, content: 'a\ud800b' },
      invalidAt('/content', 'must be well-formed Unicode without NUL'),
    ],
    [
      'the effective date has no offset',
      { ...NEXT, effectiveAt: '2027-01-01T00:00:00' },
      invalidAt('/effectiveAt', 'must be a date-time with its offset, such as 2026-12-22T09:00:00Z'),
    ],
    ['a field is unknown', { ...NEXT, notify: false }, invalidAt('/notify', 'is not known here')],
  ])('%s', async (_, publication, expected) => {
    const app = await testApp();
    await havePolicy(app);
    const before = await dumpDatabase(app.store);
    const { status, body } = await app.ask('POST', VERSIONS, publication);
    expect(body).toEqual(expected);
    expect(status).toBe(expected.status);
    expect(await dumpDatabase(app.store)).toEqual(before);
  });

  test('the class does not exist', async () => {
    const app = await testApp();
    await havePolicy(app);
    const { body } = await app.ask('POST', VERSIONS, { ...NEXT, change: 'huge' });
    expect(body).toMatchObject({ type: '/problems/invalid-request', errors: [{ pointer: '/change' }] });
  });

  test('the text is empty', async () => {
    const app = await testApp();
    await havePolicy(app);
    const { status, body } = await app.ask('POST', VERSIONS, { ...NEXT, content: '' });
    expect(status).toBe(400);
    expect(body.errors[0].pointer).toBe('/content');
  });

  test('it would make acceptance laxer than the policy', async () => {
    const app = await testApp();
    await havePolicy(app, { acceptance: 'explicit' });
    const { body } = await app.ask('POST', VERSIONS, { ...NEXT, acceptance: 'deemed' });
    expect(body).toEqual(
      invalidAt('/acceptance', 'may only be stricter than the policy, which asks for explicit acceptance'),
    );
  });

  test('a pending version would hold back what the law requires', async () => {
    const app = await testApp();
    await havePolicy(app);
    await havePublished(app);
    const legal = { content: TEXT_3, change: 'legal', summary: 'x', reason: 'A law' };
    const { status, body } = await app.ask('POST', VERSIONS, legal);
    expect(status).toBe(409);
    expect(body).toEqual({
      type: '/problems/version-pending',
      title: 'Another version is pending',
      status: 409,
      detail:
        'Version 2 takes effect only at 2026-12-22T09:00:00.000Z and would hold this one back beyond the date the law sets. Withdraw it ("pending": "withdraw") or ask for a later effectiveAt.',
      pendingVersions: [2],
      earliest: '2026-12-22T09:00:00.000Z',
    });
  });

  test('there is no such policy', async () => {
    const { ask } = await testApp();
    const { status, body } = await ask('POST', '/v1/policies/terms/versions', { content: TEXT_1 });
    expect(status).toBe(404);
    expect(body).toEqual({
      type: '/problems/unknown-policy',
      title: 'Unknown policy',
      status: 404,
      detail: 'There is no policy "terms".',
    });
  });

  test('the body is larger than any text could be', async () => {
    const app = await testApp();
    await havePolicy(app);
    const content = 'x'.repeat(7_000_000);
    const { status, body } = await app.ask('POST', VERSIONS, { ...NEXT, content });
    expect(status).toBe(413);
    expect(body).toMatchObject({ type: '/problems/too-large', status: 413 });
  });
});

test('a text of exactly a million bytes is taken, however JSON writes it', async () => {
  const app = await testApp();
  await havePolicy(app);
  const body = JSON.stringify({ ...NEXT, content: '@'.repeat(1_000_000) }).replaceAll('@', '\\u0041');
  const { status } = await app.ask('POST', VERSIONS, body);
  expect(status).toBe(201);
});

describe('a dry run', () => {
  test('answers everything the publication would come to', async () => {
    const app = await testApp();
    await havePolicy(app);
    await haveUsers(app, 'ada');
    const { status, body } = await app.ask('POST', `${VERSIONS}?dryRun=true`, NEXT);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      dryRun: true,
      version: 2,
      effectiveAt: '2026-12-22T09:00:00.000Z',
      recipients: 1,
      withdraws: [],
      changes: { wordsAdded: 1, wordsRemoved: 1 },
    });
    expect(body.notice.subject).toContain('Privacy Policy');
    expect(body.notice.html).toContain('90');
    expect(body.notice.text).toContain('90');
  });

  test('writes nothing', async () => {
    const app = await testApp();
    await havePolicy(app);
    await havePublished(app);
    const before = await dumpDatabase(app.store);
    const next = { ...NEXT, content: TEXT_3, pending: 'withdraw' };
    const { body } = await app.ask('POST', `${VERSIONS}?dryRun=true`, next, { 'idempotency-key': 'k' });
    expect(body.withdraws).toEqual([2]);
    expect(await dumpDatabase(app.store)).toEqual(before);
  });

  test('refuses what publishing would refuse', async () => {
    const app = await testApp();
    await havePolicy(app);
    const { body } = await app.ask('POST', `${VERSIONS}?dryRun=true`, { ...NEXT, content: TEXT_1 });
    expect(body).toMatchObject({ type: '/problems/nothing-changed' });
  });
});

describe('reading versions', () => {
  test('one version carries its content', async () => {
    const app = await testApp();
    await havePolicy(app);
    const { body } = await app.ask('GET', `${VERSIONS}/1`);
    expect(body).toMatchObject({ version: 1, content: TEXT_1 });
  });

  test('the list comes newest first, in pages, without content', async () => {
    const app = await testApp();
    await havePolicy(app);
    await havePublished(app);
    const first = (await app.ask('GET', `${VERSIONS}?limit=1`)).body;
    const second = (await app.ask('GET', `${VERSIONS}?limit=1&cursor=${first.next}`)).body;
    expect(first.items).toMatchObject([{ version: 2 }]);
    expect(first.items[0]).not.toHaveProperty('content');
    expect(second.items).toMatchObject([{ version: 1 }]);
    expect(second.next).toBeNull();
  });

  test.each([
    ['9', 404],
    ['0', 400],
    ['1.5', 400],
    ['01', 400],
    ['99999999', 400],
    ['x', 400],
  ])('version %s is refused with %d', async (number, status) => {
    const app = await testApp();
    await havePolicy(app);
    for (const path of [number, `${number}/progress`]) {
      expect((await app.ask('GET', `${VERSIONS}/${path}`)).status).toBe(status);
    }
  });

  test('a version that does not exist is named in the refusal', async () => {
    const app = await testApp();
    await havePolicy(app);
    expect((await app.ask('GET', `${VERSIONS}/9`)).body).toEqual({
      type: '/problems/unknown-version',
      title: 'Unknown version',
      status: 404,
      detail: 'Policy "privacy" has no version 9.',
    });
  });

  test('the effective state follows the clock alone', async () => {
    const app = await testApp();
    await havePolicy(app);
    await havePublished(app);
    app.wait(30 * 24 * 3_600_000 - 1);
    expect((await app.ask('GET', `${VERSIONS}/2`)).body.state).toBe('announced');
    app.wait(1);
    expect((await app.ask('GET', `${VERSIONS}/2`)).body.state).toBe('in-force');
    expect((await app.ask('GET', `${VERSIONS}/1`)).body.state).toBe('superseded');
  });
});

describe('the changes between two versions', () => {
  test('say which words went and came', async () => {
    const app = await testApp();
    await havePolicy(app);
    await havePublished(app);
    const { body } = await app.ask('GET', '/v1/policies/privacy/changes?from=1&to=2');
    expect(body).toMatchObject({ wordsAdded: 1, wordsRemoved: 1, formattingOnly: false });
    const changed = body.sections[0].blocks.find((one: { status: string }) => one.status === 'changed');
    expect(changed.runs).toContainEqual({ op: 'removed', text: '30' });
    expect(changed.runs).toContainEqual({ op: 'added', text: '90' });
  });

  test('are refused without both ends, or with one that does not exist', async () => {
    const app = await testApp();
    await havePolicy(app);
    expect((await app.ask('GET', '/v1/policies/privacy/changes?from=1')).status).toBe(400);
    expect((await app.ask('GET', '/v1/policies/privacy/changes?from=1&to=2')).body).toMatchObject({
      type: '/problems/unknown-version',
      detail: 'Policy "privacy" has no version 2.',
    });
  });
});

describe('withdrawing', () => {
  const withdraw = { reason: 'We made a mistake.' };

  test('takes an announced version back', async () => {
    const app = await testApp();
    await havePolicy(app);
    await havePublished(app);
    app.wait(1000);
    const { status, body } = await app.ask('POST', `${VERSIONS}/2/withdrawal`, withdraw);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      version: 2,
      state: 'withdrawn',
      withdrawal: { at: '2026-11-22T09:00:01.000Z', reason: 'We made a mistake.' },
    });
  });

  test('takes back its acceptances and lets whoever was leaving over it stay', async () => {
    const app = await testApp();
    await haveAdaTold(app);
    await haveAccepted(app, 'ada', 2);
    await haveUsers(app, 'bob');
    await haveAccepted(app, 'bob');
    await askOk(app, 'POST', '/v1/terminations', { user: 'bob', policy: 'privacy', version: 2 });
    expect((await checkOf(app, 'bob')).standing).toBe('leaving');
    app.wait(1000);
    await askOk(app, 'POST', `${VERSIONS}/2/withdrawal`, withdraw);
    expect(await checkOf(app, 'ada')).toMatchObject({ holds: { version: 1 }, upcoming: [] });
    expect(await checkOf(app, 'bob')).toMatchObject({ standing: 'active', holds: { version: 1 } });
  });

  test('leaves gone whoever had already left', async () => {
    const app = await testApp();
    await haveAdaTold(app);
    await askOk(app, 'POST', '/v1/terminations', { user: 'ada', policy: 'privacy', version: 2, when: 'now' });
    app.wait(1000);
    await askOk(app, 'POST', `${VERSIONS}/2/withdrawal`, withdraw);
    expect((await checkOf(app, 'ada')).standing).toBe('terminated');
  });

  test('keeps queued notices from going out', async () => {
    const app = await testApp();
    await havePolicy(app);
    await haveUsers(app, 'ada');
    await havePublished(app);
    await askOk(app, 'POST', `${VERSIONS}/2/withdrawal`, withdraw);
    await app.deliver();
    expect((await app.ask('GET', `${VERSIONS}/2/progress`)).body).toMatchObject({
      queued: 0,
      sent: 0,
      told: 0,
    });
  });

  test('never lets its number be used again, and a repost starts a new clock', async () => {
    const app = await testApp();
    await havePolicy(app);
    await havePublished(app);
    await askOk(app, 'POST', `${VERSIONS}/2/withdrawal`, withdraw);
    app.wait('P1D');
    expect(await havePublished(app)).toMatchObject({ version: 3, effectiveAt: '2026-12-23T09:00:00.000Z' });
  });

  test('is refused once the version is in force', async () => {
    const app = await testApp();
    await havePolicy(app);
    const { status, body } = await app.ask('POST', `${VERSIONS}/1/withdrawal`, withdraw);
    expect(status).toBe(409);
    expect(body).toEqual({
      type: '/problems/version-not-announced',
      title: 'The version is not announced',
      status: 409,
      detail: 'Version 1 is in-force; only an announced version can be withdrawn.',
    });
  });

  test('is refused alone while later versions carry its words', async () => {
    const app = await testApp();
    await havePolicy(app);
    await havePublished(app);
    await havePublished(app, { content: TEXT_3 });
    const { status, body } = await app.ask('POST', `${VERSIONS}/2/withdrawal`, withdraw);
    expect(status).toBe(409);
    expect(body).toEqual({
      type: '/problems/version-pending',
      title: 'Another version is pending',
      status: 409,
      detail:
        'Later versions are announced on top of version 2 and carry its words. Withdraw them together with it ("pending": "withdraw").',
      pendingVersions: [3],
    });
    await askOk(app, 'POST', `${VERSIONS}/2/withdrawal`, { ...withdraw, pending: 'withdraw' });
    expect((await app.ask('GET', `${VERSIONS}/3`)).body.state).toBe('withdrawn');
  });

  test('needs a reason', async () => {
    const app = await testApp();
    await havePolicy(app);
    await havePublished(app);
    const { status, body } = await app.ask('POST', `${VERSIONS}/2/withdrawal`, {});
    expect(status).toBe(400);
    expect(body.errors[0].pointer).toBe('/reason');
    expect((await app.ask('GET', `${VERSIONS}/2`)).body.state).toBe('announced');
  });

  test('of a version that does not exist is refused', async () => {
    const app = await testApp();
    await havePolicy(app);
    expect((await app.ask('POST', `${VERSIONS}/7/withdrawal`, withdraw)).body).toMatchObject({
      type: '/problems/unknown-version',
    });
  });
});

test('progress counts who is told of a version and what each of them did', async () => {
  const app = await testApp();
  await havePolicy(app);
  await haveUsers(app, 'ada', 'bob', 'cyd', 'dan', 'eve');
  for (const user of ['ada', 'bob', 'cyd', 'dan', 'eve']) await haveAccepted(app, user);
  await havePublished(app);
  await app.deliver();
  await haveAccepted(app, 'ada', 2);
  await askOk(app, 'POST', '/v1/terminations', { user: 'bob', policy: 'privacy', version: 2 });
  await askOk(app, 'POST', '/v1/terminations', { user: 'cyd', policy: 'privacy', version: 2, when: 'now' });
  const progress = { policy: 'privacy', version: 2, toTell: 5, queued: 0, sent: 5, delivered: 0 };
  const failures = { bounced: 0, suppressed: 0, failed: 0, unknown: 0 };
  expect((await app.ask('GET', `${VERSIONS}/2/progress`)).body).toEqual({
    ...progress,
    ...failures,
    told: 5,
    ...{ notTold: 0, unreachable: 0 },
    accepted: { explicit: 1, deemed: 0, imported: 0 },
    leaving: 1,
    terminated: 1,
    silent: 2,
  });
  app.wait('P30D');
  await askOk(app, 'POST', '/v1/uses', { user: 'dan' });
  expect((await app.ask('GET', `${VERSIONS}/2/progress`)).body).toEqual({
    ...progress,
    ...failures,
    told: 5,
    ...{ notTold: 0, unreachable: 0 },
    accepted: { explicit: 1, deemed: 1, imported: 0 },
    leaving: 0,
    terminated: 2,
    silent: 1,
  });
});

test.each(['minor', 'substantial', 'legal'])(
  'a %s version is refused while no version stands',
  async (change) => {
    const app = await testApp();
    await askOk(app, 'PUT', '/v1/policies/privacy', { title: 'Privacy Policy' });
    const first = { content: TEXT_3, change, summary: 'It changes.', reason: 'A law' };
    const { status, body } = await app.ask('POST', '/v1/policies/privacy/versions', first);
    expect(status).toBe(400);
    expect(body.errors).toEqual([
      { pointer: '/change', detail: `is ${change}, but no version stands: the first one is initial` },
    ]);
    // Nor where the only one that stands would be withdrawn by it.
    const later = '2026-12-01T09:00:00.000Z';
    await askOk(app, 'POST', '/v1/policies/privacy/versions', { content: TEXT_3, effectiveAt: later });
    const instead = { ...first, content: `${TEXT_3}More.`, pending: 'withdraw' };
    expect((await app.ask('POST', '/v1/policies/privacy/versions', instead)).status).toBe(400);
  },
);
