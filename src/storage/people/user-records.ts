import { sql } from 'kysely';
import { EARLIER_AGREEMENT } from '../../domain/answers/position.ts';
import type { Instant } from '../../domain/instant.ts';
import { textToSays } from '../../domain/notices/says.ts';
import { listRecordsOfUser } from '../record/records.ts';
import { IS_OF_ANY_NOTICE } from '../sql.ts';
import { acceptanceHasCome, agreedAtSql, agreedBySql } from '../standing.ts';
import type { Database } from '../store.ts';
import { listHeldValues } from './held-values.ts';

/** A record about a user, under the names that the API gives its fields. */
export type UserRecordFields = Readonly<Record<string, unknown>>;

/** Every record about a user, by what it is of. */
export type UserRecords = Readonly<Record<keyof typeof READERS, readonly UserRecordFields[]>>;

/** Everything that is kept about a user besides their own row by `asOf`, each list in the order of time. */
export async function listRecordsOf(db: Database, ref: string, asOf: Instant): Promise<UserRecords> {
  const lists: [string, readonly UserRecordFields[]][] = [];
  for (const [name, read] of Object.entries(READERS)) lists.push([name, await read(db, ref, asOf)]);
  return Object.fromEntries(lists) as UserRecords;
}

/** One reader for each table with a `user_ref`; ended deliveries stand among the notices. */
const READERS = {
  acceptances: async (db: Database, ref: string) => {
    const rows = await db
      .selectFrom('acceptances')
      .leftJoin('voidings', 'voidings.acceptance_id', 'acceptances.id')
      .leftJoin('record_secrets', (on) => on.on('record_id', '=', sql`'accepted:' || acceptances.id`))
      .select(['acceptances.id', 'acceptances.policy', 'acceptances.version', 'basis'])
      .select(['accepted_at as acceptedAt', 'recorded_at as recordedAt'])
      .select(['content_hash as contentHash', 'locale', 'method', 'source', 'ip', 'user_agent as userAgent'])
      .select('presentation')
      .leftJoin('answer_voidings as by_hand', (on) =>
        on.onRef('act_id', '=', 'acceptances.id').on('because', 'is', null),
      )
      .select(['acceptances.actor', 'voidings.event_id as voidedBy', 'personal'])
      .select((eb) => eb.fn.coalesce('voidings.voided_at', 'by_hand.voided_at').as('voidedAt'))
      .where('acceptances.user_ref', '=', ref)
      .orderBy('recorded_at')
      .orderBy('acceptances.id')
      .execute();
    return rows.map(({ personal, ...row }) => {
      const { ip = row.ip, userAgent = row.userAgent } = personalOf(personal);
      return { ...row, ip, userAgent };
    });
  },
  answers: (db: Database, ref: string) =>
    db
      .selectFrom('answers')
      .select(['id', 'policy', 'version', 'answer', 'part', 'content_hash as contentHash', 'actor'])
      .select([
        'answered_at as at',
        'recorded_at as recordedAt',
        'ended_at as endedAt',
        'ended_by as endedBy',
      ])
      .where('user_ref', '=', ref)
      .orderBy('answered_at')
      .orderBy('id')
      .execute(),
  answerVoidings: (db: Database, ref: string) =>
    db
      .selectFrom('answer_voidings')
      .select(['id', 'policy', 'version', 'act_id as act', 'because', 'voided_at as voidedAt', 'actor'])
      .where('user_ref', '=', ref)
      .orderBy('voided_at')
      .orderBy('id')
      .execute(),
  earlierAgreements: (db: Database, ref: string) =>
    db
      .selectFrom('earlier_agreements')
      .select(['id', 'policy', 'agreed_at as agreedAt', 'recorded_at as recordedAt', 'source', 'actor'])
      .where('user_ref', '=', ref)
      .orderBy('recorded_at')
      .orderBy('id')
      .execute(),
  records: async (db: Database, ref: string) => {
    const rows = await listRecordsOfUser(db, ref);
    const records = rows.map(({ position, body, personal }) => {
      // The salt is there so that a hash tells nothing, and says nothing of anybody.
      const { salt: _, ...said } = personalOf(personal);
      const record = JSON.parse(body) as { readonly recordedAt: string; readonly id: string };
      return { position, record, personal: personal === null ? null : said };
    });
    const place = ({ record }: (typeof records)[number]) => `${record.recordedAt} ${record.id}`;
    return records.toSorted((a, b) => (place(a) < place(b) ? -1 : 1));
  },
  terminations: (db: Database, ref: string) =>
    db
      .selectFrom('terminations')
      .select(['id', 'policy', 'version', 'leaves_when as when', 'reason', 'declined_at as declinedAt'])
      .select(['recorded_at as recordedAt', 'terminates_at as terminatesAt', 'holds', 'revokes', 'actor'])
      .select(['ended_at as endedAt', 'ended_by as endedBy', 'ended_over as endedOver'])
      .where('user_ref', '=', ref)
      .orderBy('declined_at')
      .orderBy('id')
      .execute(),
  versions: async (db: Database, ref: string, asOf: Instant) => {
    const rows = await db
      .selectFrom('user_versions')
      .select(['policy', 'version', 'told_at as toldAt', 'told_by as toldBy', 'binds_at as bindsAt'])
      .select(['acceptance_id as acceptance', agreedBySql('user_versions').as('basis')])
      .select([agreedAtSql('user_versions').as('acceptedAt'), 'effective_at', 'closes_at', 'outcome'])
      .select(['accepted_since as acceptedSince', acceptanceHasCome('user_versions', asOf).as('has_come')])
      .where('user_ref', '=', ref)
      .orderBy('policy')
      .orderBy('version')
      .execute();
    const none = { acceptance: null, basis: null, acceptedAt: null, acceptedSince: null };
    return rows.map(({ has_come, version, effective_at, closes_at, outcome, ...row }) => {
      // PostgreSQL answers a condition as true, SQLite as 1.
      const counting = has_come ? row : { ...row, ...none };
      const own = { effectiveAt: effective_at, closesAt: closes_at, ...(readable(outcome) as object) };
      return {
        ...{ ...counting, version: version === EARLIER_AGREEMENT ? null : version },
        ...(outcome === null ? {} : { own }),
      };
    });
  },
  notices: listNotices,
  showings: (db: Database, ref: string) =>
    db
      .selectFrom('showings')
      .select(['id', 'policy', 'version', 'shown_at as shownAt', 'key_id as key'])
      .where('user_ref', '=', ref)
      .orderBy('shown_at')
      .execute(),
  readerEvents: async (db: Database, ref: string) => {
    const rows = await db
      .selectFrom('reader_events')
      .select(['id', 'kind', 'channel', 'policy', 'version', 'happened_at as at', 'states'])
      .select(['recorded_at as recordedAt', 'key_id as key'])
      .where('user_ref', '=', ref)
      .orderBy('happened_at')
      .orderBy('id')
      .execute();
    return rows.map((row) => ({ ...row, states: readable(row.states) }));
  },
  providerEvents: async (db: Database, ref: string) => {
    const rows = await db
      .selectFrom('provider_events')
      .leftJoin('record_secrets', (on) =>
        on.on('record_id', '=', sql`'provider-event:' || provider_events.id`),
      )
      .select(['id', 'delivery_id as notice', 'type', 'occurred_at as occurredAt'])
      .select(['received_at as receivedAt', 'payload', 'personal'])
      .where('provider_events.user_ref', '=', ref)
      .orderBy('received_at')
      .orderBy('id')
      .execute();
    return rows.map(({ personal, ...row }) => {
      const { payload = row.payload } = personalOf(personal);
      return { ...row, payload: readable(payload) };
    });
  },
  resolutions: (db: Database, ref: string) =>
    db
      .selectFrom('resolutions')
      .select(['delivery_id as notice', 'resolved_as as as', 'taken_at as takenAt', 'reason'])
      .select(['resolved_at as resolvedAt', 'key_id as key'])
      .where('user_ref', '=', ref)
      .orderBy('resolved_at')
      .execute(),
  holds: (db: Database, ref: string) =>
    db
      .selectFrom('holds')
      .select(['id', 'reason', 'held_at as heldAt', 'held_by as heldBy', 'lift_reason as liftReason'])
      .select(['lifted_at as liftedAt', 'lifted_by as liftedBy'])
      .where('user_ref', '=', ref)
      .orderBy('held_at')
      .execute(),
  links: (db: Database, ref: string) =>
    db
      .selectFrom('links')
      .select(['id', 'policy', 'version', 'made_at as madeAt', 'made_by as madeBy'])
      .select(['ended_at as endedAt', 'ended_by as endedBy'])
      .where('user_ref', '=', ref)
      .orderBy('made_at')
      .orderBy('id')
      .execute(),
  sittings: async (db: Database, ref: string) => {
    const rows = await db
      .selectFrom('sittings')
      .select(['id', 'tells', 'return_to as returnTo', 'made_at as madeAt', 'made_by as madeBy'])
      .select(['opened_at as openedAt', 'ended_at as endedAt'])
      .where((eb) => eb.or([eb('user_ref', '=', ref), eb('seat_ref', '=', ref)]))
      .orderBy('made_at')
      .orderBy('id')
      .execute();
    return rows.map(({ tells, ...row }) => ({ ...row, about: JSON.parse(tells) as unknown }));
  },
  // Not the hash, which would lead whoever guesses to a page.
  receiptLinks: (db: Database, ref: string) =>
    db
      .selectFrom('receipt_links')
      .select('delivery_id as notice')
      .where('user_ref', '=', ref)
      .orderBy('delivery_id')
      .execute(),
  // Also those that were removed, of which no address is left but under a legal hold.
  contacts: (db: Database, ref: string) =>
    db
      .selectFrom('contacts')
      .select(['contact', 'email', 'locale', 'purpose', 'added_at as addedAt', 'removed_at as removedAt'])
      .where('user_ref', '=', ref)
      .orderBy('contact')
      .execute(),
  // What they did for a party is in its records; of theirs is what was personal in it.
  seatActs: async (db: Database, ref: string) => {
    const { rows } = await sql<{ id: string; kind: string; body: string; personal: string | null }>`
      SELECT records.id, records.kind, records.body, secrets.personal
      FROM seat_acts JOIN records ON records.id = seat_acts.record_id
        LEFT JOIN record_secrets AS secrets ON secrets.record_id = records.id
      WHERE seat_acts.user_ref = ${ref} ORDER BY records.id`.execute(db);
    const acts = rows.map(({ id, kind, body, personal }) => {
      const { at, policy, version } = JSON.parse(body) as Readonly<
        Record<'at' | 'policy' | 'version', string>
      >;
      const { salt: _, ...said } = personalOf(personal);
      return { id, kind, at, policy, version, personal: personal === null ? null : said };
    });
    return acts.toSorted((a, b) => (`${a.at} ${a.id}` < `${b.at} ${b.id}` ? -1 : 1));
  },
  known: listHeldValues,
  replies: async (db: Database, ref: string) => {
    const rows = await db
      .selectFrom('replies')
      .select(['method', 'path', 'idempotency_key as idempotencyKey', 'status', 'headers', 'body'])
      .select(['key_id as key', 'created_at as createdAt'])
      .where('user_ref', '=', ref)
      .orderBy('created_at')
      .orderBy('path')
      .execute();
    return rows.map((row) => ({ ...row, headers: readable(row.headers), body: readable(row.body) }));
  },
};

