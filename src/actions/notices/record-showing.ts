import type { Instant } from '../../domain/instant.ts';
import { insistItHappened } from '../../domain/notices/reader-event.ts';
import { tellingAt } from '../../domain/notices/telling.ts';
import type { Version } from '../../domain/policies/policy.ts';
import { versionState } from '../../domain/policies/timeline.ts';
import type { Act } from '../../domain/record/act.ts';
import { Refusal } from '../../domain/refusal.ts';
import {
  findShowing,
  findTelling,
  insertShowing,
  type Showing,
  tellUser,
} from '../../storage/notices/tellings.ts';
import { versionStands } from '../../storage/policies/versions.ts';
import { readPolicy, readUser, versionOf } from '../answers/read-facts.ts';
import type { Context } from '../context.ts';
import { recordActs } from '../record/record-acts.ts';
import { untilWritten } from '../until-written.ts';
import { writeAboutUser } from '../write-marked.ts';

/** How a user was told of a version, and whether this was the first showing. */
export type ShowingResult = {
  /** The showing that is kept: the first that was reported. */
  readonly id: string;
  readonly shownAt: Instant;
  readonly toldAt: Instant;
  readonly bindsAt: Instant;
  readonly first: boolean;
};

/**
 * Records that the product showed a user the notice of a version by itself, which tells them unless a
 * mail did. It is kept also then: should the mail prove not to have arrived, the showing counts. `at` is
 * when it did so (now, where it is left out). Refuses with `version-not-open` where the version was not then.
 */
export async function recordShowing(
  context: Pick<Context, 'store' | 'now' | 'newId'>,
  shown: {
    readonly user: string;
    readonly policy: string;
    readonly version: number;
    readonly at?: Instant;
  },
  keyId: string,
): Promise<ShowingResult> {
  const { now, newId } = context;
  const { db } = context.store;
  return untilWritten<ShowingResult>(async () => {
    const user = await readUser(db, shown.user);
    const { versions } = await readPolicy(db, shown.policy);
    const version = versionOf(versions, shown.policy, shown.version);
    const of = { ref: user.ref, policy: shown.policy, version: shown.version };
    const recordedAt = now();
    const at = shown.at ?? recordedAt;
    insistItHappened(at, version, recordedAt);
    const state = versionState(version, versions, at);
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
    const acts = known === undefined ? [shownAct(showing, version, keyId, recordedAt)] : [];
    const telling = tellingAt(version, { at: showing.at, by: showing.id });
    const isWritten = await writeAboutUser(
      context,
      user,
      (isMarked) => [
        insertShowing(db, { ...showing, keyId }, isMarked),
        ...recordActs(db, acts, isMarked),
        tellUser(db, of, telling, isMarked),
      ],
      { onlyWhere: versionStands(db, shown.policy, shown.version) },
    );
    if (!isWritten) return undefined;
    // A mail may have told them between our reading and our writing.
    const { at: toldAt, bindsAt } = (await findTelling(db, of)) ?? telling;
    return { id: showing.id, shownAt: showing.at, toldAt, bindsAt, first: known === undefined };
  });
}

function shownAct(
  { id, at, ref, policy }: Showing,
  { version, contentHash }: Version,
  actor: string,
  recordedAt: Instant,
): Act {
  return {
    ...{ kind: 'shown', about: id, at, recordedAt, actor, ref, policy, version },
    facts: { showing: id, contentHash },
  };
}
