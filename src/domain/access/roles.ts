/*
 * Who may do what in the console: members, their roles, and the one table of what each role may see and do;
 * codes and sessions by which they come in, and how long those hold.
 */

/** What a member can be there for; one can have several roles. */
export const MEMBER_ROLES = ['author', 'approver', 'support', 'auditor', 'operator', 'admin'] as const;
/** One of the roles of members. */
export type MemberRole = (typeof MEMBER_ROLES)[number];

/** Some roles, in the order in which they are always told. */
export function inOrderOfRoles(roles: readonly MemberRole[]): readonly MemberRole[] {
  return MEMBER_ROLES.filter((one) => roles.includes(one));
}

/**
 * What there is to see and to do in the console, and which roles may, besides `admin`, who may all of it but
 * approve. Every page and every form names one of these; navigation, refusals and the table of roles follow.
 */
const RIGHTS = {
  'see-home': ['author', 'approver', 'support', 'auditor', 'operator'],
  /** Policies, their versions, and how far telling people of one has come. */
  'see-policies': ['author', 'approver', 'support', 'auditor', 'operator'],
  /** Making a policy, and changing its settings and rules. */
  'write-policies': ['author'],
  'see-drafts': ['author', 'approver', 'auditor'],
  /** Writing, trying out, scheduling and posting. */
  'write-drafts': ['author'],
  'judge-drafts': ['approver'],
  'withdraw-versions': ['author'],
  /** Pausing and resuming, and going on after a first wave. */
  'steer-sending': ['author', 'operator'],
  /** The emergency brake: having nobody asked about a policy for a while, and ending that. */
  'pause-asking': ['author', 'operator'],
  /** Who stands behind the numbers of a version: lists of ids and addresses. */
  'see-audience': ['author', 'support', 'auditor', 'operator'],
  'see-people': ['support', 'auditor'],
  /** Sending again, links, answers given by phone or letter, corrections. */
  'act-for-people': ['support'],
  /** Bringing in people from a file. */
  'import-people': ['support'],
  /** IP addresses and what else tells where somebody was. */
  'see-traces-of-people': ['auditor'],
  'erase-people': ['support'],
  /** Evidence, the log, audits and reports. */
  'see-record': ['author', 'auditor'],
  /** Links for auditors from outside. */
  'share-record': ['author', 'auditor'],
  'see-operations': ['operator', 'auditor'],
  'steer-operations': ['operator'],
  /** Keys by name, webhooks, and what developers try out. */
  'see-developers': ['operator', 'auditor'],
  'write-webhooks': ['operator'],
  'write-keys': [],
  'see-members': ['auditor'],
  'write-members': [],
} as const satisfies Readonly<Record<string, readonly MemberRole[]>>;

/** Something to see or to do in the console. */
export type Right = keyof typeof RIGHTS;

/** All that there is to see and to do. */
export const ALL_RIGHTS = Object.keys(RIGHTS) as readonly Right[];

/** What takes somebody else than who manages the service, or approvals would be worth nothing. */
const NOT_FOR_ADMINS: readonly Right[] = ['judge-drafts'];

/** The roles that may do something, in their order. */
export function rolesThatMay(right: Right): readonly MemberRole[] {
  const named: readonly MemberRole[] = RIGHTS[right];
  return inOrderOfRoles(NOT_FOR_ADMINS.includes(right) ? named : [...named, 'admin']);
}

/** Whether somebody with some roles may do something. */
export function may({ roles }: { readonly roles: readonly MemberRole[] }, right: Right): boolean {
  return rolesThatMay(right).some((one) => roles.includes(one));
}

/** Roles as they are told in a sentence: `author, support and admin`. */
export function rolesInWords(roles: readonly MemberRole[], joint: 'and' | 'or'): string {
  const names: readonly string[] = inOrderOfRoles(roles);
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} ${joint} ${names.at(-1)}`;
}
