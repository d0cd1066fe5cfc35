import { sql } from 'kysely';
import type { Database } from '../store.ts';
import type { Cursor } from './fan-outs.ts';

/** The last of the next `limit` users after a place, or undefined when there is none. */
export async function findStepEnd(db: Database, cursor: Cursor, limit: number): Promise<Cursor | undefined> {
  const { rows } = await sql<{ touched_at: string; ref: string }>`
    SELECT touched_at, ref FROM (
      SELECT touched_at, ref FROM users
      WHERE addressed_at IS NOT NULL AND (touched_at, ref) > (${cursor.touchedAt}, ${cursor.ref})
      ORDER BY touched_at, ref LIMIT ${limit}) AS step
    ORDER BY touched_at DESC, ref DESC LIMIT 1`.execute(db);
  const [row] = rows;
  return row && { touchedAt: row.touched_at, ref: row.ref };
}

/** As `findStepEnd`, but no further than so many mails go, one for each address; one user at least. */
export async function findStepEndOfMails(
  db: Database,
  cursor: Cursor,
  { users, mails }: { readonly users: number; readonly mails: number },
): Promise<Cursor | undefined> {
  const { rows } = await sql<{ touched_at: string; ref: string }>`
    SELECT touched_at, ref FROM (
      SELECT touched_at, ref, row_number() OVER (ORDER BY touched_at, ref) AS place,
        sum(addresses) OVER (ORDER BY touched_at, ref) AS mails
      FROM (SELECT touched_at, ref, CASE WHEN email IS NULL THEN 0 ELSE 1 END + (SELECT count(*) FROM contacts
          WHERE contacts.user_ref = users.ref AND contacts.removed_at IS NULL) AS addresses FROM users
        WHERE addressed_at IS NOT NULL AND (touched_at, ref) > (${cursor.touchedAt}, ${cursor.ref})
        ORDER BY touched_at, ref LIMIT ${users}) AS met) AS step
    WHERE place = 1 OR mails <= ${mails}
    ORDER BY touched_at DESC, ref DESC LIMIT 1`.execute(db);
  const [row] = rows;
  return row && { touchedAt: row.touched_at, ref: row.ref };
}
