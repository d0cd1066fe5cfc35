import { z } from 'zod';
import { changeMember, removeMember } from '../../actions/access/change-member.ts';
import { inviteMember, mailInvitation } from '../../actions/access/invite-member.ts';
import { actorOf, type Member } from '../../domain/access/member.ts';
import { MEMBER_ROLES, may } from '../../domain/access/roles.ts';
import { mailboxOf } from '../../domain/email-address.ts';
import { Refusal } from '../../domain/refusal.ts';
import { memberPage, memberRemovalPage, membersPage } from '../../pages/console/members.ts';
import { membersWords } from '../../pages/console/words/members.ts';
import { findMember, listMembers } from '../../storage/access/members.ts';
import { readPage } from '../wire/cursor.ts';
import type { HttpContext } from '../wire/http-context.ts';
import { email, line, madeId } from '../wire/schemas.ts';
import { listQuery, ticked, typedLine } from './wire/read-fields.ts';
import { addForm, addScreen, type Console } from './wire/screens.ts';

const MEMBERS_PER_PAGE = 50;

const ofMember = z.object({ id: madeId });

const memberFields = z.object({
  email: typedLine(email),
  name: typedLine(line(200)),
  roles: ticked(z.enum(MEMBER_ROLES)).refine((roles) => roles.length > 0),
});

/** Who can sign in: the list, inviting, changing and removing. Nothing of it is undone by itself, so all of it asks for a fresh code. */
export function memberScreens(console: Console): void {
  const { context } = console;

  const members = addScreen(console, {
    path: '/console/members',
    may: 'see-members',
    query: listQuery,
    show: async ({ query, member, state }) => {
      const beginning = query.q;
      const { items, next } = await readPage(
        { cursor: query.cursor, limit: MEMBERS_PER_PAGE },
        z.tuple([z.string()]),
        (after, limit) =>
          listMembers(context.store.db, {
            ...{ after: after?.[0], limit, beginning },
          }),
        (last) => [mailboxOf(last.email)],
        (one) => one,
      );
      const isLater = query.cursor !== undefined;
      return membersPage({
        ...{ members: items, next, isLater, beginning: beginning ?? '', state },
        mayWrite: may(member, 'write-members'),
      });
    },
  });

  addForm(console, {
    path: '/console/members',
    on: members,
    may: 'write-members',
    isIrreversible: true,
    fields: memberFields,
    says: membersWords.wrong,
    act: async ({ fields, member }) => {
      const invited = await inviteMember(context, fields, actorOf(member));
      const isMailed = await isDone(mailInvitation(context, invited, member));
      return `/console/members?done=${isMailed ? 'invited' : 'unsent'}#done`;
    },
  });

  const one = addScreen(console, {
    path: '/console/members/{id}',
    may: 'see-members',
    params: ofMember,
    show: async ({ params, member, state }) =>
      memberPage({
        ...{ member: await readMember(context, params.id), state },
        mayWrite: may(member, 'write-members'),
      }),
  });

  addForm(console, {
    path: '/console/members/{id}',
    on: one,
    may: 'write-members',
    isIrreversible: true,
    fields: memberFields,
    says: membersWords.wrong,
    act: async ({ params, fields, member }) => {
      await changeMember(context, params.id, fields, actorOf(member));
      return `/console/members/${params.id}?done=changed#done`;
    },
  });

  const removal = addScreen(console, {
    path: '/console/members/{id}/removal',
    may: 'write-members',
    params: ofMember,
    show: async ({ params, state }) =>
      memberRemovalPage({ member: await readMember(context, params.id), state }),
  });

  addForm(console, {
    path: '/console/members/{id}/removal',
    on: removal,
    may: 'write-members',
    isIrreversible: true,
    fields: z.object({}),
    act: async ({ params, member }) => {
      await removeMember(context, params.id, actorOf(member));
      return '/console/members?done=removed#done';
    },
  });
}

async function readMember({ store }: Pick<HttpContext, 'store'>, id: string): Promise<Member> {
  const member = await findMember(store.db, id);
  if (member !== undefined && member.removedAt === null) return member;
  throw new Refusal('unknown-member', 'There is no such member, or they were removed.');
}

/** Whether something was done, where being refused changes nothing of what was done before. */
async function isDone(doing: Promise<void>): Promise<boolean> {
  try {
    await doing;
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}
