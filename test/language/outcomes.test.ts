import { describe, expect, test } from 'vitest';
import { OBJECTIONS } from '../../src/domain/answers/standing-objection.ts';
import type { Instant } from '../../src/domain/instant.ts';
import { isConsent as isAskedAsConsent } from '../../src/domain/policies/policy.ts';
import { LANGUAGES, type Language } from '../../src/language/languages.ts';
import { askOk, checkOf, haveAccepted, reviewPathOf, testApp } from '../support/arrange.ts';
import { bundleOf, failures, keepAll, verified } from '../support/evidence.ts';
import { rulesOf } from '../support/rules.ts';
import { meaningsIn, type Said, sentencesIn } from '../support/said.ts';
import { mailEvent, report, WEBHOOK_SECRET } from '../support/sign-webhook.ts';
import type { TestApp } from '../support/test-app.ts';

/*
 * Every outcome that rules can come to for a reader, by what they ask, what they offer, whether and when the
 * reader was told, and what they answered, against every place that speaks of it: no sentence may say what the
 * check, or the answer to trying it, contradicts.
 */

const START = '2026-11-22T09:00:07.250Z' as Instant;
const TEXT = (euros: number) => `# Privacy\n\n## Fees\n\nYou pay ${euros} euros.\n`;
const LEAVE = ['leave-at-close'];
const ALL = ['leave-at-close', 'leave-part', 'keep-old', 'keep-old-part'];
const after = (period: string, from: string) => ({ terms: [{ after: period, from }] });
// biome-ignore lint/suspicious/noThenProperty: the format calls it so
const unanswered = (what: string) => ({ at: after('P20D', 'effect'), then: what });
const MONTH = after('P30D', 'posting');

/** What legal may say of a change. */
type Rules = { readonly rule: object; readonly policy?: object; readonly more?: object };
const RULES: Readonly<Record<string, Rules>> = {
  'for information': { rule: { acceptance: 'none', decline: undefined } },
  'for information, with a way out': { rule: { acceptance: 'none', decline: { offers: LEAVE } } },
  silence: { rule: { acceptance: 'silence', decline: { offers: LEAVE } } },
  'silence, with all there is to offer': {
    rule: {
      acceptance: 'silence',
      decline: { offers: ALL, keepUntil: after('P90D', 'posting'), mayEnd: { after: 'P2M' }, free: true },
    },
  },
  'silence, by a clock from the notice': {
    rule: { acceptance: 'silence', effect: after('P30D', 'notice'), decline: { offers: ['keep-old'] } },
  },
  'silence, by a clock from its receipt': {
    rule: { acceptance: 'silence', effect: after('P30D', 'receipt'), decline: { offers: ['keep-old'] } },
    more: { receipt: { mail: 'P3D' } },
  },
  use: { rule: { acceptance: 'use', decline: { offers: LEAVE } } },
  'use, from now on and with no way out': {
    rule: { acceptance: 'use', effect: after('PT0S', 'posting'), late: 'PT0S', decline: undefined },
  },
  'use, keeping the old': { rule: { acceptance: 'use', decline: { offers: ['keep-old'] } } },
  'a yes': { rule: { acceptance: 'explicit', decline: { offers: LEAVE } } },
  'a yes, or a part of the service': {
    rule: {
      ...{ acceptance: 'explicit', decline: { offers: ['keep-old'] } },
      unanswered: unanswered('restrict'),
    },
  },
  'a yes, or none of it': {
    rule: {
      ...{ acceptance: 'explicit', decline: { offers: LEAVE, free: true } },
      unanswered: unanswered('end'),
    },
  },
  'a yes that nobody needs': {
    rule: { acceptance: 'explicit', decline: { offers: LEAVE } },
    policy: { required: false },
  },
  'a consent': {
    rule: { acceptance: 'explicit', decline: { offers: LEAVE } },
    policy: { revocable: true },
  },
};

