import type { Mailer, MailOutcome, Receipt } from '../../delivery/mailer.ts';
import { addMs, type Instant } from '../../domain/instant.ts';
import { tellsOfVersion } from '../../domain/notices/notice-kind.ts';
import {
  changeDeliveryStates,
  forgetErasedAddresses,
  recordOutcomes,
} from '../../storage/notices/deliveries.ts';
import { versionsStand } from '../../storage/policies/versions.ts';
import { insertRecordsOfSending } from '../../storage/record/records.ts';
import type { Chunk } from '../../storage/sending/chunks.ts';
import {
  giveBackInFlight,
  insertChunkOfRest,
  isSettledInFlight,
  markInFlight,
  settleInFlight,
} from '../../storage/sending/in-flight.ts';
import { pauseSender } from '../../storage/sending/pace.ts';
import { ALWAYS } from '../../storage/sql.ts';
import { type Statement, StorageUnavailable } from '../../storage/store.ts';
import type { Context } from '../context.ts';
import { sealActs } from '../record/record-acts.ts';
import { sentActs, type TakenMails } from './acts-of-sending.ts';
import { type ReportedTroubles, reportRecovery, reportTrouble, type Trouble } from './report-trouble.ts';
import { asRead, backoffMs, countTaken, type Reached, readReached } from './settle-chunk.ts';

/** Longer than it takes to write down what came of mails, and to be let in by the relay before. */
const BEYOND_FLIGHT_MS = 60_000;

/** How often, and how far apart, it is tried to write down what came of mails: nobody else will ever know. */
const WRITES = 30;
const BETWEEN_WRITES_MS = 1_000;

/** The mails of a chunk that left one by one. */
type Flown = Omit<TakenMails, 'providerIds'>;

/**
 * Writes down that a chunk's mails are about to leave one by one: should this process die, whoever comes
 * after it knows of which nobody can tell. False where they must not leave any more.
 */
export async function beginFlight(
  { store, now }: Pick<Context, 'store' | 'now'>,
  { longestMs }: NonNullable<Mailer['singly']>,
  chunk: Chunk,
): Promise<boolean> {
  const mayGoOut = tellsOfVersion(chunk.says.kind) ? versionsStand(store.db, chunk.says.tells) : ALWAYS;
  const leaseUntil = addMs(now(), longestMs + BEYOND_FLIGHT_MS);
  const [marked] = await store.atomic([markInFlight(store.db, chunk, leaseUntil, mayGoOut)]);
  return marked === 1;
}

/**
 * Records what became of each mail of a chunk: who was told, who is refused, of whom nobody can tell. What
 * did not go out waits for another attempt, in a chunk of its own where others of this one did.
 */
export async function settleEach(
  context: Pick<Context, 'store' | 'now' | 'newId' | 'log'>,
  flown: Flown,
  { outcomes, pause }: Extract<Receipt, { readonly kind: 'each' }>,
  reported: ReportedTroubles,
): Promise<void> {
  const { store, now, newId, log } = context;
  const { chunk } = flown;
  const at = now();
  const tries = chunk.tries + 1;
  const dueAt = addMs(at, pause?.retryAfterMs ?? backoffMs(tries));
  const problem = outcomes.flatMap((one) => ('problem' in one ? [one.problem] : []))[0] ?? '';
  const pausing =
    pause === null
      ? []
      : [pauseSender(store.db, { until: addMs(at, pause.retryAfterMs), problem: pause.problem })];

  const givesBack = outcomes.every((one) => one.kind === 'again');
  const [givenBack] = givesBack
    ? await insist(() =>
        store.atomic([giveBackInFlight(store.db, chunk, { dueAt, problem, tries }), ...pausing]),
      )
    : [0];
  if (givenBack !== 1) {
    const rest = { chunkId: newId(), dueAt, tries, problem };
    await writeSettling(context, flown, outcomes, rest, pausing, at);
  }
  report(context, reported, { chunk, outcomes, pause: pause?.kind ?? null, problem });
  const sent = countOf(outcomes, 'taken');
  if (sent > 0) {
    log('info', 'notices sent', {
      ...{ chunk: chunk.id, release: chunk.release, attempt: chunk.attempt, mails: sent },
    });
  }
}

