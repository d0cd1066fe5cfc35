import { sql } from 'kysely';
import type { Instant } from '../../domain/instant.ts';
import type { SpentMails } from '../../domain/sending/mail-rate.ts';
import type { MailsSoFar } from '../../domain/sending/sending-plan.ts';
import { type Condition, insertWhen } from '../sql.ts';
import type { Database, Statement } from '../store.ts';

/** How the sending of a release with a plan stands. */
export type Sending = MailsSoFar & {
  readonly release: string;
  /** How many of its mails left when, as far as its own pace looks back. */
  readonly spent: SpentMails;
  /** Since when its first wave is full. */
  readonly waitsSince: Instant | null;
  /** When somebody said to go on after it. */
  readonly goneOnAt: Instant | null;
  /** Why it paused by itself; null where it did not, or was resumed. */
  readonly pausedBecause: string | null;
};

/** Begins to count for a release with a plan, where `condition` holds. */
export function insertSending(db: Database, release: string, condition: Condition): Statement {
  return insertWhen(db, 'sendings', { release }, condition);
}

/** How the sending of a release stands; undefined for one without a plan. */
export async function findSending(db: Database, release: string): Promise<Sending | undefined> {
  const row = await db.selectFrom('sendings').selectAll().where('release', '=', release).executeTakeFirst();
  return (
    row && {
      ...{ release, mails: row.mails, bounced: row.bounced, complained: row.complained },
      spent: row.spent === '' ? {} : (JSON.parse(row.spent) as SpentMails),
      ...{ waitsSince: row.waits_since, goneOnAt: row.gone_on_at, pausedBecause: row.paused_because },
    }
  );
}

/** Counts mails of a release that the provider took, or reports about them, where `condition` holds. */
export function countMailsOf(
  db: Database,
  release: string,
  what: keyof MailsSoFar,
  mails: number,
  condition: Condition,
): Statement {
  return db
    .updateTable('sendings')
    .set({ [what]: sql<number>`${sql.ref(what)} + ${sql.lit(mails)}` })
    .where('release', '=', release)
    .where(condition);
}

/** Takes mails from a release's own pace, where nobody has taken any since it was read. */
export function takeMailsOf(db: Database, seen: Sending, spent: SpentMails): Statement {
  return db
    .updateTable('sendings')
    .set({ spent: spentToText(spent) })
    .where('release', '=', seen.release)
    .where('spent', '=', spentToText(seen.spent));
}

/** Writes down since when a release's first wave is full, the first time. */
export function startWaiting(db: Database, release: string, now: Instant): Statement {
  return db
    .updateTable('sendings')
    .set({ waits_since: now })
    .where('release', '=', release)
    .where('waits_since', 'is', null);
}

/** Lets a release go on after its first wave, where `condition` holds. */
export function letGoOn(
  db: Database,
  release: string,
  by: { readonly at: Instant; readonly keyId: string },
  condition: Condition,
): Statement {
  return db
    .updateTable('sendings')
    .set({ gone_on_at: by.at, gone_on_by: by.keyId })
    .where('release', '=', release)
    .where('gone_on_at', 'is', null)
    .where(condition);
}

/** Writes down why a release paused by itself, or counts anew once it is resumed (null), where `condition` holds. */
export function setPausedBecause(
  db: Database,
  release: string,
  reason: string | null,
  condition: Condition,
): Statement {
  const anew = reason === null ? { mails: 0, bounced: 0, complained: 0 } : {};
  return db
    .updateTable('sendings')
    .set({ paused_because: reason, ...anew })
    .where('release', '=', release)
    .where(condition);
}

/** How many announcements of a release are queued or on their way, or were. */
export async function countQueuedFirst(db: Database, release: string): Promise<number> {
  const row = await db
    .selectFrom('deliveries')
    .select((eb) => eb.fn.countAll<number | string>().as('count'))
    .where('release', '=', release)
    .where('kind', '=', 'announcement')
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** A release that waits for a person: since it paused by itself, or (null) to go on after its first wave. */
export type Stopped = { readonly release: string; readonly pausedBecause: string | null };

/** The releases that are still being told of and wait for a person, in the order of their names. */
export async function listStopped(db: Database): Promise<readonly Stopped[]> {
  const { rows } = await sql<Stopped>`
    SELECT sendings.release, paused_because AS "pausedBecause" FROM sendings
    JOIN fan_outs ON fan_outs.release = sendings.release AND fan_outs.kind = 'announcement' AND fan_outs.round = 0
    JOIN versions ON versions.release = sendings.release AND versions.withdrawn_at IS NULL
    WHERE (paused_because IS NOT NULL AND versions.paused_at IS NOT NULL)
      OR (waits_since IS NOT NULL AND gone_on_at IS NULL AND fan_outs.finished_at IS NULL)
    ORDER BY sendings.release`.execute(db);
  return rows;
}

/** Written alike wherever it was read from, since whoever takes mails asks for it as it was. */
export function spentToText(spent: SpentMails): string {
  return Object.keys(spent).length === 0 ? '' : JSON.stringify(spent);
}
