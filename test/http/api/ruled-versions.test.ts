import { describe, expect, test } from 'vitest';
import {
  askOk,
  dumpDatabase,
  haveAccepted,
  havePolicy,
  havePublished,
  haveUsers,
  recordsOf,
  TEXT_1,
  TEXT_2,
  TEXT_3,
  testApp,
} from '../../support/arrange.ts';
import { findingsOf } from '../../support/findings.ts';
import { rememberingMailer } from '../../support/remembering-mailer.ts';
import { CONSUMERS, rulesOf } from '../../support/rules.ts';
import type { TestApp } from '../../support/test-app.ts';

const VERSIONS = '/v1/policies/privacy/versions';
const NOBODY = { tell: { by: ['site'], need: 0 }, acceptance: 'none', late: undefined, decline: undefined };
const AT_ONCE = { effect: { terms: [{ after: 'PT0S', from: 'posting' }] } };
const [ANY] = rulesOf().classes;

/** A document whose one class has these members. */
const withClass = (more: object, rule: object = {}) =>
  rulesOf({}, { classes: [{ ...ANY, ...more, rule: { ...ANY!.rule, ...rule } }] });

async function refusalOf(app: TestApp, publication: object) {
  const before = await dumpDatabase(app.store);
  const asked = { content: TEXT_2, summary: 'Logs are kept longer.', ...publication };
  const { status, body } = await app.ask('POST', VERSIONS, asked);
  expect(await dumpDatabase(app.store)).toEqual(before);
  return { status, type: body.type, errors: body.errors, earliest: body.earliest, detail: body.detail };
}

async function fanOutsOf({ store }: TestApp) {
  return store.db.selectFrom('fan_outs').select(['release', 'kind', 'round']).execute();
}

