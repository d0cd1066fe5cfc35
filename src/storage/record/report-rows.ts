import { sql } from 'kysely';
import type { Instant } from '../../domain/instant.ts';
import type { DeliveryState } from '../../domain/notices/delivery-state.ts';
import type { NoticeKind } from '../../domain/notices/notice-kind.ts';
import type { Basis } from '../../domain/policies/policy.ts';
import { tellsOf } from '../notices/says.ts';
import { acceptanceHasCome } from '../standing.ts';
import type { Database } from '../store.ts';

/** A version that is reported of. */
export type ReportedVersion = { readonly policy: string; readonly version: number };

/** An acceptance as it is reported. `user` is null once they were erased. */
export type AcceptanceRow = {
  readonly id: string;
  readonly user: string | null;
  readonly ref: string;
  readonly basis: Basis;
  readonly acceptedAt: Instant;
  readonly recordedAt: Instant;
  readonly contentHash: string;
  readonly locale: string;
  readonly method: string | null;
  readonly source: string | null;
  readonly actor: string;
  /** The screen on which it was done, by its id, where the product named one. */
  readonly presentation: string | null;
  /** The seat that did it for its party; null where none did, and once it was erased. */
  readonly seat: string | null;
  readonly voidedAt: Instant | null;
  readonly voidedBy: string | null;
  /** Whether it is the one that counts by `asOf`: it was neither voided nor taken back by declining. */
  readonly counts: 0 | 1;
};

/** The acceptances of a version that were recorded by `asOf`, in the order of their ids, after one. */
export async function listAcceptanceRows(
  db: Database,
  { policy, version }: ReportedVersion,
  page: { readonly asOf: Instant; readonly after: string; readonly limit: number },
): Promise<AcceptanceRow[]> {
  const { rows } = await sql<AcceptanceRow>`
    SELECT made.id, users.user_id AS "user", made.user_ref AS ref, made.basis, made.accepted_at AS "acceptedAt",
      made.recorded_at AS "recordedAt", made.content_hash AS "contentHash", made.locale, made.method, made.source,
      made.actor, made.presentation, seats.user_id AS seat, coalesce(voidings.voided_at, by_hand.voided_at) AS "voidedAt",
      coalesce(voidings.event_id, by_hand.actor) AS "voidedBy",
      CASE WHEN own.acceptance_id = made.id AND ${acceptanceHasCome('own', page.asOf)} THEN 1 ELSE 0 END AS counts
    FROM (SELECT * FROM acceptances WHERE policy = ${policy} AND version = ${version} AND id > ${page.after}
        AND recorded_at <= ${page.asOf} ORDER BY id LIMIT ${page.limit}) AS made
      LEFT JOIN users ON users.ref = made.user_ref
      LEFT JOIN seat_acts ON seat_acts.record_id = 'accepted:' || made.id
      LEFT JOIN users AS seats ON seats.ref = seat_acts.user_ref
      LEFT JOIN voidings ON voidings.acceptance_id = made.id
      LEFT JOIN answer_voidings AS by_hand ON by_hand.act_id = made.id AND by_hand.because IS NULL
      LEFT JOIN user_versions AS own ON own.user_ref = made.user_ref AND own.policy = made.policy
        AND own.version = made.version
    ORDER BY made.id`.execute(db);
  return rows;
}

/** A delivery as it is reported. `user` is null once they were erased. */
export type DeliveryRow = {
  /** Null until it is on its way. */
  readonly id: string | null;
  readonly user: string | null;
  readonly ref: string;
  readonly kind: NoticeKind;
  /** Which of a version's reminders it is, or how often its announcement was sent before; 0 where neither. */
  readonly round: number;
  /** Which of their addresses it is for: 0 for their own, else the number of a contact. */
  readonly contact: number;
  /** What it says, as one text. */
  readonly says: string;
  readonly state: DeliveryState;
  /** Null until it is on its way, and once it is forgotten. */
  readonly address: string | null;
  readonly sentAt: Instant | null;
  readonly providerId: string | null;
  /** When it told its user of the version, and from when on that binds them; null where it did not. */
  readonly toldAt: Instant | null;
  readonly bindsAt: Instant | null;
  readonly mayRepeat: string | null;
  /** When it made room for another one; null for those that stand. */
  readonly endedAt: Instant | null;
};

/** A place among the deliveries of a version that stand. */
export type DeliveryPlace = Pick<DeliveryRow, 'kind' | 'ref' | 'round' | 'contact'>;

/** The deliveries of a version that stand, by kind, user, round and contact, after a place. */
export async function listDeliveryRows(
  db: Database,
  of: ReportedVersion,
  page: { readonly after: DeliveryPlace | undefined; readonly limit: number },
): Promise<DeliveryRow[]> {
  const { kind = '', ref = '', round = 0, contact = 0 } = page.after ?? {};
  const { rows } = await sql<DeliveryRow>`
    SELECT ${DELIVERY_COLUMNS}, NULL AS "endedAt"
    FROM (SELECT * FROM deliveries WHERE release IN (${releaseOf(of)}) AND ${tellsOf('deliveries', of)}
        AND (kind, user_ref, round, contact) > (${kind}, ${ref}, ${round}, ${contact})
        ORDER BY kind, user_ref, round, contact LIMIT ${page.limit}) AS own
      ${withUsers(of)}
    ORDER BY own.kind, own.user_ref, own.round, own.contact`.execute(db);
  return rows;
}

/** The deliveries of a version that made room for others, in the order of their ids, after one. */
export async function listEndedDeliveryRows(
  db: Database,
  of: ReportedVersion,
  page: { readonly after: string; readonly limit: number },
): Promise<DeliveryRow[]> {
  const { rows } = await sql<DeliveryRow>`
    SELECT ${DELIVERY_COLUMNS}, own.ended_at AS "endedAt"
    FROM (SELECT * FROM ended_deliveries WHERE release IN (${releaseOf(of)}) AND ${tellsOf('ended_deliveries', of)}
        AND id > ${page.after} ORDER BY id LIMIT ${page.limit}) AS own
      ${withUsers(of)}
    ORDER BY own.id`.execute(db);
  return rows;
}

const DELIVERY_COLUMNS = sql`own.id, users.user_id AS "user", own.user_ref AS ref, own.kind, own.round, own.contact, own.says,
  own.state, own.email AS address, own.sent_at AS "sentAt",
  own.provider_id AS "providerId", told.told_at AS "toldAt", told.binds_at AS "bindsAt",
  own.may_repeat AS "mayRepeat"`;

const withUsers = ({ policy, version }: ReportedVersion) => sql`LEFT JOIN users ON users.ref = own.user_ref
  LEFT JOIN user_versions AS told ON told.user_ref = own.user_ref AND told.policy = ${policy}
    AND told.version = ${version} AND told.told_by = own.id`;

function releaseOf({ policy, version }: ReportedVersion) {
  return sql`SELECT release FROM versions WHERE policy = ${policy} AND version = ${version}`;
}
