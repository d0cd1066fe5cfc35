/** The service's own verifier, bundled as it is when the package is made; see `build.mjs`. */
export declare function runVerify(
  args: readonly string[],
  out: (text: string) => void,
  complain: (text: string) => void,
): Promise<number>;

/** What a record of a bundle says happened, in one line. */
export declare function tellRecord(record: unknown): string;
