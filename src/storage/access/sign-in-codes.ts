import { type SqlBool, sql } from 'kysely';
import type { Instant } from '../../domain/instant.ts';
import type { Condition } from '../sql.ts';
import type { Database, Statement } from '../store.ts';

/** A code that was asked for. `member` is null where the address is nobody's, and nobody was mailed. */
export type SignInCode = {
  readonly id: string;
  readonly asker: string;
  readonly codeHash: string;
  readonly member: string | null;
  readonly expiresAt: Instant;
};

/** Which codes can be typed in: those that end after `now` and by `latest`, and were tried less than `tries` times. */
export type OpenCodes = { readonly now: Instant; readonly latest: Instant; readonly tries: number };

/** Those of some asker that can still be typed in, and how often that was done wrongly. */
export async function listOpenCodes(
  db: Database,
  asker: string,
  open: OpenCodes,
): Promise<readonly (SignInCode & { readonly tries: number })[]> {
  const rows = await db
    .selectFrom('sign_in_codes')
    .selectAll()
    .where('asker', '=', asker)
    .where(isOpen(open))
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    ...{ id: row.id, asker, codeHash: row.code_hash, member: row.member },
    ...{ expiresAt: row.expires_at, tries: row.tries },
  }));
}

/** Keeps a code that is being mailed. */
export function insertCode(db: Database, code: SignInCode): Statement {
  const { id, asker, codeHash, member, expiresAt } = code;
  return db
    .insertInto('sign_in_codes')
    .values({ id, asker, code_hash: codeHash, member, tries: 0, expires_at: expiresAt })
    .onConflict((conflict) => conflict.doNothing());
}

/** Counts a try against every open code of an asker, and marks them with the write. */
export function tryCodes(
  db: Database,
  asker: string,
  { command, ...open }: OpenCodes & { readonly command: string },
): Statement {
  return db
    .updateTable('sign_in_codes')
    .set((row) => ({ tries: row('tries', '+', 1), tried_with: command }))
    .where('asker', '=', asker)
    .where(isOpen(open));
}

/** Uses a code of a member that the same write tried, if it is the one. */
export function spendCode(
  db: Database,
  code: Pick<SignInCode, 'asker' | 'codeHash'> & { readonly member: string },
  { now, command }: { readonly now: Instant; readonly command: string },
): Statement {
  return db
    .updateTable('sign_in_codes')
    .set({ used_at: now })
    .where('asker', '=', code.asker)
    .where('code_hash', '=', code.codeHash)
    .where('member', '=', code.member)
    .where('tried_with', '=', command)
    .where('used_at', 'is', null);
}

/** Holds in a write that has used a code of an asker. */
export function codeIsSpent(asker: string, command: string): Condition {
  return sql<SqlBool>`EXISTS (SELECT 1 FROM sign_in_codes
    WHERE asker = ${asker} AND tried_with = ${command} AND used_at IS NOT NULL)`;
}

/** Deletes all codes of an asker, where `condition` holds. */
export function deleteCodesOf(db: Database, asker: string, condition: Condition): Statement {
  return db.deleteFrom('sign_in_codes').where('asker', '=', asker).where(condition);
}

/** Deletes codes that ended before an instant. */
export function deleteCodesBefore(db: Database, before: Instant): Statement {
  return db.deleteFrom('sign_in_codes').where('expires_at', '<', before);
}

function isOpen({ now, latest, tries }: OpenCodes): Condition {
  return sql<SqlBool>`used_at IS NULL AND expires_at > ${now} AND expires_at <= ${latest} AND tries < ${tries}`;
}
