import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { auditDatabase } from '../../src/actions/record/audit-database.ts';
import type { UsersBeside } from '../../src/actions/record/audit-users.ts';
import { openSqliteToAudit } from '../../src/commands/audit-beside.ts';
import { NODE_HASHING } from '../../src/commands/node-hashing.ts';
import type { Finding } from '../../src/domain/audit/finding.ts';
import { holdWrites } from '../../src/storage/engines/sqlite-snapshot.ts';
import { StorageError } from '../../src/storage/store.ts';
import { askOk } from '../support/arrange.ts';
import { haveRichStory } from '../support/rich-story.ts';
import { scratchFolder } from '../support/scratch.ts';
import { openTestStore, type TestApp } from '../support/test-app.ts';

/** More of them differ below than are told one by one. */
const IMPORTED = 1_100;
const OF_IMPORTED = "user_ref IN (SELECT ref FROM users WHERE user_id LIKE 'imported-%')";

let folder: string;
let app: TestApp;
let sqlite: Sqlite.Database;
const file = () => join(folder, 'story.sqlite');

beforeAll(async () => {
  folder = scratchFolder('audit-beside');
  app = await haveRichStory(await openTestStore(file()));
  const lines = Array.from({ length: IMPORTED }, (_, i) =>
    JSON.stringify({ user: `imported-${i}`, email: `imported-${i}@example.org`, accepted: { privacy: 1 } }),
  );
  await askOk(app, 'POST', '/v1/users/import', lines.join('\n'));
  sqlite = new Sqlite(file());
});
afterAll(async () => {
  sqlite.close();
  await app.store.close();
  rmSync(folder, { recursive: true });
});

/** Audits the file with a second thread from `from` bytes on; `before` is done once it is open. */
async function audit(
  from: number,
  {
    before = () => {},
    own = (beside) => beside,
  }: {
    readonly before?: () => void;
    /** What the first thread takes. */
    readonly own?: (beside: UsersBeside) => UsersBeside;
  } = {},
): Promise<Finding[]> {
  const now = app.context.now();
  const { db, beside, close } = await openSqliteToAudit(file(), { now, from });
  try {
    before();
    expect(beside === undefined).toBe(from > 0);
    const found: Finding[] = [];
    const basis = { db, moves: false, now, verifiers: [], known: [], hashing: NODE_HASHING };
    await auditDatabase({ ...basis, ...(beside !== undefined && { beside: own(beside) }) }, (finding) =>
      found.push(finding),
    );
    return found;
  } finally {
    await close();
  }
}

/** The same, by a second thread that reads all users. */
const auditApart = (before?: () => void) =>
  audit(0, {
    ...(before !== undefined && { before }),
    own: ({ rest }) => ({ take: () => Number.POSITIVE_INFINITY, rest }),
  });

/** Changes how imported people came to agree: all, or those whose ref begins with one of sixteen. */
function change(beginning = ''): void {
  sqlite.exec(
    `UPDATE user_versions SET basis = 'deemed' WHERE ${OF_IMPORTED} AND user_ref LIKE '%${beginning}'`,
  );
}
afterEach(() => {
  sqlite.exec(`UPDATE user_versions SET basis = 'imported' WHERE ${OF_IMPORTED}`);
});

test('a sound database is sound to two threads, and to one that reads all users beside the other', async () => {
  expect(await audit(0)).toEqual([]);
  expect(await auditApart()).toEqual([]);
});

test('what differs is told as one thread tells it, in its order, whoever read it', async () => {
  change('7');
  const alone = await audit(Number.POSITIVE_INFINITY);
  expect(alone.length).toBeGreaterThan(20);
  expect(await audit(0)).toEqual(alone);
  expect(await auditApart()).toEqual(alone);
});

test('where more differs than anybody reads, all of it is counted, and the first are told', async () => {
  change();
  const alone = await audit(Number.POSITIVE_INFINITY);
  expect(alone).toHaveLength(IMPORTED);
  for (const found of [await audit(0), await auditApart()]) {
    expect(found).toHaveLength(IMPORTED);
    expect(found.slice(0, 500)).toEqual(alone.slice(0, 500));
  }
});

test('the first thread reads the database as it was when both opened it', async () => {
  expect(await audit(0, { before: change })).toEqual([]);
});

test('and so does the second', async () => {
  expect(await auditApart(change)).toEqual([]);
});

test('nobody writes while both open it, and everybody once they have', () => {
  const write = () => sqlite.exec('UPDATE users SET ref = ref WHERE 1 = 0');
  sqlite.pragma('busy_timeout = 0');
  const letWrite = holdWrites(file());
  expect(write).toThrow('database is locked');
  letWrite?.();
  write();
});

test('one thread reads all where somebody else does not stop writing', async () => {
  sqlite.exec('BEGIN IMMEDIATE');
  const opening = openSqliteToAudit(file(), { now: app.context.now(), from: 0 });
  const { beside, close } = await opening.finally(() => sqlite.exec('ROLLBACK'));
  expect(beside).toBeUndefined();
  await close();
});

test('a file that is no database is said to be none', async () => {
  const none = join(folder, 'none.sqlite');
  writeFileSync(none, 'no database');
  const opening = openSqliteToAudit(none, { now: app.context.now(), from: 0 });
  await expect(opening).rejects.toThrow(StorageError);
});
