import {
  hasWithdrawnConsent,
  heldVersion,
  isUnspoken,
  objectionTo,
  type UserFacts,
} from '../answers/position.ts';
import { counts, isAbout } from '../answers/standing.ts';
import { askingVersion, asksForAYes, canBeDeemed } from '../answers/use.ts';
import { addMs, type Instant } from '../instant.ts';
import type { Version } from '../policies/policy.ts';

/** What becomes of a reader who does nothing about a version, as their notice says it. */
export const STANCES = [
  /** Use after effect agrees for them. */
  'agrees-by-use',
  /** Doing nothing until a date agrees for them. */
  'agrees-by-silence',
  /** Only saying so agrees: they are asked. */
  'is-asked',
  /** They took back the consent by which they held anything: they are asked, and have nothing to keep. */
  'is-asked-anew',
  /** There is nothing to agree to: it applies. */
  'applies',
  /** Nothing on record says that they agreed to any version: neither silence nor use will, and they are asked. */
  'unrecorded',
] as const;

/** What becomes of a reader who does nothing. */
export type Stance = (typeof STANCES)[number];

/** What a reader did about a version already, as what corrects an earlier notice of it says it: that stands. */
export const SETTLED_STANCES = [
  'has-accepted',
  /** By use or by silence. */
  'is-bound',
  /** Their consent, and stays. */
  'has-refused',
  /** Over this version, and may still stay. */
  'is-leaving',
] as const;

/** What a reader did about a version already. */
export type SettledStance = (typeof SETTLED_STANCES)[number];

/** What a notice says of its reader: what becomes of them if they do nothing, or what they did already. */
export type NoticeStance = Stance | SettledStance;

/**
 * How a notice speaks of a version's effect: as of what is to come, of what may come any moment, or of what is;
 * `own`: of what is counted from when its reader gets it.
 */
export const TENSES = ['ahead', 'soon', 'late', 'own'] as const;

/** How a notice speaks of a version's effect. */
export type Tense = (typeof TENSES)[number];

/** What a receipt says of an acceptance that its reader's leaving had taken back. */
type StayOutcome =
  | 'stays'
  | 'stays.counts-again'
  | 'stays.leaves-otherwise'
  | 'stays.counts-again.leaves-otherwise';

/** What a receipt says of an answer: that what is kept ends, and that the company may end it. */
type AnsweredOutcome = `answered${'' | '.until'}${'' | '.may-end'}`;

/**
 * What a mail says becomes of its reader: by a notice, by the word that a version is withdrawn, by a
 * receipt; `undecided` stands in rows of before there were outcomes.
 */
export type Outcome =
  | NoticeStance
  | `${NoticeStance}.${Exclude<Tense, 'ahead'>}`
  | 'goes-on'
  | AnsweredOutcome
  | StayOutcome
  | `undecided${'' | '.late'}`;

/** For so long what a mail prints stays true, from when it was written: that is how long after it may be taken. */
export const STAYS_TRUE_MS = 24 * 60 * 60 * 1000;

/** How a mail that is written at an instant has to speak of an effect, to be true whenever within a day it is taken. */
export function tenseAt({ effectiveAt }: Pick<Version, 'effectiveAt'>, writtenAt: Instant): Tense {
  if (writtenAt >= effectiveAt) return 'late';
  return addMs(writtenAt, STAYS_TRUE_MS) >= effectiveAt ? 'soon' : 'ahead';
}

/** What becomes of someone who holds a version of a policy (null: none) and does nothing about a later one. */
export function stanceOf(
  versions: readonly Version[],
  held: number | null,
  version: Pick<Version, 'version'>,
): Stance {
  const asking = askingVersion(versions, held ?? 0, version);
  if (asking === null) return 'applies';
  if (held === null) return 'unrecorded';
  if (canBeDeemed(versions, held, version)) return 'agrees-by-use';
  return asksForAYes(versions, held, version) ? 'is-asked' : 'agrees-by-silence';
}

