/*
 * The screens of the console, drawn: facts in, HTML out, with the words of `words` and the parts of `parts`. Who may
 * see one, and what its forms do, is said where it is declared, in `http/console`.
 */

import type { Place } from './parts/shell.ts';
import { developersWords } from './words/developers.ts';
import { homeWords } from './words/home.ts';
import { membersWords } from './words/members.ts';
import { operationsWords } from './words/operations.ts';
import { peopleWords } from './words/people.ts';
import { policyWords } from './words/policies.ts';
import { recordWords } from './words/record.ts';

/** Where the navigation leads, in its order, for whoever may see it. */
export const PLACES: readonly Place[] = [
  { href: '/console', label: homeWords.title, may: 'see-home' },
  { href: '/console/policies', label: policyWords.title, may: 'see-policies', also: '/console/drafts' },
  { href: '/console/people', label: peopleWords.title, may: 'see-people', also: '/console/imports' },
  { href: '/console/record', label: recordWords.title, may: 'see-record' },
  { href: '/console/operations', label: operationsWords.title, may: 'see-operations' },
  { href: '/console/developers', label: developersWords.title, may: 'see-developers' },
  { href: '/console/members', label: membersWords.title, may: 'see-members' },
];
