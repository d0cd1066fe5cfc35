import type { MiddlewareHandler } from 'hono';
import { v7 as uuidv7 } from 'uuid';
import type { Log } from './actions/context.ts';
import { tidyUp } from './actions/upkeep/tidy-up.ts';
import { findRestore } from './actions/upkeep/watch-restores.ts';
import { chooseMailer } from './delivery/choose-mailer.ts';
import { resendWebhook } from './delivery/resend-webhook.ts';
import { sha256Hex } from './domain/hash.ts';
import { instantFromMs } from './domain/instant.ts';
import { type NoteSigner, noteSigner } from './domain/record/note.ts';
import { createApp } from './http/app.ts';
import type { HttpContext } from './http/wire/http-context.ts';
import { isLoopbackHost } from './http/wire/loopback.ts';
import { readWorkerConfig, type WorkerConfig } from './runtime/config.ts';
import { ConfigError } from './runtime/config-values.ts';
import { type Telling, tellPeople } from './runtime/tell-people.ts';
import {
  type D1Binding,
  type D1Store,
  insistOnMigrations,
  openD1,
  QUERIES_PER_INVOCATION,
} from './storage/engines/d1.ts';
import { MIGRATIONS } from './storage/engines/migrations.ts';
import { type CheckpointBucket, findBucketCheckpoint } from './storage/record/checkpoint-bucket.ts';
import { StorageError } from './storage/store.ts';

/** What `wrangler.toml` binds: the database, a bucket, the files of `public/`, and variables and secrets by name. */
type Env = {
  readonly DB: D1Binding;
  /** Without it nothing shows that the database was restored from a backup. */
  readonly CHECKPOINTS?: CheckpointBucket;
  readonly ASSETS: { readonly fetch: (request: Request) => Promise<Response> };
} & Readonly<Record<string, unknown>>;

type Invocation = { readonly waitUntil: (work: Promise<unknown>) => void };
type Cron = { readonly scheduledTime: number };

/** What is kept of an invocation's queries for a request, before it may send notices; most need ten. */
const QUERIES_PER_REQUEST = 200;
/** What is kept of the queries of the cron that begins an hour, to tidy up. */
const QUERIES_OF_TIDYING = 300;
/** Nothing begins later than that: an invocation ends 30 seconds after its answer, and the next cron comes in a minute. */
const TELLING_AFTER_ANSWER_MS = 5_000;
const TELLING_OF_CRON_MS = 50_000;
/** Requests that come in quick succession have people told once, not once each. */
const BETWEEN_TELLINGS_MS = 1_000;

/** Requests that make as many queries as they are long: imports, and reports and evidence, which go on after the answer. */
const IMPORT_PATH = '/v1/users/import';
const REPORT_PATH = /^\/v1\/(policies\/.*\.csv|users\/[^/]+\/evidence)$/;

/** What lives as long as an isolate: nothing in it may wait for one request on behalf of another. */
type Service = Telling & {
  /** Answers all requests but imports and reports; what it caches outlives each of them. */
  readonly app: ReturnType<typeof createApp>;
  /** Set when there may be notices to send. */
  isWoken: boolean;
  /** When people were last told after a request, or are about to be. */
  lastTelling: number;
};

const services = new WeakMap<Env, Service>();

const log: Log = (level, message, fields = {}) => {
  console[level](JSON.stringify({ time: new Date().toISOString(), level, message, ...fields }));
};

const worker = {
  async fetch(request: Request, env: Env, invocation: Invocation): Promise<Response> {
    const answered = answer(request, env, invocation);
    // Whoever hangs up does not end an act half way, nor leave its Idempotency-Key marked as under way.
    invocation.waitUntil(answered.catch(() => {}));
    return answered;
  },

  async scheduled(cron: Cron, env: Env): Promise<void> {
    const service = await findService(env);
    if (service instanceof Error) throw service;
    const { sends, retention } = service.config;
    const isFullHour = new Date(cron.scheduledTime).getUTCMinutes() === 0;
    const store = openD1(env.DB, QUERIES_PER_INVOCATION - (isFullHour ? QUERIES_OF_TIDYING : 0));
    try {
      if (sends) await tellPeople(service, store, TELLING_OF_CRON_MS);
    } finally {
      if (isFullHour) await tidyUp(service.contextOn(openD1(env.DB, QUERIES_OF_TIDYING)), retention);
    }
  },
};

