import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import pg from 'pg';
import { auditDatabase } from '../../src/actions/audit-database.ts';
import type { Finding, Row, Value } from '../../src/domain/audit/finding.ts';
import { readVerifier } from '../../src/domain/audit/read-note.ts';
import type { KnownCheckpoint } from '../../src/domain/restore.ts';
import { openPostgresSnapshot } from '../../src/storage/postgres-snapshot.ts';
import { openSqliteSnapshot } from '../../src/storage/sqlite-snapshot.ts';
import {
  createPostgresDatabase,
  dropPostgresDatabase,
  ON_POSTGRES,
  openPostgresDatabase,
  openTestStore,
  postgresUrl,
} from './databases.ts';
import { haveRichStory } from './rich-story.ts';
import type { TestApp } from './test-app.ts';

/** A database with a rich story in it, and somebody who can change anything in it. */
export type Tampering = {
  readonly app: TestApp;
  readonly audit: (known?: readonly KnownCheckpoint[]) => Promise<Finding[]>;
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

async function onSqlite(): Promise<Tampering> {
  const folder = mkdtempSync(join(tmpdir(), 'proviso-audit-'));
  const path = join(folder, 'story.sqlite');
  const app = await haveRichStory(await openTestStore(path));
  const sqlite = new Sqlite(path);
  sqlite.pragma('foreign_keys = OFF');
  sqlite.pragma('ignore_check_constraints = ON');
  const triggers = sqlite.prepare("SELECT name FROM sqlite_master WHERE type = 'trigger'").all() as Row[];
  for (const { name } of triggers) sqlite.exec(`DROP TRIGGER "${name}"`);
  return {
    app,
    audit: (known) => audit(app, () => openSqliteSnapshot(path), known),
    rows: async (table) => sqlite.prepare(`SELECT * FROM ${table}`).all() as Row[],
    set: async (table, row, column, value) => {
      const names = Object.keys(row);
      const where = names.map((name) => `"${name}" IS ?`).join(' AND ');
      const { changes } = sqlite
        .prepare(`UPDATE ${table} SET "${column}" = ? WHERE ${where}`)
        .run(value, ...names.map((name) => row[name]));
      if (changes !== 1) throw new Error(`${changes} rows of ${table} were changed`);
    },
    run: async (statement) => void sqlite.exec(statement),
    remove: async (table, row) => {
      const names = Object.keys(row);
      const where = names.map((name) => `"${name}" IS ?`).join(' AND ');
      sqlite.prepare(`DELETE FROM ${table} WHERE ${where}`).run(...names.map((name) => row[name]));
    },
    add: async (table, row) => {
      const names = Object.keys(row);
      sqlite
        .prepare(`INSERT INTO ${table} (${names.map(quoted)}) VALUES (${names.map(() => '?')})`)
        .run(...names.map((name) => row[name]));
    },
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
  return {
    app,
    audit: (known) => audit(app, () => openPostgresSnapshot(postgresUrl(name)), known),
    rows: async (table) => (await client.query(`SELECT * FROM ${table}`)).rows as Row[],
    set: async (table, row, column, value) => {
      const names = Object.keys(row);
      const where = names.map((one, i) => `"${one}" IS NOT DISTINCT FROM $${i + 2}`).join(' AND ');
      const values = [value, ...names.map((one) => row[one])];
      const { rowCount } = await client.query(`UPDATE ${table} SET "${column}" = $1 WHERE ${where}`, values);
      if (rowCount !== 1) throw new Error(`${rowCount} rows of ${table} were changed`);
    },
    run: async (statement) => void (await client.query(statement)),
    remove: async (table, row) => {
      const names = Object.keys(row);
      const where = names.map((one, i) => `"${one}" IS NOT DISTINCT FROM $${i + 1}`).join(' AND ');
      await client.query(`DELETE FROM ${table} WHERE ${where}`, Object.values(row));
    },
    add: async (table, row) => {
      const names = Object.keys(row);
      const values = names.map((_, i) => `$${i + 1}`);
      await client.query(
        `INSERT INTO ${table} (${names.map(quoted)}) VALUES (${values})`,
        Object.values(row),
      );
    },
    end: async () => {
      await client.end();
      await app.store.close();
      await dropPostgresDatabase(name);
    },
  };
}

const quoted = (name: string) => `"${name}"`;

async function audit(
  app: TestApp,
  open: () => Awaited<ReturnType<typeof openPostgresSnapshot>> | ReturnType<typeof openPostgresSnapshot>,
  known: readonly KnownCheckpoint[] = [],
): Promise<Finding[]> {
  const verifier = await readVerifier(app.context.logSigner?.verifierKey ?? '');
  if (verifier === null) throw new Error('the key cannot be read');
  const { db, close } = await open();
  try {
    const findings: Finding[] = [];
    const basis = { db, moves: false, now: app.clock.now, verifiers: [verifier], known };
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
