import { findUserByRef, markUser, type User } from '../storage/people/users.ts';
import { findPolicy, markPolicy, type StoredPolicy } from '../storage/policies/policies.ts';
import { type Condition, policyIsMarked, userIsMarked } from '../storage/sql.ts';
import type { Database, Statement } from '../storage/store.ts';
import type { Context } from './context.ts';

/**
 * Writes about a user: first marks their row, where it is still as it was read, then all that
 * `statements` makes, each conditional on `isMarked`. Answers how many rows each of those changed;
 * undefined when somebody else wrote in between, for `untilWritten` to decide anew.
 *
 * D1 may take a write and report an error; asked again it changes nothing, and the mark says that it
 * was there, so whoever asked hears what they would have heard at first.
 */
export async function writeAboutUser(
  { store, newId }: Pick<Context, 'store' | 'newId'>,
  user: Pick<User, 'ref' | 'command'>,
  statements: (isMarked: Condition) => readonly Statement[] | Promise<readonly Statement[]>,
  also: Parameters<typeof markUser>[3] = {},
): Promise<readonly number[] | undefined> {
  const command = newId();
  const rest = await statements(userIsMarked(user.ref, command));
  const [marked, ...changed] = await store.atomic([markUser(store.db, user, command, also), ...rest]);
  return marked === 1 || (await isMarkedWith(store.db, user.ref, command)) ? changed : undefined;
}

/** Whether a user's row was last written by that write. */
export async function isMarkedWith(db: Database, ref: string, command: string): Promise<boolean> {
  return (await findUserByRef(db, ref))?.command === command;
}

/**
 * Writes about a policy's versions in the same way, and leaves `lastVersion` as the highest number given.
 * Answers whether it is written, also where D1 reported an error.
 */
export async function writeAboutPolicy(
  { store, newId }: Pick<Context, 'store' | 'newId'>,
  policy: StoredPolicy,
  lastVersion: number,
  statements: (isMarked: Condition, command: string) => readonly Statement[],
): Promise<boolean> {
  const { db } = store;
  const command = newId();
  const [marked] = await store.atomic([
    markPolicy(db, policy, { command, lastVersion }),
    ...statements(policyIsMarked(policy.policy, command), command),
  ]);
  return marked === 1 || (await findPolicy(db, policy.policy))?.command === command;
}
