import { insistOnApprovals } from '../../domain/drafts/approvals.ts';
import { type Basis, basisOf } from '../../domain/drafts/basis.ts';
import { draftToPublication } from '../../domain/drafts/draft.ts';
import { dueAtOf, graceEndsAt, insistOnOnePlan, latestWorking } from '../../domain/drafts/release.ts';
import { insistOnFresh } from '../../domain/drafts/translations.ts';
import { type Instant, instantFromMs, instantToMs } from '../../domain/instant.ts';
import type { Publication } from '../../domain/policies/publication.ts';
import { invalid, Refusal } from '../../domain/refusal.ts';
import type { SendingPlan } from '../../domain/sending/sending-plan.ts';
import { insertMemberMails } from '../../storage/access/member-mails.ts';
import { isInRelease, listDraftsById, setDrafts } from '../../storage/drafts/drafts.ts';
import {
  endRelease,
  insertRelease,
  isReleaseMarked,
  releaseIsMarked,
  type StoredRelease,
} from '../../storage/drafts/releases.ts';
import { ALWAYS, allOf } from '../../storage/sql.ts';
import type { Database } from '../../storage/store.ts';
import { readPolicy } from '../answers/read-facts.ts';
import type { Context } from '../context.ts';
import { prepareVersion, readDecision } from '../policies/publish-version.ts';
import { recordActs } from '../record/record-acts.ts';
import { type Remember, rememberStatements } from '../remember.ts';
import { untilWritten } from '../until-written.ts';
import { scheduledActs, takenBackActs } from './acts-of-drafts.ts';
import { type DraftFacts, insistOnOpen, insistOnRevision, readContent, readDraft } from './read-draft.ts';
import { readTranslations } from './read-translations.ts';
import { readRelease } from './stop-release.ts';
import { writeAboutDrafts } from './write-about-drafts.ts';

/** Which drafts are to be posted together, as of which revision, and when; `at` null: once the grace is over. */
export type ReleaseAsked = {
  readonly drafts: readonly {
    readonly id: string;
    readonly revision: number;
    readonly sending?: SendingPlan;
    /** The locales of translations that are to be posted though what prevails has gone beyond them. */
    readonly stale?: readonly string[];
  }[];
  readonly summary: string | null;
  readonly at: Instant | null;
};

/**
 * Schedules drafts to be posted together, all or none; until then they can be taken back with nothing sent. Refuses
 * what posting would refuse then, drafts that too few have approved, with `translation-stale` translations that what
 * prevails has gone beyond unless they are named, and with `at-not-possible` an instant that
 * leaves no grace, or a named date too short a notice, with the latest that would do.
 */
export async function scheduleRelease(
  context: Pick<Context, 'store' | 'now' | 'newId' | 'wake'>,
  asked: ReleaseAsked,
  by: string,
  remember: Remember<StoredRelease> | null = null,
): Promise<StoredRelease> {
  const { store, now, newId, wake } = context;
  const { db } = store;
  const scheduled = await untilWritten(async () => {
    const at = now();
    const drafts = await readInOrder(db, asked);
    insistOnOnePlan(
      asked.drafts.map(({ sending }) => sending),
      'drafts',
    );
    const policies = await Promise.all(drafts.map(async ({ draft }) => readPolicy(db, draft.policy)));
    drafts.forEach(({ standing }, i) => {
      const { policy } = policies[i] as (typeof policies)[number];
      insistOnApprovals(standing, policy);
    });
    const dueAt = dueAtOf(
      asked.at,
      graceEndsAt(
        policies.map(({ policy }) => policy),
        at,
      ),
      at,
    );
    const released: StoredRelease['drafts'][number][] = [];
    for (const [place, facts] of drafts.entries()) {
      const { sending, stale = [] } = asked.drafts[place] ?? {};
      const translations = await readTranslations(db, facts);
      insistOnFresh(translations, stale);
      const accepted = translations.filter(({ isStale }) => isStale).map(({ locale }) => locale);
      released.push({
        ...(await foresee(context, facts, sending, { dueAt, at })),
        ...(accepted.length > 0 && { stale: accepted }),
      });
    }
    const command = newId();
    const release: StoredRelease = {
      ...{ id: newId(), state: 'scheduled', dueAt, summary: asked.summary, drafts: released },
      ...{ createdAt: at, createdBy: by, ended: null, command },
    };
    const ids = drafts.map(({ draft }) => draft.id);
    const isWritten = await writeAboutDrafts(
      context,
      drafts.map(({ draft }) => draft),
      (isMarked) => [
        insertRelease(db, release, isMarked),
        setDrafts(db, ids, { state: 'scheduled', release: release.id, attention: null }, isMarked),
        ...recordActs(db, scheduledActs(release, drafts), isMarked),
        insertMemberMails(
          db,
          { kind: 'scheduled', release: release.id },
          { roles: ['support'] },
          at,
          isMarked,
        ),
        ...rememberStatements(db, remember, release, { ref: null, now: at }, isMarked),
      ],
    );
    return isWritten ? release : undefined;
  });
  wake();
  return scheduled;
}

