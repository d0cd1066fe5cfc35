import { sql } from 'kysely';
import type { Instant } from '../../domain/instant.ts';
import { type DeliveryState, statesOvertakenBy } from '../../domain/notices/delivery-state.ts';
import { type Says, textToSays } from '../../domain/notices/says.ts';
import { type Condition, insertWhen } from '../sql.ts';
import type { Database, Statement } from '../store.ts';

/** A delivery that the provider reports of, and the user it is for as they are now. */
export type ReportedDelivery = {
  readonly id: string;
  readonly release: string;
  readonly says: Says;
  readonly state: DeliveryState;
  /** Which of its user's addresses it went to: 0 for their own, else the number of a contact. */
  readonly contact: number;
  /** The address it went to; null once its user was erased. */
  readonly email: string | null;
  readonly frozenAt: Instant | null;
  readonly user: {
    readonly ref: string;
    readonly email: string | null;
    readonly command: string;
    readonly isErased: boolean;
  };
};

type ReportedRow = {
  readonly id: string;
  readonly release: string;
  readonly says: string;
  readonly state: DeliveryState;
  readonly contact: number;
  readonly email: string | null;
  readonly frozen_at: Instant | null;
  readonly user_ref: string;
  readonly user_email: string | null;
  readonly command: string;
  readonly erased_at: Instant | null;
};

/** The delivery that our id, or else the provider's, names, also one that made room for another; if it is ours. */
export async function findReportedDelivery(
  db: Database,
  by: { readonly deliveryId: string | null; readonly providerId: string | null },
): Promise<ReportedDelivery | undefined> {
  const names = [['id', by.deliveryId] as const, ['provider_id', by.providerId] as const];
  for (const [column, value] of names) {
    if (value === null) continue;
    for (const table of ['deliveries', 'ended_deliveries'] as const) {
      const { rows } = await sql<ReportedRow>`
        SELECT own.id, own.release, own.says, own.state, own.contact, own.email, own.user_ref, chunks.frozen_at,
          users.email AS user_email, users.command, users.erased_at
        FROM ${sql.table(table)} AS own JOIN users ON users.ref = own.user_ref
          JOIN chunks ON chunks.id = own.chunk_id
        WHERE own.${sql.ref(column)} = ${value}`.execute(db);
      const [row] = rows;
      if (row !== undefined) return rowToReported(row);
    }
  }
  return undefined;
}

function rowToReported(row: ReportedRow): ReportedDelivery {
  return {
    id: row.id,
    release: row.release,
    says: textToSays(row.says),
    state: row.state,
    contact: row.contact,
    email: row.email,
    frozenAt: row.frozen_at,
    user: {
      ref: row.user_ref,
      email: row.user_email,
      command: row.command,
      isErased: row.erased_at !== null,
    },
  };
}

/** Which delivery a report of that id was about, if it is stored. */
export async function findProviderEvent(
  db: Database,
  id: string,
): Promise<{ readonly deliveryId: string } | undefined> {
  const row = await db
    .selectFrom('provider_events')
    .select('delivery_id')
    .where('id', '=', id)
    .executeTakeFirst();
  return row && { deliveryId: row.delivery_id };
}

/** What is kept of a report, beside its record, which holds it as it was signed. */
export type StoredReport = {
  readonly id: string;
  readonly type: string;
  readonly occurredAt: Instant;
  readonly receivedAt: Instant;
};

/** Keeps a report, where `condition` holds. */
export function insertProviderEvent(
  db: Database,
  delivery: ReportedDelivery,
  report: StoredReport,
  condition: Condition,
): Statement {
  const row = {
    id: report.id,
    delivery_id: delivery.id,
    user_ref: delivery.user.ref,
    type: report.type,
    occurred_at: report.occurredAt,
    received_at: report.receivedAt,
  };
  return insertWhen(db, 'provider_events', row, condition);
}

/**
 * Moves a delivery on to what the provider says became of it, unless what is known by then overtakes
 * that, where `condition` holds. It commutes with whatever the sender records at the same moment.
 */
export function advanceDelivery(
  db: Database,
  id: string,
  said: DeliveryState,
  mail: { readonly providerId: string | null; readonly sentAt: Instant },
  condition: Condition,
): Statement[] {
  return (['deliveries', 'ended_deliveries'] as const).map((table) =>
    sql`UPDATE ${sql.table(table)} SET state = ${said}, sent_at = coalesce(sent_at, ${mail.sentAt}),
        provider_id = coalesce(provider_id, ${mail.providerId})
      WHERE id = ${id} AND state IN (${sql.join(statesOvertakenBy(said))}) AND ${condition}`.compile(db),
  );
}
