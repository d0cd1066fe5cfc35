import { type Standing, standingOpinions } from '../../domain/drafts/approvals.ts';
import type { DraftContent, Opinion, Revision } from '../../domain/drafts/draft.ts';
import { languageName } from '../../domain/policies/version-text.ts';
import { Refusal } from '../../domain/refusal.ts';
import { findDraft, findDraftText, type StoredDraft } from '../../storage/drafts/drafts.ts';
import { listOpinions, listRevisions } from '../../storage/drafts/revisions.ts';
import type { Database } from '../../storage/store.ts';

/** A draft with all that was written and said about it. */
export type DraftFacts = {
  readonly draft: StoredDraft;
  /** In their order. */
  readonly revisions: readonly Revision[];
  /** The latest of them. */
  readonly said: Revision;
  readonly opinions: readonly Opinion[];
  readonly standing: Standing;
};

/** A draft with all that was written and said about it, but for its texts; refuses with `unknown-draft`. */
export async function readDraft(db: Database, id: string): Promise<DraftFacts> {
  // The draft is read first, so that whatever is written about it later, seen or missed, is noticed by its command.
  const draft = await findDraft(db, id);
  if (draft === undefined) throw unknownDraft(id);
  const revisions = await listRevisions(db, id);
  const opinions = await listOpinions(db, id);
  const said = revisions.find(({ revision }) => revision === draft.revision);
  // What it says went in between.
  if (said === undefined) return readDraft(db, id);
  return { draft, revisions, said, opinions, standing: standingOpinions(draft, opinions) };
}

/** What a revision says, with the words of its texts. */
export async function readContent(db: Database, revision: Revision): Promise<DraftContent> {
  const texts: Record<string, string> = {};
  for (const [locale, hash] of Object.entries(revision.texts)) {
    texts[locale] = (await findDraftText(db, { draft: revision.draft, locale, hash })) ?? '';
  }
  const { draft: _, revision: __, follows, writtenAt, by, ...said } = revision;
  return { ...said, texts };
}

/** The text of a revision in one language, however that is written, if it has one. */
export async function readText(
  db: Database,
  revision: Revision,
  locale: string,
): Promise<string | undefined> {
  const name = languageName(locale);
  const own = Object.keys(revision.texts).find((one) => languageName(one) === name);
  const hash = own === undefined ? undefined : revision.texts[own];
  if (own === undefined || hash === undefined) return undefined;
  return findDraftText(db, { draft: revision.draft, locale: own, hash });
}

/** That there is no such draft. */
export function unknownDraft(id: string): Refusal {
  return new Refusal('unknown-draft', `There is no draft "${id}".`);
}

/** Refuses with `draft-closed` a draft that was posted or discarded, and with `draft-scheduled` one that waits to be posted. */
export function insistOnOpen({ id, state, version, release }: StoredDraft): void {
  if (state === 'scheduled') {
    throw new Refusal(
      'draft-scheduled',
      `This draft is scheduled and cannot be changed: take it back first (DELETE /v1/drafts/${id}/posting, or its release ${release}).`,
      { path: `/v1/drafts/${id}/posting` },
    );
  }
  if (state === 'posted') {
    throw new Refusal('draft-closed', `This draft was posted as version ${version}.`);
  }
  if (state === 'discarded') throw new Refusal('draft-closed', 'This draft was discarded.');
}

/** Refuses with `draft-changed` whoever goes by another revision than the draft has by now. */
export function insistOnRevision({ draft }: DraftFacts, revision: number): void {
  if (draft.revision === revision) return;
  throw new Refusal(
    'draft-changed',
    `This draft has revision ${draft.revision} by now, not ${revision}: read it again (GET /v1/drafts/${draft.id}).`,
    { revision: draft.revision },
  );
}
