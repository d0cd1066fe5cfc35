import { contentHashOf } from '../hash.ts';
import { canonicalJson, type Json } from '../record/canonical-json.ts';
import { compareRow, type Expected, jsonHashedTo, type Report, type Row, sameJson } from './finding.ts';
import type { AuditedRecord } from './read-record.ts';

/** Drafts as the tables have them, but for their texts. */
export type DraftTables = {
  readonly drafts: readonly Row[];
  readonly revisions: readonly Row[];
  readonly verdicts: readonly Row[];
  readonly releases: readonly Row[];
};

/**
 * Holds drafts, what they said, what was said of them, and releases against their records, both ways; `posted` are
 * the records of versions that were posted from drafts.
 */
export function auditDrafts(
  report: Report,
  { drafts, revisions, verdicts, releases }: DraftTables,
  records: readonly AuditedRecord[],
  posted: readonly AuditedRecord[],
): void {
  const ofKinds = (...kinds: readonly string[]) => records.filter(({ kind }) => kinds.includes(kind));
  const bothWays = (
    table: string,
    rows: ReadonlyMap<string, Row>,
    expected: ReadonlyMap<string, Readonly<Record<string, Expected | undefined>>>,
  ) => {
    for (const [row, columns] of expected) compareRow(report, { table, row }, rows.get(row), columns);
    for (const row of rows.keys()) {
      if (!expected.has(row)) report({ table, row, column: null, is: 'there', should: 'recorded' });
    }
  };
  const written = ofKinds('drafted', 'edited');
  bothWays(
    'draft_revisions',
    new Map(revisions.map((row) => [`${row.draft}/${row.revision}`, row])),
    new Map(written.map((record) => [record.about, revisionOf(record)])),
  );
  bothWays('draft_verdicts', rowsById(verdicts), new Map(ofKinds('approved', 'objected').map(verdictOf)));
  bothWays(
    'drafts',
    rowsById(drafts),
    new Map([...Map.groupBy([...records, ...posted], draftNamed)].map(([id, own]) => [id, draftOf(own)])),
  );
  bothWays(
    'releases',
    rowsById(releases),
    new Map(
      [...Map.groupBy(ofKinds('scheduled'), ({ facts }) => String(facts.release))].map(([id, scheduled]) => [
        id,
        releaseOf(
          scheduled,
          [...ofKinds('taken-back', 'stopped'), ...posted].filter((one) => releaseNamed(one) === id),
        ),
      ]),
    ),
  );
}

/** The texts that revisions say they have: draft, language and hash. */
export function hashesOfTexts(records: readonly AuditedRecord[]): ReadonlySet<string> {
  const written = records.filter(({ kind }) => kind === 'drafted' || kind === 'edited');
  return new Set(
    written.flatMap(({ facts }) =>
      Object.entries((facts.texts ?? {}) as Readonly<Record<string, string>>).map(
        ([locale, hash]) => `${facts.draft} ${locale} ${hash}`,
      ),
    ),
  );
}

/** Holds a text of a draft against its hash, and against what revisions say of it. */
export function auditDraftText(report: Report, row: Row, said: ReadonlySet<string>): void {
  const at = { table: 'draft_texts', row: `${row.draft} ${row.locale} ${row.hash}` };
  if (!said.has(at.row)) report({ ...at, column: null, is: 'there', should: 'recorded with a revision' });
  compareRow(report, at, row, {
    content: {
      words: `words that hash to ${row.hash}`,
      holds: (content) => contentHashOf(String(content)) === row.hash,
    },
  });
}

function rowsById(rows: readonly Row[]): ReadonlyMap<string, Row> {
  return new Map(rows.map((row) => [String(row.id), row]));
}

function draftNamed({ facts }: AuditedRecord): string {
  return String(facts.from?.draft ?? facts.draft);
}

function releaseNamed({ facts }: AuditedRecord): string {
  return String(facts.from?.release ?? facts.release);
}

