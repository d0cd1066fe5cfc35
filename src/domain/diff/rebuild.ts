import type { DiffBlock, PolicyDiff } from './types.ts';

/** The blocks of the old text, in its order, each as one line: exactly the words it was compared by. */
export function rebuildBefore(diff: PolicyDiff): string[] {
  return rebuild(diff, 'before', ({ runs }) =>
    runs.map(({ op, text, was }) => (op === 'added' ? '' : (was ?? text))).join(''),
  );
}

/** The blocks of the new text, likewise. */
export function rebuildAfter(diff: PolicyDiff): string[] {
  return rebuild(diff, 'after', ({ runs }) =>
    runs.map(({ op, text }) => (op === 'removed' ? '' : text)).join(''),
  );
}

function rebuild(
  { sections }: PolicyDiff,
  side: 'before' | 'after',
  textOf: (block: DiffBlock) => string,
): string[] {
  const other = side === 'before' ? 'after' : 'before';
  const blocks = sections.flatMap((section) => section.blocks).filter((block) => block[side] !== null);
  blocks.sort((a, b) => a[side]! - b[side]! || (a[other] ?? -1) - (b[other] ?? -1));
  const texts: string[] = [];
  let last = -1;
  for (const block of blocks) {
    const text = textOf(block);
    // Parts of a block that was split, or merged from several, are one block on this side.
    if (block[side] === last) texts[texts.length - 1] += text;
    else texts.push(text);
    last = block[side]!;
  }
  return texts;
}
