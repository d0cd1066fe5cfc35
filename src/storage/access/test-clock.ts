import type { Database, Statement } from '../store.ts';

/** The one row there is. */
const SERVICE = 'service';

/** By how many seconds the test clock of a database is ahead; 0 where none was ever moved. */
export async function findSecondsAhead(db: Database): Promise<number> {
  const row = await db
    .selectFrom('test_clock')
    .select('seconds_ahead')
    .where('id', '=', SERVICE)
    .executeTakeFirst();
  return row?.seconds_ahead ?? 0;
}

/** Makes the row of the test clock, as far ahead as the machine's, unless it is there. */
export function insertTestClock(db: Database): Statement {
  return db
    .insertInto('test_clock')
    .values({ id: SERVICE, seconds_ahead: 0 })
    .onConflict((conflict) => conflict.doNothing());
}

/** Moves the test clock on, by seconds, from where it is by then. */
export function addSecondsAhead(db: Database, seconds: number): Statement {
  return db
    .updateTable('test_clock')
    .set((row) => ({ seconds_ahead: row('seconds_ahead', '+', seconds) }))
    .where('id', '=', SERVICE);
}
