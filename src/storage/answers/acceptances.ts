import { type Selectable, sql } from 'kysely';
import type { Instant } from '../../domain/instant.ts';
import type { Basis } from '../../domain/policies/policy.ts';
import type { SealedRecord } from '../../domain/record/act.ts';
import { preparedStatements } from '../engines/prepared.ts';
import { markUser, type User } from '../people/users.ts';
import { versionStands } from '../policies/versions.ts';
import { insertRecordRows, insertRecords, recordRows } from '../record/records.ts';
import type { Schema } from '../schema.ts';
import { type Condition, insertWhen, rowsOf, userIsMarked } from '../sql.ts';
import type { Database, Statement } from '../store.ts';

/** An act of agreeing. `actor` is the key or link it came through. Its record holds what is personal in it. */
export type Acceptance = {
  readonly id: string;
  readonly ref: string;
  readonly policy: string;
  readonly version: number;
  readonly basis: Basis;
  readonly at: Instant;
  readonly recordedAt: Instant;
  readonly contentHash: string;
  readonly locale: string;
  readonly method: string | null;
  readonly source: string | null;
  readonly actor: string;
};

/** The acceptance that counts for a user and a version, if there is one. */
export async function findAcceptance(
  db: Database,
  ref: string,
  policy: string,
  version: number,
): Promise<Acceptance | undefined> {
  const row = await db
    .selectFrom('user_versions')
    .innerJoin('acceptances', 'acceptances.id', 'user_versions.acceptance_id')
    .selectAll('acceptances')
    .where('user_versions.user_ref', '=', ref)
    .where('user_versions.policy', '=', policy)
    .where('user_versions.version', '=', version)
    .executeTakeFirst();
  return row && rowToAcceptance(row);
}

/** Keeps an act of agreeing and lets it count, where `condition` holds. */
export function insertAcceptance(db: Database, acceptance: Acceptance, condition: Condition): Statement[] {
  return [
    insertWhen(db, 'acceptances', acceptanceToRow(acceptance), condition),
    insertWhen(
      db,
      'user_versions',
      {
        user_ref: acceptance.ref,
        policy: acceptance.policy,
        version: acceptance.version,
        acceptance_id: acceptance.id,
        basis: acceptance.basis,
        accepted_at: acceptance.at,
      },
      condition,
      sql`(user_ref, policy, version) DO UPDATE SET
        acceptance_id = excluded.acceptance_id, basis = excluded.basis, accepted_at = excluded.accepted_at`,
    ),
  ];
}

/**
 * A user's act of agreeing: marks the user with `command`, where they are as they were read and the
 * version was not withdrawn, and then keeps the act and its `records`. `touches`: fan-outs have to meet
 * the user again.
 */
export function insertAct(
  db: Database,
  user: Pick<User, 'command'>,
  command: string,
  acceptance: Acceptance,
  records: readonly SealedRecord[],
  touches: boolean,
): Statement[] {
  const values = { ...acceptance, ...recordRows(records), expected: user.command, command };
  return touches ? actThatTouches(db, values) : act(db, values);
}

const ACT = {
  ...{ id: '', ref: '', policy: '', version: 0, at: '', recordedAt: '', contentHash: '', locale: '' },
  ...{ basis: '', method: '', source: '', actor: '', expected: '', command: '' },
  ...{ records: '', secrets: '', waiting: '' },
};

const preparedAct = (touches: boolean) =>
  preparedStatements(ACT, (db, values) => {
    const acceptance = values as typeof ACT & Acceptance;
    const { ref, policy, version, at, command } = acceptance;
    return [
      markUser(db, { ref, command: values.expected }, command, {
        onlyWhere: versionStands(db, policy, version),
        ...(touches ? { touchedAt: at } : {}),
      }),
      ...insertAcceptance(db, acceptance, userIsMarked(ref, command)),
      ...insertRecordRows(db, values, userIsMarked(ref, command)),
    ];
  });
const act = preparedAct(false);
const actThatTouches = preparedAct(true);

/** Lets the acceptance of a version count no more, since the user declined it later. */
export function revokeAcceptance(
  db: Database,
  ref: string,
  acceptanceId: string,
  condition: Condition,
): Statement {
  return db
    .updateTable('user_versions')
    .set({ acceptance_id: null, basis: null, accepted_at: null })
    .where('user_ref', '=', ref)
    .where('acceptance_id', '=', acceptanceId)
    .where(condition);
}

/** Lets a revoked acceptance count again, unless it was voided or the version accepted anew. */
export function restoreAcceptance(
  db: Database,
  ref: string,
  acceptanceId: string,
  condition: Condition,
): Statement {
  return sql`
    UPDATE user_versions SET acceptance_id = made.id, basis = made.basis, accepted_at = made.accepted_at
    FROM (SELECT id, policy, version, basis, accepted_at FROM acceptances WHERE id = ${acceptanceId}) AS made
    WHERE user_versions.user_ref = ${ref} AND user_versions.policy = made.policy
      AND user_versions.version = made.version AND user_versions.acceptance_id IS NULL AND ${condition}
      AND NOT EXISTS (SELECT 1 FROM voidings WHERE voidings.acceptance_id = made.id)`.compile(db);
}

