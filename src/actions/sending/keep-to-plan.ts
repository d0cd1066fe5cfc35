import { addMs, type Instant, instantToMs, laterOf } from '../../domain/instant.ts';
import type { Told } from '../../domain/notices/told.ts';
import { spend, waitForMails } from '../../domain/sending/mail-rate.ts';
import { nextOpening } from '../../domain/sending/sending-hours.ts';
import { rateOfPlan, reasonToPause, type SendingPlan } from '../../domain/sending/sending-plan.ts';
import type { Chunk } from '../../storage/sending/chunks.ts';
import { postponeRelease } from '../../storage/sending/held-chunks.ts';
import { findSending, type Sending, takeMailsOf } from '../../storage/sending/sendings.ts';
import type { Context } from '../context.ts';
import { pauseVersion } from './pause-version.ts';
import { postpone } from './settle-chunk.ts';

/** Whoever pauses a version whose mails do not arrive, in the place of a key. */
const STOP_AT = 'stop-at';

/** How long a chunk waits whose turn another process took. */
const TURN_MS = 50;

/** A plan that a chunk has to keep to, and how its release stands. */
export type Planned = { readonly plan: SendingPlan; readonly sending: Sending };

/** What a chunk has to keep to; null where its release has no plan, or it began to leave before and is to be finished. */
export async function findPlan(
  { store }: Pick<Context, 'store'>,
  told: readonly Told[],
  { release, says: { kind, round }, ambiguousSince }: Chunk,
): Promise<Planned | null> {
  const plan = told[0]?.version.sending ?? null;
  if (plan === null || kind !== 'announcement' || round > 0 || ambiguousSince !== null) return null;
  const sending = await findSending(store.db, release);
  return sending === undefined ? null : { plan, sending };
}

/**
 * Whether so many mails of a chunk may leave now by the plan of their release; else gives the chunk back, and puts
 * off all of its release until they may. Too many that did not arrive, or were complained of, pause the release.
 */
export async function mayLeaveByPlan(
  context: Pick<Context, 'store' | 'now' | 'newId' | 'log'>,
  told: readonly Told[],
  chunk: Chunk,
  { plan, sending }: Planned,
  mails = 1,
): Promise<boolean> {
  const { now, log } = context;
  const at = now();
  const reason = reasonToPause(plan, sending);
  if (reason !== null) {
    // Given back first, so that it is held with the others and resumed with them.
    await postpone(context, chunk, { dueAt: at, problem: reason });
    const standing = told.find(({ version }) => version.withdrawal === null);
    if (standing !== undefined) await pauseVersion(context, standing.version, STOP_AT, reason);
    log('error', 'sending paused', { release: chunk.release, reason });
    return false;
  }
  const opensAt = plan.hours === undefined ? at : nextOpening(plan.hours, at);
  const waitMs = waitForMails(rateOfPlan(plan), sending.spent, instantToMs(at), mails);
  const dueAt = laterOf(opensAt, addMs(at, waitMs));
  if (dueAt === at) return true;
  const problem =
    opensAt > at ? 'outside of the hours in which it is sent' : 'as many as an hour may have left';
  await putOff(context, chunk, { dueAt, problem });
  return false;
}

/** Takes a chunk's mails from its version's own pace; false, with the chunk given back, where another process was first. */
export async function takeTurn(
  { store, now }: Pick<Context, 'store' | 'now'>,
  chunk: Chunk,
  { plan, sending }: Planned,
  mails: number,
): Promise<boolean> {
  const rate = rateOfPlan(plan);
  if (rate.length === 0) return true;
  const at = now();
  const spent = spend(rate, sending.spent, instantToMs(at), mails);
  const [taken] = await store.atomic([takeMailsOf(store.db, sending, spent)]);
  if (taken === 1) return true;
  await postpone({ store, now }, chunk, { dueAt: addMs(at, TURN_MS), problem: 'another chunk had its turn' });
  return false;
}

async function putOff(
  { store, now }: Pick<Context, 'store' | 'now'>,
  chunk: Chunk,
  until: { readonly dueAt: Instant; readonly problem: string },
): Promise<void> {
  await postpone({ store, now }, chunk, until, [postponeRelease(store.db, chunk, now(), until.dueAt)]);
}
