import { randomInt } from 'node:crypto';
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
import { end, freeLeases, KEY, type Startable, startProcess } from './kill-processes.ts';
import { FROM, type KillProvider, resendProvider, smtpProvider } from './kill-providers.ts';
import { isBad, NOTHING, print, sum, type Tally } from './kill-report.ts';
import { DEFAULT, type KillRules, OWN } from './kill-rules.ts';
import { bundleService } from './kill-service.ts';
import { ArgumentError, count, readOptions, rulesOption } from './options.ts';
import { createRandom } from './random.ts';

const TEXT = '# Privacy\n\nWe keep logs for 30 days.\n\nWe never sell your data.\n';

/** Processes at once: two on one file, four on one server. */
const SENDERS = { sqlite: 2, postgres: 4 };
const USERS = 3_000;
const KILLS = 300;

/** How long a process lives at most, in milliseconds, once it has begun what it is killed over. */
const LAST_MS = 20;
/** A process that sends nothing is killed after so long, in milliseconds: others send. */
const LONGEST_LIFE_MS = 10_000;
/** One that writes silences down is killed before, in milliseconds. */
const SILENT_LIFE_MS = 500;

/** How often it is said how far it is. */
const SAYS_EVERY_MS = 10_000;

/** Where nothing comes through for so long after the last kill, in milliseconds, nothing will: it shows as not told. */
const LONGEST_PEACE_MS = 90_000;

/**
 * Kills the real service with SIGKILL at random while several processes of it tell the same few thousand
 * people of a change, restarts each at once, and counts who was told how often once they are through;
 * story after story until there were `--kills`. Nobody may be told twice or not at all. On SQLite, or
 * with `--database postgres` on a PostgreSQL started for it; by Resend, or with `--mailer smtp` by a relay
 * that fails in every way now and then. `--rules own`, by Resend alone: everybody has a clock of their own,
 * which their mail starts, and agrees by silence, which is written down while processes are killed.
 * `--seed` draws how long processes live as it did when it was printed.
 */
