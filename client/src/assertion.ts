import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTPayload, jwtVerify } from 'jose';
import { type Answer, combine, type PolicyAnswer } from './answer.ts';
import { ProvisoError } from './error.ts';

/** The public keys of a service, as its `/.well-known/jwks.json` has them. */
export type AssertionKeys = JSONWebKeySet;

/** From an instant on, until the next, what a signed answer says of all policies that are asked about. */
export type Stretch = {
  /** In milliseconds since 1970. */
  readonly from: number;
  readonly answer: Answer;
};

/** A signed answer that was verified. */
export type Assertion = {
  readonly user: string;
  /** In milliseconds since 1970. */
  readonly issuedAt: number;
  readonly expiresAt: number;
  /** In the order of time. */
  readonly stretches: readonly [Stretch, ...Stretch[]];
};

/** What a token must be to be believed. */
export type Expected = {
  readonly keys: AssertionKeys;
  /** Where the service is, as its own PUBLIC_URL says. */
  readonly issuer: string;
  readonly user: string;
  readonly policies: readonly string[];
  /** In milliseconds since 1970. */
  readonly at: number;
};

type Segment = Omit<PolicyAnswer, 'policy'> & { readonly from: string };

const TYPE = 'proviso-answer+jwt';
/** How far clocks may be apart. */
const TOLERANCE_S = 60;

/**
 * Verifies a signed answer and reads it. Throws a ProvisoError: `unknown-assertion-key` where none of the
 * keys signed it, which may be because they changed, else `invalid-assertion`.
 */
export async function readAssertion(token: string, expected: Expected): Promise<Assertion> {
  const { keys, issuer, user, policies, at } = expected;
  let payload: JWTPayload;
  try {
    const verified = await jwtVerify(token, keySetOf(keys), {
      ...{ algorithms: ['EdDSA'], typ: TYPE, issuer, subject: user },
      ...{ requiredClaims: ['iss', 'sub', 'iat', 'exp'], currentDate: new Date(at) },
    });
    payload = verified.payload;
  } catch (error) {
    if (error instanceof errors.JWKSNoMatchingKey)
      throw new ProvisoError('unknown-assertion-key', error.message);
    throw invalid(error instanceof Error ? error.message : String(error));
  }
  const { iat = 0, exp = 0 } = payload;
  if (iat * 1000 > at + TOLERANCE_S * 1000) throw invalid('it is from more than a minute ahead');
  const timelines = payload.policies as Readonly<Record<string, readonly Segment[]>> | undefined;
  return {
    ...{ user, issuedAt: iat * 1000, expiresAt: exp * 1000 },
    stretches: stretchesOf(user, policies, timelines ?? {}),
  };
}

/** What a signed answer says at an instant, in milliseconds since 1970; null once it says nothing any more. */
export function answerAt({ stretches, expiresAt }: Assertion, at: number): Answer | null {
  if (at >= expiresAt) return null;
  // Before the first begins there are only the milliseconds by which clocks differ.
  return (stretches.findLast(({ from }) => from <= at) ?? stretches[0]).answer;
}

/** Puts the timelines of several policies into one. */
function stretchesOf(
  user: string,
  policies: readonly string[],
  timelines: Readonly<Record<string, readonly Segment[]>>,
): [Stretch, ...Stretch[]] {
  const own = policies.map((policy) => {
    const segments = timelines[policy];
    if (!Array.isArray(segments) || segments.length === 0) throw invalid(`it says nothing of "${policy}"`);
    return segments.map(({ from, ...said }: Segment) => ({
      from: Date.parse(from),
      said: { policy, ...said },
    }));
  });
  const turns = [...new Set(own.flatMap((segments) => segments.map(({ from }) => from)))].toSorted(
    (a, b) => a - b,
  );
  const stretches = turns.map((from): Stretch => {
    const said = own.map((segments) => (segments.findLast((one) => one.from <= from) ?? segments[0])?.said);
    return { from, answer: combine(user, said as PolicyAnswer[], 'signed') };
  });
  return stretches as [Stretch, ...Stretch[]];
}

/** Keys are made ready once, and not for each token. */
const keySets = new WeakMap<AssertionKeys, ReturnType<typeof createLocalJWKSet>>();

function keySetOf(keys: AssertionKeys): ReturnType<typeof createLocalJWKSet> {
  const known = keySets.get(keys);
  if (known !== undefined) return known;
  const made = createLocalJWKSet(keys);
  keySets.set(keys, made);
  return made;
}

function invalid(why: string): ProvisoError {
  return new ProvisoError('invalid-assertion', why);
}
