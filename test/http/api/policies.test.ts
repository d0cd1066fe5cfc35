import { describe, expect, test } from 'vitest';
import { askOk, havePolicy, havePublished, invalidAt, testApp } from '../../support/arrange.ts';

const UNKNOWN = {
  type: '/problems/unknown-policy',
  title: 'Unknown policy',
  status: 404,
  detail: 'There is no policy "terms".',
};

describe('a policy', () => {
  test('gets the defaults for what its creation leaves out', async () => {
    const { ask } = await testApp();
    const { status, headers, body } = await ask('PUT', '/v1/policies/terms', { title: 'Terms' });
    expect(status).toBe(201);
    expect(headers.get('location')).toBe('/v1/policies/terms');
    expect(body).toEqual({
      policy: 'terms',
      title: 'Terms',
      locale: 'en',
      timeZone: 'UTC',
      acceptance: 'deemed',
      notice: { minor: 'P7D', substantial: 'P30D', late: 'P7D' },
      reminders: [],
      remindAtEffect: true,
      approvals: 0,
      grace: 'PT10M',
      current: null,
      upcoming: [],
    });
  });

  test('keeps what a change leaves out', async () => {
    const { ask } = await testApp();
    const first = { title: 'Terms', locale: 'de', timeZone: 'Europe/Berlin', acceptance: 'explicit' };
    await ask('PUT', '/v1/policies/terms', { ...first, notice: { minor: 'P14D' } });
    const { status, body } = await ask('PUT', '/v1/policies/terms', { notice: { substantial: 'P2M' } });
    expect(status).toBe(200);
    expect(body).toMatchObject({ ...first, notice: { minor: 'P14D', substantial: 'P2M', late: 'P14D' } });
  });

  test('follows its minor period with its late one until one is set', async () => {
    const { ask } = await testApp();
    await ask('PUT', '/v1/policies/terms', { title: 'Terms', notice: { late: 'P3D' } });
    expect((await ask('GET', '/v1/policies/terms')).body.notice.late).toBe('P3D');
    await ask('PUT', '/v1/policies/terms', { notice: { late: null, minor: 'P9D' } });
    expect((await ask('GET', '/v1/policies/terms')).body.notice.late).toBe('P9D');
  });

  test('is put with what cannot be meant by its settings', async () => {
    const { ask } = await testApp();
    const put = (change: object) => ask('PUT', '/v1/policies/terms', { title: 'Terms', ...change });
    const sane = {
      notice: { minor: 'P7D', substantial: 'P30D' },
      reminders: ['P29D'],
      remindAtEffect: false,
    };
    const { body } = await put(sane);
    expect(body).not.toHaveProperty('warnings');
    expect(body.remindAtEffect).toBe(false);
    expect(
      (await put({ notice: { minor: 'P2M' }, reminders: ['P60D', 'P61D', 'P1D'] })).body.warnings,
    ).toEqual([
      'A minor change has a longer notice (P2M) than a substantial one (P30D).',
      'A reminder P61D before effect would come before a change is posted, whose notice is P2M at most: it goes out only for a version with a later date of its own.',
    ]);
    expect((await put({ notice: { minor: 'P7D' }, reminders: ['P30D'] })).body.warnings).toHaveLength(1);
    expect((await ask('GET', '/v1/policies/terms')).body).not.toHaveProperty('warnings');
  });

  test('keeps its reminders until others are asked for, none included', async () => {
    const { ask } = await testApp();
    await ask('PUT', '/v1/policies/terms', { title: 'Terms', reminders: ['P7D', 'PT24H'] });
    expect((await ask('PUT', '/v1/policies/terms', { locale: 'de' })).body.reminders).toEqual([
      'P7D',
      'PT24H',
    ]);
    await ask('PUT', '/v1/policies/terms', { reminders: [] });
    expect((await ask('GET', '/v1/policies/terms')).body.reminders).toEqual([]);
  });

  test('shows the version in force and the ones announced', async () => {
    const app = await testApp();
    await havePolicy(app);
    await havePublished(app);
    const { body } = await app.ask('GET', '/v1/policies/privacy');
    expect(body.current).toMatchObject({ version: 1, state: 'in-force' });
    expect(body.upcoming).toMatchObject([{ version: 2, state: 'announced' }]);
  });

  test('writes its locale in the canonical form', async () => {
    const { ask } = await testApp();
    const { body } = await ask('PUT', '/v1/policies/terms', { title: 'Terms', locale: 'PT-br' });
    expect(body.locale).toBe('pt-BR');
  });

  test('that does not exist cannot be read', async () => {
    const { ask } = await testApp();
    const { status, headers, body } = await ask('GET', '/v1/policies/terms');
    expect(status).toBe(404);
    expect(headers.get('content-type')).toBe('application/problem+json');
    expect(body).toEqual(UNKNOWN);
  });

  test('cannot be created without a title', async () => {
    const { ask } = await testApp();
    const { status, body } = await ask('PUT', '/v1/policies/terms', {});
    expect(status).toBe(400);
    expect(body).toEqual(invalidAt('/title', 'is required to create a policy'));
    expect((await ask('GET', '/v1/policies/terms')).status).toBe(404);
  });
});

