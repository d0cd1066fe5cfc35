import { keepValuesOfHeld } from '../../storage/people/held-values.ts';
import {
  findUser,
  type User,
  type UserRecord,
  type UserToWrite,
  upsertUsers,
} from '../../storage/people/users.ts';
import type { Statement } from '../../storage/store.ts';
import type { Context } from '../context.ts';
import { followRenewals } from '../notices/follow-renewals.ts';

/**
 * The write that makes users known or changes them, each id once in the list. Of whom a legal hold is on,
 * what was known before stays beside the new.
 */
export function putUsersStatements(
  db: Context['store']['db'],
  users: readonly UserToWrite[],
  write: Parameters<typeof upsertUsers>[2],
): Statement[] {
  return [
    upsertUsers(db, users, write),
    keepValuesOfHeld(
      db,
      users.map(({ user }) => user),
      write.command,
    ),
  ];
}

/** Makes a user known or changes what is known of them. */
export async function putUser(
  { store, now, newId, wake }: Pick<Context, 'store' | 'now' | 'newId' | 'wake'>,
  record: UserRecord,
  keyId: string,
): Promise<{ readonly user: User; readonly created: boolean }> {
  const command = newId();
  const ref = newId();
  await store.atomic(putUsersStatements(store.db, [{ ...record, ref }], { command, now: now(), keyId }));
  const user = await findUser(store.db, record.user);
  if (user === undefined) throw new Error('a user that was just written is gone');
  if (record.renewsAt !== undefined) await followRenewals({ store, now, newId }, [user.ref]);
  wake();
  return { user, created: user.ref === ref };
}
