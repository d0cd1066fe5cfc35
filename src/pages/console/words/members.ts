/** What the screens of members say. */
export const membersWords = {
  title: 'Members',
  lead: 'Who can sign in here, and what for. Each signs in by a code that is mailed to their address.',
  search: 'Name or address',
  columns: { name: 'Name', email: 'Address', roles: 'Roles', signedIn: 'Last signed in' },
  never: 'never',
  empty: { title: 'Nobody is here yet.' },
  notFound: { title: 'Nobody is here by that name or address.' },
  invite: {
    title: 'Invite somebody',
    email: 'Address',
    name: 'Name',
    roles: 'Roles',
    rolesHint: 'One or more. Whoever writes a draft cannot approve it, whatever else they are.',
    submit: 'Invite',
  },
  wrong: {
    email: 'Type in a mail address, such as ada@example.com.',
    name: 'Type in a name, in one line.',
    roles: 'Choose one role at least.',
  },
  done: {
    invited: 'Invited. They were mailed how to sign in.',
    unsent:
      'Invited, but the mail to them could not be sent. Tell them yourself: they sign in at /console/sign-in with their address.',
    changed: 'Changed.',
    removed: 'Removed. They are signed out everywhere.',
  },
  member: {
    title: (name: string) => name,
    change: 'Change',
    submit: 'Save',
    since: 'Member since',
    signedIn: 'Last signed in',
    back: 'All members',
    remove: 'Remove from the console',
    removeHint: 'They are signed out everywhere at once. What they did stays theirs, in the record.',
  },
  removal: {
    title: (name: string) => `Remove ${name}?`,
    body: (name: string) =>
      `${name} is signed out everywhere at once and cannot come in again. Approvals of theirs count no more.`,
    keeps: 'What they did stays in the record, under their name. They can be invited again.',
    submit: 'Remove',
    cancel: 'Leave everything as it is',
  },
} as const;
