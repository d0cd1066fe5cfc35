import type { Selectable } from 'kysely';
import type { Instant } from '../../domain/instant.ts';
import type { ReaderEvent, Stated } from '../../domain/notices/reader-event.ts';
import type { Schema } from '../schema.ts';
import { type Condition, insertWhen } from '../sql.ts';
import type { Database, Statement } from '../store.ts';

/** A fact about a reader as it is kept. */
export type StoredReaderEvent = ReaderEvent & {
  readonly id: string;
  readonly ref: string;
  readonly recordedAt: Instant;
  readonly keyId: string;
};

/** The fact of that id, if it was reported. */
export async function findReaderEvent(db: Database, id: string): Promise<StoredReaderEvent | undefined> {
  const row = await db.selectFrom('reader_events').selectAll().where('id', '=', id).executeTakeFirst();
  return row && rowToEvent(row);
}

/** Keeps a fact about a reader, where `condition` holds; one that is there stays as it is. */
export function insertReaderEvent(db: Database, event: StoredReaderEvent, condition: Condition): Statement {
  const row = {
    id: event.id,
    user_ref: event.ref,
    kind: event.kind,
    channel: event.channel,
    ...(event.of === null ? {} : { policy: event.of.policy, version: event.of.version }),
    happened_at: event.at,
    states: event.states && JSON.stringify(event.states),
    recorded_at: event.recordedAt,
    key_id: event.keyId,
  };
  return insertWhen(db, 'reader_events', row, condition);
}

function rowToEvent(row: Selectable<Schema['reader_events']>): StoredReaderEvent {
  const { policy, version } = row;
  return {
    id: row.id,
    ref: row.user_ref,
    kind: row.kind,
    channel: row.channel,
    of: policy === null || version === null ? null : { policy, version },
    at: row.happened_at,
    states: row.states === null ? null : (JSON.parse(row.states) as Stated[]),
    recordedAt: row.recorded_at,
    keyId: row.key_id,
  };
}