describe('a version of a policy with rules', () => {
  test('is posted as a class of them, and keeps what they were, with how its date was found', async () => {
    const app = await testApp();
    await askOk(app, 'PUT', '/v1/calendars/DE-BY', { holidays: ['2026-12-25'] });
    const effect = { terms: [{ after: 'P5D', from: 'posting', days: 'business' }] };
    const rules = rulesOf({ effect }, { audiences: [CONSUMERS], calendar: 'DE-BY' });
    rules.classes.push({ ...ANY!, class: 'other', label: 'Other' });
    await havePolicy(app, { rules, appliesTo: 'consumers' });
    await haveUsers(app, 'ada');
    app.wait('P30D');
    const posted = await havePublished(app, { change: 'any' });
    expect(posted).toMatchObject({
      ...{ change: 'any', label: 'Any change', acceptance: 'deemed', recipients: 1 },
      // From Tuesday 22 December over Christmas Day and a weekend.
      effectiveAt: '2026-12-30T09:00:00.000Z',
      rule: { by: 'notice-period', period: 'P5D' },
    });
    const { body } = await askOk(app, 'GET', `${VERSIONS}/2`);
    expect(body.rules).toEqual({
      rules: {
        ...rules,
        classes: [JSON.parse(JSON.stringify(rules.classes[0]))],
        calendar: { name: 'DE-BY', weekend: [6, 7], holidays: ['2026-12-25'] },
      },
      ...{ appliesTo: 'consumers', namedAt: null, proposedAt: null, documentDate: null },
      trace: [
        'Posted on Tuesday, 22 December 2026 at 10:00 (Europe/Berlin) as any.',
        'Takes effect 5 days (business days) after it was posted: Wednesday, 30 December 2026 at 10:00 (Europe/Berlin); business days skip 25 December 2026 (calendar DE-BY).',
      ],
    });
    const records = await recordsOf(app);
    const record = records.find((one) => one.kind === 'posted' && one.version === 2);
    expect(record?.facts).toMatchObject({ change: 'substantial', class: 'any', rules: body.rules });
    expect(await findingsOf(app)).toEqual([]);
  });

  test('takes a class of these rules alone', async () => {
    const app = await testApp();
    await havePolicy(app, { rules: rulesOf() });
    expect((await refusalOf(app, {})).errors).toEqual([
      { pointer: '/change', detail: 'is required once a version stands: any' },
    ]);
    expect((await refusalOf(app, { change: 'minor' })).errors).toEqual([
      { pointer: '/change', detail: "is none of the classes of this policy's rules: any" },
    ]);
    expect((await refusalOf(app, { change: 'initial' })).errors[0].pointer).toBe('/change');
  });

  test('says nothing of acceptance, which its rules say', async () => {
    const app = await testApp();
    await havePolicy(app, { rules: rulesOf() });
    expect(await refusalOf(app, { change: 'any', acceptance: 'explicit' })).toMatchObject({
      ...{ status: 409, type: '/problems/rules-in-use' },
    });
  });

  test('needs a reason where its class says so', async () => {
    const app = await testApp();
    await havePolicy(app, { rules: withClass({ byLaw: true }) });
    expect(await refusalOf(app, { change: 'any' })).toMatchObject({
      ...{ status: 422, type: '/problems/reason-required' },
    });
    const posted = await havePublished(app, { change: 'any', reason: 'A law' });
    expect(posted).toMatchObject({ reason: 'A law', change: 'any' });
  });

  test('needs the dates that its rule counts from, and keeps them', async () => {
    const app = await testApp();
    const effect = { terms: [{ after: 'P2M', from: 'document-date' }] };
    await havePolicy(app, { rules: rulesOf({ effect }) });
    expect((await refusalOf(app, { change: 'any' })).errors[0].pointer).toBe('/documentDate');
    const documentDate = '2026-11-01T00:00:00.000Z';
    const posted = await havePublished(app, { change: 'any', documentDate });
    expect(posted.effectiveAt).toBe('2027-01-01T00:00:00.000Z');
    expect((await askOk(app, 'GET', `${VERSIONS}/2`)).body.rules).toMatchObject({ documentDate });
  });

  test('takes effect on a later date that is named, and on an earlier one only where its rule allows it', async () => {
    const app = await testApp();
    await havePolicy(app, { rules: rulesOf() });
    const soon = '2026-11-25T09:00:00.000Z';
    expect(await refusalOf(app, { change: 'any', effectiveAt: soon, reason: 'Danger' })).toMatchObject({
      ...{ status: 422, type: '/problems/notice-too-short', earliest: '2026-12-02T09:00:00.000Z' },
    });
    const far = { change: 'any', effectiveAt: '2029-01-01T00:00:00Z' };
    expect((await refusalOf(app, far)).type).toBe('/problems/too-far-ahead');
    const later = '2027-01-01T00:00:00.000Z';
    const posted = await havePublished(app, { change: 'any', effectiveAt: later });
    expect(posted).toMatchObject({ effectiveAt: later, rule: { by: 'request' } });
    await askOk(app, 'PUT', '/v1/policies/privacy', { rules: rulesOf({ shorter: 'with-reason' }) });
    const sooner = { change: 'any', effectiveAt: soon, reason: 'Danger', pending: 'withdraw' };
    expect(await havePublished(app, { ...sooner, content: TEXT_3 })).toMatchObject({
      effectiveAt: soon,
      rule: { by: 'request' },
    });
  });

  test('never takes effect before one that is pending, and is refused where the law will not wait', async () => {
    const app = await testApp();
    const legal = { ...ANY, class: 'law', label: 'By law', byLaw: true, rule: { ...ANY!.rule, ...AT_ONCE } };
    const rules = rulesOf();
    await havePolicy(app, { rules: { ...rules, classes: [...rules.classes, legal] } });
    const later = '2027-01-01T00:00:00.000Z';
    await havePublished(app, { change: 'any', effectiveAt: later });
    const next = { content: TEXT_3, change: 'any' };
    expect(await refusalOf(app, { ...next, effectiveAt: '2026-12-20T00:00:00Z' })).toMatchObject({
      ...{ type: '/problems/notice-too-short', earliest: later },
    });
    expect(await refusalOf(app, { ...next, change: 'law', reason: 'A law' })).toMatchObject({
      ...{ status: 409, type: '/problems/version-pending', earliest: later },
    });
    const posted = await havePublished(app, next);
    expect(posted).toMatchObject({ effectiveAt: later, rule: { by: 'predecessor', version: 2 } });
    expect((await askOk(app, 'GET', `${VERSIONS}/3`)).body.rules.trace.at(-1)).toBe(
      'Not before version 2, which is pending: Friday, 1 January 2027 at 01:00 (Europe/Berlin).',
    );
  });

  test('changes the sections that its class covers alone, and what stands under them', async () => {
    const app = await testApp();
    const fees = (amount: string, home = 'here') =>
      `# Terms\n\nRead them.\n\n## Fees\n\nAs below.\n\n### E-money\n\n${amount} a month.\n\n## Home\n\nWe are ${home}.\n`;
    await askOk(app, 'PUT', '/v1/policies/privacy', {
      ...{ title: 'Terms', rules: withClass({ class: 'fees', sections: ['#s-fees'] }) },
    });
    await askOk(app, 'POST', VERSIONS, { content: fees('10 euros') });
    const asked = { change: 'fees', summary: 'Fees.' };
    expect(await refusalOf(app, { ...asked, content: fees('12 euros', 'there') })).toMatchObject({
      ...{ status: 422, type: '/problems/section-not-in-class' },
      detail: 'A fees change covers #s-fees alone; this one also changes home.',
    });
    expect(await refusalOf(app, { ...asked, content: `Hi.\n\n${fees('10 euros')}` })).toMatchObject({
      detail: expect.stringContaining('also changes (before the first heading)'),
    });
    expect(
      await refusalOf(app, { ...asked, content: fees('12 euros').replace('## Home', '## House') }),
    ).toMatchObject({ detail: expect.stringContaining('also changes home') });
    await askOk(app, 'POST', VERSIONS, {
      ...asked,
      content: fees('12 euros').replace('Fees', 'Fees and rates'),
    });
  });

  test('tells nobody, and sets no reminder, where its rule tells nobody or not by mail', async () => {
    const app = await testApp();
    const site = { tell: { by: ['site'], need: 1 } };
    await havePolicy(app, { rules: rulesOf(NOBODY), reminders: ['P1D'] });
    await haveUsers(app, 'ada');
    await haveAccepted(app, 'ada');
    const silent = await havePublished(app, { change: 'any', summary: undefined });
    expect(silent).toMatchObject({ recipients: 0, acceptance: 'none' });
    await askOk(app, 'PUT', '/v1/policies/privacy', { rules: rulesOf(site) });
    expect(await havePublished(app, { change: 'any', content: TEXT_3 })).toMatchObject({ recipients: 0 });
    expect(await fanOutsOf(app)).toEqual([]);
    await app.deliver();
    expect((await app.ask('GET', `${VERSIONS}/3/progress`)).body.toTell).toBe(0);
    expect(
      (
        await askOk(app, 'POST', `${VERSIONS}?dryRun=true`, {
          ...{ content: `${TEXT_3}More.\n`, change: 'any', summary: 'More.' },
        })
      ).body,
    ).toMatchObject({ notice: null, recipients: 0 });
  });

  test('reminds by mail of what is asked', async () => {
    const app = await testApp();
    await havePolicy(app, { rules: rulesOf({ acceptance: 'explicit' }), reminders: ['P1D'] });
    await havePublished(app, { change: 'any' });
    expect(await fanOutsOf(app)).toHaveLength(3);
    await askOk(app, 'PUT', '/v1/policies/privacy', {
      rules: rulesOf({ acceptance: 'none', decline: undefined }),
    });
    await havePublished(app, { change: 'any', content: TEXT_3 });
    expect(await fanOutsOf(app)).toHaveLength(4);
  });
});

