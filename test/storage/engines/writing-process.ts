/**
 * Writes pairs of rows to the SQLite file it is given, many lists at a time, and prints the number of
 * each pair once its write is answered. It goes on until it is killed. Named `in-threads` besides, it writes
 * in a thread of its own.
 */
import { sql } from 'kysely';
import { openSqlite } from '../../../src/storage/engines/sqlite.ts';

const AT_ONCE = 20;

const store = openSqlite(process.argv[2] ?? '', { inThreads: process.argv[3] === 'in-threads' });
let next = 0;
const keepWriting = async () => {
  for (;;) {
    const number = next++;
    const row = sql`INSERT INTO pairs (number) VALUES (${number})`.compile(store.db);
    await store.atomic([row, row]);
    process.stdout.write(`${number}\n`);
  }
};
await Promise.all(Array.from({ length: AT_ONCE }, keepWriting));
