import { isRuled } from '../answers/own-outcome.ts';
import { heldVersion, positionOf, type UserFacts } from '../answers/position.ts';
import { standingAt } from '../answers/standing.ts';
import type { Instant } from '../instant.ts';
import { versionState } from '../policies/timeline.ts';
import { isReceipt } from './notice-kind.ts';
import { noticeOutcome, settledStance, stanceOfReader, tenseAt } from './outcome.ts';
import { readerTerms } from './reader-terms.ts';
import { reminderTense } from './reminder.ts';
import { isSameVersion, type Says, type Tell } from './says.ts';
import type { Told } from './told.ts';

/** A version that a mail tells of, and all that decides what it has to say of it to one reader. */
export type ToldReader = Told & {
  readonly facts: UserFacts;
  /** Which of the versions whose place it took its reader may know of, and has not heard that they are withdrawn. */
  readonly replaced?: readonly number[];
};

/**
 * What a notice has to say to one reader who is mailed it at `at`, which may be something else than it
 * was to say when it was queued: each of its versions is told as it stands for them, and one that they are not to be
 * told of any more not at all. Null when none is left. `told` are those that it may tell of, each with its reader's
 * facts.
 */
export function noticeFor(queued: Says, told: readonly ToldReader[], at: Instant): Says | null {
  // Whoever answered gets the receipt, whatever they did meanwhile.
  if (isReceipt(queued.kind)) return queued;
  const tells = queued.tells.flatMap((tell) => {
    const one = told.find(({ version }) => isSameVersion(version, tell));
    return (one && tellFor(queued, tell, one, at)) ?? [];
  });
  return tells.length === 0 ? null : { ...queued, tells };
}

/** The same of one of the versions that it tells of; null when its reader is not to be told of that any more. */
function tellFor(
  { kind, corrects }: Pick<Says, 'kind' | 'corrects'>,
  tell: Tell,
  { version, facts, remindedAt, replaced = [] }: ToldReader,
  at: Instant,
): Tell | null {
  const held = heldVersion(facts, at)?.version ?? null;
  const theirs = facts.versions.find((one) => one.version === version.version) ?? version;
  // Whoever was told of a version is told that it is withdrawn.
  if (kind === 'withdrawal') return { ...tell, outcome: held === null ? 'unrecorded' : 'goes-on' };
  // The newer version's notice tells of this one too.
  const state = versionState(theirs, facts.versions, at);
  if (state === 'superseded' || state === 'withdrawn') return null;
  const { standing } = standingAt(facts.terminations, at);
  // What was not right is put right also for those who have answered, and may have gone by it.
  const settled = corrects && standing !== 'terminated' ? settledStance(facts, version, at) : null;
  if (settled === null && standing !== 'active') return null;
  const { toldAt, objection } = positionOf(facts.positions, version.version);
  if (kind === 'reminder' && (toldAt === null || objection !== undefined)) return null;
  // Whoever refused a consent has answered, be it that nothing had told them of it.
  if (settled === null && objection?.answer === 'refuse') return null;
  // Of whoever agreed to a text that is not known, nobody can say what changes for them but from what was in force.
  const base = settled === null ? held || (version.previous ?? 0) : tell.base;
  if (base >= version.version) return null;
  const stance = settled ?? stanceOfReader(facts, version, at);
  const about = { policy: tell.policy, version: tell.version, textLocale: tell.textLocale };
  const replaces = kind === 'announcement' && replaced.length > 0 && { replaces: replaced };
  if (isRuled(version)) {
    const { own } = positionOf(facts.positions, version.version);
    if (own === undefined || !own.byMail) return null;
    const { membership } = own;
    const { tense } = readerTerms(version, { membership, stance }, at);
    const outcome = noticeOutcome(stance, tense);
    const isMember = membership.certain.length + membership.possible.length > 0;
    return { ...about, base, outcome, ...(isMember && { membership }), ...replaces };
  }
  const tense = remindedAt === null ? tenseAt(version, at) : reminderTense(version, remindedAt);
  return { ...about, base, outcome: noticeOutcome(stance, tense), ...replaces };
}
