import type { Instant } from '../domain/instant.ts';
import type { Version } from '../domain/policy.ts';
import { isReminderOpen } from '../domain/reminder.ts';
import type { Chunk } from '../storage/chunks.ts';

/** Why a chunk must not go out, or not once more, for the operator to read; null while it may. */
export function findReasonToStop(chunk: Chunk, version: Version, now: Instant): string | null {
  if (chunk.kind === 'withdrawal') return null;
  if (version.withdrawal !== null) return 'the version was withdrawn';
  if (chunk.kind !== 'reminder') return null;
  if (now >= version.effectiveAt) return 'the version took effect before the reminder went out';
  // A frozen one may be half way through: it is finished rather than left unknown.
  const isTooLate = chunk.frozen === null && !isReminderOpen(version, chunk.round, now);
  return isTooLate ? 'a later reminder came before this one went out' : null;
}
