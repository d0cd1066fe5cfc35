import type { ProviderEvent } from '../../delivery/provider-event.ts';
import { countingAcceptance } from '../../domain/answers/counting.ts';
import { isRuled, type ReachingEvent } from '../../domain/answers/own-outcome.ts';
import { isAbout } from '../../domain/answers/standing.ts';
import { isSameMailbox } from '../../domain/email-address.ts';
import type { Instant } from '../../domain/instant.ts';
import {
  type DeliveryState,
  GIVEN,
  isGiven,
  isNotGiven,
  stateAfter,
} from '../../domain/notices/delivery-state.ts';
import { tellsOfVersion } from '../../domain/notices/notice-kind.ts';
import { NOBODYS, onlyTell } from '../../domain/notices/says.ts';
import { fallsWithNotice, type Telling, takenWithin, tellingAt } from '../../domain/notices/telling.ts';
import type { Version } from '../../domain/policies/policy.ts';
import type { Act } from '../../domain/record/act.ts';
import { type Silence, silenceId } from '../../domain/record/act.ts';
import { type CountingOf, letCount, voidAcceptance } from '../../storage/answers/acceptances.ts';
import { answersToDeclines, listAnswers } from '../../storage/answers/answers.ts';
import { silenceHasAgreed } from '../../storage/answers/silences.ts';
import { listTerminationsOf } from '../../storage/answers/user-facts.ts';
import { deliveryIs } from '../../storage/notices/ended-deliveries.ts';
import {
  advanceDelivery,
  findProviderEvent,
  findReportedDelivery,
  insertProviderEvent,
  type ReportedDelivery,
} from '../../storage/notices/provider-events.ts';
import {
  findOtherTelling,
  findTelling,
  type ToldOf,
  takeTellingBack,
  tellReaderAnew,
  wasToldBy,
} from '../../storage/notices/tellings.ts';
import { countMailsOf } from '../../storage/sending/sendings.ts';
import { allOf, type Condition } from '../../storage/sql.ts';
import type { Database, Statement } from '../../storage/store.ts';
import { readMadeAcceptances, readPolicy, versionOf } from '../answers/read-facts.ts';
import { readTellings, toTelling } from '../answers/read-tellings.ts';
import type { Context } from '../context.ts';
import { recordActs } from '../record/record-acts.ts';
import { untilWritten } from '../until-written.ts';
import { writeAboutUser } from '../write-marked.ts';
import { followRenewals } from './follow-renewals.ts';
import { tellingBy } from './tell-readers.ts';

/** What the provider calls a report that somebody took a mail for unwanted. */
const COMPLAINT = 'email.complained';

export type {
  BounceReader,
  ProviderEvent,
  SignedReport,
  WebhookReader,
} from '../../delivery/provider-event.ts';

/**
 * Takes the provider's report of what became of one of our mails: keeps it as evidence, once, and lets
 * the delivery's state follow. What is not about one of ours is not kept.
 *
 * A mail that the provider took tells its user, if we did not know that yet, from when it took it. One
 * that did not arrive takes that back, and with it every acceptance that rested on it.
 */
