import { isRuled } from '../answers/own-outcome.ts';
import { heldVersion, positionOf, type UserFacts } from '../answers/position.ts';
import { standingAt } from '../answers/standing.ts';
import type { Instant } from '../instant.ts';
import type { Version } from '../policies/policy.ts';
import { versionState } from '../policies/timeline.ts';
import { isReceipt } from './notice-kind.ts';
import { noticeOutcome, stanceOfReader, tenseAt } from './outcome.ts';
import { readerTerms } from './reader-terms.ts';
import { reminderTense } from './reminder.ts';
import { onlyTell, type Says } from './says.ts';

/**
 * What a notice has to say to one reader who is mailed it at `at`, which may be something else than it
 * was to say when it was queued; null when they are not to be told any more.
 */
export function noticeFor(queued: Says, version: Version, facts: UserFacts, at: Instant): Says | null {
  // Whoever answered gets the receipt, whatever they did meanwhile.
  if (isReceipt(queued.kind)) return queued;
  const tell = onlyTell(queued);
  const held = heldVersion(facts, at)?.version ?? null;
  const theirs = facts.versions.find((one) => one.version === version.version) ?? version;
  // And whoever was told of a version is told that it is withdrawn.
  if (queued.kind === 'withdrawal') {
    return { ...queued, tells: [{ ...tell, outcome: held === null ? 'unrecorded' : 'goes-on' }] };
  }
  // The newer version's notice tells of this one too.
  if (versionState(theirs, facts.versions, at) === 'superseded') return null;
  if (standingAt(facts.terminations, at).standing !== 'active') return null;
  const isReminder = queued.kind === 'reminder';
  if (isReminder && positionOf(facts.positions, version.version).toldAt === null) return null;
  // Of whoever agreed to a text that is not known, nobody can say what changes for them but from what was in force.
  const base = held || (version.previous ?? 0);
  if (base >= version.version) return null;
  const stance = stanceOfReader(facts, version, at);
  if (isRuled(version)) {
    const { own } = positionOf(facts.positions, version.version);
    if (own === undefined || !own.byMail) return null;
    const { membership } = own;
    const { tense } = readerTerms(version, { membership, stance }, at);
    const outcome = noticeOutcome(stance, tense);
    const isMember = membership.certain.length + membership.possible.length > 0;
    return {
      ...queued,
      tells: [
        {
          policy: tell.policy,
          version: tell.version,
          textLocale: tell.textLocale,
          base,
          outcome,
          ...(isMember && { membership }),
        },
      ],
    };
  }
  const tense = isReminder ? reminderTense(version, queued.round) : tenseAt(version, at);
  return { ...queued, tells: [{ ...tell, base, outcome: noticeOutcome(stance, tense) }] };
}
