import { type Selectable, sql } from 'kysely';
import { addMs, type Instant } from '../../domain/instant.ts';
import {
  type FileLine,
  IMPORT_LIFETIME_MS,
  type ImportCounts,
  NOTHING_MET,
  type SheetColumns,
  type UserImport,
} from '../../domain/people/user-import.ts';
import type { Schema } from '../schema.ts';
import { beginsWith, type Condition, insertWhen, rowsOf } from '../sql.ts';
import type { Database, Statement } from '../store.ts';

/** A line of a file that was not taken, with the id that it said, if it said one. */
export type ImportRefusal = { readonly line: number; readonly user: string | null; readonly detail: string };

/** An import of people from a file, if there is one of that id. */
export async function findUserImport(db: Database, id: string): Promise<UserImport | undefined> {
  const row = await db.selectFrom('user_imports').selectAll().where('id', '=', id).executeTakeFirst();
  return row && rowToImport(row);
}

/** Imports, the newest first, before one. */
export async function listUserImports(
  db: Database,
  {
    before,
    limit,
    beginning,
  }: {
    readonly before: string | undefined;
    readonly limit: number;
    /** How the name of the file begins. */
    readonly beginning?: string | undefined;
  },
): Promise<readonly UserImport[]> {
  const rows = await db
    .selectFrom('user_imports')
    .selectAll()
    .$if(before !== undefined, (query) => query.where('id', '<', before as string))
    .$if(beginning !== undefined, (query) =>
      query.where(beginsWith(db, sql`lower(filename)`, beginning as string)),
    )
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(rowToImport);
}

/** The imports that are under way, the one first that was made first. */
export async function listImportsUnderWay(db: Database): Promise<readonly UserImport[]> {
  const rows = await db
    .selectFrom('user_imports')
    .selectAll()
    .where('state', 'in', ['checking', 'importing'])
    .orderBy('id')
    .execute();
  return rows.map(rowToImport);
}

/** The lines of a piece of a file, counted from 0; none where it is not kept any more. */
export async function findImportPiece(
  db: Database,
  { id, piece }: { readonly id: string; readonly piece: number },
): Promise<readonly FileLine[]> {
  const row = await db
    .selectFrom('user_import_pieces')
    .select('lines')
    .where('import', '=', id)
    .where('piece', '=', piece)
    .executeTakeFirst();
  return row === undefined ? [] : (JSON.parse(row.lines) as FileLine[]);
}

