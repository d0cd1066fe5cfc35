import { type LinkSecret, signReviewToken } from '../../domain/answers/review-token.ts';
import { toPunycode } from '../../domain/email-address.ts';
import { sha256Hex } from '../../domain/hash.ts';
import type { Instant } from '../../domain/instant.ts';
import { noticeFor } from '../../domain/notices/notice-for.ts';
import { isReceipt, tellsOfVersion } from '../../domain/notices/notice-kind.ts';
import { type Says, saysToText } from '../../domain/notices/says.ts';
import { isOwedNotice } from '../../domain/notices/telling.ts';
import type { Told } from '../../domain/notices/told.ts';
import {
  changeDeliveryStates,
  freezeDeliveries,
  listQueuedDeliveries,
  moveDeliveries,
  type QueuedDelivery,
} from '../../storage/notices/deliveries.ts';
import { insertReceiptLinks, type ReceiptLink } from '../../storage/notices/receipts.ts';
import { versionsStand } from '../../storage/policies/versions.ts';
import { listCompanions, takeInCompanions } from '../../storage/sending/chunk-companions.ts';
import {
  type Chunk,
  chunkWasFrozen,
  chunkWasSettled,
  freezeChunk,
  insertChunks,
  settleChunk,
} from '../../storage/sending/chunks.ts';
import { ALWAYS } from '../../storage/sql.ts';
import type { Context } from '../context.ts';
import { readToldReaders } from '../notices/read-told.ts';
import { renderNotice } from '../notices/render-notice.ts';

/** Chunks that are looked at to fill one. */
const MOST_COMPANIONS = 100;

/** What a frozen chunk says and how it is sent. */
export type Frozen = NonNullable<Chunk['frozen']>;

/** How mails go out together: how many at most, and whether one by one, with no key to send them again under. */
export type BatchShape = { readonly size: number; readonly isSingly: boolean };

/**
 * Fixes who is in a chunk, at which address, and what it says: at its first attempt, once and for all.
 *
 * What its readers are told is decided here for good. Whoever left, was erased, accepted meanwhile or had
 * no address when the version took effect drops out; whoever is to be told something else than most moves
 * to a chunk that says so, and who is more than go out together to another one. Answers the chunk as it was
 * frozen; null when nobody is left, somebody else has it, or a version that it tells of was withdrawn or
 * superseded this moment.
 */
export async function freezeChunkNow(
  context: Pick<
    Context,
    'store' | 'now' | 'newId' | 'mailFrom' | 'mailReturn' | 'company' | 'publicUrl' | 'linkSecrets'
  >,
  told: readonly Told[],
  chunk: Chunk,
  { size, isSingly }: BatchShape,
): Promise<(Chunk & { readonly frozen: Frozen }) | null> {
  const { store, now, newId, publicUrl, linkSecrets } = context;
  const { db } = store;
  const at = now();
  const queued = await fillChunk({ store, now }, chunk, size);
  const readers = await sortReaders({ store }, chunk, told, queued, at);
  const [staying, ...moving] = readers.flatMap((one) => inParts(one, size));

  const moves = moving.map(({ says, readers }) => ({ chunk: { ...chunk, id: newId(), says }, readers }));
  const moveStatements = (isDone: ReturnType<typeof chunkWasFrozen>) => [
    insertChunks(
      db,
      moves.map((one) => one.chunk),
      at,
      isDone,
    ),
    ...moves.map(({ chunk: { id: chunkId, says }, readers }) =>
      moveDeliveries(db, chunk.id, readers, { chunkId, says }, isDone),
    ),
    // Who is still queued in this chunk after that drops out.
    changeDeliveryStates(db, chunk.id, ['queued'], 'dropped', isDone),
  ];

  if (staying === undefined) {
    const isSettled = chunkWasSettled(chunk, 'cancelled');
    await store.atomic([
      settleChunk(db, chunk, { state: 'cancelled', problem: 'nobody in it is to be told any more' }),
      ...moveStatements(isSettled),
    ]);
    return null;
  }
  const { says } = staying;
  const rendition = await renderNotice(context, { release: chunk.release, says });
  const envelope = { ...sendersOf(context), publicUrl, linkKey: linkSecrets[0].id };
  const isFrozen = chunkWasFrozen(chunk, at);
  const mayGoOut = tellsOfVersion(says.kind) ? versionsStand(db, says.tells) : ALWAYS;
  const deliveries = staying.readers.map(({ ref, round, contact, email }, position) => ({
    ...{ id: newId(), ref, round, contact, email: toPunycode(email), position },
  }));
  const [frozen] = await store.atomic([
    freezeChunk(db, chunk, { says, renditionId: rendition.id, envelope, now: at, isSingly }, mayGoOut),
    freezeDeliveries(db, chunk, says, deliveries, isFrozen),
    ...(isReceipt(says.kind)
      ? insertReceiptLinks(db, receiptLinks(deliveries, linkSecrets[0]), isFrozen)
      : []),
    ...moveStatements(isFrozen),
  ]);
  if (frozen !== 1) return null;
  const inFlight = isSingly ? 0 : null;
  return { ...chunk, says, inFlight, frozen: { at, renditionId: rendition.id, envelope } };
}

