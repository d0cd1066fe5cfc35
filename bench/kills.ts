import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Database } from '../src/storage/store.ts';
import { type Databases, postgresDatabases, sqliteDatabases } from './kill-databases.ts';
import { type KillProvider, resendProvider, smtpProvider, type Told } from './kill-providers.ts';
import { count, readOptions } from './options.ts';

const MAIN = fileURLToPath(new URL('../src/node.ts', import.meta.url));
const KEY = 'kills-'.repeat(6);
const TEXT = '# Privacy\n\nWe keep logs for 30 days.\n\nWe never sell your data.\n';

/** Processes at once: two on one file, four on one server. */
const SENDERS = { sqlite: 2, postgres: 4 };
const USERS = 3_000;
const SECONDS = 60;

/** A process that is up lives for at most so long, in milliseconds; most live much shorter. */
const LONGEST_LIFE_MS = 500;

/** What is not through so long after the last kill, in milliseconds, never will be, and shows as not told. */
const LONGEST_PEACE_MS = 90_000;

/** What came of the stories; people count once a story. */
type Tally = Told & {
  readonly stories: number;
  readonly kills: number;
  /** Kills while a call to the provider, or a mail to the relay, was under way. */
  readonly killsInCalls: number;
};

/**
 * Kills the real service with SIGKILL at random while several processes of it tell the same few thousand
 * people of a change, restarts each at once, and counts who was told how often once they are through;
 * story after story until `--seconds` are over. Nobody may be told twice or not at all. On SQLite, or
 * with `--database postgres` on a PostgreSQL started for it; by Resend, or with `--mailer smtp` by a relay
 * that fails in every way now and then.
 */
