import fc from 'fast-check';

/**
 * A part of a whole, from 0 up to, not including, 1, each as likely as any other. `fc.double` draws numbers by how they
 * are written: nine of ten are next to nothing.
 */
export const anyShare: fc.Arbitrary<number> = fc.nat(999_999).map((n) => n / 1_000_000);
