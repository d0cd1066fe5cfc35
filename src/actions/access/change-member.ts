import {
  endsTheirSessions,
  isAdmin,
  isSaidAlready,
  type Member,
  type MemberWords,
  saidOfMember,
} from '../../domain/access/member.ts';
import { isSameMailbox } from '../../domain/email-address.ts';
import { Refusal } from '../../domain/refusal.ts';
import {
  findMember,
  findMemberByAddress,
  memberIsMarked,
  type StoredMember,
  updateMember,
} from '../../storage/access/members.ts';
import { deleteSessionsOf } from '../../storage/access/sessions.ts';
import { ALWAYS } from '../../storage/sql.ts';
import type { Context } from '../context.ts';
import { recordActs } from '../record/record-acts.ts';
import { untilWritten } from '../until-written.ts';
import { memberAct } from './member-act.ts';

type Changing = Pick<Context, 'store' | 'now' | 'newId'>;

/**
 * Changes what is said of a member; saying the same changes nothing. A new address ends their sessions, since they
 * came in by the old one. Refuses with `unknown-member`, with `member-exists` an address of somebody else, and with
 * `last-admin` to take that role from the last who has it, also of two who take it from each other at once.
 */
export async function changeMember(
  context: Changing,
  id: string,
  words: MemberWords,
  by: string,
): Promise<Member> {
  return untilWritten(async () => {
    const known = await readMember(context, id);
    if (isSaidAlready(known, words)) return known;
    if (!isSameMailbox(known.email, words.email)) await insistOnNobodys(context, words.email);
    return writeMember(context, known, words, { act: 'changed', by });
  });
}

/**
 * Takes a member out of the console, and ends their sessions at once. What they did stays theirs. Refuses with
 * `unknown-member`, and with `last-admin`.
 */
export async function removeMember(context: Changing, id: string, by: string): Promise<Member> {
  return untilWritten(async () => {
    const known = await readMember(context, id);
    return writeMember(context, known, known, { act: 'removed', by });
  });
}

async function readMember({ store }: Changing, id: string): Promise<StoredMember> {
  const known = await findMember(store.db, id);
  if (known === undefined || known.removedAt !== null) {
    throw new Refusal('unknown-member', 'There is no such member, or they were removed.');
  }
  return known;
}

async function insistOnNobodys({ store }: Changing, email: string): Promise<void> {
  const other = await findMemberByAddress(store.db, email);
  if (other === undefined) return;
  const detail =
    other.removedAt === null
      ? `${other.name} is a member with this address already.`
      : `${other.name} was a member with this address: invite them again instead.`;
  throw new Refusal('member-exists', detail);
}

/** Writes what is said of a member from now on; undefined where somebody else wrote in between. */
async function writeMember(
  { store, now, newId }: Changing,
  known: StoredMember,
  words: MemberWords,
  { act, by }: { readonly act: 'changed' | 'removed'; readonly by: string },
): Promise<Member | undefined> {
  const { db } = store;
  const command = newId();
  const next = saidOfMember(known, words, { id: known.id, at: now(), act });
  const keepsAdmin = isAdmin(known) && !isAdmin(next);
  const isMarked = memberIsMarked(known.id, command);
  await store.atomic([
    updateMember(db, { ...next, command }, { by, expected: known.command, keepsAdmin, condition: ALWAYS }),
    ...recordActs(db, [memberAct(next, act, by)], isMarked),
    ...(endsTheirSessions(known, next) ? [deleteSessionsOf(db, known.id, isMarked)] : []),
  ]);
  const written = await findMember(db, known.id);
  if (written?.command === command) return written;
  if (keepsAdmin && written?.command === known.command) {
    throw new Refusal(
      'last-admin',
      'Nobody could manage members any more: make somebody else an admin first.',
    );
  }
  return undefined;
}
