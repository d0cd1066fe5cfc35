import { sql } from 'kysely';
import type { ReachingEvent } from '../../domain/answers/own-outcome.ts';
import type { Instant } from '../../domain/instant.ts';
import { GIVEN } from '../../domain/notices/delivery-state.ts';
import { PROVES_ARRIVAL } from '../../domain/notices/report-type.ts';
import type { Version } from '../../domain/policies/policy.ts';
import { rowsOf } from '../sql.ts';
import type { Database } from '../store.ts';
import { tellsOf } from './says.ts';

type EventRow = {
  readonly ref: string;
  readonly kind: 'sent' | 'delivered' | 'shown';
  readonly channel: ReachingEvent['channel'];
  readonly at: Instant;
  readonly id: string;
  readonly states: string | null;
};

/**
 * What reached some users with the notice of a version, by `ref`: mails that were given, with the provider's
 * word that they were delivered, what the product showed in their account, and what it reported of other ways.
 */
export async function listReachingEvents(
  db: Database,
  refs: readonly string[],
  of: Pick<Version, 'policy' | 'version' | 'release'>,
): Promise<Map<string, ReachingEvent[]>> {
  const { policy, version, release } = of;
  const wanted = sql`(SELECT value ->> 'ref' AS ref FROM ${rowsOf(refs.map((ref) => ({ ref })))} AS listed)`;
  // Each in brackets of its own: D1 takes five SELECTs in a union at most.
  const mails = (table: 'deliveries' | 'ended_deliveries') => sql`
    SELECT * FROM (SELECT mail.user_ref AS ref, 'sent' AS kind, 'mail' AS channel, mail.sent_at AS at, mail.id, NULL AS states
      FROM ${sql.table(table)} AS mail
      WHERE mail.release = ${release} AND mail.kind IN ('announcement', 'reminder')
        AND mail.user_ref IN ${wanted} AND mail.state IN (${sql.join(GIVEN)}) AND ${tellsOf('mail', of)}
    UNION ALL SELECT mail.user_ref, 'delivered', 'mail', said.occurred_at, mail.id, NULL
      FROM ${sql.table(table)} AS mail JOIN provider_events AS said ON said.delivery_id = mail.id
      WHERE mail.release = ${release} AND mail.kind IN ('announcement', 'reminder')
        AND mail.user_ref IN ${wanted} AND mail.state = 'delivered' AND ${tellsOf('mail', of)}
        AND said.type IN (${sql.join(PROVES_ARRIVAL)})) AS ${sql.ref(`of_${table}`)}`;
  const { rows } = await sql<EventRow>`
    ${mails('deliveries')} UNION ALL ${mails('ended_deliveries')}
    UNION ALL SELECT user_ref, 'shown', 'account', shown_at, id, NULL FROM showings
      WHERE user_ref IN ${wanted} AND policy = ${policy} AND version = ${version}
    UNION ALL SELECT user_ref, kind, channel, happened_at, id, coalesce(states, '[]') FROM reader_events
      WHERE user_ref IN ${wanted} AND policy = ${policy} AND version = ${version}`.execute(db);
  return Map.groupBy(rows.map(rowToEvent), ({ ref }) => ref) as Map<
    string,
    (ReachingEvent & { ref: string })[]
  >;
}

function rowToEvent({
  ref,
  kind,
  channel,
  at,
  id,
  states,
}: EventRow): ReachingEvent & { readonly ref: string } {
  return {
    ...{ ref, kind, channel, at, delivery: id },
    ...(states === null ? {} : { states: JSON.parse(states) as ('silence' | 'use')[] }),
  };
}
