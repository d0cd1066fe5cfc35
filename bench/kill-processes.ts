import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { Database } from '../src/storage/store.ts';
import { freePort } from './service.ts';

/** The key of who may do everything in the processes of a bench. */
export const KEY = 'kills-'.repeat(6);

/** What a process is started from. */
export type Startable = {
  /** The file to start. */
  readonly main: string;
  /** Where compiled code is kept from one start to the next. */
  readonly folder: string;
  /** For `DATABASE_URL`. */
  readonly database: string;
};

/** Somebody else may take a port between its being found free and its being listened on. */
const MOST_TRIES = 5;

/**
 * Starts the service in a process whose clock shows its place in the last digit of the milliseconds, and answers it
 * once it listens.
 */
export async function startProcess(
  of: Startable,
  place: number,
  env: Readonly<Record<string, string>>,
): Promise<{ readonly child: ChildProcess; readonly url: string }> {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const port = await freePort();
    const child = spawnProcess(of, place, { PORT: String(port), ...env });
    if (await listens(child)) return { child, url: `http://127.0.0.1:${port}` };
  }
  throw new Error(`a process ended ${MOST_TRIES} times before it was up`);
}

function spawnProcess(
  { main, folder, database }: Startable,
  place: number,
  env: Readonly<Record<string, string>>,
): ChildProcess {
  const clock = `const now = Date.now; Date.now = () => Math.floor(now() / 10) * 10 + ${place};`;
  return spawn(process.execPath, ['--import', `data:text/javascript,${clock}`, main], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      NODE_COMPILE_CACHE: join(folder, 'compiled'),
      PUBLIC_URL: 'http://127.0.0.1',
      DATABASE_URL: database,
      ADMIN_KEY: KEY,
      LINK_SECRET: KEY,
      ...env,
    },
  });
}

/** Whether a process comes to listen before it ends. */
function listens(child: ChildProcess): Promise<boolean> {
  return new Promise((resolve) => {
    let said = '';
    child.stdout?.on('data', (data) => {
      said += data;
      if (said.includes('"listening"')) resolve(true);
    });
    child.once('exit', () => resolve(false));
  });
}

/** Ends a process by a signal, and waits until it is gone. */
export async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
}

/**
 * Lets the leases of a killed process pass at once; otherwise each kill would cost a minute of waiting.
 * Only its own: each process reads a clock whose last digit is its place, so its leases end in it, and
 * what the other process holds stays held.
 */
export async function freeLeases(db: Database, place: number): Promise<void> {
  const now = new Date().toISOString();
  await sql`UPDATE chunks SET lease_until = ${now}, due_at = ${now}
    WHERE state = 'open' AND lease_until LIKE ${`%${place}Z`}`.execute(db);
}
