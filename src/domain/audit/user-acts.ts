import { isReceipt } from '../notices/notice-kind.ts';
import { canonicalJson, type Json } from '../record/canonical-json.ts';
import { compareRow, type Expected, orForgotten, type Report, type Row, type Value } from './finding.ts';
import { type AuditedRecord, saysOfRecord } from './read-record.ts';
import type { AuditFacts, RecordsByKind, UserRows } from './user-rows.ts';

/** How the rows of a table follow from the records of a kind. */
type Told = {
  readonly kind: AuditedRecord['kind'];
  readonly table: keyof UserRows & string;
  readonly key: string;
  readonly expected: (record: AuditedRecord) => Readonly<Record<string, Expected | undefined>>;
};

const TOLD: readonly Told[] = [
  {
    ...{ kind: 'accepted', table: 'acceptances', key: 'id' },
    expected: (record) => ({
      ...{ user_ref: record.user, policy: record.policy, version: record.version },
      ...{ basis: record.facts.basis, accepted_at: record.at, recorded_at: record.recordedAt },
      ...{ content_hash: record.facts.contentHash, locale: record.facts.locale, actor: record.actor },
      method: personalOf(record, 'method', exactly),
      source: personalOf(record, 'source', exactly),
      ip: personalOf(record, 'ip', orForgotten),
      user_agent: personalOf(record, 'userAgent', orForgotten),
      presentation: idOf(record.facts.presentation ?? null),
    }),
  },
  {
    ...{ kind: 'agreed-before', table: 'earlier_agreements', key: 'id' },
    expected: (record) => ({
      ...{ user_ref: record.user, policy: record.policy, agreed_at: record.facts.agreedAt },
      ...{ recorded_at: record.recordedAt, actor: record.actor },
      source: personalOf(record, 'source', exactly),
    }),
  },
  {
    ...{ kind: 'leaving', table: 'terminations', key: 'id' },
    expected: (record) => ({
      ...{ user_ref: record.user, policy: record.policy, version: record.version },
      ...{ leaves_when: record.facts.when, terminates_at: record.facts.terminatesAt },
      declared_by: record.facts.by ?? 'user',
      ...{ holds: record.facts.holds, revokes: record.facts.revokes },
      ...{ declined_at: record.at, recorded_at: record.recordedAt, actor: record.actor },
      reason: personalOf(record, 'reason', exactly),
    }),
  },
  {
    ...{ kind: 'answered', table: 'answers', key: 'id' },
    expected: (record) => ({
      ...{ user_ref: record.user, policy: record.policy, version: record.version },
      ...{ answer: record.facts.answer, part: record.facts.part, content_hash: record.facts.contentHash },
      ...{ answered_at: record.at, recorded_at: record.recordedAt, actor: record.actor },
    }),
  },
  {
    ...{ kind: 'answer-voided', table: 'answer_voidings', key: 'id' },
    expected: (record) => ({
      ...{ user_ref: record.user, policy: record.policy, version: record.version },
      ...{ act_id: idOf(record.facts.act), because: idOf(record.facts.because) },
      ...{ voided_at: record.at, actor: record.actor },
    }),
  },
  {
    ...{ kind: 'shown', table: 'showings', key: 'id' },
    expected: (record) => ({
      ...{ user_ref: record.user, policy: record.policy, version: record.version },
      ...{ shown_at: record.at, key_id: record.actor },
    }),
  },
  {
    ...{ kind: 'reported', table: 'reader_events', key: 'id' },
    expected: (record) => ({
      ...{ user_ref: record.user, policy: record.policy, version: record.version },
      ...{ kind: record.facts.what, channel: record.facts.channel, happened_at: record.at },
      states: record.facts.states && JSON.stringify(record.facts.states),
      ...{ recorded_at: record.recordedAt, key_id: record.actor },
    }),
  },
  {
    ...{ kind: 'provider-event', table: 'provider_events', key: 'id' },
    expected: (record) => ({
      ...{ user_ref: record.user, delivery_id: record.facts.delivery, type: record.facts.type },
      ...{ occurred_at: record.facts.occurredAt, received_at: record.recordedAt },
      payload: personalOf(record, 'payload', orForgotten),
    }),
  },
  {
    ...{ kind: 'voided', table: 'voidings', key: 'acceptance_id' },
    expected: (record) => ({ event_id: record.facts.event, voided_at: record.at }),
  },
  {
    ...{ kind: 'resolved', table: 'resolutions', key: 'delivery_id' },
    expected: (record) => ({
      ...{ user_ref: record.user, resolved_as: record.facts.as, taken_at: record.facts.takenAt },
      ...{ resolved_at: record.at, key_id: record.actor },
      reason: personalOf(record, 'reason', exactly),
    }),
  },
  {
    ...{ kind: 'link-made', table: 'links', key: 'id' },
    expected: (record) => ({
      ...{ user_ref: record.user, policy: record.policy, version: record.version },
      ...{ made_at: record.at, made_by: record.actor },
    }),
  },
  {
    ...{ kind: 'sent', table: 'deliveries', key: 'id' },
    expected: (record) => ({
      ...{ user_ref: record.user, release: record.facts.release, kind: record.facts.notice.kind },
      ...{ contact: record.facts.notice.contact, says: saysOfRecord(record.facts) },
      chunk_id: record.facts.chunk.id,
      // A chunk of receipts has no round, and each receipt in it has its own; so may what tells of more of a release.
      round:
        isReceipt(record.facts.notice.kind) || !isReleaseOfOne(record.facts.release)
          ? undefined
          : record.facts.notice.round,
      email: personalOf(record, 'email', exactly),
      words: personalOf(record, 'own', canonicalWords),
    }),
  },
];

