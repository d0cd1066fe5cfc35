import type pg from 'pg';
import { StorageError } from '../store.ts';

const MAX_CLOCK_DIFFERENCE_MS = 1_000;

/** Insists that a server takes writes and any text, and that its clock is ours. Throws a StorageError otherwise. */
export async function checkServer(pool: pg.Pool, now: () => number): Promise<void> {
  // The first answer includes connecting; the one that came fastest says most about the clock.
  let difference = Number.POSITIVE_INFINITY;
  for (let i = 0; i < 3; i++) {
    const asked = now();
    const { rows } = await pool.query<{ at: string; encoding: string; follows: boolean }>(
      `SELECT extract(epoch FROM clock_timestamp()) * 1000 AS at, getdatabaseencoding() AS encoding,
        pg_is_in_recovery() AS follows`,
    );
    const answered = now();
    const [server] = rows;
    if (server === undefined) throw new StorageError('PostgreSQL does not answer what it is asked');
    if (server.follows)
      throw new StorageError(
        'DATABASE_URL names a PostgreSQL that only follows another one; name the one that takes writes.',
      );
    if (server.encoding !== 'UTF8') {
      throw new StorageError(`the database is encoded in ${server.encoding}; make one with ENCODING 'UTF8'.`);
    }
    // The server looked at its clock at some moment between our asking and its answer.
    const at = Number(server.at);
    difference = Math.min(difference, Math.max(asked - at, at - answered, 0));
  }
  if (difference > MAX_CLOCK_DIFFERENCE_MS) {
    const seconds = (difference / 1000).toFixed(1);
    throw new StorageError(
      `this machine's clock and PostgreSQL's differ by ${seconds} seconds, which would shift when versions take effect. Set both by NTP and start again.`,
    );
  }
}
