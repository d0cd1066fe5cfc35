import { addMs, type Instant } from '../../domain/instant.ts';
import { tellsOfVersion } from '../../domain/notices/notice-kind.ts';
import { isReminderAtEffect, isReminderOpen } from '../../domain/notices/reminder.ts';
import type { Told } from '../../domain/notices/told.ts';
import { versionState } from '../../domain/policies/timeline.ts';
import type { Chunk } from '../../storage/sending/chunks.ts';

/** For so long after the first unclear outcome a batch may go out again: the provider keeps keys for 24 hours. */
const REPEAT_WITHIN_MS = 23 * 60 * 60 * 1000;

/** Whether a batch whose outcome is unclear since an instant may not go out again at another. */
export function isTooLateToRepeat(unclearSince: Instant, at: Instant): boolean {
  return at >= addMs(unclearSince, REPEAT_WITHIN_MS);
}

/**
 * Why a chunk must not go out, or not once more, for the operator to read; null while it may, be it with less
 * in it: one of several versions that is not to be told of any more leaves what is not out yet.
 */
export function findReasonToStop(
  chunk: Pick<Chunk, 'says' | 'frozen' | 'ambiguousSince'>,
  told: readonly Told[],
  now: Instant,
): string | null {
  if (chunk.ambiguousSince !== null && isTooLateToRepeat(chunk.ambiguousSince, now)) {
    return `nobody can tell since ${chunk.ambiguousSince} whether it went out, and its key is too old to try again`;
  }
  if (!tellsOfVersion(chunk.says.kind)) return null;
  const reasons = told.map((one) => reasonToLeaveOut(chunk, one, now));
  const [first = null] = reasons;
  if (reasons.every((reason) => reason !== null)) return first;
  // What may have gone out as it is goes out again as it is or not at all.
  const withdrawn = told.find(({ version }) => version.withdrawal !== null);
  if (chunk.ambiguousSince === null || withdrawn === undefined) return null;
  return `version ${withdrawn.version.version} of "${withdrawn.version.policy}", which it tells of, was withdrawn`;
}

/** Why one of the versions that a chunk tells of is not to be told of by it any more. */
function reasonToLeaveOut(
  { says, frozen, ambiguousSince }: Pick<Chunk, 'says' | 'frozen' | 'ambiguousSince'>,
  { version, versions, remindedAt }: Told,
  now: Instant,
): string | null {
  if (version.withdrawal !== null) return 'the version was withdrawn';
  // It would offer what is refused by now; the newer version's notice shows what this one changed too. Where
  // it may have gone out, the same bytes once more tell whether it did.
  if (ambiguousSince === null && versionState(version, versions, now) === 'superseded') {
    return 'a newer version has taken its place';
  }
  if (says.kind !== 'reminder' || remindedAt === null) return null;
  if (now >= version.effectiveAt && !isReminderAtEffect(version, remindedAt)) {
    return 'the version took effect before the reminder went out';
  }
  // A frozen one may be half way through: it is finished rather than left unknown.
  const isTooLate = frozen === null && !isReminderOpen(version, remindedAt, now);
  return isTooLate ? 'a later reminder came before this one went out' : null;
}
