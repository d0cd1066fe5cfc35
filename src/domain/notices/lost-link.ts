import type { UserFacts } from '../answers/position.ts';
import { reviewVersion } from '../answers/review.ts';
import { linkExpiresAt } from '../answers/review-token.ts';
import type { Termination } from '../answers/standing.ts';
import { isSameMailbox } from '../email-address.ts';
import { type Instant, laterOf } from '../instant.ts';
import type { Version } from '../policies/policy.ts';
import { type DeliveryState, isNotGiven } from './delivery-state.ts';
import { type NoticeKind, tellsOfVersion } from './notice-kind.ts';

/** A mail about a release that went to someone or is to go, with the link in it. */
export type LinkedMail = {
  readonly kind: NoticeKind;
  readonly round: number;
  readonly state: DeliveryState;
  /** Where it went; null while it is not written, and once that is forgotten. */
  readonly email: string | null;
  /** Which secret signed its link; null while it is not written. */
  readonly linkKey: string | null;
  /** When it was written. */
  readonly frozenAt: Instant | null;
};

/** Whose link opens: their address, and the ids of the secrets that links are checked with. */
export type LinkOwner = { readonly email: string | null; readonly linkKeys: readonly string[] };

/** What to send to someone whose link about a version is gone. */
export type Replacement =
  | { readonly kind: 'none' }
  /** A mail is under way of which nobody knows yet what becomes of it: ask again later. */
  | { readonly kind: 'wait' }
  /** The notice once more: the `round`-th time after the first. */
  | { readonly kind: 'notice'; readonly round: number }
  /** The receipt of their leaving once more, since they may still change their mind. */
  | { readonly kind: 'receipt'; readonly termination: Termination; readonly endsAt: Instant };

/** Whether the link in a mail opens for someone, as far as they and the secrets decide. */
function opensLink(mail: LinkedMail, owner: LinkOwner): boolean {
  return !isNotGiven(mail.state) && isForOwner(mail, owner);
}

/** Whether a mail leads someone to their page, or will: a notice that waits goes to the address they have by then. */
export function leadsToOwner(mail: LinkedMail, owner: LinkOwner): boolean {
  return (mail.state === 'queued' && mail.email === null) || opensLink(mail, owner);
}

function isForOwner(mail: LinkedMail, { email, linkKeys }: LinkOwner): boolean {
  if (email === null || mail.email === null) return false;
  const isSigned = mail.linkKey === null || linkKeys.includes(mail.linkKey);
  return isSigned && isSameMailbox(mail.email, email);
}

/**
 * What someone is sent who was mailed about a version and has no link any more: the notice once more while
 * they may still answer it, or while none was given and it is not in effect. `mails` are all about its
 * release that went to them or wait to go. Where the last did not arrive at the very address that they
 * have, another would not either.
 */
export function replacementFor(
  mails: readonly LinkedMail[],
  owner: LinkOwner,
  { version, facts }: { readonly version: Version; readonly facts: UserFacts },
  now: Instant,
): Replacement {
  const notices = mails.filter(({ kind }) => tellsOfVersion(kind));
  if (owner.email === null || notices.length === 0) return { kind: 'none' };
  if (mails.some(({ state }) => state === 'sending')) return { kind: 'wait' };
  if (mails.some((one) => leadsToOwner(one, owner))) return { kind: 'none' };
  const last = mails.toSorted((a, b) => ((a.frozenAt ?? '') < (b.frozenAt ?? '') ? -1 : 1)).at(-1);
  if (last !== undefined && isForOwner(last, owner)) return { kind: 'none' };

  const review = reviewVersion(facts, version, now);
  if (review.state.kind === 'leaving') {
    return { kind: 'receipt', termination: review.state.termination, endsAt: review.state.endsAt };
  }
  const mayAnswer = review.state.kind === 'open' && review.canAccept && review.canLeaveAt !== null;
  const lastDate = laterOf(review.closesAt ?? version.effectiveAt, version.effectiveAt);
  if (!mayAnswer || linkExpiresAt(lastDate) <= now) return { kind: 'none' };
  const wasGiven = notices.some(({ state }) => !isNotGiven(state) && state !== 'dropped');
  if (!wasGiven && now >= version.effectiveAt) return { kind: 'none' };
  const rounds = notices.filter(({ kind }) => kind === 'announcement').map(({ round }) => round);
  return { kind: 'notice', round: Math.max(0, ...rounds) + 1 };
}