export async function run({
  json,
  args,
}: {
  readonly json: boolean;
  readonly args: string[];
}): Promise<void> {
  const { seconds, users, database, mailer } = readOptions(args, {
    seconds: count(1, SECONDS),
    users: count(1, USERS),
    database: z.enum(['sqlite', 'postgres'], { error: 'must be sqlite or postgres' }).default('sqlite'),
    mailer: z.enum(['resend', 'smtp'], { error: 'must be resend or smtp' }).default('resend'),
  });
  const folder = mkdtempSync(join(tmpdir(), 'proviso-kills-'));
  const databases = database === 'sqlite' ? sqliteDatabases(folder) : await postgresDatabases();
  try {
    await announce(databases.origin, folder, users);
    let tally: Tally = {
      stories: 0,
      kills: 0,
      killsInCalls: 0,
      people: 0,
      toldOnce: 0,
      toldTwice: 0,
      notTold: 0,
      refused: 0,
      unknown: 0,
      unknownWrongly: 0,
      recordedWrongly: 0,
    };
    const start = performance.now();
    const until = start + seconds * 1000;
    while (performance.now() < until) {
      const url = await databases.copy(`story-${tally.stories}`);
      const people = Array.from({ length: users }, (_, i) => addressOf(i));
      const provider = await (mailer === 'smtp' ? smtpProvider(people) : resendProvider());
      const story = { url, folder, people, until, senders: SENDERS[database] };
      tally = sum(tally, await tellStory(databases, provider, story));
      await provider.close();
    }
    print(json, tally, (performance.now() - start) / 1000);
    const { toldTwice, notTold, unknownWrongly, recordedWrongly } = tally;
    if (toldTwice + notTold + unknownWrongly + recordedWrongly > 0) process.exitCode = 1;
  } finally {
    await databases.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Makes a database in which a change is announced and nobody is told yet. */
async function announce(database: string, folder: string, users: number): Promise<void> {
  const service = startProcess(database, folder, 0, { SENDER: 'off' });
  const url = await service.listening;
  const ask = async (method: string, path: string, body: string) => {
    const headers = { authorization: `Bearer ${KEY}` };
    const answer = await fetch(url + path, { method, headers, body });
    if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`);
    await answer.body?.cancel();
  };
  const versions = '/v1/policies/privacy/versions';
  await ask('PUT', '/v1/policies/privacy', JSON.stringify({ title: 'Privacy Policy' }));
  await ask('POST', versions, JSON.stringify({ content: TEXT }));
  const lines = Array.from({ length: users }, (_, i) =>
    JSON.stringify({ user: `u${i}`, email: addressOf(i), accepted: { privacy: 1 } }),
  );
  await ask('POST', '/v1/users/import', lines.join('\n'));
  const next = { content: TEXT.replace('30', '90'), change: 'substantial', summary: 'Logs are kept longer.' };
  await ask('POST', versions, JSON.stringify(next));
  // An orderly end leaves one file without a log beside it, and the compiled code for those who start later.
  await end(service.child, 'SIGTERM');
}

const addressOf = (user: number) => `u${user}@example.com`;

type Story = {
  readonly url: string;
  readonly folder: string;
  readonly people: readonly string[];
  /** Until when processes are killed, in milliseconds of this process. */
  readonly until: number;
  readonly senders: number;
};

/** Runs one story to its end with processes that are killed until `until`, and counts. */
async function tellStory(
  databases: Databases,
  provider: KillProvider,
  { url, folder, people, until, senders }: Story,
): Promise<Tally> {
  const store = await databases.open(url);
  const deadline = until + LONGEST_PEACE_MS;
  let isOver = false;
  let kills = 0;
  let killsInCalls = 0;

  const liveAndDie = async (place: number) => {
    while (!isOver) {
      const { child, listening } = startProcess(url, folder, place, provider.env);
      await listening;
      const death = performance.now() + Math.random() ** 2 * LONGEST_LIFE_MS;
      while (!isOver && (performance.now() < death || performance.now() > until)) await sleep(1);
      // What is through is not killed any more: such a kill would count and test nothing.
      if (isOver) return end(child, 'SIGTERM');
      const isCalling = provider.isCalling();
      await end(child, 'SIGKILL');
      kills++;
      if (isCalling) killsInCalls++;
      await freeLeases(store.db, place);
    }
  };
  const lives = Promise.all(Array.from({ length: senders }, (_, place) => liveAndDie(place)));
  while (!(await isThrough(store.db, people.length)) && performance.now() < deadline) {
    await passTime(store.db);
    await sleep(50);
  }
  isOver = true;
  await lives;
  const counted = await provider.count(store.db, people);
  await store.close();
  return { ...counted, stories: 1, kills, killsInCalls };
}

/**
 * Lets the leases of a killed process pass at once; otherwise each kill would cost a minute of waiting.
 * Only its own: each process reads a clock whose last digit is its place, so its leases end in it, and
 * what the other process holds stays held.
 */
async function freeLeases(db: Database, place: number): Promise<void> {
  const now = new Date().toISOString();
  await sql`UPDATE chunks SET lease_until = ${now}, due_at = ${now}
    WHERE state = 'open' AND lease_until LIKE ${`%${place}Z`}`.execute(db);
}

/** Lets pass at once what a relay that has no time for us is left in peace for, and what is tried again later. */
async function passTime(db: Database): Promise<void> {
  const now = new Date().toISOString();
  await sql`UPDATE sender_pace SET paused_until = '' WHERE paused_until <> ''`.execute(db);
  await sql`UPDATE chunks SET due_at = ${now}
    WHERE state = 'open' AND lease_until = '' AND due_at > ${now}`.execute(db);
}

async function isThrough(db: Database, users: number): Promise<boolean> {
  const { rows } = await sql<{ settled: number; open: number }>`SELECT
    (SELECT count(*) FROM deliveries WHERE release LIKE '%/2' AND state NOT IN ('queued', 'sending')) AS settled,
    (SELECT count(*) FROM chunks WHERE state = 'open') AS open`.execute(db);
  return Number(rows[0]?.settled) === users && Number(rows[0]?.open) === 0;
}

/** Starts the service in a process whose clock shows its place in the last digit of the milliseconds. */
function startProcess(
  database: string,
  folder: string,
  place: number,
  env: Readonly<Record<string, string>>,
): { readonly child: ChildProcess; readonly listening: Promise<string> } {
  const clock = `const now = Date.now; Date.now = () => Math.floor(now() / 10) * 10 + ${place};`;
  const port = 20_000 + Math.floor(Math.random() * 10_000);
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, ['--import', `data:text/javascript,${clock}`, MAIN], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      // Starting is most of what a life costs here; compiled code is kept from one to the next.
      NODE_COMPILE_CACHE: join(folder, 'compiled'),
      PORT: String(port),
      PUBLIC_URL: 'http://127.0.0.1',
      DATABASE_URL: database,
      ADMIN_KEY: KEY,
      LINK_SECRET: KEY,
      ...env,
    },
  });
  const listening = new Promise<string>((resolve, reject) => {
    let said = '';
    child.stdout?.on('data', (data) => {
      said += data;
      if (said.includes('"listening"')) resolve(url);
    });
    child.once('exit', (code) => {
      if (!said.includes('"listening"')) reject(new Error(`a process ended with ${code} before it was up`));
    });
  });
  return { child, listening };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
}

function sum(a: Tally, b: Tally): Tally {
  const names = Object.keys(a) as (keyof Tally)[];
  return Object.fromEntries(names.map((name) => [name, a[name] + b[name]])) as Tally;
}

function print(json: boolean, tally: Tally, seconds: number): void {
  if (json) {
    process.stdout.write(`${JSON.stringify({ bench: 'kills', seconds, ...tally })}\n`);
    return;
  }
  const none = (number: number) => `goal 0       ${number === 0 ? 'met' : 'MISSED'}`;
  const rows: [string, number, string][] = [
    ['seconds', Math.round(seconds), ''],
    ['stories', tally.stories, ''],
    ['kills', tally.kills, `goal ≥ 300   ${tally.kills >= 300 ? 'met' : 'MISSED'}`],
    ['  while a call was under way', tally.killsInCalls, ''],
    ['people', tally.people, ''],
    ['told once', tally.toldOnce, ''],
    ['told twice', tally.toldTwice, none(tally.toldTwice)],
    ['not told', tally.notTold, none(tally.notTold)],
    ['refused', tally.refused, ''],
    ['unknown', tally.unknown, ''],
    ['unknown without a reason', tally.unknownWrongly, none(tally.unknownWrongly)],
    ['recorded wrongly', tally.recordedWrongly, none(tally.recordedWrongly)],
  ];
  for (const [name, number, goal] of rows) {
    process.stdout.write(`${name.padEnd(30)}${number.toLocaleString('en').padStart(10)}  ${goal}\n`);
  }
}
