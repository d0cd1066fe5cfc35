import type { Receipt } from '../../delivery/mailer.ts';
import { bindsAt } from '../../domain/answers/binds-at.ts';
import { isRuled, type ReachingEvent, type RuledVersion } from '../../domain/answers/own-outcome.ts';
import { addMs, type Instant } from '../../domain/instant.ts';
import { tellsOfVersion } from '../../domain/notices/notice-kind.ts';
import { NOBODYS, tellOf } from '../../domain/notices/says.ts';
import {
  changeDeliveryStates,
  forgetErasedAddresses,
  recordOutcomes,
  type ToldOfVersion,
} from '../../storage/notices/deliveries.ts';
import { type RuledTelling, tellReaders, wasGiven } from '../../storage/notices/tellings.ts';
import { listUserCommands } from '../../storage/people/users.ts';
import { insertRecordsOfSending } from '../../storage/record/records.ts';
import { type Chunk, chunkWasSettled, postponeChunk, settleChunk } from '../../storage/sending/chunks.ts';
import { pauseSender } from '../../storage/sending/pace.ts';
import { countMailsOf } from '../../storage/sending/sendings.ts';
import { ALWAYS, allOf, type Condition, type ReadUser, usersAreAsRead } from '../../storage/sql.ts';
import type { Database, Statement } from '../../storage/store.ts';
import { readTellings } from '../answers/read-tellings.ts';
import type { Context } from '../context.ts';
import { isTooLateToRepeat } from '../notices/find-reason-to-stop.ts';
import { sealActs } from '../record/record-acts.ts';
import { sentActs, type TakenMails } from './acts-of-sending.ts';

const FIRST_BACKOFF_MS = 1_000;
const LONGEST_BACKOFF_MS = 15 * 60 * 1000;
const MISCONFIGURED_PAUSE_MS = 60_000;

type Settling = Pick<Context, 'store' | 'now'>;

/**
 * Records that the provider took a chunk's mails, but for those it refused (null), which tells their users of all that
 * it tells of. Where a version has rules of its own each reader has their own dates: they are decided on the readers as
 * they are read, and anew where somebody wrote about one of them in between.
 */
export async function settleTaken({ store, now }: Settling, mails: TakenMails): Promise<void> {
  const { db, atomic } = store;
  const { chunk, deliveries, providerIds } = mails;
  const at = now();
  const outcomes = deliveries.map(({ id }, i) => ({ id, providerId: providerIds[i] ?? null }));
  const acts = sealActs(sentActs(mails, at));
  const isSent = chunkWasSettled(chunk, 'sent');
  let before: string | null = null;
  for (;;) {
    const reached = await readReached(db, mails, at);
    const [settled] = await atomic([
      settleChunk(db, chunk, { state: 'sent', problem: null }, asRead(db, reached)),
      // First what looks at users, since others lock a user before a delivery of theirs.
      ...insertRecordsOfSending(db, acts, isSent),
      ...recordOutcomes(db, chunk.id, outcomes, reached.told, at, isSent),
      ...reached.telling(isSent),
      ...countTaken(db, mails, isSent),
      ...forgetErasedAddresses(db, chunk.id, isSent),
    ]);
    const read = JSON.stringify(reached.users);
    // Where nobody wrote about its readers somebody else has settled the chunk.
    if (settled === 1 || reached.users.length === 0 || read === before) return;
    before = read;
  }
}

/** Counts the mails of an announcement that the provider took, where its release is to be sent by a plan. */
export function countTaken(
  db: Database,
  { chunk, told, providerIds }: Pick<TakenMails, 'chunk' | 'told' | 'providerIds'>,
  isSettled: Condition,
): readonly Statement[] {
  const isPlanned = told.some(({ version }) => version.sending !== null);
  if (!isPlanned || chunk.says.kind !== 'announcement') return [];
  const taken = providerIds.filter((id) => id !== null).length;
  return [countMailsOf(db, chunk.release, 'mails', taken, isSettled)];
}

/** What the mails of a chunk tell of, by the versions' columns and by rules of their own. */
export type Reached = {
  /** What is told to all alike. */
  readonly told: readonly ToldOfVersion[];
  /** The readers as they were read, where a version has rules of its own; else none. */
  readonly users: readonly ReadUser[];
  /** What tells those of them to whom a mail was given of such versions. */
  readonly telling: (isSettled: Condition) => readonly Statement[];
};

/** Holds while the readers are as they were read, where that decides what they are told. */
export function asRead(db: Database, { users }: Reached): Condition {
  return users.length === 0 ? ALWAYS : usersAreAsRead(db, users);
}