/**
 * Fills a chunk that is about to be frozen, up to `size`, with what waits in others and says the same, and
 * answers who waits in it now. A call to the provider is the same for one mail as for many, and where many languages
 * are read, or many versions held, each step of a walk leaves a small chunk of each.
 */
async function fillChunk(
  { store, now }: Pick<Context, 'store' | 'now'>,
  chunk: Chunk,
  size: number,
): Promise<readonly QueuedDelivery[]> {
  const { db } = store;
  const queued = await listQueuedDeliveries(db, chunk.id);
  let room = size - queued.length;
  // Receipts were gathered over all users already.
  if (queued.length === 0 || room <= 0 || isReceipt(chunk.says.kind)) return queued;
  const at = now();
  const companions = (await listCompanions(db, chunk, at, MOST_COMPANIONS)).filter(({ mails }) => {
    if (mails > room) return false;
    room -= mails;
    return true;
  });
  if (companions.length === 0) return queued;
  await store.atomic(takeInCompanions(store, chunk, companions, at));
  return listQueuedDeliveries(db, chunk.id);
}

/** Who mails are from, and where what comes back goes. */
function sendersOf({
  mailFrom,
  mailReturn,
}: Pick<Context, 'mailFrom' | 'mailReturn'>): Pick<Frozen['envelope'], 'from' | 'replyTo' | 'bounceTo'> {
  const { replyTo = null, bounceTo = null } = mailReturn ?? {};
  return {
    from: mailFrom,
    ...(replyTo === null ? {} : { replyTo }),
    ...(bounceTo === null ? {} : { bounceTo }),
  };
}

/** The links of receipts, which last longer than the secret that signs them. */
function receiptLinks(
  mails: readonly { readonly id: string; readonly ref: string }[],
  secret: LinkSecret,
): readonly ReceiptLink[] {
  return mails.map(({ id, ref }) => ({
    ...{ ref, deliveryId: id },
    linkHash: sha256Hex(signReviewToken(id, 'review', secret)),
  }));
}

/** Readers who are to be told the same. */
type Readers = {
  readonly says: Says;
  readonly readers: readonly (QueuedDelivery & { readonly email: string })[];
};

function inParts({ says, readers }: Readers, size: number): Readers[] {
  const parts = Math.ceil(readers.length / size);
  return Array.from({ length: parts }, (_, i) => ({
    says,
    readers: readers.slice(i * size, (i + 1) * size),
  }));
}

/**
 * Who in a chunk is to be told what by now, without those who are not to be told any more: first what
 * the chunk was queued to say, else what most are to be told.
 */
async function sortReaders(
  { store }: Pick<Context, 'store'>,
  chunk: Chunk,
  told: readonly Told[],
  queued: readonly QueuedDelivery[],
  at: Instant,
): Promise<readonly Readers[]> {
  const refs = [...new Set(queued.map((one) => one.ref))];
  const toldTo = await readToldReaders(store.db, told, refs);
  const mailed = queued.flatMap(({ email, ...one }) => {
    const owed = toldTo(one.ref).filter(
      ({ version }) => chunk.says.kind !== 'announcement' || isOwedNotice(version, one.addressedAt),
    );
    const says = email === null ? null : noticeFor(chunk.says, owed, at);
    return email === null || says === null ? [] : [{ says, reader: { ...one, email } }];
  });
  const groups = [...Map.groupBy(mailed, ({ says }) => saysToText(says)).values()].map(
    (group): Readers => ({
      says: (group[0] as (typeof mailed)[number]).says,
      readers: group.map(({ reader }) => reader),
    }),
  );
  const was = saysToText(chunk.says);
  const rank = ({ says, readers }: Readers) => (saysToText(says) === was ? Infinity : readers.length);
  return groups.toSorted((a, b) => rank(b) - rank(a));
}
