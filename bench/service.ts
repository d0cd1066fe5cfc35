import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** The folder of the whole project. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PACKAGE = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
const { start } = (JSON.parse(PACKAGE) as { scripts: { start: string } }).scripts;
/** What `npm start` gives to Node: flags, and the service. */
export const START = start.slice(start.indexOf('node ') + 'node '.length).split(' ');

const PIECE_BYTES = 64 * 1024;

/** The admin key of a measured service, and what signs its links. */
export const KEY = 'bench-key-that-nobody-could-guess';

/** The real service in a process of its own. */
export type Service = {
  readonly url: string;
  readonly child: ChildProcess;
  /** Asks with the admin key; throws when it is refused or gets no answer. */
  readonly ask: (
    method: string,
    path: string,
    body?: string | ReadableStream<Uint8Array>,
  ) => Promise<unknown>;
};

/** Services end with the bench that started them, also where that ends of an error. */
const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** Starts the service as `npm start` does, on a database file and a free port, and waits until it answers. */
export async function startService(
  database: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Service> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, [...process.execArgv, ...START], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      PORT: String(port),
      PUBLIC_URL: url,
      DATABASE_URL: `sqlite:${database}`,
      ADMIN_KEY: KEY,
      LINK_SECRET: KEY,
      // Counted as they always are, and let through.
      KEY_RATE: '9999999/s',
      PUBLIC_RATE: '9999999/s',
      ...env,
    },
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  for (let tries = 0; ; tries++) {
    const isUp = await fetch(`${url}/healthz`).then(
      (response) => response.ok,
      () => false,
    );
    if (isUp) break;
    if (child.exitCode !== null || tries > 600) throw new Error('the service did not start');
    await sleep(50);
  }
  return {
    url,
    child,
    async ask(method, path, body) {
      const headers = { authorization: `Bearer ${KEY}` };
      const init = { method, headers, body, duplex: 'half' } as RequestInit;
      const response = await fetch(url + path, init).catch((error: unknown) => {
        const { exitCode, signalCode } = child;
        throw new Error(`${method} ${path} got no answer (${exitCode ?? signalCode ?? 'still running'})`, {
          cause: error,
        });
      });
      const answer = await response.json();
      if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`);
      return answer;
    },
  };
}

/** Ends a service in order, and waits until it has. */
export async function stopService({ child }: Service): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

/** The most memory a service has had, in megabytes; NaN where the system does not tell. */
export function peakMemoryMb(service: Service): number {
  return readMemory(service, 'VmHWM');
}

/** The memory that a service has right now, in megabytes; NaN where the system does not tell. */
export function memoryMb(service: Pick<Service, 'child'>): number {
  return readMemory(service, 'VmRSS');
}

function readMemory({ child }: Pick<Service, 'child'>, what: 'VmHWM' | 'VmRSS'): number {
  try {
    const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
    const [, kb] = new RegExp(`${what}:\\s+(\\d+) kB`).exec(status) ?? [];
    return Number(kb) / 1024;
  } catch {
    return Number.NaN;
  }
}

/** Users `user-0`, `user-1` … as a body to import, who accepted versions of policies, with what else is known of each. */
export function usersToImport(
  count: number,
  accepted: Readonly<Record<string, number>>,
  knownOf: (user: number) => object = () => ({}),
): ReadableStream<Uint8Array> {
  return ReadableStream.from(pieces(count, accepted, knownOf));
}

async function* pieces(
  count: number,
  accepted: Readonly<Record<string, number>>,
  knownOf: (user: number) => object,
): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  let piece = '';
  for (let i = 0; i < count; i++) {
    const email = `user-${i}@customers.example`;
    piece += `${JSON.stringify({ user: `user-${i}`, email, accepted, ...knownOf(i) })}\n`;
    if (piece.length >= PIECE_BYTES) {
      yield encoder.encode(piece);
      piece = '';
    }
  }
  yield encoder.encode(piece);
}

/** A port on loopback that nothing listens on. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
