import { getConnInfo } from '@hono/node-server/conninfo';
import type { Hono, Context as HonoContext } from 'hono';
import { makeKey } from './actions/access/make-key.ts';
import { type RestoreWatch, watchRestores } from './actions/upkeep/watch-restores.ts';
import { createDoor } from './http/door.ts';
import { quickChecks } from './http/products/quick-checks.ts';
import { wrongKeyBuckets } from './http/wire/authorize.ts';
import { clientAddresses } from './http/wire/client-address.ts';
import { requestLimits } from './http/wire/token-buckets.ts';
import { handOverAdminKey } from './runtime/access/hand-over-admin-key.ts';
import { aboutNode, remarksOn } from './runtime/check-settings.ts';
import { chosenLines } from './runtime/chosen-lines.ts';
import { contextOf, reachOf } from './runtime/context-of.ts';
import { checkpointPlaces, readKnownCheckpoints, setCheckpointAside } from './runtime/kept-checkpoints.ts';
import { assertionSignerOf, linkSecretsOf, logSignerOf } from './runtime/kept-secrets.ts';
import { makeLanes } from './runtime/lanes.ts';
import { listen, stopListening } from './runtime/listen.ts';
import { loadRest } from './runtime/load-rest.ts';
import { makeMeter, openMetrics } from './runtime/meter.ts';
import { openDatabase } from './runtime/open-database.ts';
import { openBounces, openSmtp, UNENCRYPTED } from './runtime/open-smtp.ts';
import { publicFiles, readGuide } from './runtime/public-files.ts';
import type { Config } from './runtime/settings/config.ts';
import { ConfigError } from './runtime/settings/config-values.ts';
import { readNodeConfig } from './runtime/settings/node-config.ts';
import { clockOf, followTestClock, openTestClock } from './runtime/test-clock.ts';
import { watchAttention } from './runtime/watch-attention.ts';
import { watchHandles } from './runtime/watch-handles.ts';
import { nodePoster } from './runtime/webhooks/post-event.ts';
import { logConsole, writeLog } from './runtime/write-log.ts';
import { hasAdminKey } from './storage/access/keys.ts';
import { listMissingMigrations } from './storage/engines/applied-migrations.ts';
import { MIGRATIONS } from './storage/engines/migrations.ts';
import { StorageError } from './storage/store.ts';

/** Within ten seconds whoever was asked to stop is gone: those who ask kill not much later. */
const LONGEST_STOP_MS = 9_500;

/** One process: a database, the app over it, and what runs by the clock beside the requests. */
async function main(config: Config): Promise<void> {
  const log = chosenLines(config.logs, writeLog);
  logConsole(log);
  const smtp = openSmtp(config);
  const remarks = remarksOn(config);
  if (remarks.length > 0) log('warn', 'these settings are unsafe', { remarks });
  let watch: RestoreWatch | undefined;
  const { store, ran, isNew } = await openDatabase(config, (error) => {
    log('warn', 'a connection to the database was lost', { error: error.message });
    watch?.doubt();
  });
  if (ran.length > 0) log('info', 'migrated', { migrations: ran });
  // A database that was just made is no older one, whatever was here before.
  if (isNew) setCheckpointAside(config);
  const testClock = await openTestClock(config, store.db);
  const now = clockOf(testClock);
  watch = await watchRestores({ store, now, log }, readKnownCheckpoints(config));

  const lanes = makeLanes();
  const meter = makeMeter();
  const linkSecrets = linkSecretsOf(config);
  const remoteAddress = (c: HonoContext) => getConnInfo(c).remote.address ?? null;
  const runtime = {
    store,
    linkSecrets,
    wake: lanes.wake,
    logSigner: await logSignerOf(config),
    bounces: openBounces(config, linkSecrets),
    assertions: await assertionSignerOf(config),
    testClock,
    poster: nodePoster(reachOf(config, true)),
    log,
    // What a test clock says is written into pages after they are made.
    compresses: testClock === null,
    findRestore: watch.check,
    findMissingMigrations: () => listMissingMigrations(store.db, 'migrations', MIGRATIONS),
    about: aboutNode(config, remarks),
    noteRequest: meter.noteRequest,
    metrics: openMetrics(config, store, [meter.metrics, lanes.metrics]),
    ownAttention: () => [...(config.smtp?.isUnencrypted ? [UNENCRYPTED] : []), ...lanes.attention()],
    remoteAddress,
    readGuide,
    clientAddress: clientAddresses({ proxies: config.trustedProxies, ...config }, remoteAddress, log),
    wrongKeys: wrongKeyBuckets(),
    limits: requestLimits(config.rates),
  };
  const { mailer, ...rest } = contextOf(config, runtime, smtp);
  const context = { ...rest, mailer: mailer && meter.metered(mailer) };
  if (config.adminKey === null && !(await hasAdminKey(store.db, now()))) {
    const key = { name: 'made at the first start', role: 'admin' } as const;
    const line = await handOverAdminKey(config, () => makeKey(context, key, 'first-start'));
    process.stdout.write(line);
  }

  const assets = publicFiles();
  const whole = Promise.withResolvers<Hono>();
  const server = await listen(createDoor(context, whole.promise), quickChecks(context), config, log);
  log('info', 'listening', { url: config.publicUrl, mailer: context.mailer?.name ?? 'waiting' });
  const stopFollowing = followTestClock(testClock, store.db);
  const stopWatchingHandles = watchHandles(log);
  const stopWatchingAttention = watchAttention(context);
  const openRest = async () => {
    const { announceConsole, createApp, startRounds, timeStamperAt } = await loadRest(config);
    await announceConsole(context, config);
    whole.resolve(createApp(context, assets));
    if (!config.sends) return null;
    const { retention, checkpoints } = config;
    return startRounds(context, lanes, watch, {
      ...{ retention, places: checkpointPlaces(config, context) },
      stamper: checkpoints.tsa === null ? null : timeStamperAt(checkpoints.tsa),
    });
  };
  const rounds = openRest();

  const stop = async () => {
    // What is still under way then goes on at the next start, as after a crash.
    setTimeout(() => {
      log('warn', 'stopped before all that was under way came to its end');
      process.exit(0);
    }, LONGEST_STOP_MS);
    stopFollowing();
    stopWatchingHandles();
    stopWatchingAttention();
    await Promise.all([stopListening(server), rounds.then((running) => running?.stop())]);
    await store.close();
    process.exit(0);
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  await rounds;
}

try {
  const config = readNodeConfig(process.env);
  if (process.argv.includes('--check')) {
    const { checkStart } = await import('./runtime/check-start.ts');
    process.exit(await checkStart(config, (text) => process.stdout.write(text)));
  }
  if (process.argv.includes('--new-admin-link')) {
    const { writeAdminLink } = await import('./runtime/access/let-in-admin.ts');
    await writeAdminLink(config, (text) => process.stdout.write(text));
    process.exit(0);
  }
  await main(config);
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