/** Whether and when they were told, and what time it is. */
const MOMENTS: Readonly<Record<string, (app: TestApp) => Promise<unknown>>> = {
  'told in time': (app) => app.deliver(),
  'told late': (app) => {
    app.wait('P33D');
    return app.deliver();
  },
  'once all is over': async (app) => {
    await app.deliver();
    app.wait('P60D');
  },
  'told by nothing': async (app) => {
    await app.deliver();
    for (const { id, email } of await mailsOf(app)) {
      const bounced = mailEvent('bounced', { deliveryId: id ?? '', to: email ?? '', at: app.clock.now });
      await report(app, bounced);
    }
    app.wait('P60D');
  },
};

const mailsOf = ({ store }: TestApp) => store.db.selectFrom('deliveries').select(['id', 'email']).execute();

const ANSWERS = [
  ...['nothing', 'accept', 'leave-at-close', 'keep-old', 'keep-old-part', 'cancel', 'refuse', 'withdraw'],
];

const isConsent = ({ policy = {} }: Rules) =>
  isAskedAsConsent({ revocable: false, required: true, ...policy });

/** A reader: what they are called, what they read, and whether they hold version 1. */
type Reader = { readonly user: string; readonly locale: Language; readonly holds: boolean };

async function publish(app: TestApp, { rule, policy = {}, more = {} }: Rules, readers: readonly Reader[]) {
  const rules = rulesOf({ effect: MONTH, late: 'P30D', ...rule }, { timeZone: 'UTC', ...more });
  const classes = rules.classes.map((one) => ({ ...one, sections: ['fees'] }));
  await askOk(app, 'PUT', '/v1/policies/privacy', {
    ...{ title: 'Privacy Policy', ...policy },
    rules: JSON.parse(JSON.stringify({ ...rules, classes })),
  });
  await askOk(app, 'POST', '/v1/policies/privacy/versions', { content: TEXT(1) });
  for (const { user, locale, holds } of readers) {
    await askOk(app, 'PUT', `/v1/users/${user}`, { email: `${user}@example.com`, locale });
    if (holds) await haveAccepted(app, user);
  }
  app.wait('PT3H');
  await askOk(app, 'POST', '/v1/policies/privacy/versions', {
    ...{ content: TEXT(2), change: 'any', summary: 'Fees rise.' },
  });
}

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into as they come
type Answer = any;

const say = (app: TestApp, user: string, answer: string) =>
  app.ask('POST', '/v1/answers', {
    ...{ user, policy: 'privacy', version: 2, answer },
    ...(answer.endsWith('-part') && { part: 'fees' }),
  });

const check = async (app: TestApp, user: string): Promise<Answer> => checkOf(app, user);

const ownOf = ({ current, upcoming }: Answer): Answer =>
  [current, ...upcoming].find((one: Answer) => one?.version === 2);

/** What is so of a reader. */
type Truth = {
  readonly now: Answer;
  /** Which answers would be taken. */
  readonly taken: ReadonlySet<string>;
  /** What becomes of them if they do nothing at all, and if they then use the service. */
  readonly later: Answer;
  readonly used: Answer;
  readonly rules: Rules;
  readonly holds: boolean;
};

/**
 * Which answers would be taken, each tried as if nothing of the others had been; a twin of theirs tries to refuse, and
 * to leave where anybody is led away.
 */
async function tryAnswers(app: TestApp, user: string, rules: Rules): Promise<ReadonlySet<string>> {
  const taken = new Set<string>();
  const now = await check(app, user);
  if (ownOf(now)?.answer !== undefined || now.standing !== 'active') return taken;
  for (const answer of OBJECTIONS.filter((one) => one !== 'refuse')) {
    if ((await say(app, user, answer)).status !== 201) continue;
    taken.add(answer);
    expect((await say(app, user, 'cancel')).status, `cancel ${answer}`).toBe(201);
  }
  if ((await say(app, twinOf(user), 'refuse')).status === 201) taken.add('refuse');
  if (isConsent(rules)) return taken;
  if ((await say(app, twinOf(user), 'leave-at-close')).status === 201) taken.add('leave-at-close');
  return taken;
}

const twinOf = (user: string) => `${user}-twin`;

const keysOf = (said: readonly Said[]) => new Set(said.flatMap(({ keys }) => keys));

