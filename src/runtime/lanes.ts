import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Log } from '../actions/context.ts';
import type { Round } from '../actions/notices/send-due-notices.ts';

/** How long a kind of work that found nothing to do sleeps at most, unless it is woken. */
const IDLE_MS = 500;

/** Kinds of work that are done over and over, each in its own lane, until they are stopped. */
export type Lanes = {
  /** Does a kind of work at once while there is more, else when woken or after a while; ends after `stop`. */
  readonly repeat: (log: Log, work: () => Promise<Round>) => Promise<void>;
  /** Lets every lane that sleeps look again. */
  readonly wake: () => void;
  /** Lets each lane end with the round that it is in. */
  readonly stop: () => void;
};

/** Makes lanes, none of which does anything yet. */
export function makeLanes(): Lanes {
  let isStopped = false;
  const sleepers = new Set<() => void>();
  const wake = () => {
    for (const wakeUp of sleepers) wakeUp();
  };
  return {
    wake,
    stop: () => {
      isStopped = true;
      wake();
    },
    async repeat(log, work) {
      while (!isStopped) {
        let wakeUp = () => {};
        const woken = new Promise<void>((resolve) => {
          wakeUp = resolve;
        });
        sleepers.add(wakeUp);
        const { nextInMs } = await work().catch((error: unknown): Round => {
          log('error', 'a round of sending failed', { error: error instanceof Error ? error.stack : error });
          return { nextInMs: null };
        });
        if (nextInMs === 0) {
          await nextTurn();
        } else {
          const timer = setTimeout(wakeUp, Math.min(nextInMs ?? IDLE_MS, IDLE_MS));
          if (!isStopped) await woken;
          clearTimeout(timer);
        }
        sleepers.delete(wakeUp);
      }
    },
  };
}
