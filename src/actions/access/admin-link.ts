import { ADMIN_LINK_LIFETIME_MS, newSecret } from '../../domain/access/code.ts';
import { actorOf, type Member, saidOfMember } from '../../domain/access/member.ts';
import { hasComeBy } from '../../domain/access/session.ts';
import { sha256Hex } from '../../domain/hash.ts';
import { addMs, type Instant } from '../../domain/instant.ts';
import type { Act } from '../../domain/record/act.ts';
import { Refusal } from '../../domain/refusal.ts';
import {
  type AdminLink,
  adminLinkIsSpent,
  findAdminLink,
  insertAdminLink,
  spendAdminLink,
} from '../../storage/access/admin-links.ts';
import {
  findMember,
  findMemberByAddress,
  insertMember,
  memberIsAsRead,
  memberIsMarked,
  type StoredMember,
  updateMember,
} from '../../storage/access/members.ts';
import { ALWAYS, allOf } from '../../storage/sql.ts';
import type { Context } from '../context.ts';
import { recordActs } from '../record/record-acts.ts';
import { untilWritten } from '../until-written.ts';
import { memberAct } from './member-act.ts';
import { beginSession } from './sign-in.ts';

/**
 * Makes a link that makes whoever follows it an admin, once and within 24 hours, and answers its address. `by` says
 * how it came to be made, for the record.
 */
export async function makeAdminLink(
  { store, now, newId, publicUrl }: Pick<Context, 'store' | 'now' | 'newId' | 'publicUrl'>,
  by: 'first-start' | 'command',
): Promise<string> {
  const { db } = store;
  const at = now();
  const secret = newSecret();
  const link: AdminLink = {
    ...{ id: newId(), secretHash: sha256Hex(secret), madeAt: at, usedAt: null, usedBy: null },
    expiresAt: addMs(at, ADMIN_LINK_LIFETIME_MS),
  };
  await store.atomic([insertAdminLink(db, link, ALWAYS), ...recordActs(db, [linkAct(link, by)], ALWAYS)]);
  return `${publicUrl}/console/first/${secret}`;
}

/** The link of a secret, while it opens; refuses with `unknown-link`. */
export async function openAdminLink(
  { store, now }: Pick<Context, 'store' | 'now'>,
  secret: string,
): Promise<AdminLink> {
  const link = await findAdminLink(store.db, sha256Hex(secret));
  const at = now();
  const isOpen = link?.usedAt === null && at < link.expiresAt && hasComeBy(link.madeAt, at);
  if (link === undefined || !isOpen) {
    throw new Refusal('unknown-link', 'This link was used, its day is over, or it never was one.');
  }
  return link;
}

/**
 * Makes somebody an admin by a link, and signs them in: the first of a service, or whoever was locked out. A member
 * with that address gets the role beside those they have; whoever had been removed is let in again. Of two who use
 * one link at once one gets in. Refuses with `unknown-link`.
 */
export async function spendLinkForAdmin(
  context: Pick<Context, 'store' | 'now' | 'newId'>,
  secret: string,
  words: { readonly email: string; readonly name: string },
  ends: string | null,
): Promise<{ readonly session: string; readonly member: Member }> {
  const { store, now, newId } = context;
  const { db } = store;
  return untilWritten(async () => {
    const link = await openAdminLink(context, secret);
    const known = await findMemberByAddress(db, words.email);
    const { at, command } = { at: now(), command: newId() };
    const roles = [...(known?.removedAt === null ? known.roles : []), 'admin' as const];
    const next = saidOfMember(known, { ...words, roles }, { id: newId(), at, act: 'let-in' });
    const member: StoredMember = { ...next, command };
    const by = actorOf(next);
    const isRead = known === undefined ? ALWAYS : memberIsAsRead(db, known);
    const isSpent = adminLinkIsSpent(link.id, command);
    const isIn = allOf(isSpent, memberIsMarked(next.id, command));
    const { session, statements } = beginSession(db, { member: next.id, at, ends }, isIn);
    await store.atomic([
      spendAdminLink(db, link.id, { at, by: next.id, command, condition: isRead }),
      known === undefined
        ? insertMember(db, member, by, isSpent)
        : updateMember(db, member, { by, expected: known.command, keepsAdmin: false, condition: isSpent }),
      ...recordActs(db, [memberAct(next, 'let-in', by, link.id)], isIn),
      ...statements,
    ]);
    const written = await findMember(db, next.id);
    return written?.command === command ? { session, member: written } : undefined;
  });
}

function linkAct({ id, madeAt: at, expiresAt }: AdminLink, actor: string): Act {
  return {
    ...{ kind: 'admin-link', about: id, at, recordedAt: at, actor, ref: null, policy: null, version: null },
    facts: { link: id, expiresAt: expiresAt satisfies Instant },
  };
}
