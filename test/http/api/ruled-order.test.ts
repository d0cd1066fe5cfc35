import { describe, expect, test } from 'vitest';
import {
  askOk,
  checkOf,
  haveAccepted,
  havePolicy,
  havePublished,
  haveUsers,
  TEXT_2,
  TEXT_3,
  testApp,
} from '../../support/arrange.ts';
import { findingsOf } from '../../support/findings.ts';
import { rulesOf } from '../../support/rules.ts';
import type { Answered, TestApp } from '../../support/test-app.ts';

const [ANY] = rulesOf().classes;
const OFFERS = { offers: ['leave-now', 'leave-at-close'] };
const effect = (after: string, from: string, more: object = {}) => ({
  effect: { terms: [{ after, from, ...more }] },
});

/** Ten days, one day, silence thirty days after the notice, when the contract renews, and information that tells nobody. */
const RULES = rulesOf(
  {},
  {
    classes: [
      ANY,
      classOf('soon', { ...ANY!.rule, ...effect('P1D', 'posting') }),
      classOf('silence', {
        ...{ ...ANY!.rule, ...effect('P30D', 'notice'), acceptance: 'silence' },
        ...{ late: 'P30D', decline: OFFERS },
      }),
      classOf('renewal', { ...ANY!.rule, ...effect('P30D', 'renewal', { counted: 'back' }) }),
      classOf('first', {
        ...ANY!.rule,
        effect: {
          choose: 'earliest',
          terms: [
            { after: 'P60D', from: 'notice' },
            { after: 'PT0S', from: 'renewal' },
          ],
        },
      }),
      classOf('information', {
        ...{ tell: { by: ['site'], need: 0 }, ...effect('PT0S', 'posting'), acceptance: 'none' },
      }),
    ],
  },
);

function classOf(name: string, rule: object) {
  return { class: name, label: name, rule };
}

/** Ada, who holds the first version. */
async function haveAda(policy: object = { rules: RULES }): Promise<TestApp> {
  const app = await testApp();
  await havePolicy(app, policy as Record<string, unknown>);
  await haveUsers(app, 'ada');
  await haveAccepted(app, 'ada');
  app.wait(1000);
  return app;
}

let texts = 0;

const publish = (app: TestApp, change: string) =>
  havePublished(app, { change, content: `${TEXT_3}\nText ${++texts}.\n` });

type Dated = { readonly version: number; readonly effectiveAt: string | null; readonly waitsFor?: unknown };

/** The version in force for Ada, and what is to come, each with its date or what it waits for. */
async function versionsOf(app: TestApp): Promise<Answered['body']> {
  const { current, upcoming } = await checkOf(app, 'ada');
  const dated = upcoming.map(({ version, effectiveAt, waitsFor }: Dated) => [
    version,
    effectiveAt ?? waitsFor,
  ]);
  return [current.version, Object.fromEntries(dated)];
}

describe('a version that was put off to the date of one that was pending', () => {
  test('takes effect for nobody before that, also not for whoever was told of neither', async () => {
    const app = await haveAda();
    const [first, second] = [await publish(app, 'any'), await publish(app, 'soon')];
    expect(second.effectiveAt).toBe(first.effectiveAt);
    const dates = { 2: first.effectiveAt, 3: first.effectiveAt };
    expect(await versionsOf(app)).toEqual([1, dates]);
    await app.deliver();
    expect(await versionsOf(app)).toEqual([1, dates]);
    expect((await checkOf(app, 'ada')).upcoming[1].bindsAt).toBe(first.effectiveAt);
    expect(await findingsOf(app)).toEqual([]);
  });

  test('corrects a form only once that one applies, where periods are said the short way', async () => {
    const app = await haveAda({});
    const { effectiveAt } = await havePublished(app, { content: TEXT_2 });
    const corrected = TEXT_2.replace('never', '*never*');
    await havePublished(app, { change: 'editorial', content: corrected, summary: undefined });
    expect(await versionsOf(app)).toEqual([1, { 2: effectiveAt, 3: effectiveAt }]);
    expect(await checkOf(app, 'ada')).toMatchObject({ accepted: true, next: 'none' });
  });
});

describe('a version that nobody is told of', () => {
  test('waits for what stands before it and was not told either, and says for what', async () => {
    const app = await haveAda();
    await publish(app, 'silence');
    app.wait(1000);
    await publish(app, 'information');
    expect(await versionsOf(app)).toEqual([1, { 2: ['notice'], 3: ['notice'] }]);
    expect(await checkOf(app, 'ada')).toMatchObject({ accepted: true, basis: 'explicit' });
    await app.deliver();
    const agrees = '2026-12-22T09:00:02.000Z';
    expect(await versionsOf(app)).toEqual([1, { 2: agrees, 3: agrees }]);
    app.wait('P31D');
    expect(await checkOf(app, 'ada')).toMatchObject({
      ...{ accepted: true, basis: 'not-required', current: { version: 3 }, holds: { version: 2 } },
    });
    expect(await findingsOf(app)).toEqual([]);
  });

  test('waits with one that was told and has no date yet', async () => {
    const app = await haveAda();
    await publish(app, 'renewal');
    await app.deliver();
    await publish(app, 'information');
    expect(await versionsOf(app)).toEqual([1, { 2: ['renewal'], 3: ['renewal'] }]);
  });
});

