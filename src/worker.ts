import type { MiddlewareHandler } from 'hono';
import { v7 as uuidv7 } from 'uuid';
import type { Log } from './actions/context.ts';
import { fanOutNotices } from './actions/fan-out-notices.ts';
import { keepRecord } from './actions/keep-record.ts';
import { mailedCheckpoints, publishCheckpoint } from './actions/publish-checkpoint.ts';
import type { ReportedTroubles } from './actions/report-trouble.ts';
import { sendDueNotices } from './actions/send-due-notices.ts';
import { tidyUp } from './actions/tidy-up.ts';
import { readWorkerConfig, type WorkerConfig } from './config.ts';
import { ConfigError } from './config-values.ts';
import { chooseMailer } from './delivery/choose-mailer.ts';
import type { Mailer } from './delivery/mailer.ts';
import { resendWebhook } from './delivery/resend-webhook.ts';
import { sha256Hex } from './domain/hash.ts';
import { instantFromMs } from './domain/instant.ts';
import { type NoteSigner, noteSigner } from './domain/record/note.ts';
import { createApp } from './http/app.ts';
import type { HttpContext } from './http/endpoint.ts';
import { isLoopbackHost } from './http/loopback.ts';
import {
  type D1Binding,
  type D1Store,
  insistOnMigrations,
  openD1,
  QUERIES_PER_INVOCATION,
} from './storage/d1.ts';
import { MIGRATIONS } from './storage/migrations.ts';
import { StorageError } from './storage/store.ts';

/** What `wrangler.toml` binds: the database, the files of `public/`, and variables and secrets by name. */
type Env = {
  readonly DB: D1Binding;
  readonly ASSETS: { readonly fetch: (request: Request) => Promise<Response> };
} & Readonly<Record<string, unknown>>;

type Invocation = { readonly waitUntil: (work: Promise<unknown>) => void };
type Cron = { readonly scheduledTime: number };

/** The most queries that a step of each walk, and that sending a chunk, may need: none begins with fewer left. */
const QUERIES_PER_WALK = 150;
const QUERIES_PER_CHUNK = 50;
/** What is kept of an invocation's queries for a request, before it may send notices; most need ten. */
const QUERIES_PER_REQUEST = 200;
/** What is kept of the queries of the cron that begins an hour, to tidy up. */
const QUERIES_OF_TIDYING = 300;
/** Many, since it is queries that run short here; D1 takes some 25 ms for them. */
const USERS_PER_STEP = 2_000;
/** Calls to the mail provider that may be under way at once. */
const LANES = 2;

/** The most queries that a round of keeping the record makes: none begins with fewer left. */
const QUERIES_PER_BATCH = 25;
const RECORDS_PER_BATCH = 2_000;

/** Nothing begins later than that: an invocation ends 30 seconds after its answer, and the next cron comes in a minute. */
const TELLING_AFTER_ANSWER_MS = 5_000;
const TELLING_OF_CRON_MS = 50_000;
/** Requests that come in quick succession have people told once, not once each. */
const BETWEEN_TELLINGS_MS = 1_000;

/** Requests that make as many queries as they are long: imports, and reports and evidence, which go on after the answer. */
const IMPORT_PATH = '/v1/users/import';
const REPORT_PATH = /^\/v1\/(policies\/.*\.csv|users\/[^/]+\/evidence)$/;

/** What lives as long as an isolate: nothing in it may wait for one request on behalf of another. */
type Service = {
  readonly config: WorkerConfig;
  /** Answers all requests but imports and reports; what it caches outlives each of them. */
  readonly app: ReturnType<typeof createApp>;
  readonly contextOn: (store: D1Store) => HttpContext;
  /** This isolate, to others that keep the record in turns with it. */
  readonly sequencer: string;
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
    const { sends, retention, checkpoints } = service.config;
    const isFullHour = new Date(cron.scheduledTime).getUTCMinutes() === 0;
    const store = openD1(env.DB, QUERIES_PER_INVOCATION - (isFullHour ? QUERIES_OF_TIDYING : 0));
    const context = service.contextOn(store);
    try {
      if (sends) await tellPeople(service, store, TELLING_OF_CRON_MS);
      const { mailer } = context;
      if (sends && checkpoints.mail !== null && mailer?.name === 'resend') {
        await publishCheckpoint(context, [mailedCheckpoints(context, mailer, checkpoints.mail)]);
      }
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

/**
 * Walks the users, then sends, while there is something to do, and queries and time. Walking takes half
 * of the queries at most, so that mails go out meanwhile. What is left goes on at the next minute.
 */
async function tellPeople({ contextOn, sequencer }: Service, store: D1Store, forMs: number): Promise<void> {
  const context = contextOn(store);
  const start = Date.now();
  const timeLeft = () => start + forMs - Date.now();
  const half = store.queriesLeft() / 2;
  const reported: ReportedTroubles = new Set();
  let steps = 0;
  let calls = 0;
  const walk = async () => {
    for (let more = true; more && timeLeft() > 0; steps++) {
      if (store.queriesLeft() - QUERIES_PER_WALK < half) return;
      more = await fanOutNotices(context, USERS_PER_STEP);
    }
  };
  const send = async (mailer: Mailer) => {
    while (timeLeft() > 0 && store.queriesLeft() >= QUERIES_PER_CHUNK * LANES) {
      const { nextInMs } = await sendDueNotices({ ...context, mailer }, reported);
      if (nextInMs === null || nextInMs >= timeLeft()) return;
      if (nextInMs > 0) await pause(nextInMs);
      else calls++;
    }
  };
  const keep = async () => {
    for (let next: number | null = 0; next === 0 && timeLeft() > 0; ) {
      if (store.queriesLeft() < QUERIES_PER_BATCH) return;
      next = (await keepRecord(context, sequencer, RECORDS_PER_BATCH)).nextInMs;
    }
  };
  const failures: unknown[] = [];
  const attempt = (work: Promise<void>) =>
    work.catch((error: unknown) => {
      log('error', 'telling people failed', { error: error instanceof Error ? error.stack : error });
      failures.push(error);
    });
  const { mailer } = context;
  await attempt(walk());
  if (mailer !== null) await Promise.all(Array.from({ length: LANES }, () => attempt(send(mailer))));
  await attempt(keep());
  log('info', 'told people', { steps, calls, queries: store.queriesMade(), ms: Date.now() - start });
  if (failures.length > 0) throw failures[0];
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
    // It keeps no checkpoint outside of its database to notice one by.
    findRestore: async () => null,
    remoteAddress: (c) => c.req.header('cf-connecting-ip') ?? null,
  });
  const app = createApp(contextOn(shared), assetsOf(env));
  const service: Service = { config, app, contextOn, sequencer: uuidv7(), isWoken: false, lastTelling: 0 };
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
