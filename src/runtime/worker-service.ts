import type { Hono, Context as HonoContext, MiddlewareHandler } from 'hono';
import type { TestClock } from '../actions/access/advance-clock.ts';
import { letInFirstAdmin } from '../actions/access/let-in-first-admin.ts';
import type { Log } from '../actions/context.ts';
import { findRestore } from '../actions/upkeep/watch-restores.ts';
import { type AssertionSigner, assertionSigner } from '../domain/answers/assertion-signer.ts';
import { sha256Hex } from '../domain/hash.ts';
import { type NoteSigner, noteSigner } from '../domain/record/note.ts';
import { createApp } from '../http/app.ts';
import { wrongKeyBuckets } from '../http/wire/authorize.ts';
import { requestLimits } from '../http/wire/token-buckets.ts';
import { listMissingMigrations } from '../storage/engines/applied-migrations.ts';
import { type D1Binding, type D1Store, insistOnMigrations, openD1 } from '../storage/engines/d1.ts';
import { MIGRATIONS } from '../storage/engines/migrations.ts';
import { type CheckpointBucket, findBucketCheckpoint } from '../storage/record/checkpoint-bucket.ts';
import { StorageError } from '../storage/store.ts';
import { chosenLines } from './chosen-lines.ts';
import { contextOf, reachOf } from './context-of.ts';
import { newId } from './new-id.ts';
import { ConfigError } from './settings/config-values.ts';
import { readWorkerConfig, type WorkerConfig } from './settings/worker-config.ts';
import type { Telling } from './tell-people.ts';
import { openTestClock } from './test-clock.ts';
import { fetchPoster } from './webhooks/fetch-event.ts';

/** What `wrangler.toml` binds: the database, a bucket, the files of `public/`, and variables and secrets by name. */
export type Env = {
  readonly DB: D1Binding;
  /** Without it nothing shows that the database was restored from a backup. */
  readonly CHECKPOINTS?: CheckpointBucket;
  readonly ASSETS: { readonly fetch: (request: Request) => Promise<Response> };
} & Readonly<Record<string, unknown>>;

/** What lives as long as an isolate: nothing in it may wait for one request on behalf of another. */
export type Service = Telling & {
  /** Answers all requests but imports and reports; what it caches outlives each of them. */
  readonly app: Hono;
  /** Set when there may be notices to send. */
  isWoken: boolean;
  /** When people were last told after a request, or are about to be. */
  lastTelling: number;
};

const services = new WeakMap<Env, Service>();

const log: Log = (level, message, fields = {}) => {
  console[level](JSON.stringify({ time: new Date().toISOString(), level, message, ...fields }));
};

/** The service as this isolate has it, made at the first request; or why it cannot be had. */
export async function findService(env: Env): Promise<Service | Error> {
  const known = services.get(env);
  if (known !== undefined) return known;
  try {
    const config = readWorkerConfig(env);
    const store = openD1(env.DB);
    await insistOnMigrations(store, MIGRATIONS);
    const logSigner = config.logKey && (await noteSigner(config.logKey));
    const assertions =
      config.assertionKeys && (await assertionSigner(config.assertionKeys, config.assertionTtl));
    const testClock = await openTestClock(config, store.db);
    const service = makeService(env, config, store, { logSigner, assertions, testClock });
    if (config.firstAdmin !== null) await letInFirstAdmin(service.contextOn(store), config.firstAdmin);
    services.set(env, service);
    return service;
  } catch (error) {
    log('error', 'cannot start', { error: error instanceof Error ? error.message : String(error) });
    const isForOperator = error instanceof ConfigError || error instanceof StorageError;
    return isForOperator ? error : new Error('The database does not answer.');
  }
}

function makeService(
  env: Env,
  config: WorkerConfig,
  shared: D1Store,
  made: {
    readonly logSigner: NoteSigner | null;
    readonly assertions: AssertionSigner | null;
    readonly testClock: TestClock | null;
  },
): Service {
  const bucket = env.CHECKPOINTS;
  const wrongKeys = wrongKeyBuckets();
  const limits = requestLimits(config.rates);
  const chosenLog = chosenLines(config.logs, log);
  const contextOn = (store: D1Store) =>
    contextOf(config, {
      store,
      linkSecrets: config.linkSecrets,
      wake: () => {
        service.isWoken = true;
      },
      ...made,
      bounces: null,
      poster: fetchPoster(reachOf(config, false)),
      log: chosenLog,
      compresses: false,
      findRestore: async () => {
        const kept = bucket === undefined ? null : await findBucketCheckpoint(bucket);
        return kept === null ? null : findRestore({ store }, [kept]);
      },
      findMissingMigrations: () => listMissingMigrations(store.db, 'd1_migrations', MIGRATIONS),
      ownAttention: () => [],
      about: { version: null, database: 'D1', migration: MIGRATIONS.at(-1) ?? '', remarks: [] },
      // An isolate lives for a while, and there are many: only what the database knows is measured.
      noteRequest: () => {},
      metrics: { keyHash: config.metricsKey && sha256Hex(config.metricsKey), read: async () => [] },
      // Cloudflare says whom it asks for, and lets nobody else say it.
      remoteAddress: connectingAddress,
      readGuide: async () => null,
      clientAddress: connectingAddress,
      wrongKeys,
      limits,
    });
  const service: Service = {
    ...{ config, bucket, contextOn, sequencer: newId() },
    app: createApp(contextOn(shared), boundFiles(env)),
    ...{ isWoken: false, lastTelling: 0, isHeld: false },
  };
  return service;
}

function connectingAddress(c: HonoContext): string | null {
  return c.req.header('cf-connecting-ip') ?? null;
}

/** The files of `public/`, which the binding knows without the `/assets` that they are served under. */
export function boundFiles({ ASSETS }: Env): MiddlewareHandler {
  return async (c, next) => {
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD') return next();
    const url = new URL(c.req.url);
    url.pathname = url.pathname.replace(/^\/assets/, '');
    const found = await ASSETS.fetch(new Request(url, c.req.raw));
    // A copy, since what comes from a binding takes no more headers.
    return found.status === 404 ? next() : new Response(found.body, found);
  };
}

/** What a process would say on its way out; a Worker can only say it to whoever asks. */
export function notSetUp({ message }: Error): Response {
  const problem = {
    type: '/problems/not-set-up',
    title: 'The service cannot start',
    status: 503,
    detail: message,
  };
  return new Response(JSON.stringify(problem), {
    status: 503,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' },
  });
}
