import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Log } from '../actions/context.ts';
import type { Round } from '../actions/sending/send-due-notices.ts';
import type { Attention } from '../actions/upkeep/read-attention.ts';
import { gauge, type Metric, makeCounter } from '../domain/metric.ts';

/** How long a kind of work that found nothing to do sleeps at most, unless it is woken. */
const IDLE_MS = 500;

/** No round takes so long: one that does waits for something that never comes. */
const STUCK_MS = 10 * 60 * 1000;
/** What fails for so long does not mend itself. */
const FAILING_MS = 60 * 1000;

/** Kinds of work that are done over and over, each in its own lane, until they are stopped. */
export type Lanes = {
  /** Does a kind of work at once while there is more, else when woken or after a while; ends after `stop`. */
  readonly repeat: (log: Log, work: () => Promise<Round>) => Promise<void>;
  /** Lets every lane that sleeps look again. */
  readonly wake: () => void;
  /** Lets each lane end with the round that it is in. */
  readonly stop: () => void;
  /** Rounds that do not come to an end, or that keep failing. */
  readonly attention: () => readonly Attention[];
  /** How many rounds there were, and for how long the one that lasts longest has been under way. */
  readonly metrics: () => readonly Metric[];
};

/** How a lane is doing, by the clock that only goes on. */
type Lane = { startedAt: number | null; failingSince: number | null };

/** Makes lanes, none of which does anything yet. */
export function makeLanes(): Lanes {
  let isStopped = false;
  const sleepers = new Set<() => void>();
  const lanes = new Set<Lane>();
  const rounds = makeCounter('proviso_rounds', 'Rounds of telling people and of keeping the record.');
  const wake = () => {
    for (const wakeUp of sleepers) wakeUp();
  };
  return {
    wake,
    stop: () => {
      isStopped = true;
      wake();
    },
    attention: () => attentionOf([...lanes], performance.now()),
    metrics() {
      const now = performance.now();
      const under = [...lanes].map(({ startedAt }) => (startedAt === null ? 0 : now - startedAt));
      const longest = Math.max(0, ...under) / 1000;
      return [
        rounds.metric(),
        gauge(
          'proviso_longest_round_seconds',
          'For how long the round that lasts longest has been under way.',
          longest,
          'seconds',
        ),
      ];
    },
    async repeat(log, work) {
      const lane: Lane = { startedAt: null, failingSince: null };
      lanes.add(lane);
      while (!isStopped) {
        let wakeUp = () => {};
        const woken = new Promise<void>((resolve) => {
          wakeUp = resolve;
        });
        sleepers.add(wakeUp);
        lane.startedAt = performance.now();
        const { nextInMs } = await work().then(
          (round) => {
            lane.failingSince = null;
            rounds.add({ outcome: 'done' });
            return round;
          },
          (error: unknown): Round => {
            lane.failingSince ??= performance.now();
            rounds.add({ outcome: 'failed' });
            log('error', 'a round of sending failed', {
              error: error instanceof Error ? error.stack : error,
            });
            return { nextInMs: null };
          },
        );
        lane.startedAt = null;
        if (nextInMs === 0) {
          await nextTurn();
        } else {
          const timer = setTimeout(wakeUp, Math.min(nextInMs ?? IDLE_MS, IDLE_MS));
          if (!isStopped) await woken;
          clearTimeout(timer);
        }
        sleepers.delete(wakeUp);
      }
      lanes.delete(lane);
    },
  };
}

function attentionOf(lanes: readonly Lane[], now: number): readonly Attention[] {
  const isOlder = (since: number | null, ms: number) => since !== null && now - since > ms;
  return [
    ...(lanes.some((one) => isOlder(one.startedAt, STUCK_MS)) ? [STUCK] : []),
    ...(lanes.some((one) => isOlder(one.failingSince, FAILING_MS)) ? [FAILING] : []),
  ];
}

const STUCK: Attention = {
  about: 'rounds-stuck',
  detail:
    'A round of telling people, or of keeping the record, has not come to its end for ten minutes: start this process anew.',
};

const FAILING: Attention = {
  about: 'rounds-failing',
  detail: 'Telling people, or keeping the record, has failed for a minute: the log says why.',
};