/** When an act of agreeing was done that can count again: undefined once it was voided. */
export async function findRestorable(
  db: Database,
  acceptanceId: string,
): Promise<{ readonly at: Instant } | undefined> {
  return db
    .selectFrom('acceptances')
    .select('accepted_at as at')
    .where('id', '=', acceptanceId)
    .where('id', 'not in', (eb) => eb.selectFrom('voidings').select('acceptance_id'))
    .executeTakeFirst();
}

/** The deemed acceptances of a version by a user that were not voided. */
export async function listDeemedAcceptances(
  db: Database,
  ref: string,
  policy: string,
  version: number,
): Promise<Acceptance[]> {
  const rows = await db
    .selectFrom('acceptances')
    .selectAll()
    .where('user_ref', '=', ref)
    .where('policy', '=', policy)
    .where('version', '=', version)
    .where('basis', '=', 'deemed')
    .where('id', 'not in', (eb) => eb.selectFrom('voidings').select('acceptance_id'))
    .execute();
  return rows.map(rowToAcceptance);
}

/** Voids an acceptance by an appended record, because of what the provider reported, and lets it count no more. */
export function voidAcceptance(
  db: Database,
  acceptance: Pick<Acceptance, 'id' | 'ref'>,
  because: { readonly eventId: string; readonly at: Instant },
  condition: Condition,
): Statement[] {
  const voiding = { acceptance_id: acceptance.id, event_id: because.eventId, voided_at: because.at };
  return [
    insertWhen(db, 'voidings', voiding, condition),
    revokeAcceptance(db, acceptance.ref, acceptance.id, condition),
  ];
}

/**
 * Keeps agreements that happened elsewhere, each with its record; whoever already agreed to that version,
 * or was erased, keeps what they have.
 */
export function insertImportedAcceptances(
  db: Database,
  acceptances: readonly Acceptance[],
  records: readonly SealedRecord[],
): Statement[] {
  const imported = rowsOf(acceptances);
  return [
    sql`INSERT INTO acceptances (id, user_ref, policy, version, basis, accepted_at, recorded_at, content_hash,
        locale, source, actor)
      SELECT value ->> 'id', users.ref, value ->> 'policy', CAST(value ->> 'version' AS INTEGER), 'imported',
        value ->> 'at', value ->> 'recordedAt', value ->> 'contentHash', value ->> 'locale', value ->> 'source',
        value ->> 'actor'
      FROM ${imported} AS imported JOIN users ON users.ref = value ->> 'ref'
      WHERE users.erased_at IS NULL AND NOT EXISTS (SELECT 1 FROM user_versions AS own WHERE own.user_ref = users.ref
        AND own.policy = value ->> 'policy' AND own.version = CAST(value ->> 'version' AS INTEGER)
        AND own.accepted_at IS NOT NULL)
      ON CONFLICT DO NOTHING`.compile(db),
    sql`INSERT INTO user_versions (user_ref, policy, version, acceptance_id, basis, accepted_at)
      SELECT made.user_ref, made.policy, made.version, made.id, made.basis, made.accepted_at
      FROM ${imported} AS imported JOIN acceptances AS made ON made.id = value ->> 'id'
      WHERE true
      ON CONFLICT (user_ref, policy, version) DO UPDATE SET
        acceptance_id = excluded.acceptance_id, basis = excluded.basis, accepted_at = excluded.accepted_at`.compile(
      db,
    ),
    ...insertRecords(
      db,
      records,
      sql<boolean>`EXISTS (SELECT 1 FROM acceptances WHERE acceptances.id = substr(value ->> 'id', ${sql.lit('accepted:'.length + 1)}))`,
    ),
  ];
}

function acceptanceToRow(acceptance: Acceptance): Omit<Schema['acceptances'], 'ip' | 'user_agent'> {
  return {
    id: acceptance.id,
    user_ref: acceptance.ref,
    policy: acceptance.policy,
    version: acceptance.version,
    basis: acceptance.basis,
    accepted_at: acceptance.at,
    recorded_at: acceptance.recordedAt,
    content_hash: acceptance.contentHash,
    locale: acceptance.locale,
    method: acceptance.method,
    source: acceptance.source,
    actor: acceptance.actor,
  };
}

function rowToAcceptance(row: Selectable<Schema['acceptances']>): Acceptance {
  return {
    id: row.id,
    ref: row.user_ref,
    policy: row.policy,
    version: row.version,
    basis: row.basis,
    at: row.accepted_at,
    recordedAt: row.recorded_at,
    contentHash: row.content_hash,
    locale: row.locale,
    method: row.method,
    source: row.source,
    actor: row.actor,
  };
}
