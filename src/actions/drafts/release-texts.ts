import { type DraftContent, draftToPublication } from '../../domain/drafts/draft.ts';
import { graceEndsAt, insistOnOnePlan } from '../../domain/drafts/release.ts';
import { invalid, Refusal } from '../../domain/refusal.ts';
import type { SendingPlan } from '../../domain/sending/sending-plan.ts';
import { draftsAreMarked, insertDraft, type StoredDraft, setDrafts } from '../../storage/drafts/drafts.ts';
import { insertRelease, type StoredRelease } from '../../storage/drafts/releases.ts';
import { readPolicy } from '../answers/read-facts.ts';
import type { Context } from '../context.ts';
import { recordActs } from '../record/record-acts.ts';
import { type Remember, rememberStatements } from '../remember.ts';
import { scheduledActs } from './acts-of-drafts.ts';
import { foreseePublication } from './schedule-release.ts';
import { revisionStatements, toRevision } from './write-draft.ts';

/** Texts of several policies that are to be posted together, one a policy. */
export type TextsAsked = {
  readonly versions: readonly {
    readonly policy: string;
    readonly content: DraftContent;
    readonly sending?: SendingPlan;
  }[];
  readonly summary: string | null;
};

/**
 * Schedules texts to be posted together as soon as the longest grace of their policies is over: each becomes a draft
 * of one revision, in the write that schedules them all. Refuses what posting would refuse, by its place.
 */
export async function releaseTexts(
  context: Pick<Context, 'store' | 'now' | 'newId' | 'wake'>,
  { versions, summary }: TextsAsked,
  by: string,
  remember: Remember<StoredRelease> | null,
): Promise<StoredRelease> {
  const { store, now, newId, wake } = context;
  const { db } = store;
  const at = now();
  const command = newId();
  const policies = await Promise.all(
    versions.map(({ policy }, place) => within(place, async () => (await readPolicy(db, policy)).policy)),
  );
  const names = versions.map(({ policy }) => policy);
  const twice = names.findIndex((name, place) => names.indexOf(name) < place);
  if (twice >= 0) {
    throw invalid(`/versions/${twice}/policy`, 'is that of another version in this release');
  }
  insistOnOnePlan(
    versions.map(({ sending }) => sending),
    'versions',
  );
  const dueAt = graceEndsAt(policies, at);
  const made: { readonly draft: StoredDraft; readonly said: ReturnType<typeof toRevision> }[] = [];
  const released: StoredRelease['drafts'][number][] = [];
  for (const [place, { policy: name, content, sending }] of versions.entries()) {
    const { lastVersion, locale, approvals } = policies[place] as (typeof policies)[number];
    const draft: StoredDraft = {
      ...{ id: newId(), policy: name, state: 'open', revision: 1, release: null, version: null },
      ...{ attention: null, createdAt: at, command },
    };
    const said = toRevision(draft.id, 1, content, { follows: lastVersion, at, by });
    const planned = sending === undefined ? {} : { sending };
    const basis = await within(place, () =>
      foreseePublication(db, name, { ...draftToPublication(content, locale), ...planned }, { dueAt, at }),
    );
    made.push({ draft, said });
    released.push({
      draft: draft.id,
      revision: 1,
      basis,
      ...planned,
      ...(approvals > 0 && { isUnapproved: true }),
    });
  }
  const release: StoredRelease = {
    ...{ id: newId(), state: 'scheduled', dueAt, summary, drafts: released },
    ...{ createdAt: at, createdBy: by, ended: null, command },
  };
  const drafts = made.map(({ draft }) => draft);
  const isMade = draftsAreMarked(drafts, command);
  const scheduled = { state: 'scheduled', release: release.id } as const;
  await store.atomic([
    ...drafts.map((draft) => insertDraft(db, draft)),
    ...made.flatMap(({ draft, said }, place) =>
      revisionStatements(db, said, versions[place]?.content as DraftContent, draft.policy, isMade),
    ),
    insertRelease(db, release, isMade),
    setDrafts(
      db,
      drafts.map(({ id }) => id),
      scheduled,
      isMade,
    ),
    ...recordActs(db, scheduledActs(release, made), isMade),
    ...rememberStatements(db, remember, release, { ref: null, now: at }, isMade),
  ]);
  wake();
  return release;
}

/** What an act comes to for one of several versions, whose place a refusal names. */
async function within<T>(place: number, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof Refusal) || error.facts.errors === undefined) throw error;
    const errors = error.facts.errors.map((one) => ({ ...one, pointer: `/versions/${place}${one.pointer}` }));
    throw new Refusal(error.code, error.message, { ...error.facts, errors });
  }
}
