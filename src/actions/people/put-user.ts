import { putContacts } from '../../storage/people/contacts.ts';
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
import { datedBefore, followRenewals } from '../notices/follow-renewals.ts';
import { seatUsers } from './seat-users.ts';

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
    ...putContacts(
      db,
      users.flatMap(({ user, contacts }) => (contacts === undefined ? [] : [{ user, contacts }])),
      write,
    ),
  ];
}

/**
 * Makes a user known or changes what is known of them. Refuses with `unknown-party`, and with `invalid-request`
 * what cannot be a seat, or a contact.
 */
export async function putUser(
  { store, now, newId, wake }: Pick<Context, 'store' | 'now' | 'newId' | 'wake'>,
  record: UserRecord,
  keyId: string,
): Promise<{ readonly user: User; readonly created: boolean }> {
  const [seated] = await seatUsers(store.db, [record]);
  if (seated === undefined || 'refusal' in seated) throw seated?.refusal;
  const command = newId();
  const ref = newId();
  const at = now();
  const { renewsAt } = record;
  const known = renewsAt === undefined ? undefined : await findUser(store.db, record.user);
  await store.atomic([
    ...(known === undefined ? [] : await datedBefore(store.db, [{ ...known, renewsAt: renewsAt ?? [] }], at)),
    ...putUsersStatements(store.db, [{ ...seated.record, ref }], { command, now: at, keyId }),
  ]);
  const user = await findUser(store.db, record.user);
  if (user === undefined) throw new Error('a user that was just written is gone');
  if (renewsAt !== undefined) await followRenewals({ store, now, newId }, [user.ref]);
  wake();
  return { user, created: user.ref === ref };
}
