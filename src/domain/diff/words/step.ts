/** A stretch of two texts, by words: the same in both, or replaced (one side may be empty). */
export type Step = {
  readonly same: boolean;
  readonly x0: number;
  readonly x1: number;
  readonly y0: number;
  readonly y1: number;
  /** It is on one side alone, and stands on the other in another place. */
  readonly moved?: true;
};

/** Joins neighbours of a kind and drops what is empty. */
export function joinAlike(steps: readonly Step[]): Step[] {
  const joined: Step[] = [];
  for (const step of steps) {
    const last = joined.at(-1);
    if (step.x0 === step.x1 && step.y0 === step.y1) continue;
    if (last?.same === step.same && last.moved === step.moved) {
      joined[joined.length - 1] = { ...last, x1: step.x1, y1: step.y1 };
    } else joined.push(step);
  }
  return joined;
}
