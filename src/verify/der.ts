/** A value of DER (X.690): its tag, what is in it, and all of it. */
export type Der = { readonly tag: number; readonly inner: Buffer; readonly whole: Buffer };

/** What is no DER, or not what it should be. */
export class Malformed extends Error {}

/** Values that stand one after the other and fill `bytes`. Throws Malformed. */
export function readAll(bytes: Buffer): Der[] {
  const values: Der[] = [];
  let rest = bytes;
  while (rest.length > 0) {
    const value = readFirst(rest);
    values.push(value);
    rest = rest.subarray(value.whole.length);
  }
  return values;
}

/** The one value that fills `bytes`. Throws Malformed. */
export function readOne(bytes: Buffer): Der {
  const values = readAll(bytes);
  if (values.length !== 1) throw new Malformed();
  return values[0] as Der;
}

/** The values in a value. Throws Malformed. */
export function within(value: Der | undefined): Der[] {
  if (value === undefined) throw new Malformed();
  return readAll(value.inner);
}

/** A value in its place, which must have the tag. Throws Malformed. */
export function tagged(values: readonly Der[], at: number, tag: number): Der {
  const value = values[at];
  if (value?.tag !== tag) throw new Malformed();
  return value;
}

function readFirst(bytes: Buffer): Der {
  const [tag, short] = bytes;
  if (tag === undefined || short === undefined || (tag & 0x1f) === 0x1f) throw new Malformed();
  const more = short < 0x80 ? 0 : short & 0x7f;
  if (short >= 0x80 && (more < 1 || more > 4 || bytes.length < 2 + more)) throw new Malformed();
  const length = more === 0 ? short : bytes.readUIntBE(2, more);
  const start = 2 + more;
  if (bytes.length < start + length) throw new Malformed();
  return { tag, inner: bytes.subarray(start, start + length), whole: bytes.subarray(0, start + length) };
}