describe('a version after one that waits for a renewal', () => {
  test('waits with it, and both are dated once the product says when that is', async () => {
    const app = await haveAda();
    await publish(app, 'renewal');
    await publish(app, 'silence');
    await app.deliver();
    expect(await versionsOf(app)).toEqual([1, { 2: ['renewal'], 3: ['renewal'] }]);
    expect(await findingsOf(app)).toEqual([]);
    const renewsAt = '2027-06-01T00:00:00.000Z';
    await askOk(app, 'PUT', '/v1/users/ada', { email: 'ada@example.com', renewsAt });
    expect(await versionsOf(app)).toEqual([1, { 2: renewsAt, 3: renewsAt }]);
    app.wait('P300D');
    expect(await checkOf(app, 'ada')).toMatchObject({
      holds: { version: 3, basis: 'silence', at: renewsAt },
    });
    expect(await findingsOf(app)).toEqual([]);
  });
});

describe('the first of a period and a renewal', () => {
  test('is the renewal where that was known when they were told, and their mail names neither', async () => {
    const app = await haveAda();
    const renewsAt = '2026-12-10T00:00:00.000Z';
    await askOk(app, 'PUT', '/v1/users/ada', { email: 'ada@example.com', renewsAt });
    await publish(app, 'first');
    await app.deliver();
    expect(await versionsOf(app)).toEqual([1, { 2: renewsAt }]);
    expect(await mailTo(app, 'ada')).toMatch(/Date of effect:\s+Your page shows the date and time\./);
    expect(await findingsOf(app)).toEqual([]);
  });

  test('is the period where it was not: what has a date keeps it, so that no later word brings it nearer', async () => {
    const app = await haveAda();
    await publish(app, 'first');
    await app.deliver();
    const date = '2027-01-21T09:00:01.000Z';
    expect(await versionsOf(app)).toEqual([1, { 2: date }]);
    const renewsAt = '2026-12-10T00:00:00.000Z';
    await askOk(app, 'PUT', '/v1/users/ada', { email: 'ada@example.com', renewsAt });
    expect(await versionsOf(app)).toEqual([1, { 2: date }]);
    expect(await findingsOf(app)).toEqual([]);
  });
});

describe('whoever holds nothing', () => {
  test('goes by the date for people in general, and is told that one', async () => {
    const app = await haveAda();
    await haveUsers(app, 'bea');
    await havePublished(app, { change: 'silence' });
    app.wait('P2D');
    await app.deliver();
    const { upcoming } = await askOk(app, 'GET', '/v1/users/bea/policies/privacy').then(({ body }) => body);
    expect(upcoming[0].effectiveAt).toBe('2026-12-22T09:00:01.000Z');
    expect(await mailTo(app, 'bea')).toMatch(/Takes effect:\s+Tuesday, 22 December 2026/);
    expect(await mailTo(app, 'ada')).toMatch(/Date of effect:\s+At the earliest 30 days after/);
  });
});

/** The text of the mail that somebody got. */
async function mailTo(app: TestApp, user: string): Promise<string> {
  const { id } = await app.store.db
    .selectFrom('deliveries')
    .select('id')
    .where('email', '=', `${user}@example.com`)
    .where('sent_at', 'is not', null)
    .executeTakeFirstOrThrow();
  return (await askOk(app, 'GET', `/mailbox/${id}/text`)).body as string;
}

describe('what was told late', () => {
  test('takes nothing back that has taken effect: the later notice had shown its changes too', async () => {
    const app = await haveAda();
    await publish(app, 'silence');
    app.wait('P31D');
    await publish(app, 'soon');
    app.wait('P2D');
    expect((await versionsOf(app))[0]).toBe(3);
    await askOk(app, 'POST', '/v1/notices/shown', { user: 'ada', policy: 'privacy', version: 2 });
    expect((await versionsOf(app))[0]).toBe(3);
    expect(await findingsOf(app)).toEqual([]);
  });

  test('and a version that was withdrawn hold nothing back that is told afterwards', async () => {
    const app = await haveAda();
    await publish(app, 'silence');
    await app.deliver();
    app.wait('P1D');
    const taken = { reason: 'A mistake.' };
    await askOk(app, 'POST', '/v1/policies/privacy/versions/2/withdrawal', taken);
    app.wait(1000);
    const { effectiveAt } = await publish(app, 'soon');
    await app.deliver();
    expect(await versionsOf(app)).toEqual([1, { 3: effectiveAt }]);
    expect(await findingsOf(app)).toEqual([]);
  });
});
