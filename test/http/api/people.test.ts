import { describe, expect, test } from 'vitest';
import { PEOPLE_STATES } from '../../../src/domain/notices/people-state.ts';
import {
  askOk,
  checkOf,
  haveAccepted,
  havePolicy,
  havePublished,
  haveUsers,
  testApp,
} from '../../support/arrange.ts';
import { rememberingMailer } from '../../support/remembering-mailer.ts';
import { mailEvent, report, WEBHOOK_SECRET } from '../../support/sign-webhook.ts';
import type { TestApp } from '../../support/test-app.ts';

const VERSION = '/v1/policies/privacy/versions/2';

const progressOf = async (app: TestApp, path = VERSION) => (await askOk(app, 'GET', `${path}/progress`)).body;

async function peopleIn(app: TestApp, state: string, path = VERSION): Promise<Record<string, unknown>[]> {
  return (await askOk(app, 'GET', `${path}/people?state=${state}`)).body.items;
}

const namesIn = async (app: TestApp, state: string, path = VERSION) =>
  (await peopleIn(app, state, path)).map((one) => one.user).sort();

/** Has the mail to a user come back. */
async function haveBounced(app: TestApp, user: string, type = 'bounced'): Promise<void> {
  const { id } = await app.store.db
    .selectFrom('deliveries')
    .select('id')
    .where('email', '=', `${user}@example.com`)
    .where('release', '=', 'privacy/2')
    .where('kind', '=', 'announcement')
    .executeTakeFirstOrThrow();
  await report(app, mailEvent(type, { deliveryId: id as string, to: `${user}@example.com` }));
}

/** Has a user leave for good over another policy. */
async function haveLeftOverTerms(app: TestApp, user: string): Promise<void> {
  await askOk(app, 'PUT', '/v1/policies/terms', { title: 'Terms' });
  await askOk(app, 'POST', '/v1/policies/terms/versions', { content: 'One.' });
  await askOk(app, 'POST', '/v1/acceptances', { user, policy: 'terms', version: 1 });
  const change = { content: 'Two.', change: 'minor', summary: 'Two.' };
  await askOk(app, 'POST', '/v1/policies/terms/versions', change);
  await askOk(app, 'POST', '/v1/terminations', { user, policy: 'terms', version: 2, when: 'now' });
}

/** Users in every state there is, with a substantial version announced. */
async function haveEverybody(): Promise<TestApp> {
  const app = await testApp({ mailer: rememberingMailer(), webhookSecret: WEBHOOK_SECRET });
  await havePolicy(app);
  await haveUsers(app, 'agrees', 'ahead', 'away', 'bounced', 'gone', 'leaves', 'quiet', 'suppressed');
  await askOk(app, 'PUT', '/v1/users/mute', { email: null });
  const holders = ['agrees', 'ahead', 'away', 'bounced', 'gone', 'leaves', 'quiet', 'suppressed', 'mute'];
  for (const user of holders) await haveAccepted(app, user);
  await haveLeftOverTerms(app, 'away');
  await havePublished(app);
  await haveAccepted(app, 'ahead', 2);
  await app.deliver();
  await haveUsers(app, 'new');
  await haveBounced(app, 'bounced');
  await haveBounced(app, 'suppressed', 'suppressed');
  await haveAccepted(app, 'agrees', 2);
  await askOk(app, 'POST', '/v1/terminations', { user: 'leaves', policy: 'privacy', version: 2 });
  await askOk(app, 'POST', '/v1/terminations', { user: 'gone', policy: 'privacy', version: 2, when: 'now' });
  return app;
}

