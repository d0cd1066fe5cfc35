import { DIFF_EDITION, diffPolicies } from '../domain/diff/diff-policies.ts';
import type { PolicyDiff } from '../domain/diff/types.ts';
import type { Compared } from '../domain/policies/version-text.ts';
import { type ComparisonOf, findComparison, insertComparison } from '../storage/policies/comparisons.ts';
import { findContent } from '../storage/policies/texts.ts';
import type { Database, Store } from '../storage/store.ts';

/** A diff of long texts is megabytes; few are asked for at a time. */
const DIFFS_KEPT = 8;

/** How long to look again for room, and how often, in milliseconds. */
const WAIT_MS = 3_000;
const LOOK_EVERY_MS = 50;
/** How many may wait; each holds a connection. */
const MOST_WAITING = 20;
/** A comparison that was not heard of again for so long has died with its request. */
const GIVEN_UP_MS = 30_000;

/** The latest diffs by what they compare, least recently used first. An edition of a text never changes, so neither does a diff. */
const recent = new WeakMap<Database, Map<string, PolicyDiff>>();

/** Until when the next comparison for the public has to wait, on the clock of `performance`, and how many wait. */
const gates = new WeakMap<Database, { closedUntil: number; waiting: number }>();

/** The changes from one text to another; undefined when there is no such text. They are worked out once, and stored. */
export async function readChanges(
  store: Pick<Store, 'db' | 'atomic'>,
  compared: Compared,
): Promise<PolicyDiff | undefined> {
  return (await findChanges(store.db, comparisonOf(compared))) ?? computeChanges(store, compared);
}

/**
 * The same for whoever asks without a key: what is stored at once, and the rest one at a time in a process,
 * each as long after the last as that one took, so that nobody can keep the service busy with comparisons.
 * Answers 'busy' when there is no room for seconds.
 */
export async function readChangesInTurn(
  store: Pick<Store, 'db' | 'atomic'>,
  compared: Compared,
): Promise<PolicyDiff | 'busy' | undefined> {
  const of = comparisonOf(compared);
  const gate = gates.get(store.db) ?? { closedUntil: 0, waiting: 0 };
  gates.set(store.db, gate);
  for (let waitedMs = 0; ; waitedMs += LOOK_EVERY_MS) {
    const known = await findChanges(store.db, of);
    if (known !== undefined) return known;
    if (gate.closedUntil <= performance.now()) break;
    if (waitedMs >= WAIT_MS || gate.waiting >= MOST_WAITING) return 'busy';
    gate.waiting++;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    gate.waiting--;
  }
  const start = performance.now();
  gate.closedUntil = start + GIVEN_UP_MS;
  try {
    return await computeChanges(store, compared);
  } finally {
    const end = performance.now();
    gate.closedUntil = end + (end - start);
  }
}

async function findChanges(db: Database, of: ComparisonOf): Promise<PolicyDiff | undefined> {
  const known = recent.get(db)?.get(nameOf(of));
  if (known !== undefined) return keep(db, of, known);
  const stored = await findComparison(db, of);
  return stored && keep(db, of, stored);
}

async function computeChanges(
  { db, atomic }: Pick<Store, 'db' | 'atomic'>,
  compared: Compared,
): Promise<PolicyDiff | undefined> {
  const { policy, from, to, fromLocale, locale, editions } = compared;
  const of = comparisonOf(compared);
  const before =
    from === 0 ? '' : await findContent(db, { policy, version: from }, fromLocale, editions?.from);
  const after = await findContent(db, { policy, version: to }, locale, editions?.to);
  if (before === undefined || after === undefined) return undefined;
  const diff = diffPolicies(before, after, { locale });
  await atomic(await insertComparison(db, of, diff));
  return keep(db, of, diff);
}

function comparisonOf({ policy, from, to, fromLocale, locale, editions }: Compared): ComparisonOf {
  const languages = fromLocale === locale ? locale : `${fromLocale}>${locale}`;
  const corrected = editions === undefined ? '' : `#${editions.from}>${editions.to}`;
  return { policy, from, to, locale: languages + corrected, madeBy: DIFF_EDITION };
}

function keep(db: Database, of: ComparisonOf, diff: PolicyDiff): PolicyDiff {
  const kept = recent.get(db) ?? new Map<string, PolicyDiff>();
  recent.set(db, kept);
  kept.delete(nameOf(of));
  kept.set(nameOf(of), diff);
  for (const oldest of kept.keys()) {
    if (kept.size <= DIFFS_KEPT) break;
    kept.delete(oldest);
  }
  return diff;
}

function nameOf({ policy, from, to, locale }: ComparisonOf): string {
  return JSON.stringify([policy, locale, from, to]);
}
