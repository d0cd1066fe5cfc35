import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Store } from '../../../src/storage/store.ts';
import { haveRowsInEveryTable } from './rows-in-between.ts';

/** What may never change, and the columns that may be forgotten. */
const APPEND_ONLY: Readonly<Record<string, readonly string[]>> = {
  records: [],
  log_entries: [],
  log_nodes: [],
  log_checkpoints: [],
  checkpoint_stamps: [],
  page_templates: [],
  version_texts: [],
  draft_revisions: [],
  draft_texts: [],
  draft_verdicts: [],
  translations: [],
  text_layers: [],
  text_editions: [],
  wordings: [],
  voidings: [],
  answer_voidings: [],
  presentations: [],
  seat_acts: [],
  showings: [],
  restores: [],
  reader_events: [],
  resolutions: ['reason'],
  acceptances: ['ip', 'user_agent', 'method', 'source'],
  provider_events: ['payload'],
  earlier_agreements: ['source'],
};

const REFUSED = /append-only|never goes back/;

/** Changes one column of every row of a table to something else. */
function change({ db }: Store, table: string, column: string): Promise<unknown> {
  return sql`UPDATE ${sql.table(table)} SET ${sql.ref(column)} = ${sql.ref(column)} || 'x'`.execute(db);
}

/** The columns of a table that hold text, by what its one row has in them. */
async function columnsOf({ db }: Store, table: string): Promise<{ name: string; isNull: boolean }[]> {
  const { rows } = await sql<Record<string, unknown>>`SELECT * FROM ${sql.table(table)} LIMIT 1`.execute(db);
  return Object.entries(rows[0] ?? {}).flatMap(([name, value]) =>
    typeof value === 'number' ? [] : [{ name, isNull: value === null }],
  );
}

/**
 * What the guards of a database have to refuse and to allow, on a guarded database, which `open` makes: one for all,
 * since what is refused changes nothing.
 */
export function guardsHold(open: () => Promise<Store>): void {
  let store: Store;
  beforeAll(async () => {
    store = await open();
    await haveRowsInEveryTable(store);
  });
  afterAll(() => store.close());

  test.each(Object.keys(APPEND_ONLY))('%s takes no change and no deletion', async (table) => {
    const rows = async () => (await sql`SELECT * FROM ${sql.table(table)}`.execute(store.db)).rows;
    const before = await rows();
    expect(before.length).toBeGreaterThan(0);
    for (const { name, isNull } of await columnsOf(store, table)) {
      if (isNull) continue;
      await expect(change(store, table, name), name).rejects.toThrow(REFUSED);
    }
    await expect(sql`DELETE FROM ${sql.table(table)}`.execute(store.db)).rejects.toThrow(REFUSED);
    expect(await rows()).toEqual(before);
  });

  test.each(
    Object.entries(APPEND_ONLY).flatMap(([table, columns]) =>
      columns.map((column) => [table, column] as const),
    ),
  )('%s.%s can be forgotten, and not come back', async (table, column) => {
    const set = (value: string | null) =>
      sql`UPDATE ${sql.table(table)} SET ${sql.ref(column)} = ${value}`.execute(store.db);
    await set(null);
    await expect(set('again')).rejects.toThrow(REFUSED);
  });

  test('what is personal in a record can be forgotten, with its salt or without, and not be changed', async () => {
    await expect(change(store, 'record_secrets', 'personal')).rejects.toThrow(REFUSED);
    await expect(change(store, 'record_secrets', 'salt')).rejects.toThrow(REFUSED);
    await sql`UPDATE record_secrets SET personal = NULL`.execute(store.db);
    await sql`DELETE FROM record_secrets`.execute(store.db);
    expect((await sql`SELECT * FROM record_secrets`.execute(store.db)).rows).toEqual([]);
  });

  test('the log never gets shorter', async () => {
    const grow = (column: string, by: number) =>
      sql`UPDATE log_head SET ${sql.ref(column)} = ${sql.ref(column)} + ${by}`.execute(store.db);
    for (const column of ['size', 'sealed_size']) {
      await grow(column, 5);
      await expect(grow(column, -1)).rejects.toThrow(REFUSED);
    }
  });
}
