import { appendFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { relative } from 'node:path';
import { setTimeout as delay, setImmediate as nextTurn } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type ServerType, serve } from '@hono/node-server';
import { getConnInfo } from '@hono/node-server/conninfo';
import { serveStatic } from '@hono/node-server/serve-static';
import { v7 as uuidv7 } from 'uuid';
import { makeKey } from './actions/access/make-key.ts';
import type { Context } from './actions/context.ts';
import { fanOutNotices } from './actions/notices/fan-out-notices.ts';
import type { ReportedTroubles } from './actions/notices/report-trouble.ts';
import { type Round, sendDueNotices } from './actions/notices/send-due-notices.ts';
import { keepRecord } from './actions/upkeep/keep-record.ts';
import {
  type CheckpointPlace,
  HOURLY_MS,
  mailedCheckpoints,
  publishCheckpoint,
} from './actions/upkeep/publish-checkpoint.ts';
import { tidyUp } from './actions/upkeep/tidy-up.ts';
import { type RestoreWatch, watchRestores } from './actions/upkeep/watch-restores.ts';
import { chooseMailer } from './delivery/choose-mailer.ts';
import { resendWebhook } from './delivery/resend-webhook.ts';
import { sha256Hex } from './domain/hash.ts';
import { instantFromMs } from './domain/instant.ts';
import { type NoteSigner, noteSigner } from './domain/record/note.ts';
import type { Retention } from './domain/record/retention.ts';
import { createApp } from './http/app.ts';
import type { HttpContext } from './http/wire/http-context.ts';
import { isLoopbackHost } from './http/wire/loopback.ts';
import { type Config, readConfig } from './runtime/config.ts';
import { ConfigError, originOf, readLogKey } from './runtime/config-values.ts';
import { checkpointBeside, readKnownCheckpoints, setCheckpointAside } from './runtime/kept-checkpoints.ts';
import { writeLog as log } from './runtime/write-log.ts';
import { hasAdminKey } from './storage/access/keys.ts';
import { type MigratableStore, migrate } from './storage/engines/migrate.ts';
import { openPostgres } from './storage/engines/postgres.ts';
import { openSqlite } from './storage/engines/sqlite.ts';
import { StorageError } from './storage/store.ts';

const IDLE_MS = 500;
/** Calls to the mail provider that may be under way at once. */
const LANES = 4;
/** Left to requests between two batches of records that get their positions. */
const BETWEEN_BATCHES_MS = 1;
/** How long requests under way have to be answered once the process is asked to stop. */
const LAST_ANSWERS_MS = 10_000;
const TIDY_UP_EVERY_MS = 60 * 60 * 1000;
/** How often it is asked whether a checkpoint is due somewhere. */
const PUBLISH_EVERY_MS = 10 * 1000;
const MIGRATIONS = new URL('../migrations/', import.meta.url);
const ASSETS = new URL('../public/', import.meta.url);

