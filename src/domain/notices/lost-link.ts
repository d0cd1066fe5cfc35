import type { UserFacts } from '../answers/position.ts';
import { reviewVersion } from '../answers/review.ts';
import { linkExpiresAt } from '../answers/review-token.ts';
import type { Termination } from '../answers/standing.ts';
import { isSameMailbox } from '../email-address.ts';
import { type Instant, laterOf } from '../instant.ts';
import { type Consenting, isConsent, type Version } from '../policies/policy.ts';
import { type DeliveryState, isNotGiven } from './delivery-state.ts';
import { type NoticeKind, tellsOfVersion } from './notice-kind.ts';

/** A mail about a release that went to someone or is to go, with the link in it. */
export type LinkedMail = {
  readonly kind: NoticeKind;
  readonly round: number;
  /** Which of their addresses it is for: 0 for their own, else the number of a contact. */
  readonly contact: number;
  readonly state: DeliveryState;
  /** Where it went; null while it is not written, and once that is forgotten. */
  readonly email: string | null;
  /** Which secret signed its link; null while it is not written. */
  readonly linkKey: string | null;
  /** When it was written. */
  readonly frozenAt: Instant | null;
};

/** Whose link opens: all their addresses, and the ids of the secrets that links are checked with. */
export type LinkOwner = { readonly addresses: readonly string[]; readonly linkKeys: readonly string[] };

/** What to send to someone whose link about a version is gone. */
export type Replacement =
  | { readonly kind: 'none' }
  /** A mail is under way of which nobody knows yet what becomes of it: ask again later. */
  | { readonly kind: 'wait' }
  /** The notice once more, to each of their addresses. */
  | { readonly kind: 'notice' }
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

function isForOwner({ email, linkKey }: LinkedMail, { addresses, linkKeys }: LinkOwner): boolean {
  if (email === null) return false;
  const isSigned = linkKey === null || linkKeys.includes(linkKey);
  return isSigned && addresses.some((address) => isSameMailbox(email, address));
}

/**
 * What someone is sent who was mailed about a version and has no link any more: the notice once more while
 * they may still answer it, or while none was given and it is not in effect. `mails` are all about its
 * release that went to them or wait to go. Where the last did not arrive at the very address that they
 * have, another would not either. Whoever has one link left, at whichever address, has not lost it.
 */
export function replacementFor(
  mails: readonly LinkedMail[],
  owner: LinkOwner,
  {
    policy,
    version,
    facts,
  }: { readonly policy: Consenting; readonly version: Version; readonly facts: UserFacts },
  now: Instant,
): Replacement {
  const notices = mails.filter(({ kind }) => tellsOfVersion(kind));
  if (owner.addresses.length === 0 || notices.length === 0) return { kind: 'none' };
  if (mails.some(({ state }) => state === 'sending')) return { kind: 'wait' };
  if (mails.some((one) => leadsToOwner(one, owner))) return { kind: 'none' };
  const last = mails.toSorted((a, b) => ((a.frozenAt ?? '') < (b.frozenAt ?? '') ? -1 : 1)).at(-1);
  if (last !== undefined && isForOwner(last, owner)) return { kind: 'none' };

  const review = reviewVersion(policy, facts, version, now);
  if (review.state.kind === 'leaving') {
    return { kind: 'receipt', termination: review.state.termination, endsAt: review.state.endsAt };
  }
  const maySayNo = review.canLeaveAt !== null || isConsent(policy);
  const mayAnswer = review.state.kind === 'open' && review.canAccept && maySayNo;
  const lastDate = laterOf(review.closesAt ?? version.effectiveAt, version.effectiveAt);
  if (!mayAnswer || linkExpiresAt(lastDate) <= now) return { kind: 'none' };
  const wasGiven = notices.some(({ state }) => !isNotGiven(state) && state !== 'dropped');
  if (!wasGiven && now >= version.effectiveAt) return { kind: 'none' };
  return { kind: 'notice' };
}

/** Which of the announcements to one address of somebody the next is: 0 the first, and from 1 once more. */
export function nextAnnouncement(mails: readonly LinkedMail[], contact: number): number {
  const before = mails.filter((one) => one.kind === 'announcement' && one.contact === contact);
  return Math.max(-1, ...before.map(({ round }) => round)) + 1;
}
