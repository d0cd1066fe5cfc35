import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { readGuards, readMigrations } from '../../src/runtime/migration-files.ts';
import { migrate } from '../../src/storage/engines/migrate.ts';
import { openSqlite } from '../../src/storage/engines/sqlite.ts';
import { scratchFolder } from '../support/scratch.ts';
import { audit } from '../support/tampering.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';
import { askAll, hashMigrations, type Release } from './release.ts';

const folder = scratchFolder('upgrades');
afterAll(() => rmSync(folder, { recursive: true }));

const RELEASES = readdirSync(import.meta.dirname).flatMap((name) => /^(.+)\.json$/.exec(name)?.[1] ?? []);

const readRelease = (version: string): Release =>
  JSON.parse(readFileSync(join(import.meta.dirname, `${version}.json`), 'utf8'));

/** This program over the database that a release left behind. */
async function upgraded(version: string): Promise<TestApp> {
  const path = join(folder, `${version}.sqlite`);
  writeFileSync(path, gunzipSync(readFileSync(join(import.meta.dirname, `${version}.sqlite.gz`))));
  const store = openSqlite(path);
  await migrate(store, readMigrations());
  await store.runScript(readGuards('sqlite'));
  return startTestApp({ store, now: readRelease(version).at });
}

test('what this release leaves behind is written down', () => {
  expect(RELEASES).toContain(packageJson.version);
});

describe.each(RELEASES)('from %s', (version) => {
  test('no migration has changed', () => {
    expect(hashMigrations()).toMatchObject(readRelease(version).migrations);
  });

  test('everybody is answered as they were, and all of it can still be proved', async () => {
    const app = await upgraded(version);
    onTestFinished(() => app.store.close());
    expect(await askAll(app)).toMatchObject(readRelease(version).answers);
    const { db } = app.store;
    expect(await audit(app, { db, moves: false, close: async () => {} })).toEqual([]);
  });
});