/** Reads what the mails of a chunk come to for each to whom one went at `at`: nothing where they tell of no version. */
export async function readReached(
  db: Database,
  { chunk, told, deliveries }: Pick<TakenMails, 'chunk' | 'told' | 'deliveries'>,
  at: Instant,
): Promise<Reached> {
  if (!tellsOfVersion(chunk.says.kind)) return { told: [], users: [], telling: () => [] };
  const versions = told.map(({ version }) => version);
  const toldOf = versions
    .filter((version) => !isRuled(version))
    .map((version) => ({
      ...{ policy: version.policy, version: version.version },
      ...{ at, bindsAt: bindsAt(version, at) },
    }));
  const ruled = versions.filter(isRuled);
  const refs = [...new Set(deliveries.map(({ ref }) => ref))];
  const users = ruled.length === 0 ? [] : await listUserCommands(db, refs);
  const tellings = await Promise.all(
    ruled.map((version) => readRuled(db, version, { chunk, deliveries }, at)),
  );
  return { told: toldOf, users, telling: (isSettled) => tellings.flatMap((telling) => telling(isSettled)) };
}

/**
 * What one version with rules of its own comes to for each to whom a mail of a chunk went. Of a reader with several
 * mails in it, at several addresses, the first that was given tells them.
 */
async function readRuled(
  db: Database,
  version: RuledVersion,
  { chunk, deliveries }: Pick<TakenMails, 'chunk' | 'deliveries'>,
  at: Instant,
): Promise<Reached['telling']> {
  const membership = tellOf(chunk.says, version)?.membership ?? NOBODYS;
  const mailsTo = Map.groupBy(deliveries, ({ ref }) => ref);
  const most = Math.max(0, ...[...mailsTo.values()].map((mails) => mails.length));
  const inTurn: RuledTelling[][] = [];
  for (let turn = 0; turn < most; turn++) {
    const mailOf = new Map(
      [...mailsTo].flatMap(([ref, mails]) => mails.slice(turn, turn + 1).map(({ id }) => [ref, id] as const)),
    );
    const also = (ref: string): ReachingEvent[] => [
      { kind: 'sent', channel: 'mail', at, delivery: mailOf.get(ref) ?? '' },
    ];
    const tellingOf = await readTellings(db, version, [...mailOf.keys()], { membership, also }, at);
    inTurn.push([...mailOf.keys()].map((ref) => ({ ref, telling: tellingOf(ref) })));
  }
  return (isSettled) =>
    inTurn.map((tellings) => tellReaders(db, version, tellings, allOf(isSettled, wasGiven(chunk.id))));
}

/** Records why a chunk did not go out, and when it, or the whole sender, tries again. */
export async function settleFailure(
  context: Settling,
  chunk: Chunk,
  receipt: Exclude<Receipt, { readonly kind: 'taken' | 'each' }>,
): Promise<void> {
  const { store, now } = context;
  const { problem } = receipt;
  const at = now();
  switch (receipt.kind) {
    case 'refused':
      return settle(context, chunk, chunk.ambiguousSince === null ? 'failed' : 'unknown', problem);
    case 'unknown':
      return settle(context, chunk, 'unknown', problem);
    case 'busy':
      return postpone(context, chunk, { dueAt: addMs(at, receipt.retryAfterMs), problem });
    case 'rate-limited':
    case 'out-of-quota':
    case 'misconfigured': {
      // Nothing was taken, so this starts no clock of unclear outcomes, and it holds for every batch.
      const until = addMs(
        at,
        receipt.kind === 'misconfigured' ? MISCONFIGURED_PAUSE_MS : receipt.retryAfterMs,
      );
      return postpone(context, chunk, { dueAt: until, problem }, [pauseSender(store.db, { until, problem })]);
    }
    case 'unclear': {
      const since = chunk.ambiguousSince ?? at;
      const tries = chunk.tries + 1;
      const dueAt = addMs(at, backoffMs(tries));
      if (isTooLateToRepeat(since, dueAt)) return settle(context, chunk, 'unknown', problem);
      return postpone(context, chunk, { dueAt, problem, unclear: { since, tries } });
    }
  }
}

/** Settles a chunk that does not go out, or of which nobody can tell. */
export async function settle(
  { store: { db, atomic } }: Settling,
  chunk: Chunk,
  state: 'failed' | 'unknown' | 'cancelled',
  problem: string,
): Promise<void> {
  const isSettled = chunkWasSettled(chunk, state);
  await atomic([
    settleChunk(db, chunk, { state, problem }),
    changeDeliveryStates(db, chunk.id, ['queued', 'sending'], state, isSettled),
    ...forgetErasedAddresses(db, chunk.id, isSettled),
  ]);
}

/** Gives a chunk back for later, together with what else is to be written. */
export async function postpone(
  { store: { db, atomic } }: Settling,
  chunk: Chunk,
  until: Parameters<typeof postponeChunk>[2],
  also: readonly Statement[] = [],
): Promise<void> {
  await atomic([postponeChunk(db, chunk, until), ...also]);
}

/** How long to wait after a number of tries: ever longer, with up to half of it taken off at random, so that chunks do not come back all at once. */
export function backoffMs(tries: number): number {
  const full = Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** Math.min(tries - 1, 20));
  return Math.round(full * (1 - Math.random() / 2));
}
