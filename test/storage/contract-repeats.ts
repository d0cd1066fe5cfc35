import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import type { MigratableStore } from '../../src/storage/engines/migrate.ts';
import { StorageUnavailable, type Store } from '../../src/storage/store.ts';
import { askOk, checkOf, TEXT_1, TEXT_2, TEXT_3 } from '../support/arrange.ts';
import { tableNames } from '../support/table-names.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';
import type { OpenDatabase } from './contract.ts';

/** What people ask of the service; a number waits for so many days, null lets notices go out. */
type Step = readonly [method: string, path: string, body?: unknown] | number | null;

const POLICY = '/v1/policies/privacy';
const ADA = { user: 'ada', policy: 'privacy' };

/** Every act there is, in an order in which each one counts. */
const STORY: readonly Step[] = [
  ['PUT', POLICY, { title: 'Privacy Policy' }],
  ['POST', `${POLICY}/versions`, { content: TEXT_1 }],
  ['PUT', '/v1/users/ada', { email: 'ada@example.com' }],
  ['POST', '/v1/users/import', '{"user":"ben","email":"ben@example.com"}\n{"user":"cora","email":null}'],
  ['POST', '/v1/acceptances', { ...ADA, version: 1 }],
  ['POST', '/v1/acceptances', { ...ADA, user: 'ben', version: 1 }],
  ['POST', `${POLICY}/versions`, { content: TEXT_2, change: 'minor', summary: 'Logs are kept longer.' }],
  null,
  ['POST', '/v1/notices/shown', { ...ADA, user: 'cora', version: 2 }],
  ['POST', '/v1/terminations', { ...ADA, version: 2 }],
  ['POST', '/v1/acceptances', { ...ADA, version: 2 }],
  ['POST', '/v1/terminations', { ...ADA, version: 2, when: 'now' }],
  ['POST', '/v1/acceptances', { ...ADA, version: 1, returning: true }],
  8,
  ['POST', '/v1/uses', { user: 'ben' }],
  ['POST', `${POLICY}/versions`, { content: TEXT_3, change: 'substantial', summary: 'We write first.' }],
  null,
  ['POST', `${POLICY}/versions/3/withdrawal`, { reason: 'A mistake.' }],
  null,
  ['PUT', '/v1/users/ben', { email: 'ben@elsewhere.example' }],
  ['DELETE', '/v1/users/ben'],
];

/** What must be true of writes that commit and still report an error: whoever repeats them does nothing twice. */
export function repeatedWrites(open: OpenDatabase): void {
  // D1 takes a request a statement.
  test('every act that was written and reported as failed is repeated without being done twice', {
    timeout: 180_000,
  }, async () => {
    const [calm, shaky] = [await open('migrated'), await open('migrated')];
    onTestFinished(async () => {
      await calm.close();
      await shaky.close();
    });
    const reference = await startTestApp({ store: calm.store });
    const weather = { isBad: false, failures: 0 };
    const app = await startTestApp({ store: failingAfterwards(shaky.store, weather) });

    for (const [at, step] of STORY.entries()) {
      if (typeof step === 'number') {
        for (const one of [reference, app]) one.wait(`P${step}D`);
      } else if (step === null) {
        await reference.deliver();
        await deliverInBadWeather(app, weather);
      } else {
        const [method, path, body] = step;
        const key = { 'idempotency-key': `step-${at}` };
        const expected = await askOk(reference, method, path, body, key);
        weather.isBad = true;
        const before = weather.failures;
        const failed = await app.ask(method, path, body, key);
        weather.isBad = false;
        if (weather.failures > before) expect(failed.status, `${method} ${path}`).toBe(503);
        const repeated = await app.ask(method, path, body, key);
        const isGone = method === 'DELETE' && weather.failures > before;
        expect([expected.status, isGone ? 404 : 200], `${method} ${path}`).toContain(repeated.status);
      }
      expect(await countRows(app.store), `after step ${at}`).toEqual(await countRows(reference.store));
      if (at > 5) expect(await standingOf(app)).toEqual(await standingOf(reference));
    }
    expect(weather.failures).toBeGreaterThan(15);
  });
}

/** What a check says that does not hang on when mails went out. */
async function standingOf(app: TestApp) {
  const { standing, accepted, basis, reason, next, holds } = await checkOf(app, 'ada');
  return { standing, accepted, basis, reason, next, holds: holds?.version };
}

type Weather = { isBad: boolean; failures: number };

/** A store whose first write in bad weather is done, and reported as failed. */
function failingAfterwards(store: MigratableStore, weather: Weather): MigratableStore {
  return {
    ...store,
    atomic: async (statements) => {
      const changed = await store.atomic(statements);
      if (!weather.isBad) return changed;
      weather.isBad = false;
      weather.failures++;
      throw new StorageUnavailable('the connection broke before the answer came');
    },
  };
}

/** Lets notices go out while every other write reports a failure, as a process does that begins a new round. */
async function deliverInBadWeather(app: TestApp, weather: Weather): Promise<void> {
  for (let round = 0; round < 100; round++) {
    const before = weather.failures;
    weather.isBad = round % 2 === 0;
    try {
      await app.deliver();
    } catch (error) {
      if (!(error instanceof StorageUnavailable)) throw error;
    }
    if (weather.failures === before) return;
    // What was claimed is free again once its lease is over.
    app.wait(61_000);
  }
  throw new Error('there was always more to send');
}

/** How many rows each table has. */
export async function countRows({ db }: Pick<Store, 'db'>): Promise<Record<string, number>> {
  const names = await tableNames({ db });
  const counts: Record<string, number> = {};
  // No row of D1 has more than a hundred columns.
  for (let at = 0; at < names.length; at += 50) {
    const columns = names
      .slice(at, at + 50)
      .map((name) => sql`(SELECT count(*) FROM ${sql.table(name)}) AS ${sql.ref(name)}`);
    const { rows } = await sql<Record<string, number>>`SELECT ${sql.join(columns)}`.execute(db);
    for (const [name, count] of Object.entries(rows[0] ?? {})) counts[name] = Number(count);
  }
  expect(Object.keys(counts)).toHaveLength(names.length);
  return counts;
}
