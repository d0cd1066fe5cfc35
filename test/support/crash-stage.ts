import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from '../../src/actions/context.ts';
import { sendNotices } from '../../src/actions/sending/send-notices.ts';
import { resendMailer } from '../../src/delivery/resend/resend-mailer.ts';
import { addMs, type Instant } from '../../src/domain/instant.ts';
import type { MigratableStore } from '../../src/storage/engines/migrate.ts';
import { copyTestDatabase, ON_POSTGRES, removeTestDatabase } from './databases.ts';
import { Died, dyingMailer, dyingStore, type Fate } from './dying-store.ts';
import { type FarEnd, type Fault, startFarEnd } from './far-end.ts';
import { openTestStore, startTestApp } from './test-app.ts';

/** By so much a restarted process is later than the dead one: its leases have expired. */
export const AFTER_THE_LEASE_MS = 61_000;

/**
 * How far from one moment to die at to the next, where a test meets each on SQLite and every `onPostgres`th on the
 * database that takes a second for each; `EVERY_MOMENT=1` meets them all.
 */
export function strideOf(onPostgres: number): number {
  return ON_POSTGRES && process.env.EVERY_MOMENT !== '1' ? onPostgres : 1;
}

/** More rounds than any story needs, each a step or a wait. */
const MOST_ROUNDS = 500;

/** The processes of one run through a story: one database file, one far end, one clock. */
export type Stage = {
  readonly farEnd: FarEnd;
  readonly clock: { now: Instant };
  /** A process of its own, with its own connection to the database. */
  readonly start: (more?: { readonly fate?: Fate; readonly aheadMs?: number }) => Promise<Context>;
  readonly store: MigratableStore;
  readonly close: () => Promise<void>;
};

let stages = 0;

/** Sets a stage in a folder, on a copy of a database that nobody has open, whose clock says `now`. */
export async function setStage(
  folder: string,
  story: { readonly path: string; readonly now: Instant },
  faults: readonly Fault[] = [],
): Promise<Stage> {
  const path = join(folder, `stage-${++stages}.sqlite`);
  await copyTestDatabase(story.path, path);
  const farEnd = await startFarEnd();
  farEnd.faults.push(...faults);
  const clock = { now: story.now };
  const opened: MigratableStore[] = [];
  const open = async () => {
    const store = await openTestStore(path);
    opened.push(store);
    return store;
  };
  return {
    farEnd,
    clock,
    store: await open(),
    start: async ({ fate, aheadMs = 0 } = {}) => {
      const mailer = resendMailer({
        apiKey: 're_test',
        baseUrl: farEnd.url,
        callsPerSecond: null,
        timeoutMs: 75,
      });
      const store = await open();
      const { context } = await startTestApp({
        store: fate === undefined ? store : dyingStore(store, fate),
        mailer: fate === undefined ? mailer : dyingMailer(mailer, fate),
      });
      return { ...context, now: () => addMs(clock.now, aheadMs) };
    },
    close: async () => {
      for (const store of opened) await store.close();
      await farEnd.close();
      await removeTestDatabase(path);
    },
  };
}

/** Runs rounds, moving the clock whenever a process has nothing to do, until every chunk and mail is settled. */
export async function runToTheEnd({ clock, store }: Stage, ...processes: readonly Context[]): Promise<void> {
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const rounds = await Promise.all(processes.map((one) => sendNotices(one)));
    if (rounds.some(({ nextInMs }) => nextInMs === 0)) continue;
    if (await isSettled(store)) return;
    const [soonestMs = 0] = rounds.flatMap(({ nextInMs }) => nextInMs ?? []).toSorted((a, b) => a - b);
    clock.now = addMs(clock.now, Math.max(AFTER_THE_LEASE_MS, soonestMs));
    // What another process has under way gets time to come back: idle rounds are moments to die at, too.
    await sleep(5);
  }
  throw new Error(`there was more to send after ${MOST_ROUNDS} rounds`);
}

async function isSettled({ db }: Pick<MigratableStore, 'db'>): Promise<boolean> {
  const open = await db.selectFrom('chunks').select('id').where('state', '=', 'open').limit(1).execute();
  const waiting = await db
    .selectFrom('deliveries')
    .select('user_ref')
    .where('state', 'in', ['queued', 'sending'])
    .limit(1)
    .execute();
  return open.length + waiting.length === 0;
}

/** Lets a process run until it dies, and says whether it lived. */
export async function lives(run: Promise<void>): Promise<boolean> {
  try {
    await run;
    return true;
  } catch (error) {
    if (error instanceof Died) return false;
    throw error;
  }
}
