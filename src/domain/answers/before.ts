import { type Instant, laterOf, NOT_KNOWN_YET } from '../instant.ts';
import type { ClockEvent } from '../rules/notice-rules.ts';

/** When the last of some versions takes effect for a reader: what follows them takes effect no earlier. */
export type Before = {
  /** Null while that waits for what `waitsFor` says. */
  readonly effectiveAt: Instant | null;
  readonly waitsFor: readonly ClockEvent[] | null;
};

/** What a version is to those after it, whose date is `NOT_KNOWN_YET` while it waits. */
export function beforeOf(effectiveAt: Instant, waitsFor: readonly ClockEvent[] | null): Before {
  const isKnown = effectiveAt !== NOT_KNOWN_YET;
  return isKnown ? { effectiveAt, waitsFor: null } : { effectiveAt: null, waitsFor };
}

/** The later of what comes before a version; where one of them waits, that does. */
export function lastOf(a: Before | null, b: Before | null): Before | null {
  if (a === null || b === null) return a ?? b;
  if (a.effectiveAt === null || b.effectiveAt === null) {
    return { effectiveAt: null, waitsFor: union(a.waitsFor, b.waitsFor) };
  }
  return { effectiveAt: laterOf(a.effectiveAt, b.effectiveAt), waitsFor: null };
}

/** A date, or that of what comes before it where that is later; null while either is not known. */
export function atLeast(at: Instant | null, before: Before | null): Instant | null {
  if (at === null || before === null) return at;
  return before.effectiveAt && laterOf(at, before.effectiveAt);
}

/** What a version waits for, with what those before it do. */
export function waitsAlso(
  own: readonly ClockEvent[] | null,
  before: Before | null,
): readonly ClockEvent[] | null {
  return before === null || before.effectiveAt !== null ? own : union(own, before.waitsFor);
}

function union(a: readonly ClockEvent[] | null, b: readonly ClockEvent[] | null): readonly ClockEvent[] {
  return [...new Set([...(a ?? []), ...(b ?? [])])];
}
