import { findUserCommand, markUser, type User } from '../storage/people/users.ts';
import { findPolicy, markPolicy, type StoredPolicy } from '../storage/policies/policies.ts';
import { type Condition, policiesAreMarked, policyIsMarked, userIsMarked } from '../storage/sql.ts';
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

/**
 * Writes about the versions of several policies in the same way: marks each, in the order of their names, and all else
 * is conditional on all marks. Where one is missing the others are of no use and harm nobody.
 */
export async function writeAboutPolicies(
  { store, newId }: Pick<Context, 'store' | 'newId'>,
  policies: readonly StoredPolicy[],
  statements: (areMarked: Condition, command: string) => readonly Statement[],
): Promise<boolean> {
  const { db } = store;
  const command = newId();
  const inOrder = policies.toSorted((a, b) => (a.policy < b.policy ? -1 : 1));
  const names = inOrder.map(({ policy }) => policy);
  const counts = await store.atomic([
    ...inOrder.map((policy) => markPolicy(db, policy, { command, lastVersion: policy.lastVersion })),
    ...statements(policiesAreMarked(names, command), command),
  ]);
  if (counts.slice(0, names.length).every((count) => count === 1)) return true;
  const found = await Promise.all(names.map((name) => findPolicy(db, name)));
  return found.every((one) => one?.command === command);
}
