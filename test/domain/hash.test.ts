import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import * as native from '../../src/domain/hash.ts';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

/** The module as it is where Node is not. */
async function elsewhere(): Promise<typeof native> {
  vi.resetModules();
  vi.stubGlobal('process', undefined);
  return import('../../src/domain/hash.ts');
}

const anyText = fc.string({
  unit: fc.oneof(fc.constantFrom('a', 'é', '\ud800', '\udc00', '💡'), fc.string()),
});

describe('hashes', () => {
  test('are the known ones', () => {
    expect(native.sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    // RFC 4231, 4.3.
    expect(Buffer.from(native.hmacSha256('Jefe', 'what do ya want for nothing?')).toString('hex')).toBe(
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    );
  });

  test('are the same on Node and elsewhere, whatever is hashed', async () => {
    const portable = await elsewhere();
    vi.unstubAllGlobals();
    expect(portable.sha256).not.toBe(native.sha256);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), anyText, anyText, (bytes, secret, text) => {
        expect(native.sha256(bytes)).toStrictEqual(portable.sha256(bytes));
        expect(native.sha256Hex(text)).toBe(portable.sha256Hex(text));
        expect(native.hmacSha256(secret, text)).toStrictEqual(portable.hmacSha256(secret, text));
        expect(native.hmacSha256(bytes, text)).toStrictEqual(portable.hmacSha256(bytes, text));
      }),
      { numRuns: 300 },
    );
  });

  test('are no piece of a memory that others write to', () => {
    const [one, other] = [native.sha256(new Uint8Array()), native.sha256(Uint8Array.of(1))];
    const copy = one.slice();
    other.fill(0);
    expect(one).toStrictEqual(copy);
    one.slice(0, 4).fill(0);
    expect(one).toStrictEqual(copy);
  });
});
