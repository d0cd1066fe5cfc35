import { canonicalJson } from './canonical-json.ts';

/** Who gave an answer for a user that is not one person, in which role, and that they may. */
export type SaidBy = {
  /** The product's own id of them. */
  readonly id?: string | undefined;
  readonly name: string;
  readonly role: string;
  readonly authority: true;
};

/** Who gave an answer, as the part of a record that can be forgotten keeps it; null where nobody is named. */
export function saidByToText(by: SaidBy | null | undefined): string | null {
  if (by == null) return null;
  const { id, name, role, authority } = by;
  return canonicalJson({ name, role, authority, ...(id === undefined ? {} : { id }) });
}

/** Who gave an answer, by a record's `by`; null where nobody is named, or what is there is something else. */
export function textToSaidBy(text: unknown): SaidBy | null {
  if (typeof text !== 'string') return null;
  try {
    const { id, name, role, authority } = JSON.parse(text) as Partial<Record<keyof SaidBy, unknown>>;
    if (typeof name !== 'string' || typeof role !== 'string' || authority !== true) return null;
    return { name, role, authority, ...(typeof id === 'string' ? { id } : {}) };
  } catch {
    return null;
  }
}
