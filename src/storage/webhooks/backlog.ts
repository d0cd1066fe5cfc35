import { sql } from 'kysely';
import type { Instant } from '../../domain/instant.ts';
import type { Database } from '../store.ts';

/** What endpoints have not been told yet, all of them together; those that are disabled wait for somebody. */
export type WebhookBacklog = {
  readonly endpoints: { readonly telling: number; readonly failing: number; readonly disabled: number };
  /** Since when the one that has failed longest takes nothing; null where none fails. */
  readonly failingSince: Instant | null;
  /** Events that were not taken, or wait behind one that was not. */
  readonly aside: number;
  /** Records of the log that the endpoint furthest behind has not come to. */
  readonly behind: number;
};

/** Reads how far behind webhooks are. */
export async function findWebhookBacklog(db: Database): Promise<WebhookBacklog> {
  const rows = await db.selectFrom('webhook_endpoints').select(['disabled_at', 'failing_since']).execute();
  const enabled = rows.filter((row) => row.disabled_at === null);
  const failing = enabled.flatMap((row) => row.failing_since ?? []);
  return {
    endpoints: {
      telling: enabled.length - failing.length,
      failing: failing.length,
      disabled: rows.length - enabled.length,
    },
    failingSince: failing.toSorted()[0] ?? null,
    ...(await countWaiting(db)),
  };
}

async function countWaiting(db: Database): Promise<Pick<WebhookBacklog, 'aside' | 'behind'>> {
  const { rows } = await sql<{ aside: number; behind: number }>`
    SELECT (SELECT count(*) FROM webhook_events_aside WHERE endpoint IN
        (SELECT id FROM webhook_endpoints WHERE disabled_at IS NULL)) AS aside,
      coalesce((SELECT max(size - position) FROM webhook_endpoints WHERE disabled_at IS NULL), 0) AS behind
    FROM log_head`.execute(db);
  return { aside: rows[0]?.aside ?? 0, behind: rows[0]?.behind ?? 0 };
}
