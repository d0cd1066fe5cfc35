import { memberOfActor } from '../../domain/access/member.ts';
import { authorsOf } from '../../domain/drafts/approvals.ts';
import type { Attention } from '../../domain/drafts/draft.ts';
import { Refusal } from '../../domain/refusal.ts';
import { insertMemberMails } from '../../storage/access/member-mails.ts';
import { listDraftsById, setDrafts } from '../../storage/drafts/drafts.ts';
import {
  endRelease,
  findRelease,
  isReleaseMarked,
  releaseIsMarked,
  type StoredRelease,
} from '../../storage/drafts/releases.ts';
import { ALWAYS, type Condition } from '../../storage/sql.ts';
import type { Database, Statement } from '../../storage/store.ts';
import type { Context } from '../context.ts';
import { recordActs } from '../record/record-acts.ts';
import { stoppedActs } from './acts-of-drafts.ts';
import { readDraft } from './read-draft.ts';

/** A release; refuses with `unknown-release`. */
export async function readRelease(db: Database, id: string): Promise<StoredRelease> {
  const release = await findRelease(db, id);
  if (release === undefined) throw new Refusal('unknown-release', `There is no release "${id}".`);
  return release;
}

/**
 * Posts nothing of a release, and says of each of its drafts why it needs somebody: `reasons` has those that are
 * the cause, by draft. Answers whether it is written; it is not where somebody took the release back, or posted it.
 */
export async function stopRelease(
  { store, now, newId, log }: Pick<Context, 'store' | 'now' | 'newId' | 'log'>,
  release: StoredRelease,
  reasons: ReadonlyMap<string, Omit<Attention, 'at'>>,
  by: string,
  also: (isMarked: Condition) => readonly Statement[] = () => [],
): Promise<boolean> {
  if (release.state !== 'scheduled') return false;
  const { db } = store;
  const at = now();
  const ids = release.drafts.map(({ draft }) => draft);
  const stopped = (await listDraftsById(db, ids)).map((draft) => ({
    draft,
    attention: { ...(reasons.get(draft.id) ?? withOthers(reasons)), at },
  }));
  const command = newId();
  const isMarked = releaseIsMarked(release.id, command);
  const [ended] = await store.atomic([
    endRelease(db, release, { state: 'needs-attention', at, by, command }, ALWAYS),
    ...stopped.map(({ draft, attention }) =>
      setDrafts(db, [draft.id], { state: 'needs-attention', attention, command }, isMarked),
    ),
    ...recordActs(db, stoppedActs(release, stopped, at, by), isMarked),
    insertMemberMails(
      db,
      { kind: 'needs-attention', release: release.id },
      { members: await membersBehind(db, ids) },
      at,
      isMarked,
    ),
    insertMemberMails(
      db,
      { kind: 'called-off', release: release.id },
      { whoHeardOf: release.id },
      at,
      isMarked,
    ),
    ...also(isMarked),
  ]);
  const isWritten = ended === 1 || (await isReleaseMarked(db, release.id, command));
  if (isWritten) {
    for (const { draft, attention } of stopped) {
      const { about, detail } = attention;
      log('warn', 'a draft needs attention', { draft: draft.id, policy: draft.policy, about, detail });
    }
  }
  return isWritten;
}

/** The members who wrote some drafts, or approved them, by id. */
async function membersBehind(db: Database, ids: readonly string[]): Promise<readonly string[]> {
  const behind = new Set<string>();
  for (const id of ids) {
    const { revisions, standing } = await readDraft(db, id);
    const actors = [...authorsOf(revisions), ...standing.approvals.map(({ by }) => by)];
    for (const actor of actors) {
      const member = memberOfActor(actor);
      if (member !== null) behind.add(member);
    }
  }
  return [...behind];
}

function withOthers(reasons: ReadonlyMap<string, Omit<Attention, 'at'>>): Omit<Attention, 'at'> {
  const [cause] = [...reasons.keys()];
  return {
    about: 'release-stopped',
    detail: `Nothing of its release was posted, since another draft of it needs attention (${cause}).`,
  };
}
