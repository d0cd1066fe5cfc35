import {
  type OwnOutcome,
  ownTelling,
  type ReachingEvent,
  type RulesOfVersion,
} from '../answers/own-outcome.ts';
import { EARLIER_AGREEMENT } from '../answers/position.ts';
import { type Instant, laterOf } from '../instant.ts';
import { isGiven } from '../notices/delivery-state.ts';
import { type NoticeKind, tellsOfVersion } from '../notices/notice-kind.ts';
import { PROVES_ARRIVAL } from '../notices/report-type.ts';
import { compareRow, type Report, type Row, type Value } from './finding.ts';
import type { UserRows, VersionFacts } from './user-rows.ts';

/**
 * Holds what the rules of a version come to for a reader against what reached them, by the function that wrote
 * it. What somebody is to the rules can change later, so what they were is taken as it was written; dates that
 * wait for renewals are not held against those that are known now.
 */
export function auditRuledTelling(
  report: Report,
  at: { readonly table: string; readonly row: string },
  row: Row,
  rows: UserRows,
  versions: ReadonlyMap<string, VersionFacts>,
): void {
  const version = versions.get(`${row.policy}/${row.version}`);
  const written = readOutcome(row.outcome ?? null);
  if (version?.rules == null || written === null) {
    if (version?.rules != null && row.told_at !== null) {
      report({ ...at, column: 'outcome', is: row.outcome ?? null, should: 'what the rules come to' });
    }
    return;
  }
  const ruled: RulesOfVersion = { ...version, rules: version.rules };
  const before = (isBefore: (toldAt: Value) => boolean) => floorOf(row, rows, versions, isBefore);
  const toldAt = String(row.told_at);
  const floors = [before((one) => String(one) <= toldAt), before((one) => String(one) < toldAt)];
  const expected = floors.map((notBefore) =>
    ownTelling(ruled, {
      reader: { attributes: {}, joinedAt: joinedAt(rows), renewsAt: [] },
      membership: written.membership,
      ...{ holds: heldBefore(row, rows), asksBefore: false, notBefore },
      events: eventsOf(row, rows, version),
    }),
  );
  const isOneOf = (dates: readonly (Instant | null)[]) => ({
    words: dates.map((date) => date ?? 'none').join(' or '),
    holds: (is: Value) => dates.includes(is as Instant | null),
  });
  compareRow(report, at, row, { told_at: isOneOf(expected.map((one) => one.toldAt)) });
  if (expected.some(({ own }) => own.waitsFor?.includes('renewal'))) return;
  compareRow(report, at, row, {
    effective_at: isOneOf(expected.map(({ own }) => own.effectiveAt)),
    closes_at: isOneOf(expected.map(({ own }) => own.closesAt)),
    binds_at: isOneOf(expected.map((one) => one.bindsAt)),
    agrees_at: isOneOf([null, ...expected.map(({ own }) => own.agreesAt)]),
  });
}

function readOutcome(outcome: Value): Pick<OwnOutcome, 'membership'> | null {
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
      isBefore(one.told_at),
  );
  const dates = told.map(
    (one) =>
      (one.agrees_at ?? one.effective_at ?? versions.get(`${policy}/${one.version}`)?.effectiveAt) as Instant,
  );
  return dates.reduce<Instant | null>((a, b) => (a === null ? b : laterOf(a, b)), null);
}
