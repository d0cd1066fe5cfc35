import { concatBytes } from './bytes.ts';
import type { Run } from './merkle.ts';

/** Hashes in a tile, and how many heights of the tree one spans (C2SP tlog-tiles). */
const TILE_WIDTH = 256;
const TILE_HEIGHT = 8;

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

/** The nodes that a tile is made of; of a bundle of entries, the leaves over them. */
export function runOfTile({ level, index, width }: TileName): Run {
  const from = index * TILE_WIDTH;
  return { height: level === 'entries' ? 0 : level * TILE_HEIGHT, from, to: from + width };
}

/** How many nodes a height has in a tree of some size. */
export function nodesAtHeight(height: number, size: number): number {
  return Math.floor(size / 2 ** height);
}

/** Entries as a bundle has them: each after its length in two bytes, the high one first. */
export function entryBundle(entries: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return concatBytes(
    ...entries.flatMap((entry) => [Uint8Array.of(entry.length >> 8, entry.length & 0xff), entry]),
  );
}
