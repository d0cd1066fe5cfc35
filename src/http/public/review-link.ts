import { readRuledReaders } from '../../actions/answers/read-facts.ts';
import { ownFacts } from '../../domain/answers/own-facts.ts';
import { positionOf, type UserFacts } from '../../domain/answers/position.ts';
import {
  linkEndsAt,
  readMadeToken,
  readToken,
  sittingEndsAt,
  verifyReviewToken,
} from '../../domain/answers/review-token.ts';
import { isSameMailbox } from '../../domain/email-address.ts';
import { equalInConstantTime, sha256Hex } from '../../domain/hash.ts';
import { leadsToOwner, replacementFor } from '../../domain/notices/lost-link.ts';
import { type Tell, tellOf } from '../../domain/notices/says.ts';
import type { Policy, Version } from '../../domain/policies/policy.ts';
import { mayReturnTo } from '../../domain/return-place.ts';
import type { ReviewMessages } from '../../language/messages.ts';
import { findLink } from '../../storage/answers/links.ts';
import { listPositions, listTerminations } from '../../storage/answers/user-facts.ts';
import { listLinkedMails } from '../../storage/notices/lost-links.ts';
import { findSentMail, type SentMail } from '../../storage/notices/sent-mails.ts';
import { listAddresses } from '../../storage/people/contacts.ts';
import { findSitting, type Sitting } from '../../storage/people/sittings.ts';
import { findLinkLostAt, findUserByRef, type User } from '../../storage/people/users.ts';
import type { HttpContext } from '../wire/http-context.ts';
import { readPolicyVersions } from '../wire/read-checks.ts';

/** A link that opens: whose it is, about one of its versions, and where they stand with that. */
export type OpenLink = {
  /** The mail that it came in; null where it was made. */
  readonly mail: SentMail | null;
  /** What a product made it for; null where it is a link to a version. */
  readonly sitting: SittingLink | null;
  readonly told: Pick<Tell, 'policy' | 'version' | 'base' | 'replaces'>;
  /** Who does what is done by it, as records name them. */
  readonly actor: string;
  readonly user: User;
  /** Who answers for them, by the product's id: another where they are not one person. */
  readonly answering: string;
  /** Everywhere they are written to. */
  readonly addresses: readonly string[];
  readonly policy: Policy;
  readonly version: Version;
  readonly facts: UserFacts;
};

/** A link by which a product sent somebody here, with where they go back to, if it says so and may still. */
export type SittingLink = Pick<Sitting, 'id' | 'openedAt' | 'returnTo'>;

/** Why a link does not open, by the statement that says so. */
export type ClosedLink =
  | Extract<
      keyof ReviewMessages['states'],
      'unknownLink' | 'retiredLink' | 'addressChanged' | 'sentToNewAddress' | 'expiredLink'
    >
  | 'endedLink'
  | 'overSitting';

/** A link that does not open, and the way back that it has nevertheless. */
export type Closed = { readonly closed: ClosedLink; readonly returnTo?: string | null };

/** The same of each version that it is about, in the order in which its mail tells of them. */
export type OpenLinks = readonly [OpenLink, ...OpenLink[]];

/** Whose link it is and what about. A mailed one opens only while one of the user's addresses is still the one it was sent to. */
export async function openLink(context: HttpContext, token: string): Promise<OpenLinks | Closed> {
  const { store } = context;
  const found = await findLinkOf(context, token);
  if ('closed' in found) return found;
  const { mail, sitting } = found;
  const user = await findUserByRef(store.db, found.ref);
  if (user === undefined) return { closed: 'addressChanged' };
  const seat = found.seat === null ? user : await findUserByRef(store.db, found.seat);
  if (seat === undefined) return { closed: 'overSitting' };
  const addresses = (await listAddresses(store.db, user)).map(({ email }) => email);
  if (mail !== null && addresses.length === 0) return { closed: 'addressChanged' };
  const about = { mail, sitting, actor: found.actor, user, answering: seat.user, addresses };
  const links = await Promise.all(found.tells.map((told) => openFor(context, about, told)));
  const known = links.filter((link) => link !== null);
  // First, since where it went may be forgotten by then.
  const [first, ...others] = known.filter((link) => !isExpired(context, link));
  if (first === undefined) return { closed: known.length === 0 ? 'unknownLink' : 'expiredLink' };
  const open: OpenLinks = [first, ...others];
  if (mail === null || isAddressedTo(mail, addresses)) return open;
  const replaced = await Promise.all(open.map((link) => isReplaced(context, link)));
  return { closed: replaced.includes(true) ? 'sentToNewAddress' : 'addressChanged' };
}

/** What a link is about of one version; null where there is none of that number. */
async function openFor(
  context: HttpContext,
  about: Omit<OpenLink, 'told' | 'policy' | 'version' | 'facts'>,
  told: OpenLink['told'],
): Promise<OpenLink | null> {
  const { policy, versions } = await readPolicyVersions(context, told.policy);
  const facts = await readFactsOf(context, about.user.ref, { policy, versions });
  const version = facts.versions.find((one) => one.version === told.version);
  return version === undefined ? null : { ...about, told, policy, version, facts };
}

