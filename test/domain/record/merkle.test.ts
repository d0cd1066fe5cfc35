import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  appendLeaves,
  consistencySpans,
  EMPTY_FRONTIER,
  type Frontier,
  type Hash,
  inclusionSpans,
  type KeptNode,
  leafHash,
  type Run,
  rootOf,
  runsOf,
  type Span,
  spanHash,
} from '../../../src/domain/record/merkle.ts';
import { rootOfInclusion, rootsOfConsistency, testLeaf, treeByDefinition } from '../../support/merkle.ts';

/** The leaves and roots that implementations of RFC 6962 are tested with (certificate-transparency, merkletree). */
const PUBLISHED_LEAVES = [
  ...['', '00', '10', '2021', '3031', '40414243', '5051525354555657'],
  '606162636465666768696a6b6c6d6e6f',
].map((hex) => Buffer.from(hex, 'hex'));
const PUBLISHED_ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

const hex = (hash: Uint8Array) => Buffer.from(hash).toString('hex');

/** A tree with the nodes that were kept on the way, as the log keeps them. */
type Tree = {
  readonly frontier: Frontier;
  readonly leaves: readonly Hash[];
  readonly nodes: readonly KeptNode[];
};

const NOTHING: Tree = { frontier: EMPTY_FRONTIER, leaves: [], nodes: [] };

function grow(tree: Tree, leaves: readonly Hash[]): Tree {
  const { frontier, nodes } = appendLeaves(tree.frontier, leaves);
  return {
    frontier,
    leaves: [...tree.leaves, ...leaves],
    nodes: [...tree.nodes, ...nodes],
  };
}

/** Hashes over spans, from kept nodes alone. */
function hashSpans(tree: Tree, spans: readonly Span[]): string[] {
  const read = ({ height, from, to }: Run) =>
    height === 0
      ? tree.leaves.slice(from, to)
      : tree.nodes
          .filter((one) => one.height === height && one.index >= from && one.index < to)
          .map((one) => one.hash);
  // What is used is what was said to be.
  const named = new Set(runsOf(spans).map((run) => `${run.height}/${run.from}/${run.to}`));
  return spans.map((span) =>
    hex(
      spanHash(span, (run) => {
        if (!named.has(`${run.height}/${run.from}/${run.to}`))
          throw new Error('a run is used that was not named');
        return read(run);
      }),
    ),
  );
}

const someLeaves = (count: number) =>
  Array.from({ length: count }, (_, i) => leafHash(Buffer.from(`leaf ${i}`)));

describe('against published vectors', () => {
  const leaves = PUBLISHED_LEAVES.map(leafHash);
  const tree = grow(NOTHING, leaves);

  test.each(PUBLISHED_ROOTS.map((root, size) => [size, root] as const))(
    'a tree of %i has the root %s',
    (size, root) => {
      expect(hex(rootOf(appendLeaves(EMPTY_FRONTIER, leaves.slice(0, size)).frontier))).toBe(root);
    },
  );

  const L1 = '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7';
  const N23 = '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e';
  const N47 = '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4';
  const L4 = 'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b';
  const N67 = 'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0';
  const N45 = '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a';

  test.each([
    [0, 1, []],
    [0, 8, [L1, N23, N47]],
    [5, 8, [L4, N67, PUBLISHED_ROOTS[4]]],
    [2, 3, [PUBLISHED_ROOTS[2]]],
    [1, 5, [PUBLISHED_ROOTS[1], N23, L4]],
  ])('leaf %i is in a tree of %i by %j', (index, size, proof) => {
    expect(hashSpans(tree, inclusionSpans(index, size))).toEqual(proof);
  });

  test.each([
    [1, 1, []],
    [1, 8, [L1, N23, N47]],
    [6, 8, [N45, N67, PUBLISHED_ROOTS[4]]],
    [2, 5, [N23, L4]],
  ])('a tree of %i goes on to one of %i by %j', (oldSize, size, proof) => {
    expect(hashSpans(tree, consistencySpans(oldSize, size))).toEqual(proof);
  });
});

describe('against the recursive definition', () => {
  const LARGEST = 300;
  const leaves = someLeaves(LARGEST);
  const buffers = leaves.map((leaf) => Buffer.from(leaf));
  const tree = grow(NOTHING, leaves);
  const defined = treeByDefinition(buffers);
  const roots = Array.from({ length: LARGEST + 1 }, (_, size) => defined.root(size));

  test('every tree up to 300 has its root, grown leaf by leaf', () => {
    let growing = NOTHING;
    for (let size = 0; size <= LARGEST; size++) {
      expect(hex(rootOf(growing.frontier))).toBe(hex(roots[size] as Buffer));
      growing = grow(growing, leaves.slice(size, size + 1));
    }
  });

  test('every inclusion proof in every tree up to 300 is the one defined, and leads to the root', () => {
    for (let size = 1; size <= LARGEST; size++) {
      for (let index = 0; index < size; index += size > 64 ? 29 : 1) {
        const proof = hashSpans(tree, inclusionSpans(index, size));
        expect(proof).toEqual(defined.inclusion(index, size).map(hex));
        const hashes = proof.map((one) => Buffer.from(one, 'hex'));
        expect(rootOfInclusion(buffers[index] as Buffer, index, size, hashes)).toEqual(roots[size]);
      }
    }
  });

  test('every consistency proof up to 300 is the one defined, and leads to both roots', () => {
    for (let size = 1; size <= LARGEST; size++) {
      for (let oldSize = 1; oldSize <= size; oldSize += size > 64 ? 29 : 1) {
        const proof = hashSpans(tree, consistencySpans(oldSize, size));
        expect(proof).toEqual(defined.consistency(oldSize, size).map(hex));
        const hashes = proof.map((one) => Buffer.from(one, 'hex'));
        expect(rootsOfConsistency(oldSize, size, roots[oldSize] as Buffer, hashes)).toEqual({
          old: roots[oldSize],
          now: roots[size],
        });
      }
    }
  });

  test('larger trees too, in whatever batches they grow', () => {
    const many = someLeaves(70_000);
    const kept = many.map((leaf) => Buffer.from(leaf));
    const large = treeByDefinition(kept);
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 20_000 }), { minLength: 1, maxLength: 6 }),
        fc.nat(),
        fc.nat(),
        (batches, one, other) => {
          let grown = NOTHING;
          for (const batch of batches) {
            const at = grown.frontier.size;
            grown = grow(grown, many.slice(at, Math.min(at + batch, many.length)));
          }
          const { size } = grown.frontier;
          const root = large.root(size);
          expect(hex(rootOf(grown.frontier))).toBe(hex(root));
          const index = one % size;
          const proof = hashSpans(grown, inclusionSpans(index, size)).map((text) => Buffer.from(text, 'hex'));
          expect(rootOfInclusion(kept[index] as Buffer, index, size, proof)).toEqual(root);
          const oldSize = 1 + (other % size);
          const old = large.root(oldSize);
          const path = hashSpans(grown, consistencySpans(oldSize, size)).map((text) =>
            Buffer.from(text, 'hex'),
          );
          expect(rootsOfConsistency(oldSize, size, old, path)).toEqual({ old, now: root });
        },
      ),
      { numRuns: 12 },
    );
  });

  test('a leaf is hashed as the definition has it', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (entry) => {
        expect(hex(leafHash(entry))).toBe(hex(testLeaf(entry)));
      }),
    );
  });
});
