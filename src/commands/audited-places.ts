import { existsSync } from 'node:fs';
import type { UsersBeside } from '../actions/record/audit-users.ts';
import type { Instant } from '../domain/instant.ts';
import type { KnownCheckpoint } from '../domain/record/restore.ts';
import { readKnownCheckpoints } from '../runtime/kept-checkpoints.ts';
import { readMigrations } from '../runtime/migration-files.ts';
import type { Config } from '../runtime/settings/config.ts';
import { insistOnMigrations } from '../storage/engines/d1.ts';
import { openPostgres } from '../storage/engines/postgres.ts';
import { openPostgresSnapshot } from '../storage/engines/postgres-snapshot.ts';
import { openSqlite } from '../storage/engines/sqlite.ts';
import type { Snapshot } from '../storage/engines/sqlite-snapshot.ts';
import { findBucketCheckpoint } from '../storage/record/checkpoint-bucket.ts';
import { StorageError, type Store } from '../storage/store.ts';
import { openSqliteToAudit } from './audit-beside.ts';
import { openD1Place, type Place } from './places.ts';

/** What the Worker knows its bucket by. */
const BUCKET = 'CHECKPOINTS';

/** A database to be read whole, and the checkpoints of its log that its service keeps outside of it. */
export type AuditedPlace = Snapshot & {
  /** Whether others may write while it is read; else it is as of one moment. */
  readonly moves: boolean;
  readonly kept: readonly KnownCheckpoint[];
  readonly beside?: UsersBeside;
};

/** Opens a database to be audited as of `now`; what is kept outside of it is read first. Throws a StorageError. */
export async function openToAudit(place: Place, config: Config, now: Instant): Promise<AuditedPlace> {
  if (place.kind === 'd1') {
    const { store, kept } = await openToAccept(place, config);
    return { db: store.db, moves: true, kept, close: store.close };
  }
  const kept = readKnownCheckpoints({ ...config, database: place });
  const snapshot =
    place.kind === 'sqlite'
      ? await openSqliteToAudit(place.path, { now })
      : await openPostgresSnapshot(place.url);
  return { ...snapshot, moves: false, kept };
}

/** Opens a database whose restore is to be accepted. Throws a StorageError. */
export async function openToAccept(
  place: Place,
  config: Config,
): Promise<{ readonly store: Store; readonly kept: readonly KnownCheckpoint[] }> {
  if (place.kind === 'd1') {
    const { store, bucket } = await openD1Place(place, BUCKET);
    try {
      await insistOnMigrations(
        store,
        readMigrations().map(({ name }) => name),
      );
      const checkpoint = bucket === undefined ? null : await findBucketCheckpoint(bucket);
      return { store, kept: checkpoint === null ? [] : [checkpoint] };
    } catch (error) {
      await store.close();
      throw error;
    }
  }
  const kept = readKnownCheckpoints({ ...config, database: place });
  if (place.kind === 'postgres') {
    return { store: await openPostgres(place.url, { now: Date.now }), kept };
  }
  if (!existsSync(place.path)) throw new StorageError(`There is no file ${place.path}.`);
  return { store: openSqlite(place.path), kept };
}
