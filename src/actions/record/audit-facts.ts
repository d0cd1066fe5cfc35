import type { Report, Row, Value } from '../../domain/audit/finding.ts';
import { type Hashing, PLAIN_HASHING } from '../../domain/audit/hashing.ts';
import type { AuditFacts, VersionFacts } from '../../domain/audit/user-rows.ts';
import { auditPresentation, auditRendition, auditTemplate } from '../../domain/audit/words.ts';
import { addMs, type Instant } from '../../domain/instant.ts';
import { whatItSays } from '../../domain/notices/report-type.ts';
import type { Period } from '../../domain/period.ts';
import type { FrozenRules } from '../../domain/policies/frozen-rules.ts';
import { listVersionRows } from '../../storage/record/audit-rows.ts';
import {
  listEditionRows,
  listIdsOfWords,
  listTranslationRows,
  listWords,
  type TableOfWords,
} from '../../storage/record/audit-words.ts';
import type { Database } from '../../storage/store.ts';

const TEXTS_PER_PAGE = 10;

/** The longest that a record may wait for its position. */
const WAITING_MS = 5 * 60 * 1000;

/** What is read, as of when, and by which hashes: faster ones than those that records are made with, if need be. */
export type FactsBasis = { readonly db: Database; readonly now: Instant; readonly hashing?: Hashing };

/**
 * Reads what people's rows are held against: versions, and the words of notices, pages and screens. Words are audited
 * the first time that they are read, so that asking again, of a database that moves, reads the new ones alone.
 */
export function factsReader(
  report: Report,
  { db, now, hashing = PLAIN_HASHING }: FactsBasis,
): () => Promise<AuditFacts> {
  const words: Words = { renditions: new Map(), templates: new Set(), presentations: new Set() };
  return async () => {
    await readWords(report, db, words);
    const versions = await listVersionRows(db);
    const others = [...(await listTranslationRows(db)), ...(await listEditionRows(db))];
    const translations = Map.groupBy(others, nameOfVersion);
    return {
      ...words,
      versions: new Map(
        versions.map((row) => {
          const name = nameOfVersion(row);
          return [name, rowToVersionFacts(row, translations.get(name) ?? [])];
        }),
      ),
      says: whatItSays,
      hashing,
      waitingSince: addMs(now, -WAITING_MS),
    };
  };
}

/** What a version is called in the record: `privacy/2`. */
export function nameOfVersion(row: Row): string {
  return `${row.policy}/${row.version}`;
}

/** What tellings and acceptances of a version are held against; as it stands, whatever that is worth. */
function rowToVersionFacts(row: Row, translations: readonly Row[]): VersionFacts {
  return {
    release: String(row.release),
    contentHash: String(row.content_hash),
    contentHashes: new Set([row, ...translations].map((one) => String(one.content_hash))),
    effectiveAt: String(row.effective_at) as Instant,
    lateNotice: String(row.late_notice) as Period,
    withdrawnAt: (row.withdrawn_at ?? null) as Instant | null,
    timeZone: String(row.time_zone),
    ...{
      policy: String(row.policy),
      version: Number(row.version),
      postedAt: String(row.posted_at) as Instant,
    },
    class: String(row.class ?? row.change),
    rule: readRule(row.rule),
    reason: row.reason === null ? null : String(row.reason),
    rules: readRules(row.rules),
  };
}

/** As if nothing had put its date off where it cannot be read; that is reported with the version. */
function readRule(rule: Value | undefined): VersionFacts['rule'] {
  try {
    return JSON.parse(String(rule)) as VersionFacts['rule'];
  } catch {
    return { by: 'posting' };
  }
}

/** Null also where they cannot be read; that is reported with the version. */
function readRules(rules: Value | undefined): FrozenRules | null {
  try {
    return typeof rules === 'string' ? (JSON.parse(rules) as FrozenRules) : null;
  } catch {
    return null;
  }
}

/** What words are known so far: the hash of each rendition's, the ids of pages, and the hashes of screens. */
type Words = {
  readonly renditions: Map<string, string>;
  readonly templates: Set<string>;
  readonly presentations: Set<string>;
};

/** Audits the words that are not known yet. */
async function readWords(
  report: Report,
  db: Database,
  { renditions, templates, presentations }: Words,
): Promise<void> {
  const eachNew = async (
    table: TableOfWords,
    known: { has(id: string): boolean },
    take: (row: Row) => void,
  ) => {
    const ids = (await listIdsOfWords(db, table)).filter((id) => !known.has(id));
    for (let at = 0; at < ids.length; at += TEXTS_PER_PAGE) {
      for (const row of await listWords(db, table, ids.slice(at, at + TEXTS_PER_PAGE))) take(row);
    }
  };
  await eachNew('renditions', renditions, (row) => {
    renditions.set(String(row.id), auditRendition(report, row));
  });
  await eachNew('page_templates', templates, (row) => {
    auditTemplate(report, row);
    templates.add(String(row.id));
  });
  const screens = { has: (id: string) => presentations.has(`sha256:${id}`) };
  await eachNew('presentations', screens, (row) => {
    auditPresentation(report, row);
    presentations.add(`sha256:${row.id}`);
  });
}
