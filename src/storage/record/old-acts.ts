import { sql } from 'kysely';
import type { Instant } from '../../domain/instant.ts';
import type { Act } from '../../domain/record/act.ts';
import type { Json } from '../../domain/record/canonical-json.ts';
import type { Database } from '../store.ts';

/** Acts that a table tells of, by the key under which it is gone on with. */
export type OldActs = readonly { readonly key: string; readonly acts: readonly Act[] }[];

/** Tells what a table knows of acts older than the record, after a key, in the order of keys. */
export type OldActSource = (db: Database, after: string, limit: number) => Promise<OldActs>;

type Row = Readonly<Record<string, string | number | null>>;

const instant = (value: Row[string]) => String(value) as Instant;
const textOf = (value: Row[string] | undefined) =>
  value === undefined || value === null ? null : String(value);
const parsed = (value: Row[string]) => JSON.parse(String(value ?? 'null')) as Json;

/** An act about a user and a version, as a row names them. */
function actOf(
  row: Row,
  act: Pick<Act, 'kind' | 'about' | 'facts' | 'personal'> & {
    readonly at: Row[string];
    readonly actor: Row[string];
  },
  recordedAt: Row[string] = act.at,
): Act {
  return {
    kind: act.kind,
    about: act.about,
    at: instant(act.at),
    recordedAt: instant(recordedAt),
    actor: String(act.actor ?? 'unknown'),
    ref: textOf(row.user_ref),
    policy: textOf(row.policy),
    version: row.version === null || row.version === undefined ? null : Number(row.version),
    facts: act.facts,
    personal: act.personal,
    isOlderThanRecord: true,
  };
}

/** A source whose rows have a key each; `query` answers them in its order, each with the columns that `toActs` reads. */
function sourceOf(
  query: (after: string, limit: number) => ReturnType<typeof sql<Row>>,
  toActs: (row: Row) => readonly Act[],
): OldActSource {
  return async (db, after, limit) => {
    const { rows } = await query(after, limit).execute(db);
    return rows.map((row) => ({ key: String(row.key), acts: toActs(row) }));
  };
}

const versions = sourceOf(
  (after, limit) => sql<Row>`
    SELECT versions.*, version_texts.locale, versions.policy || '/' || (10000000 + versions.version) AS key
    FROM versions JOIN version_texts ON version_texts.policy = versions.policy AND version_texts.version = versions.version
    WHERE versions.policy || '/' || (10000000 + versions.version) > ${after}
    ORDER BY versions.policy || '/' || (10000000 + versions.version) LIMIT ${limit}`,
  (row) => {
    const about = `${row.policy}/${row.version}`;
    const posted = actOf(row, {
      ...{ kind: 'posted', about, at: row.posted_at as string, actor: row.key_id as string },
      facts: {
        ...{ change: row.change, acceptance: row.acceptance, effectiveAt: row.effective_at },
        ...{
          rule: parsed(row.rule as string),
          lateNotice: row.late_notice,
          reminders: parsed(row.reminders as string),
        },
        ...{
          timeZone: row.time_zone,
          locale: row.locale,
          contentHash: row.content_hash,
          summary: row.summary,
        },
        ...{ reason: row.reason, recipients: row.recipients, previous: row.previous },
      } as Act['facts'],
    });
    if (row.withdrawn_at === null) return [posted];
    const facts = { reason: textOf(row.withdrawal_reason), replacedBy: null };
    const at = row.withdrawn_at as string;
    return [posted, actOf(row, { kind: 'withdrawn', about, at, actor: row.withdrawn_by as string, facts })];
  },
);

