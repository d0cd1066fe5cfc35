import { createHmac } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { base64url, CompactSign } from 'jose';
import type { Assertion, Segment } from '../src/domain/answers/assertion.ts';
import { type AssertionKey, assertionSigner } from '../src/domain/answers/assertion-signer.ts';
import { ed25519Of } from '../src/domain/ed25519.ts';
import { addMs, type Instant, instantToMs } from '../src/domain/instant.ts';
import type { Period } from '../src/domain/period.ts';

const ISSUER = 'https://policies.example.com';
const USER = 'u_42';
const NOW = '2026-12-22T08:50:00.000Z' as Instant;
const EFFECT = '2026-12-22T09:00:00.000Z' as Instant;

const SIGNING: AssertionKey = { id: '2026-12', seed: '11'.repeat(32) };
const LAST: AssertionKey = { id: '2026-11', seed: '22'.repeat(32) };
const STRANGE: AssertionKey = { id: '2026-12', seed: '33'.repeat(32) };
const TTL = 'PT15M' as Period;

const free = { next: 'none', accepted: true, reason: null } as const;
const POLICIES: Record<string, readonly Segment[]> = {
  privacy: [{ from: NOW, ...free, version: 7 }],
  terms: [
    { from: NOW, ...free, version: 2 },
    { from: EFFECT, next: 'ask', accepted: false, reason: 'acceptance-required', version: 3 },
  ],
};
const seconds = (at: Instant) => instantToMs(at) / 1000;
const CLAIMS: Assertion = {
  ...{ iss: ISSUER, sub: USER },
  iat: seconds(NOW),
  exp: seconds(NOW) + 900,
  policies: POLICIES,
};

const encoded = (value: unknown) => base64url.encode(JSON.stringify(value));

/** Signs claims as a service never would. */
async function signed(claims: object, header: object, key = SIGNING): Promise<string> {
  return new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
    .setProtectedHeader({ alg: 'EdDSA', kid: key.id, typ: 'proviso-answer+jwt', ...header })
    .sign((await ed25519Of(key.seed)).key);
}

/** Signs claims with what everybody knows. */
async function withPublicKey(claims: object): Promise<string> {
  const { x } = await ed25519Of(SIGNING.seed);
  const text = `${encoded({ alg: 'HS256', kid: SIGNING.id, typ: 'proviso-answer+jwt' })}.${encoded(claims)}`;
  return `${text}.${createHmac('sha256', base64url.decode(x)).update(text).digest('base64url')}`;
}

function withOtherClaims(token: string, claims: object): string {
  const [header, , signature] = token.split('.');
  return `${header}.${encoded(claims)}.${signature}`;
}

/** Tokens with what they say at an instant, and tokens that are to be refused, as `docs/assertion-vectors.json` has them. */
export async function assertionVectors(): Promise<string> {
  const signer = await assertionSigner([SIGNING, LAST], TTL);
  const token = await signer.sign(CLAIMS);
  const byLast = await (await assertionSigner([LAST], TTL)).sign(CLAIMS);
  const says = (at: Instant) => {
    const timelines = Object.entries(POLICIES).map(([policy, segments]) => {
      const { from: _, ...said } = segments.findLast(({ from }) => from <= at) ?? (segments[0] as Segment);
      return [policy, said];
    });
    return { at, policies: Object.fromEntries(timelines) };
  };
  const instants = [NOW, addMs(EFFECT, -1), EFFECT, addMs(NOW, 899_999)];
  const all = { ...POLICIES, terms: [{ from: NOW, ...free, version: 3 }] };
  const { exp: _, ...forEver } = CLAIMS;
  const refused: readonly (readonly [string, string, Instant?])[] = [
    ['it has ended', token, addMs(NOW, 900_000)],
    ['it is from more than a minute ahead', token, addMs(NOW, -61_000)],
    ['another issuer', await signed({ ...CLAIMS, iss: 'https://policies.example.org' }, {})],
    ['another user', await signed({ ...CLAIMS, sub: 'u_43' }, {})],
    ['another type', await signed(CLAIMS, { typ: 'JWT' })],
    ['no end', await signed(forEver, {})],
    ['a key that nobody published', await signed(CLAIMS, { kid: '2027-01' }, STRANGE)],
    ['another key under the same id', await signed(CLAIMS, {}, STRANGE)],
    ['a segment was changed', withOtherClaims(token, { ...CLAIMS, policies: all })],
    ['no signature', `${encoded({ alg: 'none', typ: 'proviso-answer+jwt' })}.${encoded(CLAIMS)}.`],
    ['HS256 with the public key', await withPublicKey(CLAIMS)],
    ['nothing is said of a policy', await signed({ ...CLAIMS, policies: { terms: POLICIES.terms } }, {})],
  ];
  const vectors = {
    issuer: ISSUER,
    user: USER,
    policies: ['privacy', 'terms'],
    keys: signer.jwks.keys,
    accepted: [
      { why: 'signed by the first key', token, says: instants.map(says) },
      { why: 'a minute ahead', token, says: [{ ...says(NOW), at: addMs(NOW, -60_000) }] },
      { why: 'signed by the last key, which is still published', token: byLast, says: [says(NOW)] },
    ],
    refused: refused.map(([why, token, at = NOW]) => ({ why, token, at })),
  };
  return `${JSON.stringify(vectors, null, 2)}\n`;
}

if (import.meta.main) {
  writeFileSync(new URL('assertion-vectors.json', import.meta.url), await assertionVectors());
}
