import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { postgresDatabases, sqliteDatabases } from './kill-databases.ts';
import { end, KEY, type Startable, startProcess } from './kill-processes.ts';
import { bundleService } from './kill-service.ts';
import { count, readOptions } from './options.ts';
import { createRandom } from './random.ts';
import { usersToImport } from './service.ts';
import { printTable, type Row, say } from './table.ts';
import { type Manner, type Receiver, startReceiver } from './webhook-receivers.ts';

const EVENTS = 50_000;
const EVENTS_OF_USER = 4;
const KILLS = 30;
/** Of the kills, so many come while events are told for the first time, the others while they are tried again. */
const KILLS_AT_FIRST = 0.8;

/** How the clock moves on to what is due next: the plan of tries, each with what it may be longer by. */
const WAITS = ['PT7S', 'PT7M', 'PT40M', 'PT3H', 'PT6H', 'PT12H', 'PT17H', 'PT24H', 'PT29H'];
const MOST_WAITS = 60;

/** Nobody else tells an endpoint before the lease of who died has ended. */
const LEASE = 'PT1M';
/** Where no call comes for so long, in milliseconds, nothing more is due by the clock as it is. */
const SILENCE_MS = 3_000;
/** Where nothing is taken for so long, in milliseconds, nothing will be: it shows as lost. */
const LONGEST_PEACE_MS = 120_000;

/**
 * Kills the real service with SIGKILL at random while `--events` events go to three endpoints, of which one takes each,
 * one answers every third call with 500, and one hangs until the first has everything; then goes on killing while the
 * others are told by later tries, to which the test clock moves on. Each must be told every event at least once, a
 * user's in order. On SQLite, or with `--database postgres` on a PostgreSQL started for it. `--seed` draws the moments.
 */
