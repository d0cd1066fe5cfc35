import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { count, readOptions } from './options.ts';
import { peakMemoryMb, type Service, startService, stopService } from './service.ts';

const POLICY = readFileSync(new URL('../src/demo/policies/privacy-1.md', import.meta.url), 'utf8');

const FEW_USERS = 100;
const MANY_USERS = 200_000;
const PUBLISHES = 11;

/** Bytes of NDJSON that leave at once. */
const PIECE_BYTES = 64 * 1024;

const RATIO_GOAL = 1.5;
const USERS_A_SECOND_GOAL = 20_000;
/** How much more memory twice the file may take: what the collector happens to leave lying about. */
const MEMORY_GOAL = 1.3;

/** What was measured; times in milliseconds, memory in megabytes. */
type Result = {
  readonly users: { readonly few: number; readonly many: number };
  readonly publishMs: {
    readonly few: number;
    readonly many: number;
    readonly ratio: number;
    readonly goal: number;
  };
  readonly importing: {
    readonly users: number;
    readonly seconds: number;
    readonly usersPerSecond: number;
    readonly goal: number;
  };
  readonly peakMemoryMb: {
    readonly half: number;
    readonly whole: number;
    readonly ratio: number;
    readonly goal: number;
  };
};

/**
 * Measures the time to answer a publish with few and with many users in the database, side by side,
 * and the import of the many as a stream. `--users N` says how many they are.
 */
export async function run({
  json,
  args,
}: {
  readonly json: boolean;
  readonly args: string[];
}): Promise<void> {
  const { users: many } = readOptions(args, { users: count(2 * FEW_USERS, MANY_USERS) });
  const folder = mkdtempSync(join(tmpdir(), 'proviso-bench-'));
  const services: Service[] = [];
  const start = async (name: string) => {
    const service = await startService(join(folder, `${name}.sqlite`), { SENDER: 'off' });
    services.push(service);
    return service;
  };
  try {
    const half = await start('half');
    await importUsers(half, many / 2);
    const halfMb = peakMemoryMb(half);
    await stopService(half);

    const big = await start('many');
    const seconds = await importUsers(big, many);
    const wholeMb = peakMemoryMb(big);

    const small = await start('few');
    await importUsers(small, FEW_USERS);
    const publishMs = await measurePublishes(small, big);
    print(json, {
      users: { few: FEW_USERS, many },
      publishMs: { ...publishMs, ratio: publishMs.many / publishMs.few, goal: RATIO_GOAL },
      importing: { users: many, seconds, usersPerSecond: many / seconds, goal: USERS_A_SECOND_GOAL },
      peakMemoryMb: { half: halfMb, whole: wholeMb, ratio: wholeMb / halfMb, goal: MEMORY_GOAL },
    });
  } finally {
    await Promise.all(services.map(stopService));
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Publishes to both in turn, so that whatever else the machine does meets both alike. The first of each warms up. */
async function measurePublishes(few: Service, many: Service): Promise<{ few: number; many: number }> {
  const times = new Map([few, many].map((service) => [service, [] as number[]]));
  for (const service of [few, many]) {
    await service.ask('PUT', '/v1/policies/privacy', JSON.stringify({ title: 'Privacy Policy' }));
    await service.ask('POST', '/v1/policies/privacy/versions', JSON.stringify({ content: POLICY }));
  }
  for (let number = 0; number <= PUBLISHES; number++) {
    for (const [service, taken] of times) {
      const content = `${POLICY}\nThis is revision ${number}.\n`;
      const body = JSON.stringify({ content, change: 'minor', summary: `Revision ${number}.` });
      const start = performance.now();
      await service.ask('POST', '/v1/policies/privacy/versions', body);
      if (number > 0) taken.push(performance.now() - start);
    }
  }
  return { few: median(times.get(few) ?? []), many: median(times.get(many) ?? []) };
}

/** Streams users as NDJSON and answers the seconds it took. */
async function importUsers(service: Service, count: number): Promise<number> {
  const start = performance.now();
  const answer = (await service.ask('POST', '/v1/users/import', ReadableStream.from(pieces(count)))) as {
    readonly imported: number;
  };
  if (answer.imported !== count) throw new Error(`${answer.imported} of ${count} users were imported`);
  return (performance.now() - start) / 1000;
}

async function* pieces(count: number): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  let piece = '';
  for (let i = 0; i < count; i++) {
    piece += `{"user":"user-${i}","email":"user-${i}@customers.example","locale":"en"}\n`;
    if (piece.length >= PIECE_BYTES) {
      yield encoder.encode(piece);
      piece = '';
    }
  }
  yield encoder.encode(piece);
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = 0, high = low] =
    sorted.length % 2 === 1 ? [sorted[middle]] : [sorted[middle - 1], sorted[middle]];
  return (low + high) / 2;
}

function print(json: boolean, result: Result): void {
  if (json) {
    process.stdout.write(`${JSON.stringify(result)}\n`);
    return;
  }
  const { users, publishMs, importing, peakMemoryMb } = result;
  const say = (number: number) => number.toLocaleString('en', { maximumFractionDigits: 1 });
  const rows = [
    ['', 'reached', 'goal', ''],
    [`publish, ${say(users.few)} users`, `${say(publishMs.few)} ms`, '', ''],
    [`publish, ${say(users.many)} users`, `${say(publishMs.many)} ms`, '', ''],
    ['ratio', say(publishMs.ratio), `≤ ${RATIO_GOAL}`, met(publishMs.ratio <= RATIO_GOAL)],
    [
      `import of ${say(importing.users)} users`,
      `${say(importing.usersPerSecond)} /s`,
      `≥ ${say(USERS_A_SECOND_GOAL)} /s`,
      met(importing.usersPerSecond >= USERS_A_SECOND_GOAL),
    ],
    [
      'peak memory, half and whole file',
      `${say(peakMemoryMb.half)} MB, ${say(peakMemoryMb.whole)} MB`,
      `≤ × ${MEMORY_GOAL}`,
      met(peakMemoryMb.ratio <= MEMORY_GOAL),
    ],
  ];
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  for (const row of rows) {
    process.stdout.write(
      `${row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd()}\n`,
    );
  }
}

function met(isMet: boolean): string {
  return isMet ? 'met' : 'MISSED';
}
