import type { FormChange, LinkChange, Run } from '../types.ts';
import type { Block, Link } from './block.ts';

/** What changed about a block besides its words, from the block it was, the block it is, and their runs. */
export function formChanges(before: Block, after: Block, runs: readonly Run[]): FormChange[] {
  if (before.source === after.source && before.kind === after.kind && before.level === after.level) return [];
  const changes: FormChange[] = [];
  if (before.kind !== after.kind) changes.push('kind');
  else if (before.level !== after.level) changes.push('level');
  const isSame = runs.every(({ op }) => op === 'same');
  if (marksOf(before, isSame) !== marksOf(after, isSame)) changes.push('markup');
  for (const { was, text } of runs) {
    if (was === undefined) continue;
    const change = withoutSpace(was) === withoutSpace(text) ? 'spacing' : 'typography';
    if (!changes.includes(change)) changes.push(change);
  }
  const isWrittenAlike = before.source === after.source;
  if (isSame && changes.length === 0 && !isWrittenAlike && sameLinks(before.links, after.links)) {
    changes.push('spacing');
  }
  return changes;
}

/** Links whose target changed, came or went, paired by the words they stand on. */
export function linkChanges(before: readonly Link[], after: readonly Link[]): LinkChange[] {
  if (before === after || sameLinks(before, after)) return [];
  const gone = new Map<string, string[]>();
  for (const { text, target } of before) {
    const targets = gone.get(text);
    if (targets === undefined) gone.set(text, [target]);
    else targets.push(target);
  }
  const changes: LinkChange[] = [];
  for (const { text, target } of after) {
    const was = gone.get(text)?.shift() ?? null;
    if (was !== target) changes.push({ text, before: was, after: target });
  }
  for (const [text, targets] of gone) {
    for (const target of targets) changes.push({ text, before: target, after: null });
  }
  return changes;
}

function sameLinks(before: readonly Link[], after: readonly Link[]): boolean {
  return (
    before.length === after.length &&
    before.every(({ text, target }, at) => text === after[at]!.text && target === after[at]!.target)
  );
}

/** Where words changed, marks stand elsewhere, so there only which they are is compared. */
function marksOf({ marks }: Block, withPlaces: boolean): string {
  return marks.map(({ at, mark }) => (withPlaces ? `${at}${mark}` : mark)).join('\n');
}

function withoutSpace(text: string): string {
  return text.replace(/[ \t]+/g, '');
}
