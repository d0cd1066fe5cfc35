import { heldVersion, positionOf, type UserFacts } from '../../domain/answers/position.ts';
import { standingAt } from '../../domain/answers/standing.ts';
import { toPunycode } from '../../domain/email-address.ts';
import type { Instant } from '../../domain/instant.ts';
import { tellsOfVersion } from '../../domain/notices/notice-kind.ts';
import { isOwedNotice } from '../../domain/notices/telling.ts';
import type { Policy, Version } from '../../domain/policies/policy.ts';
import { versionState } from '../../domain/policies/timeline.ts';
import { listPositions, listTerminations } from '../../storage/answers/user-facts.ts';
import {
  type Chunk,
  chunkWasFrozen,
  chunkWasSettled,
  freezeChunk,
  insertChunks,
  settleChunk,
} from '../../storage/notices/chunks.ts';
import {
  changeDeliveryStates,
  type FrozenDelivery,
  freezeDeliveries,
  moveDeliveries,
  type QueuedDelivery,
} from '../../storage/notices/deliveries.ts';
import { listVersions, versionStands } from '../../storage/policies/versions.ts';
import { ALWAYS } from '../../storage/sql.ts';
import type { Context } from '../context.ts';
import { fillChunk } from './fill-chunk.ts';
import { renderNotice } from './render-notice.ts';

/** What a frozen chunk says and how it is sent. */
export type Frozen = NonNullable<Chunk['frozen']>;

/**
 * Fixes who is in a chunk, at which address, and what it says: at its first attempt, once and for all.
 *
 * Whoever left, was erased, accepted meanwhile or had no address when the version took effect drops out;
 * whoever came to hold another version moves to a chunk that starts from there. Null when nobody is left,
 * somebody else has the chunk, or the version was withdrawn or superseded this moment.
 */
export async function freezeChunkNow(
  context: Pick<Context, 'store' | 'now' | 'newId' | 'mailFrom' | 'company' | 'publicUrl' | 'linkSecrets'>,
  policy: Policy,
  version: Version,
  chunk: Chunk,
): Promise<Frozen | null> {
  const { store, now, newId, mailFrom, publicUrl, linkSecrets } = context;
  const { db } = store;
  const at = now();
  const { staying, moving } = await sortDeliveries(context, policy, version, chunk);

  // A chunk of one's own for each other base: rare, so small ones do no harm.
  const moves = [...Map.groupBy(moving, (one) => one.baseVersion)].map(([baseVersion, members]) => ({
    chunk: { ...chunk, id: newId(), baseVersion },
    refs: members.map((one) => one.ref),
  }));
  const moveStatements = (isDone: ReturnType<typeof chunkWasFrozen>) => [
    insertChunks(
      db,
      moves.map((one) => one.chunk),
      at,
      isDone,
    ),
    ...moves.map(({ chunk: to, refs }) =>
      moveDeliveries(db, chunk.id, refs, { ...to, chunkId: to.id }, isDone),
    ),
    // Who is still queued in this chunk after that drops out.
    changeDeliveryStates(db, chunk.id, ['queued'], 'dropped', isDone),
  ];

  if (staying.length === 0) {
    const isSettled = chunkWasSettled(chunk, 'cancelled');
    await store.atomic([
      settleChunk(db, chunk, { state: 'cancelled', problem: 'nobody in it is to be told any more' }),
      ...moveStatements(isSettled),
    ]);
    return null;
  }
  const late = chunk.kind === 'announcement' && at >= version.effectiveAt;
  const rendition = await renderNotice(context, { ...chunk, late });
  const envelope = { from: mailFrom, publicUrl, linkKey: linkSecrets[0].id };
  const isFrozen = chunkWasFrozen(chunk, at);
  const mayGoOut = tellsOfVersion(chunk.kind) ? versionStands(db, chunk.policy, chunk.version) : ALWAYS;
  const [frozen] = await store.atomic([
    freezeChunk(db, chunk, { renditionId: rendition.id, envelope, now: at }, mayGoOut),
    freezeDeliveries(db, chunk.id, staying, isFrozen),
    ...moveStatements(isFrozen),
  ]);
  return frozen === 1 ? { renditionId: rendition.id, envelope } : null;
}

/** Who is in a chunk and is told what it says, and who must be told from another version. */
async function sortDeliveries(
  { store, now, newId }: Pick<Context, 'store' | 'now' | 'newId'>,
  policy: Policy,
  version: Version,
  chunk: Chunk,
) {
  const at = now();
  const queued = await fillChunk({ store, now }, chunk);
  const refs = queued.map((one) => one.ref);
  const versions = await listVersions(store.db, policy.policy);
  const positions = await listPositions(store.db, refs, policy.policy, 0);
  const terminations = await listTerminations(store.db, refs);

  const staying: (Pick<QueuedDelivery, 'round'> & Omit<FrozenDelivery, 'words'>)[] = [];
  const moving: { readonly ref: string; readonly baseVersion: number }[] = [];
  for (const { ref, round, email, addressedAt } of queued) {
    const facts = {
      versions,
      positions: positions.get(ref) ?? [],
      terminations: terminations.get(ref) ?? [],
    };
    const isOwed = chunk.kind !== 'announcement' || isOwedNotice(version, addressedAt);
    const baseVersion = email === null || !isOwed ? null : baseToTellFrom(chunk, version, facts, at);
    if (email === null || baseVersion === null) continue;
    if (baseVersion !== chunk.baseVersion) moving.push({ ref, baseVersion });
    else staying.push({ id: newId(), ref, round, email: toPunycode(email), position: staying.length });
  }
  return { staying, moving };
}

/** The version from which someone is told what a chunk says, or null when they are not to be told any more. */
function baseToTellFrom(
  chunk: Pick<Chunk, 'kind' | 'baseVersion'>,
  version: Version,
  facts: UserFacts,
  at: Instant,
): number | null {
  // Whoever was told of a version is told that it is withdrawn, and whoever answered gets the receipt,
  // whatever they did meanwhile.
  if (!tellsOfVersion(chunk.kind)) return chunk.baseVersion;
  if (versionState(version, facts.versions, at) === 'superseded') return null;
  if (standingAt(facts.terminations, at).standing !== 'active') return null;
  if (chunk.kind === 'reminder' && positionOf(facts.positions, version.version).toldAt === null) return null;
  // Of whoever agreed to a text that is not known, nobody can say what changes for them but from what was in force.
  const base = heldVersion(facts, at)?.version || (version.previous ?? 0);
  return base < version.version ? base : null;
}
