/**
 * What was found: that something holds, that it does not, or that nothing here can tell, which is `open`:
 * what was erased or forgotten, what is not sealed yet, what is anybody's word.
 */
export type Finding = {
  readonly state: 'holds' | 'fails' | 'open';
  /** What it is about, such as the id of a record. */
  readonly about: string;
  readonly words: string;
};

/** It is what it says. */
export function holds(about: string, words: string): Finding {
  return { state: 'holds', about, words };
}

/** It is not what it says. */
export function fails(about: string, words: string): Finding {
  return { state: 'fails', about, words };
}

/** Nothing here can tell. */
export function open(about: string, words: string): Finding {
  return { state: 'open', about, words };
}

/** What cannot be checked at all, and why. */
export class Unusable extends Error {}