export async function recordProviderEvent(
  context: Pick<Context, 'store' | 'now' | 'newId' | 'wake'>,
  event: ProviderEvent,
): Promise<'kept' | 'repeated' | 'not-ours'> {
  const { store, now, wake } = context;
  const { db } = store;
  const result = await untilWritten(async () => {
    const delivery = await findReportedDelivery(db, event);
    if (delivery === undefined) return 'not-ours' as const;
    if ((await findProviderEvent(db, event.id)) !== undefined) return 'repeated' as const;

    const at = now();
    const { user } = delivery;
    const { policy, version: number } = onlyTell(delivery.says);
    const { versions } = await readPolicy(db, policy);
    const version = versionOf(versions, policy, number);
    const report = {
      id: event.id,
      type: event.type,
      occurredAt: event.occurredAt ?? at,
      receivedAt: at,
    };
    const reported: Act = {
      ...{
        kind: 'provider-event',
        about: event.id,
        at: report.occurredAt,
        recordedAt: at,
        actor: 'provider',
      },
      ...{ ref: user.ref, policy, version: number },
      facts: {
        ...{ event: event.id, type: event.type, delivery: delivery.id },
        occurredAt: report.occurredAt,
      },
      personal: { payload: user.isErased ? null : event.payload },
    };
    const isWritten = await writeAboutUser(
      context,
      user,
      async (isMarked) => [
        insertProviderEvent(db, delivery, report, isMarked),
        ...recordActs(db, [reported], isMarked),
        ...(await follow({ store }, { delivery, version, event, at }, isMarked)),
      ],
      mayReachElsewhere(delivery, event) ? { linkLostAt: at } : {},
    );
    return isWritten ? ('kept' as const) : undefined;
  });
  if (result === 'not-ours') return result;
  // Also when it is reported once more: what waited with what it took back waits no longer.
  if (event.says !== null && isNotGiven(event.says)) await followTakenBack(context, event);
  if (result === 'kept') wake();
  return result;
}

/** Dates what waited for a version that its reader turned out not to have been told of. */
async function followTakenBack(
  context: Pick<Context, 'store' | 'now' | 'newId'>,
  event: ProviderEvent,
): Promise<void> {
  const delivery = await findReportedDelivery(context.store.db, event);
  if (delivery !== undefined) await followRenewals(context, [delivery.user.ref]);
}

/** What follows from a report for the delivery, for what its user was told, and for what rested on that. */
async function follow(
  { store: { db } }: Pick<Context, 'store'>,
  about: {
    readonly delivery: ReportedDelivery;
    readonly version: Version;
    readonly event: ProviderEvent;
    readonly at: Instant;
  },
  isMarked: Condition,
): Promise<Statement[]> {
  const { delivery, version, event, at } = about;
  const { says } = event;
  if (says === null) return [];
  const of = { ref: delivery.user.ref, policy: version.policy, version: version.version };
  const takenAt = takenWithin(event.takenAt ?? event.occurredAt ?? at, delivery.frozenAt, at);
  const mail = { providerId: event.providerId, sentAt: takenAt };
  const state = stateAfter(delivery.state, says);
  const statements = [
    ...advanceDelivery(db, delivery.id, says, mail, isMarked),
    ...countForPlan(db, about, state, isMarked),
  ];
  if (!tellsOfVersion(delivery.says.kind)) return statements;
  if (isGiven(state)) {
    const events = reachingBy(delivery, state, { takenAt, reportedAt: event.occurredAt ?? at });
    const { membership = NOBODYS } = onlyTell(delivery.says);
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

/** Counts what a version that is sent by a plan may be paused over: mails that did not arrive, and complaints. */
function countForPlan(
  db: Database,
  { delivery, version, event }: { delivery: ReportedDelivery; version: Version; event: ProviderEvent },
  state: DeliveryState,
  isMarked: Condition,
): Statement[] {
  if (version.sending === null || delivery.says.kind !== 'announcement') return [];
  const hasFailed = isNotGiven(state) && !isNotGiven(delivery.state);
  const counted = hasFailed ? 'bounced' : event.type === COMPLAINT ? 'complained' : null;
  return counted === null ? [] : [countMailsOf(db, version.release, counted, 1, isMarked)];
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

/** Whether a mail that did not arrive went to an address that is not its user's any more. A contact's has its own mails. */
function mayReachElsewhere(
  { state, contact, email, user }: ReportedDelivery,
  { says }: Pick<ProviderEvent, 'says'>,
): boolean {
  if (says === null || !isNotGiven(stateAfter(state, says))) return false;
  return contact === 0 && email !== null && user.email !== null && !isSameMailbox(user.email, email);
}
