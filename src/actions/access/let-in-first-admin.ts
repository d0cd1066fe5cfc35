import { type Member, saidOfMember } from '../../domain/access/member.ts';
import {
  findMemberByAddress,
  hasAdmin,
  insertMember,
  memberIsMarked,
  updateMember,
} from '../../storage/access/members.ts';
import { ALWAYS } from '../../storage/sql.ts';
import type { Context } from '../context.ts';
import { recordActs } from '../record/record-acts.ts';
import { untilWritten } from '../until-written.ts';
import { mailInvitation } from './invite-member.ts';
import { memberAct } from './member-act.ts';

/**
 * Makes whoever has an address an admin while there is none, and mails them that they can sign in; for where nobody
 * reads a link. Answers whether it did. Whoever it is shows that the address is theirs by the code that they sign in
 * with, so nothing secret is in that mail.
 */
export async function letInFirstAdmin(
  context: Parameters<typeof mailInvitation>[0] & Pick<Context, 'log'>,
  email: string,
): Promise<boolean> {
  const { store, now, newId, log } = context;
  const { db } = store;
  const made = await untilWritten<Member | null>(async () => {
    if (await hasAdmin(db)) return null;
    const known = await findMemberByAddress(db, email);
    const roles = [...(known?.removedAt === null ? known.roles : []), 'admin' as const];
    const name = known?.name ?? email.slice(0, email.lastIndexOf('@'));
    const { at, command } = { at: now(), command: newId() };
    const next = saidOfMember(known, { email, name, roles }, { id: newId(), at, act: 'let-in' });
    const member = { ...next, command };
    const write = { by: ACTOR, keepsAdmin: false, condition: ALWAYS };
    await store.atomic([
      known === undefined
        ? insertMember(db, member, ACTOR, ALWAYS)
        : updateMember(db, member, { ...write, expected: known.command }),
      ...recordActs(db, [memberAct(next, 'let-in', ACTOR)], memberIsMarked(next.id, command)),
    ]);
    const written = await findMemberByAddress(db, email);
    return written?.command === command ? written : undefined;
  });
  if (made === null) return false;
  await mailInvitation(context, made, null).catch((error: unknown) => {
    log('warn', 'the first admin could not be mailed, and can sign in all the same', {
      error: String(error),
    });
  });
  return true;
}

/** That the setting did it. */
const ACTOR = 'first-admin-setting';