describe('the first version of a policy with rules', () => {
  test('asks as today, and keeps no rules, where any class asks for agreement', async () => {
    const app = await testApp();
    const rules = rulesOf({ acceptance: 'silence' });
    await askOk(app, 'PUT', '/v1/policies/privacy', { title: 'Privacy', rules });
    const { body } = await askOk(app, 'POST', VERSIONS, { content: TEXT_1 });
    expect(body).toMatchObject({ change: 'initial', acceptance: 'explicit', state: 'in-force' });
    expect((await askOk(app, 'GET', `${VERSIONS}/1`)).body).not.toHaveProperty('rules');
  });

  test('is information where nobody is ever asked', async () => {
    const app = await testApp();
    await haveUsers(app, 'ada');
    await askOk(app, 'PUT', '/v1/policies/privacy', { title: 'Privacy', rules: 'gdpr-privacy' });
    const { body } = await askOk(app, 'POST', VERSIONS, { content: TEXT_1 });
    expect(body).toMatchObject({
      ...{ change: 'initial', acceptance: 'none', state: 'in-force', recipients: 0 },
      label: 'First version',
    });
    expect((await askOk(app, 'GET', `${VERSIONS}/1`)).body.rules.rules.classes).toMatchObject([
      { class: 'initial', rule: { tell: { need: 0 }, acceptance: 'none' } },
    ]);
    expect(await fanOutsOf(app)).toEqual([]);
  });
});

