import type { Instant } from '../instant.ts';

/** Ways to say no and stay: keeping the old terms, or a part of them, going without a part, or not giving a consent. */
export const OBJECTIONS = ['keep-old', 'keep-old-part', 'leave-part', 'refuse'] as const;
/** One of the ways to say no and stay. */
export type ObjectionKind = (typeof OBJECTIONS)[number];

/** Whether what somebody may do who says no leaves them where they are. */
export function isObjection(offer: string): offer is ObjectionKind {
  return (OBJECTIONS as readonly string[]).includes(offer);
}

/** A no to a version that stands, of somebody who stays. */
export type Objection = {
  readonly id: string;
  readonly answer: ObjectionKind;
  /** What it is about, where that is a part: the anchor of a section, or what the product calls it. */
  readonly part: string | null;
  readonly at: Instant;
};

/** Whether all of a version but a part of it holds for whoever objected so. */
export function isInPart({ answer }: Pick<Objection, 'answer'>): boolean {
  return answer === 'keep-old-part' || answer === 'leave-part';
}

/** Whether whoever objected so keeps old terms, all or a part of them. */
export function keepsOld({ answer }: Pick<Objection, 'answer'>): boolean {
  return answer === 'keep-old' || answer === 'keep-old-part';
}
