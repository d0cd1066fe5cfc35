import type { Session } from '../../domain/access/session.ts';
import { deleteSession, deleteSessionsOf } from '../../storage/access/sessions.ts';
import { ALWAYS } from '../../storage/sql.ts';
import type { Context } from '../context.ts';

/** Ends a session at once; `everywhere` all that its member has. */
export async function signOut(
  { store }: Pick<Context, 'store'>,
  { idHash, member }: Session,
  { everywhere }: { readonly everywhere: boolean },
): Promise<void> {
  const { db } = store;
  await store.atomic([everywhere ? deleteSessionsOf(db, member, ALWAYS) : deleteSession(db, idHash, ALWAYS)]);
}
