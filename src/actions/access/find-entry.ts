import type { Member } from '../../domain/access/member.ts';
import { isSessionOpen, isSessionUseDue, type Session } from '../../domain/access/session.ts';
import { sha256Hex } from '../../domain/hash.ts';
import { findSession, setSessionUse } from '../../storage/access/sessions.ts';
import type { Context } from '../context.ts';

/** Somebody who signed in, and by which session they come. */
export type Entry = { readonly member: Member; readonly session: Session };

/**
 * Who comes by a session, by the id in its cookie; null where it does not hold, or is nobody's any more. Its use is
 * written down to within five minutes, and whoever it is is let in all the same where that cannot be written.
 */
export async function findEntry(
  { store, now, log }: Pick<Context, 'store' | 'now' | 'log'>,
  id: string,
): Promise<Entry | null> {
  const at = now();
  const idHash = sha256Hex(id);
  const entry = await findSession(store.db, idHash);
  if (entry === undefined || !isSessionOpen(entry.session, at)) return null;
  if (isSessionUseDue(entry.session, at)) {
    await store.atomic([setSessionUse(store.db, idHash, at)]).catch((error: unknown) => {
      log('warn', 'the use of a session could not be written down', { error: String(error) });
    });
  }
  return entry;
}
