import { Refusal } from '../../domain/refusal.ts';
import { text } from './schemas.ts';

/** The most bytes of UTF-8 in a policy's text: what every database keeps in one row. */
export const LONGEST_CONTENT = 1_000_000;

/** A policy's text; `insistOnLength` says how long it may be. */
export const policyContent = text(Number.MAX_SAFE_INTEGER).refine((value) => value.trim() !== '', {
  error: 'must not be blank',
});

/** Refuses a policy's text as `too-large` where no database would keep it. */
export function insistOnLength(content: string): void {
  const bytes = new TextEncoder().encode(content).length;
  if (bytes > LONGEST_CONTENT) {
    throw new Refusal('too-large', `The content has ${bytes} bytes; it may have ${LONGEST_CONTENT}.`);
  }
}
