/** A value of DER (X.690): its tag, what is in it, and all of it. */
export type DerValue = {
  readonly tag: number;
  readonly content: Uint8Array;
  readonly whole: Uint8Array;
};

/** Values that stand one after the other, each with a length of its own (X.690, 8.1.3). Throws where they do not. */
export function readDer(bytes: Uint8Array): DerValue[] {
  const values: DerValue[] = [];
  for (let at = 0; at < bytes.length; ) {
    const short = bytes[at + 1] ?? 0x80;
    const more = short < 0x80 ? 0 : short - 0x80;
    if (short === 0x80 || more > 3) throw new Error(UNREADABLE);
    const length =
      more === 0 ? short : bytes.subarray(at + 2, at + 2 + more).reduce((sum, b) => sum * 256 + b, 0);
    const start = at + 2 + more;
    if (start + length > bytes.length) throw new Error(UNREADABLE);
    values.push({
      tag: bytes[at] ?? 0,
      content: bytes.subarray(start, start + length),
      whole: bytes.subarray(at, start + length),
    });
    at = start + length;
  }
  return values;
}

/** The values in a value; none in one that is not there. Throws where it holds no values. */
export function partsOf(value: DerValue | undefined): DerValue[] {
  return value === undefined ? [] : readDer(value.content);
}

/** Whether two runs of bytes are the same. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

const UNREADABLE = 'the answer is no time stamp';
