import { contentHashOf } from '../hash.ts';
import { compareRow, type Expected, jsonHashedTo, type Report, type Row, sameJson } from './finding.ts';
import type { AuditedRecord } from './read-record.ts';

/** A version as the tables have it. */
export type VersionRows = {
  /** `<policy>/<version>`. */
  readonly name: string;
  readonly version: Row | undefined;
  readonly texts: readonly Row[];
  /** What is known of those that do not prevail. */
  readonly translations: readonly Row[];
  /** Corrected editions of them. */
  readonly editions: readonly Row[];
  readonly corrected: readonly AuditedRecord[];
  /** What their sections say in short. */
  readonly layers: readonly Row[];
  readonly posted: AuditedRecord | undefined;
  /** The records of texts being added. */
  readonly translated: readonly AuditedRecord[];
  readonly withdrawn: AuditedRecord | undefined;
  readonly tookEffect: AuditedRecord | undefined;
};

/**
 * Holds a version and its texts against the records of its posting, of texts added and of its withdrawal, both ways,
 * and that of its taking effect against its date.
 */
export function auditVersion(
  report: Report,
  {
    name,
    version,
    texts,
    translations,
    layers,
    editions,
    corrected,
    posted,
    translated,
    withdrawn,
    tookEffect,
  }: VersionRows,
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
      locale: facts.locale,
      ...{ reason: facts.reason, content_hash: facts.contentHash, recipients: facts.recipients },
      ...{ previous: facts.previous, source: facts.source ?? null },
      class: facts.class === undefined || facts.class === facts.change ? null : facts.class,
      rules: facts.rules === undefined ? null : sameJson(facts.rules),
      wording: facts.wording === undefined ? null : sameJson(facts.wording),
      // Before there were releases nothing was recorded of them.
      release: facts.release ?? name,
    });
    auditTexts(report, name, { texts, translations }, postedTexts(posted, translated));
    auditLayers(report, name, layers, [posted, ...translated]);
    auditEditions(report, name, editions, corrected);
  }
  if (withdrawn !== undefined) {
    compareRow(report, at, version, {
      withdrawn_at: withdrawn.at,
      withdrawal_reason: withdrawn.facts.reason,
      withdrawn_by: withdrawn.actor,
      replaced_by: withdrawn.facts.replacedBy ?? null,
    });
  } else if (version !== undefined) {
    const none = { withdrawn_at: null, withdrawal_reason: null, withdrawn_by: null, replaced_by: null };
    compareRow(report, at, version, none);
  }
  if (tookEffect !== undefined) {
    compareRow(report, at, version, { effective_at: tookEffect.at, withdrawn_at: null });
  }
}

/** A text as it is recorded; `translation` is what its row says besides, of one that does not prevail. */
type RecordedText = {
  readonly locale: string;
  readonly contentHash: string;
  readonly translation: Readonly<Record<string, Expected>> | null;
};

function postedTexts(posted: AuditedRecord, translated: readonly AuditedRecord[]): RecordedText[] {
  const { facts } = posted;
  const toText = (text: AuditedRecord['facts'], { at, actor }: AuditedRecord): RecordedText => ({
    ...{ locale: text.locale, contentHash: text.contentHash },
    translation: {
      ...{ content_hash: text.contentHash, summary: text.summary, reason: text.reason },
      ...{ added_at: at, key_id: actor },
    },
  });
  const together: readonly AuditedRecord['facts'][] = facts.translations ?? [];
  return [
    { locale: facts.locale, contentHash: facts.contentHash, translation: null },
    ...together.map((text) => toText(text, posted)),
    ...translated.map((record) => toText(record.facts, record)),
  ];
}

function auditTexts(
  report: Report,
  name: string,
  { texts, translations }: Pick<VersionRows, 'texts' | 'translations'>,
  recorded: readonly RecordedText[],
): void {
  for (const { locale, contentHash, translation } of recorded) {
    const row = `${name} ${locale}`;
    const isIts = (one: Row) => one.locale === locale;
    compareRow(report, { table: 'version_texts', row }, texts.find(isIts), {
      content: {
        words: `words that hash to ${contentHash}`,
        holds: (content) => contentHashOf(String(content)) === contentHash,
      },
    });
    if (translation === null) continue;
    compareRow(report, { table: 'translations', row }, translations.find(isIts), translation);
  }
  const refuseOthers = (table: string, rows: readonly Row[], known: readonly RecordedText[]) => {
    const should = known.map(({ locale }) => locale).join(', ');
    for (const { locale = null } of rows) {
      if (known.some((one) => one.locale === locale)) continue;
      report({ table, row: `${name} ${locale}`, column: 'locale', is: locale, should });
    }
  };
  refuseOthers('version_texts', texts, recorded);
  refuseOthers(
    'translations',
    translations,
    recorded.filter(({ translation }) => translation !== null),
  );
}

/** Holds corrected editions against the records of their being appended, both ways, and their words against the hash. */
function auditEditions(
  report: Report,
  name: string,
  rows: readonly Row[],
  corrected: readonly AuditedRecord[],
): void {
  const table = 'text_editions';
  const nameOf = ({ locale = '', edition = '' }: Row) => `${name}/${locale}/${edition}`;
  for (const { about, facts, at, actor } of corrected) {
    const { contentHash, summary, why } = facts;
    compareRow(
      report,
      { table, row: about },
      rows.find((one) => nameOf(one) === about),
      {
        ...{ content_hash: contentHash, summary, why, added_at: at, key_id: actor },
        content: {
          words: `nothing, or words that hash to ${contentHash}`,
          holds: (content) => content === null || contentHashOf(String(content)) === contentHash,
        },
      },
    );
  }
  const known = new Set(corrected.map(({ about }) => about));
  for (const row of rows.map(nameOf)) {
    if (!known.has(row)) report({ table, row, column: null, is: 'there', should: 'recorded' });
  }
}

/** Holds what sections say in short against the hashes in the records of the texts, both ways. */
function auditLayers(
  report: Report,
  name: string,
  rows: readonly Row[],
  records: readonly AuditedRecord[],
): void {
  const hashes = new Map(records.flatMap(({ facts }) => Object.entries(facts.layers ?? {})));
  const table = 'text_layers';
  for (const [locale, hash] of hashes) {
    const found = rows.find((one) => one.locale === locale);
    compareRow(report, { table, row: `${name} ${locale}` }, found, { layers: jsonHashedTo(String(hash)) });
  }
  for (const { locale = null } of rows) {
    if (hashes.has(String(locale))) continue;
    report({ table, row: `${name} ${locale}`, column: null, is: 'there', should: 'recorded with its text' });
  }
}

/** The column knows two modes, and rules say the rest. */
function modeOf({ acceptance }: AuditedRecord['facts']): string {
  return acceptance === 'explicit' ? 'explicit' : 'deemed';
}
