import { authorsOf, insistOnAnother } from '../../domain/drafts/approvals.ts';
import type { Attention, Opinion, Verdict } from '../../domain/drafts/draft.ts';
import { Refusal } from '../../domain/refusal.ts';
import { insertOpinion } from '../../storage/drafts/revisions.ts';
import type { Condition } from '../../storage/sql.ts';
import type { Statement } from '../../storage/store.ts';
import type { Context } from '../context.ts';
import { recordActs } from '../record/record-acts.ts';
import { untilWritten } from '../until-written.ts';
import { judgedAct } from './acts-of-drafts.ts';
import { insistOnOpen, insistOnRevision, readDraft } from './read-draft.ts';
import { readRelease, stopRelease } from './stop-release.ts';
import { writeAboutDrafts } from './write-about-drafts.ts';

/**
 * Writes down what an approver says of a revision; saying it again changes nothing, and their last word counts.
 * An objection to what is scheduled stops its release. Refuses with `forbidden` whoever wrote some of it, and with
 * `draft-changed` where it was changed since it was read.
 */
export async function judgeDraft(
  context: Pick<Context, 'store' | 'now' | 'newId' | 'log'>,
  id: string,
  asked: { readonly revision: number; readonly verdict: Verdict; readonly note: string | null },
  { keyId: by, role }: { readonly keyId: string; readonly role: string },
): Promise<void> {
  const { store, now, newId } = context;
  const { db } = store;
  if (role !== 'approver') {
    throw new Refusal(
      'forbidden',
      `It takes a key with the role "approver" to approve or object; this one has "${role}".`,
    );
  }
  await untilWritten(async () => {
    const facts = await readDraft(db, id);
    const { draft, said, revisions, opinions } = facts;
    if (draft.state !== 'scheduled') insistOnOpen(draft);
    insistOnRevision(facts, asked.revision);
    insistOnAnother(authorsOf(revisions), by);
    const last = opinions.findLast((one) => one.by === by && one.revision === asked.revision);
    if (last?.verdict === asked.verdict && last.note === asked.note) return true;
    const opinion: Opinion = { ...asked, id: newId(), draft: id, at: now(), by };
    const statements = (isMarked: Condition): Statement[] => [
      insertOpinion(db, opinion, isMarked),
      ...recordActs(db, [judgedAct(opinion, said, draft.policy)], isMarked),
    ];
    if (asked.verdict === 'approved' || draft.state !== 'scheduled' || draft.release === null) {
      return (await writeAboutDrafts(context, [draft], statements)) || undefined;
    }
    const why: Omit<Attention, 'at'> = {
      about: 'objected',
      detail: `An approver objects (${by})${asked.note === null ? '.' : `: ${asked.note}`}`,
    };
    const release = await readRelease(db, draft.release);
    return (await stopRelease(context, release, new Map([[id, why]]), by, statements)) || undefined;
  });
}