export async function run({
  json,
  args,
}: {
  readonly json: boolean;
  readonly args: string[];
}): Promise<void> {
  const asked = readOptions(args, {
    events: count(EVENTS_OF_USER, EVENTS),
    kills: count(0, KILLS),
    database: z.enum(['sqlite', 'postgres'], { error: 'must be sqlite or postgres' }).default('sqlite'),
    seed: count(0, randomInt(1_000_000)),
  });
  process.stderr.write(`--seed ${asked.seed}\n`);
  const folder = mkdtempSync(join(tmpdir(), 'proviso-webhook-kills-'));
  const databases = asked.database === 'sqlite' ? sqliteDatabases(folder) : await postgresDatabases();
  const receivers: Receivers = {
    quick: await startReceiver('quick'),
    shaky: await startReceiver('shaky'),
    hanging: await startReceiver('hanging'),
  };
  const of = { main: await bundleService(folder), folder, database: databases.origin };
  const service = mortalService(of);
  try {
    const users = Math.ceil(asked.events / EVENTS_OF_USER);
    await service.start();
    const hooks = await haveEndpoints(service, receivers);
    await haveEvents(service, users);
    const result = await tell(service, receivers, hooks, { ...asked, users });
    print(json, asked, result);
    if (result.endpoints.some(isBad) || result.tookWhileHanging > 0) process.exitCode = 1;
  } finally {
    await service.kill();
    for (const receiver of Object.values(receivers)) await receiver.close();
    await databases.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

type Receivers = Readonly<Record<Manner, Receiver>>;

/** The service in one process after the other. */
type Mortal = {
  readonly start: () => Promise<void>;
  readonly kill: () => Promise<void>;
  readonly ask: (method: string, path: string, body?: object | ReadableStream) => Promise<unknown>;
};

function mortalService(of: Startable): Mortal {
  let child: Awaited<ReturnType<typeof startProcess>>['child'] | null = null;
  let url = '';
  return {
    async start() {
      const started = await startProcess(of, 0, { TEST_CLOCK: 'on', KEY_RATE: '9999999/s' });
      child = started.child;
      url = started.url;
    },
    async kill() {
      if (child !== null) await end(child, 'SIGKILL');
      child = null;
    },
    async ask(method, path, body) {
      const init = {
        ...{ method, headers: { authorization: `Bearer ${KEY}` }, duplex: 'half' },
        body: body instanceof ReadableStream ? body : body && JSON.stringify(body),
      } as RequestInit;
      const response = await fetch(url + path, init);
      const text = await response.text();
      if (!response.ok) throw new Error(`${method} ${path}: ${text}`);
      return text === '' ? null : JSON.parse(text);
    },
  };
}

type Hook = { readonly id: string; readonly url: string; readonly events: readonly string[] };

/** Endpoints that are told nothing yet. */
async function haveEndpoints({ ask }: Mortal, receivers: Receivers): Promise<readonly Hook[]> {
  const hooks: Hook[] = [];
  for (const receiver of Object.values(receivers)) {
    const asked = { url: receiver.url, events: ['answer.*'] };
    const { id, secret } = (await ask('POST', '/v1/webhooks', asked)) as { id: string; secret: string };
    receiver.expect(secret);
    await ask('PUT', `/v1/webhooks/${id}`, { ...asked, enabled: false });
    hooks.push({ id, ...asked });
  }
  return hooks;
}

/** Users who agree to one version after the other, each agreement with its place in the log. */
async function haveEvents({ ask }: Mortal, users: number): Promise<void> {
  await ask('PUT', '/v1/policies/privacy', { title: 'Privacy Policy' });
  let text = '# Privacy\n\nWe keep logs for 30 days.\n';
  for (let version = 1; version <= EVENTS_OF_USER; version++) {
    const next = version === 1 ? {} : { change: 'minor', summary: 'More of it.' };
    await ask('POST', '/v1/policies/privacy/versions', { content: text, ...next });
    const lines = usersToImport(users, { privacy: version }, () => ({ email: null }));
    const { rejected } = (await ask('POST', '/v1/users/import', lines)) as { rejected: unknown[] };
    if (rejected.length > 0) throw new Error(`an import was refused: ${JSON.stringify(rejected[0])}`);
    text += `\nMore: ${version}.\n`;
  }
  const placed = async () =>
    ((await ask('GET', `/v1/events?after=${users * EVENTS_OF_USER}&limit=1`)) as { items: unknown[] }).items
      .length > 0;
  while (!(await placed())) await sleep(100);
}

type Asked = { readonly events: number; readonly kills: number; readonly seed: number };

type EndpointResult = {
  readonly name: Manner;
  readonly calls: number;
  readonly again: number;
  readonly lost: number;
  readonly usersOutOfOrder: number;
  readonly signedWrongly: number;
};

type Result = {
  readonly total: number;
  readonly kills: number;
  /** Until the quick one had everything, with all the starts. */
  readonly quickSeconds: number;
  /** What the hanging one took by then. */
  readonly tookWhileHanging: number;
  readonly callsWhileHanging: number;
  readonly endpoints: readonly EndpointResult[];
};

async function tell(
  service: Mortal,
  { quick, shaky, hanging }: Receivers,
  hooks: readonly Hook[],
  { kills, seed, users }: Asked & { readonly users: number },
): Promise<Result> {
  const { ask } = service;
  const random = createRandom(seed);
  const total = users * EVENTS_OF_USER;
  const moveOn = (advance: string) => ask('POST', '/v1/test-clock', { advance });
  let killed = 0;
  const killAndStart = async () => {
    await service.kill();
    killed++;
    await service.start();
    await moveOn(LEASE);
  };

  const begin = performance.now();
  for (const { id, ...settings } of hooks)
    await ask('PUT', `/v1/webhooks/${id}`, { ...settings, enabled: true });
  const first = Math.round(kills * KILLS_AT_FIRST);
  const moments = Array.from({ length: first }, () => random() * total).sort((a, b) => a - b);
  for (const moment of [...moments, total]) {
    await until(() => quick.taken() >= moment, quick.taken);
    if (moment < total) await killAndStart();
    process.stderr.write(`${killed} kills; taken: ${quick.taken()}, ${shaky.taken()}, ${hanging.taken()}\n`);
  }
  const quickSeconds = (performance.now() - begin) / 1000;
  const [tookWhileHanging, callsWhileHanging] = [hanging.taken(), hanging.calls()];

  hanging.recover();
  const isDone = () => shaky.taken() === total && hanging.taken() === total;
  const calls = () => shaky.calls() + hanging.calls();
  for (let waits = 0; waits < MOST_WAITS && !isDone(); waits++) {
    await moveOn(WAITS[waits % WAITS.length] as string);
    if (killed < kills) {
      await sleep(random() * SILENCE_MS);
      await killAndStart();
    }
    await untilSilence(isDone, calls);
    process.stderr.write(`${killed} kills; taken: ${quick.taken()}, ${shaky.taken()}, ${hanging.taken()}\n`);
  }
  const endpoints = (['quick', 'shaky', 'hanging'] as const).map((name) =>
    resultOf(name, { quick, shaky, hanging }[name], { total, users }),
  );
  return { total, kills: killed, quickSeconds, tookWhileHanging, callsWhileHanging, endpoints };
}

/** Waits until it is done, or until nothing comes any more. */
async function until(isDone: () => boolean, seen: () => number): Promise<void> {
  await untilSilence(isDone, seen, LONGEST_PEACE_MS);
}

async function untilSilence(isDone: () => boolean, seen: () => number, ms = SILENCE_MS): Promise<void> {
  let [before, movedAt] = [seen(), performance.now()];
  while (!isDone() && performance.now() < movedAt + ms) {
    await sleep(5);
    const now = seen();
    if (now !== before) [before, movedAt] = [now, performance.now()];
  }
}

function resultOf(
  name: Manner,
  receiver: Receiver,
  { total, users }: { readonly total: number; readonly users: number },
): EndpointResult {
  let usersOutOfOrder = 0;
  let told = 0;
  for (let n = 0; n < users; n++) {
    const versions = receiver.versionsOf.get(`user-${n}`) ?? [];
    told += new Set(versions).size;
    if (versions.some((version, place) => place > 0 && version <= (versions[place - 1] as number)))
      usersOutOfOrder++;
  }
  const { calls, again, signedWrongly } = receiver;
  return {
    ...{ name, calls: calls(), again: again(), lost: total - told, usersOutOfOrder },
    signedWrongly: signedWrongly(),
  };
}

function isBad({ lost, usersOutOfOrder, signedWrongly }: EndpointResult): boolean {
  return lost + usersOutOfOrder + signedWrongly > 0;
}

function print(json: boolean, asked: Asked & { readonly database: string }, result: Result): void {
  if (json) {
    process.stdout.write(`${JSON.stringify({ bench: 'webhook-kills', ...asked, ...result })}\n`);
    return;
  }
  const none = (what: string, number: number): Row => [what, say(number, 0), '0', number === 0];
  const rows = result.endpoints.flatMap((one): Row[] => [
    [`${one.name}: calls`, say(one.calls, 0)],
    [`${one.name}: told again after a kill`, say(one.again, 0)],
    none(`${one.name}: events lost`, one.lost),
    none(`${one.name}: users told out of order`, one.usersOutOfOrder),
    none(`${one.name}: calls signed otherwise`, one.signedWrongly),
  ]);
  const { total, kills, quickSeconds, tookWhileHanging, callsWhileHanging } = result;
  process.stdout.write(`${asked.database}, --seed ${asked.seed}\n`);
  printTable([
    ['events for each of three endpoints', say(total, 0)],
    ['kills', say(kills, 0), `≥ ${asked.kills}`, kills >= asked.kills],
    ['seconds until the quick one had all, starts included', say(quickSeconds)],
    none('taken by the hanging one until then', tookWhileHanging),
    ['calls that hung until then', say(callsWhileHanging, 0)],
    ...rows,
  ]);
}
