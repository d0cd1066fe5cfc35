import { bindsAt } from '../answers/binds-at.ts';
import { countingAcceptance } from '../answers/counting.ts';
import { countingEarlier, countsFrom, type EarlierAgreement } from '../answers/earlier-agreement.ts';
import { EARLIER_AGREEMENT } from '../answers/position.ts';
import type { Instant } from '../instant.ts';
import { isGiven } from '../notices/delivery-state.ts';
import { type NoticeKind, tellsOfVersion } from '../notices/notice-kind.ts';
import { textToSays } from '../notices/says.ts';
import type { Basis } from '../policies/policy.ts';
import { endsOfTerminations, withoutVoided } from '../record/voided.ts';
import { objectionsOf } from './audit-answers.ts';
import { auditRuledTelling, auditUntold } from './audit-ruled-telling.ts';
import { earlyReports, expectedSentAt, expectedState } from './delivery-evidence.ts';
import { compareRow, type Report, type Row, type Value } from './finding.ts';
import type { AuditedRecord } from './read-record.ts';
import type { AuditFacts, RecordsByKind, UserRows, VersionFacts } from './user-rows.ts';

/** An acceptance as a position has it. */
type Counting = Readonly<Record<'acceptance_id' | 'basis' | 'accepted_at' | 'accepted_since', Value>>;
const NONE: Counting = { acceptance_id: null, basis: null, accepted_at: null, accepted_since: null };

/** What a position has of a version without rules of its own. */
const UNRULED = { effective_at: null, closes_at: null, agrees_at: null, outcome: null };

/**
 * Holds what is derived from a user's records against them: which acceptance of each version counts,
 * what told them and since when that binds, which terminations ended, what became of each mail.
 * `records` are in the order of the log.
 */
export function auditProjections(
  report: Report,
  rows: UserRows,
  records: readonly AuditedRecord[],
  byKind: RecordsByKind,
  facts: AuditFacts,
): void {
  auditEnds(report, rows, records, byKind);
  auditDeliveries(report, rows, byKind, facts);
  auditPositions(report, rows, records, byKind, facts);
}

/** Which acceptance of each version counts, by `<policy>/<version>`. */
function countingAcceptances(
  records: readonly AuditedRecord[],
  byKind: RecordsByKind,
): ReadonlyMap<string, Counting> {
  const voided = byKind('voided');
  const said = withoutVoided(records);
  const cancelled = new Set<unknown>(
    said
      .filter(({ kind, facts }) => kind === 'cancelled' && facts.by === 'cancelled')
      .map(({ facts }) => facts.termination),
  );
  const counting = new Map<string, Counting>();
  for (const [of, own] of Map.groupBy(said, ({ policy, version }) => `${policy}/${version}`)) {
    const made = own.flatMap(({ kind, about: id, at, recordedAt, facts }) =>
      kind === 'accepted' && !voided.has(id)
        ? [{ id, basis: facts.basis as Basis, at: at as Instant, recordedAt: recordedAt as Instant }]
        : [],
    );
    if (made.length === 0) continue;
    const declines = own.flatMap(({ kind, about: id, at }) =>
      kind === 'leaving'
        ? [{ id, declinedAt: at as Instant, endedBy: cancelled.has(id) ? ('cancelled' as const) : null }]
        : [],
    );
    const one = countingAcceptance(made, [...declines, ...objectionsOf(own)]);
    if (one === null) continue;
    counting.set(of, {
      ...{ acceptance_id: one.id, basis: one.basis, accepted_at: one.at, accepted_since: one.since },
    });
  }
  const before = byKind('agreed-before').values();
  for (const [policy, own] of Map.groupBy(before, (one) => one.policy ?? '')) {
    const one = countingEarlier(own.map((record) => toEarlier(record, policy)));
    if (one === null) continue;
    const at = countsFrom(one);
    const accepted = { acceptance_id: one.id, basis: 'imported', accepted_at: at, accepted_since: at };
    counting.set(`${policy}/${EARLIER_AGREEMENT}`, accepted);
  }
  return counting;
}

