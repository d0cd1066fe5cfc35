import { sql } from 'kysely';
import type { Instant } from '../../domain/instant.ts';
import type { SpentMails } from '../../domain/notices/mail-rate.ts';
import type { Pace } from '../../domain/notices/pace.ts';
import type { Database, Statement } from '../store.ts';

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

/** Written alike wherever it was read from, since whoever takes a call asks for it as it was. */
function spentToText(spent: SpentMails): string {
  return Object.keys(spent).length === 0 ? '' : JSON.stringify(spent);
}
