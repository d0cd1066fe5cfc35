import { addMs, type Instant } from '../../domain/instant.ts';
import { tellsOfVersion } from '../../domain/notices/notice-kind.ts';
import { isReminderAtEffect, isReminderOpen } from '../../domain/notices/reminder.ts';
import type { Version } from '../../domain/policies/policy.ts';
import { versionState } from '../../domain/policies/timeline.ts';
import type { Chunk } from '../../storage/sending/chunks.ts';

/** For so long after the first unclear outcome a batch may go out again: the provider keeps keys for 24 hours. */
const REPEAT_WITHIN_MS = 23 * 60 * 60 * 1000;

/** Whether a batch whose outcome is unclear since an instant may not go out again at another. */
export function isTooLateToRepeat(unclearSince: Instant, at: Instant): boolean {
  return at >= addMs(unclearSince, REPEAT_WITHIN_MS);
}

/**
 * Why a chunk must not go out, or not once more, for the operator to read; null while it may. `versions` are
 * all of the policy.
 */
export function findReasonToStop(
  chunk: Pick<Chunk, 'says' | 'frozen' | 'ambiguousSince'>,
  version: Version,
  versions: readonly Version[],
  now: Instant,
): string | null {
  if (chunk.ambiguousSince !== null && isTooLateToRepeat(chunk.ambiguousSince, now)) {
    return `nobody can tell since ${chunk.ambiguousSince} whether it went out, and its key is too old to try again`;
  }
  const { kind, round } = chunk.says;
  if (!tellsOfVersion(kind)) return null;
  if (version.withdrawal !== null) return 'the version was withdrawn';
  // It would offer what is refused by now; the newer version's notice shows what this one changed too. Where
  // it may have gone out, the same bytes once more tell whether it did.
  if (chunk.ambiguousSince === null && versionState(version, versions, now) === 'superseded') {
    return 'a newer version has taken its place';
  }
  if (kind !== 'reminder') return null;
  if (now >= version.effectiveAt && !isReminderAtEffect(version, round)) {
    return 'the version took effect before the reminder went out';
  }
  // A frozen one may be half way through: it is finished rather than left unknown.
  const isTooLate = chunk.frozen === null && !isReminderOpen(version, round, now);
  return isTooLate ? 'a later reminder came before this one went out' : null;
}
