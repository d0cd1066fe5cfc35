import { type DraftContent, isSameContent, type Revision } from '../../domain/drafts/draft.ts';
import { contentHashOf } from '../../domain/hash.ts';
import type { Instant } from '../../domain/instant.ts';
import {
  draftIsMade,
  insertDraft,
  insertDraftText,
  type StoredDraft,
  setDrafts,
} from '../../storage/drafts/drafts.ts';
import { insertRevision } from '../../storage/drafts/revisions.ts';
import type { Condition } from '../../storage/sql.ts';
import type { Database, Statement } from '../../storage/store.ts';
import { readPolicy } from '../answers/read-facts.ts';
import type { Context } from '../context.ts';
import { recordActs } from '../record/record-acts.ts';
import { untilWritten } from '../until-written.ts';
import { discardedAct, writtenAct } from './acts-of-drafts.ts';
import { insistOnOpen, insistOnRevision, readDraft } from './read-draft.ts';
import { writeAboutDrafts } from './write-about-drafts.ts';

type Writing = Pick<Context, 'store' | 'now' | 'newId'>;

/** Makes a draft of a policy, of which anything may still be missing; answers its id. */
export async function makeDraft(
  { store, now, newId }: Writing,
  name: string,
  content: DraftContent,
  by: string,
): Promise<string> {
  const { db } = store;
  const { policy } = await readPolicy(db, name);
  const at = now();
  const draft: StoredDraft = {
    ...{ id: newId(), policy: name, state: 'open', revision: 1, release: null, version: null },
    ...{ attention: null, createdAt: at, command: newId() },
  };
  const first = toRevision(draft.id, 1, content, { follows: policy.lastVersion, at, by });
  const isMade = draftIsMade(draft.id, draft.command);
  await store.atomic([insertDraft(db, draft), ...revisionStatements(db, first, content, name, isMade)]);
  return draft.id;
}

/**
 * Replaces what a draft says, and by that revokes every approval; saying the same again changes nothing. Refuses
 * with `draft-changed` where it has another revision than the one read, and a draft that cannot be changed.
 */
export async function editDraft(
  context: Writing,
  id: string,
  { revision, content }: { readonly revision: number; readonly content: DraftContent },
  by: string,
): Promise<void> {
  const { store, now } = context;
  const { db } = store;
  await untilWritten(async () => {
    const facts = await readDraft(db, id);
    const { draft, said } = facts;
    insistOnOpen(draft);
    const { policy } = await readPolicy(db, draft.policy);
    const next = toRevision(id, revision + 1, content, { follows: policy.lastVersion, at: now(), by });
    // Whoever did not hear that it was written says it once more.
    const isRepeated = said.revision === next.revision && said.by === by;
    if ((isRepeated || said.revision === revision) && isSameContent(said, next)) return true;
    insistOnRevision(facts, revision);
    const isWritten = await writeAboutDrafts(context, [draft], (isMarked) => [
      ...revisionStatements(db, next, content, draft.policy, isMarked),
      setDrafts(
        db,
        [id],
        { state: 'open', revision: next.revision, release: null, attention: null },
        isMarked,
      ),
    ]);
    return isWritten || undefined;
  });
}

/** Gives a draft up; what it said and who did is kept. Giving it up again changes nothing. */
export async function discardDraft(context: Writing, id: string, by: string): Promise<void> {
  const { store, now } = context;
  const { db } = store;
  await untilWritten(async () => {
    const { draft } = await readDraft(db, id);
    if (draft.state === 'discarded') return true;
    insistOnOpen(draft);
    const isWritten = await writeAboutDrafts(context, [draft], (isMarked) => [
      setDrafts(db, [id], { state: 'discarded', release: null, attention: null }, isMarked),
      ...recordActs(db, [discardedAct(draft, now(), by)], isMarked),
    ]);
    return isWritten || undefined;
  });
}

/** What a draft says from a revision on, its texts as their hashes. */
export function toRevision(
  draft: string,
  revision: number,
  content: DraftContent,
  { follows, at, by }: { readonly follows: number; readonly at: Instant; readonly by: string },
): Revision {
  const texts = Object.fromEntries(
    Object.entries(content.texts).map(([locale, text]) => [locale, contentHashOf(text)]),
  );
  return { ...content, texts, draft, revision, follows, writtenAt: at, by };
}

/** What writing a revision of a draft of a policy comes to, where `condition` holds: its texts, itself, and its record. */
export function revisionStatements(
  db: Database,
  revision: Revision,
  { texts }: DraftContent,
  policy: string,
  condition: Condition,
): Statement[] {
  return [
    ...Object.entries(texts).map(([locale, content]) =>
      insertDraftText(
        db,
        { draft: revision.draft, locale, hash: revision.texts[locale] ?? '', content },
        condition,
      ),
    ),
    insertRevision(db, revision, condition),
    ...recordActs(db, [writtenAct(revision, policy)], condition),
  ];
}
