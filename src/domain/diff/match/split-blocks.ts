import { isHidden } from '../read/block.ts';
import type { Vocabulary, Words } from '../words/words.ts';
import type { Side } from './side.ts';

const SHARE_OF_PART = 0.7;
const MOST_PARTS = 8;

/**
 * Finds blocks that were split off a paired block, or merged into one, and lets them point at it.
 *
 * They stand right beside it, and the words it lost or gained are theirs. Otherwise half a paragraph would
 * be told as removed when only its end moved.
 */
export function findSplits(
  x: Side,
  y: Side,
  { ofX, ofY }: { readonly ofX: Int32Array; readonly ofY: Int32Array },
  vocabulary: Vocabulary,
): void {
  const spare = new Int32Array(vocabulary.size());
  // As they are now: parts are not split further.
  const mains = ofX.slice();
  for (let i = 0; i < mains.length; i++) {
    const j = mains[i]!;
    if (j === -1 || (!isBesideOpen(ofX, i) && !isBesideOpen(ofY, j))) continue;
    const intoY = () => gather(y.words[j]!, x, i, ofX, j);
    const outOfX = () => gather(x.words[i]!, y, j, ofY, i);
    // Either several were merged or one was split, not both; the longer of the two is the likelier whole.
    const [likely, unlikely] = x.words[i]!.count < y.words[j]!.count ? [intoY, outOfX] : [outOfX, intoY];
    if (!likely()) unlikely();
  }

  /** Lets open neighbours of `main` among `parts` point at `target`, as far as spare words of `whole` are theirs. */
  function gather(
    whole: Words,
    { blocks, words: parts }: Side,
    main: number,
    of: Int32Array,
    target: number,
  ): boolean {
    if (!isBesideOpen(of, main)) return false;
    const isSeen = !isHidden(blocks[main]!);
    const isOpen = (at: number) => of[at] === -1 && !isHidden(blocks[at]!) === isSeen;
    for (const id of whole.ids) spare[id]!++;
    take(parts[main]!);
    let left = MOST_PARTS;
    for (const step of [1, -1]) {
      for (let at = main + step; isOpen(at) && left > 0 && isPart(parts[at]!); at += step, left--) {
        of[at] = target;
        take(parts[at]!);
      }
    }
    for (const id of whole.ids) spare[id] = 0;
    return left < MOST_PARTS;
  }

  function take({ ids }: Words): void {
    for (const id of ids) if (spare[id]! > 0) spare[id]!--;
  }

  function isPart({ ids, count }: Words): boolean {
    let shared = 0;
    const taken: number[] = [];
    for (const id of ids) {
      if (spare[id]! === 0 || !vocabulary.isWord(id)) continue;
      spare[id]!--;
      taken.push(id);
      shared++;
    }
    for (const id of taken) spare[id]!++;
    return count > 0 && (shared === count || (shared >= 3 && shared >= SHARE_OF_PART * count));
  }
}

function isBesideOpen(of: Int32Array, at: number): boolean {
  return of[at - 1] === -1 || of[at + 1] === -1;
}
