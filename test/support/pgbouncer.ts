import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { freePort } from './free-port.ts';
import { until } from './node-service.ts';
import { scratchFolder } from './scratch.ts';

const { stdout } = spawnSync('pgbouncer', ['--version'], { encoding: 'utf8' });
const [, major, minor] = /PgBouncer (\d+)\.(\d+)/.exec(stdout ?? '') ?? [];

/** Whether this machine has a PgBouncer; Debian's package is called so. */
export const HAS_PGBOUNCER = major !== undefined;

/** Whether it follows names of statements, as it does from 1.21 on. */
export const FOLLOWS_NAMES = HAS_PGBOUNCER && Number(major) * 1000 + Number(minor) >= 1021;

/** What is to be said of tests that need one. */
export const WITH_PGBOUNCER = HAS_PGBOUNCER
  ? `behind PgBouncer ${major}.${minor}`
  : 'behind a real PgBouncer (skipped: there is none here)';

/** What has it not follow them, as older ones never do. */
export const NO_NAMES = FOLLOWS_NAMES ? { max_prepared_statements: 0 } : {};

/** What is set in a `pgbouncer.ini` beside where the server is. */
type Settings = Readonly<Record<string, string | number>>;

/**
 * Starts a PgBouncer in front of the database of a URL, for one test, with two connections to the server
 * however many come, so that they meet each other. Answers the URL of the same database by way of it.
 */
export async function startPgBouncer(databaseUrl: string, settings: Settings): Promise<string> {
  const { hostname, port: serverPort, pathname, username, password } = new URL(databaseUrl);
  const folder = scratchFolder('pgbouncer');
  // Root runs it as another user, who has to get at its files.
  chmodSync(folder, 0o755);
  const port = await freePort();
  writeFileSync(join(folder, 'users.txt'), `"${username}" "${password}"\n`);
  const all: Settings = {
    ...{ listen_addr: '127.0.0.1', listen_port: port, unix_socket_dir: '' },
    ...{ auth_type: 'plain', auth_file: join(folder, 'users.txt') },
    ...{ default_pool_size: 2, max_client_conn: 100 },
    ...settings,
  };
  writeFileSync(
    join(folder, 'pgbouncer.ini'),
    `[databases]\n* = host=${hostname} port=${serverPort}\n[pgbouncer]\n${Object.entries(all)
      .map(([name, value]) => `${name} = ${value}\n`)
      .join('')}`,
  );
  const asOther = process.getuid?.() === 0 ? ['-u', 'nobody'] : [];
  const child = spawn('pgbouncer', ['-q', ...asOther, join(folder, 'pgbouncer.ini')], { stdio: 'ignore' });
  onTestFinished(async () => {
    if (child.exitCode === null && child.signalCode === null) {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    }
    rmSync(folder, { recursive: true, force: true });
  });
  await until(() => isListening(port));
  return `postgres://${username}:${password}@127.0.0.1:${port}${pathname}`;
}

async function isListening(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  const isOpen = await Promise.race([
    once(socket, 'connect').then(() => true),
    once(socket, 'error').then(() => false),
  ]).catch(() => false);
  socket.destroy();
  return isOpen;
}

/** A certificate of this machine's own, and the key to it: whoever trusts it finds it at 127.0.0.1. */
export function makeCertificate(folder: string): { readonly certificate: string; readonly key: string } {
  const [certificate, key] = [join(folder, 'server.crt'), join(folder, 'server.key')];
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1,DNS:localhost'];
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'],
      ...['-keyout', key, '-out', certificate, ...subject],
    ],
    { stdio: 'ignore' },
  );
  chmodSync(key, 0o644);
  return { certificate, key };
}
