import { concatBytes } from './bytes.ts';
import { TILE_WIDTH } from './merkle.ts';

/** A tile that is asked for: hashes of a level, or the entries beneath those of level 0. */
export type TileName = {
  readonly level: number | 'entries';
  readonly index: number;
  /** How many of its 256 there are. */
  readonly width: number;
};

const PATH = /^(entries|0|[1-9]\d?)\/((?:x\d{3}\/)*\d{3})(?:\.p\/([1-9]\d{0,2}))?$/;

/** Reads the path of a tile as C2SP writes it, such as `0/x001/234` or `entries/000.p/17`; null for any other. */
export function readTilePath(path: string): TileName | null {
  const [, level, groups, width] = PATH.exec(path) ?? [];
  if (level === undefined || groups === undefined) return null;
  // The first group may be naught only when it is the only one.
  if (groups.startsWith('x000')) return null;
  const index = Number(groups.replaceAll(/[x/]/g, ''));
  const wide = width === undefined ? TILE_WIDTH : Number(width);
  const isKnown = level === 'entries' || Number(level) <= 63;
  if (!isKnown || !Number.isSafeInteger(index) || wide > TILE_WIDTH) return null;
  if (width !== undefined && wide === TILE_WIDTH) return null;
  return { level: level === 'entries' ? level : Number(level), index, width: wide };
}

/** How many hashes a level of the tiles has in a tree of some size. */
export function hashesInLevel(level: number, size: number): number {
  return Math.floor(size / TILE_WIDTH ** level);
}

/** Entries as a bundle has them: each after its length in two bytes, the high one first. */
export function entryBundle(entries: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return concatBytes(
    ...entries.flatMap((entry) => [Uint8Array.of(entry.length >> 8, entry.length & 0xff), entry]),
  );
}
