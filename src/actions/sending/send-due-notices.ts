/*
 * Lets notices out: fills and freezes chunks, sends them at the provider's pace and as their version is to be
 * sent, and settles what became of each. Nothing is lost and nothing sent twice, wherever a process is killed.
 */

import { fillMail, fillRendition } from '../../delivery/compose.ts';
import type { Mail, Mailer } from '../../delivery/mailer.ts';
import { signReviewToken } from '../../domain/answers/review-token.ts';
import { addMs, instantToMs } from '../../domain/instant.ts';
import { bounceAddressOf, signBounceToken } from '../../domain/notices/bounce-token.ts';
import { isReceipt } from '../../domain/notices/notice-kind.ts';
import { mostTogether } from '../../domain/sending/mail-rate.ts';
import { rateOfPlan } from '../../domain/sending/sending-plan.ts';
import { listFrozenDeliveries } from '../../storage/notices/deliveries.ts';
import { findRenditionById } from '../../storage/notices/renditions.ts';
import { type Chunk, claimChunks, findNextChunk } from '../../storage/sending/chunks.ts';
import { letUseKey } from '../../storage/sending/in-flight.ts';
import type { Context } from '../context.ts';
import { CHUNK_SIZE } from '../notices/fan-out-notices.ts';
import { findReasonToStop } from '../notices/find-reason-to-stop.ts';
import { readTold, toldBy } from '../notices/read-told.ts';
import { drawCall, learnLimits, waitToDraw } from './draw-call.ts';
import { type BatchShape, type Frozen, freezeChunkNow } from './freeze-chunk.ts';
import { findPlan, mayLeaveByPlan, type Planned, takeTurn } from './keep-to-plan.ts';
import { isOutdated, renewChunk } from './renew-chunk.ts';
import { type ReportedTroubles, reportRecovery, reportTrouble } from './report-trouble.ts';
import { beginFlight, settleEach } from './send-singly.ts';
import { postpone, settle, settleFailure, settleTaken } from './settle-chunk.ts';

export { fillRendition };

/** Longer than a call to the provider may take. */
const LEASE_MS = 60_000;

/** How long a chunk of a version that is paused is left alone, should it come up all the same. */
const PAUSED_MS = 60_000;

/** What a round of sending came to: in how many milliseconds to go on, or null when nothing waits. */
export type Round = { readonly nextInMs: number | null };

type Sending = Pick<
  Context,
  'store' | 'now' | 'newId' | 'mailFrom' | 'mailReturn' | 'company' | 'publicUrl' | 'linkSecrets' | 'log'
> & {
  readonly mailer: Mailer;
};

/**
 * Claims one chunk that is due, sends it, and records what came of it. `reported` is what this process
 * has logged of its troubles.
 */
export async function sendDueNotices(
  context: Sending,
  reported: ReportedTroubles = new Set(),
): Promise<Round> {
  const { store, now } = context;
  const next = await findNextChunk(store.db, now());
  if (next === undefined) return { nextInMs: null };
  const earlyByMs = instantToMs(next.dueAt) - instantToMs(now());
  if (earlyByMs > 0) return { nextInMs: earlyByMs };
  // What must not go out is settled without a call, so that the notice of why need not wait behind it.
  // Where mails are counted, a call is drawn once it is known how many it takes along.
  const isCounted = context.mailer.rate !== undefined;
  const waitMs = next.isOfNoUse ? 0 : await (isCounted ? waitToDraw(context) : drawCall(context));
  if (waitMs > 0) return { nextInMs: waitMs };
  const at = now();
  const claim = { now: at, leaseUntil: addMs(at, LEASE_MS), limit: 1 };
  const [chunk] = await claimChunks(store, claim);
  if (chunk !== undefined)
    await sendChunk(context, chunk, { hasCall: !next.isOfNoUse && !isCounted, reported });
  return { nextInMs: 0 };
}

