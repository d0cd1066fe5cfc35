import { type Selectable, sql } from 'kysely';
import type { CountingAct, MadeAcceptance } from '../../domain/answers/counting.ts';
import type { Accepted } from '../../domain/answers/position.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Basis } from '../../domain/policies/policy.ts';
import type { SealedRecord } from '../../domain/record/act.ts';
import { preparedStatements } from '../engines/prepared.ts';
import { markUser, type User } from '../people/users.ts';
import { versionStands } from '../policies/versions.ts';
import { insertRecordRows, recordRows } from '../record/records.ts';
import type { Schema } from '../schema.ts';
import { type Condition, insertWhen, rowsOf, userIsMarked } from '../sql.ts';
import { isVoidedSql } from '../standing.ts';
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
  /** The screen on which it was done, where the product named one. */
  readonly presentation?: string | null;
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

/** The act of agreeing of that id, if there is one. */
export async function findAcceptanceById(db: Database, id: string): Promise<Acceptance | undefined> {
  const row = await db.selectFrom('acceptances').selectAll().where('id', '=', id).executeTakeFirst();
  return row && rowToAcceptance(row);
}

/** An acceptance that counts, of a version by a user. */
export type CountingOf = Pick<Acceptance, 'ref' | 'policy' | 'version'>;

/** Keeps an act of agreeing, where `condition` holds. Which act counts is written by itself. */
export function insertAcceptance(db: Database, acceptance: Acceptance, condition: Condition): Statement {
  return insertWhen(db, 'acceptances', acceptanceToRow(acceptance), condition);
}

/** Lets an act of agreeing count for a user and a version (null: none does), where `condition` holds. */
export function letCount(
  db: Database,
  of: CountingOf,
  counting: CountingAct | null,
  condition: Condition,
): Statement {
  const columns = {
    acceptance_id: counting?.id ?? null,
    basis: counting?.basis ?? null,
    accepted_at: counting?.at ?? null,
    accepted_since: counting?.since ?? null,
  };
  if (counting === null) {
    return db
      .updateTable('user_versions')
      .set(columns)
      .where('user_ref', '=', of.ref)
      .where('policy', '=', of.policy)
      .where('version', '=', of.version)
      .where(condition);
  }
  const row = { user_ref: of.ref, policy: of.policy, version: of.version, ...columns };
  return insertWhen(db, 'user_versions', row, condition, COUNTS_INSTEAD);
}

const COUNTS_INSTEAD = sql`(user_ref, policy, version) DO UPDATE SET acceptance_id = excluded.acceptance_id,
  basis = excluded.basis, accepted_at = excluded.accepted_at, accepted_since = excluded.accepted_since`;

/**
 * A user's act of agreeing: marks the user with `command`, where they are as they were read and the
 * version was not withdrawn, and then keeps the act, which counts, and its `records`. `touches`: fan-outs
 * have to meet the user again.
 */
export function insertAct(
  db: Database,
  user: Pick<User, 'command'>,
  command: string,
  acceptance: Acceptance & Pick<Accepted, 'since'>,
  records: readonly SealedRecord[],
  touches: boolean,
): Statement[] {
  const { presentation = null } = acceptance;
  const values = { ...acceptance, presentation, ...recordRows(records), expected: user.command, command };
  return touches ? actThatTouches(db, values) : act(db, values);
}

const ACT = {
  ...{
    id: '',
    ref: '',
    policy: '',
    version: 0,
    at: '',
    since: '',
    recordedAt: '',
    contentHash: '',
    locale: '',
  },
  ...{ basis: '', method: '', source: '', actor: '', presentation: '', expected: '', command: '' },
  ...{ records: '', secrets: '', waiting: '' },
};

const preparedAct = (touches: boolean) =>
  preparedStatements(ACT, (db, values) => {
    const acceptance = values as typeof ACT & Acceptance & CountingAct;
    const { ref, policy, version, recordedAt, command } = acceptance;
    const isMarked = userIsMarked(ref, command);
    return [
      markUser(db, { ref, command: values.expected }, command, {
        onlyWhere: versionStands(db, policy, version),
        ...(touches ? { touchedAt: recordedAt } : {}),
      }),
      insertAcceptance(db, acceptance, isMarked),
      letCount(db, acceptance, acceptance, isMarked),
      ...insertRecordRows(db, values, isMarked),
    ];
  });
const act = preparedAct(false);
const actThatTouches = preparedAct(true);

/**
 * All acts by which some users agreed to some versions that were not voided, whether they count or not, by
 * `ref`, policy and version as `actsKey` writes them.
 */
export async function listMadeAcceptances(
  db: Database,
  of: readonly CountingOf[],
): Promise<Map<string, MadeAcceptance[]>> {
  const wanted = rowsOf(of.map(({ ref, policy, version }) => ({ ref, policy, version })));
  const { rows } = await sql<MadeAcceptance & CountingOf>`
    SELECT made.id, made.basis, made.accepted_at AS "at", made.recorded_at AS "recordedAt", made.user_ref AS ref,
      made.policy, made.version
    FROM ${wanted} AS wanted CROSS JOIN acceptances AS made
    WHERE made.user_ref = value ->> 'ref' AND made.policy = value ->> 'policy'
      AND made.version = CAST(value ->> 'version' AS INTEGER)
      AND NOT ${isVoidedSql(sql.ref('made.id'))}`.execute(db);
  return Map.groupBy(rows, actsKey);
}

/** What a user and a version are found under among acts. */
export function actsKey({ ref, policy, version }: CountingOf): string {
  return `${ref} ${policy}/${version}`;
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
    .where((eb) => eb.not(isVoidedSql(sql.ref('acceptances.id'))))
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
    .where((eb) => eb.not(isVoidedSql(sql.ref('acceptances.id'))))
    .execute();
  return rows.map(rowToAcceptance);
}

/** Voids an acceptance by an appended record, because of what the provider reported. */
export function voidAcceptance(
  db: Database,
  acceptance: Pick<Acceptance, 'id'>,
  because: { readonly eventId: string; readonly at: Instant },
  condition: Condition,
): Statement {
  const voiding = { acceptance_id: acceptance.id, event_id: because.eventId, voided_at: because.at };
  return insertWhen(db, 'voidings', voiding, condition);
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
    presentation: acceptance.presentation ?? null,
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
    presentation: row.presentation,
  };
}