async function listNotices(db: Database, ref: string): Promise<UserRecordFields[]> {
  const columns = sql`own.id, own.kind, own.round, own.contact, own.says, own.state, own.email AS address, chunks.frozen_at AS "writtenAt", renditions.subject,
    own.sent_at AS "sentAt", own.provider_id AS "providerId", own.may_repeat AS "mayRepeat", own.words`;
  const words = sql`LEFT JOIN chunks ON chunks.id = own.chunk_id
    LEFT JOIN renditions ON renditions.id = chunks.rendition_id`;
  const { rows } = await sql<
    UserRecordFields & {
      id: string | null;
      says: string;
      contact: number;
      writtenAt: string | null;
      words: string | null;
    }
  >`
    SELECT ${columns}, NULL AS "endedAt"
      FROM (SELECT * FROM deliveries WHERE ${IS_OF_ANY_NOTICE} AND user_ref = ${ref}) AS own ${words}
    UNION ALL SELECT ${columns}, own.ended_at AS "endedAt" FROM ended_deliveries AS own ${words}
      WHERE own.user_ref = ${ref}`.execute(db);
  const place = (row: (typeof rows)[number]) => `${row.writtenAt ?? '~'} ${row.id ?? ''}`;
  return rows
    .toSorted((a, b) => (place(a) < place(b) ? -1 : 1))
    .map(({ says, contact, ...row }) => {
      const { language, tells } = textToSays(says);
      const told = tells.map(({ base, ...one }) => ({ ...one, baseVersion: base }));
      return {
        ...row,
        ...(contact > 0 && { contact }),
        locale: language,
        tells: told,
        words: readable(row.words),
      };
    });
}

/** What the personal part of a record holds, while it is kept. */
function personalOf(stored: string | null): {
  readonly [name in 'ip' | 'userAgent' | 'payload' | 'salt']?: string;
} {
  return stored === null ? {} : JSON.parse(stored);
}

/** JSON as what it says; anything else as it is. */
function readable(stored: string | null): unknown {
  try {
    return stored === null ? null : (JSON.parse(stored) as unknown);
  } catch {
    return stored;
  }
}
