import { contentHashOf } from '../hash.ts';
import { compareRow, type Report, type Row, sameJson } from './finding.ts';
import type { AuditedRecord } from './read-record.ts';

/** A version as the tables have it. */
export type VersionRows = {
  /** `<policy>/<version>`. */
  readonly name: string;
  readonly version: Row | undefined;
  readonly texts: readonly Row[];
  readonly posted: AuditedRecord | undefined;
  readonly withdrawn: AuditedRecord | undefined;
  readonly tookEffect: AuditedRecord | undefined;
};

/**
 * Holds a version and its text against the records of its posting and its withdrawal, both ways, and that of its
 * taking effect against its date.
 */
export function auditVersion(
  report: Report,
  { name, version, texts, posted, withdrawn, tookEffect }: VersionRows,
): void {
  const at = { table: 'versions', row: name };
  if (posted === undefined) {
    report({ ...at, column: null, is: 'there', should: `recorded as posted:${name}` });
  } else {
    const { facts } = posted;
    compareRow(report, at, version, {
      ...{ policy: posted.policy, version: posted.version },
      ...{ posted_at: posted.at, key_id: posted.actor, change: facts.change, acceptance: modeOf(facts) },
      ...{ effective_at: facts.effectiveAt, rule: sameJson(facts.rule), late_notice: facts.lateNotice },
      remind_at_effect: facts.remindAtEffect === true ? 1 : 0,
      ...{ reminders: sameJson(facts.reminders), time_zone: facts.timeZone, summary: facts.summary },
      ...{ reason: facts.reason, content_hash: facts.contentHash, recipients: facts.recipients },
      ...{ previous: facts.previous, source: facts.source ?? null },
      class: facts.class === undefined || facts.class === facts.change ? null : facts.class,
      rules: facts.rules === undefined ? null : sameJson(facts.rules),
      // Before there were releases nothing was recorded of them.
      release: facts.release ?? name,
    });
    const text = texts.find((one) => one.locale === facts.locale);
    compareRow(report, { table: 'version_texts', row: `${name} ${facts.locale}` }, text, {
      content: {
        words: `words that hash to ${facts.contentHash}`,
        holds: (content) => contentHashOf(String(content)) === facts.contentHash,
      },
    });
    for (const { locale } of texts) {
      if (locale === facts.locale) continue;
      const row = `${name} ${locale}`;
      report({ table: 'version_texts', row, column: 'locale', is: locale ?? null, should: facts.locale });
    }
  }
  if (withdrawn !== undefined) {
    compareRow(report, at, version, {
      withdrawn_at: withdrawn.at,
      withdrawal_reason: withdrawn.facts.reason,
      withdrawn_by: withdrawn.actor,
    });
  } else if (version !== undefined) {
    compareRow(report, at, version, { withdrawn_at: null, withdrawal_reason: null, withdrawn_by: null });
  }
  if (tookEffect !== undefined) {
    compareRow(report, at, version, { effective_at: tookEffect.at, withdrawn_at: null });
  }
}

/** The column knows two modes, and rules say the rest. */
function modeOf({ acceptance }: AuditedRecord['facts']): string {
  return acceptance === 'explicit' ? 'explicit' : 'deemed';
}
