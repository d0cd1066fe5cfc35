import { describe, expect, test } from 'vitest';
import { countVersions } from '../../../src/actions/upkeep/count-versions.ts';
import type { Instant } from '../../../src/domain/instant.ts';
import {
  askOk,
  dumpDatabase,
  haveAccepted,
  havePolicy,
  havePublished,
  haveUsers,
  recordsOf,
  testApp,
} from '../../support/arrange.ts';
import { haveAdmin, haveMember, signedIn, type Visitor } from '../../support/members.ts';
import { rememberingMailer } from '../../support/remembering-mailer.ts';
import { CONSUMERS, rulesOf } from '../../support/rules.ts';
import { mailEvent, report, WEBHOOK_SECRET } from '../../support/sign-webhook.ts';
import type { TestApp } from '../../support/test-app.ts';
import { expectValid } from '../../support/valid-html.ts';

const PATH = '/console/policies/privacy/versions/2';

/** Version 2 announced to five, of whom one agreed, one leaves, and one's mail came back. */
async function haveTold(): Promise<TestApp> {
  const app = await testApp({ webhookSecret: WEBHOOK_SECRET });
  await havePolicy(app);
  await haveUsers(app, 'agrees', 'leaves', 'quiet', 'bounced', 'other');
  for (const user of ['agrees', 'leaves', 'quiet', 'bounced', 'other']) await haveAccepted(app, user);
  await askOk(app, 'PUT', '/v1/users/quiet', { email: 'quiet@example.com', locale: 'de-AT' });
  await havePublished(app);
  await app.deliver();
  const { id } = await app.store.db
    .selectFrom('deliveries')
    .select('id')
    .where('email', '=', 'bounced@example.com')
    .executeTakeFirstOrThrow();
  await report(app, mailEvent('bounced', { deliveryId: id as string }));
  await haveAccepted(app, 'agrees', 2);
  await askOk(app, 'POST', '/v1/terminations', { user: 'leaves', policy: 'privacy', version: 2 });
  return app;
}

/** The numbers of a page with the lists that they lead to. */
function numbersOf(
  body: string,
): readonly { readonly href: string; readonly count: number; readonly of: string }[] {
  return [...body.matchAll(/<a href="([^"]+)"><b>([\d,]+)<\/b> ([^<]+)<\/a>/g)].map(
    ([, href, count, of]) => ({
      href: (href ?? '').replaceAll('&amp;', '&'),
      count: Number((count ?? '').replaceAll(',', '')),
      of: of ?? '',
    }),
  );
}

const idsOf = (body: string) =>
  [...body.matchAll(/<th scope="row">(?:<a [^>]*>)?<bdi>([^<]*)<\/bdi>/g)].map(([, id]) => id).sort();

async function visit(app: TestApp): Promise<Visitor> {
  return signedIn(app, await haveAdmin(app));
}

test('a date of effect is told as mails and public pages tell it: no earlier than it comes', async () => {
  const app = await testApp();
  await havePolicy(app);
  app.clock.now = '2026-11-22T09:00:30.000Z' as Instant;
  await haveUsers(app, 'ada');
  await haveAccepted(app, 'ada');
  await havePublished(app);
  await app.deliver();
  const { body } = await askOk(app, 'GET', '/v1/policies/privacy/versions/2');
  const visitor = await visit(app);
  const screens = ['/console', '/console/policies', '/console/policies/privacy', PATH, `${PATH}/people`];
  for (const screen of [...screens, '/console/people/ada', '/policies/privacy/versions/2']) {
    const page = await visitor.get(screen);
    const told = [...page.body.matchAll(/<time datetime="([^"]+)">([^<]+)</g)]
      .filter(([, at]) => at === body.effectiveAt)
      .map(([, , text]) => text);
    expect(new Set(told), screen).toEqual(new Set(['Tuesday, 22 December 2026 at 09:01 UTC']));
  }
});

