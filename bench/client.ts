import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { requireAcceptance as inExpress } from '../client/src/express.ts';
import { requireAcceptance as inHono } from '../client/src/hono.ts';
import { createClient, type readAssertion } from '../client/src/index.ts';
import { assertionSigner } from '../src/domain/answers/assertion-signer.ts';
import type { Period } from '../src/domain/period.ts';
import { readOptions } from './options.ts';
import { median, printTable, type Row, say } from './table.ts';

const EXPRESS = 'express@5.3.0';
const ISSUER = 'https://policies.example.com';
const USERS = 10_000;
const ROUNDS = 7;
const CHECKS = 1_000_000;
const VERIFICATIONS = 3_000;
const REQUESTS = 3_000;

const GOALS = { rememberedPerSecond: 1_000_000, firstPerSecond: 3_000, middlewareMicros: 20 };

/**
 * Measures what the client costs a product: checks by signed answers that it has seen before and that it has
 * not, and its middleware in Hono and Express: from what runs right before it to what runs right after, less
 * the same of an app without it, in requests over HTTP by somebody who is remembered.
 */
export async function run({
  json,
  args,
}: {
  readonly json: boolean;
  readonly args: string[];
}): Promise<void> {
  readOptions(args, {});
  const signer = await assertionSigner([{ id: 'bench', seed: '01'.repeat(32) }], 'PT15M' as Period);
  const tokens = await Promise.all(Array.from({ length: USERS }, (_, n) => signer.sign(claimsOf(`u_${n}`))));
  const keys = { keys: [...signer.jwks.keys] } as Keys;
  const make = () =>
    createClient({
      url: ISSUER,
      key: 'bench',
      policies: ['terms', 'privacy'],
      fallback: 'keep-out',
      assertionKeys: keys,
    });

  const bare = await bareVerifier(keys.keys[0], tokens);
  const remembered: number[] = [];
  const onOneCore: number[] = [];
  const ofBare: number[] = [];
  const first: number[] = [];
  const firstOnOneCore: number[] = [];
  const client = make();
  for (let round = 0; round <= ROUNDS; round++) {
    const fresh = make();
    let used = process.cpuUsage();
    let begin = performance.now();
    for (let n = 0; n < VERIFICATIONS; n++) await fresh.check(`u_${n}`, { assertion: tokens[n] });
    const verifying = performance.now() - begin;
    const ofFirst = process.cpuUsage(used);
    const verifyingBare = await bare();
    if (fresh.status().answered.signed !== VERIFICATIONS) throw new Error('a token was not believed');
    for (let n = 0; n < USERS && round === 0; n++) await client.check(`u_${n}`, { assertion: tokens[n] });
    used = process.cpuUsage();
    begin = performance.now();
    for (let n = 0; n < CHECKS; n++) await client.check(`u_${n % USERS}`, { assertion: tokens[n % USERS] });
    const checking = performance.now() - begin;
    const { user, system } = process.cpuUsage(used);
    // The first round runs cold.
    if (round === 0) continue;
    ofBare.push(verifying / verifyingBare);
    first.push((VERIFICATIONS / verifying) * 1000);
    // All threads: the runtime checks signatures beside its own.
    firstOnOneCore.push((VERIFICATIONS / (ofFirst.user + ofFirst.system)) * 1_000_000);
    remembered.push((CHECKS / checking) * 1000);
    onOneCore.push((CHECKS / (user + system)) * 1_000_000);
  }
  const hono = (await measureHono(client, tokens)) - (await measureHono(null, tokens));
  const express = await measureExpress(client, tokens);
  print(json, {
    ...{ rememberedPerSecond: median(remembered), firstPerSecond: median(first), timesBare: median(ofBare) },
    ...{ rememberedPerCoreSecond: median(onOneCore), firstPerCoreSecond: median(firstOnOneCore) },
    ...{ hono, express },
  });
}

/** Has the runtime check as many bare signatures, right after the client did, and answers how long that takes. */
async function bareVerifier(
  jwk: Keys['keys'][number] | undefined,
  tokens: readonly string[],
): Promise<() => Promise<number>> {
  const key = await crypto.subtle.importKey('jwk', { ...jwk } as { kty: string }, 'Ed25519', false, [
    'verify',
  ]);
  const signed = tokens.slice(0, VERIFICATIONS).map((token) => {
    const [head, claims, signature = ''] = token.split('.');
    return [Buffer.from(signature, 'base64url'), Buffer.from(`${head}.${claims}`)] as const;
  });
  return async () => {
    const begin = performance.now();
    for (const [signature, text] of signed) {
      if (!(await crypto.subtle.verify('Ed25519', key, signature, text))) throw new Error('not verified');
    }
    return performance.now() - begin;
  };
}