describe('the people of a version', () => {
  test('are listed by what they know of it and did about it', async () => {
    const app = await haveEverybody();
    const lists = await Promise.all(PEOPLE_STATES.map(async (state) => [state, await namesIn(app, state)]));
    expect(Object.fromEntries(lists)).toEqual({
      'not-told': ['bounced', 'mute', 'new', 'suppressed'],
      unreachable: ['bounced', 'mute', 'suppressed'],
      told: ['agrees', 'gone', 'leaves', 'quiet'],
      silent: ['quiet'],
      accepted: ['agrees', 'ahead'],
      objected: [],
      leaving: ['leaves'],
      left: ['gone'],
    });
    expect(await progressOf(app)).toMatchObject({
      ...{ notTold: 4, unreachable: 3, silent: 1, leaving: 1, terminated: 1 },
      accepted: { explicit: 2, deemed: 0, imported: 0 },
    });
  });

  test('are told of with what is known: address, mail, dates', async () => {
    const app = await haveEverybody();
    const nothing = { toldAt: null, bindsAt: null, basis: null, acceptedAt: null };
    const stays = { declinedAt: null, terminatesAt: null };
    const unreachable = await peopleIn(app, 'unreachable');
    expect(unreachable).toHaveLength(3);
    expect(unreachable).toEqual(
      expect.arrayContaining([
        { user: 'mute', email: null, locale: null, notice: null, ...nothing, ...stays },
        {
          ...{ user: 'bounced', email: 'bounced@example.com', locale: null, notice: 'bounced' },
          ...{ ...nothing, ...stays },
        },
      ]),
    );
    const told = { toldAt: '2026-11-22T09:00:00.000Z', bindsAt: '2026-12-22T09:00:00.000Z' };
    expect(await peopleIn(app, 'leaving')).toEqual([
      {
        ...{ user: 'leaves', email: 'leaves@example.com', locale: null, notice: 'sent' },
        ...{ ...nothing, ...told },
        ...{ declinedAt: '2026-11-22T09:00:00.000Z', terminatesAt: '2026-12-22T09:00:00.000Z' },
      },
    ]);
  });

  test('are read page by page, each once, and as a file', async () => {
    const app = await haveEverybody();
    const whole = await peopleIn(app, 'not-told');
    const paged: unknown[] = [];
    let next: string | null = null;
    do {
      const cursor: string = next === null ? '' : `&cursor=${next}`;
      const { body } = await askOk(app, 'GET', `${VERSION}/people?state=not-told&limit=3${cursor}`);
      paged.push(...body.items);
      next = body.next;
    } while (next !== null);
    expect(paged).toEqual(whole);

    const { body, headers } = await askOk(app, 'GET', `${VERSION}/people.csv?state=not-told`);
    const [head, ...lines] = (body as string).trim().split('\r\n');
    expect(head).toBe(
      'user,ref,policy,version,email,locale,notice,toldAt,bindsAt,basis,acceptedAt,declinedAt,terminatesAt',
    );
    expect(lines.map((one) => one.split(',')[0])).toEqual(whole.map((one) => one.user));
    expect(headers.get('content-disposition')).toBe('attachment; filename="privacy-2-people.csv"');
  });

  test('who were erased are counted on, by no name', async () => {
    const app = await haveEverybody();
    await askOk(app, 'DELETE', '/v1/users/agrees');
    await askOk(app, 'DELETE', '/v1/users/mute');
    expect(await namesIn(app, 'accepted')).toEqual(['ahead', null]);
    expect(await namesIn(app, 'unreachable')).toEqual(['bounced', 'suppressed']);
  });

  test('are owed nothing of a first version, nor of one that was withdrawn', async () => {
    const app = await haveEverybody();
    await askOk(app, 'POST', `${VERSION}/withdrawal`, { reason: 'A mistake.' });
    for (const path of [VERSION, '/v1/policies/privacy/versions/1']) {
      expect(await namesIn(app, 'not-told', path)).toEqual([]);
      expect(await progressOf(app, path)).toMatchObject({ notTold: 0, unreachable: 0 });
    }
  });

  test('are listed by a state that there is', async () => {
    const app = await testApp();
    await havePolicy(app);
    for (const query of ['', '?state=everybody']) {
      expect((await app.ask('GET', `/v1/policies/privacy/versions/1/people${query}`)).status).toBe(400);
      expect((await app.ask('GET', `/v1/policies/privacy/versions/1/people.csv${query}`)).status).toBe(400);
    }
    expect((await app.ask('GET', '/v1/policies/privacy/versions/7/people?state=left')).status).toBe(404);
  });

  test('are found however many stand between them', async () => {
    const app = await testApp();
    await havePolicy(app);
    const line = (i: number) =>
      JSON.stringify({ user: `u${i}`, email: i % 3_000 === 0 ? null : `u${i}@example.com` });
    await askOk(app, 'POST', '/v1/users/import', Array.from({ length: 6_001 }, (_, i) => line(i)).join('\n'));
    await havePublished(app);
    expect(await namesIn(app, 'unreachable')).toEqual(['u0', 'u3000', 'u6000']);
    expect(await progressOf(app)).toMatchObject({ notTold: 6_001, unreachable: 3 });
    const { body } = await askOk(app, 'GET', `${VERSION}/people.csv?state=not-told`);
    expect(new Set((body as string).trim().split('\r\n')).size).toBe(6_002);
  });
});

describe('who is not told of an announced version', () => {
  const shows = async (app: TestApp, user: string) => {
    const check = await checkOf(app, user);
    const { body } = await askOk(app, 'POST', '/v1/checks', { policy: 'privacy', users: [user] });
    expect(body.items).toEqual([check]);
    return check.next === 'show-notice';
  };

  test('is shown the notice by the product: at once without an address or after a bounce, else after an hour', async () => {
    const app = await haveEverybody();
    expect(await shows(app, 'mute')).toBe(true);
    expect(await shows(app, 'bounced')).toBe(true);
    expect(await shows(app, 'quiet')).toBe(false);
    await haveUsers(app, 'late');
    await haveAccepted(app, 'late');
    expect(await shows(app, 'late')).toBe(false);
    app.wait('PT59M59.999S');
    expect(await shows(app, 'late')).toBe(false);
    app.wait(1);
    expect(await shows(app, 'late')).toBe(true);
    expect(await shows(app, 'quiet')).toBe(false);
  });

  test('is told by that, and asked to be shown no more', async () => {
    const app = await haveEverybody();
    const { body: banner } = await askOk(app, 'GET', '/policies/privacy/notice.json');
    expect(banner.notice).toMatchObject({ version: 2, state: 'announced' });
    await askOk(app, 'POST', '/v1/notices/shown', { user: 'mute', policy: 'privacy', version: 2 });
    expect(await shows(app, 'mute')).toBe(false);
    expect(await namesIn(app, 'not-told')).not.toContain('mute');
    app.wait('P30D');
    await askOk(app, 'POST', '/v1/uses', { user: 'mute' });
    expect(await checkOf(app, 'mute')).toMatchObject({ accepted: true, basis: 'deemed' });
  });

  test('has an hour again where their address is mended', async () => {
    const app = await haveEverybody();
    await askOk(app, 'PUT', '/v1/users/bounced', { email: 'again@example.com' });
    expect(await shows(app, 'bounced')).toBe(false);
    app.wait('PT1H');
    expect(await shows(app, 'bounced')).toBe(true);
    await app.deliver();
    expect(await shows(app, 'bounced')).toBe(false);
  });
});
