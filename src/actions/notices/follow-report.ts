import type { ProviderEvent } from '../../delivery/provider-event.ts';
import { countingAcceptance } from '../../domain/answers/counting.ts';
import { isRuled, type ReachingEvent } from '../../domain/answers/own-outcome.ts';
import { isAbout } from '../../domain/answers/standing.ts';
import type { Instant } from '../../domain/instant.ts';
import { type DeliveryState, GIVEN, isGiven, isNotGiven } from '../../domain/notices/delivery-state.ts';
import { NOBODYS, tellOf } from '../../domain/notices/says.ts';
import { fallsWithNotice, type Telling, tellingAt } from '../../domain/notices/telling.ts';
import type { Version } from '../../domain/policies/policy.ts';
import type { Act } from '../../domain/record/act.ts';
import { type Silence, silenceId } from '../../domain/record/act.ts';
import { type CountingOf, letCount, voidAcceptance } from '../../storage/answers/acceptances.ts';
import { answersToDeclines, listAnswers } from '../../storage/answers/answers.ts';
import { silenceHasAgreed } from '../../storage/answers/silences.ts';
import { listTerminationsOf } from '../../storage/answers/user-facts.ts';
import { deliveryIs } from '../../storage/notices/ended-deliveries.ts';
import type { ReportedDelivery } from '../../storage/notices/provider-events.ts';
import {
  findOtherTelling,
  findTelling,
  type ToldOf,
  takeTellingBack,
  tellReaderAnew,
  wasToldBy,
} from '../../storage/notices/tellings.ts';
import { allOf, type Condition } from '../../storage/sql.ts';
import type { Database, Statement } from '../../storage/store.ts';
import { readMadeAcceptances } from '../answers/read-facts.ts';
import { readTellings, toTelling } from '../answers/read-tellings.ts';
import type { Context } from '../context.ts';
import { recordActs } from '../record/record-acts.ts';
import { tellingBy } from './tell-readers.ts';

/**
 * What follows from a report of a mail for one of the versions that it tells of: that its user is told, or is not
 * any more, and what rested on that.
 */
export async function followVersion(
  { store: { db } }: { readonly store: Pick<Context['store'], 'db'> },
  about: {
    readonly delivery: ReportedDelivery;
    readonly version: Version;
    readonly event: ProviderEvent;
    readonly at: Instant;
    readonly state: DeliveryState;
    readonly takenAt: Instant;
  },
  isMarked: Condition,
): Promise<Statement[]> {
  const { delivery, version, event, at, state, takenAt } = about;
  const of = { ref: delivery.user.ref, policy: version.policy, version: version.version };
  const statements: Statement[] = [];
  if (isGiven(state)) {
    const events = reachingBy(delivery, state, { takenAt, reportedAt: event.occurredAt ?? at });
    const membership = tellOf(delivery.says, version)?.membership ?? NOBODYS;
    const tell = await tellingBy(db, version, { ref: of.ref, events, membership }, at);
    statements.push(tell(allOf(isMarked, deliveryIs(delivery.id, GIVEN))));
  }
  if (isNotGiven(state)) {
    const told = await findTelling(db, of);
    const { left, fell, statement } = await takingBack(db, version, { of, delivery, told, at }, isMarked);
    for (const toldBy of fell) {
      statements.push(...voidSilence({ store: { db } }, { ...of, toldBy }, { event, at }, isMarked));
    }
    // What the sender writes meanwhile is taken back all the same; no use can have rested on it yet.
    statements.push(statement);
    if (told !== undefined && fell.includes(told.by)) {
      statements.push(...(await voidWhatRestedOn({ store: { db } }, of, left, { event, at }, isMarked)));
    }
  }
  return statements;
}

/** What a mail that was given is to the rules of its version: sent, or with proof that it came. */
function reachingBy(
  { id }: ReportedDelivery,
  state: DeliveryState,
  { takenAt, reportedAt }: { readonly takenAt: Instant; readonly reportedAt: Instant },
): readonly [ReachingEvent, ...ReachingEvent[]] {
  const sent: ReachingEvent = { kind: 'sent', channel: 'mail', at: takenAt, delivery: id };
  if (state !== 'delivered') return [sent];
  return [sent, { kind: 'delivered', channel: 'mail', at: reportedAt, delivery: id }];
}

/**
 * Takes back what a mail told that did not arrive, and answers what told its reader besides, and what does so
 * no more: also what had told them together with it, where one channel is not enough.
 */
async function takingBack(
  db: Database,
  version: Version,
  {
    of,
    delivery,
    told,
    at,
  }: {
    readonly of: ToldOf;
    readonly delivery: ReportedDelivery;
    readonly told: Telling | undefined;
    readonly at: Instant;
  },
  isMarked: Condition,
): Promise<{
  readonly left: Telling | null;
  readonly fell: readonly string[];
  readonly statement: Statement;
}> {
  if (isRuled(version)) {
    const tellingOf = await readTellings(db, version, [of.ref], { without: delivery.id }, at);
    const telling = tellingOf(of.ref);
    const isSame = told?.by === telling.toldBy && told?.at === telling.toldAt;
    const fell = told === undefined || isSame ? [delivery.id] : [...new Set([delivery.id, told.by])];
    const statement = tellReaderAnew(db, of, telling, allOf(isMarked, wasToldBy(fell)));
    return { left: toTelling(telling), fell, statement };
  }
  const other = await findOtherTelling(db, of, delivery.id);
  const left = other === undefined ? null : tellingAt(version, other);
  const statement = takeTellingBack(db, of, delivery.id, left, isMarked);
  return { left, fell: [delivery.id], statement };
}

/** Records that a silence which is written down did not agree after all, since its notice was not given. */
function voidSilence(
  { store: { db } }: { readonly store: Pick<Context['store'], 'db'> },
  silence: Silence,
  { event, at }: { readonly event: ProviderEvent; readonly at: Instant },
  isMarked: Condition,
): Statement[] {
  const { ref, policy, version } = silence;
  const voided: Act = {
    ...{ kind: 'silence-voided', about: silenceId(silence), at, recordedAt: at, actor: 'provider' },
    ...{ ref, policy, version, facts: { event: event.id } },
  };
  return recordActs(db, [voided], allOf(isMarked, silenceHasAgreed(db, silence)));
}

/** Voids what rested on a notice that was not given: what else they agreed to the version by counts then. */
async function voidWhatRestedOn(
  { store: { db } }: { readonly store: Pick<Context['store'], 'db'> },
  of: CountingOf,
  left: Telling | null,
  { event, at }: { readonly event: ProviderEvent; readonly at: Instant },
  isMarked: Condition,
): Promise<Statement[]> {
  const made = await readMadeAcceptances(db, of);
  const falling = made.filter((one) => fallsWithNotice(one, left));
  if (falling.length === 0) return [];
  const acts = falling.map(
    ({ id }): Act => ({
      ...{ kind: 'voided', about: id, at, recordedAt: at, actor: 'provider' },
      ...of,
      facts: { acceptance: id, event: event.id },
    }),
  );
  const declines = [
    ...(await listTerminationsOf(db, of.ref)).filter((one) => isAbout(one, of)),
    ...answersToDeclines(await listAnswers(db, of), of.version),
  ];
  const counting = countingAcceptance(
    made.filter((one) => !falling.includes(one)),
    declines,
  );
  return [
    ...falling.map((one) => voidAcceptance(db, one, { eventId: event.id, at }, isMarked)),
    letCount(db, of, counting, isMarked),
    ...recordActs(db, acts, isMarked),
  ];
}
