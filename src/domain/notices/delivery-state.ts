/** What can become of one notice on its way to one address. */
export const DELIVERY_STATES = [
  'queued',
  'sending',
  'sent',
  'delivered',
  'bounced',
  'suppressed',
  'failed',
  'unknown',
  'dropped',
  'cancelled',
] as const;

/** What became of one notice on its way to one address. */
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/**
 * The order in which things can happen to a notice that leaves the building. What is known for certain
 * overtakes what is not, and that it did not arrive overtakes that it did: mail servers take a mail
 * first and bounce it later, never the other way round.
 *
 * `dropped` and `cancelled` are not in it: those never left.
 */
const ORDER: readonly DeliveryState[] = [
  'queued',
  'sending',
  'unknown',
  'sent',
  'delivered',
  'failed',
  'suppressed',
  'bounced',
];

/** The states in which a notice was not given, whatever was thought before. */
export const NOT_GIVEN = ['bounced', 'suppressed', 'failed'] as const satisfies readonly DeliveryState[];

/** The states in which a notice never left the building. */
export const NEVER_LEFT = ['dropped', 'cancelled'] as const satisfies readonly DeliveryState[];

/** The states in which a notice was given: the provider took it, and nothing bad is known. */
export const GIVEN = ['sent', 'delivered'] as const satisfies readonly DeliveryState[];

/** Whether a delivery in this state proves that its notice was not given. */
export function isNotGiven(state: DeliveryState): boolean {
  return (NOT_GIVEN as readonly DeliveryState[]).includes(state);
}

/** Whether a delivery in this state has told its user. */
export function isGiven(state: DeliveryState): boolean {
  return (GIVEN as readonly DeliveryState[]).includes(state);
}

/** The states that a report of `said` overtakes. */
export function statesOvertakenBy(said: DeliveryState): readonly DeliveryState[] {
  return ORDER.slice(0, Math.max(0, ORDER.indexOf(said)));
}

/**
 * The state of a delivery once it is reported to be in state `said` (null: the report is about
 * something else). In whatever order reports arrive, and however often, the end is the same.
 */
export function stateAfter(state: DeliveryState, said: DeliveryState | null): DeliveryState {
  return said !== null && statesOvertakenBy(said).includes(state) ? said : state;
}