/** Whether a release is of one version: it is called as that is. */
function isReleaseOfOne(release: unknown): boolean {
  return String(release).includes('/');
}

/** Holds the rows of a user's acts against their records, both ways. */
export function auditActs(report: Report, rows: UserRows, byKind: RecordsByKind): void {
  for (const { kind, table, key, expected } of TOLD) {
    const records = byKind(kind);
    const own = rows[table] as readonly Row[];
    if (records.size === 0 && own.length === 0) continue;
    const found = new Map(own.map((row) => [String(row[key]), row]));
    for (const [about, record] of records) {
      const row = found.get(about);
      compareRow(report, { table: String(row?.table ?? table), row: about }, row, expected(record));
    }
    if (table === 'deliveries') continue;
    for (const about of found.keys()) {
      if (!records.has(about)) {
        report({ table, row: about, column: null, is: 'there', should: `recorded as ${kind}:${about}` });
      }
    }
  }
  auditEndedLinks(report, rows, byKind);
  auditErasure(report, rows, byKind);
}

function auditEndedLinks(report: Report, { links }: UserRows, byKind: RecordsByKind): void {
  for (const row of links) {
    const ended = byKind('link-ended').get(String(row.id));
    const expected = { ended_at: ended?.at ?? null, ended_by: ended?.actor ?? null };
    compareRow(report, { table: 'links', row: String(row.id) }, row, expected);
  }
}

/** What records name besides: texts, pages, words. */
export function auditReferences(
  report: Report,
  records: readonly AuditedRecord[],
  { versions, renditions, templates, presentations }: AuditFacts,
): void {
  for (const { id, kind, policy, version, facts } of records) {
    const text = versions.get(`${policy}/${version}`);
    const about = { table: 'versions', row: `${policy}/${version}` };
    if (text === undefined) {
      if (version !== null) report({ ...about, column: null, is: 'missing', should: `there, for ${id}` });
    } else if (typeof facts.contentHash === 'string' && !text.contentHashes.has(facts.contentHash)) {
      report({ ...about, column: 'content_hash', is: text.contentHash, should: facts.contentHash });
    }
    for (const tell of Array.isArray(facts.tells) ? facts.tells : []) {
      const row = `${tell.policy}/${tell.version}`;
      const is = versions.get(row)?.contentHash ?? 'missing';
      const should = tell.contentHash;
      if (!versions.get(row)?.contentHashes.has(should))
        report({ table: 'versions', row, column: 'content_hash', is, should });
    }
    const template: unknown = facts.page?.template;
    if (typeof template === 'string' && !templates.has(template)) {
      const should = `there, for ${id}`;
      report({ table: 'page_templates', row: template, column: null, is: 'missing', should });
    }
    const screen: string | null = facts.presentation ?? null;
    if (screen !== null && !presentations.has(screen)) {
      const should = `there, for ${id}`;
      report({ table: 'presentations', row: screen, column: null, is: 'missing', should });
    }
    if (kind !== 'sent' || facts.rendition === null) continue;
    const words = renditions.get(facts.rendition);
    const rendition = { table: 'renditions', row: String(facts.rendition) };
    if (words === undefined) {
      report({ ...rendition, column: null, is: 'missing', should: `there, for ${id}` });
    } else if (words !== facts.words) {
      report({ ...rendition, column: 'html', is: words, should: `words that hash to ${facts.words}` });
    }
  }
}

function auditErasure(report: Report, rows: UserRows, byKind: RecordsByKind): void {
  const { ref, user } = rows;
  const erased = byKind('erased').get(ref);
  if (erased !== undefined) {
    const gone = {
      ...{ user_id: null, email: null, locale: null, name: null },
      ...{ attributes: null, renews_at: null },
    };
    compareRow(report, { table: 'users', row: ref }, user, { erased_at: erased.at, ...gone });
  } else if (user === undefined) {
    report({ table: 'users', row: ref, column: null, is: 'missing', should: 'there, since others name it' });
  } else if (user.erased_at !== null) {
    const is = user.erased_at ?? null;
    report({ table: 'users', row: ref, column: 'erased_at', is, should: `recorded as erased:${ref}` });
  }
}

/** The id of something by what records call it: `accepted:…`, `sha256:…`. */
function idOf(name: string | null): string | null {
  return name?.slice(name.indexOf(':') + 1) ?? null;
}

/** What the personal part says of a column, where it is known. */
function personalOf(
  { personal }: AuditedRecord,
  name: string,
  expect: (value: Value) => Expected,
): Expected | undefined {
  if (personal === null) return undefined;
  return expect(personal === 'none' ? null : (personal[name] ?? null));
}

/** While the personal part is there, nothing of it has been forgotten in the row either. */
function exactly(value: Value): Expected {
  return value;
}

/** A receipt's own words: the row has them as they came, the record in canonical form. */
function canonicalWords(own: Value): Expected {
  return {
    words: own === null ? 'nothing' : `${own}`,
    holds: (is) => {
      try {
        return (is === null ? null : canonicalJson(JSON.parse(String(is)) as Json)) === own;
      } catch {
        return false;
      }
    },
  };
}