describe('the screen of a version', () => {
  test('counts nobody as waiting of whom nobody can tell whether their mail went out', async () => {
    const lost = { kind: 'unknown', problem: 'no answer' } as const;
    const app = await testApp({ mailer: rememberingMailer([lost]) });
    await havePolicy(app);
    await haveUsers(app, 'one', 'two');
    for (const user of ['one', 'two']) await haveAccepted(app, user);
    await havePublished(app);
    await app.deliver();
    const { body } = await (await visit(app)).get(PATH);
    expect(numbersOf(body)).toMatchObject([{ count: 2, of: 'unclear' }]);
    expect(body).toContain('Nobody waits just now.');
  });

  test('leads from every number to a list of just so many people', async () => {
    const app = await haveTold();
    const visitor = await visit(app);
    const { body, status } = await visitor.get(PATH);
    expect(status).toBe(200);
    expectValid(body);
    const numbers = numbersOf(body);
    expect(Object.fromEntries(numbers.map(({ of, count }) => [of, count]))).toEqual({
      ...{ told: 4, 'not reached by mail': 1, agreed: 1, 'are leaving': 1, 'told, no answer yet': 2 },
    });
    for (const { href, count, of } of numbers) {
      const list = await visitor.get(href);
      expectValid(list.body);
      expect(idsOf(list.body), of).toHaveLength(count);
    }
    expect(body).toContain('1 agreed');
    const home = await visitor.get('/console');
    expect(home.body).toContain(`href="${PATH}/people?state=unreachable"`);
    expect(home.body).toContain('1 person is not reached by mail about Privacy Policy, version 2.');
    expect(body).toContain('<h2>Answers over time</h2>');
  });

  test('lists people by language, by what their mail showed, by id, and by what became of it', async () => {
    const app = await haveTold();
    const visitor = await visit(app);
    const listed = async (query: string) => idsOf((await visitor.get(`${PATH}/people?${query}`)).body);
    expect(await listed('locale=de')).toEqual(['quiet']);
    expect(await listed('q=o')).toEqual(['other']);
    expect(await listed('q=agrees&state=silent')).toEqual([]);
    expect(await listed('notice=bounced')).toEqual(['bounced']);
    expect(await listed('base=1&state=told')).toEqual(['agrees', 'leaves', 'other', 'quiet']);
    expect(await listed('base=0')).toEqual([]);
    expect((await visitor.get(`${PATH}/people?base=x`)).status).toBe(400);
    expect((await visitor.get(`${PATH}/people?cursor=%00`)).status).toBe(400);
  });

  test('lists people by the audience that they are in by what is known of them now', async () => {
    const app = await testApp();
    await havePolicy(app, { rules: rulesOf({}, { audiences: [CONSUMERS] }) });
    for (const [user, kind] of [
      ['cara', 'consumer'],
      ['bob', 'business'],
      ['zed', ''],
    ] as const) {
      const attributes = kind === '' ? {} : { kind };
      await askOk(app, 'PUT', `/v1/users/${user}`, { email: `${user}@example.com`, attributes });
    }
    await havePublished(app, { change: 'any' });
    const visitor = await visit(app);
    const { body } = await visitor.get(`${PATH}/people?audience=consumers`);
    expectValid(body);
    expect(body).toContain('<option value="consumers" selected>Consumers</option>');
    expect(idsOf(body)).toEqual(['cara']);
    expect(idsOf((await visitor.get(`${PATH}/people?audience=`)).body)).toEqual(['bob', 'cara', 'zed']);
  });

  test('is sent again to all whose mail came back, once somebody means it, and each is recorded', async () => {
    const app = await haveTold();
    await askOk(app, 'PUT', '/v1/users/bounced', { email: 'mended@example.com' });
    const visitor = await visit(app);
    const list = await visitor.get(`${PATH}/people?notice=bounced`);
    expect(list.body).toContain(`href="${PATH}/again?notice=bounced"`);
    expect((await visitor.get(`${PATH}/people?state=told`)).body).not.toContain('/again?');
    const asked = await visitor.get(`${PATH}/again?notice=bounced`);
    expectValid(asked.body);
    expect(asked.body).toContain('1 announcement stands at “Bounced”.');
    const unsure = await visitor.post(`${PATH}/again`, { notice: 'bounced', after: '' });
    expect([unsure.status, unsure.body.includes('Tick it, if you mean it.')]).toEqual([422, true]);
    expectValid(unsure.body);
    const sent = await visitor.post(`${PATH}/again`, { notice: 'bounced', after: '', confirm: 'yes' });
    const done = await visitor.get((sent.location ?? '').split('#')[0] ?? '');
    expect(done.body).toContain('1 person is sent it again.');
    expect(done.body).toContain('No announcement stands at “Bounced” any more.');
    await app.deliver();
    expect(idsOf((await visitor.get(`${PATH}/people?notice=sent`)).body)).toContain('bounced');
    expect((await recordsOf(app)).filter(({ kind }) => kind === 'repeated')).toHaveLength(1);
    const operator = await signedIn(app, await haveMember(app, 'Otto', 'operator'));
    expect((await operator.get(`${PATH}/people?notice=bounced`)).body).not.toContain('/again?');
  });

  test('hands its lists over as files, in which no cell is a formula', async () => {
    const app = await haveTold();
    await askOk(app, 'PUT', `/v1/users/${encodeURIComponent('=1+1')}`, { email: 'sum@example.com' });
    const visitor = await visit(app);
    const file = await visitor.get(`${PATH}/people.csv?state=not-told`);
    expect(file.headers.get('content-type')).toContain('text/csv');
    expect(file.headers.get('content-disposition')).toBe('attachment; filename="privacy-2-people.csv"');
    expect(file.body).toContain(`\r\n"'=1+1",`);
    expect(file.body.trim().split('\r\n')).toHaveLength(3);
  });

  test('goes on page after page, and misses nobody', async () => {
    const app = await testApp();
    await havePolicy(app);
    const lines = Array.from({ length: 120 }, (_, i) =>
      JSON.stringify({ user: `u${i}`, email: `u${i}@example.com` }),
    );
    await askOk(app, 'POST', '/v1/users/import', lines.join('\n'));
    await havePublished(app);
    await app.deliver();
    const visitor = await visit(app);
    const seen: (string | undefined)[] = [];
    for (let next: string | undefined = `${PATH}/people?state=told`; next !== undefined; ) {
      const { body } = await visitor.get(next);
      seen.push(...idsOf(body));
      next = /rel="next" href="([^"]+)"/.exec(body)?.[1]?.replaceAll('&amp;', '&');
    }
    expect([seen.length, new Set(seen).size]).toEqual([120, 120]);
  });

  test('shows who may not see people numbers alone', async () => {
    const app = await haveTold();
    const visitor = await signedIn(app, await haveMember(app, 'Ada', 'approver'));
    const { body } = await visitor.get(PATH);
    expect(body).toContain('<b>4</b> told');
    expect(numbersOf(body)).toEqual([]);
    expect(body).not.toContain(`${PATH}/pause`);
    expect((await visitor.get(`${PATH}/people`)).status).toBe(403);
  });
});