async function main(config: Config): Promise<void> {
  let watch: RestoreWatch | undefined;
  const store = await openDatabase(config.database, (error) => {
    log('warn', 'a connection to the database was lost', { error: error.message });
    watch?.doubt();
  });
  const ran = await migrate(store, readMigrations());
  if (ran.length > 0) log('info', 'migrated', { migrations: ran });
  await store.runScript(readFileSync(new URL(`guards/${config.database.kind}.sql`, MIGRATIONS), 'utf8'));

  // A database that was just made is no older one, whatever was here before.
  if (ran.includes('0001_init.sql')) setCheckpointAside(config);
  const now = () => instantFromMs(Date.now());
  watch = await watchRestores({ store, now, log }, readKnownCheckpoints(config));
  const sender = senderLoop(watch);
  const context: HttpContext = {
    store,
    now,
    newId: uuidv7,
    mailer: chooseMailer(config.resend, isLoopbackHost(new URL(config.publicUrl).host)),
    mailFrom: config.mailFrom,
    company: config.company,
    publicUrl: config.publicUrl,
    linkSecrets: config.linkSecrets ?? [{ id: '1', secret: keptLinkSecret(config.database) }],
    wake: sender.wake,
    logSigner: await logSignerOf(config),
    log,
    adminKeyHash: config.adminKey === null ? null : sha256Hex(config.adminKey),
    webhook: config.webhookSecret === null ? null : resendWebhook(config.webhookSecret),
    compresses: true,
    findRestore: watch.check,
    remoteAddress: (c) => getConnInfo(c).remote.address ?? null,
  };
  if (config.adminKey === null && !(await hasAdminKey(store.db))) {
    const { token } = await makeKey(
      context,
      { name: 'made at the first start', role: 'admin' },
      'first-start',
    );
    process.stdout.write(`Admin key, shown this once: ${token}\n`);
  }

  const root = relative(process.cwd(), fileURLToPath(ASSETS)) || '.';
  const assets = serveStatic({ root, rewriteRequestPath: (path) => path.replace(/^\/assets/, '') });
  const server = await listen(createApp(context, assets), config);
  if (config.sends) sender.start(context, config.retention, checkpointPlaces(config, context));
  log('info', 'listening', { url: config.publicUrl, mailer: context.mailer?.name ?? 'waiting' });

  const stop = async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    if ('closeIdleConnections' in server) server.closeIdleConnections();
    await Promise.all([Promise.race([closed, delay(LAST_ANSWERS_MS)]), sender.stop()]);
    await store.close();
    process.exit(0);
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

/**
 * Tells people, from start to stop: one lane walks the users and several send, since a call to the
 * provider takes far longer than the pace between two.
 */
function senderLoop(watch: RestoreWatch) {
  let stopped = false;
  let done: Promise<unknown> = Promise.resolve();
  let tidying: NodeJS.Timeout | undefined;
  let publishing: NodeJS.Timeout | undefined;
  let publish = async () => {};
  const sleepers = new Set<() => void>();
  const wake = () => {
    for (const wakeUp of sleepers) wakeUp();
  };

  /** What was sent after the backup that a database was restored from must not be sent again. */
  const unlessRestored = async (work: () => Promise<Round>): Promise<Round> =>
    (await watch.check()) === null ? work() : { nextInMs: null };

  /** Does a kind of work over and over: at once while there is more, else when woken or after a while. */
  const repeat = async ({ log }: Context, work: () => Promise<Round>) => {
    while (!stopped) {
      let wakeUp = () => {};
      const woken = new Promise<void>((resolve) => {
        wakeUp = resolve;
      });
      sleepers.add(wakeUp);
      const { nextInMs } = await unlessRestored(work).catch((error: unknown): Round => {
        log('error', 'a round of sending failed', { error: error instanceof Error ? error.stack : error });
        return { nextInMs: null };
      });
      if (nextInMs === 0) {
        await nextTurn();
      } else {
        const timer = setTimeout(wakeUp, Math.min(nextInMs ?? IDLE_MS, IDLE_MS));
        if (!stopped) await woken;
        clearTimeout(timer);
      }
      sleepers.delete(wakeUp);
    }
  };

  return {
    wake,
    start: (context: Context, retention: Retention, places: readonly CheckpointPlace[]) => {
      const { mailer } = context;
      const reported: ReportedTroubles = new Set();
      const walk = async () => {
        const more = await fanOutNotices(context);
        if (more) wake();
        return { nextInMs: more ? 0 : null };
      };
      const tidy = () =>
        tidyUp(context, retention).catch((error) =>
          context.log('error', 'tidying up failed', { error: String(error) }),
        );
      void tidy();
      tidying = setInterval(tidy, TIDY_UP_EVERY_MS);
      publish = async () => {
        if (watch.current() !== null) return;
        await publishCheckpoint(context, places).catch((error) =>
          context.log('error', 'publishing a checkpoint failed', { error: String(error) }),
        );
      };
      publishing = setInterval(() => publish(), PUBLISH_EVERY_MS);
      const sequencer = context.newId();
      done = Promise.all([
        repeat(context, walk),
        repeat(context, async () => {
          const { nextInMs } = await keepRecord(context, sequencer);
          return { nextInMs: nextInMs === 0 ? BETWEEN_BATCHES_MS : nextInMs };
        }),
        ...(mailer === null
          ? []
          : Array.from({ length: LANES }, () =>
              repeat(context, () => sendDueNotices({ ...context, mailer }, reported)),
            )),
      ]);
    },
    stop: async () => {
      stopped = true;
      clearInterval(tidying);
      clearInterval(publishing);
      wake();
      await done;
      await publish();
    },
  };
}

/** Where checkpoints go besides; mails only by way of a provider. */
function checkpointPlaces(config: Config, context: Context): CheckpointPlace[] {
  const { file, mail } = config.checkpoints;
  const { mailer } = context;
  const places: CheckpointPlace[] = checkpointBeside(config);
  if (file !== null) {
    const send: CheckpointPlace['send'] = async ({ note }) => appendFileSync(file, `${note}\n`);
    places.push({ name: 'file', everyMs: HOURLY_MS, send });
  }
  if (mail !== null && mailer?.name === 'resend') places.push(mailedCheckpoints(context, mailer, mail));
  return places;
}

function openDatabase(
  database: Config['database'],
  onLost: (error: Error) => void,
): MigratableStore | Promise<MigratableStore> {
  if (database.kind === 'sqlite') return openSqlite(database.path, { checkpointsApart: true });
  return openPostgres(database.url, { now: Date.now, onLost });
}

function readMigrations() {
  return readdirSync(MIGRATIONS)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => ({ name, script: readFileSync(new URL(name, MIGRATIONS), 'utf8') }));
}

/** The link secret kept beside the database file, made when there is none. */
function keptLinkSecret(database: Config['database']): string {
  if (database.kind !== 'sqlite') throw new ConfigError('LINK_SECRET must be set');
  return keptBeside(database.path, 'link-secret', randomHex);
}

/** What signs the log: the key that is set, else one kept beside the database file, else nothing. */
async function logSignerOf({ logKey, database, publicUrl }: Config): Promise<NoteSigner | null> {
  if (logKey !== null) return noteSigner(logKey);
  if (database.kind !== 'sqlite') return null;
  const kept = keptBeside(database.path, 'log-key', () => `${originOf(publicUrl)}:${randomHex()}`);
  return noteSigner(readLogKey(kept, publicUrl));
}

/** What is kept in a file beside the database, made when there is none. */
function keptBeside(database: string, ending: string, make: () => string): string {
  if (database === ':memory:') return make();
  const path = `${database}.${ending}`;
  // `wx` lets only one of several processes that start at once make it.
  if (!existsSync(path)) {
    try {
      writeFileSync(path, make(), { mode: 0o600, flag: 'wx' });
    } catch (error) {
      if (!existsSync(path)) throw error;
    }
  }
  return readFileSync(path, 'utf8').trim();
}

function randomHex(): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('hex');
}

function listen(app: ReturnType<typeof createApp>, { host, port }: Config): Promise<ServerType> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname: host, port }, (_: AddressInfo) => resolve(server));
    server.once('error', reject);
  });
}

try {
  await main(readConfig(process.env));
} catch (error) {
  const isForOperator =
    error instanceof ConfigError ||
    error instanceof StorageError ||
    (error instanceof Error && 'code' in error);
  process.stderr.write(
    `Proviso cannot start: ${isForOperator ? (error as Error).message : (error as Error).stack}\n`,
  );
  process.exit(1);
}
