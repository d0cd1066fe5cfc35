import {
  countsFromRenewal,
  type OwnOutcome,
  type OwnTelling,
  ownTelling,
  type ReachingEvent,
  type RulesOfVersion,
} from '../answers/own-outcome.ts';
import { EARLIER_AGREEMENT } from '../answers/position.ts';
import { type Instant, laterOf } from '../instant.ts';
import { isGiven } from '../notices/delivery-state.ts';
import { type NoticeKind, tellsOfVersion } from '../notices/notice-kind.ts';
import { PROVES_ARRIVAL } from '../notices/report-type.ts';
import { NOBODYS, type Tell } from '../notices/says.ts';
import { canonicalJson, type Json } from '../record/canonical-json.ts';
import { readObjection } from './audit-answers.ts';
import { compareRow, type Expected, type Report, type Row, type Value } from './finding.ts';
import type { UserRows, VersionFacts } from './user-rows.ts';

/**
 * Holds what the rules of a version come to for a reader against what reached them, by the function that wrote
 * it. What somebody is to the rules can change later, so what they were is taken as it was written; dates that
 * wait for renewals are not held against those that are known now.
 */
export function auditRuledTelling(
  report: Report,
  row: Row,
  rows: UserRows,
  versions: ReadonlyMap<string, VersionFacts>,
): void {
  const at = { table: 'user_versions', row: `${rows.ref} ${row.policy}/${row.version}` };
  const said = membershipSaid(row, rows);
  const membership = said ?? readOutcome(row.outcome ?? null)?.membership ?? NOBODYS;
  const expected = expectedTellings(row, rows, versions, membership);
  if (expected === null) return;
  compareRow(report, at, row, {
    // What the site tells everybody needs no row.
    told_at: isOneOf(expected.flatMap((one) => (one.toldBy === null ? [one.toldAt, null] : one.toldAt))),
    told_by: isOneOf(expected.map((one) => (one.toldAt === null ? null : one.toldBy))),
  });
  if (row.told_at == null) return;
  compareRow(report, at, row, { outcome: isOutcomeOf(expected, mayHangOnRenewals(row, versions)) });
  if (mayHangOnRenewals(row, versions)) return;
  compareRow(report, at, row, {
    effective_at: isOneOf(expected.map(({ own }) => own.effectiveAt)),
    closes_at: isOneOf(expected.map(({ own }) => own.closesAt)),
    binds_at: isOneOf(expected.map((one) => one.bindsAt)),
    agrees_at: isOneOf([null, ...expected.map(({ own }) => own.agreesAt)]),
  });
}

/** Reports where something told a reader of a version with rules of its own, of which they have no row. */
export function auditUntold(
  report: Report,
  rows: UserRows,
  versions: ReadonlyMap<string, VersionFacts>,
): void {
  for (const { policy, version, rules, release } of versions.values()) {
    const isThere = rows.user_versions.some((row) => row.policy === policy && row.version === version);
    if (rules === null || isThere) continue;
    const sent = rows.deliveries.find((one) => one.release === release && isGiven(one.state as 'sent'));
    const row: Row = { user_ref: rows.ref, policy, version, told_at: null, told_by: sent?.id ?? null };
    const membership = membershipSaid(row, rows) ?? NOBODYS;
    const [telling] = expectedTellings(row, rows, versions, membership) ?? [];
    if (telling === undefined || telling.toldBy === null || telling.toldAt === null) continue;
    const at = { table: 'user_versions', row: `${rows.ref} ${policy}/${version}` };
    report({ ...at, column: 'told_by', is: 'missing', should: telling.toldBy });
  }
}

/** What a version came to for a reader, as far as that can be told now; null where it has no rules of its own. */
function expectedTellings(
  row: Row,
  rows: UserRows,
  versions: ReadonlyMap<string, VersionFacts>,
  membership: OwnOutcome['membership'],
): readonly OwnTelling[] | null {
  const version = versions.get(`${row.policy}/${row.version}`);
  if (version?.rules == null) return null;
  const ruled: RulesOfVersion = { ...version, rules: version.rules };
  const toldAt = String(row.told_at);
  const floors = [
    floorOf(row, rows, versions, (one) => String(one) <= toldAt),
    floorOf(row, rows, versions, (one) => String(one) < toldAt),
  ];
  return floors.map((notBefore) =>
    ownTelling(ruled, {
      reader: { attributes: {}, joinedAt: joinedAt(rows), renewsAt: [] },
      membership,
      ...{ holds: heldBefore(row, rows), asksBefore: false, notBefore },
      events: eventsOf(row, rows, version),
      objection: readObjection(row),
    }),
  );
}

/** Whether dates hang on when contracts renew, of which more may be known now than was then. */
function mayHangOnRenewals({ policy, version }: Row, versions: ReadonlyMap<string, VersionFacts>): boolean {
  const rules = versions.get(`${policy}/${version}`)?.rules ?? null;
  return rules !== null && countsFromRenewal(rules);
}

