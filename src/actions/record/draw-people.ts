import { drawPositions } from '../../domain/record/draw.ts';
import { listRecordsAt } from '../../storage/record/auditor-links.ts';
import { findLogHead } from '../../storage/record/log.ts';
import type { RecordBody } from '../../storage/record/log-reads.ts';
import type { Context } from '../context.ts';

/** Positions that are drawn at once, and how often at most, whatever there is to be found. */
const DRAWN_AT_ONCE = 400;
const MOST_ROUNDS = 25;

/** What a record must be about to count. */
export type DrawnFrom = { readonly policy: string; readonly version: number | null };

/** People by their pseudonyms, in the order in which they were drawn, from the log when it had `size` entries. */
export type Drawn = { readonly people: readonly string[]; readonly size: number };

/**
 * Draws up to `count` people at random from those of whom something is recorded about a policy or a version, by drawing
 * places of the log: whoever more is recorded of is likelier to come. The same seed draws the same people from a log of
 * the same size. It reads ten thousand places at most, however long the log is, so that few people among many may not
 * all be found.
 */
export async function drawPeople(
  { store: { db } }: Pick<Context, 'store'>,
  of: DrawnFrom,
  {
    seed,
    count,
    size,
  }: { readonly seed: string; readonly count: number; readonly size?: number | undefined },
): Promise<Drawn> {
  const known = (await findLogHead(db)).size;
  const drawnFrom = Math.min(size ?? known, known);
  const people = new Set<string>();
  for (let round = 0; round < MOST_ROUNDS && people.size < count; round++) {
    const positions = drawPositions(seed, drawnFrom, { from: round * DRAWN_AT_ONCE, count: DRAWN_AT_ONCE });
    if (positions.length === 0) break;
    const found = await listRecordsAt(db, positions);
    const refs = new Map(
      found.filter(({ body }) => isAbout(body, of)).map(({ position, ref }) => [position, ref] as const),
    );
    for (const position of positions) {
      const ref = refs.get(position);
      if (ref !== undefined && people.size < count) people.add(ref);
    }
  }
  return { people: [...people], size: drawnFrom };
}

function isAbout(body: string, { policy, version }: DrawnFrom): boolean {
  const read = JSON.parse(body) as RecordBody;
  return read.policy === policy && (version === null || read.version === version);
}
