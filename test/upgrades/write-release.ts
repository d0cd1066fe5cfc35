/**
 * Run when a release is made, `node test/upgrades/write-release.ts && npm run format`: writes down what it leaves
 * behind, a database to which everything has happened and what it answers of it, for all later ones to be tested with.
 */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import packageJson from '../../package.json' with { type: 'json' };
import { openTestStore } from '../support/databases.ts';
import { haveRichStory } from '../support/rich-story.ts';
import { askAll, hashMigrations, type Release } from './release.ts';

const folder = mkdtempSync(join(tmpdir(), 'proviso-release-'));
try {
  const database = join(folder, 'release.sqlite');
  const app = await haveRichStory(await openTestStore(database));
  const release: Release = {
    at: app.clock.now,
    answers: await askAll(app),
    migrations: hashMigrations(),
  };
  await app.store.close();
  const path = join(import.meta.dirname, packageJson.version);
  writeFileSync(`${path}.json`, `${JSON.stringify(release, null, 2)}\n`);
  writeFileSync(`${path}.sqlite.gz`, gzipSync(readFileSync(database), { level: 9 }));
} finally {
  rmSync(folder, { recursive: true });
}
