import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { CheckpointPlace } from '../actions/upkeep/publish-checkpoint.ts';
import { readCheckpoints } from '../domain/audit/read-note.ts';
import type { KnownCheckpoint } from '../domain/record/restore.ts';
import type { Config } from './config.ts';

type Kept = Pick<Config, 'database' | 'checkpoints'>;

/** The file beside an embedded database that always has its newest checkpoint; null where there is none. */
function fileBeside({ database }: Pick<Config, 'database'>): string | null {
  return database.kind === 'sqlite' && database.path !== ':memory:' ? `${database.path}.checkpoint` : null;
}

/** The newest checkpoint of each file that a service keeps them in: the last one there. */
export function readKnownCheckpoints(config: Kept): KnownCheckpoint[] {
  const files = [
    { source: 'the checkpoint beside the database', path: fileBeside(config) },
    { source: 'CHECKPOINT_FILE', path: config.checkpoints.file },
  ];
  return files.flatMap(({ source, path }) => {
    const last = path === null || !existsSync(path) ? undefined : readCheckpointFile(path).at(-1);
    return last === undefined ? [] : [{ source, size: last.size, root: last.root }];
  });
}

/** All checkpoints in a file, in their order there. */
export function readCheckpointFile(path: string): KnownCheckpoint[] {
  return readCheckpoints(readFileSync(path, 'utf8')).map(({ size, root }) => ({ source: path, size, root }));
}

/** Keeps the newest checkpoint beside an embedded database, each as soon as it is there. */
export function checkpointBeside(config: Kept): CheckpointPlace[] {
  const path = fileBeside(config);
  if (path === null) return [];
  return [
    {
      name: 'beside',
      everyMs: 0,
      async send({ note }) {
        // Whole or not at all, whenever the process is killed.
        writeFileSync(`${path}.new`, note, { mode: 0o600 });
        renameSync(`${path}.new`, path);
      },
    },
  ];
}

/** Puts the checkpoint of a database that was here before away, since this one was just made. */
export function setCheckpointAside(config: Kept): void {
  const path = fileBeside(config);
  if (path !== null && existsSync(path)) renameSync(path, `${path}.before`);
}
