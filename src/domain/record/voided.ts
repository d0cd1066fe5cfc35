import type { Instant } from '../instant.ts';
import type { ActKind } from './act.ts';

/** A record of what a user said, or of what came of that. */
export type SaidRecord = {
  readonly kind: ActKind;
  /** Its id without the kind. */
  readonly about: string;
  readonly at: Instant;
  // biome-ignore lint/suspicious/noExplicitAny: facts differ by kind
  readonly facts: Readonly<Record<string, any>>;
};

/** The kinds of records from which follows what stands of what a user said. */
export const SAID_KINDS = [
  ...(['accepted', 'leaving', 'answered', 'cancelled', 'returned', 'answer-ended'] as const),
  ...(['answer-voided', 'voided'] as const),
] satisfies readonly ActKind[];

const NOTHING: ReadonlySet<string> = new Set();

/**
 * The acts that were voided, as their records are called. A use that fell with an answer that had come before it
 * is among them unless that answer was voided itself.
 */
export function voidedActs(records: readonly SaidRecord[]): ReadonlySet<string> {
  const voidings = records.filter(({ kind }) => kind === 'answer-voided').map(({ facts }) => facts);
  if (voidings.length === 0) return NOTHING;
  const byHand = new Set(voidings.filter(({ because }) => because === null).map(({ act }) => String(act)));
  const fallen = voidings.filter(({ because }) => because !== null && !byHand.has(because));
  return new Set([...byHand, ...fallen.map(({ act }) => String(act))]);
}

/** What a user said without what was voided, and without what that had ended: as if it had never been written down. */
export function withoutVoided<R extends SaidRecord>(records: readonly R[]): readonly R[] {
  const voided = voidedActs(records);
  if (voided.size === 0) return records;
  return records.filter((one) => !voided.has(`${one.kind}:${one.about}`) && !voided.has(causeOf(one) ?? ''));
}

/** The act that a record of an end is owed to; null where it is an act of its own. */
function causeOf({ kind, about, facts }: SaidRecord): string | null {
  switch (kind) {
    case 'returned':
      return `accepted:${about}`;
    case 'answer-ended':
      return facts.act;
    case 'cancelled':
      if (facts.acceptance !== null) return `accepted:${facts.acceptance}`;
      return facts.answer === undefined ? null : `answered:${facts.answer}`;
    default:
      return null;
  }
}

/** How a termination ended, by the records. */
export type RecordedEnd = {
  readonly at: Instant;
  readonly by: 'cancelled' | 'accepted' | 'returned' | 'voided';
  readonly over: number | null;
};

/**
 * How each termination ended, by its id. The last word counts: what an acceptance ended counts again when that
 * falls with its version.
 */
export function endsOfTerminations(records: readonly SaidRecord[]): ReadonlyMap<string, RecordedEnd> {
  const ends = new Map<string, RecordedEnd>();
  for (const { kind, at, facts } of withoutVoided(records)) {
    if (kind === 'cancelled') {
      const { termination, by, over, endedAt = at } = facts;
      ends.set(termination, { at: endedAt, by, over });
    }
    if (kind === 'returned') {
      for (const id of facts.terminations) ends.set(id, { at, by: 'returned', over: null });
    }
  }
  const voided = voidedActs(records);
  for (const { kind, about, at } of records) {
    if (kind === 'leaving' && voided.has(`leaving:${about}`))
      ends.set(about, { at, by: 'voided', over: null });
  }
  return ends;
}

/** How an answer besides yes and leaving ended, by the records. */
export type RecordedAnswerEnd = {
  readonly at: Instant;
  readonly by: 'cancelled' | 'accepted' | 'left' | 'answered' | 'voided';
};

/** How each answer besides yes and leaving ended, by its id. */
export function endsOfAnswers(records: readonly SaidRecord[]): ReadonlyMap<string, RecordedAnswerEnd> {
  const ends = new Map<string, RecordedAnswerEnd>();
  for (const { kind, at, facts } of withoutVoided(records)) {
    if (kind === 'answer-ended') ends.set(facts.answer, { at, by: facts.by });
  }
  const voided = voidedActs(records);
  for (const { kind, about, at } of records) {
    if (kind === 'answered' && voided.has(`answered:${about}`)) ends.set(about, { at, by: 'voided' });
  }
  return ends;
}