function isOneOf(values: readonly Value[]): Expected {
  return {
    words: values.map((value) => value ?? 'none').join(' or '),
    holds: (is) => values.includes(is),
  };
}

/** What else the rules come to, as it must be kept: but for what hangs on what their reader was and held then. */
function isOutcomeOf(expected: readonly OwnTelling[], hangsOnRenewals: boolean): Expected {
  const parts = (own: Partial<OwnOutcome>) => {
    const { hasWindow, offers, sooner, membership, acceptance } = own;
    const asked = acceptance === 'silence' ? 'explicit' : acceptance;
    const dated = { waitsFor: own.waitsFor, keepUntil: own.keepUntil, unanswered: own.unanswered ?? null };
    return canonicalJson({
      ...{ offers, sooner, hasWindow, asked, mayEndAfter: own.mayEndAfter ?? null },
      membership: membership ?? null,
      ...(hangsOnRenewals ? {} : dated),
    } as Json);
  };
  const should = expected.map(({ own }) => parts(own));
  return {
    words: should.join(' or '),
    holds: (is) => {
      const own = readOutcome(is);
      return own !== null && typeof own.byMail === 'boolean' && should.includes(parts(own));
    },
  };
}

/** The audiences that a reader was in by the record of the mail that told them; null where no mail did. */
function membershipSaid(
  { told_by: toldBy, policy, version }: Row,
  rows: UserRows,
): OwnOutcome['membership'] | null {
  const sent = rows.records.find(({ id }) => id === `sent:${toldBy}`);
  if (sent === undefined) return null;
  try {
    const { facts } = JSON.parse(sent.body) as { facts: { tells: readonly Tell[] } };
    const tell = facts.tells.find((one) => one.policy === policy && one.version === version);
    return tell?.membership ?? NOBODYS;
  } catch {
    return null;
  }
}

function readOutcome(outcome: Value): OwnOutcome | null {
  try {
    return outcome === null ? null : (JSON.parse(String(outcome)) as OwnOutcome);
  } catch {
    return null;
  }
}

function joinedAt({ user }: UserRows): Instant | null {
  return user === undefined ? null : (user.created_at as Instant);
}

/** What reached a reader with the notice of a version. */
function eventsOf(row: Row, rows: UserRows, { release }: VersionFacts): readonly ReachingEvent[] {
  const isOf = (one: Row) => one.policy === row.policy && one.version === row.version;
  const mails = rows.deliveries.filter(
    (one) =>
      one.release === release && tellsOfVersion(one.kind as NoticeKind) && isGiven(one.state as 'sent'),
  );
  const proofs = rows.provider_events.filter(({ type }) => PROVES_ARRIVAL.includes(String(type)));
  return [
    ...mails.map((one) => eventOf('sent', 'mail', one.sent_at, one.id)),
    ...mails.flatMap(({ id, state }) =>
      proofs
        .filter((proof) => proof.delivery_id === id && state === 'delivered')
        .map((proof) => eventOf('delivered', 'mail', proof.occurred_at, id)),
    ),
    ...rows.showings.filter(isOf).map((one) => eventOf('shown', 'account', one.shown_at, one.id)),
    ...rows.reader_events.filter(isOf).map((one) => ({
      ...eventOf(one.kind as 'shown', one.channel as 'post', one.happened_at, one.id),
      states: JSON.parse(String(one.states ?? '[]')) as ('silence' | 'use')[],
    })),
  ];
}

function eventOf(
  kind: 'sent' | 'delivered' | 'shown',
  channel: ReachingEvent['channel'],
  at: Value | undefined,
  delivery: Value | undefined,
): ReachingEvent {
  return { kind, channel, at: at as Instant, delivery: String(delivery) };
}

/** Whether a reader held an earlier version when they were told of one. */
function heldBefore({ policy, version, told_at: toldAt }: Row, rows: UserRows): boolean {
  return rows.user_versions.some(
    (one) =>
      one.policy === policy &&
      Number(one.version) < Number(version) &&
      (Number(one.version) === EARLIER_AGREEMENT ||
        String(one.accepted_at ?? one.agrees_at ?? '~') <= String(toldAt)),
  );
}

/** When the last version before one, of those that a reader had been told of, takes effect for them. */
function floorOf(
  { policy, version }: Row,
  rows: UserRows,
  versions: ReadonlyMap<string, VersionFacts>,
  isBefore: (toldAt: Value) => boolean,
): Instant | null {
  const told = rows.user_versions.filter(
    (one) =>
      one.policy === policy &&
      Number(one.version) < Number(version) &&
      one.told_at != null &&
      readObjection(one)?.answer !== 'keep-old' &&
      isBefore(one.told_at),
  );
  const dates = told.map(
    (one) =>
      (one.agrees_at ?? one.effective_at ?? versions.get(`${policy}/${one.version}`)?.effectiveAt) as Instant,
  );
  return dates.reduce<Instant | null>((a, b) => (a === null ? b : laterOf(a, b)), null);
}
