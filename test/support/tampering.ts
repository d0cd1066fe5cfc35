import { rmSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import pg from 'pg';
import { auditDatabase } from '../../src/actions/record/audit-database.ts';
import type { Finding, Row, Value } from '../../src/domain/audit/finding.ts';
import { readVerifier } from '../../src/domain/audit/read-note.ts';
import type { KnownCheckpoint } from '../../src/domain/record/restore.ts';
import type { D1Binding } from '../../src/storage/engines/d1.ts';
import { openPostgresSnapshot } from '../../src/storage/engines/postgres-snapshot.ts';
import { openSqliteSnapshot, type Snapshot } from '../../src/storage/engines/sqlite-snapshot.ts';
import { fillD1, openMigratedD1 } from './d1.ts';
import {
  createPostgresDatabase,
  dropPostgresDatabase,
  ON_POSTGRES,
  openPostgresDatabase,
  openTestStore,
  postgresUrl,
} from './databases.ts';
import { haveRichStory } from './rich-story.ts';
import { scratchFolder } from './scratch.ts';
import type { TestApp } from './test-app.ts';

/** A database with a rich story in it, and somebody who can change anything in it. */
export type Tampering = {
  readonly app: TestApp;
  /** Audits what is there now in the way that operators do. */
  readonly audit: (known?: readonly KnownCheckpoint[]) => Promise<Finding[]>;
  /** The same audit through what is open anyway, for whoever audits hundreds of times. */
  readonly reaudit: () => Promise<Finding[]>;
  readonly rows: (table: string) => Promise<Row[]>;
  /** Sets a column of the one row that is so; throws where the database itself refuses. */
  readonly set: (table: string, row: Row, column: string, value: Value) => Promise<void>;
  readonly remove: (table: string, row: Row) => Promise<void>;
  readonly add: (table: string, row: Row) => Promise<void>;
  readonly run: (statement: string) => Promise<void>;
  readonly end: () => Promise<void>;
};

/** Plays the story on a database of its own; without guards, foreign keys and, on SQLite, checks. */
export async function haveTampering(): Promise<Tampering> {
  return ON_POSTGRES ? onPostgres() : onSqlite();
}

/** Does a statement with values, and answers the rows or how many it changed. */
type Query = (
  statement: string,
  values?: readonly (Value | undefined)[],
) => Promise<{ readonly rows: Row[]; readonly changes: number }>;

/** Changes rows by all of their columns; `mark` stands for the value at an index. */
function changing(query: Query, mark: (i: number) => string) {
  const isRow = (names: readonly string[], from = 0) =>
    names.map((name, i) => `"${name}" IS NOT DISTINCT FROM ${mark(i + from)}`).join(' AND ');
  return {
    rows: async (table) => (await query(`SELECT * FROM ${table}`)).rows,
    run: async (statement) => void (await query(statement)),
    set: async (table, row, column, value) => {
      const statement = `UPDATE ${table} SET "${column}" = ${mark(0)} WHERE ${isRow(Object.keys(row), 1)}`;
      const { changes } = await query(statement, [value, ...Object.values(row)]);
      if (changes !== 1) throw new Error(`${changes} rows of ${table} were changed`);
    },
    remove: async (table, row) => {
      await query(`DELETE FROM ${table} WHERE ${isRow(Object.keys(row))}`, Object.values(row));
    },
    add: async (table, row) => {
      const names = Object.keys(row);
      const [columns, marks] = [names.map((name) => `"${name}"`), names.map((_, i) => mark(i))];
      await query(`INSERT INTO ${table} (${columns}) VALUES (${marks})`, Object.values(row));
    },
  } satisfies Partial<Tampering>;
}

async function onSqlite(): Promise<Tampering> {
  const folder = scratchFolder('audit');
  const path = join(folder, 'story.sqlite');
  const app = await haveRichStory(await openTestStore(path));
  const sqlite = new Sqlite(path);
  sqlite.pragma('foreign_keys = OFF');
  sqlite.pragma('ignore_check_constraints = ON');
  const triggers = sqlite.prepare("SELECT name FROM sqlite_master WHERE type = 'trigger'").all() as Row[];
  for (const { name } of triggers) sqlite.exec(`DROP TRIGGER "${name}"`);
  const query: Query = async (text, values = []) => {
    const statement = sqlite.prepare(text);
    if (statement.reader) return { rows: statement.all(...values) as Row[], changes: 0 };
    return { rows: [], changes: statement.run(...values).changes };
  };
  return {
    app,
    ...changing(query, () => '?'),
    audit: (known) => audit(app, { ...openSqliteSnapshot(path), moves: false }, known),
    reaudit: () => audit(app, { ...openSqliteSnapshot(path), moves: false }),
    end: async () => {
      sqlite.close();
      await app.store.close();
      rmSync(folder, { recursive: true });
    },
  };
}

async function onPostgres(): Promise<Tampering> {
  const name = await createPostgresDatabase('migrated');
  const app = await haveRichStory(await openPostgresDatabase(name));
  const client = new pg.Client(postgresUrl(name));
  await client.connect();
  // Neither guards nor foreign keys hold for a replica.
  await client.query('SET session_replication_role = replica');
  const query: Query = async (text, values = []) => {
    const { rows, rowCount } = await client.query(text, [...values]);
    return { rows: rows as Row[], changes: rowCount ?? 0 };
  };
  return {
    app,
    ...changing(query, (i) => `$${i + 1}`),
    audit: async (known) => {
      const snapshot = await openPostgresSnapshot(postgresUrl(name));
      return audit(app, { ...snapshot, moves: false }, known);
    },
    // A new connection has the whole schema to read before it can audit.
    reaudit: () => audit(app, { db: app.store.db, moves: false, close: async () => {} }),
    end: async () => {
      await client.end();
      await app.store.close();
      await dropPostgresDatabase(name);
    },
  };
}

/** The same on D1, which holds to foreign keys and checks whoever asks. Nobody else writes meanwhile. */
export async function haveTamperingOnD1(binding: D1Binding): Promise<Tampering> {
  const store = await openMigratedD1(binding);
  // What happens is the same wherever it does, and takes a minute where each statement is a request.
  const app = await haveRichStory(await openTestStore());
  await fillD1(binding, app.store);
  const query: Query = async (text, values = []) => {
    const { results, meta } = await binding
      .prepare(text)
      .bind(...values)
      .all();
    return { rows: results as Row[], changes: meta.changes };
  };
  return {
    app,
    ...changing(query, () => '?'),
    audit: (known) => audit(app, { db: store.db, moves: false, close: store.close }, known),
    reaudit: () => audit(app, { db: store.db, moves: false, close: store.close }),
    end: () => app.store.close(),
  };
}

/** Audits a database with the key of a service. */
export async function audit(
  app: TestApp,
  { db, moves, close }: Snapshot & { readonly moves: boolean },
  known: readonly KnownCheckpoint[] = [],
): Promise<Finding[]> {
  const verifier = await readVerifier(app.context.logSigner?.verifierKey ?? '');
  if (verifier === null) throw new Error('the key cannot be read');
  try {
    const findings: Finding[] = [];
    const basis = { db, moves, now: app.clock.now, verifiers: [verifier], known };
    await auditDatabase(basis, (finding) => findings.push(finding));
    return findings;
  } finally {
    await close();
  }
}

/** A value with one byte of it changed: the one at a share of its length. */
export function flipped(value: Exclude<Value, null>, share: number): Value {
  if (typeof value === 'number') return value ^ 64;
  const at = Math.min(value.length - 1, Math.floor(value.length * share));
  // Pairs of surrogates stay pairs.
  const code = value.charCodeAt(at);
  const other = code >= 0xd800 && code <= 0xdfff ? 'x' : String.fromCharCode(code === 0x7f ? 0x7e : code ^ 1);
  return value === '' ? 'x' : `${value.slice(0, at)}${other}${value.slice(at + 1)}`;
}
