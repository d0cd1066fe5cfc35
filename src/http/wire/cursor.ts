import { z } from 'zod';
import { invalid } from '../../domain/refusal.ts';

/** How many items a list answers at once unless it is told. */
export const DEFAULT_PAGE = 100;

/** What no row's place is, and not every database takes to compare with, is no cursor of ours. */
const withoutNul = z
  .string()
  .max(400)
  .refine((value) => !value.includes('\0'));
const cursorShape = z.array(z.union([withoutNul, z.int32()])).max(4);

/** A place in a list, as callers get it: opaque. */
function encodeCursor(place: readonly (string | number)[]): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(JSON.stringify(place))))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
}

/** The place a cursor stands for, of the shape a list expects; undefined without a cursor. */
function decodeCursor<T extends z.ZodType>(cursor: string | undefined, shape: T): z.output<T> | undefined {
  if (cursor === undefined) return undefined;
  try {
    const bytes = Uint8Array.from(atob(cursor.replaceAll('-', '+').replaceAll('_', '/')), (char) =>
      char.charCodeAt(0),
    );
    return shape.parse(cursorShape.parse(JSON.parse(new TextDecoder().decode(bytes))));
  } catch {
    throw invalid('?cursor', 'is not a cursor of this list');
  }
}

/** How far a caller has come in a list, and how many items they want. */
export type PageQuery = { readonly cursor?: string | undefined; readonly limit?: number | undefined };

/**
 * Answers one page of a list: `list` gets the place that the cursor stands for and how many items to
 * find at most, one more than is shown, since that decides whether there is a next page.
 */
export async function readPage<P extends readonly (string | number)[], T, U>(
  { cursor, limit = DEFAULT_PAGE }: PageQuery,
  place: z.ZodType<P>,
  list: (after: P | undefined, limit: number) => readonly T[] | Promise<readonly T[]>,
  placeOf: (item: T) => readonly [...P],
  toItem: (item: T) => U | Promise<U>,
): Promise<{ readonly items: U[]; readonly next: string | null }> {
  const found = await list(decodeCursor(cursor, place), limit + 1);
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: await Promise.all(shown.map(toItem)),
    next: found.length > limit && last !== undefined ? encodeCursor(placeOf(last)) : null,
  };
}

/** The shape of a list in an answer. */
export function listOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item).readonly(), next: z.string().nullable() });
}