function toEarlier({ about: id, recordedAt, facts }: AuditedRecord, policy: string): EarlierAgreement {
  return { id, policy, at: facts.agreedAt, recordedAt };
}

function auditPositions(
  report: Report,
  rows: UserRows,
  records: readonly AuditedRecord[],
  byKind: RecordsByKind,
  facts: AuditFacts,
): void {
  const counting = countingAcceptances(records, byKind);
  const tellings = Map.groupBy(tellingsOf(rows), ({ of }) => of);
  const seen = new Set<string>();
  for (const row of rows.user_versions) {
    const of = `${row.policy}/${row.version}`;
    const at = { table: 'user_versions', row: `${rows.ref} ${of}` };
    seen.add(of);
    if (row.version !== EARLIER_AGREEMENT && !facts.versions.has(of)) {
      report({ ...at, column: 'version', is: row.version ?? null, should: 'a version that there is' });
    }
    compareRow(report, at, row, counting.get(of) ?? NONE);
    if (facts.versions.get(of)?.rules != null) {
      auditRuledTelling(report, row, rows, facts.versions);
      continue;
    }
    auditTelling(report, at, row, tellings.get(of) ?? [], facts);
    compareRow(report, at, row, UNRULED);
  }
  auditUntold(report, rows, facts.versions);
  for (const [of, one] of counting) {
    if (seen.has(of)) continue;
    const at = { table: 'user_versions', row: `${rows.ref} ${of}` };
    report({ ...at, column: 'acceptance_id', is: 'missing', should: one.acceptance_id });
  }
  for (const [of, [telling]] of tellings) {
    // Under rules of its own one of several ways may not be enough.
    if (seen.has(of) || telling === undefined || facts.versions.get(of)?.rules != null) continue;
    const at = { table: 'user_versions', row: `${rows.ref} ${of}` };
    report({ ...at, column: 'told_by', is: 'missing', should: telling.by });
  }
}

type Told = { readonly of: string; readonly by: string; readonly at: Value };

/** All that told a user of something: mails that were given, and showings. */
function tellingsOf({ deliveries, showings }: UserRows): Told[] {
  return [
    ...deliveries
      .filter((row) => tellsOfVersion(row.kind as NoticeKind) && isGiven(row.state as 'sent'))
      .flatMap((row) => toldByMail(row).map((of) => ({ of, by: String(row.id), at: row.sent_at ?? null }))),
    ...showings.map((row) => ({
      of: `${row.policy}/${row.version}`,
      by: String(row.id),
      at: row.shown_at ?? null,
    })),
  ];
}

/** The last that a mail was found to say: most mails that are read together say the same. */
let lastRead: { readonly says: Value | undefined; readonly told: readonly string[] } = { says: '', told: [] };

/** The versions that a mail told of, as `<policy>/<version>`; none where its row cannot be read. */
function toldByMail({ says }: Row): readonly string[] {
  if (says !== lastRead.says) lastRead = { says, told: versionsIn(String(says)) };
  return lastRead.told;
}

function versionsIn(says: string): readonly string[] {
  try {
    return textToSays(says).tells.map(({ policy, version }) => `${policy}/${version}`);
  } catch {
    return [];
  }
}

function auditTelling(
  report: Report,
  at: { readonly table: string; readonly row: string },
  row: Row,
  tellings: readonly Told[],
  { versions }: AuditFacts,
): void {
  const [first] = tellings;
  if (row.told_by === null || first === undefined) {
    const should = first === undefined ? null : `${tellings.map(({ by }) => by).join(' or ')}`;
    const told = first === undefined ? null : { words: `when ${first.by} told them`, holds: isSet };
    compareRow(report, at, row, { told_by: should, told_at: told, binds_at: told });
    return;
  }
  const telling = tellings.find(({ by }) => by === row.told_by);
  if (telling === undefined) {
    const should = tellings.map(({ by }) => by).join(' or ');
    report({ ...at, column: 'told_by', is: row.told_by ?? null, should });
    return;
  }
  const version = versions.get(`${row.policy}/${row.version}`);
  compareRow(report, at, row, { told_at: telling.at, binds_at: version && bindsFrom(version, telling.at) });
}

