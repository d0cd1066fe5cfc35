import { sql } from 'kysely';
import type { Instant } from '../../domain/instant.ts';
import type { SpentMails } from '../../domain/sending/mail-rate.ts';
import type { Pace } from '../../domain/sending/pace.ts';
import type { Database, Statement } from '../store.ts';
import { HELD } from './held-chunks.ts';
import { spentToText } from './sendings.ts';

/** The one row of the whole sender. */
const PROVIDER = 'provider';

/** How the sender stands with the provider. */
export async function findPace(db: Database): Promise<Pace> {
  const row = await db
    .selectFrom('sender_pace')
    .selectAll()
    .where('id', '=', PROVIDER)
    .executeTakeFirstOrThrow();
  const orNull = (text: string) => (text === '' ? null : (text as Instant));
  return {
    intervalMs: row.interval_ms,
    nextAt: orNull(row.next_at),
    pausedUntil: orNull(row.paused_until),
    problem: row.problem,
    spent: row.spent === '' ? {} : (JSON.parse(row.spent) as SpentMails),
  };
}

/** Takes the next call, where nobody has taken it or paused the sender since the pace was read. */
export function takeCall(
  db: Database,
  seen: Pace,
  { nextAt, spent }: { readonly nextAt: Instant; readonly spent: SpentMails },
): Statement {
  return db
    .updateTable('sender_pace')
    .set({ next_at: nextAt, spent: spentToText(spent) })
    .where('id', '=', PROVIDER)
    .where('spent', '=', spentToText(seen.spent))
    .where('next_at', '=', seen.nextAt ?? '')
    .where('paused_until', '=', seen.pausedUntil ?? '');
}

/** Remembers how far apart the provider wants its calls, the next one no earlier than `nextAt`. */
export function setCallInterval(db: Database, intervalMs: number, nextAt: Instant): Statement {
  return db
    .updateTable('sender_pace')
    .set({
      interval_ms: intervalMs,
      next_at: sql<string>`CASE WHEN next_at < ${nextAt} THEN ${nextAt} ELSE next_at END`,
    })
    .where('id', '=', PROVIDER);
}

/** Pauses the whole sender, unless it is paused for longer already. */
export function pauseSender(
  db: Database,
  pause: { readonly until: Instant; readonly problem: string },
): Statement {
  return db
    .updateTable('sender_pace')
    .set({ paused_until: pause.until, problem: pause.problem })
    .where('id', '=', PROVIDER)
    .where('paused_until', '<', pause.until);
}

/** How the queue of the whole sender stands. */
export type Queue = {
  readonly due: number;
  /** At somebody's hand. */
  readonly leased: number;
  readonly later: number;
  /** Held back with their version. */
  readonly held: number;
  readonly oldestDueAt: Instant | null;
};

/** How many chunks are open by `now`, by what they wait for. */
export async function countOpenChunks(db: Database, now: Instant): Promise<Queue> {
  // Each open chunk is one of these, in this order.
  const { rows } = await sql<{ state: keyof Queue; count: number | string; oldest: Instant }>`
    SELECT state, count(*) AS count, min(due_at) AS oldest FROM (
      SELECT due_at, CASE WHEN due_at = ${HELD} THEN 'held' WHEN lease_until > ${now} THEN 'leased'
        WHEN due_at > ${now} THEN 'later' ELSE 'due' END AS state FROM chunks WHERE state = 'open') AS open
    GROUP BY state`.execute(db);
  const of = (state: keyof Queue) => Number(rows.find((row) => row.state === state)?.count ?? 0);
  return {
    ...{ due: of('due'), leased: of('leased'), later: of('later'), held: of('held') },
    oldestDueAt: rows.find((row) => row.state === 'due')?.oldest ?? null,
  };
}
