import { sha256Hex } from '../../domain/hash.ts';
import { findMemberByAddress } from '../../storage/access/members.ts';
import { findSession } from '../../storage/access/sessions.ts';
import { ALWAYS } from '../../storage/sql.ts';
import type { Context } from '../context.ts';
import { beginSession } from './sign-in.ts';

/**
 * Signs in whoever has shown elsewhere that an address is theirs, and answers the id of their new session, which takes
 * the place of the one before; null where it is no member's.
 */
export async function signInVerified(
  { store, now }: Pick<Context, 'store' | 'now'>,
  email: string,
  ends: string | null,
): Promise<string | null> {
  const { db } = store;
  const member = await findMemberByAddress(db, email);
  if (member === undefined || member.removedAt !== null) return null;
  const { session, statements } = beginSession(db, { member: member.id, at: now(), ends }, ALWAYS);
  await store.atomic(statements);
  return (await findSession(db, sha256Hex(session))) === undefined ? null : session;
}
