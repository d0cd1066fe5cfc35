import type { DiffBlock, DiffSection, PolicyDiff, Renumbering, Replacement, Run } from '../types.ts';

const LEAST_REPLACED = 5;
const LONGEST_REPLACED = 40;

/**
 * Finds what would flood a reader if it were told each time: numbers that shift because a clause came or
 * went, and words replaced throughout. Blocks in which nothing else changed are marked with `only`.
 */
export function findRepeats(
  sections: readonly DiffSection[],
): Pick<PolicyDiff, 'sections' | 'renumbered' | 'replacements'> {
  const renumbered: Renumbering[] = [];
  const counts = new Map<string, { before: string; after: string; count: number }>();
  for (const { blocks } of sections) {
    for (const block of blocks) {
      const renumbering = renumberingOf(block);
      if (renumbering !== null) {
        renumbered.push(renumbering);
        continue;
      }
      for (const { before, after } of replacementsIn(block)) {
        const key = `${before}\n${after}`;
        const known = counts.get(key) ?? { before, after, count: 0 };
        known.count++;
        counts.set(key, known);
      }
    }
  }
  const replacements: Replacement[] = [...counts.values()]
    .filter(({ count }) => count >= LEAST_REPLACED)
    .sort((a, b) => b.count - a.count);
  if (renumbered.length + replacements.length === 0) return { sections };

  const isThroughout = ({ before, after }: { before: string; after: string }) =>
    (counts.get(`${before}\n${after}`)?.count ?? 0) >= LEAST_REPLACED;
  const marked = sections.map((section) => ({
    ...section,
    blocks: section.blocks.map((block) => {
      if (renumberingOf(block) !== null) return { ...block, only: 'renumbering' as const };
      const inBlock = replacementsIn(block);
      const changes = block.runs.filter(({ op }) => op !== 'same').length;
      return inBlock.length > 0 && inBlock.length * 2 === changes && inBlock.every(isThroughout)
        ? { ...block, only: 'replacement' as const }
        : block;
    }),
  }));
  return {
    sections: marked,
    ...(renumbered.length > 0 ? { renumbered } : {}),
    ...(replacements.length > 0 ? { replacements } : {}),
  };
}

// `5.`, `10.2`, `(b)`, `IV.`, `§ 3`, `Article 5`, `第五条`, also where a table of contents names them.
const NUMBER =
  /^\s*(?:(?:§+|No\.?|Art(?:icle|\.)?|Section|Clause)\s*)?(?:\(?(?:\d+(?:\.\d+)*[a-z]?|[ivxlc]+|[IVXLC]+|[a-z]|[A-Z])[.)]*|第?[\d零〇一二三四五六七八九十百千]+[条章节節項项款、.]?)\s*$/;

/** The numbers of a block that changed in nothing but the number it begins with; null for any other. */
export function renumberingOf({ runs, kind }: DiffBlock): Renumbering | null {
  const changed = runs.filter(({ op }) => op !== 'same');
  if (changed.length !== 2 || changed[0]!.op !== 'removed' || changed[1]!.op !== 'added') return null;
  const at = runs.indexOf(changed[0]!);
  if (runs[at + 1] !== changed[1]) return null;
  // A number of a clause is followed by the clause: `5.` alone, or five of something, is not one.
  const rest = runs
    .slice(at + 2)
    .map(textOf)
    .join('');
  const lead = runs.slice(0, at).map(textOf).join('');
  const isClause = kind === 'heading' || /^[.):、\s]/.test(rest) || /[.)、]\s*$/.test(changed[1]!.text);
  const [before, after] = [lead + changed[0]!.text, lead + changed[1]!.text].map((text) => text.trim());
  const mark = /^[.):]+/.exec(rest)?.[0] ?? '';
  if (rest.trim().length <= mark.length || !isClause) return null;
  if (
    !/^[.)]|^\s*\p{L}|^\s/u.test(rest) ||
    !NUMBER.test(`${before}${mark}`) ||
    !NUMBER.test(`${after}${mark}`)
  )
    return null;
  if (kind !== 'heading' && mark === '' && !/[.)、条章]$/.test(after!)) return null;
  return { before: before!, after: after!, text: rest.slice(mark.length).trim() };
}

/** Short stretches of a block that were replaced, one for one. */
function replacementsIn({ status, runs }: DiffBlock): { before: string; after: string }[] {
  if (status !== 'changed' && status !== 'moved') return [];
  const found: { before: string; after: string }[] = [];
  for (let at = 0; at + 1 < runs.length; at++) {
    const [removed, added] = [runs[at]!, runs[at + 1]!];
    if (removed.op !== 'removed' || added.op !== 'added') continue;
    const [before, after] = [removed.text.trim(), added.text.trim()];
    if (before.length <= LONGEST_REPLACED && after.length <= LONGEST_REPLACED && isName(before, after)) {
      found.push({ before, after });
    }
  }
  return found;
}

/** What `may` becoming `will` means depends on where it stands, but a name is a name everywhere. */
function isName(before: string, after: string): boolean {
  const sign = /[\p{Lu}\p{Lt}\p{Lo}]/u;
  return (sign.test(before) && sign.test(after)) || before.toLowerCase() === after.toLowerCase();
}

function textOf({ text }: Run): string {
  return text;
}
