import { expect, onTestFinished, test } from 'vitest';
import { readMigrations } from '../../../src/runtime/migration-files.ts';
import { findLastKey, insertRows, listNextRows } from '../../../src/storage/copy/copy-rows.ts';
import { type Row, readShape, type TableShape } from '../../../src/storage/copy/copy-shape.ts';
import type { Store } from '../../../src/storage/store.ts';
import { openTestStore } from '../../support/databases.ts';

const AT = '2026-11-22T09:00:00.000Z';

async function openStore(): Promise<Store> {
  const store = await openTestStore();
  onTestFinished(() => store.close());
  return store;
}

async function shapeOf(name: string): Promise<TableShape> {
  return (await readShape(readMigrations())).find((table) => table.name === name) as TableShape;
}

function rendition(id: string, html: string): Row {
  return {
    ...{ id, release: 'p/1', says: `announcement/0/${id}`, editions: '' },
    ...{ subject: 'S', html, text: '', created_at: AT },
  };
}

const user = (ref: string, name: string | null): Row => ({
  ...{ ref, user_id: ref, email: null, locale: null, name, command: 'c', created_at: AT },
  ...{ updated_at: AT, touched_at: AT, addressed_at: null, erased_at: null, key_id: 'k', link_lost_at: null },
  ...{ attributes: null, renews_at: null, party: null, may_answer: 0 },
});

async function put({ db, atomic }: Store, table: TableShape, rows: readonly Row[]): Promise<void> {
  await atomic(insertRows(db, table, rows));
}

async function listPages({ db }: Store, table: TableShape): Promise<Row[][]> {
  const pages: Row[][] = [];
  for (let last: Row | undefined; ; last = pages.at(-1)?.at(-1)) {
    const page = await listNextRows(db, table, last);
    if (page.length === 0) return pages;
    pages.push(page);
  }
}

test('pages hold every row once in the order of the key, and stay small where rows are large', async () => {
  const store = await openStore();
  const table = await shapeOf('renditions');
  const lengths = [...Array(300).fill(10), ...Array(8).fill(200_000), 999_999, ...Array(5).fill(10)];
  const rows = lengths.map((length, i) => rendition(String(i).padStart(4, '0'), 'x'.repeat(length)));
  for (const row of rows) await put(store, table, [row]);

  const pages = await listPages(store, table);
  expect(pages.flat()).toEqual(rows);
  for (const page of pages) {
    const sizes = page.map((row) => JSON.stringify(row).length);
    expect(sizes.slice(0, -1).reduce((sum, size) => sum + size, 0)).toBeLessThan(600_000);
  }
  expect(pages.length).toBeLessThan(8);
});

test('keys of several columns are in the same order on every database, whatever the letters', async () => {
  const store = await openStore();
  const table = await shapeOf('user_versions');
  const refs = ['', 'A', 'Z', 'a', 'z', 'É', 'é', '世', '\uff5e', '🚀'];
  const rows = refs.flatMap((user_ref) =>
    ['P', 'p', 'é'].flatMap((policy) =>
      [1, 2, 10].map((version) => ({
        ...{ user_ref, policy, version, told_at: null, binds_at: null },
        ...{ acceptance_id: null, basis: null, accepted_at: null, accepted_since: null, told_by: null },
        ...{ effective_at: null, closes_at: null, agrees_at: null, outcome: null, silence: null },
        ...{ objection: null, partly_at: null, consent_withdrawn_at: null },
      })),
    ),
  );
  await put(store, table, rows.toReversed());
  expect((await listPages(store, table)).flat()).toEqual(rows);
  expect(await findLastKey(store.db, table)).toEqual({ user_ref: '🚀', policy: 'é', version: 10 });
  for (const [at, row] of rows.entries()) {
    expect(await listNextRows(store.db, table, row)).toEqual(rows.slice(at + 1));
  }
});

test('rows are inserted once, in parameters that every database takes', async () => {
  const store = await openStore();
  const table = await shapeOf('users');
  // Each of these letters is two in JSON.
  const rows = Array.from({ length: 40 }, (_, i) => user(`u${i}`, i % 7 === 0 ? null : '"'.repeat(30_000)));
  const large = user('large', '"\n'.repeat(499_000));
  const statements = insertRows(store.db, table, [...rows, large]);
  expect(statements.length).toBeLessThan(10);
  for (const statement of statements) {
    const { parameters } = 'compile' in statement ? statement.compile() : statement;
    expect(parameters.length).toBeLessThanOrEqual(100);
    for (const one of parameters) expect(Buffer.byteLength(String(one))).toBeLessThanOrEqual(1_000_000);
  }
  const counts = await store.atomic(statements);
  expect(counts.reduce((sum, one) => sum + one, 0)).toBe(41);
  expect((await store.atomic(statements)).every((one) => one === 0)).toBe(true);
  const read = (await listPages(store, table)).flat();
  expect(read).toHaveLength(41);
  expect(read[0]).toEqual(large);
});
