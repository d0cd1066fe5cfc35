/*
 * The rows of policies, their versions and texts, and the comparisons kept of them. What was posted is
 * never changed, but for its withdrawal and for whether its sending is paused.
 */

import { type Selectable, sql } from 'kysely';
import type { Instant } from '../../domain/instant.ts';
import type { Period } from '../../domain/period.ts';
import { withEditions } from '../../domain/policies/editions.ts';
import { type FrozenRules, generalAcceptance } from '../../domain/policies/frozen-rules.ts';
import type {
  EffectiveDateRule,
  TextEdition,
  Version,
  VersionText,
  Withdrawal,
} from '../../domain/policies/policy.ts';
import type { SendingPlan } from '../../domain/sending/sending-plan.ts';
import type { Schema } from '../schema.ts';
import { ALWAYS, allOf, type Condition, forShare, insertWhen } from '../sql.ts';
import type { Database, Statement } from '../store.ts';
import { listEditions } from './editions.ts';
import { insertTranslations, listTranslations, type TranslatedText } from './texts.ts';

/** The versions of a policy in the order of their numbers, without the content of their texts. */
export async function listVersions(db: Database, policy: string): Promise<Version[]> {
  const rows = await db
    .selectFrom('versions')
    .selectAll()
    .where('policy', '=', policy)
    .orderBy('version')
    .execute();
  const translations = await listTranslations(db, policy);
  const editions = await listEditions(db, policy);
  return rows.map((row) => rowToVersion(row, translations, editions));
}

/** The versions of every policy, by policy and number, without the content of their texts. */
export async function listAllVersions(db: Database): Promise<Version[]> {
  const rows = await db.selectFrom('versions').selectAll().orderBy('policy').orderBy('version').execute();
  const translations = await listTranslations(db, null);
  const editions = await listEditions(db, null);
  return rows.map((row) => rowToVersion(row, translations, editions));
}

/** Inserts a posted version and its texts where `condition` holds; `content` is the one that prevails. */
export function insertVersion(
  db: Database,
  version: Version,
  texts: { readonly content: string; readonly translations: readonly TranslatedText[] },
  write: { readonly keyId: string; readonly command: string },
  condition: Condition,
): Statement[] {
  const { policy, version: number, locale } = version;
  const { content, translations } = texts;
  return [
    insertWhen(db, 'versions', versionToRow(version, write), condition),
    insertWhen(db, 'version_texts', { policy, version: number, locale, content }, condition),
    ...insertTranslations(db, version, translations, write, condition),
  ];
}

/** The row of a version that is being posted, without the columns that are null. */
export function versionToRow(
  version: Version,
  write: { readonly keyId: string; readonly command: string },
): Partial<Schema['versions']> {
  return {
    policy: version.policy,
    version: version.version,
    release: version.release,
    change: version.change,
    ...(version.class === version.change ? {} : { class: version.class }),
    acceptance: version.acceptance === 'explicit' ? 'explicit' : 'deemed',
    posted_at: version.postedAt,
    effective_at: version.effectiveAt,
    rule: JSON.stringify(version.rule),
    late_notice: version.lateNotice,
    reminders: JSON.stringify(version.reminders),
    remind_at_effect: version.remindAtEffect ? 1 : 0,
    time_zone: version.timeZone,
    locale: version.locale,
    summary: version.summary,
    reason: version.reason,
    content_hash: version.contentHash,
    recipients: version.recipients,
    ...(version.previous === null ? {} : { previous: version.previous }),
    source: version.source,
    ...(version.rules === null ? {} : { rules: JSON.stringify(version.rules) }),
    ...(version.wording === undefined ? {} : { wording: JSON.stringify(version.wording) }),
    ...(version.sending === null ? {} : { sending: JSON.stringify(version.sending) }),
    key_id: write.keyId,
    command: write.command,
  };
}

