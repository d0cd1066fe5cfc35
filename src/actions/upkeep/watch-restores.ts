/*
 * What runs by the clock and not by a request: giving records their places in the log and sealing it,
 * sweeping what came due, publishing checkpoints, tidying up, and watching for restored backups.
 */

import { addMs, type Instant } from '../../domain/instant.ts';
import { type KnownCheckpoint, type Restore, restoreText } from '../../domain/record/restore.ts';
import { findLogHead, type LogHead } from '../../storage/record/log.ts';
import { acceptRestore as acceptanceOf, findAcceptedRestore } from '../../storage/record/restores.ts';
import type { Context } from '../context.ts';
import { readRoot } from '../record/prove.ts';

/** How long an answer holds, unless it is doubted. */
const EVERY_MS = 1_000;

const THIS_PROCESS = 'a process that runs since before';

/** Finds out whether the log is older than a checkpoint of it, or another one, and nobody accepted that. */
export async function findRestore(
  context: Pick<Context, 'store'>,
  known: readonly KnownCheckpoint[],
): Promise<Restore | null> {
  const { db } = context.store;
  const { size, root } = await findLogHead(db);
  for (const lost of known) {
    if (lost.size === 0) continue;
    const rootThen = lost.size < size ? await readRoot(context, lost.size) : root;
    if (lost.size <= size && rootThen === lost.root) continue;
    // What a process remembers nobody else can name, so it goes by where the log stood.
    const by = lost.source === THIS_PROCESS ? { at: { size, root } } : { lost };
    if ((await findAcceptedRestore(db, by)) === undefined) return { lost, size, root };
  }
  return null;
}

/**
 * Accepts a restore, once and for all: sending goes on, but for whatever may have gone out after the
 * backup. Answers whether this did it.
 */
export async function acceptRestore(
  { store, now }: Pick<Context, 'store' | 'now'>,
  restore: Restore,
): Promise<boolean> {
  const at = now();
  const [accepted] = await store.atomic(acceptanceOf(store.db, restore, at));
  // D1 may take a write, report an error, and count nothing when it is asked again.
  return accepted === 1 || (await findAcceptedRestore(store.db, restore))?.acceptedAt === at;
}

/** Knows whether the database is one that was restored. */
export type RestoreWatch = {
  /** As it was found last. */
  readonly current: () => Restore | null;
  /** Looks again, unless that was done this second and is not doubted. Fails where the database is away. */
  readonly check: () => Promise<Restore | null>;
  /** Says that another database may be there now, since a connection to it was lost. */
  readonly doubt: () => void;
};

/**
 * Watches for restores: `known` is what is kept elsewhere when the process starts, and from then on it
 * remembers by itself how far the log was. Says so once, and once more when it is accepted.
 */
export async function watchRestores(
  context: Pick<Context, 'store' | 'now' | 'log'>,
  known: readonly KnownCheckpoint[],
): Promise<RestoreWatch> {
  const { store, now, log } = context;
  let kept = known;
  let seen: Pick<LogHead, 'size' | 'root'> | null = null;
  let current: Restore | null = null;
  let checkedAt: Instant | null = null;
  let isDoubted = true;
  let looking: Promise<void> | null = null;

  const look = async (goesOn: boolean): Promise<void> => {
    const head = await findLogHead(store.db);
    const isSame = seen !== null && head.size === seen.size && head.root === seen.root;
    if (goesOn && seen !== null && (isSame || head.size > seen.size)) {
      seen = head;
      return;
    }
    const own = seen === null ? [] : [{ source: THIS_PROCESS, size: seen.size, root: seen.root }];
    const found = await findRestore(context, [...kept, ...own]);
    if (found !== null) {
      if (current === null) {
        const { lost, size } = found;
        log('error', restoreText(found), { knownTo: lost.source, knownSize: lost.size, size });
      }
    } else {
      if (current !== null) log('info', 'the restore was accepted: sending goes on', { size: head.size });
      kept = [];
      seen = head;
    }
    current = found;
  };
  const doubt = () => {
    isDoubted = true;
  };
  const lookAgain = async (at: Instant): Promise<void> => {
    // What was there when it was doubted may have grown beyond what was seen.
    const goesOn = !isDoubted && current === null && kept.length === 0;
    isDoubted = false;
    try {
      await look(goesOn);
      checkedAt = at;
    } catch (error) {
      doubt();
      throw error;
    } finally {
      looking = null;
    }
  };
  const check = async () => {
    const at = now();
    const isDue = checkedAt === null || at >= addMs(checkedAt, EVERY_MS) || at < checkedAt;
    if (isDoubted || isDue) looking ??= lookAgain(at);
    // Whoever asks meanwhile must not go by what was found before.
    await looking;
    return current;
  };
  await check();
  return { current: () => current, check, doubt };
}
