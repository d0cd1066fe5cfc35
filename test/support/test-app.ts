import type { Hono } from 'hono';
import { expect } from 'vitest';
import type { Context } from '../../src/actions/context.ts';
import { sendNotices } from '../../src/actions/sending/send-notices.ts';
import { localMailer } from '../../src/delivery/local-mailer.ts';
import type { Mailer } from '../../src/delivery/mailer.ts';
import { resendWebhook } from '../../src/delivery/resend/resend-webhook.ts';
import { bounceReader } from '../../src/delivery/smtp/read-bounce.ts';
import { assertionSigner } from '../../src/domain/answers/assertion-signer.ts';
import { type Company, DEFAULT_COLOR } from '../../src/domain/company.ts';
import { sha256Hex } from '../../src/domain/hash.ts';
import { addMs, type Instant } from '../../src/domain/instant.ts';
import { addPeriod, type Period } from '../../src/domain/period.ts';
import { noteSigner } from '../../src/domain/record/note.ts';
import type { Retention } from '../../src/domain/record/retention.ts';
import { createApp } from '../../src/http/app.ts';
import { quickChecks } from '../../src/http/products/quick-checks.ts';
import { wrongKeyBuckets } from '../../src/http/wire/authorize.ts';
import type { HttpContext } from '../../src/http/wire/http-context.ts';
import { requestLimits } from '../../src/http/wire/token-buckets.ts';
import { newId } from '../../src/runtime/new-id.ts';
import { readGuide } from '../../src/runtime/public-files.ts';
import { nodePoster } from '../../src/runtime/webhooks/post-event.ts';
import { listMissingMigrations } from '../../src/storage/engines/applied-migrations.ts';
import type { MigratableStore } from '../../src/storage/engines/migrate.ts';
import { MIGRATIONS } from '../../src/storage/engines/migrations.ts';
import { cleanLog } from './clean-log.ts';
import { openTestStore } from './databases.ts';

/** When time begins in tests, unless they say. */
export const START_OF_TIME = '2026-11-22T09:00:00.000Z' as Instant;

/** The operator's key, and what signs links; no shorter than they may be. */
export const ADMIN_KEY = 'test-admin-key-for-all-the-tests';
export const LINK_SECRET = 'a secret for tests that is long enough';

/** What signs answers, and what is published to sign them next. */
export const ASSERTION_KEYS = [
  { id: 'one', seed: '02'.repeat(32) },
  { id: 'next', seed: '03'.repeat(32) },
] as const;

/** Nothing is kept for a time only. */
export const KEEP_ALL: Retention = { ip: null, mails: null, events: null };

export { openTestStore } from './databases.ts';

/** An answer with its body read: parsed where it is JSON. */
// biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every shape
export type Answered = { readonly status: number; readonly headers: Headers; readonly body: any };

/** The whole service in this process, on a database of its own and a clock that tests move. */
export type TestApp = {
  readonly context: HttpContext;
  readonly store: MigratableStore;
  readonly app: Hono;
  readonly clock: { now: Instant };
  /** Moves the clock by milliseconds or a period. */
  readonly wait: (by: number | string) => void;
  /** Asks with the admin key, unless headers say otherwise. */
  readonly ask: (
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ) => Promise<Answered>;
  /** Runs rounds of sending until there is nothing more to do now. */
  readonly deliver: () => Promise<void>;
};

