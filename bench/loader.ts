import { fork } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';

const SELF = fileURLToPath(import.meta.url);

/** Requests to be sent for a while over kept connections, each with one request under way. */
export type Load = {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  /** Each `{n}` in the path and the body stands for a number from `from` up to, not including, `to`. */
  readonly path: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly from: number;
  readonly to: number;
  /** Random numbers, or each one for one request, in order; then it ends early when there are no more. */
  readonly order: 'random' | 'once';
  readonly connections: number;
  readonly ms: number;
  /** The only status that is not a failure. */
  readonly status: number;
};

/** What came of a load; times in milliseconds. */
export type Answered = {
  readonly requests: number;
  readonly ms: number;
  readonly perSecond: number;
  readonly medianMs: number;
  readonly p99Ms: number;
  /** The number after the last one that was sent. */
  readonly next: number;
};

/** A process of its own that puts load on a service. */
export type Loader = {
  readonly put: (load: Load) => Promise<Answered>;
  readonly stop: () => Promise<void>;
};

/**
 * Starts a load generator in a process of its own. It writes and reads raw sockets, so that it needs
 * much less of a processor for a request than any server and is not what is measured.
 */
export async function startLoader(): Promise<Loader> {
  const child = fork(SELF, { serialization: 'advanced' });
  const ended = once(child, 'exit').then(() => [{ error: 'the load generator ended' }]);
  return {
    async put(load) {
      child.send(load);
      const [answer] = (await Promise.race([once(child, 'message'), ended])) as [
        Answered | { readonly error: string },
      ];
      if ('error' in answer) throw new Error(`${load.method} ${load.path}: ${answer.error}`);
      return answer;
    },
    async stop() {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}

async function putLoad(load: Load): Promise<Answered> {
  const times: number[] = [];
  const numbers = { next: load.from };
  const start = performance.now();
  let isDone = false;
  // A process that never sleeps need not be woken by every answer, which costs the service more than the
  // answer where the service is slow enough for the load generator to fall asleep in between.
  const stayAwake = () => {
    if (!isDone) setImmediate(stayAwake);
  };
  stayAwake();
  await Promise.all(
    Array.from({ length: load.connections }, () => keepAsking(load, numbers, start + load.ms, times)),
  );
  const ms = performance.now() - start;
  isDone = true;
  times.sort((a, b) => a - b);
  return {
    requests: times.length,
    ms,
    perSecond: (times.length * 1000) / ms,
    medianMs: times[Math.floor(times.length * 0.5)] ?? Number.NaN,
    p99Ms: times[Math.floor(times.length * 0.99)] ?? Number.NaN,
    next: numbers.next,
  };
}

/** Sends one request after another over one connection until the time is up. */
function keepAsking(load: Load, numbers: { next: number }, until: number, times: number[]): Promise<void> {
  const { hostname, port } = new URL(load.url);
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port), noDelay: true });
    socket.setEncoding('latin1');
    let held = '';
    let sentAt = 0;
    const send = () => {
      sentAt = performance.now();
      if (sentAt >= until || (load.order === 'once' && numbers.next >= load.to)) {
        socket.destroy();
        resolve();
        return;
      }
      const next = numbers.next++;
      const number = () =>
        String(load.order === 'once' ? next : load.from + Math.floor(Math.random() * (load.to - load.from)));
      socket.write(requestOf(load, number));
    };
    socket.on('connect', send);
    socket.on('data', (piece: string) => {
      held += piece;
      const bodyAt = held.indexOf('\r\n\r\n') + 4;
      if (bodyAt < 4) return;
      const length = Number(/\r\ncontent-length: *(\d+)/i.exec(held.slice(0, bodyAt))?.[1] ?? 0);
      if (held.length < bodyAt + length) return;
      if (!held.startsWith(`HTTP/1.1 ${load.status} `)) {
        socket.destroy();
        reject(new Error(`was answered ${held}`));
        return;
      }
      times.push(performance.now() - sentAt);
      held = '';
      send();
    });
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('the connection was closed')));
  });
}

function requestOf({ url, method, path, headers, body }: Load, number: () => string): string {
  const content = body?.replaceAll('{n}', number);
  const fields = Object.entries({
    host: new URL(url).host,
    ...headers,
    ...(content === undefined ? {} : { 'content-length': String(Buffer.byteLength(content)) }),
  });
  const lines = fields.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return `${method} ${path.replaceAll('{n}', number)} HTTP/1.1\r\n${lines}\r\n${content ?? ''}`;
}

if (process.argv[1] === SELF) {
  // Whoever asked for load may have been killed.
  process.on('disconnect', () => process.exit());
  process.on('message', async (load: Load) => {
    const answer = await putLoad(load).catch((error: unknown) => ({ error: String(error) }));
    process.send?.(answer);
  });
}
