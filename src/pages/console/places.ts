/*
 * The screens of the console, drawn: facts in, HTML out, with the words of `words` and the parts of `parts`. Who may
 * see one, and what its forms do, is said where it is declared, in `http/console`.
 */

import type { Place } from './parts/shell.ts';
import { homeWords } from './words/home.ts';
import { membersWords } from './words/members.ts';
import { peopleWords } from './words/people.ts';
import { recordWords } from './words/record.ts';

/** Where the navigation leads, in its order, for whoever may see it. */
export const PLACES: readonly Place[] = [
  { href: '/console', label: homeWords.title, may: 'see-home' },
  { href: '/console/people', label: peopleWords.title, may: 'see-people' },
  { href: '/console/record', label: recordWords.title, may: 'see-record' },
  { href: '/console/members', label: membersWords.title, may: 'see-members' },
];
