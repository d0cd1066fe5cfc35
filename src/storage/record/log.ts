/*
 * The rows of what can be proved: records and their secrets, the log that orders them, its checkpoints, and
 * what an audit and a report read. They are only ever added to; triggers in migrations/guards see to it.
 */

import { sql } from 'kysely';
import type { Instant } from '../../domain/instant.ts';
import { bytesToBase64 } from '../../domain/record/bytes.ts';
import type { KeptNode } from '../../domain/record/merkle.ts';
import { preparedQuery, preparedStatements } from '../engines/prepared.ts';
import { type Condition, rowsOf, rowsOfJson } from '../sql.ts';
import type { Database, Statement } from '../store.ts';

/** Where the log stands. Hashes are base64, `frontier` largest subtree first. */
export type LogHead = {
  readonly size: number;
  readonly turn: number;
  readonly frontier: readonly string[];
  readonly root: string;
  readonly command: string;
  readonly lease: { readonly by: string; readonly until: string };
  readonly sealedSize: number;
  readonly terminatedTo: string;
  readonly inForceTo: string;
};

const LOG = 'log';

/** The head of the log. */
export async function findLogHead(db: Database): Promise<LogHead> {
  const [row] = await headRows(db, [LOG]);
  if (row === undefined) throw new Error('the log has no head');
  return {
    size: row.size,
    turn: row.turn,
    frontier: JSON.parse(row.frontier) as string[],
    root: row.root,
    command: row.command,
    lease: { by: row.lease_by, until: row.lease_until },
    sealedSize: row.sealed_size,
    terminatedTo: row.terminated_to,
    inForceTo: row.in_force_to,
  };
}

const headRows = preparedQuery((db) => db.selectFrom('log_head').selectAll().where('id', '=', '').compile());

