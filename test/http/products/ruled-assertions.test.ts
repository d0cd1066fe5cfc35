import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addMs, type Instant } from '../../../src/domain/instant.ts';
import { anyRules } from '../../support/any-rules.ts';
import { anyShare } from '../../support/any-share.ts';
import {
  askOk,
  checkOf,
  haveAccepted,
  havePolicy,
  haveUsers,
  TEXT_1,
  testApp,
} from '../../support/arrange.ts';
import { expectExactTokens } from '../../support/exact-tokens.ts';
import { rulesOf } from '../../support/rules.ts';
import { mailEvent, report, WEBHOOK_SECRET } from '../../support/sign-webhook.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

const USERS = ['ada', 'bea', 'cay'];
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Something that happens to a policy with rules of its own. What the service refuses has not happened. */
type Happening = (app: TestApp) => Promise<unknown>;

async function newestVersion(app: TestApp): Promise<number> {
  const { body } = await askOk(app, 'GET', '/v1/policies/privacy/versions?limit=1');
  return body.items[0].version;
}

const act =
  (path: string, user: string, back: number, more: object = {}): Happening =>
  async (app) => {
    const version = Math.max(1, (await newestVersion(app)) - back);
    return app.ask('POST', path, { user, policy: 'privacy', version, ...more });
  };

const posting =
  (change: 'any' | 'other', text: number): Happening =>
  (app) =>
    app.ask('POST', '/v1/policies/privacy/versions', {
      ...{ content: `${TEXT_1}\nText number ${text}.\n`, change, summary: 'It changes.' },
    });

const waitingForTurn =
  (user: string, offBy: number): Happening =>
  async (app) => {
    const { validUntil } = await checkOf(app, user);
    if (validUntil !== null) app.clock.now = laterThan(app.clock.now, addMs(validUntil, offBy));
  };

const laterThan = (now: Instant, at: Instant) => (at > now ? at : addMs(now, 1));

const takingBack =
  (user: string): Happening =>
  async (app) => {
    const { holds } = await checkOf(app, user);
    if (holds?.version == null) return;
    const consent = { user, policy: 'privacy', version: holds.version };
    await app.ask('POST', '/v1/answers', { ...consent, answer: 'withdraw' });
  };

const bouncing =
  (user: string): Happening =>
  async (app) => {
    const { id } =
      (await app.store.db
        .selectFrom('deliveries')
        .select('id')
        .where('email', '=', `${user}@example.com`)
        .where('sent_at', 'is not', null)
        .orderBy('id', 'desc')
        .executeTakeFirst()) ?? {};
    if (id != null) await report(app, mailEvent('bounced', { deliveryId: id, at: app.clock.now }));
  };

const anybody = fc.constantFrom(...USERS);
const back = fc.constantFrom(0, 0, 0, 1);
const attributes = fc.constantFrom<object>(
  {},
  { a: 'yes', b: 'no' },
  { a: 'yes', b: 'yes' },
  { a: 'no', b: 'no' },
);

const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.constantFrom('any', 'other'), fc.nat())
      .map(([change, text]) => posting(change, text)),
  },
  { weight: 4, arbitrary: fc.constant<Happening>((app) => app.deliver()) },
  {
    weight: 3,
    arbitrary: fc.constantFrom(1, HOUR / 2, HOUR, DAY, 8 * DAY, 31 * DAY).map(
      (ms): Happening =>
        async (app) =>
          app.wait(ms),
    ),
  },
  {
    weight: 4,
    arbitrary: fc
      .tuple(anybody, fc.constantFrom(-1, 0, 1))
      .map(([user, offBy]) => waitingForTurn(user, offBy)),
  },
  { weight: 2, arbitrary: fc.tuple(anybody, back).map(([user, n]) => act('/v1/acceptances', user, n)) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(anybody, back, fc.constantFrom('effect', 'effect', 'now'))
      .map(([user, n, when]) => act('/v1/terminations', user, n, { when })),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(anybody, fc.constantFrom(0, 4_000)).map(
      ([user, lead]): Happening =>
        (app) =>
          app.ask('POST', '/v1/uses', { user, at: addMs(app.clock.now, lead) }),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(anybody, attributes).map(
      ([user, attributes]): Happening =>
        (app) =>
          app.ask('PUT', `/v1/users/${user}`, { email: `${user}@example.com`, attributes }),
    ),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(anybody, back, fc.constantFrom('keep-old', 'refuse', 'cancel'))
      .map(([user, n, answer]) => act('/v1/answers', user, n, { answer })),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(anybody, back, fc.constantFrom('keep-old-part', 'leave-part'))
      .map(([user, n, answer]) => act('/v1/answers', user, n, { answer, part: 'what-we-collect' })),
  },
  { weight: 2, arbitrary: anybody.map(takingBack) },
  { weight: 1, arbitrary: fc.tuple(anybody, back).map(([user, n]) => act('/v1/notices/shown', user, n)) },
  {
    weight: 1,
    arbitrary: fc.tuple(anybody, fc.constantFrom(5, 40)).map(
      ([user, days]): Happening =>
        (app) =>
          app.ask('PUT', `/v1/users/${user}`, {
            ...{ email: `${user}@example.com`, renewsAt: [addMs(app.clock.now, days * DAY)] },
          }),
    ),
  },
  { weight: 1, arbitrary: anybody.map(bouncing) },
);

