import { positionOf } from '../../domain/answers/position.ts';
import { linkEndsAt, writeMadeToken } from '../../domain/answers/review-token.ts';
import { sha256Hex } from '../../domain/hash.ts';
import type { Instant } from '../../domain/instant.ts';
import { versionState } from '../../domain/policies/timeline.ts';
import type { Act } from '../../domain/record/act.ts';
import { Refusal } from '../../domain/refusal.ts';
import { endLink as endLinkStatement, findLink, insertLink } from '../../storage/answers/links.ts';
import { endSitting, findSitting } from '../../storage/people/sittings.ts';
import { versionStands } from '../../storage/policies/versions.ts';
import type { Context } from '../context.ts';
import { howSaid, recordActs } from '../record/record-acts.ts';
import { untilWritten } from '../until-written.ts';
import { writeAboutUser } from '../write-marked.ts';
import { readActing, readAnswering, readPolicy, readUserFacts, versionOf } from './read-facts.ts';

/** As many as the hex digits that sign a link in a mail. */
const SECRET_BYTES = 20;

/** A link to a page of one person; the token is in no other answer. */
export type NewLink = { readonly id: string; readonly token: string; readonly expiresAt: Instant };

/** A secret for a link, in hex. */
export function newLinkSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(SECRET_BYTES));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Makes a link to somebody's review page of a version, for whoever looks after them to hand over: it opens
 * as long as that of a mail would, also for people without an address, until it is ended. Only a hash of
 * its secret is kept. Refuses with `version-not-open` where the page could ask nothing.
 */
export async function makeReviewLink(
  context: Pick<Context, 'store' | 'now' | 'newId'>,
  of: { readonly user: string; readonly policy: string; readonly version: number },
  keyId: string,
): Promise<NewLink> {
  const { now, newId } = context;
  const { db } = context.store;
  const { policy, version: number } = of;
  return untilWritten<NewLink>(async () => {
    const { user, seat } = await readAnswering(db, of.user);
    const { versions } = await readPolicy(db, policy);
    const facts = await readUserFacts(db, user.ref, policy, versions);
    const version = versionOf(facts.versions, policy, number);
    const at = now();
    const expiresAt = linkEndsAt(version, positionOf(facts.positions, number).bindsAt);
    const state = versionState(version, facts.versions, at);
    if (state === 'withdrawn' || state === 'superseded' || expiresAt <= at) {
      const why = expiresAt <= at ? `closed to links on ${expiresAt}` : state;
      throw new Refusal('version-not-open', `Version ${number} is ${why}: there is nothing to answer.`);
    }
    const id = newId();
    const secret = newLinkSecret();
    const link = {
      ...{ id, ref: user.ref, policy, version: number },
      ...{ secretHash: sha256Hex(secret), madeAt: at, madeBy: keyId },
    };
    const made: Act = {
      ...{ kind: 'link-made', about: id, at, recordedAt: at, actor: keyId, ref: user.ref, policy },
      version: number,
      facts: { link: id, expiresAt, ...howSaid({ seat }) },
    };
    const isWritten = await writeAboutUser(
      context,
      user,
      (isMarked) => [insertLink(db, link, isMarked), ...recordActs(db, [made], isMarked)],
      { onlyWhere: versionStands(db, policy, number) },
    );
    return isWritten ? { id, token: writeMadeToken({ id, kind: 'by-hand', secret }), expiresAt } : undefined;
  });
}

/** Ends a link that was made for somebody, at once; ending it again changes nothing. Refuses with `unknown-link`. */
export async function endMadeLink(
  context: Pick<Context, 'store' | 'now' | 'newId'>,
  of: { readonly user: string; readonly link: string },
  keyId: string,
): Promise<void> {
  const { db } = context.store;
  await untilWritten(async () => {
    const { user } = await readActing(db, of.user);
    const link = await findLink(db, of.link);
    if (link === undefined && (await endSittingOf(context, user.ref, of.link))) return 'ended';
    if (link === undefined || link.ref !== user.ref) {
      throw new Refusal('unknown-link', 'No such link was made for this user.');
    }
    if (link.endedAt !== null) return 'ended';
    const at = context.now();
    const ended: Act = {
      ...{ kind: 'link-ended', about: link.id, at, recordedAt: at, actor: keyId, ref: user.ref },
      ...{ policy: link.policy, version: link.version, facts: { link: link.id } },
    };
    const isWritten = await writeAboutUser(context, user, (isMarked) => [
      endLinkStatement(db, link.id, { at, keyId }, isMarked),
      ...recordActs(db, [ended], isMarked),
    ]);
    return isWritten ? 'ended' : undefined;
  });
}

/** Ends a sitting of theirs; false where it is none. What is done in it is recorded, and that it was made is not. */
async function endSittingOf(
  { store, now }: Pick<Context, 'store' | 'now'>,
  ref: string,
  id: string,
): Promise<boolean> {
  const sitting = await findSitting(store.db, id);
  if (sitting?.ref !== ref) return false;
  await store.atomic([endSitting(store.db, id, now())]);
  return true;
}