function claimsOf(sub: string) {
  const iat = Math.floor(Date.now() / 1000);
  const from = new Date(iat * 1000).toISOString() as never;
  const segment = { from, next: 'none', accepted: true, reason: null, version: 2 } as const;
  return { iss: ISSUER, sub, iat, exp: iat + 900, policies: { terms: [segment], privacy: [segment] } };
}

type Keys = Parameters<typeof readAssertion>[1]['keys'];

type Product = ReturnType<typeof createClient>;

async function measureHono(client: Product | null, tokens: readonly string[]): Promise<number> {
  const took: number[] = [];
  let begin = 0;
  const app = new Hono();
  app.use(async (_, next) => {
    begin = performance.now();
    await next();
  });
  if (client !== null) app.use(inHono(client, { user: () => 'u_1', assertion: () => tokens[1], uses: true }));
  app.get('/', (c) => {
    took.push(performance.now() - begin);
    return c.text('Hello');
  });
  await ask(createServer(getRequestListener((request) => app.fetch(request))));
  return median(took.slice(REQUESTS / 3)) * 1000;
}

async function measureExpress(client: Product, tokens: readonly string[]): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'proviso-bench-'));
  try {
    execFileSync('npm', [
      'install',
      '--prefix',
      folder,
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
      EXPRESS,
    ]);
    const express = createRequire(join(folder, 'index.js'))('express');
    return (await measureIn(express, client, tokens)) - (await measureIn(express, null, tokens));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

// biome-ignore lint/suspicious/noExplicitAny: it is installed for this alone, and its types are not
async function measureIn(express: any, client: Product | null, tokens: readonly string[]): Promise<number> {
  const took: number[] = [];
  let begin = 0;
  const app = express();
  app.use((_: unknown, __: unknown, next: () => void) => {
    begin = performance.now();
    next();
  });
  if (client !== null)
    app.use(inExpress(client, { user: () => 'u_1', assertion: () => tokens[1], uses: true }));
  app.get('/', (_: unknown, response: { send: (body: string) => void }) => {
    took.push(performance.now() - begin);
    response.send('Hello');
  });
  await ask(createServer(app));
  return median(took.slice(REQUESTS / 3)) * 1000;
}

/** Asks a product one request after the other. */
async function ask(server: Server): Promise<void> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  for (let n = 0; n < REQUESTS; n++) await (await fetch(`http://127.0.0.1:${port}/`)).text();
  server.closeAllConnections();
  server.close();
}

type Result = {
  readonly rememberedPerSecond: number;
  /** In a second of one core's own time, whoever else keeps it busy. */
  readonly rememberedPerCoreSecond: number;
  readonly firstPerSecond: number;
  readonly firstPerCoreSecond: number;
  /** How long a first verification takes, in times that the runtime takes for the bare signature at the same moment. */
  readonly timesBare: number;
  /** In microseconds. */
  readonly hono: number;
  readonly express: number;
};

function print(json: boolean, result: Result): void {
  if (json) {
    process.stdout.write(`${JSON.stringify({ bench: 'client', result, goals: GOALS })}\n`);
    return;
  }
  const { rememberedPerSecond, firstPerSecond, middlewareMicros } = GOALS;
  const atLeast = (what: string, reached: number, goal: number): Row => [
    ...([what, `${say(reached, 0)} /s`, `≥ ${say(goal, 0)} /s`] as const),
    reached >= goal,
  ];
  const atMost = (what: string, reached: number): Row => [
    ...([what, `${say(reached, 1)} µs`, `≤ ${middlewareMicros} µs`] as const),
    reached <= middlewareMicros,
  ];
  printTable([
    atLeast('signed checks, remembered', result.rememberedPerSecond, rememberedPerSecond),
    atLeast('the same in a second of a core’s own time', result.rememberedPerCoreSecond, rememberedPerSecond),
    atLeast('signed checks, verified for the first time', result.firstPerSecond, firstPerSecond),
    atLeast('the same in a second of a core’s own time', result.firstPerCoreSecond, firstPerSecond),
    ['of the bare signature, in the same run', `${say(result.timesBare, 2)} times`],
    atMost('middleware in Hono, p50', result.hono),
    atMost('middleware in Express, p50', result.express),
  ]);
}
