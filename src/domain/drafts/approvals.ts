import { Refusal } from '../refusal.ts';
import type { Draft, Opinion, Revision } from './draft.ts';

/** Whose approvals of a revision count, and who objects to it: the last word of each on it, in the order said. */
export type Standing = { readonly approvals: readonly Opinion[]; readonly objections: readonly Opinion[] };

/** What approvers think of the revision that a draft has by now; `opinions` in the order in which they were said. */
export function standingOpinions(
  { revision }: Pick<Draft, 'revision'>,
  opinions: readonly Opinion[],
): Standing {
  const last = new Map<string, Opinion>();
  for (const one of opinions) {
    if (one.revision !== revision) continue;
    last.delete(one.by);
    last.set(one.by, one);
  }
  const words = [...last.values()];
  return {
    approvals: words.filter(({ verdict }) => verdict === 'approved'),
    objections: words.filter(({ verdict }) => verdict === 'objected'),
  };
}

/** Who wrote a word of a draft, in the order in which they came to it. */
export function authorsOf(revisions: readonly Pick<Revision, 'by'>[]): readonly string[] {
  return [...new Set(revisions.map(({ by }) => by))];
}

/** Refuses with `forbidden` whoever wrote a word of a draft, since nobody approves their own. */
export function insistOnAnother(authors: readonly string[], by: string): void {
  if (!authors.includes(by)) return;
  throw new Refusal(
    'forbidden',
    'You wrote some of this draft, and nobody approves what they wrote a word of: it takes somebody else.',
  );
}

/** Refuses with `approvals-missing` a draft that too few have approved, or to which somebody objects. */
export function insistOnApprovals(
  { approvals, objections }: Standing,
  { policy, approvals: needed }: { readonly policy: string; readonly approvals: number },
): void {
  const [objection] = objections;
  if (objection !== undefined) {
    throw new Refusal(
      'approvals-missing',
      `An approver objects to this revision (${objection.by})${objection.note === null ? '' : `: ${objection.note}`}. Change it, or have them approve it.`,
    );
  }
  if (approvals.length >= needed) return;
  throw new Refusal('approvals-missing', missingWords(policy, approvals.length, needed));
}

/** How many approvals a draft lacks, in words. */
export function missingWords(policy: string, has: number, needed: number): string {
  return `Policy "${policy}" asks for ${needed} ${needed === 1 ? 'approval' : 'approvals'} by people who wrote none of a draft; this revision has ${has}.`;
}
