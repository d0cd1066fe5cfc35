import { fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { quantile } from './table.ts';

const SELF = fileURLToPath(import.meta.url);

/** Warming up: so many of the first answers count for nothing. */
const LEFT_OUT = 0.1;

/** One kind of request in a mix. */
export type Kind = {
  readonly name: string;
  readonly method: 'GET' | 'POST';
  /** Each `{n}` in the path and the body stands for the number of somebody. */
  readonly path: string;
  readonly body?: string;
  /** Out of a hundred requests. */
  readonly share: number;
  /** Random people, or from the last one down, each of them once. */
  readonly who: 'anybody' | 'each once';
};

/** Requests at a steady rate, whether or not those before are answered, to each of some services in turn. */
export type Mix = {
  readonly urls: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly kinds: readonly Kind[];
  readonly users: number;
  /** How many of those who are asked about once have been already. */
  readonly used: number;
  readonly perSecond: number;
  readonly ms: number;
};

/** How a kind was answered: milliseconds from when a request was to leave, so that waiting to leave counts. */
export type Answers = {
  readonly name: string;
  readonly requests: number;
  readonly medianMs: number;
  readonly p99Ms: number;
  readonly longestMs: number;
};

/** Puts a mix on services from a process of its own. */
export async function putMix(
  mix: Mix,
): Promise<{ readonly answers: readonly Answers[]; readonly used: number }> {
  const child = fork(SELF, { serialization: 'advanced' });
  const ended = once(child, 'exit').then(() => [{ error: 'the load generator ended' }]);
  child.send(mix);
  const [came] = (await Promise.race([once(child, 'message'), ended])) as [
    { readonly error: string } | { readonly answers: readonly Answers[]; readonly used: number },
  ];
  child.disconnect();
  await ended;
  if ('error' in came) throw new Error(came.error);
  return came;
}

async function put({ urls, headers, kinds, users, perSecond, ms, ...mix }: Mix) {
  const agent = new Agent({ keepAlive: true });
  const times = new Map(kinds.map(({ name }) => [name, [] as number[]]));
  const start = performance.now();
  const asked: Promise<void>[] = [];
  let { used } = mix;
  for (let n = 0; n < (ms * perSecond) / 1000; n++) {
    const due = start + (n * 1000) / perSecond;
    const early = due - performance.now();
    if (early > 0) await sleep(early);
    const kind = drawKind(kinds);
    const who = kind.who === 'anybody' ? Math.floor(Math.random() * users) : users - 1 - used++;
    if (who < 0) throw new Error('too few users are left; ask for more with --users');
    const url = urls[n % urls.length] + kind.path.replaceAll('{n}', String(who));
    const body = kind.body?.replaceAll('{n}', String(who));
    const answered = ask(url, { method: kind.method, headers, agent }, body).then(() => {
      if (n >= (LEFT_OUT * ms * perSecond) / 1000) times.get(kind.name)?.push(performance.now() - due);
    });
    // Heard of once all were asked.
    answered.catch(() => {});
    asked.push(answered);
  }
  await Promise.all(asked);
  agent.destroy();
  const answers = [...times].map(
    ([name, own]): Answers => ({
      ...{ name, requests: own.length, medianMs: quantile(own, 0.5) },
      ...{ p99Ms: quantile(own, 0.99), longestMs: Math.max(...own) },
    }),
  );
  return { answers, used };
}

function drawKind(kinds: readonly Kind[]): Kind {
  let drawn = Math.random() * 100;
  for (const kind of kinds) {
    drawn -= kind.share;
    if (drawn < 0) return kind;
  }
  return kinds.at(-1) as Kind;
}

/** Asks, once more where the server had let go of a connection that was idle as it was used again. */
function ask(url: string, options: object, body: string | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const asked = request(url, options, (response) => {
      const { statusCode = 0 } = response;
      if (statusCode >= 300) reject(new Error(`${url} ${body ?? ''} was answered ${statusCode}`));
      response.on('end', resolve).resume();
    });
    asked.on('error', (error: NodeJS.ErrnoException) => {
      if (asked.reusedSocket && error.code === 'ECONNRESET') resolve(ask(url, options, body));
      else reject(error);
    });
    asked.end(body);
  });
}

if (process.argv[1] === SELF) {
  process.on('message', async (mix: Mix) => {
    process.send?.(await put(mix).catch((error: unknown) => ({ error: String(error) })));
  });
}