describe('a change of form alone', () => {
  const FORM = '# Privacy\n\nWe keep logs for *30 days*.\n\nWe never sell your data.\n';

  test('takes effect at once and tells nobody, also where periods are said the short way', async () => {
    const app = await testApp();
    await havePolicy(app);
    await haveUsers(app, 'ada');
    const { body } = await askOk(app, 'POST', VERSIONS, { content: FORM, change: 'editorial' });
    expect(body).toMatchObject({
      ...{ version: 2, change: 'editorial', label: 'Form alone', acceptance: 'none', state: 'in-force' },
      ...{ recipients: 0, rule: { by: 'posting' } },
    });
    expect(await fanOutsOf(app)).toEqual([]);
    const record = (await recordsOf(app)).find((one) => one.kind === 'posted' && one.version === 2);
    expect(record?.facts).toMatchObject({ class: 'editorial', acceptance: 'none' });
  });

  test.each([
    ['a word changed', TEXT_2, 'words were added, words were removed'],
    ['a word was struck', TEXT_1.replace('30 days', '~~30~~ days'), 'words were removed'],
    [
      'something moved',
      '# Privacy\n\nWe never sell your data.\n\nWe keep logs for 30 days.\n',
      'something moved',
    ],
    ['something was nested anew', TEXT_1.replace('We never', '- We never'), 'something was nested anew'],
    ['a heading went deeper', TEXT_1.replace('# P', '## P'), 'something was nested anew'],
    [
      'a link leads elsewhere',
      TEXT_1.replace('data', '[data](https://example.com/)'),
      'a link leads elsewhere',
    ],
  ])('is not what it is posted as where %s', async (_, content, what) => {
    const app = await testApp();
    await havePolicy(app);
    const { status, errors } = await refusalOf(app, { content, change: 'editorial' });
    expect(status).toBe(400);
    expect(errors).toEqual([{ pointer: '/change', detail: `covers changes of form alone; here ${what}` }]);
  });

  test('that renumbers is none', async () => {
    const app = await testApp();
    const listed = (first: number) => `# Terms\n\n${first}. One thing.\n${first + 1}. Another thing.\n`;
    await askOk(app, 'PUT', '/v1/policies/privacy', { title: 'Terms' });
    await askOk(app, 'POST', VERSIONS, { content: listed(1) });
    const { errors } = await refusalOf(app, { content: listed(4), change: 'editorial' });
    expect(errors[0].detail).toContain('here ');
  });

  test('where nothing changed at all is refused as that', async () => {
    const app = await testApp();
    await havePolicy(app);
    expect(await refusalOf(app, { content: TEXT_1, change: 'editorial' })).toMatchObject({
      ...{ status: 409, type: '/problems/nothing-changed' },
    });
  });

  test('asks for no acceptance', async () => {
    const app = await testApp();
    await havePolicy(app);
    const asked = { content: FORM, change: 'editorial', acceptance: 'explicit' };
    expect((await refusalOf(app, asked)).errors[0].pointer).toBe('/acceptance');
  });
});

