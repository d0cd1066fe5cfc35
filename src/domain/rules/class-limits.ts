import { invalid, Refusal } from '../refusal.ts';
import type { ChangeClass } from './notice-rules.ts';

/** What differs between two texts, as far as classes of change ask. */
export type TextChanges = {
  /** What is more than form: words that changed, what moved, was renumbered, nested anew, or links elsewhere. */
  readonly beyondForm: readonly string[];
  /** The sections that changed: each by the anchor of its heading and of those above it, its own first. */
  readonly sections: readonly (readonly string[])[];
};

/** Whether a class may be posted for some changes of a text alone. */
export function isLimited({ only, sections }: ChangeClass): boolean {
  return only !== undefined || sections !== undefined;
}

/** Refuses a text that changes more than its class covers: with `invalid-request`, or `section-not-in-class`. */
export function refuseBeyondClass(changeClass: ChangeClass, changes: TextChanges): void {
  if (changeClass.only === 'form' && changes.beyondForm.length > 0) {
    throw invalid('/change', `covers changes of form alone; here ${changes.beyondForm.join(', ')}`);
  }
  const { sections } = changeClass;
  if (sections === undefined) return;
  const covers = coveredBy(sections);
  refuseOtherSections(
    changeClass,
    changes.sections.map((path) => path.find(covers) ?? path[0] ?? ''),
  );
}

/** Refuses with `section-not-in-class` where the class covers certain sections, and others changed as well. */
export function refuseOtherSections(
  { class: name, sections }: ChangeClass,
  changed: readonly string[],
): void {
  if (sections === undefined) return;
  const covers = coveredBy(sections);
  const others = [...new Set(changed.filter((anchor) => !covers(anchor)))];
  if (others.length === 0) return;
  throw new Refusal(
    'section-not-in-class',
    `A ${name} change covers ${sections.join(', ')} alone; this one also changes ${others.join(', ')}.`,
  );
}

/** Anchors are written with or without their `#`, and may be copied from a page, where they begin with `s-`. */
function coveredBy(sections: readonly string[]): (anchor: string) => boolean {
  const covered = new Set(sections.map(bareAnchor));
  return (anchor) => covered.has(bareAnchor(anchor)) || covered.has(`s-${bareAnchor(anchor)}`);
}

function bareAnchor(anchor: string): string {
  return anchor.startsWith('#') ? anchor.slice(1) : anchor;
}
