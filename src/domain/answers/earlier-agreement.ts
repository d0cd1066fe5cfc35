import { earliestOf, type Instant } from '../instant.ts';

/** That a user had agreed to a policy before this record was kept, to which text is not known. */
export type EarlierAgreement = {
  readonly id: string;
  readonly policy: string;
  /** When they agreed; null where nobody knows. */
  readonly at: Instant | null;
  readonly recordedAt: Instant;
};

/** From when on such an agreement counts: from its instant, or else from when it was written down. */
export function countsFrom({ at, recordedAt }: Pick<EarlierAgreement, 'at' | 'recordedAt'>): Instant {
  return at ?? recordedAt;
}

/** Which of a user's agreements to one policy before this record was kept counts: the earliest. */
export function countingEarlier<A extends EarlierAgreement>(agreements: readonly A[]): A | null {
  const first = earliestOf(agreements.map(countsFrom));
  return agreements.find((one) => countsFrom(one) === first) ?? null;
}

/** Whether it tells something new that a user had agreed at an instant (null: nobody knows when). */
export function isNewEarlier(known: readonly EarlierAgreement[], at: Instant | null): boolean {
  return at === null ? known.length === 0 : known.every((one) => one.at !== at);
}