/** How many records have no position yet. */
export async function countWaitingRecords(db: Database): Promise<number> {
  const row = await db
    .selectFrom('waiting_records')
    .select((eb) => eb.fn.countAll<number | string>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** A record that waits for its position. */
export type WaitingRecord = { readonly id: string; readonly turn: number; readonly commitment: string };

/** The records that get the next positions, in their order. */
export async function listWaitingRecords(db: Database, limit: number): Promise<readonly WaitingRecord[]> {
  return waitingRecords(db, [limit]);
}

const waitingRecords = preparedQuery<WaitingRecord>((db) =>
  sql<WaitingRecord>`
    SELECT waiting.record_id AS id, waiting.turn, records.commitment
    FROM (SELECT record_id, turn FROM waiting_records ORDER BY turn, record_id LIMIT ${0}) AS waiting
      JOIN records ON records.id = waiting.record_id
    ORDER BY waiting.turn, waiting.record_id`.compile(db),
);

/** Takes the lease of the sequencer, or keeps it, unless another has it. */
export function leaseLog(
  db: Database,
  lease: { readonly by: string; readonly now: Instant; readonly until: Instant },
): Statement {
  return db
    .updateTable('log_head')
    .set({ lease_by: lease.by, lease_until: lease.until })
    .where('id', '=', LOG)
    .where((eb) =>
      eb.or([
        eb('lease_by', '=', lease.by),
        eb('lease_until', '<=', lease.now),
        // Nobody leases for so long: the clock was ahead and went back.
        eb('lease_until', '>', lease.until),
      ]),
    );
}

/** What is appended to the log at once. */
export type LogAppendix = {
  readonly command: string;
  readonly entries: readonly { readonly position: number; readonly id: string; readonly leaf: string }[];
  readonly nodes: readonly KeptNode[];
  readonly size: number;
  readonly turn: number;
  readonly frontier: readonly string[];
  readonly root: string;
  readonly leaseUntil: Instant;
};

/**
 * Appends to the log, if it still is as it was read: whoever else appends the same writes nothing.
 * The first statement arbitrates; the others fail, and everything with them, if they would leave a gap.
 */
export function appendToLog(db: Database, seen: LogHead, appendix: LogAppendix): Statement[] {
  const { command, size, root, leaseUntil } = appendix;
  const nodes = appendix.nodes.map(({ height, index, hash }) => ({
    height,
    index,
    hash: bytesToBase64(hash),
  }));
  return appendStatements(db, {
    ...{ command, size, root, leaseUntil, seenSize: seen.size, seenCommand: seen.command },
    ...{ turn: Math.max(seen.turn, appendix.turn), lastTurn: appendix.turn },
    frontier: JSON.stringify(appendix.frontier),
    entries: JSON.stringify(appendix.entries),
    nodes: JSON.stringify(nodes),
  });
}

const APPENDIX = {
  ...{ command: '', size: 0, root: '', leaseUntil: '', seenSize: 0, seenCommand: '', turn: 0, lastTurn: 0 },
  ...{ frontier: '', entries: '', nodes: '' },
};

const appendStatements = preparedStatements(APPENDIX, (db, values) => {
  const isMarked = headIsMarked(values.command);
  return [
    db
      .updateTable('log_head')
      .set({
        size: values.size,
        turn: values.turn,
        frontier: values.frontier,
        root: values.root,
        command: values.command,
        lease_until: values.leaseUntil,
      })
      .where('id', '=', LOG)
      .where('size', '=', values.seenSize)
      .where('command', '=', values.seenCommand),
    sql`INSERT INTO log_entries (position, record_id, leaf)
      SELECT CAST(value ->> 'position' AS INTEGER), value ->> 'id', value ->> 'leaf'
      FROM ${rowsOfJson(values.entries)} AS listed WHERE ${isMarked} AND NOT EXISTS (
        SELECT 1 FROM log_entries WHERE position = ${values.size})`.compile(db),
    sql`INSERT INTO log_nodes (height, idx, hash)
      SELECT CAST(value ->> 'height' AS INTEGER), CAST(value ->> 'index' AS INTEGER), value ->> 'hash'
      FROM ${rowsOfJson(values.nodes)} AS listed WHERE ${isMarked} ON CONFLICT DO NOTHING`.compile(db),
    sql`DELETE FROM waiting_records WHERE ${isMarked} AND turn <= ${values.lastTurn} AND EXISTS (
      SELECT 1 FROM log_entries WHERE log_entries.record_id = waiting_records.record_id
        AND log_entries.position > ${values.seenSize})`.compile(db),
  ];
});

/** Holds in a write once its first statement, marked with `command`, has moved the log's head. */
export function headIsMarked(command: string): Condition {
  return sql<boolean>`EXISTS (SELECT 1 FROM log_head WHERE id = ${LOG} AND command = ${command})`;
}

/** A signed checkpoint. */
export type Checkpoint = {
  readonly size: number;
  readonly root: string;
  readonly note: string;
  readonly signedAt: Instant;
};

/** Keeps a signed checkpoint, if the log stands there and nobody sealed it since it was read. */
export function insertCheckpoint(db: Database, seen: LogHead, checkpoint: Checkpoint): Statement[] {
  const { size, root, note, signedAt } = checkpoint;
  return [
    db
      .updateTable('log_head')
      .set({ sealed_size: size })
      .where('id', '=', LOG)
      .where('size', '=', size)
      .where('root', '=', root)
      .where('sealed_size', '=', seen.sealedSize),
    sql`INSERT INTO log_checkpoints (size, root, note, signed_at)
      SELECT size, root, ${note}, ${signedAt} FROM log_head
      WHERE id = ${LOG} AND sealed_size = ${size} AND size = ${size} AND root = ${root}
      ON CONFLICT DO NOTHING`.compile(db),
  ];
}

/** The newest checkpoint, or the one of a size, if there is one. */
export async function findCheckpoint(db: Database, size?: number): Promise<Checkpoint | undefined> {
  let query = db.selectFrom('log_checkpoints').selectAll().orderBy('size', 'desc').limit(1);
  if (size !== undefined) query = query.where('size', '=', size);
  const row = await query.executeTakeFirst();
  return row && { size: row.size, root: row.root, note: row.note, signedAt: row.signed_at };
}

/** Moves the sweep over terminations on, if nobody has since the head was read. */
export function moveTerminationSweep(db: Database, seen: LogHead, terminatedTo: string): Statement {
  return db
    .updateTable('log_head')
    .set({ terminated_to: terminatedTo })
    .where('id', '=', LOG)
    .where('terminated_to', '=', seen.terminatedTo);
}

/**
 * Has the sweep over terminations go back to those that count again since some versions were withdrawn
 * whose acceptance had ended them, where `condition` holds.
 */
export function rewindTerminationSweep(
  db: Database,
  { policy, versions }: { readonly policy: string; readonly versions: readonly number[] },
  condition: Condition,
): Statement {
  const listed = rowsOf(versions.map((version) => ({ version })));
  const first = sql`(SELECT '["' || min(terminates_at) || '",""]' FROM terminations
    WHERE policy = ${policy} AND ended_over IN (SELECT CAST(value ->> 'version' AS INTEGER) FROM ${listed} AS listed))`;
  return sql`UPDATE log_head SET terminated_to = ${first}
    WHERE id = ${LOG} AND terminated_to > ${first} AND ${condition}`.compile(db);
}

/** Has the sweep over terminations go back to an instant that one of them now ends at, where `condition` holds. */
export function rewindTerminationSweepTo(
  db: Database,
  terminatesAt: Instant,
  condition: Condition,
): Statement {
  const place = JSON.stringify([terminatesAt, '']);
  return sql`UPDATE log_head SET terminated_to = ${place}
    WHERE id = ${LOG} AND terminated_to > ${place} AND ${condition}`.compile(db);
}

/** Holds in a write once its first statement has moved the sweep over terminations there. */
export function sweepIsAt(terminatedTo: string): Condition {
  return sql<boolean>`EXISTS (SELECT 1 FROM log_head WHERE id = ${LOG} AND terminated_to = ${terminatedTo})`;
}

/** Moves the sweep over versions that took effect on, if nobody has since the head was read. */
export function moveEffectSweep(db: Database, seen: LogHead, inForceTo: string): Statement {
  return db
    .updateTable('log_head')
    .set({ in_force_to: inForceTo })
    .where('id', '=', LOG)
    .where('in_force_to', '=', seen.inForceTo);
}

/** Holds in a write once its first statement has moved the sweep over versions that took effect there. */
export function effectSweepIsAt(inForceTo: string): Condition {
  return sql<boolean>`EXISTS (SELECT 1 FROM log_head WHERE id = ${LOG} AND in_force_to = ${inForceTo})`;
}
