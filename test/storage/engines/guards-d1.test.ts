import { afterAll, beforeAll, describe } from 'vitest';
import { unstable_splitSqlQuery as splitSql } from 'wrangler';
import { readGuards } from '../../../src/runtime/migration-files.ts';
import { type D1Databases, openMigratedD1, startD1 } from '../../support/d1.ts';
import { guardsHold } from './guards.ts';

let databases: D1Databases;
beforeAll(async () => {
  databases = await startD1(1);
});
afterAll(() => databases.close());

describe('on D1', () => {
  guardsHold(async () => {
    const binding = databases.next();
    const store = await openMigratedD1(binding);
    // As wrangler applies a file.
    await binding.batch(splitSql(readGuards('sqlite')).map((text) => binding.prepare(text)));
    return store;
  });
});
