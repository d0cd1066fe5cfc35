import { type Selectable, type SqlBool, sql } from 'kysely';
import type { Instant } from '../../domain/instant.ts';
import type { Calendar } from '../../domain/policies/calendar.ts';
import type { Schema } from '../schema.ts';
import type { Condition } from '../sql.ts';
import type { Database, Statement } from '../store.ts';

/** A calendar under its name; `edition` counts how often it was changed, from 1. */
export type StoredCalendar = Calendar & {
  readonly name: string;
  readonly edition: number;
  /** The write that last changed it. */
  readonly command: string;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
};

/** The calendar of that name, if there is one. */
export async function findCalendar(db: Database, name: string): Promise<StoredCalendar | undefined> {
  const row = await db.selectFrom('calendars').selectAll().where('name', '=', name).executeTakeFirst();
  return row && rowToCalendar(row);
}

/** Calendars in the order of their names, after one. */
export async function listCalendars(
  db: Database,
  page: { readonly after: string; readonly limit: number },
): Promise<StoredCalendar[]> {
  const rows = await db
    .selectFrom('calendars')
    .selectAll()
    .where('name', '>', page.after)
    .orderBy('name')
    .limit(page.limit)
    .execute();
  return rows.map(rowToCalendar);
}

/** Inserts a calendar, or changes it where it is still as `expected` (the command of the write that was read). */
export function upsertCalendar(
  db: Database,
  calendar: Omit<StoredCalendar, 'createdAt'>,
  write: { readonly expected: string | null; readonly keyId: string },
): Statement {
  const row = {
    weekend: JSON.stringify(calendar.weekend),
    holidays: JSON.stringify(calendar.holidays),
    edition: calendar.edition,
    command: calendar.command,
    updated_at: calendar.updatedAt,
    key_id: write.keyId,
  };
  if (write.expected === null) {
    return db
      .insertInto('calendars')
      .values({ ...row, name: calendar.name, created_at: calendar.updatedAt })
      .onConflict((conflict) => conflict.doNothing());
  }
  return db
    .updateTable('calendars')
    .set(row)
    .where('name', '=', calendar.name)
    .where('command', '=', write.expected);
}

/** Holds in a write once its first statement, marked with `command`, has changed this calendar's row. */
export function calendarIsMarked(name: string, command: string): Condition {
  return sql<SqlBool>`EXISTS (SELECT 1 FROM calendars WHERE name = ${name} AND command = ${command})`;
}

function rowToCalendar(row: Selectable<Schema['calendars']>): StoredCalendar {
  return {
    name: row.name,
    weekend: JSON.parse(row.weekend) as number[],
    holidays: JSON.parse(row.holidays) as string[],
    edition: row.edition,
    command: row.command,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
