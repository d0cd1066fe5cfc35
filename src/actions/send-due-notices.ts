import type { Mail, Mailer, Receipt } from '../delivery/mailer.ts';
import { addMs, instantToMs } from '../domain/instant.ts';
import { bindsAt } from '../domain/position.ts';
import { signReviewToken } from '../domain/review-token.ts';
import { type Chunk, chunkWasSettled, claimChunks, postponeChunk, settleChunk } from '../storage/chunks.ts';
import {
  changeDeliveryStates,
  type FrozenDelivery,
  forgetErasedAddresses,
  listFrozenDeliveries,
  recordOutcomes,
} from '../storage/deliveries.ts';
import { findRenditionById, type StoredRendition } from '../storage/renditions.ts';
import type { Context } from './context.ts';
import { findReasonToStop } from './find-reason-to-stop.ts';
import { type Frozen, freezeChunkNow } from './freeze-chunk.ts';
import { readPolicy, versionOf } from './read-facts.ts';

/** Longer than a call to the provider may take. */
const LEASE_MS = 60_000;

/** For so long after the first unclear outcome a batch may go out again: the provider keeps keys for 24 hours. */
const REPEAT_WITHIN_MS = 23 * 60 * 60 * 1000;

const FIRST_BACKOFF_MS = 1_000;
const LONGEST_BACKOFF_MS = 15 * 60 * 1000;
const MISCONFIGURED_PAUSE_MS = 60_000;

/** What a round of sending came to: whether it found anything, and for how long the provider wants peace. */
export type Round = { readonly sent: boolean; readonly pauseMs: number };

type Sending = Pick<Context, 'store' | 'now' | 'newId' | 'sender' | 'publicUrl' | 'linkSecrets' | 'log'> & {
  readonly mailer: Mailer;
};

/** Claims one chunk that is due, sends it, and records what came of it. */
export async function sendDueNotices(context: Sending): Promise<Round> {
  const at = context.now();
  const claim = { now: at, leaseUntil: addMs(at, LEASE_MS), limit: 1 };
  const [chunk] = await claimChunks(context.store, claim);
  if (chunk === undefined) return { sent: false, pauseMs: 0 };
  return { sent: true, pauseMs: await sendChunk(context, chunk) };
}

async function sendChunk(context: Sending, chunk: Chunk): Promise<number> {
  const { store, mailer, log } = context;
  const { policy, versions } = await readPolicy(store.db, chunk.policy);
  const version = versionOf(versions, chunk.policy, chunk.version);
  const reasonToStop = findReasonToStop(chunk, version, context.now());
  if (reasonToStop !== null) {
    // A frozen one may have reached people already; nobody sends it again either way.
    await settle(context, chunk, chunk.frozen === null ? 'cancelled' : 'unknown', reasonToStop);
    return 0;
  }
  const frozen = chunk.frozen ?? (await freezeChunkNow(context, policy, version, chunk));
  if (frozen === null) return 0;

  const deliveries = await listFrozenDeliveries(store.db, chunk.id);
  const mails = await writeMails(context, frozen, deliveries);
  if (mails === null) {
    await settle(context, chunk, 'unknown', 'its words or the secret that signs its links are gone');
    return 0;
  }
  const receipt = await mailer.send({ key: `proviso/${chunk.id}`, mails });
  const fields = { chunk: chunk.id, policy: chunk.policy, version: chunk.version, attempt: chunk.attempt };
  if (receipt.kind === 'taken') {
    const toldAt = context.now();
    const told = chunk.kind === 'announcement' ? { at: toldAt, bindsAt: bindsAt(version, toldAt) } : null;
    const outcomes = deliveries.map(({ id }, i) => ({ id, providerId: receipt.providerIds[i] ?? null }));
    const isSent = chunkWasSettled(chunk, 'sent');
    await store.atomic([
      settleChunk(store.db, chunk, { state: 'sent', problem: null }),
      ...recordOutcomes(store.db, chunk.id, outcomes, told, toldAt, isSent),
      ...forgetErasedAddresses(store.db, chunk.id, isSent),
    ]);
    log('info', 'notices sent', { ...fields, mails: mails.length });
    return 0;
  }
  log('warn', 'notices not sent', { ...fields, outcome: receipt.kind, problem: receipt.problem });
  return settleFailure(context, chunk, receipt);
}

