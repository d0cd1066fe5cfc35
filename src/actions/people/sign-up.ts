import type { UserRecord } from '../../storage/people/users.ts';
import { type AcceptanceAct, type AcceptanceResult, recordAcceptance } from '../answers/record-acceptance.ts';
import type { Context } from '../context.ts';
import type { Remember } from '../remember.ts';
import { putUser } from './put-user.ts';

/** Somebody new, and what they agreed to as they signed up. */
export type SignUp = {
  readonly user: UserRecord;
  readonly accepts: readonly [Agreement, ...Agreement[]];
};

type Agreement = Omit<AcceptanceAct, 'user' | 'returning' | 'receiptTo' | 'page'>;

/**
 * Makes a user known and records what they agreed to. Each of these is written for itself and can be
 * repeated, so that a repetition does what an interrupted one left undone, and the answer is kept with the
 * last. Refuses what `recordAcceptance` refuses; the user is known all the same.
 */
export async function signUp(
  context: Pick<Context, 'store' | 'now' | 'newId' | 'wake'>,
  { user, accepts }: SignUp,
  keyId: string,
  remember: Remember<readonly AcceptanceResult[]> | null,
): Promise<readonly AcceptanceResult[]> {
  await putUser(context, user, keyId);
  const results: AcceptanceResult[] = [];
  for (const [index, agreement] of accepts.entries()) {
    const isLast = index === accepts.length - 1;
    const before = [...results];
    const remembersAll = remember && {
      ...remember,
      toReply: (last: AcceptanceResult) => remember.toReply([...before, last]),
    };
    const act = { ...agreement, user: user.user, returning: false };
    results.push(await recordAcceptance(context, act, keyId, isLast ? remembersAll : null));
  }
  return results;
}