async function sendChunk(
  context: Sending,
  chunk: Chunk,
  { hasCall, reported }: { readonly hasCall: boolean; readonly reported: ReportedTroubles },
): Promise<void> {
  const { mailer, log } = context;
  const fields = { chunk: chunk.id, release: chunk.release, attempt: chunk.attempt };
  const doubt = reasonForDoubt(mailer, chunk);
  if (doubt !== null) {
    reportTrouble(context, reported, 'unknown', { ...fields, problem: doubt });
    return settle(context, chunk, 'unknown', doubt);
  }
  const told = await readTold(context.store.db, chunk);
  const reasonToStop = findReasonToStop(chunk, told, context.now());
  if (reasonToStop !== null) {
    // An unclear one may have reached people already; nobody sends it again either way.
    return settle(context, chunk, chunk.ambiguousSince === null ? 'cancelled' : 'unknown', reasonToStop);
  }
  if (told.some(({ version }) => version.pausedAt !== null) && !isReceipt(chunk.says.kind)) {
    return postpone(context, chunk, {
      dueAt: addMs(context.now(), PAUSED_MS),
      problem: 'the version is paused',
    });
  }
  const planned = await findPlan(context, told, chunk);
  if (planned !== null && !(await mayLeaveByPlan(context, told, chunk, planned))) return;
  if (chunk.frozen !== null && (await isOutdated(context, told, chunk, chunk.frozen))) {
    return renewChunk(context, chunk);
  }
  const ready =
    chunk.frozen === null
      ? await freezeChunkNow(context, told, chunk, batchShapeOf(mailer, planned))
      : { ...chunk, frozen: chunk.frozen };
  if (ready === null) return settleIfStopped(context, chunk);

  const written = await writeMails(context, chunk, ready.frozen);
  if (written === null) {
    const problem = 'its words or the secret that signs its links are gone';
    reportTrouble(context, reported, 'unknown', { ...fields, problem });
    return settle(context, chunk, 'unknown', problem);
  }
  if (written.deliveries.length === 0) {
    return settle(context, chunk, 'cancelled', 'nobody in it is to be told any more');
  }
  const { length } = written.mails;
  if (planned !== null && !(await mayLeaveByPlan(context, told, chunk, planned, length))) return;
  const waitMs = hasCall ? 0 : await drawCall(context, length);
  if (waitMs > 0) {
    const dueAt = addMs(context.now(), waitMs);
    return postpone(context, chunk, { dueAt, problem: 'another chunk had its call' });
  }
  if (planned !== null && !(await takeTurn(context, chunk, planned, length))) return;
  const { mails, rendition, deliveries } = written;
  if (!(await mayLeave(context, ready))) return;
  const receipt = await mailer.send({ key: `proviso/${chunk.id}`, mails });
  if (receipt.limits !== undefined) await learnLimits(context, receipt.limits);
  if (receipt.kind === 'each') {
    const sent = { chunk: ready, told: toldBy(told, ready.says), rendition, deliveries };
    return settleEach(context, sent, receipt, reported);
  }
  if (receipt.kind !== 'taken') {
    reportTrouble(context, reported, receipt.kind, { ...fields, problem: receipt.problem });
    return settleFailure(context, chunk, receipt);
  }
  const { providerIds } = receipt;
  const taken = { chunk: ready, told: toldBy(told, ready.says), rendition, deliveries, providerIds };
  await settleTaken(context, taken);
  reportRecovery(context, reported);
  const refused = receipt.providerIds.filter((id) => id === null).length;
  if (refused > 0) reportTrouble(context, reported, 'mails-refused', { ...fields, refused });
  log('info', 'notices sent', { ...fields, mails: mails.length - refused });
}

/** Why nobody can tell whether a chunk that was just claimed went out, so that it must not go out again; else null. */
function reasonForDoubt({ singly }: Mailer, { inFlight, ambiguousSince }: Chunk): string | null {
  if (inFlight !== null && inFlight > 0) return 'its process ended while its mails were on their way';
  if (singly === undefined || ambiguousSince === null) return null;
  return `nobody can tell since ${ambiguousSince} whether it went out, and its provider was replaced by one without keys`;
}

function batchShapeOf({ singly, rate = [] }: Mailer, planned: Planned | null): BatchShape {
  const limits = planned === null ? rate : [...rate, ...rateOfPlan(planned.plan)];
  const size = mostTogether(limits, singly?.atOnce ?? CHUNK_SIZE);
  return { size, isSingly: singly !== undefined };
}

/** Writes down how a chunk leaves, where that is to be known before it does; false where it must not any more. */
async function mayLeave(context: Sending, chunk: Chunk): Promise<boolean> {
  if (context.mailer.singly !== undefined) return beginFlight(context, context.mailer.singly, chunk);
  if (chunk.inFlight === null) return true;
  const { store } = context;
  const [changed] = await store.atomic([letUseKey(store.db, chunk)]);
  return changed === 1;
}

/**
 * Settles a chunk whose versions were withdrawn or superseded this moment, and gives back one of which another is
 * left, so that nothing waits for its lease to end.
 */
async function settleIfStopped(context: Sending, chunk: Chunk): Promise<void> {
  const told = await readTold(context.store.db, chunk);
  const reasonToStop = findReasonToStop(chunk, told, context.now());
  if (reasonToStop !== null) return settle(context, chunk, 'cancelled', reasonToStop);
  if (told.some(({ version }) => version.withdrawal !== null)) {
    return postpone(context, chunk, { dueAt: context.now(), problem: 'one of its versions was withdrawn' });
  }
}

/** The same bytes at every attempt; null when what they are made from is gone. */
async function writeMails({ store, linkSecrets }: Sending, chunk: Chunk, frozen: Frozen) {
  const frozenDeliveries = await listFrozenDeliveries(store.db, chunk.id);
  const rendition = await findRenditionById(store.db, frozen.renditionId);
  const secret = linkSecrets.find((one) => one.id === frozen.envelope.linkKey);
  if (rendition === undefined || secret === undefined) return null;
  const { from, publicUrl, replyTo = null, bounceTo = null } = frozen.envelope;
  const deliveries = frozenDeliveries.map((one) => ({
    ...one,
    link: reviewUrl(publicUrl, signReviewToken(one.id, 'review', secret)),
  }));
  const mails = deliveries.map(({ id, email, link, words }): Mail => {
    const sign = () => signBounceToken(id, secret);
    return {
      ...{ deliveryId: id, from, to: email ?? '', replyTo, writtenAt: frozen.at },
      bounceTo: bounceTo === null ? null : bounceAddressOf(bounceTo, sign()),
      ...fillMail(rendition, { url: link, words }),
      // Signed for whoever asks, since a provider that knows mails by their deliveries has no use for it.
      get token() {
        return sign();
      },
    };
  });
  return { mails, rendition, deliveries };
}

/** Where a review link leads. */
export function reviewUrl(publicUrl: string, token: string): string {
  return `${publicUrl}/review/${token}`;
}
