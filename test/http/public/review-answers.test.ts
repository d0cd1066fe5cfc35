import { describe, expect, test } from 'vitest';
import { RECEIPT_KINDS } from '../../../src/domain/notices/notice-kind.ts';
import {
  askOk,
  checkOf,
  haveAccepted,
  havePublished,
  haveUsers,
  recordsOf,
  reviewPathOf,
  testApp,
} from '../../support/arrange.ts';
import { insistOnTheRecord } from '../../support/evidence.ts';
import { rulesOf } from '../../support/rules.ts';
import type { TestApp } from '../../support/test-app.ts';

const TEXT = (days: number) => `# Privacy\n\n## Fees\n\nYou pay ${days} euros.\n\n## Logs\n\nWe keep logs.\n`;
const RULE = {
  effect: { terms: [{ after: 'P30D', from: 'notice' }] },
  ...{ late: 'P30D', acceptance: 'silence' },
};
const ALL = ['leave-at-close', 'leave-part', 'keep-old', 'keep-old-part'];
const CLOSES = 'Tuesday, 22 December 2026 at 09:00 UTC';

/** Ada, who holds version 1 of a policy with such rules and was told of version 2, and the path of her page. */
async function haveTold(
  decline: object | null,
  { rule = {}, policy = {}, sections }: { rule?: object; policy?: object; sections?: readonly string[] } = {},
): Promise<readonly [TestApp, string]> {
  const app = await testApp();
  const rules = rulesOf({ ...RULE, ...(decline && { decline }), ...rule }, { timeZone: 'UTC' });
  const [any] = rules.classes;
  await askOk(app, 'PUT', '/v1/policies/privacy', {
    ...{ title: 'Privacy Policy', ...policy },
    rules: { ...rules, classes: [{ ...any, ...(sections && { sections }) }] },
  });
  await askOk(app, 'POST', '/v1/policies/privacy/versions', { content: TEXT(1) });
  await haveUsers(app, 'ada');
  await haveAccepted(app, 'ada');
  await havePublished(app, { change: 'any', content: TEXT(2) });
  await app.deliver();
  return [app, await reviewPathOf(app, 'ada@example.com')];
}

const submit = (app: TestApp, path: string, form: Record<string, string>) =>
  app.ask('POST', path, new URLSearchParams(form).toString(), {
    authorization: '',
    'content-type': 'application/x-www-form-urlencoded',
  });

async function submitOk(app: TestApp, path: string, form: Record<string, string>): Promise<void> {
  app.wait('PT1M');
  const { status, body } = await submit(app, path, form);
  expect(status, String(body)).toBe(303);
}

const pageOf = async (app: TestApp, path: string) =>
  String((await askOk(app, 'GET', path)).body).replaceAll(/\s+/g, ' ');

/** The texts of the receipts that went out, by their subjects. */
async function receiptsOf(app: TestApp): Promise<ReadonlyMap<string, string>> {
  for (let second = 0; second < 4; second++) {
    await app.deliver();
    app.wait('PT1S');
  }
  const rows = await app.store.db
    .selectFrom('deliveries')
    .select(['id', 'kind'])
    .where('kind', 'in', RECEIPT_KINDS)
    .where('state', '=', 'sent')
    .execute();
  const texts = rows.map(async ({ id, kind }) => {
    const { body } = await askOk(app, 'GET', `/mailbox/${id}/text`);
    return [kind, String(body).replaceAll(/\s+/g, ' ')] as const;
  });
  return new Map(await Promise.all(texts));
}

