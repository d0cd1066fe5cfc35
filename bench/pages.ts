import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Answered, type Load, type Loader, startLoader } from './loader.ts';
import { readOptions } from './options.ts';
import { freePort, peakMemoryMb, type Service, startService, stopService } from './service.ts';
import { median, printTable, type Row, say } from './table.ts';

const BARE_ROUTE = new URL('./bare-route.ts', import.meta.url).href;
const POLICY = readFileSync(new URL('../src/demo/policies/privacy-1.md', import.meta.url), 'utf8');

const WORDS = 50_000;
const CONNECTIONS = 8;
const WARM_UP_MS = 2_000;
const ROUNDS = 7;
const ROUND_MS = 1_000;
const GOAL = 0.3;

const PATHS = {
  'the text in force': '/policies/privacy',
  'a version': '/policies/privacy/versions/2',
  'all versions': '/policies/privacy/history',
  'how changes are announced': '/policies/privacy/rules',
  'a comparison': '/policies/privacy/changes/1...2',
  'side by side': '/policies/privacy/changes/1...2?view=side-by-side',
  'the feed': '/policies/privacy/feed.xml',
} as const;

type Result = {
  readonly page: string;
  readonly bytes: number;
  /** The first answer, which renders. */
  readonly firstMs: number;
  readonly pagesPerSecond: number;
  readonly barePerSecond: number;
  readonly timesBare: number;
  readonly medianMs: number;
  readonly unchangedPerSecond: number;
};

/** Measures the public pages of a policy of 50,000 words against a bare route that answers as many bytes. */
export async function run({
  json,
  args,
}: {
  readonly json: boolean;
  readonly args: string[];
}): Promise<void> {
  readOptions(args, {});
  const folder = mkdtempSync(join(tmpdir(), 'proviso-bench-'));
  const barePort = await freePort();
  const loader = await startLoader();
  const service = await startService(join(folder, 'pages.sqlite'), {
    NODE_OPTIONS: `--import=${BARE_ROUTE}`,
    BARE_PORT: String(barePort),
  });
  try {
    await publish(service);
    const results: Result[] = [];
    for (const [page, path] of Object.entries(PATHS)) {
      results.push(await measure(loader, { page, path, url: service.url, barePort }));
    }
    print(json, results, peakMemoryMb(service));
  } finally {
    await loader.stop();
    await stopService(service);
    rmSync(folder, { recursive: true });
  }
}

/** A long policy, and a second version in which every hundredth paragraph says something else. */
async function publish({ ask }: Service): Promise<void> {
  const words = POLICY.split(/\s+/).length;
  const first = Array.from({ length: Math.ceil(WORDS / words) }, (_, i) =>
    POLICY.replaceAll(/^(#+ .*)$/gm, `$1 (part ${i + 1})`),
  ).join('\n\n');
  const second = first
    .split('\n\n')
    .map((block, i) => (i % 100 === 50 ? `${block} This is new.` : block))
    .join('\n\n');
  await ask('PUT', '/v1/policies/privacy', JSON.stringify({ title: 'Privacy Policy' }));
  await ask('POST', '/v1/policies/privacy/versions', JSON.stringify({ content: first }));
  const change = { content: second, change: 'substantial', summary: 'Some of it is new.' };
  await ask('POST', '/v1/policies/privacy/versions', JSON.stringify(change));
}

/** Puts each load on in turn, so that whatever else the machine does meets all alike. */
async function measure(
  loader: Loader,
  { page, path, url, barePort }: { page: string; path: string; url: string; barePort: number },
): Promise<Result> {
  const start = performance.now();
  const first = await fetch(url + path);
  const body = await first.arrayBuffer();
  const firstMs = performance.now() - start;
  const load: Load = {
    url,
    path,
    method: 'GET',
    from: 0,
    to: 1,
    order: 'random',
    connections: CONNECTIONS,
    ms: ROUND_MS,
    status: 200,
  };
  const bare = { ...load, url: `http://127.0.0.1:${barePort}`, path: `/page/${body.byteLength}` };
  const unchanged = {
    ...load,
    status: 304,
    headers: { 'if-none-match': first.headers.get('etag') ?? '' },
  };
  for (const one of [load, bare]) await loader.put({ ...one, ms: WARM_UP_MS });
  const rounds: { readonly page: Answered; readonly bare: Answered; readonly unchanged: Answered }[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    rounds.push({
      page: await loader.put(load),
      bare: await loader.put(bare),
      unchanged: await loader.put(unchanged),
    });
  }
  return {
    page,
    bytes: body.byteLength,
    firstMs,
    pagesPerSecond: median(rounds.map((one) => one.page.perSecond)),
    barePerSecond: median(rounds.map((one) => one.bare.perSecond)),
    timesBare: median(rounds.map((one) => one.page.perSecond / one.bare.perSecond)),
    medianMs: median(rounds.map((one) => one.page.medianMs)),
    unchangedPerSecond: median(rounds.map((one) => one.unchanged.perSecond)),
  };
}

function print(json: boolean, results: readonly Result[], memoryMb: number): void {
  if (json) {
    process.stdout.write(`${JSON.stringify({ bench: 'pages', results, memoryMb, goal: GOAL })}\n`);
    return;
  }
  printTable([
    ...results.flatMap((one): Row[] => [
      [`${one.page}, ${say(one.bytes / 1024, 0)} KB`, `${say(one.pagesPerSecond, 0)} /s`],
      ['  bare route, as many bytes', `${say(one.barePerSecond, 0)} /s`],
      ['  page / bare route', say(one.timesBare, 2), `≥ ${GOAL}`, one.timesBare >= GOAL],
      [`  median, ${CONNECTIONS} at a time`, `${say(one.medianMs, 2)} ms`],
      ['  unchanged (304)', `${say(one.unchangedPerSecond, 0)} /s`],
      ['  the first time', `${say(one.firstMs, 0)} ms`],
    ]),
    ['peak memory', `${say(memoryMb, 0)} MB`],
  ]);
}
