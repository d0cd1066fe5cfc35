import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { z } from 'zod';
import { auditDatabase } from '../src/actions/record/audit-database.ts';
import { findingText } from '../src/domain/audit/finding.ts';
import { instantFromMs } from '../src/domain/instant.ts';
import type { Database } from '../src/storage/store.ts';
import { type Databases, postgresDatabases, sqliteDatabases } from './kill-databases.ts';
import { end, freeLeases, KEY, startProcess } from './kill-processes.ts';
import { FROM, type KillProvider, resendProvider, smtpProvider, type Told } from './kill-providers.ts';
import { DEFAULT, type KillRules, OWN, type OwnTally } from './kill-rules.ts';
import { count, readOptions, rulesOption } from './options.ts';

const TEXT = '# Privacy\n\nWe keep logs for 30 days.\n\nWe never sell your data.\n';

/** Processes at once: two on one file, four on one server. */
const SENDERS = { sqlite: 2, postgres: 4 };
const USERS = 3_000;
const SECONDS = 60;

/** A process that is up lives for at most so long, in milliseconds; most live much shorter. */
const LONGEST_LIFE_MS = 500;

/** So many kills show something. */
const FEWEST_KILLS = 300;
/** Where there were fewer in the time that was asked for, further stories are told, of so many milliseconds each. */
const MORE_MS = 20_000;
const MOST_TIMES_LONGER = 5;

/** What is not through so long after the last kill, in milliseconds, never will be, and shows as not told. */
const LONGEST_PEACE_MS = 90_000;

/** What came of the stories; people count once a story. */
type Tally = Told &
  OwnTally & {
    readonly stories: number;
    readonly kills: number;
    /** Kills while a call to the provider, or a mail to the relay, was under way. */
    readonly killsInCalls: number;
    /** What an audit of each story's database finds. */
    readonly findings: number;
  };

/**
 * Kills the real service with SIGKILL at random while several processes of it tell the same few thousand
 * people of a change, restarts each at once, and counts who was told how often once they are through;
 * story after story until `--seconds` are over, and longer where there were fewer than 300 kills by then. Nobody may be told twice or not at all. On SQLite, or
 * with `--database postgres` on a PostgreSQL started for it; by Resend, or with `--mailer smtp` by a relay
 * that fails in every way now and then. `--rules own`, by Resend alone: everybody has a clock of their own,
 * which their mail starts, and agrees by silence, which is written down while processes are killed.
 */
