import { appendFileSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { Context } from '../actions/context.ts';
import { type CheckpointPlace, HOURLY_MS, mailedCheckpoints } from '../actions/upkeep/publish-checkpoint.ts';
import { readCheckpoints } from '../domain/audit/read-note.ts';
import type { KnownCheckpoint } from '../domain/record/restore.ts';
import type { Config } from './settings/config.ts';

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

/**
 * Where each new checkpoint goes: beside an embedded database as soon as it is there, and now and then
 * to the file and the address that are set; mails only by way of a provider.
 */
export function checkpointPlaces(
  config: Kept,
  context: Pick<Context, 'mailer' | 'mailFrom' | 'now'>,
): CheckpointPlace[] {
  const { file, mail } = config.checkpoints;
  const { mailer } = context;
  const beside = fileBeside(config);
  const places: CheckpointPlace[] = [];
  if (beside !== null) {
    const send: CheckpointPlace['send'] = async ({ note }) => replaceFile(beside, note);
    places.push({ name: 'beside', everyMs: 0, send });
  }
  if (file !== null) {
    const send: CheckpointPlace['send'] = async ({ note }) => appendFileSync(file, `${note}\n`);
    places.push({ name: 'file', everyMs: HOURLY_MS, send });
  }
  if (mail !== null && mailer !== null && mailer.name !== 'local')
    places.push(mailedCheckpoints(context, mailer, mail));
  return places;
}

/** Whole or not at all, whenever the process is killed. */
function replaceFile(path: string, text: string): void {
  writeFileSync(`${path}.new`, text, { mode: 0o600 });
  renameSync(`${path}.new`, path);
}

/** Puts the checkpoint of a database that was here before away, since this one was just made. */
export function setCheckpointAside(config: Kept): void {
  const path = fileBeside(config);
  if (path !== null && existsSync(path)) renameSync(path, `${path}.before`);
}
