import { invitationMail } from '../../delivery/member-mail.ts';
import { isSaidAlready, type Member, type MemberWords, saidOfMember } from '../../domain/access/member.ts';
import { rolesInWords } from '../../domain/access/roles.ts';
import { Refusal } from '../../domain/refusal.ts';
import {
  findMemberByAddress,
  insertMember,
  memberIsMarked,
  updateMember,
} from '../../storage/access/members.ts';
import { ALWAYS } from '../../storage/sql.ts';
import type { Context } from '../context.ts';
import { recordActs } from '../record/record-acts.ts';
import { untilWritten } from '../until-written.ts';
import { mailMember } from './mail-member.ts';
import { memberAct } from './member-act.ts';

/**
 * Lets somebody into the console, and answers who they are. Whoever had been removed is let in again as whom they
 * were, since the record names them. Refuses with `member-exists` a mailbox that is a member's.
 */
export async function inviteMember(
  { store, now, newId }: Pick<Context, 'store' | 'now' | 'newId'>,
  words: MemberWords,
  by: string,
): Promise<Member> {
  const { db } = store;
  return untilWritten(async () => {
    const known = await findMemberByAddress(db, words.email);
    if (known !== undefined && known.removedAt === null) {
      // A form that is sent twice does it once.
      if (isSaidAlready(known, words) && known.edition === 1) return known;
      throw new Refusal('member-exists', `${known.name} is a member with this address already.`);
    }
    const command = newId();
    const next = saidOfMember(known, words, { id: newId(), at: now(), act: 'invited' });
    const member = { ...next, command };
    const said =
      known === undefined
        ? insertMember(db, member, by, ALWAYS)
        : updateMember(db, member, { by, expected: known.command, keepsAdmin: false, condition: ALWAYS });
    await store.atomic([
      said,
      ...recordActs(db, [memberAct(next, 'invited', by)], memberIsMarked(next.id, command)),
    ]);
    const written = await findMemberByAddress(db, words.email);
    return written?.command === command ? written : undefined;
  });
}

/**
 * Mails somebody that they may sign in. Refuses with `mail-not-taken` and `too-many-requests`; they are a member all
 * the same, and whoever invited them can tell them.
 */
export async function mailInvitation(
  context: Parameters<typeof mailMember>[0] & Pick<Context, 'publicUrl'>,
  member: Member,
  by: Pick<Member, 'name'> | null,
): Promise<void> {
  const words = { name: member.name, by: by?.name ?? null, roles: rolesInWords(member.roles, 'and') };
  await mailMember(context, member, invitationMail(context, words));
}
