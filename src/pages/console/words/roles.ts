import { inOrderOfRoles, type MemberRole } from '../../../domain/access/roles.ts';

/** What each role is called, with its article, and what it is for. */
export const roleWords: Readonly<
  Record<MemberRole, { readonly name: string; readonly one: string; readonly does: string }>
> = {
  author: { name: 'Author', one: 'an author', does: 'Writes drafts, and schedules and posts them.' },
  approver: {
    name: 'Approver',
    one: 'an approver',
    does: 'Approves drafts of others, or objects to them.',
  },
  support: { name: 'Support', one: 'support', does: 'Sees people, and acts for them when they ask.' },
  auditor: { name: 'Auditor', one: 'an auditor', does: 'Reads everything, and changes nothing.' },
  operator: {
    name: 'Operator',
    one: 'an operator',
    does: 'Sees to mails, deliveries and the service itself.',
  },
  admin: {
    name: 'Admin',
    one: 'an admin',
    does: 'Manages members and keys, and may do all that others may, but approve.',
  },
};

/** Roles in a sentence, such as `an author or an admin`. */
export function rolesSaid(roles: readonly MemberRole[], joint: 'and' | 'or'): string {
  const said = inOrderOfRoles(roles).map((role) => roleWords[role].one);
  return said.length < 2 ? said.join() : `${said.slice(0, -1).join(', ')} ${joint} ${said.at(-1)}`;
}

/** The names of roles, in a list. */
export function roleNames(roles: readonly MemberRole[]): string {
  return inOrderOfRoles(roles)
    .map((role) => roleWords[role].name)
    .join(', ');
}