function isExpired({ now }: HttpContext, { sitting, facts, version }: OpenLink): boolean {
  // What is asked of somebody today may have been in force for years.
  if (sitting !== null) return false;
  const { bindsAt } = positionOf(facts.positions, version.version);
  return linkEndsAt(version, bindsAt) <= now();
}

/** All that decides where somebody stands with a policy. */
export async function readFactsOf(
  { store }: Pick<HttpContext, 'store'>,
  ref: string,
  { policy, versions }: { readonly policy: Policy; readonly versions: readonly Version[] },
): Promise<UserFacts> {
  const positions = (await listPositions(store.db, [ref], policy.policy, 0)).get(ref) ?? [];
  const terminations = (await listTerminations(store.db, [ref])).get(ref) ?? [];
  const readers = await readRuledReaders(store.db, [ref], versions);
  return ownFacts({ versions, positions, terminations }, readers(ref));
}

type FoundLink = Pick<OpenLink, 'mail' | 'sitting' | 'actor'> & {
  readonly ref: string;
  /** The `ref` of who answers for them, where that is another. */
  readonly seat: string | null;
  /** What it is about; at least one. */
  readonly tells: readonly OpenLink['told'][];
};

/** The link of a token that we signed or made; one that was made may be over. */
async function findLinkOf(context: HttpContext, token: string): Promise<FoundLink | Closed> {
  const { store, linkSecrets } = context;
  const deliveryId = verifyReviewToken(token, 'review', linkSecrets);
  if (deliveryId !== null) {
    const mail = await findSentMail(store.db, deliveryId);
    if (mail === undefined) return { closed: 'unknownLink' };
    const { ref, says } = mail;
    return { mail, sitting: null, ref, seat: null, tells: says.tells, actor: `link:${mail.id}` };
  }
  const named = readMadeToken(token);
  // No database keeps NUL, and not every one takes it to look for.
  if (named === null || named.id.includes('\0')) return { closed: await whyUnsigned(context, token) };
  if (named.kind === 'sitting') return findSittingOf(context, named);
  const made = await findLink(store.db, named.id);
  if (made === undefined) return { closed: await whyUnsigned(context, token) };
  if (!equalInConstantTime(sha256Hex(named.secret), made.secretHash)) return { closed: 'unknownLink' };
  if (made.endedAt !== null) return { closed: 'endedLink' };
  const told = { policy: made.policy, version: made.version, base: 0 };
  const { ref } = made;
  return { mail: null, sitting: null, ref, seat: null, tells: [told], actor: `made-link:${made.id}` };
}

/** The link by which a product sent somebody here, as long as it is neither over nor ended. */
async function findSittingOf(
  { store, now, returnPlaces }: HttpContext,
  named: { readonly id: string; readonly secret: string },
): Promise<FoundLink | Closed> {
  const made = await findSitting(store.db, named.id);
  if (made === undefined || !equalInConstantTime(sha256Hex(named.secret), made.secretHash)) {
    return { closed: 'unknownLink' };
  }
  const { id, ref, seat, openedAt } = made;
  const returnTo = made.returnTo !== null && mayReturnTo(made.returnTo, returnPlaces) ? made.returnTo : null;
  if (made.endedAt !== null || sittingEndsAt(made) <= now()) return { closed: 'overSitting', returnTo };
  const tells = made.tells.map((one) => ({ ...one, base: 0 }));
  return { mail: null, sitting: { id, openedAt, returnTo }, ref, seat, tells, actor: `sitting:${id}` };
}

function isAddressedTo({ email }: SentMail, addresses: readonly string[]): boolean {
  return email !== null && addresses.some((address) => isSameMailbox(address, email));
}

/** A link that no secret signed which is configured: perhaps one did that was. */
async function whyUnsigned({ store, linkSecrets }: HttpContext, token: string): Promise<ClosedLink> {
  const said = readToken(token);
  if (said === null || linkSecrets.some(({ id }) => id === said.keyId)) return 'unknownLink';
  const mail = await findSentMail(store.db, said.deliveryId);
  return mail !== undefined && (mail.linkKey ?? said.keyId) === said.keyId ? 'retiredLink' : 'unknownLink';
}

/** Whether a mail with a link went to the address that someone has now, or goes there, in place of a link that is gone. */
async function isReplaced(
  { store, linkSecrets, now }: HttpContext,
  { user, addresses, policy, version, facts }: OpenLink,
): Promise<boolean> {
  const owner = { addresses, linkKeys: linkSecrets.map(({ id }) => id) };
  const ofRelease = await listLinkedMails(store.db, [user.ref], [version.release]);
  const mails = ofRelease.filter(({ says }) => tellOf(says, version) !== undefined);
  if (mails.some((one) => leadsToOwner(one, owner))) return true;
  const isToBeSeenTo = (await findLinkLostAt(store.db, user.ref)) !== null;
  return isToBeSeenTo && replacementFor(mails, owner, { policy, version, facts }, now()).kind !== 'none';
}