describe('sending', () => {
  test('is held back and let go by an operator, and who did it is kept', async () => {
    const app = await testApp();
    await havePolicy(app);
    await haveUsers(app, 'ada');
    await haveAccepted(app, 'ada');
    await havePublished(app);
    const member = await haveMember(app, 'Otto', 'operator');
    const visitor = await signedIn(app, member);
    await visitor.get(PATH);
    const done = await visitor.post(`${PATH}/pause`);
    expect([done.status, done.location]).toEqual([303, `${PATH}?done=paused#done`]);
    await app.deliver();
    expect((await visitor.get(`${PATH}?done=paused`)).body).toContain('Its notices are held back.');
    const row = await app.store.db
      .selectFrom('versions')
      .selectAll()
      .where('version', '=', 2)
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject({ paused_by: `member:${member.id}` });
    expect(await toldOf(app)).toBe(0);
    await visitor.get(PATH);
    expect((await visitor.post(`${PATH}/resume`)).status).toBe(303);
    await app.deliver();
    expect(await toldOf(app)).toBe(1);
  });

  test('goes on after its first wave once somebody says so', async () => {
    const app = await testApp();
    await havePolicy(app);
    await haveUsers(app, 'a', 'b', 'c');
    for (const user of ['a', 'b', 'c']) await haveAccepted(app, user);
    await havePublished(app, { sending: { first: 1 } });
    await app.deliver();
    const visitor = await visit(app);
    expect((await visitor.get(PATH)).body).toContain('The first wave is queued.');
    expect((await visitor.post(`${PATH}/go-on`)).status).toBe(303);
    await app.deliver();
    expect(await toldOf(app)).toBe(3);
    expect((await visitor.get(PATH)).body).not.toContain('The first wave is queued.');
  });
});