function revisionOf({ facts, at, actor }: AuditedRecord) {
  return {
    ...{ draft: facts.draft, revision: facts.revision, follows: facts.follows },
    ...{ texts: sameJson(facts.texts), summary: sameJson(facts.summary), change: facts.change },
    ...{ acceptance: facts.acceptance, reason: facts.reason, effective_at: facts.effectiveAt },
    ...{ proposed_at: facts.proposedAt, document_date: facts.documentDate, pending: facts.pending },
    ...{ written_at: at, key_id: actor, layers: layersThatHashTo(facts.layers) },
    up_to_date: sameJson(facts.upToDate ?? []),
  };
}

/** Sections in short are recorded by their hash, and not at all where there are none. */
function layersThatHashTo(hash: unknown): Expected {
  return hash === undefined ? sameJson({}) : jsonHashedTo(String(hash));
}

function verdictOf({ kind, facts, at, actor, about }: AuditedRecord) {
  const { draft, revision, note } = facts;
  return [about, { draft, revision, verdict: kind, note, said_at: at, key_id: actor }] as const;
}

/** How a draft stands by all records about it. */
function draftOf(own: readonly AuditedRecord[]) {
  const inOrder = own.toSorted((a, b) => a.order - b.order);
  const ofKind = (...kinds: readonly string[]) => inOrder.filter(({ kind }) => kinds.includes(kind));
  const [first] = ofKind('drafted');
  const posted = ofKind('posted').at(-1);
  const scheduled = ofKind('scheduled').at(-1);
  const release = scheduled && releaseNamed(scheduled);
  const isOver = ofKind('edited').some(({ order }) => order > (scheduled?.order ?? 0));
  const isTakenBack = ofKind('taken-back').some((one) => releaseNamed(one) === release);
  const stopped = ofKind('stopped').findLast((one) => releaseNamed(one) === release);
  const isIn = scheduled !== undefined && !isOver && !isTakenBack;
  const state =
    posted !== undefined
      ? 'posted'
      : ofKind('discarded').length > 0
        ? 'discarded'
        : !isIn
          ? 'open'
          : stopped === undefined
            ? 'scheduled'
            : 'needs-attention';
  const attention = state === 'needs-attention' && stopped;
  return {
    ...{ policy: first?.policy ?? null, created_at: first?.at ?? null, state },
    revision: Math.max(...ofKind('drafted', 'edited').map(({ facts }) => facts.revision as number)),
    release: state === 'open' || state === 'discarded' ? null : (release ?? null),
    version: posted?.version ?? null,
    attention: attention
      ? sameJson({ about: attention.facts.about, detail: attention.facts.detail, at: attention.at })
      : null,
  };
}

function releaseOf(scheduled: readonly AuditedRecord[], after: readonly AuditedRecord[]) {
  const [first] = scheduled;
  const drafts = scheduled.map(({ facts }) => {
    const { draft, revision, basis, ...how } = facts;
    const besides = ['sending', 'isUnapproved', 'stale'].filter((name) => how[name] !== undefined);
    return { draft, revision, basis, ...Object.fromEntries(besides.map((name) => [name, how[name]])) };
  });
  const ofKind = (kind: string) => after.find((one) => one.kind === kind);
  const [posted, takenBack, stopped] = [ofKind('posted'), ofKind('taken-back'), ofKind('stopped')];
  const end = posted ?? takenBack ?? stopped;
  const state = posted ? 'posted' : takenBack ? 'taken-back' : stopped ? 'needs-attention' : 'scheduled';
  return {
    ...{ state, due_at: first?.facts.dueAt, summary: first?.facts.summary, drafts: sameDrafts(drafts) },
    ...{ created_at: first?.at, created_by: first?.actor, ended_at: end?.at ?? null },
    ended_by: posted ? 'clock' : (end?.actor ?? null),
  };
}

/** Holds the same drafts in whatever order they are in. */
function sameDrafts(drafts: readonly Json[]): Expected {
  const inOrder = (list: readonly Json[]) => list.map(canonicalJson).toSorted().join(' ');
  return {
    words: canonicalJson(drafts),
    holds: (is) => {
      try {
        return inOrder(JSON.parse(String(is)) as Json[]) === inOrder(drafts);
      } catch {
        return false;
      }
    },
  };
}