/** Withdraws versions that are still announced, where `condition` holds. */
export function withdrawVersions(
  db: Database,
  policy: string,
  versions: readonly number[],
  withdrawal: Withdrawal & { readonly keyId: string },
  condition: Condition,
): Statement {
  return db
    .updateTable('versions')
    .set({
      withdrawn_at: withdrawal.at,
      withdrawal_reason: withdrawal.reason,
      withdrawn_by: withdrawal.keyId,
      replaced_by: withdrawal.replacedBy ?? null,
      // Whoever was told must hear that it is withdrawn, so that goes out.
      paused_at: null,
      paused_by: null,
    })
    .where('policy', '=', policy)
    .where('version', 'in', versions)
    .where('withdrawn_at', 'is', null)
    .where('effective_at', '>', withdrawal.at)
    .where(condition);
}

/**
 * Holds back the notices of what stands of a release from `pause.at` on, or lets those of all of it go out again (null),
 * where `condition` holds: a restore may have held back the notice of a withdrawal too.
 */
export function pauseVersions(
  db: Database,
  release: string,
  pause: { readonly at: Instant; readonly keyId: string } | null,
  condition: Condition,
): Statement {
  return db
    .updateTable('versions')
    .set({ paused_at: pause?.at ?? null, paused_by: pause?.keyId ?? null })
    .where('release', '=', release)
    .where(pause === null ? ALWAYS : sql<boolean>`withdrawn_at IS NULL`)
    .where(condition);
}

/**
 * Holds while a version is not withdrawn, in the first statement of a write: where another process could
 * withdraw it before the last one, it has to wait for the whole write, and then knows of it.
 */
export function versionStands(db: Database, policy: string, version: number): Condition {
  return sql<boolean>`EXISTS (SELECT 1 FROM versions
    WHERE policy = ${policy} AND version = ${version} AND withdrawn_at IS NULL ${forShare(db)})`;
}

/** The same of several versions: none of them is withdrawn. */
export function versionsStand(
  db: Database,
  versions: readonly Pick<Version, 'policy' | 'version'>[],
): Condition {
  return versions.map(({ policy, version }) => versionStands(db, policy, version)).reduce(allOf, ALWAYS);
}

function rowToVersion(
  row: Selectable<Schema['versions']>,
  translations: ReadonlyMap<string, readonly VersionText[]>,
  editions: ReadonlyMap<string, readonly TextEdition[]>,
): Version {
  const rules = row.rules === null ? null : (JSON.parse(row.rules) as FrozenRules);
  const name = `${row.policy}/${row.version}`;
  const posted: Version = {
    policy: row.policy,
    version: row.version,
    release: row.release,
    change: row.change,
    class: row.class ?? row.change,
    acceptance: rules === null ? row.acceptance : generalAcceptance(rules),
    postedAt: row.posted_at,
    effectiveAt: row.effective_at,
    rule: JSON.parse(row.rule) as EffectiveDateRule,
    lateNotice: row.late_notice,
    reminders: JSON.parse(row.reminders) as Period[],
    remindAtEffect: row.remind_at_effect === 1,
    timeZone: row.time_zone,
    locale: row.locale,
    translations: translations.get(name) ?? [],
    summary: row.summary,
    reason: row.reason,
    contentHash: row.content_hash,
    recipients: row.recipients,
    previous: row.previous,
    source: row.source,
    rules,
    sending: row.sending === null ? null : (JSON.parse(row.sending) as SendingPlan),
    ...(row.wording === null ? {} : { wording: JSON.parse(row.wording) as Record<string, number> }),
    withdrawal: rowToWithdrawal(row),
    pausedAt: row.paused_at,
  };
  return withEditions(posted, editions.get(name) ?? []);
}

function rowToWithdrawal(row: Selectable<Schema['versions']>): Withdrawal | null {
  const { withdrawn_at: at, withdrawal_reason: reason, replaced_by: replacedBy } = row;
  return at === null ? null : { at, reason, ...(replacedBy !== null && { replacedBy }) };
}