describe('on the review page', () => {
  test('whoever may keep the old terms says so in two steps, reads it there, and gets a receipt', async () => {
    const keepUntil = { terms: [{ after: 'P90D', from: 'posting' }] };
    const [app, path] = await haveTold({ offers: ['keep-old'], keepUntil, mayEnd: { after: 'P2M' } });
    const before = await pageOf(app, path);
    expect(before).toContain(`You can object until ${CLOSES}.`);
    expect(before).toContain(
      'You can keep the version that you have now until Saturday, 20 February 2027 at 09:00 UTC.',
    );
    expect(before).toContain('with notice of 2 months, on Monday, 22 February 2027 at 09:00 UTC');
    expect(before).not.toContain('value="leave"');

    const asked = await submit(app, path, { action: 'keep-old' });
    expect(asked.status).toBe(200);
    expect(asked.body).toContain('Yes, keep the old version');
    expect(await checkOf(app, 'ada')).toMatchObject({ upcoming: [{ response: 'none' }] });

    await submitOk(app, path, { action: 'keep-old', confirm: 'yes' });
    const after = await pageOf(app, path);
    expect(after).toContain('You said no.');
    expect(after).toContain('stays yours until Saturday, 20 February 2027 at 09:00 UTC');
    expect(after).toContain(`You can take this answer back until ${CLOSES}.`);
    expect(await checkOf(app, 'ada')).toMatchObject({ upcoming: [{ answer: { answer: 'keep-old' } }] });
    const receipt = (await receiptsOf(app)).get('receipt-kept-old');
    expect(receipt).toContain('You objected to version 2');
    expect(receipt).toContain('Saturday, 20 February 2027 at 09:00 UTC');
    expect(receipt).toContain('We may end your use of the service');
    expect(await pageOf(app, path)).toContain('We also emailed you this receipt');
    const answered = (await recordsOf(app)).find(({ kind }) => kind === 'answered');
    expect(answered?.facts.page).toMatchObject({ action: 'keep-old', label: 'Yes, keep the old version' });
    await insistOnTheRecord(app);
  });

  test('a no is taken back in time with one button, and later only by accepting', async () => {
    const [app, path] = await haveTold({ offers: ['keep-old'] });
    await submitOk(app, path, { action: 'keep-old', confirm: 'yes' });
    await submitOk(app, path, { action: 'cancel' });
    await submitOk(app, path, { action: 'cancel' });
    expect(await pageOf(app, path)).toContain('You have taken back your answer.');
    expect(await checkOf(app, 'ada')).toMatchObject({ upcoming: [{ response: 'none' }] });
    expect([...(await receiptsOf(app)).keys()].toSorted()).toEqual([
      'receipt-kept-old',
      'receipt-no-taken-back',
    ]);
    const ended = (await recordsOf(app)).find(({ kind }) => kind === 'answer-ended');
    expect(ended?.facts.page).toMatchObject({ action: 'cancel', label: 'Take my answer back' });

    await submitOk(app, path, { action: 'keep-old', confirm: 'yes' });
    app.wait('P40D');
    const late = await pageOf(app, path);
    expect(late).not.toContain('value="cancel"');
    expect(late).toContain('value="accept"');
    expect((await submit(app, path, { action: 'cancel' })).status).toBe(409);
    await submitOk(app, path, { action: 'accept' });
    expect(await checkOf(app, 'ada')).toMatchObject({ basis: 'explicit', current: { version: 2 } });
    await insistOnTheRecord(app);
  });

  test('parts are the sections that the class covers, by their headings; without any none is named', async () => {
    const [plain, plainPath] = await haveTold({ offers: ALL });
    const page = await pageOf(plain, plainPath);
    expect(page).toContain('value="keep-old"');
    expect(page).not.toContain('name="part"');
    const made = { action: 'leave-part', part: 'anything', confirm: 'yes' };
    expect((await submit(plain, plainPath, made)).status).toBe(409);

    const [app, path] = await haveTold({ offers: ALL }, { sections: ['#s-fees'] });
    expect(await pageOf(app, path)).toContain('Object and keep the old text of “Fees”');
    await submitOk(app, path, { action: 'keep-old-part', part: 'fees', confirm: 'yes' });
    expect(await pageOf(app, path)).toContain('You objected to “Fees” in version 2');
    expect((await receiptsOf(app)).get('receipt-kept-old-part')).toContain('Part: Fees');
    await submitOk(app, path, { action: 'leave-part', part: 'fees', confirm: 'yes' });
    expect(await pageOf(app, path)).toContain('You left “Fees” over version 2');
    expect(await checkOf(app, 'ada')).toMatchObject({
      upcoming: [{ answer: { answer: 'leave-part', part: 'fees' } }],
    });
    await insistOnTheRecord(app);
  });

  test('whom the company gives notice reads that it does, and cannot take that back themselves', async () => {
    const [app, path] = await haveTold({ offers: ['keep-old'], mayEnd: { after: 'P2M' } });
    await submitOk(app, path, { action: 'keep-old', confirm: 'yes' });
    app.wait('P40D');
    await askOk(app, 'POST', '/v1/terminations', {
      ...{ user: 'ada', policy: 'privacy', version: 2, by: 'company' },
    });
    const page = await pageOf(app, path);
    expect(page).toContain('Your use of the service ends.');
    expect(page).not.toContain('value="stay"');
    expect(page).not.toContain('You have declined');
    expect((await submit(app, path, { action: 'stay' })).status).toBe(409);
    await submitOk(app, path, { action: 'accept' });
    expect(await checkOf(app, 'ada')).toMatchObject({ standing: 'active', current: { version: 2 } });
  });

  test('a form that is not from there, or names nothing, records nothing', async () => {
    const [app, path] = await haveTold({ offers: ['keep-old'] });
    const forms = [
      { action: 'keep-old-part', confirm: 'yes' },
      { action: 'keep-old', part: 'fees', confirm: 'yes' },
      { action: 'withdraw' },
      { action: 'cancel' },
    ];
    for (const form of forms) expect((await submit(app, path, form)).status, form.action).toBe(409);
    expect((await submit(app, path, { action: 'nothing' })).status).toBe(400);
    expect((await recordsOf(app)).filter(({ kind }) => kind === 'answered')).toEqual([]);
  });
});

