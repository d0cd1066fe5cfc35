import { fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { quantile } from './table.ts';

const SELF = fileURLToPath(import.meta.url);

/** What somebody else asks all the while, over a connection of their own. */
export type Probe = {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly everyMs: number;
};

/** How they were answered; times in milliseconds. */
export type Probed = { readonly asked: number; readonly medianMs: number; readonly slowestMs: number };

/** Somebody else, in a process of their own, so that nothing but the service can have them wait. */
export type Prober = {
  /** Asks while something goes on, and answers how that was and what came of it. */
  readonly during: <T>(probe: Probe, work: () => Promise<T>) => Promise<{ probed: Probed; result: T }>;
  readonly stop: () => Promise<void>;
};

/** Starts somebody else. */
export async function startProber(): Promise<Prober> {
  const child = fork(SELF);
  const ended = once(child, 'exit');
  return {
    async during(probe, work) {
      child.send(probe);
      const result = await work();
      child.send('enough');
      const [probed] = (await once(child, 'message')) as [Probed | { readonly error: string }];
      if ('error' in probed) throw new Error(probed.error);
      return { probed, result };
    },
    async stop() {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}

/** One question after another, each so long after the one before was sent, but never two at once. */
async function keepAsking({ url, headers, everyMs }: Probe, isEnough: () => boolean): Promise<Probed> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const times: number[] = [];
  while (!isEnough()) {
    const start = performance.now();
    await new Promise<void>((resolve, reject) => {
      request(url, { agent, headers }, (response) => {
        if (response.statusCode !== 200) reject(new Error(`somebody else got ${response.statusCode}`));
        response.on('end', resolve).resume();
      })
        .on('error', reject)
        .end();
    });
    const ms = performance.now() - start;
    times.push(ms);
    await sleep(Math.max(0, everyMs - ms));
  }
  agent.destroy();
  return { asked: times.length, medianMs: quantile(times, 0.5), slowestMs: Math.max(...times) };
}

if (process.argv[1] === SELF) {
  // Whoever asked for load may have been killed.
  process.on('disconnect', () => process.exit());
  let isEnough = false;
  process.on('message', async (message: Probe | 'enough') => {
    if (message === 'enough') {
      isEnough = true;
      return;
    }
    isEnough = false;
    process.send?.(await keepAsking(message, () => isEnough).catch((error) => ({ error: String(error) })));
  });
}
