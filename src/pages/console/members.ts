import { html } from 'hono/html';
import type { Member } from '../../domain/access/member.ts';
import { MEMBER_ROLES } from '../../domain/access/roles.ts';
import type { Markup } from '../layout.ts';
import { confirmation } from './parts/confirm.ts';
import { checkField, textField } from './parts/fields.ts';
import { form } from './parts/form.ts';
import type { FormState, OwnState } from './parts/form-state.ts';
import type { Shown } from './parts/shell.ts';
import { list } from './parts/table.ts';
import { when } from './parts/timeline.ts';
import { membersWords as words } from './words/members.ts';
import { roleNames, roleWords } from './words/roles.ts';

/** Everybody who can sign in, and for admins the form by which others are invited. */
export function membersPage({
  members,
  next,
  isLater,
  beginning,
  mayWrite,
  state,
}: {
  readonly members: readonly Member[];
  readonly next: string | null;
  readonly isLater: boolean;
  /** What was searched for. */
  readonly beginning: string;
  readonly mayWrite: boolean;
  readonly state: FormState;
}): Shown {
  const { columns, invite } = words;
  return {
    title: words.title,
    done: words.done,
    body: html`<h1>${words.title}</h1>
<p>${words.lead}</p>
${list({
  ...{ caption: words.title, at: '/console/members', next, isLater },
  search: { label: words.search, value: beginning, notFound: words.notFound },
  columns: [columns.name, columns.email, columns.roles, columns.signedIn],
  rows: members.map((one) => [
    html`<a href="${memberPath(one)}"><bdi>${one.name}</bdi></a>`,
    html`<bdi>${one.email}</bdi>`,
    roleNames(one.roles),
    signedIn(one),
  ]),
  empty: words.empty,
})}
${
  mayWrite &&
  html`<h2 id="invite">${invite.title}</h2>
${form({ to: '/console/members', state, submit: invite.submit }, (own) => memberFields(own, null))}`
}`,
  };
}

/** One member: what they are here for, and for admins how that is changed. */
export function memberPage({
  member,
  mayWrite,
  state,
}: {
  readonly member: Member;
  readonly mayWrite: boolean;
  readonly state: FormState;
}): Shown {
  const { member: own, columns } = words;
  return {
    title: own.title(member.name),
    done: words.done,
    body: html`<p class="back"><a href="/console/members">${own.back}</a></p>
<h1><bdi>${member.name}</bdi></h1>
<dl>
<dt>${columns.email}</dt><dd><bdi>${member.email}</bdi></dd>
<dt>${columns.roles}</dt><dd>${roleNames(member.roles)}</dd>
<dt>${own.since}</dt><dd>${when(member.invitedAt)}</dd>
<dt>${own.signedIn}</dt><dd>${signedIn(member)}</dd>
</dl>
${
  mayWrite &&
  html`<h2>${own.change}</h2>
${form({ to: memberPath(member), state, submit: own.submit }, (fields) => memberFields(fields, member))}
<h2>${own.remove}</h2>
<p>${own.removeHint}</p>
<p><a class="button quiet" href="${memberPath(member)}/removal">${own.remove}</a></p>`
}`,
  };
}

/** Asks once more before somebody is taken out. */
export function memberRemovalPage({
  member,
  state,
}: {
  readonly member: Member;
  readonly state: FormState;
}): Shown {
  const { removal } = words;
  const title = removal.title(member.name);
  return {
    title,
    body: confirmation({
      title,
      says: [removal.body(member.name), removal.keeps],
      to: `${memberPath(member)}/removal`,
      state,
      submit: removal.submit,
      cancel: { label: removal.cancel, href: memberPath(member) },
    }),
  };
}

function memberFields(own: OwnState, member: Member | null): readonly Markup[] {
  const { invite } = words;
  return [
    textField(own, { name: 'email', label: invite.email, type: 'email', value: member?.email }),
    textField(own, { name: 'name', label: invite.name, value: member?.name }),
    checkField(own, {
      ...{ name: 'roles', label: invite.roles, hint: invite.rolesHint, values: member?.roles ?? [] },
      choices: MEMBER_ROLES.map((role) => ({
        ...{ value: role, label: roleWords[role].name, hint: roleWords[role].does },
      })),
    }),
  ];
}

function signedIn({ signedInAt }: Member): Markup | string {
  return signedInAt === null ? words.never : when(signedInAt);
}

function memberPath({ id }: Pick<Member, 'id'>): string {
  return `/console/members/${id}`;
}
