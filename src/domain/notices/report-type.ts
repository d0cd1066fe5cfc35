import type { DeliveryState } from './delivery-state.ts';

/** Reports that prove that a mail reached the server of its recipient. */
export const PROVES_ARRIVAL: readonly string[] = ['email.delivered', 'dsn.delivered'];

/**
 * What reports say became of a mail, by their type: Resend's events, and what mail servers report (RFC 3464).
 * Nobody can complain of what did not arrive; and who says that a mail is late has it.
 */
const SAYS: ReadonlyMap<string, DeliveryState> = new Map([
  ['email.sent', 'sent'],
  ['email.delivered', 'delivered'],
  ['email.complained', 'delivered'],
  ['email.bounced', 'bounced'],
  ['email.suppressed', 'suppressed'],
  ['email.failed', 'failed'],
  ['dsn.delayed', 'sent'],
  ['dsn.relayed', 'sent'],
  ['dsn.expanded', 'sent'],
  ['dsn.delivered', 'delivered'],
  ['dsn.failed', 'bounced'],
]);

/** What a report of a type says became of its mail; null when it is about something else. */
export function whatItSays(type: string): DeliveryState | null {
  return SAYS.get(type) ?? null;
}
