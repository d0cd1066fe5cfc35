import { utf8ToBytes } from '@noble/hashes/utils.js';
import { sha256 } from '../hash.ts';

/**
 * Positions of a log of `size` entries, drawn by a seed: the n-th is the first six bytes of SHA-256 over `seed:n`, modulo
 * the size, plus one. Anybody who has the seed draws the same ones; some may come twice.
 */
export function drawPositions(
  seed: string,
  size: number,
  { from, count }: { readonly from: number; readonly count: number },
): readonly number[] {
  if (size < 1) return [];
  return Array.from({ length: count }, (_, i) => {
    const bytes = sha256(utf8ToBytes(`${seed}:${from + i}`));
    const drawn = bytes.slice(0, 6).reduce((sum, byte) => sum * 256 + byte, 0);
    return (drawn % size) + 1;
  });
}
