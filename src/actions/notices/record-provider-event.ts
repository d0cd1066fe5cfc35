import type { ProviderEvent } from '../../delivery/provider-event.ts';
import { isSameMailbox } from '../../domain/email-address.ts';
import type { Instant } from '../../domain/instant.ts';
import { type DeliveryState, isNotGiven, stateAfter } from '../../domain/notices/delivery-state.ts';
import { tellsOfVersion } from '../../domain/notices/notice-kind.ts';
import { firstTell } from '../../domain/notices/says.ts';
import { takenWithin } from '../../domain/notices/telling.ts';
import type { Version } from '../../domain/policies/policy.ts';
import type { Act } from '../../domain/record/act.ts';
import {
  advanceDelivery,
  findProviderEvent,
  findReportedDelivery,
  insertProviderEvent,
  type ReportedDelivery,
} from '../../storage/notices/provider-events.ts';
import { countMailsOf } from '../../storage/sending/sendings.ts';
import type { Condition } from '../../storage/sql.ts';
import type { Database, Statement } from '../../storage/store.ts';
import type { Context } from '../context.ts';
import { recordActs } from '../record/record-acts.ts';
import { untilWritten } from '../until-written.ts';
import { writeAboutUser } from '../write-marked.ts';
import { followRenewals } from './follow-renewals.ts';
import { followVersion } from './follow-report.ts';
import { readTold } from './read-told.ts';

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
    const { policy, version: number } = firstTell(delivery.says);
    const told = await readTold(db, delivery);
    const versions = told.map(({ version }) => version);
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
        ...(await follow({ store }, { delivery, versions, event, at }, isMarked)),
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

/** What follows from a report for the delivery, for all that its user was told by it, and for what rested on that. */
async function follow(
  { store: { db } }: Pick<Context, 'store'>,
  about: {
    readonly delivery: ReportedDelivery;
    /** What it tells of. */
    readonly versions: readonly Version[];
    readonly event: ProviderEvent;
    readonly at: Instant;
  },
  isMarked: Condition,
): Promise<Statement[]> {
  const { delivery, versions, event, at } = about;
  const { says } = event;
  if (says === null) return [];
  const takenAt = takenWithin(event.takenAt ?? event.occurredAt ?? at, delivery.frozenAt, at);
  const mail = { providerId: event.providerId, sentAt: takenAt };
  const state = stateAfter(delivery.state, says);
  const statements = [
    ...advanceDelivery(db, delivery.id, says, mail, isMarked),
    ...countForPlan(db, about, state, isMarked),
  ];
  if (!tellsOfVersion(delivery.says.kind)) return statements;
  for (const version of versions) {
    const one = { delivery, version, event, at, state, takenAt };
    statements.push(...(await followVersion({ store: { db } }, one, isMarked)));
  }
  return statements;
}

/** Counts what a release that is sent by a plan may be paused over: mails that did not arrive, and complaints. */
function countForPlan(
  db: Database,
  {
    delivery,
    versions,
    event,
  }: { delivery: ReportedDelivery; versions: readonly Version[]; event: ProviderEvent },
  state: DeliveryState,
  isMarked: Condition,
): Statement[] {
  const isPlanned = versions.some(({ sending }) => sending !== null);
  if (!isPlanned || delivery.says.kind !== 'announcement') return [];
  const hasFailed = isNotGiven(state) && !isNotGiven(delivery.state);
  const counted = hasFailed ? 'bounced' : event.type === COMPLAINT ? 'complained' : null;
  return counted === null ? [] : [countMailsOf(db, delivery.release, counted, 1, isMarked)];
}

/** Whether a mail that did not arrive went to an address that is not its user's any more. A contact's has its own mails. */
function mayReachElsewhere(
  { state, contact, email, user }: ReportedDelivery,
  { says }: Pick<ProviderEvent, 'says'>,
): boolean {
  if (says === null || !isNotGiven(stateAfter(state, says))) return false;
  return contact === 0 && email !== null && user.email !== null && !isSameMailbox(user.email, email);
}
