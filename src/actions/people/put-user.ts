import { findUser, type User, type UserRecord, upsertUsers } from '../../storage/people/users.ts';
import type { Context } from '../context.ts';

/** Makes a user known or changes what is known of them. */
export async function putUser(
  { store, now, newId, wake }: Pick<Context, 'store' | 'now' | 'newId' | 'wake'>,
  record: UserRecord,
  keyId: string,
): Promise<{ readonly user: User; readonly created: boolean }> {
  const command = newId();
  const ref = newId();
  await store.atomic([upsertUsers(store.db, [{ ...record, ref }], { command, now: now(), keyId })]);
  const user = await findUser(store.db, record.user);
  if (user === undefined) throw new Error('a user that was just written is gone');
  wake();
  return { user, created: user.ref === ref };
}
