import { decodeJwt } from 'jose';
import { expect } from 'vitest';
import type { Assertion } from '../../src/domain/answers/assertion.ts';
import { assertionSigner } from '../../src/domain/answers/assertion-signer.ts';
import { type Instant, instantFromMs, instantToMs } from '../../src/domain/instant.ts';
import { addPeriod, type Period } from '../../src/domain/period.ts';
import { createApp } from '../../src/http/app.ts';
import { askOk } from './arrange.ts';
import { ADMIN_KEY, ASSERTION_KEYS, type TestApp } from './test-app.ts';

const AN_INSTANT = /\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g;

/**
 * Signs an answer of each user that holds for `ttl`, and holds it against the check: at every instant that the
 * token or the check names, a millisecond before and after, and at the parts `between` of its life, from 0 to 1.
 */
export async function expectExactTokens(
  app: TestApp,
  names: { readonly users: readonly string[]; readonly policies: readonly string[] },
  { ttl, between }: { readonly ttl: string; readonly between: readonly number[] },
): Promise<void> {
  const assertions = await assertionSigner(ASSERTION_KEYS, ttl as Period);
  const signing = createApp({ ...app.context, assertions }, (_, next) => next());
  const { now } = app.clock;
  const until = addPeriod(now, ttl as Period, 'UTC');
  for (const user of names.users) {
    const path = `/v1/users/${user}/assertion?policies=${names.policies.join(',')}`;
    const headers = { authorization: `Bearer ${ADMIN_KEY}` };
    const { assertion } = (await (await signing.request(path, { headers })).json()) as { assertion: string };
    const claims = decodeJwt(assertion) as unknown as Assertion;
    expect(instantFromMs(claims.exp * 1000) <= until).toBe(true);
    const checks = (await askOk(app, 'GET', `/v1/users/${user}/policies`)).body;
    const named = JSON.stringify([claims.policies, checks]).match(AN_INSTANT) ?? [];
    const life = instantToMs(until) - instantToMs(now);
    const instants = [
      ...named.flatMap((at) => [-1, 0, 1].map((ms) => Date.parse(at) + ms)),
      ...between.map((part) => Math.floor(instantToMs(now) + part * life)),
    ];
    const ofItsLife = new Set(instants.filter((ms) => ms >= instantToMs(now) && ms < claims.exp * 1000));
    for (const ms of ofItsLife) await expectExactAt(app, user, claims, instantFromMs(ms));
  }
}

async function expectExactAt(app: TestApp, user: string, claims: Assertion, at: Instant): Promise<void> {
  const { now } = app.clock;
  app.clock.now = at;
  for (const [policy, segments] of Object.entries(claims.policies)) {
    const { body } = await askOk(app, 'GET', `/v1/users/${user}/policies/${policy}`);
    const { next, accepted, reason, current } = body;
    const segment = segments.findLast(({ from }) => from <= at);
    expect(segment, `${user}, ${policy} at ${at}, read at ${now}`).toMatchObject({
      ...{ next, accepted, reason },
      version: current?.version ?? null,
    });
  }
  app.clock.now = now;
}