/** Undefined where the version's own columns say nothing sensible; that is reported with the version. */
function bindsFrom(version: VersionFacts, toldAt: Value): Value | undefined {
  try {
    return bindsAt(version, toldAt as Instant);
  } catch {
    return undefined;
  }
}

const isSet = (value: Value) => value !== null;

/** When and by what each termination ended. */
function auditEnds(
  report: Report,
  rows: UserRows,
  records: readonly AuditedRecord[],
  byKind: RecordsByKind,
): void {
  const terminated = byKind('terminated');
  if (rows.terminations.length === 0 && terminated.size === 0) return;
  const ends = endsOfTerminations(records);
  const known = new Set<string>();
  for (const row of rows.terminations) {
    const id = String(row.id);
    const at = { table: 'terminations', row: id };
    known.add(id);
    const happenedAt = terminated.get(id)?.at;
    if (happenedAt !== undefined) compareRow(report, at, row, { terminates_at: happenedAt });
    const end = ends.get(id);
    compareRow(report, at, row, {
      ...{ ended_at: end?.at ?? null, ended_by: end?.by ?? null, ended_over: end?.over ?? null },
    });
  }
  for (const id of terminated.keys()) {
    if (known.has(id)) continue;
    const should = `there, for terminated:${id}`;
    report({ table: 'terminations', row: id, column: null, is: 'missing', should });
  }
}

function auditDeliveries(report: Report, rows: UserRows, byKind: RecordsByKind, facts: AuditFacts): void {
  const mails = new Map(rows.deliveries.map((row) => [row.id, row]));
  for (const { kind, facts: own, policy, version } of [
    ...byKind('resolved').values(),
    ...byKind('repeated').values(),
    ...byKind('provider-event').values(),
  ]) {
    const row = mails.get(own.delivery);
    const table =
      row?.table ??
      (kind === 'repeated' || (kind === 'resolved' && own.as === 'resend')
        ? 'ended_deliveries'
        : 'deliveries');
    const release = facts.versions.get(`${policy}/${version}`)?.release;
    compareRow(report, { table: String(table), row: own.delivery }, row, { release });
  }
  const events = Map.groupBy(byKind('provider-event').values(), (one) => String(one.facts.delivery));
  for (const row of rows.deliveries) {
    const id = String(row.id);
    const at = { table: String(row.table), row: row.id === null ? `of ${rows.ref} in ${row.chunk_id}` : id };
    const evidence = {
      sent: byKind('sent').get(id),
      resolved: byKind('resolved').get(id),
      reports: (events.get(id) ?? []).filter((one) => facts.says(one.facts.type) !== null),
      says: facts.says,
    };
    if (row.chunk_state === null && row.chunk_id !== '') {
      report({
        table: 'chunks',
        row: `${row.chunk_id}`,
        column: null,
        is: 'missing',
        should: `there, for ${id}`,
      });
    }
    const repeats = String(row.may_repeat);
    const isToBeRepeated =
      byKind('repeated').has(repeats) || byKind('resolved').get(repeats)?.facts.as === 'resend';
    if (row.may_repeat !== null && !isToBeRepeated) {
      const should = 'a delivery that was to be sent again';
      report({ ...at, column: 'may_repeat', is: row.may_repeat ?? null, should });
    }
    compareRow(report, at, row, { state: expectedState(row, evidence) });
    compareRow(report, at, row, { sent_at: expectedSentAt(row, evidence) });
    const { sent } = evidence;
    if (sent === undefined) continue;
    // A report that came first named it already.
    if (earlyReports(evidence).length === 0)
      compareRow(report, at, row, { provider_id: sent.facts.providerId });
    const chunk = { table: 'chunks', row: String(row.chunk_id) };
    if (row.chunk_state !== 'sent') {
      report({ ...chunk, column: 'state', is: row.chunk_state ?? null, should: 'sent' });
    }
  }
}