export async function run({
  json,
  args,
}: {
  readonly json: boolean;
  readonly args: string[];
}): Promise<void> {
  const {
    seconds,
    users,
    database,
    rules: named,
    mailer,
  } = readOptions(args, {
    seconds: count(1, SECONDS),
    users: count(1, USERS),
    database: z.enum(['sqlite', 'postgres'], { error: 'must be sqlite or postgres' }).default('sqlite'),
    rules: rulesOption,
    mailer: z.enum(['resend', 'smtp'], { error: 'must be resend or smtp' }).default('resend'),
  });
  if (named === 'own' && mailer === 'smtp') throw new Error('--rules own is told by Resend alone');
  const people = Array.from({ length: users }, (_, i) => addressOf(i));
  const rules = named === 'own' ? OWN : DEFAULT;
  const folder = mkdtempSync(join(tmpdir(), 'proviso-kills-'));
  const databases = database === 'sqlite' ? sqliteDatabases(folder) : await postgresDatabases();
  try {
    await announce(databases.origin, folder, users, rules);
    let tally: Tally = {
      stories: 0,
      kills: 0,
      killsInCalls: 0,
      people: 0,
      toldOnce: 0,
      toldTwice: 0,
      ...{ notTold: 0, refused: 0, unknown: 0, unknownWrongly: 0, recordedWrongly: 0 },
      ...{ findings: 0, datedWrongly: 0, silent: 0, silencesWrong: 0 },
    };
    const start = performance.now();
    const endsAt = start + seconds * 1000;
    const latest = start + seconds * 1000 * MOST_TIMES_LONGER;
    // On a busy machine lives take longer to begin: it goes on until enough of them have ended.
    const goesOn = (now: number) => now < endsAt || (tally.kills < FEWEST_KILLS && now < latest);
    while (goesOn(performance.now())) {
      const until = Math.min(latest, Math.max(endsAt, performance.now() + MORE_MS));
      const url = await databases.copy(`story-${tally.stories}`);
      const provider = await (mailer === 'smtp' ? smtpProvider(people) : resendProvider());
      const story = { url, folder, people, rules, until, senders: SENDERS[database] };
      tally = sum(tally, await tellStory(databases, provider, story));
      await provider.close();
    }
    print(json, { rules: named, database, mailer }, tally, (performance.now() - start) / 1000);
    if (MUST_BE_NONE.some((name) => tally[name] > 0)) process.exitCode = 1;
  } finally {
    await databases.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Makes a database in which a change is announced and nobody is told yet. */
async function announce(
  database: string,
  folder: string,
  users: number,
  { policy, change, knownOf }: KillRules,
): Promise<void> {
  const service = startProcess(database, folder, 0, { ...FROM, SENDER: 'off', RESEND_API_KEY: 're_test' });
  const url = await service.listening;
  const ask = async (method: string, path: string, body: string) => {
    const headers = { authorization: `Bearer ${KEY}` };
    const answer = await fetch(url + path, { method, headers, body });
    if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`);
    await answer.body?.cancel();
  };
  const versions = '/v1/policies/privacy/versions';
  await ask('PUT', '/v1/policies/privacy', JSON.stringify({ title: 'Privacy Policy', ...policy }));
  await ask('POST', versions, JSON.stringify({ content: TEXT }));
  const lines = Array.from({ length: users }, (_, i) =>
    JSON.stringify({ user: `u${i}`, email: addressOf(i), accepted: { privacy: 1 }, ...knownOf(i) }),
  );
  await ask('POST', '/v1/users/import', lines.join('\n'));
  const next = { content: TEXT.replace('30', '90'), change, summary: 'Logs are kept longer.' };
  await ask('POST', versions, JSON.stringify(next));
  // An orderly end leaves one file without a log beside it, and the compiled code for those who start later.
  await end(service.child, 'SIGTERM');
}

const addressOf = (user: number) => `u${user}@example.com`;

type Story = {
  readonly url: string;
  readonly folder: string;
  readonly people: readonly string[];
  readonly rules: KillRules;
  /** Until when processes are killed, in milliseconds of this process. */
  readonly until: number;
  readonly senders: number;
};

/** Runs one story to its end with processes that are killed until `until`, and counts. */
async function tellStory(
  databases: Databases,
  provider: KillProvider,
  { url, folder, people, rules, until, senders }: Story,
): Promise<Tally> {
  const users = people.length;
  const store = await databases.open(url);
  const deadline = until + LONGEST_PEACE_MS + 2 * rules.idleMs;
  let isOver = false;
  let idleUntil = 0;
  let kills = 0;
  let killsInCalls = 0;

  const liveAndDie = async (place: number) => {
    while (!isOver) {
      const { child, listening } = startProcess(url, folder, place, provider.env);
      await listening;
      const death = performance.now() + Math.random() ** 2 * LONGEST_LIFE_MS;
      // What is through, or only waits, is not killed: such a kill would count and test nothing.
      const mayLive = (now: number) => now < death || now < idleUntil || now > until;
      while (!isOver && mayLive(performance.now())) await sleep(1);
      if (isOver) return end(child, 'SIGTERM');
      const isCalling = provider.isCalling();
      await end(child, 'SIGKILL');
      kills++;
      if (isCalling) killsInCalls++;
      await freeLeases(store.db, place);
    }
  };
  const lives = Promise.all(Array.from({ length: senders }, (_, place) => liveAndDie(place)));
  while (!(await isThrough(store.db, users)) && performance.now() < deadline) {
    await passTime(store.db);
    await sleep(50);
  }
  idleUntil = performance.now() + rules.idleMs;
  while (!(await rules.isThrough(store.db, users)) && performance.now() < deadline) await sleep(10);
  isOver = true;
  await lives;
  const counted = {
    ...(await provider.count(store.db, people)),
    ...(await rules.count(store.db, users)),
    findings: await countFindings(store.db),
  };
  await store.close();
  return { ...counted, stories: 1, kills, killsInCalls };
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

/** How many things an audit finds; the first of them are said. */
async function countFindings(db: Database): Promise<number> {
  const findings: string[] = [];
  const basis = { db, moves: false, now: instantFromMs(Date.now()), verifiers: [], known: [] };
  await auditDatabase(basis, (finding) => findings.push(findingText(finding)));
  for (const text of findings.slice(0, 5)) process.stderr.write(`${text}\n`);
  return findings.length;
}

function sum(a: Tally, b: Tally): Tally {
  const names = Object.keys(a) as (keyof Tally)[];
  return Object.fromEntries(names.map((name) => [name, a[name] + b[name]])) as Tally;
}

/** What may befall nobody. */
const MUST_BE_NONE = [
  ...(['toldTwice', 'notTold', 'unknownWrongly', 'recordedWrongly'] as const),
  ...(['datedWrongly', 'silencesWrong', 'findings'] as const),
] as const;

function print(
  json: boolean,
  what: { readonly rules: string; readonly database: string; readonly mailer: string },
  tally: Tally,
  seconds: number,
): void {
  if (json) {
    process.stdout.write(`${JSON.stringify({ bench: 'kills', ...what, seconds, ...tally })}\n`);
    return;
  }
  const none = (number: number) => `goal 0       ${number === 0 ? 'met' : 'MISSED'}`;
  const rows: [string, number, string][] = [
    ['seconds', Math.round(seconds), ''],
    ['stories', tally.stories, ''],
    ['kills', tally.kills, `goal ≥ ${FEWEST_KILLS}   ${tally.kills >= FEWEST_KILLS ? 'met' : 'MISSED'}`],
    ['  while a call was under way', tally.killsInCalls, ''],
    ['people', tally.people, ''],
    ['told once', tally.toldOnce, ''],
    ['told twice', tally.toldTwice, none(tally.toldTwice)],
    ['not told', tally.notTold, none(tally.notTold)],
    ['refused', tally.refused, ''],
    ['unknown', tally.unknown, ''],
    ['unknown without a reason', tally.unknownWrongly, none(tally.unknownWrongly)],
    ['recorded wrongly', tally.recordedWrongly, none(tally.recordedWrongly)],
    ['dated wrongly', tally.datedWrongly, none(tally.datedWrongly)],
    ['agreed by silence', tally.silent, ''],
    ['silence not recorded once', tally.silencesWrong, none(tally.silencesWrong)],
    ['audit findings', tally.findings, none(tally.findings)],
  ];
  for (const [name, number, goal] of rows) {
    process.stdout.write(`${name.padEnd(30)}${number.toLocaleString('en').padStart(10)}  ${goal}\n`);
  }
}