const bySilence = /^terms\.silence\.|^terms\.public\.silence$/;
const byUse = /^notice\.silence\.deemed|^terms\.use\./;
const byYes = /^notice\.silence\.explicit|^terms\.explicitUndated$/;
const optional = /^answers\.(explicit|unrecorded)Optional$/;
const unrecorded = /^notice\.silence\.unrecorded$|^answers\.unrecordedOptional$/;
const applies = /^terms\.applies\.(from|since|undated)$/;
const nothingBinds = /^terms\.notTold$|^review\.nothingBinds$/;
const KINDS = { bySilence, byUse, byYes, optional, unrecorded, applies, nothingBinds };

const says = (keys: ReadonlySet<string>, kind: RegExp) => [...keys].some((key) => kind.test(key));

/** What a place says of silence and use, against what they came to. */
function expectSilenceTold(keys: ReadonlySet<string>, { later, used, rules, holds }: Truth, place: string) {
  const agreesBySilence = later.accepted && later.basis === 'silence' && later.holds.version === 2;
  const agreesByUse = !later.accepted && used.accepted && used.basis === 'deemed';
  const isGated = ['ask', 'restrict', 'deny'].includes(used.next);
  expect(says(keys, bySilence), `${place}: agrees by silence`).toBe(agreesBySilence);
  expect(says(keys, byUse), `${place}: agrees by use`).toBe(agreesByUse);
  if (says(keys, byYes)) expect([used.accepted, isGated], place).toEqual([false, true]);
  if (says(keys, optional)) expect([used.accepted, used.next], place).toEqual([false, 'show-notice']);
  if (says(keys, unrecorded))
    expect([later.holds, used.accepted, holds], place).toEqual([null, false, false]);
  if (says(keys, applies)) expect(later.accepted, place).toBe(true);
  const isRestricted = used.next === 'restrict';
  const names = (name: string) => keys.has(`terms.unanswered.${name}`) || keys.has(`answers.${name}edNow`);
  expect(names('restrict'), `${place}: restricted`).toBe(isRestricted && holds);
  expect(names('end'), `${place}: ended`).toBe(used.next === 'deny' && holds);
  if ((rules.policy as Answer)?.required === false) expect(says(keys, byYes), place).toBe(false);
}

const LEAVING =
  /^notice\.declineUntil|^mail\.decline(Within|Around|OnPage)$|^terms\.applies\.leave|^answers\.ways\.leave(Free)?$/;

/** What a place offers, against what would be taken. */
function expectOffersTold(keys: ReadonlySet<string>, { taken }: Truth, place: string) {
  const ways = {
    'keep-old': /^answers\.ways\.keepOld(Until|ForATime)?$/,
    'keep-old-part': /^answers\.ways\.keepOldPart$/,
    'leave-part': /^answers\.ways\.leavePart$/,
    refuse: /^answers\.ways\.refuse$/,
    'leave-at-close': keys.has('review.lateUntil') && !says(keys, /^answers\.ways\./) ? /^review/ : LEAVING,
  };
  for (const [answer, way] of Object.entries(ways)) {
    expect(says(keys, way), `${place}: ${answer} in ${[...keys].join(' ')}`).toBe(taken.has(answer));
  }
}

function expectDatesTold(said: readonly Said[], truth: Truth, place: string) {
  const { closesAt, answer } = ownOf(truth.now) ?? {};
  for (const { keys, facts } of said) {
    if (
      !keys.some((key) =>
        /^(answers\.object\.until|notice\.declineUntil|terms\.silence\.(until|lateUntil))$/.test(key),
      )
    )
      continue;
    expect(facts.date?.join(), `${place}: ${keys}`).toContain(closesAt);
    expect(answer).toBeUndefined();
  }
}

/** The states that the page tells, against the check. */
function expectStandingTold(keys: ReadonlySet<string>, { now }: Truth, user: string) {
  const { answer } = ownOf(now) ?? {};
  const isKept = answer?.keepUntil == null || answer.keepUntil > '2027-02-20T12:00';
  const tells = (key: string) => keys.has(`answers.states.${key}`);
  expect(tells('keepsOld') || tells('keepsOldUntil'), user).toBe(answer?.answer === 'keep-old' && isKept);
  expect(tells('keepsOldPart')).toBe(answer?.answer === 'keep-old-part');
  expect(tells('consentRefused'), user).toBe(answer?.answer === 'refuse');
  expect(tells('consentWithdrawn'), user).toBe(now.reason === 'answer-required' && now.next === 'ask');
  expect(keys.has('review.receipts.leaving')).toBe(now.standing === 'leaving');
  if (keys.has('review.receipts.accepted')) {
    expect(now.holds.version).toBe(2);
  }
  expect(keys.has('answers.restrictedNow'), user).toBe(now.next === 'restrict');
  expect(keys.has('answers.endedNow'), user).toBe(now.next === 'deny' && now.standing === 'active');
}

