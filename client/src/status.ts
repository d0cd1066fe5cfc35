import type { Source, Trouble } from './answer.ts';
import type { ProvisoError } from './error.ts';

/** `starting`: not heard of yet; `ready`; `stale`: the service is away; `error`: it refuses, and somebody must look. */
export type State = 'starting' | 'ready' | 'stale' | 'error';

/** How a client is, for a health page. */
export type Status = {
  readonly state: State;
  /** Since when, as ISO 8601 in UTC. */
  readonly since: string;
  /** Why it is not ready. */
  readonly error: Trouble | null;
  /** How many answers came from where. */
  readonly answered: Readonly<Record<Source, number>>;
  /** How many of them were refusals. */
  readonly refused: number;
  /** How many people an observing client would have asked, restricted or denied. */
  readonly observed: number;
  /** Of how many users an answer is remembered. */
  readonly remembered: number;
};

const AGAIN_MS = 60_000;

/** What is true of one user or one call alone says nothing about how the client is. */
const ABOUT_ONE_CALL = ['unknown-user', 'invalid-request', 'too-large', 'return-not-allowed'];

/** Keeps count of what a client answers and what goes wrong. */
export type Keeper = {
  readonly count: (source: Source) => void;
  readonly countRefused: () => void;
  readonly countObserved: () => void;
  readonly heard: () => void;
  readonly failed: (error: ProvisoError) => void;
  readonly read: () => Omit<Status, 'remembered'>;
};

/** Makes the keeper of one client. */
export function keepStatus(onError: ((error: ProvisoError) => void) | undefined): Keeper {
  const answered: Record<Source, number> = { signed: 0, cache: 0, service: 0, 'last-known': 0, fallback: 0 };
  let refused = 0;
  let observed = 0;
  let state: State = 'starting';
  let since = new Date().toISOString();
  let error: Trouble | null = null;
  const toldAt = new Map<string, number>();

  const become = (next: State, why: Trouble | null) => {
    error = why;
    if (next === state) return;
    state = next;
    since = new Date().toISOString();
  };
  return {
    count: (source) => {
      answered[source]++;
    },
    countRefused: () => {
      refused++;
    },
    countObserved: () => {
      observed++;
    },
    heard() {
      if (state === 'ready') return;
      toldAt.clear();
      become('ready', null);
    },
    failed(thrown) {
      const { code, message: detail, isServiceDown } = thrown;
      if (!ABOUT_ONE_CALL.includes(code)) become(isServiceDown ? 'stale' : 'error', { code, detail });
      const last = toldAt.get(code);
      const now = performance.now();
      if (last !== undefined && now < last + AGAIN_MS) return;
      toldAt.set(code, now);
      onError?.(thrown);
    },
    read: () => ({ state, since, error, answered: { ...answered }, refused, observed }),
  };
}
