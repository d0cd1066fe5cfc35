import { sql } from 'kysely';
import { expect, onTestFinished } from 'vitest';
import type { Store } from '../../src/storage/store.ts';
import { tableNames } from './table-names.ts';
import { type Answered, startTestApp, type TestApp } from './test-app.ts';

/** The first text of the policy that tests are about. */
export const TEXT_1 = '# Privacy\n\nWe keep logs for 30 days.\n\nWe never sell your data.\n';

/** Its second text: logs are kept longer. */
export const TEXT_2 = '# Privacy\n\nWe keep logs for 90 days.\n\nWe never sell your data.\n';

/** Its third text: one more sentence. */
export const TEXT_3 = `${TEXT_2}\nWe write to you before this changes.\n`;

/** A picture of one pixel, as products send those of their screens. */
export const PNG =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** Starts the service for one test and closes its database when the test is over. */
export async function testApp(options: Parameters<typeof startTestApp>[0] = {}): Promise<TestApp> {
  const app = await startTestApp(options);
  onTestFinished(() => app.store.close());
  return app;
}

type Asking = Pick<TestApp, 'ask'>;

/** Asks, and insists on success: for what a test takes for granted. */
export async function askOk({ ask }: Asking, ...request: Parameters<TestApp['ask']>): Promise<Answered> {
  const answer = await ask(...request);
  expect(answer.status, `${request[0]} ${request[1]}: ${JSON.stringify(answer.body)}`).toBeLessThan(400);
  return answer;
}

/** Creates the policy `privacy` with short notice periods, and its first version, in force at once. */
export async function havePolicy(app: Asking, change: Record<string, unknown> = {}): Promise<void> {
  await askOk(app, 'PUT', '/v1/policies/privacy', { title: 'Privacy Policy', ...change });
  await askOk(app, 'POST', '/v1/policies/privacy/versions', { content: TEXT_1 });
}

/** Publishes a version of `privacy` and answers it. */
export async function havePublished(
  app: Asking,
  publication: Record<string, unknown> = {},
): Promise<Answered['body']> {
  const { body } = await askOk(app, 'POST', '/v1/policies/privacy/versions', {
    content: TEXT_2,
    change: 'substantial',
    summary: 'Logs are kept longer.',
    ...publication,
  });
  return body;
}

/** Makes users known, each at `<id>@example.com`. */
export async function haveUsers(app: Asking, ...users: readonly string[]): Promise<void> {
  for (const user of users) await askOk(app, 'PUT', `/v1/users/${user}`, { email: `${user}@example.com` });
}

/** Lets a user agree to a version of `privacy`. */
export async function haveAccepted(app: Asking, user: string, version = 1): Promise<void> {
  await askOk(app, 'POST', '/v1/acceptances', { user, policy: 'privacy', version });
}

/** A policy in force, a user `ada` who holds it, a substantial version announced, and her mail delivered. */
export async function haveAdaTold(app: TestApp, publication: Record<string, unknown> = {}): Promise<string> {
  await havePolicy(app);
  await haveUsers(app, 'ada');
  await haveAccepted(app, 'ada');
  await havePublished(app, publication);
  await app.deliver();
  return reviewPathOf(app, 'ada@example.com');
}

/** The path of the review link in the newest mail to an address, of a policy, as the local mailbox shows it. */
export async function reviewPathOf(app: TestApp, address: string, policy = 'privacy'): Promise<string> {
  const row = await app.store.db
    .selectFrom('deliveries')
    .select('id')
    .where('email', '=', address)
    .where('release', 'like', `${policy}/%`)
    .where('sent_at', 'is not', null)
    .orderBy('sent_at', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow();
  const { body } = await askOk(app, 'GET', `/mailbox/${row.id}/text`);
  const path = /\/review\/[\w.-]+/.exec(body as string)?.[0];
  expect(path).toBeDefined();
  return path as string;
}

/** A user's check against `privacy`. */
export async function checkOf(app: Asking, user: string): Promise<Answered['body']> {
  return (await askOk(app, 'GET', `/v1/users/${user}/policies/privacy`)).body;
}

/** A record with its secrets, as tests look at it. */
export type TestRecord = {
  readonly id: string;
  readonly kind: string;
  readonly at: string;
  readonly recordedAt: string;
  readonly actor: string;
  readonly user: string | null;
  readonly policy: string | null;
  readonly version: number | null;
  readonly basis: string;
  readonly facts: Readonly<Record<string, unknown>>;
  /** Null once it is forgotten. */
  readonly salt: string | null;
  readonly personal: Readonly<Record<string, string>> | null;
  /** Null until it has one. */
  readonly position: number | null;
};

/** All records, in the order of the log, then of their turns. */
export async function recordsOf({ store }: Pick<TestApp, 'store'>): Promise<TestRecord[]> {
  const { rows } = await sql<{
    body: string;
    salt: string | null;
    personal: string | null;
    position: number | null;
  }>`
    SELECT records.body, record_secrets.salt, record_secrets.personal, log_entries.position FROM records
      LEFT JOIN record_secrets ON record_secrets.record_id = records.id
      LEFT JOIN log_entries ON log_entries.record_id = records.id
      LEFT JOIN waiting_records ON waiting_records.record_id = records.id
    ORDER BY coalesce(log_entries.position, 1000000 + waiting_records.turn)`.execute(store.db);
  return rows.map(({ body, salt, personal, position }) => ({
    ...JSON.parse(body),
    salt,
    personal: personal && JSON.parse(personal),
    position,
  }));
}

/** Every row of every table: two are equal when nothing at all was written in between. */
export async function dumpDatabase({ db }: Pick<Store, 'db'>): Promise<Record<string, string[]>> {
  const tables = await tableNames({ db });
  const dump: Record<string, string[]> = {};
  for (const name of tables) {
    const { rows } = await sql`SELECT * FROM ${sql.table(name)}`.execute(db);
    dump[name] = rows.map((row) => JSON.stringify(row)).sort();
  }
  expect(tables.length).toBeGreaterThan(0);
  return dump;
}

/** The problem body of input that is not valid in one place. */
export function invalidAt(pointer: string, detail: string) {
  return {
    type: '/problems/invalid-request',
    title: 'The request is not valid',
    status: 400,
    detail: 'The request is not valid; see errors.',
    errors: [{ pointer, detail }],
  };
}
