import type pg from 'pg';

/** So many rows that were written are worth a look at which tables grew, so often at most: it takes a millisecond. */
const ENOUGH_ROWS = 500;
const LOOK_EVERY_MS = 250;
/** Below that many pages (64 KB) going through a table is as good as any other way. */
const FEWEST_PAGES = 8;

/** Tables of ours of twice as many pages as when the server last learnt what is in them. */
const OUTGROWN = `SELECT format('%I.%I', nspname, relname) AS name FROM pg_class
  JOIN pg_namespace ON pg_namespace.oid = relnamespace
  WHERE relkind = 'r' AND nspname = current_schema() AND pg_has_role(relowner, 'USAGE') AND pg_relation_size(pg_class.oid)
    >= greatest(${FEWEST_PAGES}, 2 * relpages) * CAST(current_setting('block_size') AS bigint)`;

/** Has a server know what is in tables that grow. */
export type Statistics = {
  /** Notes that so many rows were written. */
  readonly note: (rows: number) => void;
  readonly stop: () => void;
};

/**
 * Has a server learn what is in a table each time it has doubled. By itself it does so once a minute, and until then
 * plans as if the table were what it was: while the first version was told to everybody, each check went through all
 * who had been told already, and each thousand of an import through all who had come before.
 */
export function keepStatistics(pool: pg.Pool): Statistics {
  let written = 0;
  let next: NodeJS.Timeout | undefined;
  const look = async () => {
    written = 0;
    try {
      const { rows } = await pool.query<{ name: string }>(OUTGROWN);
      const names = rows.map(({ name }) => name).join(', ');
      // Whoever is at it already does it for us.
      if (names !== '') await pool.query(`ANALYZE (SKIP_LOCKED) ${names}`);
    } catch {
      // It is a help, not a need: the server does so too, later.
    }
    next = undefined;
  };
  return {
    note(rows) {
      written += rows;
      if (written >= ENOUGH_ROWS) next ??= setTimeout(look, LOOK_EVERY_MS).unref();
    },
    stop: () => clearTimeout(next),
  };
}