/** The Worker: the same service over HTTP, which tells people after requests that call for it and each minute. */
export default worker;

async function answer(request: Request, env: Env, invocation: Invocation): Promise<Response> {
  const service = await findService(env);
  if (service instanceof Error) return notSetUp(service);
  const { pathname } = new URL(request.url);
  const isReport = REPORT_PATH.test(pathname);
  const isLong = isReport || (request.method === 'POST' && pathname === IMPORT_PATH);
  const store = openD1(env.DB, QUERIES_PER_INVOCATION - (isLong ? 0 : QUERIES_PER_REQUEST));
  const app = isLong ? createApp(service.contextOn(store), assetsOf(env)) : service.app;
  const response = await app.fetch(request, env);
  if (service.isWoken && !isReport) {
    service.isWoken = false;
    tellSoon(service, store, invocation);
  }
  return response;
}

/** Tells people once the request is answered, unless that is about to happen anyway. */
function tellSoon(service: Service, store: D1Store, invocation: Invocation): void {
  const now = Date.now();
  if (!service.config.sends || service.lastTelling > now) return;
  service.lastTelling = Math.max(now, service.lastTelling + BETWEEN_TELLINGS_MS);
  const told = pause(service.lastTelling - now).then(() =>
    tellPeople(service, store, TELLING_AFTER_ANSWER_MS),
  );
  // It was logged, and the cron goes on from what is written.
  invocation.waitUntil(told.catch(() => {}));
}

/** The service as this isolate has it, or why it cannot be had. */
async function findService(env: Env): Promise<Service | Error> {
  const known = services.get(env);
  if (known !== undefined) return known;
  try {
    const config = readWorkerConfig(env);
    const store = openD1(env.DB);
    await insistOnMigrations(store, MIGRATIONS);
    const logSigner = config.logKey && (await noteSigner(config.logKey));
    const service = wire(env, config, store, logSigner);
    services.set(env, service);
    return service;
  } catch (error) {
    log('error', 'cannot start', { error: error instanceof Error ? error.message : String(error) });
    const isForOperator = error instanceof ConfigError || error instanceof StorageError;
    return isForOperator ? error : new Error('The database does not answer.');
  }
}

function wire(env: Env, config: WorkerConfig, shared: D1Store, logSigner: NoteSigner | null): Service {
  const bucket = env.CHECKPOINTS;
  const contextOn = (store: D1Store): HttpContext => ({
    store,
    now: () => instantFromMs(Date.now()),
    newId: uuidv7,
    mailer: chooseMailer(config.resend, isLoopbackHost(new URL(config.publicUrl).host)),
    mailFrom: config.mailFrom,
    company: config.company,
    publicUrl: config.publicUrl,
    linkSecrets: config.linkSecrets,
    wake: () => {
      service.isWoken = true;
    },
    logSigner,
    log,
    adminKeyHash: sha256Hex(config.adminKey),
    webhook: config.webhookSecret === null ? null : resendWebhook(config.webhookSecret),
    compresses: false,
    findRestore: async () => {
      const kept = bucket === undefined ? null : await findBucketCheckpoint(bucket);
      return kept === null ? null : findRestore({ store }, [kept]);
    },
    remoteAddress: (c) => c.req.header('cf-connecting-ip') ?? null,
  });
  const app = createApp(contextOn(shared), assetsOf(env));
  const service: Service = {
    ...{ config, bucket, app, contextOn, sequencer: uuidv7() },
    ...{ isWoken: false, lastTelling: 0, isHeld: false },
  };
  return service;
}

/** The files of `public/`, which the binding knows without the `/assets` that they are served under. */
function assetsOf({ ASSETS }: Env): MiddlewareHandler {
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
function notSetUp({ message }: Error): Response {
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

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
