import { actorOf, memberOfActor } from '../../domain/access/member.ts';
import { may } from '../../domain/access/roles.ts';
import { insistOnApprovals } from '../../domain/drafts/approvals.ts';
import { basisOf, whatChanged } from '../../domain/drafts/basis.ts';
import type { Attention } from '../../domain/drafts/draft.ts';
import type { ReleasedDraft } from '../../domain/drafts/release.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Publication } from '../../domain/policies/publication.ts';
import { Refusal } from '../../domain/refusal.ts';
import { listKeysById } from '../../storage/access/keys.ts';
import { listMembersById } from '../../storage/access/members.ts';
import { setDrafts } from '../../storage/drafts/drafts.ts';
import {
  endRelease,
  findRelease,
  isReleaseMarked,
  listDueReleases,
  releaseIsMarked,
  type StoredRelease,
} from '../../storage/drafts/releases.ts';
import { markPolicy, setLastVersion } from '../../storage/policies/policies.ts';
import { policiesAreMarked } from '../../storage/sql.ts';
import type { Database } from '../../storage/store.ts';
import { readPolicy } from '../answers/read-facts.ts';
import type { Context } from '../context.ts';
import {
  type PreparedVersion,
  prepareVersion,
  publishStatements,
  tellingStatements,
} from '../policies/publish-version.ts';
import { untilWritten } from '../until-written.ts';
import { type DraftFacts, readDraft } from './read-draft.ts';
import { readPublication } from './schedule-release.ts';
import { stopRelease } from './stop-release.ts';

type Posting = Pick<Context, 'store' | 'now' | 'newId' | 'log' | 'wake'>;

const RELEASES_PER_ROUND = 5;

/** Who does what nobody asks for at that moment. */
const CLOCK = 'clock';

/**
 * Posts the releases whose time has come, and answers whether there may be more. Each is posted in one write, exactly
 * once however many processes try, late rather than never. One of which something does not hold any more that was
 * true when it was approved is not: its drafts need somebody then.
 */
export async function postDueReleases(context: Posting): Promise<boolean> {
  const { store, now, log } = context;
  const due = await listDueReleases(store.db, now(), RELEASES_PER_ROUND);
  const failures: unknown[] = [];
  for (const release of due) {
    // One that cannot be posted holds up none of the others.
    await postRelease(context, release.id).catch((error: unknown) => {
      log('error', 'a release could not be posted', { release: release.id, error: String(error) });
      failures.push(error);
    });
  }
  if (failures.length > 0) throw failures[0];
  return due.length === RELEASES_PER_ROUND;
}

/** A draft as it is posted. */
type Ready = {
  readonly facts: DraftFacts;
  readonly publication: Publication;
  readonly prepared: PreparedVersion;
};

async function postRelease(context: Posting, id: string): Promise<void> {
  const { store, now, wake } = context;
  await untilWritten(async () => {
    const release = await findRelease(store.db, id);
    const at = now();
    if (release?.state !== 'scheduled' || release.dueAt > at) return true;
    const ready: Ready[] = [];
    const reasons = new Map<string, Omit<Attention, 'at'>>();
    for (const released of release.drafts) {
      const found = await prepareDraft(store.db, released, at);
      if ('about' in found) reasons.set(released.draft, found);
      else ready.push(found);
    }
    const isWritten =
      reasons.size > 0
        ? await stopRelease({ ...context, now: () => at }, release, reasons, CLOCK)
        : await writeReleased(context, release, ready, at);
    return isWritten || undefined;
  });
  wake();
}

/** What would be posted of a draft now, or why it is not. */
async function prepareDraft(
  db: Database,
  { draft: id, basis, sending, isUnapproved }: ReleasedDraft,
  at: Instant,
): Promise<Ready | Omit<Attention, 'at'>> {
  const facts = await readDraft(db, id);
  const { policy: name } = facts.draft;
  try {
    const { policy } = await readPolicy(db, name);
    const publication = await readPublication(db, facts, policy.locale, sending);
    const prepared = await prepareVersion({ store: { db }, now: () => at }, name, publication);
    const changed = whatChanged(basis, basisOf(prepared));
    if (changed !== null) return changed;
    const gone = await findApproverGone(db, facts, at);
    if (gone !== null) return gone;
    insistOnApprovals(facts.standing, isUnapproved ? { ...policy, approvals: 0 } : policy);
    return { facts, publication, prepared };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return (await whyElse(db, name, basis)) ?? refusedBecause(error);
  }
}

