import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { count, readOptions } from './options.ts';
import { freePort, KEY, memoryMb, ROOT, START, startService, stopService } from './service.ts';
import { median, printTable, say } from './table.ts';

const STARTS = 15;
const LONGEST_START_MS = 60_000;
const BETWEEN_TRIES_MS = 1;

const FIRST_ANSWER_GOAL_MS = 250;

/** A server of Node's that answers everything: no service in this runtime starts faster. */
const BARE = [
  '-e',
  'require("node:http").createServer((_, out) => out.end("ok")).listen(+process.env.PORT, "127.0.0.1")',
];

/** What is started, and what it is asked first. */
const FIRST_ASKED = {
  bare: { args: BARE, path: '/' },
  health: { args: START, path: '/healthz' },
  check: { args: START, path: '/v1/users/ada/policies/privacy' },
  rest: { args: START, path: '/v1/policies' },
} as const;

type What = keyof typeof FIRST_ASKED;

/** A start: milliseconds from spawning the process to the end of its first answer, and the memory that it has then. */
type Start = { readonly ms: number; readonly mb: number };

/** Medians over the starts; a ratio is the median of the rounds' ratios. */
type Result = {
  readonly starts: number;
  readonly ms: Readonly<Record<What, number>>;
  readonly mb: Readonly<Record<What, number>>;
  readonly checkTimesBare: number;
  readonly goalMs: number;
};

/**
 * Measures how long a service on a database with something in it takes from being spawned, as `npm start` does, to its
 * first answer: of health, of a check, and of what is loaded after these; beside a bare server, each in turn.
 * `--starts N` says how often. The first start of each keeps what Node made of the source, and is not counted.
 */
export async function run({
  json,
  args,
}: {
  readonly json: boolean;
  readonly args: string[];
}): Promise<void> {
  const { starts } = readOptions(args, { starts: count(1, STARTS) });
  const folder = mkdtempSync(join(tmpdir(), 'proviso-bench-'));
  try {
    const database = join(folder, 'start.sqlite');
    await fill(database);
    const names = Object.keys(FIRST_ASKED) as What[];
    const measured = new Map(names.map((name) => [name, [] as Start[]]));
    for (let round = 0; round <= starts; round++) {
      for (const [name, taken] of measured) {
        const start = await measureStart(name, database);
        if (round > 0) taken.push(start);
      }
    }
    const of = (name: What) => measured.get(name) ?? [];
    const medians = (what: keyof Start) =>
      Object.fromEntries(names.map((name) => [name, median(of(name).map((one) => one[what]))]));
    const ratios = of('check').map(({ ms }, round) => ms / (of('bare')[round]?.ms ?? Number.NaN));
    print(json, {
      starts,
      ms: medians('ms') as Result['ms'],
      mb: medians('mb') as Result['mb'],
      checkTimesBare: median(ratios),
      goalMs: FIRST_ANSWER_GOAL_MS,
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function fill(database: string): Promise<void> {
  const service = await startService(database);
  await service.ask('PUT', '/v1/policies/privacy', JSON.stringify({ title: 'Privacy Policy' }));
  const version = JSON.stringify({ content: '# Privacy\n\nWe keep logs for 30 days.\n' });
  await service.ask('POST', '/v1/policies/privacy/versions', version);
  await service.ask('PUT', '/v1/users/ada', JSON.stringify({ email: 'ada@customers.example' }));
  await stopService(service);
}

async function measureStart(what: What, database: string): Promise<Start> {
  const { args, path } = FIRST_ASKED[what];
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const spawnedAt = performance.now();
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...{ PORT: String(port), PUBLIC_URL: url, DATABASE_URL: `sqlite:${database}` },
      ...{ ADMIN_KEY: KEY, LINK_SECRET: KEY },
    },
  });
  try {
    await firstAnswer(child, url + path);
    return { ms: performance.now() - spawnedAt, mb: memoryMb({ child }) };
  } finally {
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
  }
}

/** Asks until there is somebody who answers. */
async function firstAnswer(child: ChildProcess, url: string): Promise<void> {
  const deadline = performance.now() + LONGEST_START_MS;
  for (;;) {
    const status = await ask(url);
    if (status === 200) return;
    if (status !== null) throw new Error(`${url} answered ${status}`);
    if (child.exitCode !== null || performance.now() > deadline) throw new Error('the service did not start');
    await pause(BETWEEN_TRIES_MS);
  }
}

/** The status of an answer, once all of it came; null while nobody listens. */
function ask(url: string): Promise<number | null> {
  return new Promise((resolve) => {
    const headers = { authorization: `Bearer ${KEY}` };
    const request = get(url, { agent: false, headers }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode ?? null));
    });
    request.on('error', () => resolve(null));
  });
}

function print(json: boolean, result: Result): void {
  if (json) {
    process.stdout.write(`${JSON.stringify(result)}\n`);
    return;
  }
  const { starts, ms, mb, checkTimesBare, goalMs } = result;
  const reached = (what: What) => `${say(ms[what], 0)} ms, ${say(mb[what], 0)} MB`;
  const goal = `≤ ${goalMs} ms`;
  process.stdout.write(`From spawning the process to its first answer, median of ${starts} starts:\n`);
  printTable([
    ['a bare server of Node’s', reached('bare')],
    ['health', reached('health'), goal, ms.health <= goalMs],
    ['a check', reached('check'), goal, ms.check <= goalMs],
    ['what is loaded after these', reached('rest')],
    ['a check, as times the bare server', say(checkTimesBare)],
  ]);
}