/** Lines that an import refused, in their order, after one. */
export async function listImportRefusals(
  db: Database,
  id: string,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<readonly ImportRefusal[]> {
  const rows = await db
    .selectFrom('user_import_refusals')
    .select(['line', 'user_id', 'detail'])
    .where('import', '=', id)
    .where('line', '>', after)
    .orderBy('line')
    .limit(limit)
    .execute();
  return rows.map(({ line, user_id: user, detail }) => ({ line, user, detail }));
}

/** Begins an import whose file is being read. */
export function insertUserImport(
  db: Database,
  one: Pick<UserImport, 'id' | 'member' | 'filename' | 'madeAt' | 'command'>,
): Statement {
  const { id, member, filename, madeAt, command } = one;
  return db.insertInto('user_imports').values({
    ...{ id, member, filename, format: 'sheet', encoding: 'utf-8', heading: '[]', lines: 0, pieces: 0 },
    ...{ columns: null, state: 'reading', piece: 0, counts: JSON.stringify(NOTHING_MET) },
    ...{ made_at: madeAt, moved_at: madeAt, lease_until: null, command },
  });
}

/** Keeps a piece of a file that is being read, and says of the import that it moved. */
export function insertImportPiece(
  db: Database,
  { id, piece, lines, now }: { id: string; piece: number; lines: readonly FileLine[]; now: Instant },
): Statement[] {
  const isThere = sql<boolean>`EXISTS (SELECT 1 FROM user_imports WHERE id = ${id} AND state = 'reading')`;
  return [
    db.updateTable('user_imports').set({ moved_at: now }).where('id', '=', id),
    insertWhen(db, 'user_import_pieces', { import: id, piece, lines: JSON.stringify(lines) }, isThere),
  ];
}

/** What of an import changes as it moves. */
type Move = Partial<
  Pick<UserImport, 'format' | 'encoding' | 'heading' | 'lines' | 'pieces' | 'state' | 'piece' | 'counts'>
> & { readonly columns?: SheetColumns | null; readonly leasedUntil?: Instant | null };

/** Moves an import, where it is as it was read; `command` marks it from then on. */
export function moveUserImport(
  db: Database,
  seen: Pick<UserImport, 'id' | 'command'>,
  { counts, columns, leasedUntil, heading, ...rest }: Move,
  { command, now }: { readonly command: string; readonly now: Instant },
): Statement {
  return db
    .updateTable('user_imports')
    .set({
      ...rest,
      ...(heading === undefined ? {} : { heading: JSON.stringify(heading) }),
      ...(counts === undefined ? {} : { counts: JSON.stringify(counts) }),
      ...(columns === undefined ? {} : { columns: columns && JSON.stringify(columns) }),
      ...(leasedUntil === undefined ? {} : { lease_until: leasedUntil }),
      ...{ command, moved_at: now },
    })
    .where('id', '=', seen.id)
    .where('command', '=', seen.command);
}

/** Keeps the lines that a piece was refused, in a write that marked the import. */
export function insertImportRefusals(
  db: Database,
  { id, command }: Pick<UserImport, 'id' | 'command'>,
  refusals: readonly ImportRefusal[],
): Statement {
  return sql`INSERT INTO user_import_refusals (import, line, user_id, detail)
    SELECT ${id}, CAST(value ->> 'line' AS INTEGER), value ->> 'user', value ->> 'detail'
    FROM ${rowsOf(refusals)} AS refused WHERE ${isMarked(id, command)}
    ON CONFLICT DO NOTHING`.compile(db);
}

/** Forgets what an import refused, in a write that marked it: another run tells anew. */
export function deleteImportRefusals(
  db: Database,
  { id, command }: Pick<UserImport, 'id' | 'command'>,
): Statement {
  return sql`DELETE FROM user_import_refusals WHERE import = ${id} AND ${isMarked(id, command)}`.compile(db);
}

/** Forgets the file of an import, in a write that marked it. */
export function deleteImportPieces(
  db: Database,
  { id, command }: Pick<UserImport, 'id' | 'command'>,
): Statement {
  return sql`DELETE FROM user_import_pieces WHERE import = ${id} AND ${isMarked(id, command)}`.compile(db);
}

/** Forgets an import whole, in a write that marked it. */
export function deleteUserImport(db: Database, one: Pick<UserImport, 'id' | 'command'>): Statement[] {
  return [
    deleteImportRefusals(db, one),
    deleteImportPieces(db, one),
    sql`DELETE FROM user_imports WHERE id = ${one.id} AND command = ${one.command}`.compile(db),
  ];
}

/** Forgets the imports that moved last so long ago that none is kept any more, some at a time. */
export function deleteOldImports(db: Database, now: Instant, limit: number): Statement[] {
  const before = addMs(now, -IMPORT_LIFETIME_MS);
  const old = sql`(SELECT id FROM user_imports WHERE moved_at < ${before} ORDER BY moved_at, id LIMIT ${limit})`;
  return [
    sql`DELETE FROM user_import_refusals WHERE import IN ${old}`.compile(db),
    sql`DELETE FROM user_import_pieces WHERE import IN ${old}`.compile(db),
    sql`DELETE FROM user_imports WHERE id IN ${old}`.compile(db),
  ];
}

/** Forgets the lines that were refused of somebody who is erased, by the id that they had, where a condition holds. */
export function forgetImportRefusals(db: Database, user: string, isErased: Condition): Statement {
  return db.deleteFrom('user_import_refusals').where('user_id', '=', user).where(isErased);
}

function isMarked(id: string, command: string): Condition {
  return sql<boolean>`EXISTS (SELECT 1 FROM user_imports WHERE id = ${id} AND command = ${command})`;
}

function rowToImport(row: Selectable<Schema['user_imports']>): UserImport {
  return {
    ...{ id: row.id, member: row.member, filename: row.filename, format: row.format, encoding: row.encoding },
    heading: JSON.parse(row.heading) as string[],
    ...{ lines: row.lines, pieces: row.pieces, state: row.state, piece: row.piece },
    columns: row.columns === null ? null : (JSON.parse(row.columns) as SheetColumns),
    counts: JSON.parse(row.counts) as ImportCounts,
    ...{ madeAt: row.made_at, movedAt: row.moved_at, leasedUntil: row.lease_until, command: row.command },
  };
}
