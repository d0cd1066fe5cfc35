import { describe, expect, test } from 'vitest';
import { tidyUp } from '../../../src/actions/upkeep/tidy-up.ts';
import type { Period } from '../../../src/domain/period.ts';
import type { Retention } from '../../../src/domain/record/retention.ts';
import {
  askOk,
  dumpDatabase,
  haveAccepted,
  havePolicy,
  havePublished,
  haveUsers,
  testApp,
} from '../../support/arrange.ts';
import { rememberingMailer } from '../../support/remembering-mailer.ts';
import { mailEvent, report, WEBHOOK_SECRET } from '../../support/sign-webhook.ts';
import { KEEP_ALL, type TestApp } from '../../support/test-app.ts';

const keeping = (what: keyof Retention, period: string): Retention => ({
  ...KEEP_ALL,
  [what]: period as Period,
});

const hold = (app: TestApp, user: string, held: boolean) =>
  askOk(app, 'PUT', `/v1/users/${user}/hold`, { held });

/** Ada and Bob, told of version 2 by mail, which Ada's provider reported of, and who accepted it with IP and browser. */
async function haveTold(): Promise<TestApp> {
  const app = await testApp({ mailer: rememberingMailer(), webhookSecret: WEBHOOK_SECRET });
  await havePolicy(app);
  await haveUsers(app, 'ada', 'bob');
  for (const user of ['ada', 'bob']) await haveAccepted(app, user);
  await havePublished(app);
  await app.deliver();
  for (const user of ['ada', 'bob']) {
    const act = { user, policy: 'privacy', version: 2, ip: '203.0.113.7', userAgent: 'Browser/1' };
    await askOk(app, 'POST', '/v1/acceptances', act);
    const { id } = await app.store.db
      .selectFrom('deliveries')
      .select('id')
      .where('email', '=', `${user}@example.com`)
      .executeTakeFirstOrThrow();
    const to = `${user}@example.com`;
    await report(app, mailEvent('delivered', { deliveryId: id ?? '', to }));
  }
  return app;
}

/** Whose records of a kind still have a personal part with a member of that name. */
const personalOf = ({ store }: TestApp, kind: string, member: string) =>
  store.db
    .selectFrom('record_secrets')
    .innerJoin('users', 'users.ref', 'record_secrets.user_ref')
    .select('users.user_id as user')
    .where('record_id', 'like', `${kind}:%`)
    .where('personal', 'like', `%"${member}":%`)
    .orderBy('user')
    .execute();

const kept = {
  ip: (app: TestApp) => personalOf(app, 'accepted', 'ip'),
  events: (app: TestApp) => personalOf(app, 'provider-event', 'payload'),
  mails: ({ store }: TestApp) =>
    store.db
      .selectFrom('deliveries')
      .innerJoin('users', 'users.ref', 'deliveries.user_ref')
      .select('users.user_id as user')
      .where('deliveries.email', 'is not', null)
      .orderBy('user')
      .execute(),
};

const keptOf = async (app: TestApp, what: keyof Retention) => (await kept[what](app)).map(({ user }) => user);

describe.each([
  ['IP and user agent', 'ip'],
  ['the provider’s reports', 'events'],
] as const)('%s', (_, what) => {
  test('are kept for as long as is said, and no longer, but for users on hold', async () => {
    const app = await haveTold();
    await hold(app, 'bob', true);
    app.wait('P30D');
    await tidyUp(app.context, keeping(what, 'P30D'));
    expect(await keptOf(app, what)).toEqual(['ada', 'bob']);
    app.wait(1);
    await tidyUp(app.context, keeping(what, 'P30D'));
    expect(await keptOf(app, what)).toEqual(['bob']);
    await hold(app, 'bob', false);
    await tidyUp(app.context, keeping(what, 'P30D'));
    expect(await keptOf(app, what)).toEqual([]);
    const dump = await dumpDatabase(app.store);
    expect([dump.acceptances?.length, dump.provider_events?.length]).toEqual([4, 2]);
  });

  test('are kept for good unless anything is said', async () => {
    const app = await haveTold();
    app.wait('P2Y');
    await tidyUp(app.context, KEEP_ALL);
    expect(await keptOf(app, what)).toEqual(['ada', 'bob']);
  });
});