describe('a dry run under rules', () => {
  const ownClock = { effect: { terms: [{ after: 'P10D', from: 'receipt' }] } };
  const tryOut = async (app: TestApp, publication: object = {}) => {
    const asked = { content: TEXT_2, change: 'any', summary: 'Longer.', ...publication };
    return (await askOk(app, 'POST', `${VERSIONS}?dryRun=true`, asked)).body;
  };

  test('says how the date was found, and counts the mails that differ', async () => {
    const app = await testApp();
    await havePolicy(app, { rules: rulesOf({}, { audiences: [CONSUMERS] }) });
    const kinds = [
      ['ada', 'en', { kind: 'consumer' }],
      ['bob', 'en', { kind: 'consumer', plan: 'pro' }],
      ['cem', 'de', { kind: 'consumer' }],
      ['dee', 'de-AT', { kind: 'business' }],
      ['eve', null, {}],
    ] as const;
    for (const [user, locale, attributes] of kinds) {
      await askOk(app, 'PUT', `/v1/users/${user}`, { email: `${user}@example.com`, locale, attributes });
      await haveAccepted(app, user);
    }
    const body = await tryOut(app);
    expect(body).toMatchObject({ mails: 4, commonDate: null, recipients: 5 });
    expect(body.trace).toHaveLength(2);
    await askOk(app, 'PUT', '/v1/policies/privacy', { rules: rulesOf() });
    expect((await tryOut(app)).mails).toBe(2);
  });

  test('proposes a date that is the same for everybody, where readers have clocks of their own', async () => {
    const app = await testApp();
    await havePolicy(app, { rules: rulesOf(ownClock) });
    const commonDate = '2026-12-03T09:00:00.000Z';
    const body = await tryOut(app);
    expect(body).toMatchObject({ commonDate, effectiveAt: '2026-12-02T09:00:00.000Z' });
    expect(body.warnings).toEqual([expect.stringContaining(`with effectiveAt ${commonDate} or later`)]);
    const named = await tryOut(app, { effectiveAt: commonDate });
    expect(named).toMatchObject({ commonDate, effectiveAt: commonDate });
    expect(named).not.toHaveProperty('warnings');
  });

  test('proposes it later the longer sending takes', async () => {
    const app = await testApp({ mailer: { ...rememberingMailer(), callsPerSecond: 0.001 } });
    await havePolicy(app, { rules: rulesOf(ownClock) });
    await haveUsers(app, 'ada');
    const { commonDate } = await tryOut(app);
    expect(commonDate > '2026-12-03T09:00:00.000Z').toBe(true);
  });
});

test('pages, feeds and comparisons call a change what legal calls it', async () => {
  const app = await testApp();
  const label = 'Fees <&> "rates"';
  await havePolicy(app, { rules: withClass({ label }, { shorter: 'with-reason' }) });
  await havePublished(app, { change: 'any', reason: 'Fraud', effectiveAt: '2026-11-24T09:00:00Z' });
  const escaped = 'Fees &lt;&amp;&gt; &quot;rates&quot;';
  const at = (path: string) => `/policies/privacy${path}`;
  for (const path of ['', '/versions/2', '/history', '/changes/1...2', '/feed.xml']) {
    const { body } = await askOk(app, 'GET', at(path));
    expect(body, path).toContain(escaped);
    expect(body, path).not.toContain('Required by law');
  }
  const { items } = (await askOk(app, 'GET', at('/feed.json'))).body;
  expect(items[0]).toMatchObject({ title: `Privacy Policy · Version 2 · ${label}`, tags: ['any'] });
  const changes = await askOk(app, 'GET', '/v1/policies/privacy/changes?from=1&to=2');
  expect(changes.body.versions).toMatchObject([{ version: 2, change: 'any' }]);
});