const CASES = Object.entries(RULES).flatMap(([rulesName, rules]) =>
  Object.entries(MOMENTS).map(([momentName, moment]) => {
    const name = `${rulesName}; ${momentName}`;
    return { rules, moment, momentName, name };
  }),
);

/** Everybody of a case: what they hold and what they answer. */
function readersOf(rules: Rules, momentName: string): readonly (Reader & { readonly answer: string })[] {
  const holding = ANSWERS.filter((one) => one === 'nothing' || isInteresting(one, rules, momentName));
  const readers = [
    ...holding.map((answer) => ({ answer, holds: true })),
    { answer: 'nothing', holds: false },
  ];
  return readers.map((one) => ({
    ...one,
    ...{ user: `${one.holds ? 'holds' : 'new'}-${one.answer}`, locale: 'en' },
  }));
}

/** What is offered at all, and withdrawing only where there is something to take back. */
function isInteresting(answer: string, rules: Rules, moment: string): boolean {
  const { rule, policy } = rules;
  const { decline } = rule as { decline?: { offers: readonly string[] } };
  if (moment === 'told by nothing') return false;
  if (answer === 'accept') return (rule as Answer).acceptance !== 'none';
  if (answer === 'refuse') return isConsent(rules);
  if (answer === 'withdraw') return (policy as Answer)?.revocable === true;
  if (moment === 'once all is over') return false;
  if (answer === 'cancel') return decline?.offers.includes('keep-old') ?? false;
  return decline?.offers.includes(answer) ?? false;
}

async function act(app: TestApp, user: string, answer: string): Promise<void> {
  app.wait('PT1M');
  const acts = { withdraw: ['accept', 'withdraw'], cancel: ['keep-old', 'cancel'] }[answer] ?? [answer];
  for (const one of acts) {
    expect((await say(app, user, one)).status, one).toBe(201);
    app.wait('PT1M');
  }
}

const met = new Set<string>();

type Seen = { readonly mail: string; readonly page: string; readonly now: Answer };

/** Holds all that a reader was told against what is so. */
function expectTrue(
  { mail, page }: Pick<Seen, 'mail' | 'page'>,
  truth: Truth,
  of: { readonly answer: string; readonly momentName: string; readonly user: string },
): void {
  const { answer, momentName, user } = of;
  const { now, taken, rules } = truth;
  const own = ownOf(now) ?? {};
  const instants = [own.closesAt, own.effectiveAt, own.unansweredAt, own.bindsAt].filter(Boolean);
  const meanings = meaningsIn('en', { instants, periods: ['P30D', 'P2M'], timeZone: 'UTC' });
  const onPage = sentencesIn(page, 'en', meanings);
  const inMail = sentencesIn(mail, 'en', meanings);
  const [keys, mailed] = [keysOf(onPage), keysOf(inMail)];
  for (const key of [...keys, ...mailed]) met.add(key);
  const isRevocable = (rules.policy as Answer)?.revocable === true;

  expectStandingTold(keys, truth, user);
  // The buttons are there for what would be taken, be it told in words or not.
  if (own.answer === undefined && now.standing === 'active') {
    for (const one of OBJECTIONS) {
      expect(page.includes(`name="action" value="${one}"`), `${user}: button ${one}`).toBe(taken.has(one));
    }
    if (answer === 'nothing' && !page.includes('value="withdraw"')) {
      const button = page.includes('name="action" value="leave"');
      expect(button, `${user}: button to leave`).toBe(taken.has('leave-at-close'));
    }
  }
  expect(page.includes('value="withdraw"'), user).toBe(isRevocable && answer === 'accept');
  expect(page.includes('value="cancel"'), user).toBe(['keep-old', 'keep-old-part'].includes(answer));
  const isDecided = now.accepted && now.holds?.version === 2;
  if (['nothing', 'cancel'].includes(answer) && !isDecided && now.standing === 'active') {
    expectSilenceTold(keys, truth, `page of ${user}`);
    expectOffersTold(keys, truth, `page of ${user}`);
    expectDatesTold(onPage, truth, `page of ${user}`);
  }
  // What did not arrive has told nothing, whatever it says.
  if (answer === 'nothing' && ['told in time', 'told late'].includes(momentName)) {
    expectSilenceTold(mailed, truth, `mail to ${user}`);
    expectOffersTold(mailed, truth, `mail to ${user}`);
    expectDatesTold(inMail, truth, `mail to ${user}`);
  }
  expect(mailed.has('answers.consentAsked'), user).toBe(isRevocable);
}