const toldOf = async (app: TestApp) =>
  (await askOk(app, 'GET', '/v1/policies/privacy/versions/2/progress')).body.told;

describe('withdrawing', () => {
  test('shows whom it mails, and the mail with its reason, before it is done', async () => {
    const app = await haveTold();
    const visitor = await visit(app);
    const asks = await visitor.get(`${PATH}/withdrawal`);
    expectValid(asks.body);
    expect(asks.body).toContain('4 people were told of it: each is mailed that it does not take effect.');
    expect(asks.body).toContain('1 person is leaving over it, and then stays.');
    expect(asks.body).toContain('Withdraw it, and mail 4 people');
    const before = await dumpDatabase(app.store);
    const shown = await visitor.post(`${PATH}/withdrawal`, { reason: 'We spoke too soon.', step: 'show' });
    expect(shown.body).toMatch(/<pre[^>]*>[^<]*We spoke too soon\./);
    expect(shown.body).toContain('value="We spoke too soon."');
    const empty = await visitor.post(`${PATH}/withdrawal`, { reason: '' });
    expect([empty.status, empty.body.includes('Type in a reason')]).toEqual([422, true]);
    expect(await dumpDatabase(app.store)).toEqual(before);
    const done = await visitor.post(`${PATH}/withdrawal`, { reason: 'We spoke too soon.' });
    expect(done.location).toBe(`${PATH}?done=withdrawn#done`);
    const page = await visitor.get(`${PATH}?done=withdrawn`);
    expect(page.body).toContain('We spoke too soon.');
    expect(page.body).not.toContain(`${PATH}/pause`);
    await app.deliver();
    const mails = await app.store.db
      .selectFrom('deliveries')
      .select('id')
      .where('kind', '=', 'withdrawal')
      .where('state', '=', 'sent')
      .execute();
    expect(mails).toHaveLength(4);
  });

  test('asks for a fresh code', async () => {
    const app = await haveTold();
    const visitor = await visit(app);
    await visitor.get(`${PATH}/withdrawal`);
    app.wait('PT2H');
    const answer = await visitor.post(`${PATH}/withdrawal`, { reason: 'We spoke too soon.' });
    expect(answer.body).toContain('code');
    expect((await askOk(app, 'GET', '/v1/policies/privacy/versions/2')).body.state).toBe('announced');
  });
});

describe('where there are too many to count while somebody waits', () => {
  test('numbers are those of the last round of counting, which says as of when', async () => {
    const app = await testApp({ mailer: rememberingMailer([]) });
    await havePolicy(app);
    for (let from = 0; from < 10_020; from += 2_505) {
      const lines = Array.from({ length: 2_505 }, (_, i) =>
        JSON.stringify({ user: `u${from + i}`, email: null }),
      );
      await askOk(app, 'POST', '/v1/users/import', lines.join('\n'));
    }
    await havePublished(app);
    await haveAccepted(app, 'u7', 2);
    const visitor = await visit(app);
    expect((await visitor.get(PATH)).body).toContain('too many people to count while you wait');
    while (await countVersions(app.context)) {
      // Until all of them are counted.
    }
    await haveAccepted(app, 'u8', 2);
    const { body } = await visitor.get(PATH);
    expect(body).toContain('<b>1</b> agreed');
    expect(body).toContain('<b>10,019</b> not reached by mail');
    app.wait('PT2M');
    while (await countVersions(app.context)) {
      // Anew, since it is two minutes old.
    }
    expect((await visitor.get(PATH)).body).toContain('<b>2</b> agreed');
  });
});
