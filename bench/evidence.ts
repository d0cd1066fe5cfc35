import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { haveRecords, LOG_KEY } from './audit.ts';
import { count, readOptions } from './options.ts';
import { createRandom } from './random.ts';
import { type Service, startService, stopService } from './service.ts';
import { median, printTable, say } from './table.ts';

const RECORDS = 1_000_000;
/** The smaller log, that the larger one is measured against. */
const SHARE = 50;
const USERS_ASKED = 200;

const GOALS = { ms: 20, growth: 1.5 };

/** A log, and how long the evidence of one person of it takes over HTTP, in milliseconds. */
type Measured = { readonly records: number; readonly ms: number; readonly bytes: number };

/**
 * Measures the evidence of people drawn at random, over HTTP: of a log of `--records N`, and of a fiftieth of it, each
 * of them told by one mail and bound by what they had agreed to before, proven against a signed checkpoint.
 */
export async function run({
  json,
  args,
}: {
  readonly json: boolean;
  readonly args: string[];
}): Promise<void> {
  const { records } = readOptions(args, { records: count(10_000, RECORDS) });
  const folder = mkdtempSync(join(tmpdir(), 'proviso-evidence-'));
  const services: Service[] = [];
  try {
    const few = await serve(join(folder, 'few.sqlite'), records / SHARE);
    services.push(few.service);
    const many = await serve(join(folder, 'many.sqlite'), records);
    services.push(many.service);
    print(json, await measure(few), await measure(many));
  } finally {
    await Promise.all(services.map(stopService));
    rmSync(folder, { recursive: true, force: true });
  }
}

type Serving = { readonly service: Service; readonly users: number };

async function serve(database: string, records: number): Promise<Serving> {
  const users = Math.round(records / 2);
  await haveRecords(database, users);
  return { service: await startService(database, { LOG_KEY, SENDER: 'off' }), users };
}

async function measure({ service, users }: Serving): Promise<Measured> {
  const random = createRandom(26);
  const times: number[] = [];
  let bytes = 0;
  // Code runs at its speed only after it has run for a while.
  for (let asked = -USERS_ASKED; asked < USERS_ASKED; asked++) {
    const path = `/v1/users/user-${Math.floor(random() * users)}/evidence`;
    const start = performance.now();
    const bundle = await service.ask('GET', path);
    if (asked < 0) continue;
    times.push(performance.now() - start);
    bytes = JSON.stringify(bundle).length;
  }
  return { records: users * 2, ms: median(times), bytes };
}

function print(json: boolean, few: Measured, many: Measured): void {
  const growth = many.ms / few.ms;
  if (json) {
    process.stdout.write(`${JSON.stringify({ bench: 'evidence', few, many, growth, goals: GOALS })}\n`);
    return;
  }
  printTable([
    [`evidence of one person among ${say(few.records, 0)} records`, `${say(few.ms, 1)} ms`],
    [`  among ${say(many.records, 0)}`, `${say(many.ms, 1)} ms`, `≤ ${GOALS.ms} ms`, many.ms <= GOALS.ms],
    ['  many / few', say(growth, 2), `≤ ${GOALS.growth}`, growth <= GOALS.growth],
    ['  bytes of it', say(many.bytes, 0)],
  ]);
}
