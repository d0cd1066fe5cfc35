import { readMadeToken, verifyReviewToken } from '../../domain/answers/review-token.ts';
import { toPunycode } from '../../domain/email-address.ts';
import { equalInConstantTime, sha256Hex } from '../../domain/hash.ts';
import { findLink } from '../../storage/answers/links.ts';
import { findSentMail } from '../../storage/notices/sent-mails.ts';
import type { User } from '../../storage/people/users.ts';
import type { HttpContext } from '../wire/http-context.ts';

/** A link that was mailed to somebody or made for them by hand. */
export type Link = {
  readonly ref: string;
  readonly policy: string;
  readonly version: number;
  /** Who does what is done by it, as records name them. */
  readonly actor: string;
  /** Whether it leads to its user as they are now: a mailed one does at the address that it was sent to alone. */
  readonly leadsTo: (user: User) => boolean;
};

/** The link of a token that we signed or made. It is not looked whether it still opens. */
export async function findLinkOf(
  { store, linkSecrets }: Pick<HttpContext, 'store' | 'linkSecrets'>,
  token: string,
): Promise<Link | 'unknownLink' | 'endedLink'> {
  const deliveryId = verifyReviewToken(token, 'review', linkSecrets);
  if (deliveryId !== null) {
    const mail = await findSentMail(store.db, deliveryId);
    if (mail === undefined) return 'unknownLink';
    return {
      ...{ ref: mail.ref, policy: mail.policy, version: mail.version, actor: `link:${mail.id}` },
      leadsTo: ({ email }) => email !== null && toPunycode(email) === mail.email,
    };
  }
  const named = readMadeToken(token);
  // No database keeps NUL, and not every one takes it to look for.
  const made = named === null || named.id.includes('\0') ? undefined : await findLink(store.db, named.id);
  if (named === null || made === undefined) return 'unknownLink';
  if (!equalInConstantTime(sha256Hex(named.secret), made.secretHash)) return 'unknownLink';
  if (made.endedAt !== null) return 'endedLink';
  return {
    ...{ ref: made.ref, policy: made.policy, version: made.version, actor: `made-link:${made.id}` },
    leadsTo: () => true,
  };
}