const acceptances = sourceOf(
  (after, limit) => sql<Row>`
    SELECT own.*, own.id AS key, told.told_at, told.binds_at, told.told_by FROM acceptances AS own
      LEFT JOIN user_versions AS told ON told.user_ref = own.user_ref AND told.policy = own.policy
        AND told.version = own.version
    WHERE own.id > ${after} ORDER BY own.id LIMIT ${limit}`,
  (row) => {
    const { id, basis, locale, content_hash: contentHash } = row;
    const use =
      basis === 'deemed'
        ? { usedAt: row.accepted_at, toldAt: row.told_at, bindsAt: row.binds_at, toldBy: row.told_by }
        : null;
    const facts = {
      acceptance: id,
      basis,
      contentHash,
      locale,
      page: null,
      use,
    } as Act['facts'];
    const personal = {
      ...{ ip: textOf(row.ip), userAgent: textOf(row.user_agent) },
      ...{ method: textOf(row.method), source: textOf(row.source) },
    };
    const about = String(id);
    const { accepted_at: at = null, actor = null } = row;
    return [actOf(row, { kind: 'accepted', about, at, actor, facts, personal }, row.recorded_at)];
  },
);

const showings = sourceOf(
  (after, limit) => sql<Row>`
    SELECT showings.*, showings.id AS key, versions.content_hash FROM showings
      JOIN versions ON versions.policy = showings.policy AND versions.version = showings.version
    WHERE showings.id > ${after} ORDER BY showings.id LIMIT ${limit}`,
  (row) => {
    const { shown_at: at = null, key_id: actor = null } = row;
    const facts = { showing: String(row.id), contentHash: String(row.content_hash) };
    return [actOf(row, { kind: 'shown', about: String(row.id), at, actor, facts })];
  },
);

/** Mails as the tables know them: of what was sent to the byte, only the rendition is named. */
const mailsOf = (table: 'deliveries' | 'ended_deliveries') =>
  sourceOf(
    (after, limit) => sql<Row>`
      SELECT own.*, own.id AS key, chunks.envelope, chunks.rendition_id, versions.content_hash
      FROM ${sql.table(table)} AS own JOIN chunks ON chunks.id = own.chunk_id
        JOIN versions ON versions.policy = own.policy AND versions.version = own.version
      WHERE own.id > ${after} AND own.sent_at IS NOT NULL AND own.provider_id IS NOT NULL
      ORDER BY own.id LIMIT ${limit}`,
    (row) => {
      const { kind, round, locale, base_version: baseVersion, content_hash: contentHash } = row;
      const { from = null } = parsed(row.envelope ?? null) as { readonly from?: string };
      const facts = {
        ...{ delivery: row.id, notice: { kind, round, baseVersion, locale }, rendition: row.rendition_id },
        ...{
          words: null,
          contentHash,
          chunk: { id: row.chunk_id, hash: null },
          from,
          providerId: row.provider_id,
        },
      } as Act['facts'];
      const sent = { kind: 'sent', about: String(row.id), at: row.sent_at ?? null, actor: 'sender' } as const;
      return [actOf(row, { ...sent, facts, personal: { email: textOf(row.email) } })];
    },
  );

const providerEvents = sourceOf(
  (after, limit) => sql<Row>`
    SELECT own.*, own.id AS key, coalesce(deliveries.policy, ended.policy) AS policy,
      coalesce(deliveries.version, ended.version) AS version
    FROM provider_events AS own LEFT JOIN deliveries ON deliveries.id = own.delivery_id
      LEFT JOIN ended_deliveries AS ended ON ended.id = own.delivery_id
    WHERE own.id > ${after} ORDER BY own.id LIMIT ${limit}`,
  (row) => {
    const { occurred_at: at = null, received_at: receivedAt = null } = row;
    const [event, type, delivery] = [String(row.id), String(row.type), String(row.delivery_id)];
    const facts = { event, type, delivery, occurredAt: textOf(at) };
    const personal = { payload: textOf(row.payload) };
    return [
      actOf(
        row,
        { kind: 'provider-event', about: event, at, actor: 'provider', facts, personal },
        receivedAt,
      ),
    ];
  },
);