/** The drafts in the order asked for, each as it was read, and one a policy. */
async function readInOrder(db: Database, { drafts }: ReleaseAsked): Promise<readonly DraftFacts[]> {
  const read: DraftFacts[] = [];
  for (const [place, { id, revision }] of drafts.entries()) {
    const facts = await readDraft(db, id);
    insistOnOpen(facts.draft);
    insistOnRevision(facts, revision);
    if (read.some(({ draft }) => draft.policy === facts.draft.policy)) {
      throw invalid(`/drafts/${place}`, 'is of a policy of which another draft is in this release');
    }
    read.push(facts);
  }
  return read;
}

/** What would be posted of a draft; refuses one without a text in the language of its policy. */
export async function readPublication(
  db: Database,
  { draft, said }: DraftFacts,
  locale: string,
  sending?: SendingPlan,
): Promise<Publication> {
  const content = await readContent(db, said);
  if (Object.keys(content.texts).length === 0) {
    throw invalid('/texts', `has no text in ${locale}, the language of policy "${draft.policy}"`);
  }
  return { ...draftToPublication(content, locale), ...(sending === undefined ? {} : { sending }) };
}

async function foresee(
  { store }: Pick<Context, 'store'>,
  facts: DraftFacts,
  sending: SendingPlan | undefined,
  { dueAt, at }: { readonly dueAt: Instant; readonly at: Instant },
): Promise<StoredRelease['drafts'][number]> {
  const { draft, said } = facts;
  const { db } = store;
  const { policy: known } = await readPolicy(db, draft.policy);
  const publication = await readPublication(db, facts, known.locale, sending);
  const basis = await foreseePublication(db, draft.policy, publication, { dueAt, at });
  return {
    ...{ draft: draft.id, revision: said.revision, basis },
    ...(sending === undefined ? {} : { sending }),
  };
}

/**
 * What a publication that is posted at `dueAt` rests on, as that stands at `at`. Refuses what posting would refuse
 * then, and with `at-not-possible` a named date that leaves too short a notice by then, with the latest that would do.
 */
export async function foreseePublication(
  db: Database,
  policy: string,
  publication: Publication,
  { dueAt, at }: { readonly dueAt: Instant; readonly at: Instant },
): Promise<Basis> {
  try {
    return basisOf(await prepareVersion({ store: { db }, now: () => dueAt }, policy, publication));
  } catch (error) {
    throw await orLatest(error, db, policy, publication, at);
  }
}

/** Where a date that was named leaves too short a notice at one instant, and would not sooner, says so. */
async function orLatest(
  error: unknown,
  db: Database,
  name: string,
  publication: Publication,
  from: Instant,
): Promise<unknown> {
  const { effectiveAt } = publication;
  const isTooShort = error instanceof Refusal && error.code === 'notice-too-short';
  if (!isTooShort || effectiveAt === null || effectiveAt <= from) return error;
  const { decide } = await readDecision(db, name, publication, from);
  const latest = latestWorking(instantToMs(from), instantToMs(effectiveAt), (ms) => {
    try {
      decide(instantFromMs(ms));
      return true;
    } catch (refused) {
      if (refused instanceof Refusal) return false;
      throw refused;
    }
  });
  if (latest === null) return error;
  const at = instantFromMs(latest);
  return new Refusal(
    'at-not-possible',
    `Posted then, the notice would be too short for ${effectiveAt}, the date that the draft names: it must be posted by ${at}.`,
    { latest: at },
  );
}

/**
 * Takes a release back, with nothing posted and nothing sent: its drafts can be changed again. Doing it again changes
 * nothing. Refuses with `release-ended` one that was posted.
 */
export async function takeBackRelease(
  { store, now, newId }: Pick<Context, 'store' | 'now' | 'newId'>,
  id: string,
  by: string,
): Promise<StoredRelease> {
  const { db } = store;
  return untilWritten(async () => {
    const release = await readRelease(db, id);
    if (release.state === 'taken-back') return release;
    if (release.state === 'posted') {
      throw new Refusal(
        'release-ended',
        `This release was posted at ${release.ended?.at}: what it announced can only be withdrawn.`,
      );
    }
    const at = now();
    const command = newId();
    const isMarked = releaseIsMarked(id, command);
    const ids = release.drafts.map(({ draft }) => draft);
    const drafts = await listDraftsById(db, ids);
    const [ended] = await store.atomic([
      endRelease(db, release, { state: 'taken-back', at, by, command }, ALWAYS),
      // A draft that needed somebody may have gone its own way since.
      setDrafts(
        db,
        ids,
        { state: 'open', release: null, attention: null, command },
        allOf(isMarked, isInRelease(id)),
      ),
      ...recordActs(db, takenBackActs(release, drafts, at, by), isMarked),
      insertMemberMails(db, { kind: 'called-off', release: id }, { whoHeardOf: id }, at, isMarked),
    ]);
    const isWritten = ended === 1 || (await isReleaseMarked(db, id, command));
    return isWritten ? { ...release, state: 'taken-back' as const, ended: { at, by }, command } : undefined;
  });
}
