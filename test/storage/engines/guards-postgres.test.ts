import { sql } from 'kysely';
import { describe, expect, onTestFinished, test } from 'vitest';
import { readGuards } from '../../../src/runtime/migration-files.ts';
import { openTestStore } from '../../support/databases.ts';
import { guardsHold } from './guards.ts';

async function open() {
  const store = await openTestStore();
  onTestFinished(() => store.close());
  return store;
}

describe('on PostgreSQL', () => {
  guardsHold(openTestStore);

  test('tables are not emptied at once either', async () => {
    const store = await open();
    await expect(sql`TRUNCATE records CASCADE`.execute(store.db)).rejects.toThrow('append-only');
  });

  test('guards can be applied again', async () => {
    const store = await open();
    await store.runScript(readGuards('postgres'));
    await expect(sql`TRUNCATE log_nodes`.execute(store.db)).rejects.toThrow('append-only');
  });
});