describe('a policy is refused, and nothing is created, when', () => {
  const period = 'must be an ISO 8601 duration such as P7D, P2M or PT6S';
  const line = 'must be one line of printable text';
  test.each([
    ['a notice period is no duration', { notice: { minor: '7 days' } }, '/notice/minor', period],
    [
      'a notice period is negative',
      { notice: { minor: '-P7D' } },
      '/notice/minor',
      'must be longer than zero',
    ],
    ['a notice period is zero', { notice: { late: 'PT0S' } }, '/notice/late', 'must be longer than zero'],
    [
      'a notice period is absurd',
      { notice: { substantial: 'P100Y' } },
      '/notice/substantial',
      'must be at most two years',
    ],
    ['a reminder is no duration', { reminders: ['P1D', 'soon'] }, '/reminders/1', period],
    ['a reminder is zero', { reminders: ['PT0S'] }, '/reminders/0', 'must be longer than zero'],
    ['a reminder is absurd', { reminders: ['P3Y'] }, '/reminders/0', 'must be at most two years'],
    [
      'its time zone does not exist',
      { timeZone: 'Mars/Olympus' },
      '/timeZone',
      'must be an IANA time zone, such as Europe/Berlin',
    ],
    [
      'its time zone is an offset',
      { timeZone: '+02:00' },
      '/timeZone',
      'must be an IANA time zone, such as Europe/Berlin',
    ],
    [
      'its locale is no language tag',
      { locale: 'en_US!' },
      '/locale',
      'must be a BCP 47 language tag, such as en or pt-BR',
    ],
    ['it holds an unknown field', { colour: 'red' }, '/colour', 'is not known here'],
    ['its notice holds an unknown field', { notice: { major: 'P1D' } }, '/notice/major', 'is not known here'],
    ['its title turns the direction of text', { title: 'Terms \u202e' }, '/title', line],
    ['its title has two lines', { title: 'Terms\nand more' }, '/title', line],
    ['its title is blank', { title: '   ' }, '/title', line],
  ])('%s', async (_, change, pointer, detail) => {
    const { ask } = await testApp();
    const { status, body } = await ask('PUT', '/v1/policies/terms', { title: 'Terms', ...change });
    expect(status).toBe(400);
    expect(body).toEqual(invalidAt(pointer, detail));
    expect((await ask('GET', '/v1/policies/terms')).body).toEqual(UNKNOWN);
  });

  test('its acceptance mode does not exist', async () => {
    const { ask } = await testApp();
    const { body } = await ask('PUT', '/v1/policies/terms', { title: 'Terms', acceptance: 'silent' });
    expect(body).toMatchObject({ type: '/problems/invalid-request', errors: [{ pointer: '/acceptance' }] });
  });

  test.each(['Terms', 'terms_of_use', '-terms', 'terms-', 'a'.repeat(65), '%00', '%ED%A0%80', '..%2f'])(
    'its name is "%s"',
    async (name) => {
      const { ask } = await testApp();
      const { status, body } = await ask('PUT', `/v1/policies/${name}`, { title: 'Terms' });
      expect(status).toBe(400);
      expect(body).toEqual(invalidAt('{policy}', 'must be 1 to 64 lower-case letters, digits and hyphens'));
    },
  );
});

describe('the list of policies', () => {
  test('is answered in pages whose cursors lead to the rest', async () => {
    const app = await testApp();
    for (const name of ['a', 'b', 'c']) await askOk(app, 'PUT', `/v1/policies/${name}`, { title: name });
    const first = (await app.ask('GET', '/v1/policies?limit=2')).body;
    expect(first.items.map((one: { policy: string }) => one.policy)).toEqual(['a', 'b']);
    const rest = (await app.ask('GET', `/v1/policies?limit=2&cursor=${first.next}`)).body;
    expect(rest.items.map((one: { policy: string }) => one.policy)).toEqual(['c']);
    expect(rest.next).toBeNull();
  });

  test('refuses a cursor that is not one of its own', async () => {
    const { ask } = await testApp();
    for (const cursor of ['x', 'WzFd', 'e30', '%F0%9F']) {
      const { status, body } = await ask('GET', `/v1/policies?cursor=${cursor}`);
      expect(status).toBe(400);
      expect(body).toEqual(invalidAt('?cursor', 'is not a cursor of this list'));
    }
  });

  test('refuses a limit that is none', async () => {
    const { ask } = await testApp();
    for (const limit of ['0', '-1', 'ten']) {
      const { status, body } = await ask('GET', `/v1/policies?limit=${limit}`);
      expect(status).toBe(400);
      expect(body).toEqual(invalidAt('?limit', 'must be a number from 1 to 1000'));
    }
  });
});
