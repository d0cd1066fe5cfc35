import { LINK_LIFETIME_MS } from '../../domain/answers/review-token.ts';
import { addMs, type Instant } from '../../domain/instant.ts';
import { keptSince, type Retention } from '../../domain/record/retention.ts';
import { deleteRepliesBefore } from '../../storage/access/replies.ts';
import { listOpenErasures } from '../../storage/people/erasures.ts';
import {
  type AddressedChunk,
  forgetAddresses,
  forgetIps,
  forgetPayloads,
  forgetPersonalParts,
  listAddressedChunks,
} from '../../storage/people/retention.ts';
import { deleteSittings } from '../../storage/people/sittings.ts';
import { deleteOldImports } from '../../storage/people/user-imports.ts';
import type { Database, Statement } from '../../storage/store.ts';
import { deleteAttempts } from '../../storage/webhooks/attempts.ts';
import type { Context } from '../context.ts';
import { findLostLinks } from '../notices/follow-lost-links.ts';
import { finishErasure } from '../people/erase-user.ts';
import { REPLY_LIFETIME_MS } from '../remember.ts';

/** How long attempts to tell endpoints are kept, in milliseconds: those that they took for three days, others for 30. */
const DELIVERED_ATTEMPT_LIFETIME_MS = 3 * 24 * 60 * 60 * 1000;
const ATTEMPT_LIFETIME_MS = 30 * 24 * 60 * 60 * 1000;

/** How long links to what was asked of somebody lead back after they were made, in milliseconds: 30 days. */
const SITTING_LIFETIME_MS = 30 * 24 * 60 * 60 * 1000;

/** What a step of each kind takes on at most: short enough that requests do not wait for it. */
const ROWS_PER_STEP = 500;
const CHUNKS_PER_STEP = 20;
const ERASURES_PER_STEP = 20;
const IMPORTS_PER_STEP = 5;
/** More than any step needs. */
const QUERIES_PER_STEP = 20;

type Tidying = Pick<Context, 'store' | 'now' | 'newId' | 'linkSecrets'>;

/**
 * Deletes what is kept for a time only, finishes erasures that had to wait for a hold or a mail, and finds
 * those whose link was signed with a secret that is gone.
 *
 * It goes in short steps, as long as the database lets it ask, and never touches what a legal hold is on.
 */
export async function tidyUp(context: Tidying, retention: Retention): Promise<void> {
  const { store, now } = context;
  await store.atomic([deleteRepliesBefore(store.db, addMs(now(), -REPLY_LIFETIME_MS))]);
  await forgetRows(context, (db) => deleteAttempts(db, attemptsBefore(now()), ROWS_PER_STEP));
  await forgetImports(context);
  const sittingsBefore = addMs(now(), -SITTING_LIFETIME_MS);
  await forgetRows(context, (db) => deleteSittings(db, sittingsBefore, ROWS_PER_STEP));
  await finishErasures(context);
  while (canGoOn(context) && (await findLostLinks(context)));
  const { ip, mails, events } = retention;
  const ipsSince = keptSince(ip, now());
  if (ipsSince !== null) {
    await forgetRows(context, (db) => forgetIps(db, ipsSince, ROWS_PER_STEP));
    await forgetRows(context, (db) => forgetPersonalParts(db, 'accepted', ipsSince, ROWS_PER_STEP));
  }
  const eventsSince = keptSince(events, now());
  if (eventsSince !== null) {
    await forgetRows(context, (db) => forgetPayloads(db, eventsSince, ROWS_PER_STEP));
    await forgetRows(context, (db) => forgetPersonalParts(db, 'provider-event', eventsSince, ROWS_PER_STEP));
  }
  const mailsSince = keptSince(mails, now());
  if (mailsSince !== null) await forgetMails(context, mailsSince);
}

function attemptsBefore(now: Instant) {
  return {
    deliveredBefore: addMs(now, -DELIVERED_ATTEMPT_LIFETIME_MS),
    before: addMs(now, -ATTEMPT_LIFETIME_MS),
  };
}

/** Whether the database lets this invocation take another step. */
function canGoOn({ store }: Tidying): boolean {
  return (store.queriesLeft?.() ?? Number.POSITIVE_INFINITY) >= QUERIES_PER_STEP;
}

async function finishErasures(context: Tidying): Promise<void> {
  let last = '';
  while (canGoOn(context)) {
    const open = await listOpenErasures(context.store.db, last, ERASURES_PER_STEP);
    for (const { ref } of open) {
      if (!canGoOn(context)) return;
      await finishErasure(context, ref);
      last = ref;
    }
    if (open.length < ERASURES_PER_STEP) return;
  }
}

async function forgetRows(context: Tidying, step: (db: Database) => Statement): Promise<void> {
  const { db, atomic } = context.store;
  while (canGoOn(context)) {
    const [forgotten] = await atomic([step(db)]);
    if (forgotten === undefined || forgotten < ROWS_PER_STEP) return;
  }
}

/** Forgets files of people, and what was refused of them, that nobody went on with. */
async function forgetImports({ store, now }: Tidying): Promise<void> {
  await store.atomic(deleteOldImports(store.db, now(), IMPORTS_PER_STEP));
}

async function forgetMails(context: Tidying, before: Instant): Promise<void> {
  const { store, now } = context;
  const linkBefore = addMs(now(), -LINK_LIFETIME_MS);
  let last: AddressedChunk | undefined;
  while (canGoOn(context)) {
    const chunks = await listAddressedChunks(store.db, { before, linkBefore }, last, CHUNKS_PER_STEP);
    if (chunks.length === 0) return;
    await store.atomic(forgetAddresses(store.db, chunks, { linkBefore, now: now() }));
    last = chunks.at(-1);
  }
}
