import { type DeliveryState, isNotGiven } from './delivery-state.ts';

/**
 * How somebody stands with a version, as lists of people go by it. Who is `unreachable` is among those who
 * are `not-told`: no mail can reach them, or none did. Who is `told` is among the others as well, by what they did.
 */
export const PEOPLE_STATES = [
  'not-told',
  'unreachable',
  'told',
  'silent',
  'accepted',
  'objected',
  'leaving',
  'left',
] as const;

/** One of the ways to stand with a version. */
export type PeopleState = (typeof PEOPLE_STATES)[number];

/** Of all who could be listed, whom a list is of. */
export type PeopleFilter = {
  /** How they stand; anyhow where it is not said. */
  readonly state?: PeopleState | undefined;
  /** What became of the announcement to them. */
  readonly notice?: DeliveryState | undefined;
  /** How the product's id of them begins: of more than a thousand such, the first. */
  readonly beginning?: string | undefined;
  /** A language that they read, in any region. */
  readonly locale?: string | undefined;
  /** The version from which their mail showed what changes; 0: none. */
  readonly base?: number | undefined;
  /** What the product says of them, by the names of attributes: one of the values of each, as an audience of rules asks. */
  readonly attributes?: Readonly<Record<string, readonly string[]>> | undefined;
};

/** Whether few stand so, and an index finds them among any number of people. */
export function areFoundAtOnce({ state, notice, beginning }: PeopleFilter): boolean {
  return (
    beginning !== undefined ||
    state === 'leaving' ||
    state === 'left' ||
    (notice !== undefined && isInTrouble(notice))
  );
}

/** Whether a mail in this state told nobody, or nobody can tell; an index finds those. */
export function isInTrouble(state: DeliveryState): boolean {
  return state === 'unknown' || isNotGiven(state);
}
