import { addCounts, answerSpanOf, isCountDue, NOBODY_COUNTED } from '../../domain/notices/version-counts.ts';
import type { Version } from '../../domain/policies/policy.ts';
import {
  countStretch,
  findCounts,
  insertKeptCount,
  type KeptCount,
  listKeptCounts,
  moveCount,
} from '../../storage/notices/version-counts.ts';
import { listPolicies } from '../../storage/policies/policies.ts';
import { listVersionsOf } from '../../storage/policies/policy-versions.ts';
import { findStretch } from '../../storage/stretches.ts';
import type { Context } from '../context.ts';

/** So few users are counted at once while somebody waits, and no count of more is kept. */
const MOST_COUNTED_AT_ONCE = 10_000;
/** Few, so that a check that comes meanwhile hardly waits. */
const USERS_PER_STEP = 500;

/**
 * Counts one stretch of people for the screen of one version, and answers whether there is more to count now. A
 * count is as of the instant at which it began; nothing is counted where screens can count by themselves.
 */
export async function countVersions(
  { store, now, newId }: Pick<Context, 'store' | 'now' | 'newId'>,
  users = USERS_PER_STEP,
): Promise<boolean> {
  const { db } = store;
  if (await areFew(db)) return false;
  const at = now();
  const next = await findDue(db, at);
  if (next === undefined) return false;
  const { version, kept } = next;
  const command = newId();
  if (kept === undefined) {
    await store.atomic([insertKeptCount(db, version, command)]);
    return true;
  }
  const begunAt = kept.begunAt ?? at;
  const before =
    kept.begunAt === null ? NOBODY_COUNTED : ((await findCounts(db, version))?.partial ?? NOBODY_COUNTED);
  const stretch = await findStretch(db, kept.cursor, users);
  if (stretch === undefined) {
    await store.atomic([moveCount(db, kept, { command, countedAt: begunAt, counts: before })]);
    return true;
  }
  const found = await countStretch(db, version, stretch, {
    now: begunAt,
    span: answerSpanOf(version, begunAt),
  });
  const partial = addCounts(before, found);
  await store.atomic([moveCount(db, kept, { command, begunAt, cursor: stretch.to, partial })]);
  return true;
}

/** Whether there are so few users that a screen counts them itself. */
export async function areFew(db: Context['store']['db']): Promise<boolean> {
  const first = await findStretch(db, '', MOST_COUNTED_AT_ONCE);
  return first === undefined || (await findStretch(db, first.to, 1)) === undefined;
}

/** The version whose count is under way, or else the newest of those that are due. */
async function findDue(
  db: Context['store']['db'],
  at: Version['postedAt'],
): Promise<{ readonly version: Version; readonly kept: KeptCount | undefined } | undefined> {
  const counts = await listKeptCounts(db);
  const policies = await listPolicies(db);
  const all: { readonly version: Version; readonly kept: KeptCount | undefined }[] = [];
  for (const policy of policies) {
    for (const version of (await listVersionsOf(db, policy)).versions) {
      const kept = counts.find((one) => one.policy === version.policy && one.version === version.version);
      if (kept?.begunAt || isCountDue(version, kept?.countedAt ?? null, at)) all.push({ version, kept });
    }
  }
  const underWay = all.find(({ kept }) => kept !== undefined && kept.begunAt !== null);
  return underWay ?? all.toSorted((a, b) => (a.version.postedAt < b.version.postedAt ? 1 : -1))[0];
}
