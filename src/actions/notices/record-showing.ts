import type { Instant } from '../../domain/instant.ts';
import { insistItHappened } from '../../domain/notices/reader-event.ts';
import type { VersionText } from '../../domain/policies/policy.ts';
import { shownText } from '../../domain/policies/shown-text.ts';
import { versionState } from '../../domain/policies/timeline.ts';
import type { Act } from '../../domain/record/act.ts';
import { Refusal } from '../../domain/refusal.ts';
import { findShowing, findTelling, insertShowing, type Showing } from '../../storage/notices/tellings.ts';
import { versionStands } from '../../storage/policies/versions.ts';
import { readAnswering, readPolicy, readUserFacts, versionOf } from '../answers/read-facts.ts';
import type { Context } from '../context.ts';
import { type HowSaid, howSaid, recordActs } from '../record/record-acts.ts';
import { untilWritten } from '../until-written.ts';
import { writeAboutUser } from '../write-marked.ts';
import { tellingBy } from './tell-readers.ts';

/** How a user was told of a version, and whether this was the first showing. */
export type ShowingResult = {
  /** The showing that is kept: the first that was reported. */
  readonly id: string;
  readonly shownAt: Instant;
  /** Null while more than this has to reach them. */
  readonly toldAt: Instant | null;
  /** Null while the date on which the version takes effect for them is not known. */
  readonly bindsAt: Instant | null;
  readonly first: boolean;
};

/**
 * Records that the product showed a user the notice of a version by itself, which tells them unless a
 * mail did. It is kept also then: should the mail prove not to have arrived, the showing counts. `at` is
 * when it did so (now, where it is left out). Refuses with `version-not-open` where the version was not then, and
 * with `may-not-answer` what a seat was shown that does not speak for its party: that tells the party nothing.
 */
export async function recordShowing(
  context: Pick<Context, 'store' | 'now' | 'newId'>,
  shown: {
    readonly user: string;
    readonly policy: string;
    readonly version: number;
    readonly at?: Instant;
    readonly presentation?: string | null | undefined;
  },
  keyId: string,
): Promise<ShowingResult> {
  const { now, newId } = context;
  const { db } = context.store;
  return untilWritten<ShowingResult>(async () => {
    const { user, seat } = await readAnswering(db, shown.user);
    const { versions } = await readPolicy(db, shown.policy);
    const facts = await readUserFacts(db, user.ref, shown.policy, versions);
    const general = versionOf(versions, shown.policy, shown.version);
    const version = versionOf(facts.versions, shown.policy, shown.version);
    const of = { ref: user.ref, policy: shown.policy, version: shown.version };
    const recordedAt = now();
    const at = shown.at ?? recordedAt;
    insistItHappened(at, version, recordedAt);
    const state = versionState(version, facts.versions, at);
    if (state === 'withdrawn' || state === 'superseded') {
      throw new Refusal(
        'version-not-open',
        `Version ${version.version} is ${state}: there is nothing to be told of.`,
      );
    }
    const told = await findTelling(db, of);
    const known = await findShowing(db, of);
    if (told !== undefined && known !== undefined) {
      return { id: known.id, shownAt: known.at, toldAt: told.at, bindsAt: told.bindsAt, first: false };
    }
    const showing = known ?? { ...of, id: newId(), at };
    // Products show somebody what they read elsewhere.
    const read = { contentHash: null, locale: user.locale };
    const acts =
      known === undefined
        ? [shownAct(showing, shownText(version, read), keyId, recordedAt, { ...shown, seat })]
        : [];
    const shownIt = { kind: 'shown', channel: 'account', at: showing.at, delivery: showing.id } as const;
    const tell = await tellingBy(db, general, { ref: user.ref, events: [shownIt] }, recordedAt);
    const isWritten = await writeAboutUser(
      context,
      user,
      (isMarked) => [
        insertShowing(db, { ...showing, keyId }, isMarked),
        ...recordActs(db, acts, isMarked),
        tell(isMarked),
      ],
      { onlyWhere: versionStands(db, shown.policy, shown.version) },
    );
    if (!isWritten) return undefined;
    // A mail may have told them between our reading and our writing.
    const telling = await findTelling(db, of);
    return {
      ...{ id: showing.id, shownAt: showing.at, first: known === undefined },
      ...{ toldAt: telling?.at ?? null, bindsAt: telling?.bindsAt ?? null },
    };
  });
}

function shownAct(
  { id, at, ref, policy, version }: Showing,
  { contentHash }: VersionText,
  actor: string,
  recordedAt: Instant,
  how: HowSaid,
): Act {
  return {
    ...{ kind: 'shown', about: id, at, recordedAt, actor, ref, policy, version },
    facts: { showing: id, contentHash, ...howSaid({ presentation: how.presentation, seat: how.seat }) },
  };
}
