import { findUserCommand, markUser, type User } from '../storage/people/users.ts';
import { findPolicy, markPolicy, type StoredPolicy } from '../storage/policies/policies.ts';
import { type Condition, policyIsMarked, userIsMarked } from '../storage/sql.ts';
import type { Statement, Store } from '../storage/store.ts';
import type { Context } from './context.ts';

/**
 * Writes about a user: first marks their row, where it is still as it was read, then all that
 * `statements` makes, each conditional on `isMarked`. Answers whether it is written; where somebody else
 * wrote in between it is not, and `untilWritten` decides anew.
 */
export async function writeAboutUser(
  { store, newId }: Pick<Context, 'store' | 'newId'>,
  user: Pick<User, 'ref' | 'command'>,
  statements: (isMarked: Condition) => readonly Statement[] | Promise<readonly Statement[]>,
  also: Parameters<typeof markUser>[3] = {},
): Promise<boolean> {
  const command = newId();
  const rest = await statements(userIsMarked(user.ref, command));
  return isUserWritten(store, user.ref, command, [markUser(store.db, user, command, also), ...rest]);
}

/**
 * Writes a list whose first statement marks a user with `command`, and answers whether it did. D1 may take
 * a write and report an error; asked again it changes nothing, and the mark says that it was there.
 */
export async function isUserWritten(
  { db, atomic }: Pick<Store, 'db' | 'atomic'>,
  ref: string,
  command: string,
  statements: readonly Statement[],
): Promise<boolean> {
  const [marked] = await atomic(statements);
  return marked === 1 || (await findUserCommand(db, ref)) === command;
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
