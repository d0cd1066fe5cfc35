import { sql } from 'kysely';
import type { Database } from '../store.ts';

/** A place in the order in which users were last touched. */
export type Cursor = { readonly touchedAt: string; readonly ref: string };

/** The place before every user. */
export const START: Cursor = { touchedAt: '', ref: '' };

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

/** A part of a walk: who comes after one place, up to another. */
export type Part = { readonly from: Cursor; readonly to: Cursor };

/** What to know of the users between two places of a walk before their notices are written. */
export type StepReaders = {
  /** Their locales and those of their contacts, each once. */
  readonly locales: readonly string[];
  /** Whether anybody at all has a contact. Whoever is given their first one is met again by the walk. */
  readonly haveContacts: boolean;
};

/** Reads what is to be known of the users between two places of a walk. */
export async function findStepReaders(db: Database, { from, to }: Part): Promise<StepReaders> {
  const { rows } = await sql<{ locale: string | null; haveContacts: number }>`
    SELECT DISTINCT users.locale, CASE WHEN EXISTS (SELECT 1 FROM contacts) THEN 1 ELSE 0 END AS "haveContacts"
    FROM users WHERE ${isWithin(from, to)}`.execute(db);
  const haveContacts = rows.some((row) => row.haveContacts === 1);
  const known = haveContacts ? [...rows, ...(await listContactLocales(db, { from, to }))] : rows;
  return {
    locales: [...new Set(known.map(({ locale }) => locale))].filter((locale) => locale !== null),
    haveContacts,
  };
}

async function listContactLocales(db: Database, { from, to }: Part) {
  const { rows } = await sql<{ locale: string | null }>`
    SELECT DISTINCT contacts.locale FROM users CROSS JOIN contacts
    WHERE ${isWithin(from, to)} AND contacts.user_ref = users.ref`.execute(db);
  return rows;
}

/** Whether `users` are among those between two places of a walk. */
export function isWithin(from: Cursor, to: Cursor) {
  return sql`users.addressed_at IS NOT NULL
    AND (users.touched_at, users.ref) > (${from.touchedAt}, ${from.ref})
    AND (users.touched_at, users.ref) <= (${to.touchedAt}, ${to.ref})`;
}