describe('a consent to a policy that is revocable', () => {
  const REVOCABLE = { rule: { acceptance: 'explicit' }, policy: { revocable: true } };

  test('says that it can be taken back, and is with one button', async () => {
    const [app, path] = await haveTold(null, REVOCABLE);
    expect(await pageOf(app, path)).toContain('you can take that back at any time');
    await submitOk(app, path, { action: 'accept' });
    app.wait('P40D');
    expect(await pageOf(app, path)).toContain('Take back my consent');
    await submitOk(app, path, { action: 'withdraw' });
    await submitOk(app, path, { action: 'withdraw' });
    const page = await pageOf(app, path);
    expect(page).toContain('This does not change what was done before on the strength of it.');
    expect(page).toContain('value="accept"');
    expect(await checkOf(app, 'ada')).toMatchObject({ reason: 'answer-required', next: 'ask' });
    expect([...(await receiptsOf(app)).keys()]).toContain('receipt-consent-withdrawn');
    await submitOk(app, path, { action: 'accept' });
    expect(await checkOf(app, 'ada')).toMatchObject({ accepted: true, basis: 'explicit' });
    await insistOnTheRecord(app);
  });

  test('is refused with a plain no, as large as the yes and in one step, which leaves all as it is', async () => {
    const rule = { acceptance: 'explicit', decline: { offers: ['keep-old'] } } as const;
    const [app, path] = await haveTold(null, { rule, policy: { revocable: true, required: false } });
    const page = await pageOf(app, path);
    expect(page).toContain('<button class="primary">Accept version 2</button>');
    expect(page).toContain('<button class="primary">No</button>');
    expect(page).not.toContain('Decline and leave');
    await submitOk(app, path, { action: 'keep-old', confirm: 'yes' });
    expect(await pageOf(app, path)).toContain('The version that you have stays yours');
    expect(await checkOf(app, 'ada')).toMatchObject({ standing: 'active', holds: { version: 1 } });
    const said = (await recordsOf(app)).find(({ kind }) => kind === 'answered');
    expect(said?.facts).toMatchObject({ answer: 'keep-old', page: { label: 'No' } });
    await insistOnTheRecord(app);
  });

  test('that was taken back is given anew by saying so alone, and the next notice says that', async () => {
    const [app, path] = await haveTold(null, REVOCABLE);
    await submitOk(app, path, { action: 'accept' });
    app.wait('P40D');
    await submitOk(app, path, { action: 'withdraw' });
    const rules = rulesOf({ acceptance: 'use', effect: RULE.effect });
    await askOk(app, 'PUT', '/v1/policies/privacy', { rules, revocable: true });
    await havePublished(app, { change: 'any', content: TEXT(3) });
    await app.deliver();
    const { says } = await app.store.db
      .selectFrom('deliveries')
      .select('says')
      .where('release', '=', 'privacy/3')
      .executeTakeFirstOrThrow();
    expect(says).toContain('privacy@3<2!is-asked-anew');
    app.wait('P60D');
    await askOk(app, 'POST', '/v1/uses', { user: 'ada' });
    expect(await checkOf(app, 'ada')).toMatchObject({ reason: 'answer-required', next: 'ask' });
    await insistOnTheRecord(app);
  });

  test.each([
    [true, 'You will be asked to accept before going on.'],
    [false, 'You can accept version 3, and you need not.'],
  ])(
    'that was taken back leaves nothing to keep, required or not (%s), as mail and page say',
    async (required, asked) => {
      const [app, path] = await haveTold(null, REVOCABLE);
      await submitOk(app, path, { action: 'accept' });
      app.wait('P40D');
      await submitOk(app, path, { action: 'withdraw' });
      const rules = rulesOf({ ...RULE, acceptance: 'explicit', decline: { offers: ALL } });
      await askOk(app, 'PUT', '/v1/policies/privacy', { rules, revocable: true, required });
      await havePublished(app, { change: 'any', content: TEXT(3) });
      await app.deliver();
      const { id } = await app.store.db
        .selectFrom('deliveries')
        .select('id')
        .where('release', '=', 'privacy/3')
        .executeTakeFirstOrThrow();
      const mail = String((await askOk(app, 'GET', `/mailbox/${id}/text`)).body).replaceAll(/\s+/g, ' ');
      const page = await pageOf(app, await reviewPathOf(app, 'ada@example.com'));
      for (const place of [mail, page]) {
        expect(place).toContain('You took back your consent, so what you had agreed to counts no more.');
        expect(place).toContain(asked);
        expect(place).not.toMatch(/You can keep the|go without a part|After [A-Z]\w+, \d+ \w+ \d{4}/);
      }
      expect(page).not.toContain('value="keep-old"');
      await insistOnTheRecord(app);
    },
  );

  test('is taken back by the link of its receipt for good, which can do nothing else', async () => {
    const [app, path] = await haveTold(null, REVOCABLE);
    await submitOk(app, path, { action: 'accept' });
    await receiptsOf(app);
    const link = await reviewPathOf(app, 'ada@example.com');
    expect(link).not.toBe(path);
    app.wait('P2Y');
    const page = await pageOf(app, link);
    expect(page).toContain('Take back my consent');
    expect(page).not.toContain('value="accept"');
    expect((await submit(app, link, { action: 'accept' })).status).toBe(410);
    await submitOk(app, link, { action: 'withdraw' });
    await submitOk(app, link, { action: 'withdraw' });
    const after = await pageOf(app, link);
    expect(after).toContain('You took back your consent.');
    expect(after).not.toContain('value="withdraw"');
    expect(await checkOf(app, 'ada')).toMatchObject({ reason: 'answer-required', next: 'ask' });
    expect([...(await receiptsOf(app)).keys()]).toContain('receipt-consent-withdrawn');
    await insistOnTheRecord(app);
  });

  test('of a policy that is not offers nothing of the kind', async () => {
    const [app, path] = await haveTold(null, { rule: { acceptance: 'explicit' } });
    await submitOk(app, path, { action: 'accept' });
    expect(await pageOf(app, path)).not.toContain('value="withdraw"');
    expect((await submit(app, path, { action: 'withdraw' })).status).toBe(409);
  });
});

