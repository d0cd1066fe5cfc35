/** Whose silence about which version agreed, and the delivery or event that had told them of it. */
export type Silence = {
  readonly ref: string;
  readonly policy: string;
  readonly version: number;
  readonly toldBy: string;
};

/** The name of a silence in records: the same whoever writes it down, and however often. */
export function silenceId({ ref, policy, version, toldBy }: Silence): string {
  return `${ref}/${policy}/${version}/${toldBy}`;
}
