import { turnsSense } from './sense-words.ts';
import type { DiffBlock, DiffSection, Replacement, Run } from './types.ts';
import type { Vocabulary, Words } from './words/words.ts';

const LEAST_REPLACED = 5;
const LONGEST_REPLACED = 40;

/** The words that either text has, to know whether a name is gone and the other new. */
export type Wordings = { readonly old: readonly Words[]; readonly current: readonly Words[] };

/**
 * Finds names that were replaced throughout, and the blocks in which nothing else changed: told each time,
 * they would flood a reader.
 *
 * A name is one in truth: written alike but for its case, or always with a capital, gone from the new text,
 * and the other new to it. What a cell says by itself, words that turn a sense, and
 * whatever is in doubt, is told each time.
 */
export function findReplacements(
  sections: readonly DiffSection[],
  wordings: Wordings,
  vocabulary: Vocabulary,
  locale: string | undefined,
): { readonly replacements: readonly Replacement[]; readonly only: ReadonlySet<DiffBlock> } {
  type Found = { before: string; after: string; isSure: boolean; places: Map<string | null, number> };
  const found = new Map<string, Found>();
  const changed: { readonly block: DiffBlock; readonly keys: readonly string[] }[] = [];
  for (const { heading, blocks } of sections) {
    for (const block of blocks) {
      const here = replacedIn(block, locale);
      if (here.length === 0) continue;
      const keys = here.map(({ before, after }) => `${before}\n${after}`);
      changed.push({ block, keys });
      here.forEach(({ before, after, isSure }, at) => {
        const known = found.get(keys[at]!) ?? { before, after, isSure: false, places: new Map() };
        known.isSure ||= isSure;
        known.places.set(heading, (known.places.get(heading) ?? 0) + 1);
        found.set(keys[at]!, known);
      });
    }
  }
  const count = ({ places }: Found) => [...places.values()].reduce((sum, one) => sum + one, 0);
  const frequent = [...found.values()].filter((one) => count(one) >= LEAST_REPLACED);
  const others = frequent.filter((one) => !isSameButForCase(one.before, one.after));
  const unsure = others.filter(({ isSure }) => !isSure);
  // What is sometimes written small is a word like others.
  const small = unsure.flatMap(({ before, after }) => [before.toLowerCase(), after.toLowerCase()]);
  const inOld = heldIn(wordings.old, [...others.map(({ after }) => after), ...small], vocabulary);
  const inNew = heldIn(wordings.current, [...others.map(({ before }) => before), ...small], vocabulary);
  const isWord = (name: string) => inOld.has(name.toLowerCase()) || inNew.has(name.toLowerCase());
  const isReplaced = (one: Found) =>
    isSameButForCase(one.before, one.after) ||
    (!inNew.has(one.before) &&
      !inOld.has(one.after) &&
      (one.isSure || !(isWord(one.before) || isWord(one.after))));
  const throughout = new Map(frequent.filter(isReplaced).map((one) => [`${one.before}\n${one.after}`, one]));
  const only = new Set<DiffBlock>();
  for (const { block, keys } of changed) {
    const changes = block.runs.filter(({ op }) => op !== 'same').length;
    if (keys.length * 2 === changes && keys.every((key) => throughout.has(key))) only.add(block);
  }
  const replacements = [...throughout.values()].map(
    (one): Replacement => ({
      before: one.before,
      after: one.after,
      count: count(one),
      places: [...one.places].map(([heading, times]) => ({ heading, count: times })),
    }),
  );
  return { replacements: replacements.sort((a, b) => b.count - a.count), only };
}

/** Those of these names whose words a text has somewhere, in this order. */
function heldIn(
  texts: readonly Words[],
  names: readonly string[],
  vocabulary: Vocabulary,
): ReadonlySet<string> {
  const byKey = new Map(names.map((name) => [vocabulary.read(name).ids.join(' '), name]));
  const firsts = new Set<number>();
  const lengths = new Set<number>();
  for (const name of names) {
    const { ids } = vocabulary.read(name);
    firsts.add(ids[0]!);
    lengths.add(ids.length);
  }
  const held = new Set<string>();
  for (const { ids } of names.length === 0 ? [] : texts) {
    ids.forEach((id, at) => {
      if (!firsts.has(id)) return;
      for (const length of lengths) {
        const name = byKey.get(ids.slice(at, at + length).join(' '));
        if (name !== undefined) held.add(name);
      }
    });
  }
  return held;
}

type Replaced = { readonly before: string; readonly after: string; readonly isSure: boolean };

/** Short stretches of a block that were replaced one for one, and may be names. */
function replacedIn(
  { status, kind, runs, before, after, only }: DiffBlock,
  locale: string | undefined,
): Replaced[] {
  if (only !== undefined) return [];
  if ((status !== 'changed' && status !== 'moved') || before === null || after === null) return [];
  const found: Replaced[] = [];
  for (let at = 0; at + 1 < runs.length; at++) {
    const [removed, added] = [runs[at]!, runs[at + 1]!];
    if (removed.op !== 'removed' || added.op !== 'added' || removed.moved || added.moved) continue;
    const [old, fresh] = [removed.text.trim(), added.text.trim()];
    if (old.length > LONGEST_REPLACED || fresh.length > LONGEST_REPLACED) continue;
    if (kind === 'row' && isWholeCell(runs, at)) continue;
    if (turnsSense(old) || turnsSense(fresh)) continue;
    if (!isSameButForCase(old, fresh) && !mayBeName(old, fresh, locale)) continue;
    found.push({ before: old, after: fresh, isSure: isSurelyName(old, runs.slice(0, at)) });
  }
  return found;
}

function isSameButForCase(before: string, after: string): boolean {
  return before.toLowerCase() === after.toLowerCase();
}

const CAPITAL = /^[\p{Lu}\p{Lt}]/u;
/** What no common noun looks like, also where all nouns have capitals: `GitHub`, `Acme Cloud`, `Web3`. */
const UNLIKE_NOUNS = /\p{L}\p{Lu}|\d|\p{Lu}[\p{L}&.-]*\s+\p{Lu}/u;

/** Whether both look like names in the language of `locale`. */
function mayBeName(old: string, fresh: string, locale: string | undefined): boolean {
  if (!CAPITAL.test(old) || !CAPITAL.test(fresh)) return false;
  return !/^(?:de|lb)\b/i.test(locale ?? '') || (UNLIKE_NOUNS.test(old) && UNLIKE_NOUNS.test(fresh));
}

/** Whether the beginning of a sentence does not account for a capital. */
function isSurelyName(old: string, ahead: readonly Run[]): boolean {
  const text = ahead.map((run) => (run.op === 'added' ? '' : run.text)).join('');
  return /[\p{L}\p{N},;)\]”"'’]\s+["“„«(]?$/u.test(text) || UNLIKE_NOUNS.test(old);
}

/** Whether what was replaced is all that its cell holds. */
function isWholeCell(runs: readonly Run[], at: number): boolean {
  const ahead = runs[at - 1];
  const behind = runs[at + 2];
  return (
    (ahead === undefined || ahead.text.endsWith('\t')) &&
    (behind === undefined || behind.text.startsWith('\t'))
  );
}
