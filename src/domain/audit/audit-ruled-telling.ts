import { type Before, lastOf } from '../answers/before.ts';
import {
  countsFromRenewal,
  type OwnOutcome,
  type OwnTelling,
  ownTelling,
  type ReachingEvent,
  type RulesOfVersion,
  tellsNobody,
} from '../answers/own-outcome.ts';
import { EARLIER_AGREEMENT } from '../answers/position.ts';
import type { Instant } from '../instant.ts';
import { isGiven, isNotGiven } from '../notices/delivery-state.ts';
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
    // Where nothing had to reach them, nothing writes that they are told.
    told_at: isOneOf(expected.flatMap((one) => (one.toldBy === null ? [null, one.toldAt] : [one.toldAt]))),
    told_by: isOneOf([
      ...expected.map((one) => (one.toldAt === null ? null : one.toldBy)),
      // Of what reached them at one instant, either may have been written first.
      ...reachedAt(row, rows, versions),
    ]),
  });
  if (row.told_at == null) return;
  const rules = versions.get(`${row.policy}/${row.version}`)?.rules ?? null;
  const hangsOnRenewals = rules !== null && countsFromRenewal(rules, membership);
  compareRow(report, at, row, { outcome: isOutcomeOf(expected, hangsOnRenewals) });
  if (hangsOnRenewals || expected.some(({ own }) => own.waitsFor?.includes('renewal'))) return;
  const dated = mayBeLater(row, rows, versions) ? isOneOfOrLater : isOneOf;
  compareRow(report, at, row, {
    effective_at: dated(expected.map(({ own }) => own.effectiveAt)),
    closes_at: dated(expected.map(({ own }) => own.closesAt)),
    binds_at: dated(expected.map((one) => one.bindsAt)),
    agrees_at: dated([null, ...expected.map(({ own }) => own.agreesAt)]),
  });
}

/**
 * Whether what came of an earlier version may have put this one off that no longer shows: its mail did not arrive,
 * or it waited for a renewal.
 */
function mayBeLater(
  { policy, version }: Row,
  rows: UserRows,
  versions: ReadonlyMap<string, VersionFacts>,
): boolean {
  return [...versions.values()].some((one) => {
    if (one.policy !== policy || one.version >= Number(version)) return false;
    const mails = rows.deliveries.filter(({ release }) => release === one.release);
    const isBack = mails.some(({ state }) => isNotGiven(state as 'bounced'));
    return isBack || (one.rules !== null && countsFromRenewal(one.rules));
  });
}

function isOneOfOrLater(values: readonly Value[]): Expected {
  const isLater = (is: Value) => values.some((one) => one !== null && is !== null && is >= one);
  return {
    words: `${values.map((value) => value ?? 'none').join(' or ')}, or later`,
    holds: (is) => values.includes(is) || isLater(is),
  };
}

/** Reports where something told a reader of a version with rules of its own, of which they have no row. */
export function auditUntold(
  report: Report,
  rows: UserRows,
  versions: ReadonlyMap<string, VersionFacts>,
): void {
  for (const { policy, version, rules, release } of versions.values()) {
    if (rules === null) continue;
    if (rows.user_versions.some((row) => row.policy === policy && row.version === version)) continue;
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
  const floors = [true, false].flatMap((goesByGeneral) => [
    floorOf(row, rows, versions, { goesByGeneral, isBefore: (one) => String(one) <= toldAt }),
    floorOf(row, rows, versions, { goesByGeneral, isBefore: (one) => String(one) < toldAt }),
  ]);
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

function isOneOf(values: readonly Value[]): Expected {
  return {
    words: values.map((value) => value ?? 'none').join(' or '),
    holds: (is) => values.includes(is),
  };
}

/** What else the rules come to, as it must be kept: but for what hangs on what their reader was and held then. */
function isOutcomeOf(expected: readonly OwnTelling[], hangsOnRenewals: boolean): Expected {
  const parts = (own: Partial<OwnOutcome>) => {
    const { waitsFor, hasWindow, offers, keepUntil, sooner, unanswered } = own;
    const { membership, acceptance } = own;
    const asked = acceptance === 'silence' ? 'explicit' : acceptance;
    return canonicalJson({
      ...{ offers, sooner, asked, mayEndAfter: own.mayEndAfter ?? null },
      waitsFor: waitsFor?.includes('renewal') ? null : waitsFor,
      dated: hangsOnRenewals ? null : { hasWindow, keepUntil, unanswered: unanswered ?? null },
      membership: membership ?? null,
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

/** What reached a reader at the instant at which they count as told. */
function reachedAt(row: Row, rows: UserRows, versions: ReadonlyMap<string, VersionFacts>): readonly Value[] {
  const version = versions.get(`${row.policy}/${row.version}`);
  if (version === undefined || row.told_at == null) return [];
  const events = eventsOf(row, rows, version).filter(({ at }) => at === row.told_at);
  return events.map(({ delivery }) => delivery ?? null);
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

/**
 * What comes of the versions before one that a reader had been told of and that stood; of whoever held nothing
 * then it may be the date for people in general.
 */
function floorOf(
  { policy, version, told_at: toldAt = null }: Row,
  rows: UserRows,
  versions: ReadonlyMap<string, VersionFacts>,
  {
    goesByGeneral,
    isBefore,
  }: { readonly goesByGeneral: boolean; readonly isBefore: (toldAt: Value) => boolean },
): Before | null {
  const told = rows.user_versions.filter((one) => {
    const isEarlier = one.policy === policy && Number(one.version) < Number(version);
    const withdrawnAt = versions.get(`${policy}/${one.version}`)?.withdrawnAt ?? null;
    const stood = withdrawnAt === null || !isBefore(withdrawnAt);
    if (readObjection(one)?.answer === 'keep-old') return false;
    if (!isEarlier || !stood || one.told_at == null || !isBefore(one.told_at)) return false;
    const rules = versions.get(`${policy}/${one.version}`)?.rules ?? null;
    return rules === null || !tellsNobody({ rules }, readOutcome(one.outcome ?? null)?.membership ?? NOBODYS);
  });
  return told
    .map((one): Before => {
      const own = readOutcome(one.outcome ?? null);
      const date = (one.agrees_at ?? one.effective_at ?? null) as Instant | null;
      const general = versions.get(`${policy}/${one.version}`)?.effectiveAt ?? null;
      const isLater = general !== null && (date === null || date > general);
      const isGeneral = goesByGeneral && isLater && !heldBefore({ ...one, told_at: toldAt }, rows);
      if (isGeneral) return { effectiveAt: general, waitsFor: null };
      if (own !== null && date === null) return { effectiveAt: null, waitsFor: own.waitsFor };
      return { effectiveAt: date ?? general, waitsFor: null };
    })
    .reduce<Before | null>(lastOf, null);
}
