import { addMs } from '../../domain/instant.ts';
import { base64ToBytes, bytesToBase64 } from '../../domain/record/bytes.ts';
import { appendLeaves, leafHash, rootOf } from '../../domain/record/merkle.ts';
import {
  appendToLog,
  findLogHead,
  type LogHead,
  leaseLog,
  listWaitingRecords,
  type WaitingRecord,
} from '../../storage/record/log.ts';
import type { Context } from '../context.ts';

/** Longer than appending a batch takes. A process that dies holds the others up for so long. */
const LEASE_MS = 10_000;

/** Records that get their positions in one write: few enough that checks stay fast meanwhile. */
const RECORDS_PER_BATCH = 48;

/**
 * Gives the records that wait their positions in the log, a batch of them, and answers whether more may
 * wait.
 *
 * One process at a time does it, under a lease (`sequencer` names it); what keeps the log whole is that
 * the head must be as it was read. It can be stopped at any await: a batch is in the log or waits.
 */
export async function sequenceRecords(
  { store, now, newId }: Pick<Context, 'store' | 'now' | 'newId'>,
  sequencer: string,
  batchSize = RECORDS_PER_BATCH,
): Promise<boolean> {
  const { db } = store;
  // First the head: what is appended after that makes the write miss.
  const head = await findLogHead(db);
  const waiting = await listWaitingRecords(db, batchSize);
  if (waiting.length === 0) return false;
  const at = now();
  const leaseUntil = addMs(at, LEASE_MS);
  const holdsLease = head.lease.by === sequencer && head.lease.until > at && head.lease.until <= leaseUntil;
  if (!holdsLease) {
    const [leased] = await store.atomic([leaseLog(db, { by: sequencer, now: at, until: leaseUntil })]);
    // What was read before may have positions by now.
    return leased === 1 ? sequenceRecords({ store, now, newId }, sequencer, batchSize) : false;
  }
  const [appended] = await store.atomic(
    appendToLog(db, head, { ...appendixOf(head, waiting), command: newId(), leaseUntil }),
  );
  return appended !== 1 || waiting.length === batchSize;
}

function appendixOf(head: LogHead, waiting: readonly WaitingRecord[]) {
  const leaves = waiting.map(({ commitment }) => leafHash(base64ToBytes(commitment)));
  const before = { size: head.size, hashes: head.frontier.map(base64ToBytes) };
  const { frontier, nodes } = appendLeaves(before, leaves);
  return {
    entries: waiting.map(({ id }, i) => ({
      position: head.size + i + 1,
      id,
      leaf: bytesToBase64(leaves[i] as Uint8Array),
    })),
    nodes,
    size: frontier.size,
    turn: waiting.at(-1)?.turn ?? head.turn,
    frontier: frontier.hashes.map(bytesToBase64),
    root: bytesToBase64(rootOf(frontier)),
  };
}