describe('a notice', () => {
  const SILENCE = { acceptance: 'silence', late: 'P30D', decline: { offers: ['keep-old'] } };
  const mailOf = async (app: TestApp) => {
    const { id } = await app.store.db.selectFrom('deliveries').select('id').executeTakeFirstOrThrow();
    return String((await askOk(app, 'GET', `/mailbox/${id}/text`)).body).replaceAll(/\s+/g, ' ');
  };
  const haveMailed = async (rule: object, more: object, wait: string) => {
    const app = await testApp();
    const rules = rulesOf({ ...SILENCE, ...rule }, { timeZone: 'UTC', ...more });
    await askOk(app, 'PUT', '/v1/policies/privacy', { title: 'Privacy Policy', rules });
    await askOk(app, 'POST', '/v1/policies/privacy/versions', { content: TEXT(1) });
    await haveUsers(app, 'ada');
    await haveAccepted(app, 'ada');
    await havePublished(app, { change: 'any', content: TEXT(2) });
    app.wait(wait);
    await app.deliver();
    return app;
  };

  test('whose time runs from its receipt counts from its sending, as its page does', async () => {
    const effect = { terms: [{ after: 'P30D', from: 'receipt' }] };
    const app = await haveMailed({ effect }, { receipt: { mail: 'P3D' } }, 'PT1M');
    expect(await mailOf(app)).toContain('If you do nothing within 33 days of when we sent this email');
    const page = await pageOf(app, await reviewPathOf(app, 'ada@example.com'));
    expect(page).toContain('If you do nothing until Friday, 25 December 2026 at 09:01 UTC');
  });

  test('that comes late says that others have the change already, and how long its reader has not', async () => {
    const effect = { terms: [{ after: 'P30D', from: 'posting' }] };
    const app = await haveMailed({ effect }, {}, 'P33D');
    const others = 'It has applied to others since Tuesday, 22 December 2026 at 09:00 UTC.';
    expect(await mailOf(app)).toContain(
      `${others} For you the version that you have now applies for 30 days`,
    );
    const page = await pageOf(app, await reviewPathOf(app, 'ada@example.com'));
    expect(page).toContain(
      `${others} For you the version that you have now applies until Sunday, 24 January`,
    );
  });
});
