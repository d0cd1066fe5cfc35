/** How a command ends, for scripts to tell apart. */
export const EXIT = {
  done: 0,
  /** The service refused, or what was checked does not hold. */
  refused: 1,
  /** It was asked wrongly, or a file cannot be used. */
  misused: 2,
  /** The service did not answer, or what answered is no Proviso. */
  away: 3,
  /** What was compared differs. */
  differs: 4,
} as const;

/** One of the codes. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** It was asked wrongly: the message says how it is asked. */
export class Misuse extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'Misuse';
  }
}