export async function run({
  json,
  args,
}: {
  readonly json: boolean;
  readonly args: string[];
}): Promise<void> {
  const asked = readOptions(args, {
    kills: count(1, KILLS),
    users: count(1, USERS),
    database: z.enum(['sqlite', 'postgres'], { error: 'must be sqlite or postgres' }).default('sqlite'),
    rules: rulesOption,
    mailer: z.enum(['resend', 'smtp'], { error: 'must be resend or smtp' }).default('resend'),
    seed: count(0, randomInt(1_000_000)),
  });
  const { kills, users, database, mailer, seed } = asked;
  if (asked.rules === 'own' && mailer === 'smtp')
    throw new ArgumentError('--rules own is told by Resend alone');
  const people = Array.from({ length: users }, (_, i) => addressOf(i));
  const rules = asked.rules === 'own' ? OWN : DEFAULT;
  const folder = mkdtempSync(join(tmpdir(), 'proviso-kills-'));
  const databases = database === 'sqlite' ? sqliteDatabases(folder) : await postgresDatabases();
  const lives = Array.from({ length: SENDERS[database] }, (_, place) => createRandom(seed + place));
  try {
    process.stderr.write(`--seed ${seed}\n`);
    const main = await bundleService(folder);
    await announce({ main, folder, database: databases.origin }, users, rules);
    const start = performance.now();
    const seconds = () => (performance.now() - start) / 1000;
    let tally = NOTHING;
    while (tally.kills < kills) {
      const url = await databases.copy(`story-${tally.stories}`);
      const provider = await (mailer === 'smtp' ? smtpProvider(people) : resendProvider());
      const say = (done: Pick<Tally, 'kills' | 'killsInCalls'>, settled: number) => {
        const inCalls = tally.killsInCalls + done.killsInCalls;
        process.stderr.write(
          `${Math.round(seconds())} s: ${tally.kills + done.kills} of ${kills} kills, ${inCalls} in calls; ` +
            `story ${tally.stories + 1}: ${settled} of ${users} people through\n`,
        );
      };
      const story = { url, main, folder, people, rules, kills: kills - tally.kills, lives, say };
      tally = sum(tally, await tellStory(databases, provider, story));
      await provider.close();
    }
    print(json, asked, tally, seconds());
    if (isBad(tally)) process.exitCode = 1;
  } finally {
    await databases.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Makes a database in which a change is announced and nobody is told yet. */
async function announce(of: Startable, users: number, { policy, change, knownOf }: KillRules): Promise<void> {
  const service = await startProcess(of, 0, { ...FROM, SENDER: 'off', RESEND_API_KEY: 're_test' });
  const ask = async (method: string, path: string, body: string) => {
    const headers = { authorization: `Bearer ${KEY}` };
    const answer = await fetch(service.url + path, { method, headers, body });
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

type Story = Omit<Startable, 'database'> & {
  readonly url: string;
  readonly people: readonly string[];
  readonly rules: KillRules;
  /** How many processes are killed at most. */
  readonly kills: number;
  /** For each place, what draws how long its processes live. */
  readonly lives: readonly (() => number)[];
  /** Hears now and then how many were killed, and how many people are through. */
  readonly say: (done: Pick<Tally, 'kills' | 'killsInCalls'>, settled: number) => void;
};

/** Runs one story to its end with processes that are killed, and counts. */
async function tellStory(
  databases: Databases,
  provider: KillProvider,
  { url, people, rules, lives, say, ...story }: Story,
): Promise<Tally> {
  const users = people.length;
  const store = await databases.open(url);
  let isOver = false;
  /** Whether nobody is killed any more, and what is left is only written down. */
  let isPeaceful = false;
  /** Until when nobody is killed who only waits for a silence; 0 while mails are sent. */
  let idleUntil = 0;
  let movedAt = performance.now();
  let kills = 0;
  let killsInCalls = 0;

  /** Kills by how many mails have left, not by the clock: however slow a machine is, it hits what is under way. */
  const liveToDeath = async (random: () => number) => {
    const [drawn, last] = [random() ** 2, random()];
    const born = performance.now();
    const enough = provider.heard() + Math.floor(drawn * provider.mostHeard);
    const isDue = (now: number) => {
      if (idleUntil > 0) return now >= Math.max(idleUntil, born) + drawn * SILENT_LIFE_MS;
      return provider.heard() >= enough || now >= born + LONGEST_LIFE_MS;
    };
    while (!isOver && (isPeaceful || kills >= story.kills || !isDue(performance.now()))) await sleep(1);
    const death = performance.now() + last * LAST_MS;
    while (!isOver && performance.now() < death) await sleep(1);
  };
  const liveAndDie = async (random: () => number, place: number) => {
    while (!isOver) {
      const { child } = await startProcess({ ...story, database: url }, place, provider.env);
      await liveToDeath(random);
      if (isOver) return end(child, 'SIGTERM');
      if (provider.isCalling()) killsInCalls++;
      kills++;
      await end(child, 'SIGKILL');
      movedAt = performance.now();
      await freeLeases(store.db, place);
    }
  };
  const goesOn = (now: number) => now < Math.max(movedAt, idleUntil) + LONGEST_PEACE_MS;
  const processes = Promise.all(lives.map(liveAndDie));
  let saidAt = performance.now();
  let before = 0;
  for (;;) {
    const { settled, open } = await readProgress(store.db);
    if ((settled === users && open === 0) || !goesOn(performance.now())) break;
    if (settled !== before) movedAt = performance.now();
    before = settled;
    if (performance.now() - saidAt >= SAYS_EVERY_MS) {
      say({ kills, killsInCalls }, settled);
      saidAt = performance.now();
    }
    await passTime(store.db);
    await sleep(50);
  }
  idleUntil = performance.now() + rules.idleMs;
  while (!(await rules.isThrough(store.db, users)) && goesOn(performance.now())) await sleep(10);
  isPeaceful = true;
  while (!(await isNumbered(store.db)) && goesOn(performance.now())) await sleep(10);
  isOver = true;
  await processes;
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

/** How many people nothing more will be sent to, and how many chunks wait. */
async function readProgress(db: Database): Promise<{ readonly settled: number; readonly open: number }> {
  const { rows } = await sql<{ settled: number; open: number }>`SELECT
    (SELECT count(*) FROM deliveries WHERE release LIKE '%/2' AND state NOT IN ('queued', 'sending')) AS settled,
    (SELECT count(*) FROM chunks WHERE state = 'open') AS open`.execute(db);
  return { settled: Number(rows[0]?.settled), open: Number(rows[0]?.open) };
}

/** Whether every act has its place in the log: an audit minds what waits for one for long. */
async function isNumbered(db: Database): Promise<boolean> {
  const { rows } = await sql`SELECT 1 FROM waiting_records LIMIT 1`.execute(db);
  return rows.length === 0;
}

/** How many things an audit finds; the first of them are said. */
async function countFindings(db: Database): Promise<number> {
  const findings: string[] = [];
  const basis = { db, moves: false, now: instantFromMs(Date.now()), verifiers: [], known: [] };
  await auditDatabase(basis, (finding) => findings.push(findingText(finding)));
  for (const text of findings.slice(0, 5)) process.stderr.write(`${text}\n`);
  return findings.length;
}
