import { type Selectable, type SqlBool, sql } from 'kysely';
import type { Instant } from '../../domain/instant.ts';
import type { Period } from '../../domain/period.ts';
import type { AskingPause } from '../../domain/policies/asking-pause.ts';
import type { Policy } from '../../domain/policies/policy.ts';
import type { NoticeRules } from '../../domain/rules/notice-rules.ts';
import { preparedQuery } from '../engines/prepared.ts';
import type { Schema } from '../schema.ts';
import { anyBeginsWith, type Condition } from '../sql.ts';
import type { Database, Statement } from '../store.ts';

/** A policy and the name of the write that last changed it: what a write over it compares with. */
export type StoredPolicy = Policy & {
  readonly lastVersion: number;
  readonly command: string;
  /** The last one that was not ended before its time, whether it is over by now or not. */
  readonly askingPause: AskingPause | null;
};

/** The policy of that name, if there is one. */
export async function findPolicy(db: Database, policy: string): Promise<StoredPolicy | undefined> {
  const [row] = await policiesOfName(db, [policy]);
  return row && rowToPolicy(row);
}

const policiesOfName = preparedQuery((db) =>
  db.selectFrom('policies').selectAll().where('policy', '=', '').compile(),
);

const NAMES = [sql<string>`policy`, sql<string>`lower(title)`];

/** Policies in the order of their names, after `after`. */
export async function listPolicies(
  db: Database,
  page: {
    readonly after?: string | undefined;
    readonly limit?: number;
    /** How the name or the title begins. */
    readonly beginning?: string | undefined;
  } = {},
): Promise<StoredPolicy[]> {
  let query = db.selectFrom('policies').selectAll().orderBy('policy');
  if (page.beginning !== undefined) {
    query = query.where(anyBeginsWith(db, NAMES, page.beginning));
  }
  if (page.after !== undefined) query = query.where('policy', '>', page.after);
  if (page.limit !== undefined) query = query.limit(page.limit);
  return (await query.execute()).map(rowToPolicy);
}

/** The names of the policies of which the name or the title begins so. */
export function policiesBeginning(db: Database, beginning: string) {
  return db
    .selectFrom('policies')
    .select('policy')
    .where(anyBeginsWith(db, NAMES, beginning));
}

/** Policies of which `condition` holds, in the order of their names. */
export async function listPoliciesOf(db: Database, condition: Condition): Promise<StoredPolicy[]> {
  const rows = await db.selectFrom('policies').selectAll().where(condition).orderBy('policy').execute();
  return rows.map(rowToPolicy);
}

/** The policies of the versions of a release, in the order of their names. */
export async function listPoliciesOfRelease(db: Database, release: string): Promise<StoredPolicy[]> {
  return listPoliciesOf(db, sql<SqlBool>`policy IN (SELECT policy FROM versions WHERE release = ${release})`);
}

/** Inserts a policy, or changes it where it is still as `expected` (the command of the write that was read). */
export function upsertPolicy(
  db: Database,
  policy: Policy,
  write: {
    readonly command: string;
    readonly expected: string | null;
    readonly now: Instant;
    readonly keyId: string;
  },
): Statement {
  const row = {
    title: policy.title,
    titles: JSON.stringify(policy.titles),
    locale: policy.locale,
    time_zone: policy.timeZone,
    acceptance: policy.acceptance,
    notice_minor: policy.notice.minor,
    notice_substantial: policy.notice.substantial,
    notice_late: policy.notice.late,
    reminders: JSON.stringify(policy.reminders),
    remind_at_effect: policy.remindAtEffect ? (1 as const) : (0 as const),
    rules: policy.rules && JSON.stringify(policy.rules),
    applies_to: policy.appliesTo,
    revocable: policy.revocable ? (1 as const) : (0 as const),
    required: policy.required ? (1 as const) : (0 as const),
    approvals: policy.approvals,
    grace: policy.grace,
    incorporates: JSON.stringify(policy.incorporates),
    command: write.command,
    updated_at: write.now,
    key_id: write.keyId,
  };
  if (write.expected === null) {
    return db
      .insertInto('policies')
      .values({ ...row, policy: policy.policy, last_version: 0, created_at: write.now })
      .onConflict((conflict) => conflict.doNothing());
  }
  return db
    .updateTable('policies')
    .set(row)
    .where('policy', '=', policy.policy)
    .where('command', '=', write.expected);
}

/** Marks a policy for a write over its versions, where it is still as it was read. */
export function markPolicy(
  db: Database,
  policy: StoredPolicy,
  write: { readonly command: string; readonly lastVersion: number },
): Statement {
  return db
    .updateTable('policies')
    .set({ command: write.command, last_version: write.lastVersion })
    .where('policy', '=', policy.policy)
    .where('command', '=', policy.command);
}

/** Says which is the highest number that a policy gave a version, where `condition` holds. */
export function setLastVersion(
  db: Database,
  policy: string,
  lastVersion: number,
  condition: Condition,
): Statement {
  return db
    .updateTable('policies')
    .set({ last_version: lastVersion })
    .where('policy', '=', policy)
    .where(condition);
}

/** Says that asking about a policy is paused, or is not any more, where `condition` holds. */
export function setAskingPause(
  db: Database,
  policy: string,
  pause: AskingPause | null,
  condition: Condition,
): Statement {
  return db
    .updateTable('policies')
    .set({ asking_pause: pause && JSON.stringify(pause) })
    .where('policy', '=', policy)
    .where(condition);
}

/** The policies about which asking was paused and not let go on since, whether the pause is over by now or not. */
export function listPausedPolicies(db: Database): Promise<StoredPolicy[]> {
  return listPoliciesOf(db, sql<SqlBool>`asking_pause IS NOT NULL`);
}

function rowToPolicy(row: Selectable<Schema['policies']>): StoredPolicy {
  return {
    policy: row.policy,
    title: row.title,
    titles: JSON.parse(row.titles) as Record<string, string>,
    locale: row.locale,
    timeZone: row.time_zone,
    acceptance: row.acceptance,
    notice: { minor: row.notice_minor, substantial: row.notice_substantial, late: row.notice_late },
    reminders: JSON.parse(row.reminders) as Period[],
    remindAtEffect: row.remind_at_effect === 1,
    rules: row.rules === null ? null : (JSON.parse(row.rules) as NoticeRules),
    appliesTo: row.applies_to,
    revocable: row.revocable === 1,
    required: row.required === 1,
    approvals: row.approvals,
    grace: row.grace,
    incorporates: JSON.parse(row.incorporates) as string[],
    lastVersion: row.last_version,
    command: row.command,
    askingPause: row.asking_pause === null ? null : (JSON.parse(row.asking_pause) as AskingPause),
  };
}