/** Rules with two classes, so that a version that asks may stand below one that does not. */
const twoClasses = fc.tuple(anyRules, anyRules).map(
  ([
    one,
    {
      classes: [other],
    },
  ]) => ({
    ...one,
    classes: [...one.classes, { ...other, class: 'other', label: 'Other' }],
  }),
);

const anyPolicy = fc.record({
  rules: twoClasses,
  appliesTo: fc.constantFrom(null, null, null, 'a'),
  required: fc.constantFrom(true, true, true, false),
  revocable: fc.constantFrom(false, false, true),
});

test('under whatever rules, a signed answer says at each instant what the service would, had nobody acted', async () => {
  const beginning = fc.subarray(USERS);
  const story = fc.array(happening, { minLength: 6, maxLength: 24, size: 'max' });
  const parts = fc.array(anyShare, { minLength: 4, maxLength: 12 });
  const property = fc.asyncProperty(
    anyPolicy,
    beginning,
    story,
    parts,
    async (policy, holders, story, between) => {
      const app = await startTestApp({ webhookSecret: WEBHOOK_SECRET });
      try {
        await askOk(app, 'PUT', '/v1/policies/privacy', { title: 'Privacy', ...policy });
        await askOk(app, 'POST', '/v1/policies/privacy/versions', { content: TEXT_1 });
        for (const user of USERS)
          await askOk(app, 'PUT', `/v1/users/${user}`, { email: `${user}@example.com` });
        for (const user of holders) await act('/v1/acceptances', user, 0)(app);
        for (const happens of [posting('any', 0), ...story]) await happens(app);
        await expectExactTokens(app, { users: USERS, policies: ['privacy'] }, { ttl: 'P200D', between });
      } finally {
        await app.store.close();
      }
    },
  );
  await fc.assert(property, { numRuns: Number(process.env.MODEL_RUNS ?? 15) });
  expect.hasAssertions();
}, 3_600_000);

test('an answer says when leaving unanswered what lies below the version in force has its consequence', async () => {
  const app = await testApp();
  const [any] = rulesOf().classes;
  // biome-ignore lint/suspicious/noThenProperty: the document calls it so, and it is a string
  const unanswered = { at: { terms: [{ after: 'P60D', from: 'notice' }] }, then: 'restrict' };
  const [asking] = rulesOf({ acceptance: 'explicit', unanswered }).classes;
  const free = { ...any, class: 'other', rule: { ...any!.rule, acceptance: 'none' } };
  const rules = rulesOf({}, { classes: [asking, free] });
  await havePolicy(app, { rules });
  await haveUsers(app, 'ada');
  await haveAccepted(app, 'ada');
  await posting('any', 2)(app);
  await posting('other', 3)(app);
  await app.deliver();
  app.wait('P12D');
  expect(await checkOf(app, 'ada')).toMatchObject({
    ...{ next: 'ask', current: { version: 3 }, validUntil: '2027-01-21T09:00:00.000Z' },
  });
  await expectExactTokens(app, { users: ['ada'], policies: ['privacy'] }, { ttl: 'P90D', between: [0.8] });
});

test('whom no mail reached is shown the notice also when the date of others has come and theirs has not', async () => {
  const app = await testApp({ webhookSecret: WEBHOOK_SECRET });
  await havePolicy(app, { rules: rulesOf({ effect: { terms: [{ after: 'PT30M', from: 'notice' }] } }) });
  await haveUsers(app, 'ada');
  await haveAccepted(app, 'ada');
  await posting('any', 2)(app);
  await app.deliver();
  app.wait('PT10M');
  await bouncing('ada')(app);
  await expectExactTokens(app, { users: ['ada'], policies: ['privacy'] }, { ttl: 'P1D', between: [0.02] });
  app.wait('PT25M');
  expect(await checkOf(app, 'ada')).toMatchObject({ next: 'show-notice', current: { version: 1 } });
});

test('an answer about a consent says when it can be refused, as the old terms can be kept no longer', async () => {
  const window = { offers: ['keep-old'], until: { terms: [{ after: 'P6W', from: 'posting' }] } };
  const kept = { keepUntil: { terms: [{ after: 'P7W', from: 'posting' }] } };
  const rule = { acceptance: 'explicit', decline: { ...window, ...kept } };
  const app = await testApp();
  await havePolicy(app, {
    ...{ rules: rulesOf({ ...rule, effect: { terms: [{ after: 'P2M', from: 'posting' }] } }) },
    required: false,
  });
  await haveUsers(app, 'ada', 'bea');
  for (const user of ['ada', 'bea']) await haveAccepted(app, user);
  await posting('any', 2)(app);
  await app.deliver();
  await askOk(app, 'POST', '/v1/answers', {
    ...{ user: 'bea', policy: 'privacy', version: 2, answer: 'keep-old' },
  });
  const answerOf = async (user: string) => {
    const { upcoming, current, validUntil } = await checkOf(app, user);
    return [(upcoming[0] ?? current).offers, validUntil];
  };
  const closesAt = '2027-01-03T09:00:00.000Z';
  const endsAt = '2027-01-10T09:00:00.000Z';
  expect(await answerOf('ada')).toEqual([['keep-old'], closesAt]);
  expect(await answerOf('bea')).toEqual([['keep-old'], endsAt]);
  app.clock.now = closesAt as Instant;
  expect(await answerOf('ada')).toEqual([['keep-old', 'refuse'], '2027-01-22T09:00:00.000Z']);
  app.clock.now = endsAt as Instant;
  expect(await answerOf('bea')).toEqual([['keep-old', 'refuse'], null]);
});
