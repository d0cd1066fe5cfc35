import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { preparing } from '../../../src/storage/engines/sqlite-connection.ts';
import { sharedReads } from '../../../src/storage/engines/sqlite-reads.ts';
import { temporaryFolder } from '../../support/node-service.ts';

const COUNT = 'SELECT count(*) AS count FROM notes WHERE note <> ?';

/** A file with one note in it, its reads, and another connection to it. */
function haveReads() {
  const folder = temporaryFolder();
  const open = () => new Sqlite(join(folder, 'test.sqlite'));
  const [own, other] = [open(), open()];
  onTestFinished(() => {
    own.close();
    other.close();
    rmSync(folder, { recursive: true, force: true });
  });
  own.pragma('journal_mode = WAL');
  own.exec("CREATE TABLE notes (note TEXT); INSERT INTO notes VALUES ('one')");
  const write = (connection: Sqlite.Database) => connection.exec("INSERT INTO notes VALUES ('more')");
  return { own, other, write, reads: sharedReads(own, preparing(own)) };
}

test('an answer is kept from one turn to the next while nobody writes, and only of the same question', async () => {
  const { reads } = haveReads();
  const first = reads.ask(COUNT, ['']);
  await sleep(5);
  expect(reads.ask(COUNT, [''])).toBe(first);
  expect(reads.ask(COUNT, ['one'])).toEqual([{ count: 0 }]);
});

test('what another connection wrote is seen a millisecond later, also in the same turn', () => {
  const { other, write, reads } = haveReads();
  expect(reads.ask(COUNT, [''])).toEqual([{ count: 1 }]);
  write(other);
  const since = performance.now();
  while (performance.now() - since < 2);
  expect(reads.ask(COUNT, [''])).toEqual([{ count: 2 }]);
});

test('what another connection wrote is seen in the next turn', async () => {
  const { other, write, reads } = haveReads();
  for (let written = 1; written < 20; written++) {
    expect(reads.ask(COUNT, [''])).toEqual([{ count: written }]);
    await new Promise(setImmediate);
    write(other);
  }
});

test('what the connection itself wrote is seen at once', () => {
  const { own, write, reads } = haveReads();
  for (let written = 1; written < 20; written++) {
    expect(reads.ask(COUNT, [''])).toEqual([{ count: written }]);
    reads.end();
    write(own);
  }
});
