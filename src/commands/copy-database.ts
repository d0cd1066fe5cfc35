import { createHash } from 'node:crypto';
import { type CopyPlan, claimTarget, releaseTarget } from '../storage/copy/copy-ledger.ts';
import { findLastKey, insertRows, listNextRows } from '../storage/copy/copy-rows.ts';
import type { Row, TableShape } from '../storage/copy/copy-shape.ts';
import { StorageError, type Store } from '../storage/store.ts';

/** What a copy tells of while it goes on; `ms` is what it took so far. */
export type CopyEvent =
  | { readonly kind: 'claimed'; readonly isResumed: boolean }
  | {
      readonly kind: 'copying' | 'copied';
      readonly table: string;
      readonly rows: number;
      readonly ms: number;
    }
  | { readonly kind: 'comparing' };

/** One table of both databases: how many rows, and SHA-256 over all their columns in the order of the key. */
export type Comparison = {
  readonly table: string;
  readonly rows: { readonly from: number; readonly to: number };
  readonly sha256: { readonly from: string; readonly to: string };
  readonly isSame: boolean;
  /** The key of the first row that differs, or is on one side only; null where none is. */
  readonly firstDifference: string | null;
};

/** A source that can be copied, a target, how that is migrated, and who hears how it goes. */
export type Copy = CopyPlan & {
  readonly from: Store;
  readonly to: Store;
  readonly migrateTarget: () => Promise<unknown>;
  readonly tell: (event: CopyEvent) => void;
};

/**
 * Copies every table, or goes on where an earlier copy was interrupted, and then compares every row of
 * both. Pages are read and written one after the other, so however many rows there are, a few are in
 * memory. The target is released to services only when nothing differs.
 *
 * Throws a StorageError where the target cannot be used for it, or a database fails.
 */
export async function copyDatabase(copy: Copy): Promise<readonly Comparison[]> {
  const { from, to, shape, tell } = copy;
  tell({ kind: 'claimed', ...(await claimTarget(to, copy, copy.migrateTarget)) });
  for (const table of shape) await copyTable(copy, table);
  tell({ kind: 'comparing' });
  const comparisons: Comparison[] = [];
  for (const table of shape) comparisons.push(await compareTable(from, to, table));
  if (comparisons.every(({ isSame }) => isSame)) await releaseTarget(to, copy);
  return comparisons;
}

async function copyTable({ from, to, tell }: Copy, table: TableShape): Promise<void> {
  const start = performance.now();
  let rows = 0;
  const told = () => ({ table: table.name, rows, ms: performance.now() - start });
  // What is there came in the order of the key, so its last row is how far it got.
  let page = await listNextRows(from.db, table, await findLastKey(to.db, table));
  while (page.length > 0) {
    const [next] = await Promise.all([listNextRows(from.db, table, page.at(-1)), writeRows(to, table, page)]);
    rows += page.length;
    tell({ kind: 'copying', ...told() });
    page = next;
  }
  tell({ kind: 'copied', ...told() });
}

async function writeRows(to: Store, table: TableShape, rows: readonly Row[]): Promise<void> {
  try {
    await to.atomic(insertRows(to.db, table, rows));
  } catch (error) {
    if (error instanceof StorageError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    const keys = [...new Set([keyOf(table, rows[0]), keyOf(table, rows.at(-1))])].join(' to ');
    throw new StorageError(`The target does not take what ${table.name} holds at ${keys}: ${reason}`, {
      cause: error,
    });
  }
}

async function compareTable(from: Store, to: Store, table: TableShape): Promise<Comparison> {
  const sides = [readerOf(from, table), readerOf(to, table)] as const;
  let firstDifference: string | null = null;
  for (;;) {
    const [left, right] = await Promise.all([sides[0].next(), sides[1].next()]);
    if (left.length === 0 && right.length === 0) break;
    // Pages hold the same rows for as long as all before them were the same.
    firstDifference ??= findFirstDifference(table, left, right);
  }
  const [a, b] = [sides[0].end(), sides[1].end()];
  return {
    table: table.name,
    rows: { from: a.rows, to: b.rows },
    sha256: { from: a.sha256, to: b.sha256 },
    isSame: a.rows === b.rows && a.sha256 === b.sha256,
    firstDifference,
  };
}

/** A row, and its values in the order of the columns as text. */
type ReadRow = { readonly row: Row; readonly text: string };

function readerOf({ db }: Store, table: TableShape) {
  const hash = createHash('sha256');
  let rows = 0;
  let last: Row | undefined;
  let isAtEnd = false;
  return {
    async next(): Promise<readonly ReadRow[]> {
      if (isAtEnd) return [];
      const page = await listNextRows(db, table, last);
      last = page.at(-1);
      isAtEnd = page.length === 0;
      rows += page.length;
      return page.map((row) => {
        const text = JSON.stringify(table.columns.map(({ name }) => row[name]));
        hash.update(text);
        return { row, text };
      });
    },
    end: () => ({ rows, sha256: hash.digest('hex') }),
  };
}

function findFirstDifference(
  table: TableShape,
  left: readonly ReadRow[],
  right: readonly ReadRow[],
): string | null {
  const longer = left.length > right.length ? left : right;
  const at = longer.findIndex((_, index) => left[index]?.text !== right[index]?.text);
  if (at < 0) return null;
  const [one, other] = [left[at], right[at]].map((read) => read && keyOf(table, read.row));
  // Of two that differ, the one that comes first is missing on the other side.
  const isInRight = right.some(({ row }) => keyOf(table, row) === one);
  return (isInRight ? other : one) ?? other ?? null;
}

/** The key of a row, for reading. */
function keyOf({ key }: TableShape, row: Row | undefined): string {
  return key.map((name) => `${name} ${JSON.stringify(row?.[name])}`).join(', ');
}
