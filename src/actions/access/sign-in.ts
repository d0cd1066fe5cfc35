import { askerOf, CODE_LIFETIME_MS, CODE_TRIES, codeHashOf, newSecret } from '../../domain/access/code.ts';
import { CLOCKS_DIFFER_MS, SESSION_LIFETIME_MS, type Session } from '../../domain/access/session.ts';
import { sha256Hex } from '../../domain/hash.ts';
import { addMs, type Instant } from '../../domain/instant.ts';
import { findMemberByAddress, setSignIn } from '../../storage/access/members.ts';
import {
  deleteSession,
  deleteSessionsBefore,
  findSession,
  insertSession,
  sessionIsThere,
} from '../../storage/access/sessions.ts';
import {
  codeIsSpent,
  deleteCodesOf,
  listOpenCodes,
  spendCode,
  tryCodes,
} from '../../storage/access/sign-in-codes.ts';
import type { Condition } from '../../storage/sql.ts';
import type { Database, Statement } from '../../storage/store.ts';
import type { Context } from '../context.ts';

/** What came of a code: in, with the id of the new session for the cookie; or how often it can still be tried. */
export type SignedIn =
  | { readonly kind: 'in'; readonly session: string; readonly member: string }
  | { readonly kind: 'wrong'; readonly triesLeft: number }
  /** There is no code that could be typed in: none was asked for here, or its time or its tries are over. */
  | { readonly kind: 'over' };

/**
 * Signs a member in by a code, in the browser that asked for it. The session is a new one, whichever the browser had
 * before (`ends`), and a code is good for one. Each try counts against all codes that wait for it.
 */
export async function signIn(
  { store, now, newId }: Pick<Context, 'store' | 'now' | 'newId'>,
  typed: { readonly browser: string; readonly email: string; readonly code: string },
  ends: string | null,
): Promise<SignedIn> {
  const { db } = store;
  const at = now();
  const asker = askerOf(typed.browser, typed.email);
  const member = (await findMemberByAddress(db, typed.email))?.id ?? '';
  const command = newId();
  const latest = addMs(at, CODE_LIFETIME_MS + CLOCKS_DIFFER_MS);
  const waiting = { now: at, latest, tries: CODE_TRIES };
  const { session, statements } = beginSession(db, { member, at, ends }, codeIsSpent(asker, command));
  await store.atomic([
    tryCodes(db, asker, { ...waiting, command }),
    spendCode(db, { asker, codeHash: codeHashOf(typed.browser, typed.code), member }, { now: at, command }),
    ...statements,
    deleteCodesOf(db, asker, codeIsSpent(asker, command)),
  ]);
  if ((await findSession(db, sha256Hex(session))) !== undefined) return { kind: 'in', session, member };
  const open = await listOpenCodes(db, asker, waiting);
  if (open.length === 0) return { kind: 'over' };
  return { kind: 'wrong', triesLeft: CODE_TRIES - Math.min(...open.map(({ tries }) => tries)) };
}

/** A new session of a member, and the statements that begin it where `condition` holds, and end the one before. */
export function beginSession(
  db: Database,
  { member, at, ends }: { readonly member: string; readonly at: Instant; readonly ends: string | null },
  condition: Condition,
): { readonly session: string; readonly statements: readonly Statement[] } {
  const session = newSecret();
  const begun: Session = { idHash: sha256Hex(session), member, createdAt: at, usedAt: at, codeAt: at };
  const isBegun = sessionIsThere(begun.idHash);
  return {
    session,
    statements: [
      deleteSessionsBefore(db, addMs(at, -SESSION_LIFETIME_MS)),
      insertSession(db, begun, condition),
      setSignIn(db, member, at, isBegun),
      ...(ends === null ? [] : [deleteSession(db, sha256Hex(ends), isBegun)]),
    ],
  };
}