/** Records why a chunk did not go out, and answers for how long the whole sender should pause. */
async function settleFailure(
  context: Sending,
  chunk: Chunk,
  receipt: Exclude<Receipt, { kind: 'taken' }>,
): Promise<number> {
  const { store, now } = context;
  const { problem } = receipt;
  switch (receipt.kind) {
    case 'refused':
      await settle(context, chunk, chunk.ambiguousSince === null ? 'failed' : 'unknown', problem);
      return 0;
    case 'unknown':
      await settle(context, chunk, 'unknown', problem);
      return 0;
    case 'later':
    case 'misconfigured': {
      // A definite refusal: nothing was taken, so it does not start the clock of unclear outcomes.
      const pauseMs = receipt.kind === 'later' ? receipt.retryAfterMs : MISCONFIGURED_PAUSE_MS;
      const dueAt = addMs(now(), pauseMs);
      await store.atomic([
        postponeChunk(store.db, chunk, { dueAt, ambiguousSince: chunk.ambiguousSince, problem }),
      ]);
      return pauseMs;
    }
    case 'unclear': {
      const at = now();
      const ambiguousSince = chunk.ambiguousSince ?? at;
      const dueAt = addMs(at, backoffMs(chunk.attempt));
      if (instantToMs(dueAt) - instantToMs(ambiguousSince) >= REPEAT_WITHIN_MS) {
        await settle(context, chunk, 'unknown', problem);
      } else {
        await store.atomic([postponeChunk(store.db, chunk, { dueAt, ambiguousSince, problem })]);
      }
      return 0;
    }
  }
}

async function settle(
  { store }: Sending,
  chunk: Chunk,
  state: 'failed' | 'unknown' | 'cancelled',
  problem: string,
): Promise<void> {
  const isSettled = chunkWasSettled(chunk, state);
  await store.atomic([
    settleChunk(store.db, chunk, { state, problem }),
    changeDeliveryStates(store.db, chunk.id, ['queued', 'sending'], state, isSettled),
    ...forgetErasedAddresses(store.db, chunk.id, isSettled),
  ]);
}

/** The same bytes at every attempt; null when what they are made from is gone. */
async function writeMails(
  { store, linkSecrets }: Sending,
  frozen: Frozen,
  deliveries: readonly FrozenDelivery[],
): Promise<Mail[] | null> {
  const rendition = await findRenditionById(store.db, frozen.renditionId);
  const secret = linkSecrets.find((one) => one.id === frozen.envelope.linkKey);
  if (rendition === undefined || secret === undefined) return null;
  return deliveries.map(({ id, email }) => ({
    deliveryId: id,
    from: frozen.envelope.from,
    to: email ?? '',
    ...fillRendition(rendition, reviewUrl(frozen.envelope.publicUrl, signReviewToken(id, 'review', secret))),
  }));
}

/** Where a review link leads. */
export function reviewUrl(publicUrl: string, token: string): string {
  return `${publicUrl}/review/${token}`;
}

/** The words of a mail with its reader's own link in them. */
export function fillRendition(
  { subject, html, text }: Pick<StoredRendition, 'subject' | 'html' | 'text'>,
  url: string,
): { readonly subject: string; readonly html: string; readonly text: string } {
  return { subject, html: html.join(url), text: text.join(url) };
}

/** Exponential, with up to half of it taken off at random, so that chunks do not come back all at once. */
function backoffMs(attempt: number): number {
  const full = Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** Math.min(attempt - 1, 20));
  return Math.round(full * (1 - Math.random() / 2));
}