/** Starts the service as tests need it. Close `store` at the end. */
export async function startTestApp(
  options: {
    readonly mailer?: Mailer | null;
    readonly now?: Instant;
    readonly store?: MigratableStore;
    readonly publicUrl?: string;
    readonly webhookSecret?: string;
    readonly bounceKey?: string;
    readonly testClock?: boolean;
    readonly noteRequest?: HttpContext['noteRequest'];
    readonly metrics?: HttpContext['metrics'];
    readonly ownAttention?: ReturnType<HttpContext['ownAttention']>;
    readonly mailReturn?: HttpContext['mailReturn'];
    readonly logSigner?: null;
    readonly company?: Partial<Company>;
    readonly linkSecrets?: HttpContext['linkSecrets'];
    readonly oidc?: HttpContext['oidc'];
    readonly limits?: HttpContext['limits'];
    readonly returnPlaces?: HttpContext['returnPlaces'];
  } = {},
): Promise<TestApp> {
  const store = options.store ?? (await openTestStore());
  const clock = { now: options.now ?? START_OF_TIME };
  const linkSecrets = options.linkSecrets ?? [{ id: '1', secret: LINK_SECRET }];
  const context: HttpContext = {
    store,
    now: () => clock.now,
    newId,
    mailer: options.mailer === undefined ? localMailer() : options.mailer,
    mailFrom: 'Lantern <notices@lantern.example>',
    company: {
      ...{ name: 'Lantern', logo: null, color: DEFAULT_COLOR, contact: null, url: null, footer: null },
      ...options.company,
    },
    ...(options.mailReturn === undefined ? {} : { mailReturn: options.mailReturn }),
    publicUrl: options.publicUrl ?? 'http://localhost:8787',
    linkSecrets,
    wake: () => {},
    logSigner:
      options.logSigner === null
        ? null
        : await noteSigner({ name: 'localhost:8787/log', seed: '01'.repeat(32) }),
    log: cleanLog,
    poster: nodePoster({ toThisMachine: true, toNumbers: true }),
    assertions: await assertionSigner(ASSERTION_KEYS, 'PT15M' as Period),
    adminKeyHash: sha256Hex(ADMIN_KEY),
    webhook: options.webhookSecret === undefined ? null : resendWebhook(options.webhookSecret),
    bounces:
      options.bounceKey === undefined
        ? null
        : { keyHash: sha256Hex(options.bounceKey), read: bounceReader(linkSecrets) },
    testClock: options.testClock ? movable(clock) : null,
    returnPlaces: options.returnPlaces ?? [{ origin: 'https://app.example.com', path: '/account' }],
    oidc: options.oidc ?? null,
    compresses: options.testClock !== true,
    findRestore: async () => null,
    findMissingMigrations: () => listMissingMigrations(store.db, 'migrations', MIGRATIONS),
    ownAttention: () => options.ownAttention ?? [],
    about: {
      ...{ version: '1.2.3', database: 'SQLite', migration: MIGRATIONS.at(-1) ?? '' },
      remarks: [{ setting: 'LOG_KEY', detail: 'while it is not set the record is numbered but not signed' }],
    },
    noteRequest: options.noteRequest ?? (() => {}),
    metrics: options.metrics ?? { keyHash: null, read: async () => [] },
    remoteAddress: () => '127.0.0.1',
    readGuide,
    clientAddress: () => '203.0.113.7',
    wrongKeys: wrongKeyBuckets(),
    limits: options.limits ?? requestLimits({ ofKey: null, bulkKeys: new Set(), ofSender: null }),
  };
  // Made when it is asked first, since whoever acts without HTTP needs none of its routes.
  let made: Hono | undefined;
  const appOf = () => (made ??= createApp(context, (_, next) => next()));

  const ask: TestApp['ask'] = async (method, path, body, headers = {}) => {
    const response = await appOf().request(path, {
      method,
      headers: { authorization: `Bearer ${ADMIN_KEY}`, ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    if (method === 'GET') expectSameQuickly(context, path, headers, { response, text });
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    return {
      status: response.status,
      headers: response.headers,
      body: isJson && text !== '' ? JSON.parse(text) : text,
    };
  };
  return {
    context,
    store,
    get app() {
      return appOf();
    },
    clock,
    ask,
    wait: (by) => {
      clock.now = typeof by === 'number' ? addMs(clock.now, by) : addPeriod(clock.now, by as Period, 'UTC');
    },
    deliver: () => deliverAll(context),
  };
}

/** What answers past the app answers as the app did, at the same moment, whatever else a test is about. */
function expectSameQuickly(
  context: HttpContext,
  url: string,
  more: Record<string, string>,
  { response, text }: { readonly response: Response; readonly text: string },
): void {
  const unlimited = requestLimits({ ofKey: null, bulkKeys: new Set(), ofSender: null });
  const quick = quickChecks({ ...context, limits: unlimited, log: () => {}, noteRequest: () => {} });
  const headers = { 'x-request-id': response.headers.get('x-request-id') ?? '', ...keyOf(more) };
  const answer = quick({ method: 'GET', url, headers, rawHeaders: Object.entries(headers).flat() });
  if (answer === null) return;
  expect({ ...answer, body: answer.body ?? '' }, `${url}, past the app`).toEqual({
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: text,
  });
}

function keyOf(headers: Record<string, string>): Record<string, string> {
  const named = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
  return { authorization: `Bearer ${ADMIN_KEY}`, ...Object.fromEntries(named) };
}

/** A test clock over the clock of tests. */
function movable(clock: { now: Instant }): HttpContext['testClock'] {
  let ahead = 0;
  return {
    secondsAhead: () => ahead,
    set(secondsAhead) {
      clock.now = addMs(clock.now, (secondsAhead - ahead) * 1000);
      ahead = secondsAhead;
    },
  };
}

async function deliverAll(context: Context): Promise<void> {
  while ((await sendNotices(context)).nextInMs === 0);
}
