/*
 * What legal and those who approve do with versions to be: draft, edit, judge, schedule and take back, and, by the
 * clock, post. It publishes by way of policies, in one write for all drafts of a release.
 */

import type { Attention, Draft, Opinion, Revision } from '../../domain/drafts/draft.ts';
import type { Release } from '../../domain/drafts/release.ts';
import { contentHashOf } from '../../domain/hash.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Act } from '../../domain/record/act.ts';
import { canonicalJson } from '../../domain/record/canonical-json.ts';

/** What is recorded of a draft being written or changed: all that it says, its texts by their hashes. */
export function writtenAct(written: Revision, policy: string): Act {
  const { draft, revision, writtenAt: at, by, follows, texts, summary, layers, upToDate } = written;
  const { change, acceptance, reason, effectiveAt, proposedAt, documentDate, pending } = written;
  return {
    ...{ kind: revision === 1 ? 'drafted' : 'edited', about: `${draft}/${revision}`, at, recordedAt: at },
    ...{ actor: by, ref: null, policy, version: null },
    facts: {
      ...{ draft, revision, follows, texts, summary, change, acceptance, reason },
      ...{ effectiveAt, proposedAt, documentDate, pending },
      ...(Object.keys(layers).length === 0 ? {} : { layers: contentHashOf(canonicalJson(layers)) }),
      ...(upToDate.length === 0 ? {} : { upToDate }),
    },
  };
}

/** What is recorded of an approver's word, and of which texts it is. */
export function judgedAct(opinion: Opinion, { texts }: Pick<Revision, 'texts'>, policy: string): Act {
  const { id, draft, revision, verdict, note, at, by } = opinion;
  return {
    ...{ kind: verdict, about: id, at, recordedAt: at, actor: by, ref: null, policy, version: null },
    facts: { opinion: id, draft, revision, texts, note },
  };
}

/** What is recorded of a draft being given up. */
export function discardedAct({ id, policy, revision }: Draft, at: Instant, by: string): Act {
  return {
    ...{ kind: 'discarded', about: id, at, recordedAt: at, actor: by, ref: null, policy, version: null },
    facts: { draft: id, revision },
  };
}

/** A draft of a release, with what it says. */
type OfRelease = { readonly draft: Pick<Draft, 'id' | 'policy'>; readonly said: Revision };

/** What is recorded of drafts being scheduled together, one each. */
export function scheduledActs(release: Release, drafts: readonly OfRelease[]): readonly Act[] {
  const { id, createdAt: at, createdBy, dueAt, summary } = release;
  return drafts.map(({ draft, said }) => {
    const released = release.drafts.find((one) => one.draft === draft.id);
    return {
      ...actOfRelease('scheduled', { id }, draft, at, createdBy),
      facts: {
        ...{ release: id, draft: draft.id, revision: said.revision, texts: said.texts, dueAt, summary },
        basis: released?.basis ?? null,
        ...(released?.sending === undefined ? {} : { sending: released.sending }),
        ...(released?.isUnapproved && { isUnapproved: true }),
        ...(released?.stale === undefined ? {} : { stale: released.stale }),
      },
    };
  });
}

/** What is recorded of a release being taken back, one for each draft. */
export function takenBackActs(
  release: Pick<Release, 'id'>,
  drafts: readonly Pick<Draft, 'id' | 'policy'>[],
  at: Instant,
  by: string,
): readonly Act[] {
  return drafts.map((draft) => ({
    ...actOfRelease('taken-back', release, draft, at, by),
    facts: { release: release.id, draft: draft.id },
  }));
}

/** What is recorded of a release that was not posted, and why, one for each draft. */
export function stoppedActs(
  release: Pick<Release, 'id'>,
  drafts: readonly { readonly draft: Pick<Draft, 'id' | 'policy'>; readonly attention: Attention }[],
  at: Instant,
  by: string,
): readonly Act[] {
  return drafts.map(({ draft, attention }) => ({
    ...actOfRelease('stopped', release, draft, at, by),
    facts: { release: release.id, draft: draft.id, about: attention.about, detail: attention.detail },
  }));
}

function actOfRelease(
  kind: 'scheduled' | 'taken-back' | 'stopped',
  { id }: Pick<Release, 'id'>,
  draft: Pick<Draft, 'id' | 'policy'>,
  at: Instant,
  by: string,
): Omit<Act, 'facts'> {
  return {
    ...{ kind, about: `${id}/${draft.id}`, at, recordedAt: at, actor: by, ref: null },
    ...{ policy: draft.policy, version: null },
  };
}
