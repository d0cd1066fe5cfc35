import { afterAll, beforeAll, describe } from 'vitest';
import { unstable_splitSqlQuery as splitSql } from 'wrangler';
import { readGuards, readMigrations } from '../../../src/runtime/migration-files.ts';
import { migrate } from '../../../src/storage/engines/migrate.ts';
import { type D1Databases, openMigratableD1, startD1 } from '../../support/d1.ts';
import { guardsHold } from './guards.ts';

let databases: D1Databases;
beforeAll(async () => {
  databases = await startD1(40);
});
afterAll(() => databases.close());

describe('on D1', () => {
  guardsHold(async () => {
    const binding = databases.next();
    const store = openMigratableD1(binding);
    await migrate(store, readMigrations());
    // As wrangler applies a file.
    await binding.batch(splitSql(readGuards('sqlite')).map((text) => binding.prepare(text)));
    return store;
  });
});