/** Where each reader has dates of their own, they are decided anew where somebody wrote about one of them in between. */
async function writeSettling(
  { store }: Pick<Context, 'store'>,
  flown: Flown,
  outcomes: readonly MailOutcome[],
  rest: Rest,
  pausing: readonly Statement[],
  at: Instant,
): Promise<void> {
  const { chunk, told } = flown;
  const taken = flown.deliveries.filter((_, i) => outcomes[i]?.kind === 'taken');
  let before: string | null = null;
  for (;;) {
    const reached = await insist(() => readReached(store.db, { chunk, told, deliveries: taken }, at));
    const statements = statementsOfSettling({ store }, flown, outcomes, { rest, reached, at });
    const [settled] = await insist(() => store.atomic([...statements, ...pausing]));
    const read = JSON.stringify(reached.users);
    if (settled === 1 || read === before) return;
    before = read;
  }
}

/** How what did not go out waits for another attempt. */
type Rest = Omit<Parameters<typeof insertChunkOfRest>[2], 'deliveryIds'>;

function statementsOfSettling(
  { store: { db } }: Pick<Context, 'store'>,
  { chunk, told, rendition, deliveries }: Flown,
  outcomes: readonly MailOutcome[],
  { rest, reached, at }: { readonly rest: Rest; readonly reached: Reached; readonly at: Instant },
): readonly Statement[] {
  const results = deliveries.map((delivery, i) => {
    const outcome = outcomes[i] as MailOutcome;
    const providerId = outcome.kind === 'taken' ? outcome.providerId : null;
    return { delivery, kind: outcome.kind, providerId };
  });
  const settled = results.filter((one) => one.kind !== 'again');
  const known = settled.filter((one) => one.kind !== 'unknown');
  const again = results.filter((one) => one.kind === 'again');
  const isSettled = isSettledInFlight(chunk);
  const mails = {
    ...{ chunk, told, rendition },
    deliveries: settled.map(({ delivery }) => delivery),
    providerIds: settled.map(({ providerId }) => providerId),
  };
  return [
    settleInFlight(db, chunk, stateOfChunk(outcomes, rest.problem), asRead(db, reached)),
    ...insertRecordsOfSending(db, sealActs(sentActs(mails, at)), isSettled),
    ...recordOutcomes(
      db,
      chunk.id,
      known.map(({ delivery, providerId }) => ({ id: delivery.id, providerId })),
      reached.told,
      at,
      isSettled,
    ),
    ...reached.telling(isSettled),
    ...countTaken(db, mails, isSettled),
    ...(again.length === 0
      ? []
      : insertChunkOfRest(
          db,
          chunk,
          { ...rest, deliveryIds: again.map(({ delivery }) => delivery.id) },
          isSettled,
        )),
    changeDeliveryStates(db, chunk.id, ['sending'], 'unknown', isSettled),
    ...forgetErasedAddresses(db, chunk.id, isSettled),
  ];
}

function stateOfChunk(
  outcomes: readonly MailOutcome[],
  problem: string,
): Parameters<typeof settleInFlight>[2] {
  if (countOf(outcomes, 'taken') > 0) return { state: 'sent', problem: null };
  if (countOf(outcomes, 'unknown') > 0) return { state: 'unknown', problem };
  return { state: countOf(outcomes, 'refused') > 0 ? 'failed' : 'cancelled', problem };
}

function report(
  context: Pick<Context, 'log'>,
  reported: ReportedTroubles,
  {
    chunk,
    outcomes,
    pause,
    problem,
  }: {
    readonly chunk: Chunk;
    readonly outcomes: readonly MailOutcome[];
    readonly pause: Trouble | null;
    readonly problem: string;
  },
): void {
  const fields = { chunk: chunk.id, release: chunk.release, attempt: chunk.attempt, problem };
  if (countOf(outcomes, 'taken') > 0) reportRecovery(context, reported);
  const troubles: readonly (readonly [Trouble, MailOutcome['kind']])[] = [
    ['mails-refused', 'refused'],
    ['unknown', 'unknown'],
    [pause ?? 'not-taken', 'again'],
  ];
  for (const [trouble, kind] of troubles) {
    const mails = countOf(outcomes, kind);
    if (mails > 0) reportTrouble(context, reported, trouble, { ...fields, mails });
  }
}

function countOf(outcomes: readonly MailOutcome[], kind: MailOutcome['kind']): number {
  return outcomes.filter((one) => one.kind === kind).length;
}

/** Tries again while the database is away: what only this process knows must not die with a write. */
async function insist<T>(act: () => Promise<T>): Promise<T> {
  for (let left = WRITES; ; left--) {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof StorageUnavailable) || left === 0) throw error;
      await new Promise((resolve) => setTimeout(resolve, BETWEEN_WRITES_MS));
    }
  }
}
