import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { measureServing, type Serving } from './busy.ts';
import { count, readOptions } from './options.ts';
import { type Service, startService, stopService, usersToImport } from './service.ts';
import { printTable, type Row, say } from './table.ts';

const SELF = fileURLToPath(import.meta.url);
const EVENTS = 50_000;
const GOALS = { perSecond: 2_000, timesRest: 2 };

/**
 * Measures how fast `--events N` events reach an endpoint that takes each at once, in a process of its own, and
 * what telling them does to checks over HTTP.
 */
export async function run({
  json,
  args,
}: {
  readonly json: boolean;
  readonly args: string[];
}): Promise<void> {
  const { events } = readOptions(args, { events: count(1_000, EVENTS) });
  const folder = mkdtempSync(join(tmpdir(), 'proviso-webhooks-'));
  const receiver = fork(SELF);
  try {
    const [port] = (await once(receiver, 'message')) as [number];
    let taken = 0;
    receiver.on('message', (message: number) => {
      taken = message;
    });
    const database = join(folder, 'bench.sqlite');
    await haveEvents(database, events);
    const serving = await measureServing(database, events, async (service) => {
      await tellAgain(service, port);
      return async () => taken >= events;
    });
    print(json, events, serving);
  } finally {
    receiver.disconnect();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A database in which users have agreed, and each of their records has its place. */
async function haveEvents(database: string, events: number): Promise<void> {
  const service = await startService(database);
  await service.ask('PUT', '/v1/policies/privacy', JSON.stringify({ title: 'Privacy Policy' }));
  const first = { content: '# Privacy\n\nWe keep logs for 30 days.\n' };
  await service.ask('POST', '/v1/policies/privacy/versions', JSON.stringify(first));
  await service.ask('POST', '/v1/users/import', usersToImport(events, { privacy: 1 }));
  const hasAll = async () => {
    const { items } = (await service.ask('GET', `/v1/events?after=${events}&limit=1`)) as {
      items: unknown[];
    };
    return items.length > 0;
  };
  while (!(await hasAll())) await sleep(100);
  await stopService(service);
}

/** Has the receiver told everything from the beginning. */
async function tellAgain({ ask }: Service, port: number): Promise<void> {
  const endpoint = { url: `http://127.0.0.1:${port}/`, events: ['answer.accepted'] };
  const { id } = (await ask('POST', '/v1/webhooks', JSON.stringify(endpoint))) as { readonly id: string };
  const since = '2000-01-01T00:00:00Z';
  // It answers nothing, which is no JSON.
  await ask('POST', `/v1/webhooks/${id}/replay`, JSON.stringify({ since })).catch((error: unknown) => {
    if (!(error instanceof SyntaxError)) throw error;
  });
}

function print(json: boolean, events: number, serving: Serving): void {
  const perSecond = events / (serving.ms / 1000);
  const timesRest = serving.busyP99Ms / serving.restP99Ms;
  if (json) {
    process.stdout.write(`${JSON.stringify({ events, perSecond, timesRest, ...serving }, null, 2)}\n`);
    return;
  }
  const rows: Row[] = [
    ['events told a second', say(perSecond, 0), `${say(GOALS.perSecond, 0)}`, perSecond >= GOALS.perSecond],
    ['p99 of a check at rest', `${say(serving.restP99Ms, 2)} ms`],
    ['p99 of a check meanwhile', `${say(serving.busyP99Ms, 2)} ms`],
    ['times that at rest', say(timesRest, 2), `${GOALS.timesRest}`, timesRest <= GOALS.timesRest],
    ['checks meanwhile', say(serving.checks, 0)],
    ['memory at most', `${say(serving.peakMemoryMb, 0)} MB`],
  ];
  printTable(rows);
}

/** The receiver: takes everything, and says now and then how much that was. */
function receive(): void {
  let taken = 0;
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      taken++;
      response.writeHead(204).end();
    });
  });
  server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
  setInterval(() => process.send?.(taken), 20);
  process.on('disconnect', () => process.exit(0));
}

if (process.argv[1] === SELF) receive();
