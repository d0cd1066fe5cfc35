import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { keepRecord } from '../../../src/actions/upkeep/keep-record.ts';
import { readMigrations } from '../../../src/runtime/migration-files.ts';
import { migrate } from '../../../src/storage/engines/migrate.ts';
import { openSqlite } from '../../../src/storage/engines/sqlite.ts';
import {
  askOk,
  haveAccepted,
  havePolicy,
  havePublished,
  haveUsers,
  recordsOf,
  reviewPathOf,
  TEXT_2,
  TEXT_3,
} from '../../support/arrange.ts';
import {
  createPostgresDatabase,
  dropPostgresDatabase,
  ON_POSTGRES,
  openPostgresDatabase,
} from '../../support/databases.ts';
import { bundleOf, failures, verified } from '../../support/evidence.ts';
import { mailEvent, report, signWebhook, WEBHOOK_SECRET } from '../../support/sign-webhook.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

/** The service on a database that nothing guards, so that its record can be taken away. */
async function unguardedApp(): Promise<TestApp> {
  const name = ON_POSTGRES ? await createPostgresDatabase('empty') : '';
  const store = ON_POSTGRES ? await openPostgresDatabase(name) : openSqlite(':memory:');
  await migrate(store, readMigrations());
  onTestFinished(async () => {
    await store.close();
    if (ON_POSTGRES) await dropPostgresDatabase(name);
  });
  return startTestApp({ store, webhookSecret: WEBHOOK_SECRET });
}

async function keepAll({ context }: TestApp): Promise<void> {
  while ((await keepRecord(context, 'test')).nextInMs === 0);
}

/** Acts of every kind but those that the clock and operators add. */
async function haveStory(app: TestApp): Promise<void> {
  await havePolicy(app);
  await haveUsers(app, 'ada', 'ben', 'cy', 'dan', 'eve');
  const lines = '{"user":"fay","email":null,"accepted":{"privacy":{"version":1,"source":"old"}}}';
  await askOk(app, 'POST', '/v1/users/import', lines);
  for (const user of ['ada', 'ben', 'cy', 'dan', 'eve']) await haveAccepted(app, user);
  await havePublished(app, { content: TEXT_3 });
  await askOk(app, 'POST', '/v1/policies/privacy/versions/2/withdrawal', { reason: 'A mistake.' });
  await havePublished(app, { content: TEXT_2 });
  await app.deliver();
  await askOk(app, 'POST', '/v1/notices/shown', { user: 'eve', policy: 'privacy', version: 3 });
  app.wait(1000);
  const leave = async (user: string, when: string) =>
    (
      await askOk(app, 'POST', '/v1/terminations', {
        user,
        policy: 'privacy',
        version: 3,
        when,
        reason: 'No.',
      })
    ).body.id;
  await askOk(app, 'DELETE', `/v1/terminations/${await leave('ada', 'effect')}`);
  app.wait(1000);
  await leave('ben', 'effect');
  app.wait(1000);
  await haveAccepted(app, 'ben', 3);
  await leave('cy', 'now');
  app.wait(1000);
  const back = { user: 'cy', policy: 'privacy', version: 1, returning: true };
  await askOk(app, 'POST', '/v1/acceptances', back);
  app.wait('P31D');
  await askOk(app, 'POST', '/v1/uses', { user: 'dan' });
  await reviewPathOf(app, 'dan@example.com');
  const { id } = await app.store.db
    .selectFrom('deliveries')
    .select('id')
    .where('email', '=', 'dan@example.com')
    .where('kind', '=', 'announcement')
    .executeTakeFirstOrThrow();
  const body = mailEvent('bounced', { deliveryId: id ?? '' });
  expect((await report(app, body, signWebhook(body, { id: 'msg_1' }))).status).toBe(204);
  await askOk(app, 'DELETE', '/v1/users/eve');
}

test('acts older than the record are in it as the tables tell of them, once, and say so', async () => {
  const app = await unguardedApp();
  await haveStory(app);
  const written = await recordsOf(app);
  const kinds = new Set(written.map((one) => one.kind));
  for (const kind of [
    'posted',
    'withdrawn',
    'sent',
    'shown',
    'accepted',
    'leaving',
    'cancelled',
    'returned',
  ]) {
    expect(kinds).toContain(kind);
  }
  for (const kind of ['provider-event', 'voided', 'erased']) expect(kinds).toContain(kind);
  const { db } = app.store;
  for (const table of ['waiting_records', 'record_secrets', 'records']) {
    await sql`DELETE FROM ${sql.table(table)}`.execute(db);
  }
  await sql`UPDATE log_head SET backfill = ''`.execute(db);
  // What happened since the record began keeps the record that it has.
  await haveUsers(app, 'gil');
  await haveAccepted(app, 'gil', 3);

  await keepAll(app);
  await keepAll(app);
  const told = await recordsOf(app);
  const isTold = ({ kind }: { readonly kind: string }) => kind !== 'terminated';
  expect(
    told
      .filter(isTold)
      .map((one) => one.id)
      .toSorted(),
  ).toEqual([...written.map((one) => one.id), told[0]?.id ?? ''].toSorted());
  expect(told[0]).toMatchObject({ kind: 'accepted', basis: 'written-with-the-act' });
  for (const one of written) {
    const again = told.find(({ id }) => id === one.id);
    expect(again).toMatchObject({
      ...{ basis: 'as-known-at-migration', at: one.at, recordedAt: one.recordedAt },
      ...{ user: one.user, policy: one.policy, version: one.version },
    });
    if (['posted', 'shown', 'leaving', 'voided', 'provider-event', 'returned'].includes(one.kind)) {
      expect(again?.facts).toEqual(one.facts);
    }
    if (one.kind !== 'cancelled' && one.kind !== 'returned' && one.kind !== 'erased') {
      expect(again?.actor).toBe(one.actor);
    }
  }

  // As evidence they hold, and of a mail whose words nobody wrote down then it says so.
  const eve = written.find(({ kind }) => kind === 'erased')?.user ?? '';
  for (const user of ['ada', 'ben', 'cy', 'dan', 'fay', 'gil', eve]) {
    const found = verified(await bundleOf(app, user));
    expect(failures(found), user).toEqual([]);
    const mails = found.contents.filter(({ about }) => about.startsWith('the mail'));
    expect(mails.every(({ state }) => state === 'open')).toBe(true);
    expect(mails.length > 0).toBe(user !== 'fay' && user !== 'gil');
  }
});
