import type { Answer } from './answer.ts';

/** An answer that let somebody in, and for how long it counts. Times are of the process's own steady clock. */
export type Remembered = {
  /** With `source` already `cache`. */
  readonly answer: Answer;
  readonly etag: string | null;
  readonly freshUntil: number;
  /** By when the clock alone may have changed it, in milliseconds since 1970 by the service's clock. */
  readonly validUntil: number;
};

/** The newest answers, up to so many users: whoever was remembered longest ago goes first. */
export type Memory = {
  readonly find: (user: string) => Remembered | undefined;
  readonly keep: (user: string, remembered: Remembered) => void;
  readonly forget: (user: string) => void;
  readonly forgetAll: () => void;
  readonly size: () => number;
};

/** Makes an empty memory for at most so many users. */
export function makeMemory(mostUsers: number): Memory {
  const byUser = new Map<string, Remembered>();
  return {
    find: (user) => byUser.get(user),
    keep(user, remembered) {
      byUser.delete(user);
      byUser.set(user, remembered);
      if (byUser.size > mostUsers) byUser.delete(byUser.keys().next().value as string);
    },
    forget: (user) => {
      byUser.delete(user);
    },
    forgetAll: () => byUser.clear(),
    size: () => byUser.size,
  };
}

/** Where last known answers survive a restart, such as a table or Redis. Values are JSON texts of some hundred bytes. */
export type AnswerStore = {
  readonly get: (user: string) => Promise<string | null | undefined> | string | null | undefined;
  readonly set: (user: string, value: string) => Promise<unknown> | unknown;
  readonly delete: (user: string) => Promise<unknown> | unknown;
};

/** What a store kept, unless it is older than may be or cannot be read. */
export async function findStored(
  store: AnswerStore,
  user: string,
  maxStaleMs: number,
): Promise<{ readonly answer: Answer; readonly staleFor: number } | null> {
  const text = await store.get(user);
  if (typeof text !== 'string') return null;
  const { answer, at } = JSON.parse(text) as { answer: Answer; at: number };
  const staleFor = Math.max(0, Date.now() - at);
  return answer.user === user && staleFor <= maxStaleMs ? { answer, staleFor } : null;
}
