import { type Answer, letsIn, unknownAnswer } from './answer.ts';
import { ProvisoError, toProvisoError } from './error.ts';
import { findStored, type Memory, type Remembered } from './memory.ts';
import { type ClientOptions, idOf, type User } from './options.ts';
import { type Fetched, fetchAnswer } from './read-checks.ts';
import type { Asking } from './service.ts';
import type { Keeper } from './status.ts';

/** Looks up answers: in memory, else from the service, else what was last known, else by the fallback. */
export type LookUp = {
  /** What is remembered and still counts. */
  readonly findFresh: (user: string) => Answer | null;
  /** Asks the service, whatever is remembered; never rejects. */
  readonly ask: (user: User) => Promise<Answer>;
  /** Takes what the service said after an act. */
  readonly take: (user: string, fetched: Fetched) => void;
  /** Forgets what is known, since somebody acted. */
  readonly forget: (user: string) => void;
};

/** After so many failures in a row the service is left alone for a while, and answers come from what is known. */
const FAILURES = 3;
const PAUSE_MS = 1_000;
/** The service's clock is told in whole seconds. */
const CLOCK_STEP_MS = 1_000;

/** Makes what looks answers up for one client. */
export function makeLookUp(asking: Asking, options: ClientOptions, memory: Memory, keeper: Keeper): LookUp {
  const { policies, fallback, store } = options;
  const timeoutMs = options.timeoutMs ?? 250;
  const maxAgeMs = options.maxAgeMs ?? 60_000;
  const maxStaleMs = options.maxStaleMs ?? 3_600_000;
  const flights = new Map<string, Promise<Answer>>();
  let failures = 0;
  let pausedUntil = 0;
  let lastFailure: ProvisoError | null = null;

  const take = (user: string, { answer, etag, saidAt, validUntil }: Fetched, known?: Remembered): Answer => {
    const said = answer ?? { ...(known as Remembered).answer, source: 'service' as const };
    const until = answer === null ? (known as Remembered).validUntil : validUntil;
    if (!letsIn(said)) {
      memory.forget(user);
      if (store) void quietly(async () => store.delete(user));
      return said;
    }
    // How long it counts is told by the service's clock and counted by a steady one: ours may be wrong.
    const forMs = Math.min(maxAgeMs, until - saidAt - CLOCK_STEP_MS);
    const freshUntil = performance.now() + Math.max(0, forMs);
    memory.keep(user, { answer: { ...said, source: 'cache' }, etag, freshUntil, validUntil: until });
    if (store && answer !== null) {
      void quietly(async () => store.set(user, JSON.stringify({ answer: said, at: Date.now() })));
    }
    return said;
  };

  const quietly = async (work: () => Promise<unknown>) => {
    try {
      return await work();
    } catch (error) {
      keeper.failed(new ProvisoError('store', String(error), { isServiceDown: true }));
      return null;
    }
  };

  const start = (user: User): Promise<Answer> => {
    const id = idOf(user);
    const known = memory.find(id);
    const flight = fetchAnswer(asking, policies, user, known?.etag ?? null).then(
      (fetched) => {
        failures = 0;
        keeper.heard();
        // Whoever acted meanwhile is asked about anew.
        const isNewest = flights.get(id) === flight;
        if (!isNewest)
          return fetched.answer ?? { ...(known as Remembered).answer, source: 'service' as const };
        flights.delete(id);
        return take(id, fetched, known);
      },
      (thrown) => {
        if (flights.get(id) === flight) flights.delete(id);
        const error = toProvisoError(thrown);
        keeper.failed(error);
        if (error.isServiceDown) fail(error);
        throw error;
      },
    );
    flights.set(id, flight);
    return flight;
  };

  const fail = (error: ProvisoError) => {
    failures++;
    lastFailure = error;
    if (error.retryAfterMs !== null) pausedUntil = performance.now() + error.retryAfterMs;
    else if (failures >= FAILURES) pausedUntil = performance.now() + PAUSE_MS;
  };

  const lastKnown = async (user: string, { code, message: detail }: ProvisoError): Promise<Answer> => {
    const error = { code, detail };
    const known = memory.find(user);
    if (known !== undefined) {
      const staleFor = Math.max(0, performance.now() - known.freshUntil);
      if (staleFor <= maxStaleMs) return { ...known.answer, source: 'last-known', staleFor, error };
    }
    const stored =
      store &&
      ((await quietly(() => findStored(store, user, maxStaleMs))) as Awaited<ReturnType<typeof findStored>>);
    if (stored) return { ...stored.answer, source: 'last-known', staleFor: stored.staleFor, error };
    return unknownAnswer(user, fallback === 'let-in' ? 'none' : 'deny', error);
  };

  return {
    findFresh(user) {
      const known = memory.find(user);
      return known !== undefined && performance.now() < known.freshUntil ? known.answer : null;
    },
    async ask(user) {
      const id = idOf(user);
      if (lastFailure !== null && performance.now() < pausedUntil) return lastKnown(id, lastFailure);
      try {
        return await within(flights.get(id) ?? start(user), timeoutMs);
      } catch (thrown) {
        const error = toProvisoError(thrown);
        if (error.code === 'timeout') {
          keeper.failed(error);
          fail(error);
        }
        if (error.isServiceDown) return lastKnown(id, error);
        keeper.countRefused();
        return {
          ...unknownAnswer(id, 'deny', { code: error.code, detail: error.message }),
          source: 'service',
        };
      }
    },
    take: (user, fetched) => {
      flights.delete(user);
      take(user, fetched);
    },
    forget(user) {
      flights.delete(user);
      memory.forget(user);
    },
  };
}

/** Waits so long and no longer. What comes later still counts, for whoever asks next. */
async function within(flight: Promise<Answer>, timeoutMs: number): Promise<Answer> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new ProvisoError('timeout', `no answer within ${timeoutMs} ms`, { isServiceDown: true })),
      timeoutMs,
    );
  });
  flight.catch(() => {});
  try {
    return await Promise.race([flight, late]);
  } finally {
    clearTimeout(timer);
  }
}
