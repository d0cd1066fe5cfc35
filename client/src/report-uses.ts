import type { Answer } from './answer.ts';
import type { ProvisoError } from './error.ts';

/** Reports that users used the product, off the path of their requests. */
export type UseReports = {
  /** Settles when it is reported; never rejects. */
  readonly report: (answer: Answer) => Promise<void>;
};

/** Whether a use binds the user to anything. */
export function isBoundByUse({ policies }: Pick<Answer, 'policies'>): boolean {
  for (const policy in policies) if (policies[policy]?.next === 'report-use') return true;
  return false;
}

/** How long reports are gathered, and how many calls for them are under way at once. */
const GATHER_MS = 50;
const LANES = 4;
const MOST_USERS = 50_000;

/**
 * Makes what reports uses: of each user once for the versions that a use would bind them to, and again
 * only after it failed. `send` reports one, and throws a ProvisoError.
 */
export function reportUses(
  send: (user: string) => Promise<void>,
  onError: (error: ProvisoError) => void,
): UseReports {
  const done = new Map<string, string>();
  let waiting: { user: string; settle: () => void }[] = [];
  let isGathering = false;

  const flush = async () => {
    isGathering = false;
    const batch = waiting;
    waiting = [];
    const lane = async () => {
      for (let one = batch.shift(); one !== undefined; one = batch.shift()) {
        const { user, settle } = one;
        await send(user).catch((error: ProvisoError) => {
          // The next request of theirs reports it again, with the instant at which it comes.
          done.delete(user);
          onError(error);
        });
        settle();
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
  };
  return {
    report(answer) {
      const binds = Object.values(answer.policies).filter(({ next }) => next === 'report-use');
      if (binds.length === 0) return Promise.resolve();
      const about = binds
        .map(
          ({ policy, version, current, validUntil }) =>
            `${policy}@${version ?? current?.version}<${validUntil ?? ''}`,
        )
        .join(' ');
      if (done.get(answer.user) === about) return Promise.resolve();
      if (done.size >= MOST_USERS) done.clear();
      done.set(answer.user, about);
      return new Promise((settle) => {
        waiting.push({ user: answer.user, settle });
        if (isGathering) return;
        isGathering = true;
        setTimeout(flush, GATHER_MS);
      });
    },
  };
}
