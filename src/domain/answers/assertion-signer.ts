import type { JWK } from 'jose';
import { ed25519Of } from '../ed25519.ts';
import type { Period } from '../period.ts';
import type { Assertion } from './assertion.ts';

/** A key that signs answers: its id, and the Ed25519 seed in hex. */
export type AssertionKey = { readonly id: string; readonly seed: string };

/** Signs answers, and says by which keys they are verified. */
export type AssertionSigner = {
  /** How long what is signed holds. */
  readonly ttl: Period;
  /** The public halves of all keys: the one that signs, those that did, and those that will. */
  readonly jwks: { readonly keys: readonly JWK[] };
  /** The compact JWS of an answer (RFC 7515). */
  readonly sign: (assertion: Assertion) => Promise<string>;
};

/** The type that tells these tokens from all others. */
const TYPE = 'proviso-answer+jwt';

/** Prepares keys, of which the first signs and all are published. */
export async function assertionSigner(
  keys: readonly [AssertionKey, ...AssertionKey[]],
  ttl: Period,
): Promise<AssertionSigner> {
  const [first] = keys;
  const { key } = await ed25519Of(first.seed);
  const published = keys.map(async ({ id, seed }) => {
    const { x } = await ed25519Of(seed);
    return { kty: 'OKP', crv: 'Ed25519', x, kid: id, alg: 'EdDSA', use: 'sig' };
  });
  const header = { alg: 'EdDSA', kid: first.id, typ: TYPE };
  return {
    ttl,
    jwks: { keys: await Promise.all(published) },
    async sign(assertion) {
      // Loaded with the first signature: many products never ask for one.
      const { CompactSign } = await import('jose');
      const payload = new TextEncoder().encode(JSON.stringify(assertion));
      return new CompactSign(payload).setProtectedHeader(header).sign(key);
    },
  };
}
