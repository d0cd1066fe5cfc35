import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { runAudit } from '../../src/commands/audit.ts';
import { runBackup } from '../../src/commands/backup.ts';
import { lookAtLog } from './clean-log.ts';
import {
  createPostgresDatabase,
  dropPostgresDatabase,
  ON_POSTGRES,
  postgresUrl,
  replacePostgresDatabase,
} from './databases.ts';
import { type FarEnd, startFarEnd } from './far-end.ts';
import { freePort } from './free-port.ts';
import { NODE } from './node-service.ts';
import { scratchFolder } from './scratch.ts';
import { ADMIN_KEY, LINK_SECRET } from './test-app.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const TEXT = '# Privacy\n\nWe keep logs for';

/** Who is told of each version that is published here. */
export const USERS = 120;

export const VERSION_2 = '/v1/policies/privacy/versions/2';

/** The real service in a process of its own. */
export type Service = {
  readonly ask: (method: string, path: string, body?: unknown) => Promise<unknown>;
  /** What `/healthz` says, once it says that all is well or is held. */
  readonly health: () => Promise<Health>;
  readonly output: () => string;
  readonly stop: () => Promise<void>;
};

type Health = {
  readonly mail: { readonly state: string; readonly detail?: string };
  readonly log: { readonly state: string; readonly size?: number; readonly knownTo?: string };
};

type Env = Readonly<Record<string, string>>;

/** A database of its own, which a service uses, and a backup of it that takes its place. Nobody may have it open. */
type RestorableDatabase = {
  readonly env: Env;
  readonly backUp: () => Promise<void>;
  readonly restore: () => Promise<void>;
  readonly remove: () => Promise<void>;
};

/** Where services run whose database is restored: a folder, a database, and a provider that takes their mails. */
export type Place = {
  readonly folder: string;
  readonly farEnd: FarEnd;
  readonly database: RestorableDatabase;
  /** Starts a service; `env` is what it is told besides where its database and its provider are. */
  readonly start: (env?: Env) => Promise<Service>;
  /** Runs `npm run audit -- ` and answers its exit code and all it says. */
  readonly audit: (args: readonly string[], env?: Env) => Promise<{ code: number; text: string }>;
  readonly close: () => Promise<void>;
};

/** Prepares a place on the database that tests run on. */
export async function openPlace(): Promise<Place> {
  const folder = scratchFolder('restore');
  const farEnd = await startFarEnd();
  const database = ON_POSTGRES ? await restorablePostgres() : restorableSqlite(folder);
  const running: ChildProcess[] = [];
  const env = {
    ...database.env,
    PUBLIC_URL: 'https://policies.example.com',
    RESEND_API_KEY: 're_test',
    MAIL_FROM: 'Lantern <notices@lantern.example>',
    RESEND_BASE_URL: farEnd.url,
    RESEND_RATE: '100',
  };
  return {
    folder,
    farEnd,
    database,
    async start(more = {}) {
      const port = String(await freePort());
      const { child, output } = spawnService({ PORT: port, ...env, ...more });
      running.push(child);
      return untilUp(serviceAt(`http://127.0.0.1:${port}`, child, output));
    },
    async audit(args, more = {}) {
      let text = '';
      const take = (part: string) => {
        text += part;
      };
      return { code: await runAudit(args, { ...env, ...more }, { out: take, complain: take }), text };
    },
    async close() {
      for (const child of running) {
        if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
      }
      await farEnd.close();
      await database.remove();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Publishes a version by which logs are kept for so many days. */
export function publish(service: Service, days: number): Promise<unknown> {
  return service.ask('POST', '/v1/policies/privacy/versions', {
    ...{ content: `${TEXT} ${days} days.\n`, change: 'minor', summary: 'Logs.' },
  });
}

/** A database of which a backup was made while a version was announced and none of its mails had gone out. */
export async function haveBackup({ start, database }: Place): Promise<void> {
  const quiet = await start({ SENDER: 'off' });
  await quiet.ask('PUT', '/v1/policies/privacy', { title: 'Privacy Policy' });
  await quiet.ask('POST', '/v1/policies/privacy/versions', { content: `${TEXT} 30 days.\n` });
  const users = Array.from({ length: USERS }, (_, i) =>
    JSON.stringify({ user: `u${i}`, email: `u${i}@example.com`, accepted: { privacy: 1 } }),
  );
  await quiet.ask('POST', '/v1/users/import', users.join('\n'));
  await publish(quiet, 90);
  await quiet.stop();
  await database.backUp();
}

/** Waits until everybody was told of version 2, once, and the service knows it. */
export async function untilSent({ farEnd }: Place, { ask }: Service): Promise<void> {
  await until(() => farEnd.mails.length === USERS);
  await until(async () => ((await ask('GET', `${VERSION_2}/progress`)) as { sent: number }).sent === USERS);
}

/** A database whose backup took its place after a service, told of `env`, had sent what the backup says is to be sent. */
export async function haveRestored(place: Place, env: Env = {}): Promise<void> {
  await haveBackup(place);
  const service = await place.start(env);
  await untilSent(place, service);
  await service.stop();
  await place.database.restore();
}

/** Waits half a minute at most until it is so. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await isSo()); tries++) {
    if (tries > 600) throw new Error(`it did not come to that: ${isSo}`);
    await sleep(50);
  }
}

function restorableSqlite(folder: string): RestorableDatabase {
  const file = join(folder, 'proviso.sqlite');
  const backup = join(folder, 'backup');
  return {
    env: { DATABASE_URL: `sqlite:${file}` },
    async backUp() {
      rmSync(backup, { force: true });
      let text = '';
      const take = (part: string) => {
        text += part;
      };
      const env = { DATABASE_URL: `sqlite:${file}` };
      expect(await runBackup([backup], env, { out: take, complain: take }), text).toBe(0);
    },
    async restore() {
      copyFileSync(backup, file);
      for (const end of ['-wal', '-shm']) rmSync(file + end, { force: true });
    },
    remove: async () => {},
  };
}

async function restorablePostgres(): Promise<RestorableDatabase> {
  const name = await createPostgresDatabase('empty');
  let backup: string | undefined;
  return {
    env: {
      DATABASE_URL: postgresUrl(name),
      LINK_SECRET,
      LOG_KEY: '01'.repeat(32),
    },
    async backUp() {
      backup = await createPostgresDatabase(name);
    },
    async restore() {
      if (backup === undefined) throw new Error('there is no backup yet');
      await replacePostgresDatabase(name, backup);
    },
    async remove() {
      for (const one of [name, backup]) if (one !== undefined) await dropPostgresDatabase(one);
    },
  };
}

function spawnService(env: Env) {
  const child = spawn(NODE[0], NODE.slice(1), {
    cwd: ROOT,
    env: { PATH: process.env.PATH ?? '', ADMIN_KEY, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data) => {
      output += data;
    });
  }
  child.once('close', () => lookAtLog(output));
  return { child, output: () => output };
}

function serviceAt(url: string, child: ChildProcess, output: () => string): Service {
  const ask: Service['ask'] = async (method, path, body) => {
    const answer = await fetch(url + path, {
      method,
      headers: { authorization: `Bearer ${ADMIN_KEY}` },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    expect(answer.status, `${method} ${path}`).toBeLessThan(400);
    return answer.json();
  };
  return {
    ask,
    health: async () => (await ask('GET', '/healthz')) as Health,
    output,
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function untilUp(service: Service): Promise<Service> {
  await until(() =>
    service.health().then(
      () => true,
      () => false,
    ),
  );
  return service;
}
