import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { openSqlite, type SqliteStore } from '../src/storage/engines/sqlite.ts';
import { KEY, peakMemoryMb, type Service, startService, stopService } from './service.ts';
import { quantile } from './table.ts';

/** A check starts every so many milliseconds, whether or not the one before is answered. */
const CHECK_EVERY_MS = 4;
const CHECKS_AT_REST = 1_000;

/** How a service fared while it worked; milliseconds and megabytes. */
export type Serving = {
  readonly ms: number;
  readonly restP99Ms: number;
  readonly busyP99Ms: number;
  readonly checks: number;
  readonly peakMemoryMb: number;
};

/**
 * Asks the real service on a database for checks of its users, `user-0` and up, at rest and while it
 * works: `begin` gives it the work and answers how to know that it is done.
 */
export async function measureServing(
  database: string,
  users: number,
  begin: (service: Service, store: SqliteStore) => Promise<() => Promise<boolean>>,
  env: Readonly<Record<string, string>> = {},
): Promise<Serving> {
  const service = await startService(database, env);
  const store = openSqlite(database);
  try {
    const ask = asker(service.url, users);
    await checkWhile(ask, (asked) => asked < CHECKS_AT_REST / 4);
    const atRest = await checkWhile(ask, (asked) => asked < CHECKS_AT_REST);
    const isDone = await begin(service, store);
    const start = performance.now();
    let goesOn = true;
    const busy = checkWhile(ask, () => goesOn);
    while (!(await isDone())) {
      if (service.child.exitCode !== null) throw new Error('the service ended');
      await sleep(20);
    }
    const ms = performance.now() - start;
    goesOn = false;
    const times = await busy;
    return {
      ms,
      restP99Ms: quantile(atRest, 0.99),
      busyP99Ms: quantile(times, 0.99),
      checks: times.length,
      peakMemoryMb: peakMemoryMb(service),
    };
  } finally {
    await store.close();
    await stopService(service);
  }
}

/** Checks random users over kept connections, and answers the milliseconds it took. */
function asker(url: string, users: number): () => Promise<number> {
  const agent = new Agent({ keepAlive: true });
  const headers = { authorization: `Bearer ${KEY}` };
  return () =>
    new Promise((resolve, reject) => {
      const path = `/v1/users/user-${Math.floor(Math.random() * users)}/policies/privacy`;
      const start = performance.now();
      request(url + path, { agent, headers }, (response) => {
        if (response.statusCode !== 200) reject(new Error(`a check was answered ${response.statusCode}`));
        response.on('end', () => resolve(performance.now() - start)).resume();
      })
        .on('error', reject)
        .end();
    });
}

async function checkWhile(
  ask: () => Promise<number>,
  goesOn: (asked: number) => boolean,
): Promise<readonly number[]> {
  const asked: Promise<number>[] = [];
  while (goesOn(asked.length)) {
    asked.push(ask());
    await sleep(CHECK_EVERY_MS);
  }
  return Promise.all(asked);
}
