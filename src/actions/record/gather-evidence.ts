import type { Instant } from '../../domain/instant.ts';
import { tlogProof } from '../../domain/record/note.ts';
import { invalid, Refusal } from '../../domain/refusal.ts';
import { listInPages } from '../../storage/list-in-pages.ts';
import {
  findPerson,
  listPauseIds,
  listPlacedRecords,
  listRecordsById,
  type Person,
  type RecordPlace,
} from '../../storage/record/evidence.ts';
import { type Checkpoint, findCheckpoint, findLogHead } from '../../storage/record/log.ts';
import type { RecordBody } from '../../storage/record/log-reads.ts';
import type { StoredRecord } from '../../storage/record/records.ts';
import type { Context } from '../context.ts';
import { proveConsistency } from './prove.ts';
import { proveInclusions } from './prove-many.ts';

/** Records that are proven at once. */
const RECORDS_PER_PAGE = 100;

type Gathering = Pick<Context, 'store'>;

/** A version, by its policy and number. */
export type VersionName = { readonly policy: string; readonly version: number };

/** What evidence is about, and the checkpoint it is proven against: null before any was signed. */
export type EvidenceCase = {
  readonly madeAt: Instant;
  readonly person: Person;
  /** Entries of the log when gathering began. */
  readonly size: number;
  readonly checkpoint: Checkpoint | null;
  readonly verifierKey: string | null;
  /** Proof that the log of the checkpoint goes on from an older one; null where nobody asked for it. */
  readonly since: { readonly size: number; readonly hashes: readonly string[] } | null;
  /** The instant that is asked about, whether they were bound then; when this was made unless it is said. */
  readonly on?: Instant;
  /** What of the person's records whoever asks may see: undefined for none of one. All of each unless it is said. */
  readonly show?: (record: ProvenRecord) => ProvenRecord | undefined;
};

/** A record as evidence: in the words that were committed to, and proven where it is sealed. */
export type ProvenRecord = StoredRecord & {
  /** A `tlog-proof` against the checkpoint of the case. */
  readonly proof: string | null;
  readonly read: RecordBody;
};

/** Opens a case. `user` is the product's id, or the pseudonym of someone erased. */
export async function openCase(
  context: Pick<Context, 'store' | 'now' | 'logSigner'>,
  user: string,
  since: number | null,
): Promise<EvidenceCase> {
  const { store, now, logSigner } = context;
  const person = await findPerson(store.db, user);
  if (person === undefined) throw new Refusal('unknown-user', 'There is no such user.');
  const checkpoint = (await findCheckpoint(store.db)) ?? null;
  const { size } = await findLogHead(store.db);
  const sealed = checkpoint?.size ?? 0;
  if (since !== null && (since < 1 || since > sealed)) {
    throw invalid('?since', `must be a size from 1 to ${sealed}, that of the newest checkpoint`);
  }
  return {
    ...{ madeAt: now(), person, size, checkpoint, verifierKey: logSigner?.verifierKey ?? null },
    since: since === null ? null : { size: since, hashes: await proveConsistency(context, since, sealed) },
  };
}

/** All records of the person in the order of the log, a page at a time. */
export async function* readRecordsOfPerson(
  context: Gathering,
  { person, size, checkpoint, show = (record) => record }: EvidenceCase,
): AsyncGenerator<readonly ProvenRecord[]> {
  const limit = RECORDS_PER_PAGE;
  const pages = listInPages(limit, (after: RecordPlace | undefined) =>
    listPlacedRecords(context.store.db, person.ref, { size, after, limit }),
  );
  for await (const rows of pages) {
    yield (await prove(context, checkpoint, rows)).flatMap((record) => show(record) ?? []);
  }
}

/**
 * The records of versions being posted and withdrawn, of texts being added to them, of who approved what was posted, and
 * of asking about their policies being paused.
 */
export async function* readRecordsOfVersions(
  context: Gathering,
  { checkpoint }: EvidenceCase,
  {
    versions,
    texts,
  }: {
    readonly versions: readonly VersionName[];
    readonly texts: readonly (VersionName & {
      readonly locale: string;
      /** How many editions of it there are. */
      readonly editions: number;
    })[];
  },
): AsyncGenerator<readonly ProvenRecord[]> {
  const ids = [
    ...new Set([
      ...versions.map(nameOf).flatMap((name) => [`posted:${name}`, `withdrawn:${name}`]),
      ...texts.flatMap((text) => namesOfText(`${nameOf(text)}/${text.locale}`, text.editions)),
      ...(await listPauseIds(context.store.db, [...new Set(versions.map(({ policy }) => policy))])),
    ]),
  ];
  const approvals: string[] = [];
  for (let at = 0; at < ids.length; at += RECORDS_PER_PAGE) {
    const rows = await listRecordsById(context.store.db, ids.slice(at, at + RECORDS_PER_PAGE));
    const proven = await prove(context, checkpoint, rows);
    approvals.push(...proven.flatMap(({ read }) => approvalsNamed(read)));
    yield proven;
  }
  for (let at = 0; at < approvals.length; at += RECORDS_PER_PAGE) {
    const rows = await listRecordsById(context.store.db, approvals.slice(at, at + RECORDS_PER_PAGE));
    yield prove(context, checkpoint, rows);
  }
}

/** The ids of the records of those who approved what was posted. */
function approvalsNamed({ facts }: RecordBody): readonly string[] {
  const from = facts.from as { readonly approvals?: readonly string[] } | undefined;
  return from?.approvals ?? [];
}

/** The ids of the records by which a text came to say what it says. */
function namesOfText(name: string, editions: number): readonly string[] {
  const corrected = Array.from({ length: editions - 1 }, (_, i) => `corrected:${name}/${i + 2}`);
  return [`translated:${name}`, ...corrected];
}

function nameOf({ policy, version }: VersionName): string {
  return `${policy}/${version}`;
}

async function prove(
  context: Gathering,
  checkpoint: Checkpoint | null,
  rows: readonly StoredRecord[],
): Promise<ProvenRecord[]> {
  const sealed = (position: number | null): position is number =>
    checkpoint !== null && position !== null && position <= checkpoint.size;
  const indexes = rows
    .map(({ position }) => position)
    .filter(sealed)
    .map((position) => position - 1);
  const proofs = checkpoint === null ? [] : await proveInclusions(context, indexes, checkpoint.size);
  const proofAt = new Map(indexes.map((index, i) => [index, proofs[i] ?? []] as const));
  return rows.map((row) => {
    const index = (row.position ?? 0) - 1;
    const hashes = proofAt.get(index);
    const proof = hashes && checkpoint ? tlogProof(index, hashes, checkpoint.note) : null;
    return { ...row, proof, read: JSON.parse(row.body) as RecordBody };
  });
}
