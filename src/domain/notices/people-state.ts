/**
 * How somebody stands with a version, as lists of people go by it. Who is `unreachable` is among those who
 * are `not-told`: no mail can reach them, or none did. Each of the others is somebody who is neither.
 */
export const PEOPLE_STATES = [
  'not-told',
  'unreachable',
  'silent',
  'accepted',
  'objected',
  'leaving',
  'left',
] as const;

/** One of the ways to stand with a version. */
export type PeopleState = (typeof PEOPLE_STATES)[number];