const voidings = sourceOf(
  (after, limit) => sql<Row>`
    SELECT own.*, own.acceptance_id AS key, made.user_ref, made.policy, made.version
    FROM voidings AS own JOIN acceptances AS made ON made.id = own.acceptance_id
    WHERE own.acceptance_id > ${after} ORDER BY own.acceptance_id LIMIT ${limit}`,
  (row) => {
    const acceptance = String(row.acceptance_id);
    const voided = {
      kind: 'voided',
      about: acceptance,
      at: row.voided_at ?? null,
      actor: 'provider',
    } as const;
    return [actOf(row, { ...voided, facts: { acceptance, event: String(row.event_id) } })];
  },
);

const resolutions = sourceOf(
  (after, limit) => sql<Row>`
    SELECT own.*, own.delivery_id AS key, coalesce(deliveries.policy, ended.policy) AS policy,
      coalesce(deliveries.version, ended.version) AS version
    FROM resolutions AS own LEFT JOIN deliveries ON deliveries.id = own.delivery_id
      LEFT JOIN ended_deliveries AS ended ON ended.id = own.delivery_id
    WHERE own.delivery_id > ${after} ORDER BY own.delivery_id LIMIT ${limit}`,
  (row) => {
    const delivery = String(row.delivery_id);
    const { resolved_at: at = null, key_id: actor = null } = row;
    const facts = {
      delivery,
      as: textOf(row.resolved_as),
      takenAt: textOf(row.taken_at),
    };
    const personal = { reason: textOf(row.reason) };
    return [actOf(row, { kind: 'resolved', about: delivery, at, actor, facts, personal })];
  },
);

const terminations = sourceOf(
  (after, limit) => sql<Row>`
    SELECT own.*, own.id AS key, made.id AS acceptance, made.version AS accepted_version, made.actor AS ended_actor
    FROM terminations AS own LEFT JOIN acceptances AS made ON made.id = (
      SELECT id FROM acceptances WHERE user_ref = own.user_ref AND accepted_at = own.ended_at
        AND own.ended_by <> 'cancelled' ORDER BY id LIMIT 1)
    WHERE own.id > ${after} ORDER BY own.id LIMIT ${limit}`,
  (row) => {
    const { declined_at: at = null, actor = null, ended_at: endedAt = null, ended_by: by } = row;
    const termination = String(row.id);
    const { leaves_when: when, terminates_at: terminatesAt, holds, revokes } = row;
    const leaving = actOf(row, {
      ...{ kind: 'leaving', about: termination, at, actor },
      facts: { termination, when, terminatesAt, holds, revokes, page: null } as Act['facts'],
      personal: { reason: textOf(row.reason) },
    });
    const acceptance = textOf(row.acceptance);
    const ended = { at: endedAt, actor: row.ended_actor ?? null };
    if (by === 'returned' && acceptance !== null) {
      const facts = { acceptance, terminations: [termination] };
      const about = { ...row, version: row.accepted_version ?? null };
      return [leaving, actOf(about, { kind: 'returned', about: acceptance, ...ended, facts })];
    }
    if (by === null || by === 'returned') return [leaving];
    const facts = { termination, by: textOf(by), acceptance, restores: null, page: null };
    return [leaving, actOf(row, { kind: 'cancelled', about: termination, ...ended, facts })];
  },
);

const erasures = sourceOf(
  (after, limit) => sql<Row>`
    SELECT ref AS user_ref, ref AS key, erased_at FROM users
    WHERE erased_at IS NOT NULL AND ref > ${after} ORDER BY ref LIMIT ${limit}`,
  (row) => [
    actOf(row, { kind: 'erased', about: String(row.key), at: row.erased_at ?? null, actor: null, facts: {} }),
  ],
);

/** Every table that tells of acts, causes before effects. */
export const OLD_ACT_SOURCES: readonly OldActSource[] = [
  ...[versions, mailsOf('deliveries'), mailsOf('ended_deliveries'), resolutions, showings],
  ...[acceptances, providerEvents, voidings, terminations, erasures],
];
