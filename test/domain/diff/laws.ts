import { expect } from 'vitest';
import { diffPolicies } from '../../../src/domain/diff/diff-policies.ts';
import { parsePolicies } from '../../../src/domain/diff/read/parse-policy.ts';
import { rebuildAfter, rebuildBefore } from '../../../src/domain/diff/rebuild.ts';
import type { DiffBlock, PolicyDiff } from '../../../src/domain/diff/types.ts';

/** Compares two texts, and expects of the result what holds for any two. */
export function diffLawfully(before: string, after: string, locale = 'en'): PolicyDiff {
  const diff = diffPolicies(before, after, { locale });
  const [old, current] =
    before > after ? parsePolicies(after, before).reverse() : parsePolicies(before, after);
  expect(rebuildBefore(diff)).toEqual(old!.blocks.map(({ text }) => text));
  expect(rebuildAfter(diff)).toEqual(current!.blocks.map(({ text }) => text));

  expect(diff.wordsBefore - diff.wordsRemoved + diff.wordsAdded).toBe(diff.wordsAfter);
  expect(diff.formattingOnly).toBe(diff.wordsAdded + diff.wordsRemoved + diff.wordsMoved === 0);

  const back = diffPolicies(after, before, { locale });
  expect([back.wordsAdded, back.wordsRemoved, back.wordsMoved]).toEqual([
    diff.wordsRemoved,
    diff.wordsAdded,
    diff.wordsMoved,
  ]);
  expect(blocksOf(back).map(mirrored).sort()).toEqual(blocksOf(diff).map(asKey).sort());
  return diff;
}

/** The blocks of a diff, section after section. */
export function blocksOf(diff: PolicyDiff): DiffBlock[] {
  return diff.sections.flatMap(({ blocks }) => blocks);
}

/** What would be read if only what changed were shown: `-removed`, `+added`, `~changed`, `>moved`. */
export function changesOf(diff: PolicyDiff): string[] {
  const signs = { added: '+', removed: '-', changed: '~', moved: '>', reformatted: '=', same: '' };
  return blocksOf(diff)
    .filter(({ status }) => status !== 'same')
    .map(({ status, runs }) => {
      const marks = {
        same: (text: string) => text,
        added: (text: string) => `{+${text}+}`,
        removed: (text: string) => `[-${text}-]`,
      };
      const isWhole = status === 'added' || status === 'removed';
      return signs[status] + runs.map(({ op, text }) => (isWhole ? text : marks[op](text))).join('');
    });
}

function asKey({ status, before, after, runs }: DiffBlock): string {
  return JSON.stringify([status, before, after, textsOf(runs, 'removed'), textsOf(runs, 'added')]);
}

function mirrored({ status, before, after, runs }: DiffBlock): string {
  const other = status === 'added' ? 'removed' : status === 'removed' ? 'added' : status;
  return JSON.stringify([other, after, before, textsOf(runs, 'added'), textsOf(runs, 'removed')]);
}

function textsOf(runs: DiffBlock['runs'], op: 'added' | 'removed'): string[] {
  return runs.filter((run) => run.op === op).map(({ text }) => text);
}