/** The same of somebody by all that is known of them: whoever took their consent back is asked anew, whatever asks. */
export function stanceOfReader(facts: UserFacts, version: Pick<Version, 'version'>, at: Instant): Stance {
  const held = heldVersion(facts, at);
  if (held !== null && hasWithdrawnConsent(facts, held.accepted, at)) return 'is-asked-anew';
  return stanceOf(facts.versions, held?.version ?? null, version);
}

/** Below which version whoever holds one is asked, and does not agree by use: the last that asked, or 0. */
export function askedBelow(versions: readonly Version[], { version }: Pick<Version, 'version'>): number {
  const asking = versions.findLast(
    (one) => one.withdrawal === null && one.version <= version && one.acceptance === 'explicit',
  );
  return asking?.version ?? 0;
}

/** The outcome that a notice states. */
export function noticeOutcome(stance: NoticeStance, tense: Tense): Outcome {
  return tense === 'ahead' ? stance : `${stance}.${tense}`;
}

/** The stance and the tense of an outcome that a notice states. */
export function readNoticeOutcome(outcome: Outcome): {
  readonly stance: NoticeStance;
  readonly tense: Tense;
} {
  const [stance, tense = 'ahead'] = outcome.split('.');
  return { stance: stance as NoticeStance, tense: tense as Tense };
}

/** Whether it is of whoever did something about the version already. */
export function isSettled(stance: NoticeStance): stance is SettledStance {
  return (SETTLED_STANCES as readonly string[]).includes(stance);
}

/** What somebody did about a version already that stands; null where they did nothing, or took it back. */
export function settledStance(
  facts: UserFacts,
  { policy, version }: Pick<Version, 'policy' | 'version'>,
  at: Instant,
): SettledStance | null {
  if (objectionTo(facts, version)?.answer === 'refuse') return 'has-refused';
  const leaving = facts.terminations.filter((one) => counts(one, at));
  if (leaving.some((one) => isAbout(one, { policy, version }))) {
    // Whom the company gave notice cannot stay by another answer.
    return leaving.every(({ by }) => by === 'user') ? 'is-leaving' : null;
  }
  const held = heldVersion(facts, at);
  if (held?.version !== version || hasWithdrawnConsent(facts, held.accepted, at)) return null;
  return isUnspoken(held.accepted.basis) ? 'is-bound' : 'has-accepted';
}

/** What a receipt of a decision to leave that was taken back says of an acceptance before it, and of other leavings. */
export type Stay = { readonly countsAgain: boolean; readonly leavesOtherwise: boolean };

/** The outcome that such a receipt states. */
export function stayOutcome({ countsAgain, leavesOtherwise }: Stay): Outcome {
  return `stays${countsAgain ? '.counts-again' : ''}${leavesOtherwise ? '.leaves-otherwise' : ''}`;
}

/** What `stayOutcome` made; nothing of either for any other outcome. */
export function readStayOutcome(outcome: Outcome): Stay {
  const parts = outcome.split('.');
  return { countsAgain: parts.includes('counts-again'), leavesOtherwise: parts.includes('leaves-otherwise') };
}

/** What a receipt says of terms that are kept: until when, and that the company may end that. */
export type Keeping = { readonly isForATime: boolean; readonly mayBeEnded: boolean };

/** The outcome that such a receipt states. */
export function answeredOutcome({ isForATime, mayBeEnded }: Keeping): Outcome {
  return `answered${isForATime ? '.until' : ''}${mayBeEnded ? '.may-end' : ''}`;
}

/** What `answeredOutcome` made; nothing of either for any other outcome. */
export function readAnsweredOutcome(outcome: Outcome): Keeping {
  const parts = outcome.split('.');
  return { isForATime: parts.includes('until'), mayBeEnded: parts.includes('may-end') };
}

/**
 * Whether words that stated one outcome are still true where another would be stated now: the same is
 * said, or what was to come any moment has come.
 */
export function isStillTrue(stated: Outcome, now: Outcome): boolean {
  if (stated === now) return true;
  const [was, is] = [readNoticeOutcome(stated), readNoticeOutcome(now)];
  return was.stance === is.stance && was.tense === 'soon' && is.tense === 'late';
}