describe('no place says what the check contradicts:', () => {
  test.each(CASES)('$name', async ({ rules, moment, momentName }) => {
    const app = await testApp({ now: START, webhookSecret: WEBHOOK_SECRET });
    const readers = readersOf(rules, momentName);
    const twins = readers.map((one) => ({ ...one, user: twinOf(one.user) }));
    await publish(app, rules, [...readers, ...twins]);
    await moment(app);
    const mails = new Map((await mailsOf(app)).map(({ email, id }) => [email, id]));
    const paths = new Map<string, string>();
    for (const { user } of readers) paths.set(user, await reviewPathOf(app, `${user}@example.com`));
    for (const { user, answer } of [...readers, ...twins]) {
      if (answer !== 'nothing') await act(app, user, answer);
    }
    const banner = (await askOk(app, 'GET', '/policies/privacy/notice.json')).body.notice;
    const seen = new Map<string, Seen>();
    for (const { user } of readers) {
      const mail = String(
        (await askOk(app, 'GET', `/mailbox/${mails.get(`${user}@example.com`)}/html`)).body,
      );
      const page = String((await askOk(app, 'GET', paths.get(user) ?? '')).body);
      seen.set(user, { mail, page, now: await check(app, user) });
    }
    const taken = new Map<string, ReadonlySet<string>>();
    for (const { user } of readers) taken.set(user, await tryAnswers(app, user, rules));
    app.wait('P400D');
    for (const { user, holds, answer } of readers) {
      const later = await check(app, user);
      await askOk(app, 'POST', '/v1/uses', { user });
      const { now, ...places } = seen.get(user) as Seen;
      const used = await check(app, user);
      const truth = { now, taken: taken.get(user) ?? new Set(), later, used, rules, holds };
      expectTrue(places, truth, { answer, momentName, user });
    }
    const { acceptance } = rules.rule as Answer;
    if (banner !== null) expect(banner.acceptance).toBe(acceptance === 'use' ? 'deemed' : acceptance);
    await keepAll(app);
    expect(failures(verified(await bundleOf(app, readers.at(-2)?.user ?? '')))).toEqual([]);
  });

  test('and each kind of sentence was met', () => {
    for (const [kind, pattern] of Object.entries(KINDS)) {
      expect(
        [...met].some((key) => pattern.test(key)),
        kind,
      ).toBe(true);
    }
  });
});

describe('and every language says the same:', () => {
  test.each(Object.entries(RULES))('%s', async (_, rules) => {
    const app = await testApp({ now: START });
    const userOf = (language: Language) => `ada-${language.toLowerCase()}`;
    await publish(
      app,
      rules,
      LANGUAGES.map((locale) => ({ user: userOf(locale), locale, holds: true })),
    );
    await app.deliver();
    const said = async (language: Language) => {
      const path = await reviewPathOf(app, `${userOf(language)}@example.com`);
      const meanings = meaningsIn(language, { instants: [], periods: [], timeZone: 'UTC' });
      const page = String((await askOk(app, 'GET', path)).body);
      const found = sentencesIn(page, language, meanings).map(({ keys }) => keys.join());
      return found
        .filter((key) => /^(answers|terms)\.|^notice\.silence|^notice\.decline/.test(key))
        .toSorted();
    };
    const english = await said('en');
    for (const language of LANGUAGES) expect([language, await said(language)]).toEqual([language, english]);
  });
});
