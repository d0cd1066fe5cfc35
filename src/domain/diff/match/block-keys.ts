import type { BlockKind } from '../types.ts';
import type { Vocabulary, Words } from '../words/words.ts';
import type { Side } from './side.ts';
import { treeKeys } from './tree.ts';

/** By block a number that is the same for what is the same. */
export type Keys = readonly [x: ArrayLike<number>, y: ArrayLike<number>];

/** What blocks are found again by, from exact to loose: as written; the same words; the same but for case and numbers. */
export type BlockKeys = {
  /** As written, with all that the block governs. */
  readonly whole: Keys;
  readonly own: readonly [Keys, Keys, Keys];
  /** As `own`, but `Article 5` alone, which says nothing of what it governs, is equal to nothing. */
  readonly saying: readonly [Keys, Keys, Keys];
  /** Whether a block says nothing but its number, by place. */
  readonly isBare: readonly [Uint8Array, Uint8Array];
};

const KINDS: readonly BlockKind[] = ['heading', 'paragraph', 'item', 'row', 'code', 'comment', 'matter'];

// `5.`, `§ 5`, `Article 5`, `第五条`: a label in a word, and a number.
const BARE =
  /^(?:\p{L}+\.?\s)?(?:§+\s*)?(?:\(?(?:[\d.]+[a-z]?|[ivxlc]+|[a-z])\)?[.:)]?|第?[\d零〇一二三四五六七八九十百千]+[条條章节節項项款编編]?)$/iu;
const LONGEST_BARE = 24;

/** Makes the keys of two documents. All but the first are hints: what a pair shares is compared word by word later. */
export function blockKeys(x: Side, y: Side, vocabulary: Vocabulary): BlockKeys {
  const written = ({ blocks, sources }: Side) =>
    Float64Array.from(sources, (source, at) => {
      const { kind, level } = blocks[at]!;
      return source * 0x200 + KINDS.indexOf(kind) * 0x40 + Math.min(level, 0x3f);
    });
  // Most of a text is in both, with the same words.
  const known = new Map<Words, readonly [own: number, loose: number]>();
  const hashed = ({ words }: Side) => {
    const hashes = [new Float64Array(words.length), new Float64Array(words.length)] as const;
    words.forEach((one, at) => {
      const found = known.get(one) ?? hashesOf(one, vocabulary);
      known.set(one, found);
      [hashes[0][at], hashes[1][at]] = found;
    });
    return hashes;
  };
  const [hashesX, hashesY] = [hashed(x), hashed(y)];
  const bare = ({ blocks }: Side) =>
    Uint8Array.from(blocks, ({ text, kind }) =>
      (kind === 'heading' || kind === 'item') && text.length <= LONGEST_BARE && BARE.test(text) ? 1 : 0,
    );
  const own = [
    [written(x), written(y)],
    [hashesX[0], hashesY[0]],
    [hashesX[1], hashesY[1]],
  ] as const;
  const isBare = [bare(x), bare(y)] as const;
  // No key of the one side is one of the other.
  const lone = (keys: Float64Array, bare: Uint8Array, sign: 1 | -1) =>
    bare.includes(1) ? keys.map((key, at) => (bare[at] === 1 ? sign * (0x800000000000 + at) : key)) : keys;
  const saying = own.map(
    ([keysX, keysY]) => [lone(keysX, isBare[0], 1), lone(keysY, isBare[1], -1)] as const,
  );
  return {
    whole: [treeKeys(x.governors, own[0][0]), treeKeys(y.governors, own[0][1])],
    own,
    saying: saying as unknown as BlockKeys['saying'],
    isBare,
  };
}

function hashesOf({ ids }: Words, vocabulary: Vocabulary): readonly [own: number, loose: number] {
  let [own, loose] = [ids.length, ids.length];
  for (let at = 0; at < ids.length; at++) {
    own = Math.imul(own, 0x01000193) ^ ids[at]!;
    loose = Math.imul(loose, 0x01000193) ^ vocabulary.looseOf(ids[at]!);
  }
  return [own, loose];
}
