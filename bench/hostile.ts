import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Hostile, hostileRequest, KINDS, type Operation, OTHERS, ROLES } from './hostile-requests.ts';
import { count, readOptions } from './options.ts';
import { type Probe, type Probed, startProber } from './prober.ts';
import {
  KEY,
  memoryMb,
  peakMemoryMb,
  type Service,
  startService,
  stopService,
  usersToImport,
} from './service.ts';
import { printTable, say } from './table.ts';

const USERS = 1_000;
const AT_ONCE = 16;
const AT_REST_MS = 2_000;
const GOAL_MB = 300;
const CHECK = `/v1/users/user-${USERS - 1}/policies/privacy`;

type Result = {
  readonly requests: number;
  readonly operations: number;
  readonly kinds: number;
  readonly seconds: number;
  /** How many answers of each status; `reset` where the connection ended instead. */
  readonly statuses: Readonly<Record<string, number>>;
  /** What was answered 500 or more, each once. */
  readonly faults: readonly string[];
  readonly memoryBeforeMb: number;
  readonly memoryAfterMb: number;
  readonly peakMemoryMb: number;
  readonly atRest: Probed;
  readonly meanwhile: Probed;
};

/** Sends requests of every operation, role and kind of bad input, while somebody else asks for a check. */
export async function run({
  json,
  args,
}: {
  readonly json: boolean;
  readonly args: string[];
}): Promise<void> {
  const { requests } = readOptions(args, { requests: count(1_000, 100_000) });
  const folder = mkdtempSync(join(tmpdir(), 'proviso-bench-'));
  const prober = await startProber();
  const database = join(folder, 'hostile.sqlite');
  // Of all starts the first after an install also reads the types out of the source; measured is any other.
  await stopService(await startService(database));
  const service = await startService(database);
  try {
    const { operations, keys } = await prepare(service);
    const probe: Probe = {
      url: service.url + CHECK,
      headers: { authorization: `Bearer ${KEY}` },
      everyMs: 10,
    };
    const rest = await prober.during(probe, () => new Promise((resolve) => setTimeout(resolve, AT_REST_MS)));
    const memoryBeforeMb = memoryMb(service);
    const start = performance.now();
    const attack = () => sendAll(service.url, requests, (i) => hostileRequest(i, operations, keys));
    const { probed, result } = await prober.during(probe, attack);
    print(json, {
      ...{ requests, operations: operations.length, kinds: Object.keys(KINDS).length },
      ...{ seconds: (performance.now() - start) / 1000, ...result },
      ...{ memoryBeforeMb, memoryAfterMb: memoryMb(service), peakMemoryMb: peakMemoryMb(service) },
      ...{ atRest: rest.probed, meanwhile: probed },
    });
  } finally {
    await prober.stop();
    await stopService(service);
    rmSync(folder, { recursive: true });
  }
}

/** A policy with a change announced, users, a key of each role, and every operation that there is. */
async function prepare({ ask }: Service) {
  await ask('PUT', '/v1/policies/privacy', JSON.stringify({ title: 'Privacy Policy' }));
  await ask('POST', '/v1/policies/privacy/versions', JSON.stringify({ content: '# Privacy\n\nOne.' }));
  await ask('POST', '/v1/users/import', usersToImport(USERS, { privacy: 1 }));
  const change = { content: '# Privacy\n\nTwo.', change: 'minor', summary: 'Two.' };
  await ask('POST', '/v1/policies/privacy/versions', JSON.stringify(change));
  const keys: Record<string, string> = { 'wrong key': 'a-key-that-nobody-has' };
  for (const role of ROLES.filter((one) => ['app', 'legal', 'admin'].includes(one))) {
    const made = await ask('POST', '/v1/keys', JSON.stringify({ name: role, role }));
    keys[role] = (made as { readonly key: string }).key;
  }
  const { paths } = (await ask('GET', '/openapi.json')) as {
    readonly paths: Readonly<Record<string, object>>;
  };
  const documented = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method): Operation => ({ method: method.toUpperCase(), path })),
  );
  return { operations: [...documented, ...OTHERS], keys };
}

/** Sends so many requests, some at once. */
async function sendAll(url: string, requests: number, requestOf: (number: number) => Hostile) {
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  const statuses: Record<string, number> = {};
  const faults = new Set<string>();
  let next = 0;
  const sendOn = async () => {
    while (next < requests) {
      const asked = requestOf(next++);
      const status = await send(agent, url, asked);
      statuses[status] = (statuses[status] ?? 0) + 1;
      if (Number(status) >= 500) faults.add(`${status} ${asked.method} ${asked.path.slice(0, 80)}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, sendOn));
  agent.destroy();
  return { statuses, faults: [...faults].slice(0, 20) };
}

function send(agent: Agent, url: string, { method, path, headers, body }: Hostile): Promise<string> {
  return new Promise((resolve) => {
    const asked = request(url, { agent, method, path, headers }, (response) => {
      response.on('end', () => resolve(String(response.statusCode))).resume();
      response.on('error', () => resolve('reset'));
    });
    asked.on('error', () => resolve('reset'));
    asked.end(body ?? undefined);
  });
}

function print(json: boolean, result: Result): void {
  if (json) {
    process.stdout.write(`${JSON.stringify({ bench: 'hostile', ...result, goalMb: GOAL_MB })}\n`);
    return;
  }
  const { statuses, atRest, meanwhile } = result;
  const failures = Object.entries(statuses).filter(([status]) => Number(status) >= 500);
  printTable([
    [
      `${say(result.operations, 0)} operations × ${ROLES.length} roles × ${result.kinds} kinds of input`,
      `${say(result.requests, 0)} requests in ${say(result.seconds, 0)} s`,
    ],
    ...Object.entries(statuses)
      .toSorted()
      .map(([status, times]) => [`answered ${status}`, say(times, 0)] as const),
    [
      'answered 500 and more',
      say(
        failures.reduce((sum, [, times]) => sum + times, 0),
        0,
      ),
      '0',
      failures.length === 0,
    ],
    ['memory before', `${say(result.memoryBeforeMb, 0)} MB`],
    [
      'memory after',
      `${say(result.memoryAfterMb, 0)} MB`,
      `≤ ${GOAL_MB} MB`,
      result.memoryAfterMb <= GOAL_MB,
    ],
    ['peak memory', `${say(result.peakMemoryMb, 0)} MB`],
    ['a check of somebody else, at rest: median', `${say(atRest.medianMs, 2)} ms`],
    ['  the slowest', `${say(atRest.slowestMs, 1)} ms`],
    ['  meanwhile: median', `${say(meanwhile.medianMs, 2)} ms`],
    ['  the slowest', `${say(meanwhile.slowestMs, 1)} ms`],
  ]);
  for (const fault of result.faults) process.stdout.write(`${fault}\n`);
}
