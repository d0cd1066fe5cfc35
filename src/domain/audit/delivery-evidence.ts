import { addMs, type Instant } from '../instant.ts';
import { type DeliveryState, stateAfter } from '../notices/delivery-state.ts';
import type { Expected, Row, Value } from './finding.ts';
import type { AuditedRecord } from './read-record.ts';

/** What the records tell of one delivery. */
export type DeliveryEvidence = {
  readonly sent: AuditedRecord | undefined;
  readonly resolved: AuditedRecord | undefined;
  /** The provider's reports that say what became of it. */
  readonly reports: readonly AuditedRecord[];
  readonly says: (type: string) => DeliveryState | null;
};

/** Reports that were written down so shortly after the mail may have been known before it was. */
const SAME_MOMENT_MS = 60_000;

/**
 * The states a delivery can be in by its records: the furthest that any of them tells. Where none tells
 * anything, what its chunk came to, since a chunk that does not go out leaves no record.
 */
export function expectedState(row: Row, { sent, resolved, reports, says }: DeliveryEvidence): Expected {
  const told: (DeliveryState | null)[] = reports.map((one) => says(one.facts.type));
  if (sent !== undefined || resolved?.facts.as === 'sent') told.push('sent');
  if (told.length === 0) return oneOf(statesWithoutEvidence(row));
  const known = told.reduce<DeliveryState>((state, said) => stateAfter(state, said), 'queued');
  // A mail that the provider refused has no record of having been sent.
  return told.includes('sent') ? known : oneOf([...new Set([known, 'failed'])]);
}

function statesWithoutEvidence({ chunk_state, chunk_in_flight, frozen_at, id }: Row): readonly string[] {
  const isFrozen = id !== null;
  if (isFrozen && wentOneByOne(chunk_in_flight)) {
    return chunk_state === 'sent' || chunk_state === 'unknown'
      ? ['failed', 'unknown']
      : [String(chunk_state)];
  }
  switch (chunk_state) {
    case 'open':
      if (isFrozen) return ['sending'];
      return frozen_at === null ? ['queued', 'dropped'] : ['dropped'];
    case 'sent':
      return isFrozen ? ['failed'] : ['dropped'];
    case 'failed':
    case 'unknown':
    case 'cancelled':
      return isFrozen ? [chunk_state] : [chunk_state, 'dropped'];
    default:
      // A receipt that waits to be gathered has no chunk yet.
      return ['queued', 'dropped'];
  }
}

/** Whether each mail of a chunk came to something of its own, whatever the chunk did. */
function wentOneByOne(inFlight: Value | undefined): boolean {
  return inFlight !== null && Number(inFlight) < 0;
}

/** When the mail was taken, by what is not a report. */
function takenAt({ sent, resolved }: DeliveryEvidence): readonly Instant[] {
  const resolvedAt = resolved?.facts.takenAt as Instant | null | undefined;
  return [sent?.at, resolvedAt].filter((at) => at !== undefined && at !== null);
}

/** The reports that may have been known before anything else was. */
export function earlyReports(evidence: DeliveryEvidence): readonly AuditedRecord[] {
  const known = takenAt(evidence);
  return evidence.reports.filter((one) => known.every((at) => one.recordedAt <= addMs(at, SAME_MOMENT_MS)));
}

/** When the provider took a mail, as its records tell; undefined where they leave it open. */
export function expectedSentAt(row: Row, evidence: DeliveryEvidence): Expected | undefined {
  const known = takenAt(evidence);
  const early = earlyReports(evidence);
  const isPossible = (value: Value) =>
    early.some(({ recordedAt }) => {
      return value !== null && value <= recordedAt && (row.frozen_at ?? '') <= value;
    });
  if (known.length === 0 && early.length === 0) {
    // One that was refused among others that were taken has the instant of that.
    const isAmongOthers = row.chunk_state === 'sent' || wentOneByOne(row.chunk_in_flight);
    return row.state === 'failed' && isAmongOthers ? undefined : null;
  }
  const words = [...known, ...(early.length === 0 ? [] : ['when the provider took it'])].join(', or ');
  return { words, holds: (value) => known.some((at) => at === value) || isPossible(value) };
}

function oneOf(states: readonly string[]): Expected {
  return { words: states.join(' or '), holds: (value) => states.includes(String(value)) };
}