/** A refusal may follow from what changed, and then that is what somebody has to know. */
async function whyElse(db: Database, name: string, basis: ReleasedDraft['basis']) {
  const { policy, versions } = await readPolicy(db, name);
  const standing = versions.filter(({ withdrawal }) => withdrawal === null);
  const { promises, withdraws } = basis;
  const rest = standing.filter(({ version }) => !withdraws.includes(version));
  const taken = standing.filter(({ version }) => withdraws.includes(version));
  return whatChanged(basis, { ...basisOf({ policy, versions: rest, withdraws: taken }), promises });
}

function refusedBecause({ code, message }: Refusal): Omit<Attention, 'at'> {
  if (code === 'notice-too-short') return { about: 'date-too-near', detail: message };
  return { about: 'refused', detail: message };
}

/** Whether somebody whose approval it rests on may not approve any more. */
async function findApproverGone(
  db: Database,
  { standing }: DraftFacts,
  at: Instant,
): Promise<Omit<Attention, 'at'> | null> {
  const who = standing.approvals.map(({ by }) => by);
  if (who.length === 0) return null;
  const keys = await listKeysById(db, who, at);
  const members = await listMembersById(
    db,
    who.flatMap((by) => memberOfActor(by) ?? []),
  );
  const isApprover = (by: string) => {
    const member = members.find((one) => actorOf(one) === by);
    if (member !== undefined) return member.removedAt === null && may(member, 'judge-drafts');
    return keys.find((key) => key.id === by)?.role === 'approver';
  };
  const gone = who.filter((by) => !isApprover(by));
  if (gone.length === 0) return null;
  return {
    about: 'approver-gone',
    detail: `${gone.map((by) => members.find((one) => actorOf(one) === by)?.name ?? by).join(', ')} approved this draft, and may not approve any more: have somebody else approve it.`,
  };
}

/**
 * Posts all drafts of a release in one write: the policies are marked first, in the order of their names, then the
 * release where all of them are as they were read; all else is conditional on that. A mark alone says nothing.
 */
async function writeReleased(
  { store, newId }: Posting,
  release: StoredRelease,
  ready: readonly Ready[],
  at: Instant,
): Promise<boolean> {
  const { db } = store;
  const command = newId();
  const policies = ready.map(({ prepared }) => prepared.policy);
  const inOrder = policies.toSorted((a, b) => (a.policy < b.policy ? -1 : 1));
  const isMarked = releaseIsMarked(release.id, command);
  const keyId = release.createdBy;
  const posted = inRelease(release.id, ready);
  const marks = inOrder.map((policy) => markPolicy(db, policy, { command, lastVersion: policy.lastVersion }));
  const counts = await store.atomic([
    ...marks,
    endRelease(
      db,
      release,
      { state: 'posted', at, by: CLOCK, command },
      policiesAreMarked(
        inOrder.map(({ policy }) => policy),
        command,
      ),
    ),
    ...posted.flatMap(({ facts, publication, prepared }) => {
      const { draft, said, standing } = facts;
      const { version } = prepared.version;
      const from = {
        ...{ draft: draft.id, revision: said.revision, release: release.id },
        approvals: standing.approvals.map((one) => `approved:${one.id}`),
      };
      return [
        setLastVersion(db, draft.policy, version, isMarked),
        ...publishStatements(db, prepared, { publication, keyId, command, remember: null, from }, isMarked),
        setDrafts(db, [draft.id], { state: 'posted', version, command }, isMarked),
      ];
    }),
    ...tellingStatements(
      db,
      posted.map(({ prepared }) => prepared),
      { command, now: at },
      isMarked,
    ),
  ]);
  return counts[marks.length] === 1 || isReleaseMarked(db, release.id, command);
}

/** Several that are posted together are told of in one notice, which leaves as the plan of any of them says. */
function inRelease(id: string, ready: readonly Ready[]): readonly Ready[] {
  if (ready.length === 1) return ready;
  const plan = ready.map(({ prepared }) => prepared.version.sending).find((one) => one !== null) ?? null;
  return ready.map(({ prepared, ...one }) => {
    const sending = prepared.isMailed ? plan : null;
    return { ...one, prepared: { ...prepared, version: { ...prepared.version, release: id, sending } } };
  });
}