describe('the addresses that mails went to', () => {
  // The version takes effect after 30 days, and its links open for 90 days after that.
  const LINKS_CLOSE_AFTER = 'P120D';

  test('are kept for as long as is said, but for users on hold', async () => {
    const app = await haveTold();
    await hold(app, 'bob', true);
    app.wait('P1Y');
    await tidyUp(app.context, keeping('mails', 'P1Y'));
    expect(await keptOf(app, 'mails')).toEqual(['ada', 'bob']);
    app.wait(1);
    await tidyUp(app.context, keeping('mails', 'P1Y'));
    expect(await keptOf(app, 'mails')).toEqual(['bob']);
    expect(await personalOf(app, 'sent', 'email')).toEqual([{ user: 'bob' }]);
    await hold(app, 'bob', false);
    await tidyUp(app.context, keeping('mails', 'P1Y'));
    expect(await keptOf(app, 'mails')).toEqual([]);
    expect(await personalOf(app, 'sent', 'email')).toEqual([]);
    const chunks = await app.store.db.selectFrom('chunks').select('forgotten_at').execute();
    expect(chunks).toEqual([{ forgotten_at: app.clock.now }]);
  });

  test('are kept while the link in the mail still opens', async () => {
    const app = await haveTold();
    app.wait(LINKS_CLOSE_AFTER);
    await tidyUp(app.context, keeping('mails', 'P1D'));
    expect(await keptOf(app, 'mails')).toEqual(['ada', 'bob']);
    app.wait(1);
    await tidyUp(app.context, keeping('mails', 'P1D'));
    expect(await keptOf(app, 'mails')).toEqual([]);
  });

  test('are kept longer for those who were told late, whose links open longer', async () => {
    const app = await haveTold();
    const late = '2027-01-31T09:00:00.000Z';
    await app.store.db
      .updateTable('user_versions')
      .set({ binds_at: late as TestApp['clock']['now'] })
      .where('version', '=', 2)
      .where('user_ref', 'in', (eb) => eb.selectFrom('users').select('ref').where('user_id', '=', 'bob'))
      .execute();
    app.wait('P121D');
    await tidyUp(app.context, keeping('mails', 'P1D'));
    expect(await keptOf(app, 'mails')).toEqual(['bob']);
    app.wait('P60D');
    await tidyUp(app.context, keeping('mails', 'P1D'));
    expect(await keptOf(app, 'mails')).toEqual([]);
  });

  test('go from mails that made room for others, too', async () => {
    const app = await haveTold();
    const { id } = await app.store.db
      .selectFrom('deliveries')
      .select('id')
      .where('email', '=', 'ada@example.com')
      .executeTakeFirstOrThrow();
    await app.store.db.updateTable('deliveries').set({ state: 'unknown' }).where('id', '=', id).execute();
    await askOk(app, 'POST', `/v1/policies/privacy/versions/2/deliveries/${id}/resolve`, { as: 'resend' });
    const ended = () => app.store.db.selectFrom('ended_deliveries').select(['id', 'email']).execute();
    expect(await ended()).toEqual([{ id, email: 'ada@example.com' }]);
    app.wait('P1Y');
    await tidyUp(app.context, keeping('mails', 'P200D'));
    expect(await ended()).toEqual([{ id, email: null }]);
  });

  test('stay in mails that are still to be sent again', async () => {
    const app = await haveTold();
    await app.store.db.updateTable('chunks').set({ state: 'open' }).execute();
    app.wait('P1Y');
    await tidyUp(app.context, keeping('mails', 'P200D'));
    expect(await keptOf(app, 'mails')).toEqual(['ada', 'bob']);
  });
});

test('answers under an Idempotency-Key go after 30 days, but for users on hold', async () => {
  const app = await testApp();
  await havePolicy(app);
  await haveUsers(app, 'ada', 'bob');
  for (const user of ['ada', 'bob']) {
    const act = { user, policy: 'privacy', version: 1 };
    await askOk(app, 'POST', '/v1/acceptances', act, { 'idempotency-key': user });
  }
  await hold(app, 'bob', true);
  app.wait('P31D');
  await tidyUp(app.context, KEEP_ALL);
  const left = await app.store.db.selectFrom('replies').select('idempotency_key').execute();
  expect(left).toEqual([{ idempotency_key: 'bob' }]);
});

test('what is kept for a time goes in steps that other requests fit between, however much it is', async () => {
  const app = await testApp();
  await havePolicy(app);
  const lines = Array.from({ length: 1_201 }, (_, i) =>
    JSON.stringify({ user: `u${i}`, email: null, accepted: { privacy: { version: 1, source: 'before' } } }),
  );
  await askOk(app, 'POST', '/v1/users/import', lines.join('\n'));
  app.wait('P31D');
  const counts: number[] = [];
  const store = {
    ...app.store,
    atomic: async (statements: Parameters<typeof app.store.atomic>[0]) => {
      const changed = await app.store.atomic(statements);
      counts.push(...changed);
      return changed;
    },
  };
  await tidyUp({ ...app.context, store }, keeping('ip', 'P30D'));
  expect(counts).toEqual([0, 0, 0, 0, 500, 500, 201]);
  expect(await personalOf(app, 'accepted', 'source')).toEqual([]);
});
