import { describe, expect, test } from 'vitest';
import { PRESETS } from '../../../src/domain/rules/presets.ts';
import { askOk, dumpDatabase, havePolicy, havePublished, invalidAt, testApp } from '../../support/arrange.ts';
import { CONSUMERS, rulesOf } from '../../support/rules.ts';

const TERMS = '/v1/policies/terms';

describe('the rules of a policy', () => {
  test('are a document, which is answered as it was put, and whose zone is that of the policy', async () => {
    const app = await testApp();
    const rules = rulesOf({}, { audiences: [CONSUMERS] });
    const put = { title: 'Terms', rules, appliesTo: 'consumers', revocable: true, required: false };
    const { body } = await askOk(app, 'PUT', TERMS, put);
    expect(body).toMatchObject({ ...put, timeZone: 'Europe/Berlin' });
    expect(body).not.toHaveProperty('warnings');
    const { warnings, ...read } = body;
    expect((await askOk(app, 'GET', TERMS)).body).toEqual(read);
  });

  test('stay when a later change leaves them out', async () => {
    const app = await testApp();
    await askOk(app, 'PUT', TERMS, { title: 'Terms', rules: rulesOf(), required: false });
    const { body } = await askOk(app, 'PUT', TERMS, { title: 'Terms of use' });
    expect(body).toMatchObject({ rules: rulesOf(), required: false, revocable: false, appliesTo: null });
  });

  test('are a preset, in its own zone or the one said beside it', async () => {
    const app = await testApp();
    const { body } = await askOk(app, 'PUT', TERMS, { title: 'Terms', rules: 'us-terms' });
    const preset = PRESETS.find((one) => one.preset === 'us-terms')!.rules;
    expect(body).toMatchObject({ rules: preset, timeZone: 'America/Los_Angeles' });
    const moved = await askOk(app, 'PUT', TERMS, { rules: 'us-terms', timeZone: 'America/New_York' });
    expect(moved.body).toMatchObject({
      rules: { ...preset, timeZone: 'America/New_York' },
      timeZone: 'America/New_York',
    });
  });

  test('are one preset for everybody and another for an audience', async () => {
    const app = await testApp();
    const rules = {
      preset: 'default',
      timeZone: 'Europe/Berlin',
      audiences: [{ ...CONSUMERS, preset: 'de-consumer' }],
    };
    const { body } = await askOk(app, 'PUT', TERMS, { title: 'Terms', rules });
    expect(body.rules).toMatchObject({ timeZone: 'Europe/Berlin', audiences: [CONSUMERS] });
    const [editorial, minor] = body.rules.classes;
    expect(editorial).not.toHaveProperty('audiences');
    expect(minor).toMatchObject({
      rule: { acceptance: 'use' },
      audiences: { consumers: { acceptance: 'silence' } },
    });
  });

  test('are not made of presets that know other classes', async () => {
    const app = await testApp();
    const rules = { preset: 'us-terms', audiences: [{ ...CONSUMERS, preset: 'de-consumer' }] };
    const { body } = await app.ask('PUT', TERMS, { title: 'Terms', rules });
    expect(body.errors).toEqual([
      { pointer: '/rules/audiences/0/preset', detail: expect.stringContaining('has no class material') },
    ]);
  });

  test('are not answered to whoever says them the short way alone, and are once that is not all', async () => {
    const app = await testApp();
    const { body } = await askOk(app, 'PUT', TERMS, { title: 'Terms', notice: { minor: 'P9D' } });
    for (const name of ['rules', 'appliesTo', 'revocable', 'required']) expect(body).not.toHaveProperty(name);
    const more = (await askOk(app, 'PUT', TERMS, { revocable: true })).body;
    expect(more).toMatchObject({ revocable: true, required: true, appliesTo: null });
    expect(more.rules.classes.map((one: { class: string }) => one.class)).toEqual([
      'editorial',
      'minor',
      'substantial',
      'legal',
    ]);
    expect(more.rules.classes[1].rule.effect.terms).toEqual([{ after: 'P9D', from: 'posting' }]);
  });

  test('and the short way are refused together, and the short way while there are rules', async () => {
    const app = await testApp();
    const both = { title: 'Terms', rules: 'default', notice: { minor: 'P9D' } };
    expect(await app.ask('PUT', TERMS, both)).toMatchObject({
      status: 409,
      body: { type: '/problems/rules-in-use' },
    });
    await askOk(app, 'PUT', TERMS, { title: 'Terms', rules: rulesOf() });
    for (const short of [{ notice: { minor: 'P9D' } }, { acceptance: 'explicit' }]) {
      const { status, body } = await app.ask('PUT', TERMS, short);
      expect([status, body.type]).toEqual([409, '/problems/rules-in-use']);
    }
    const back = await askOk(app, 'PUT', TERMS, { rules: null, acceptance: 'explicit' });
    expect(back.body).toMatchObject({ acceptance: 'explicit' });
    expect(back.body).not.toHaveProperty('rules');
  });

  test('say the zone, and a warning says that another is not used', async () => {
    const app = await testApp();
    const { body } = await askOk(app, 'PUT', TERMS, {
      title: 'Terms',
      rules: rulesOf(),
      timeZone: 'Asia/Tokyo',
    });
    expect(body.timeZone).toBe('Europe/Berlin');
    expect(body.warnings).toEqual([
      'The rules count in Europe/Berlin, and so the time zone is that, not Asia/Tokyo.',
    ]);
  });

  test('that are doubtful are taken, with what is doubtful and where', async () => {
    const app = await testApp();
    const rules = rulesOf({ tell: { by: ['mail'], need: 1 }, decline: undefined });
    const { body } = await askOk(app, 'PUT', TERMS, { title: 'Terms', rules });
    expect(body.warnings).toEqual([
      '/rules/classes/0/rule/decline offers nothing to whoever does not agree.',
      expect.stringMatching(/^\/rules\/classes\/0\/rule\/tell needs mail alone/),
    ]);
    expect((await askOk(app, 'GET', TERMS)).body).not.toHaveProperty('warnings');
  });

  test('may name a calendar, once there is one', async () => {
    const app = await testApp();
    const effect = { terms: [{ after: 'P5D', from: 'posting', days: 'business' }] };
    const rules = rulesOf({ effect }, { calendar: 'DE-BY' });
    const { status, body } = await app.ask('PUT', TERMS, { title: 'Terms', rules });
    expect(status).toBe(400);
    expect(body.errors).toEqual([
      {
        pointer: '/rules/calendar',
        detail: 'there is no calendar "DE-BY": PUT /v1/calendars/DE-BY makes one',
      },
    ]);
    await askOk(app, 'PUT', '/v1/calendars/DE-BY', { holidays: ['2026-12-25'] });
    const put = await askOk(app, 'PUT', TERMS, { title: 'Terms', rules });
    expect(put.body.rules.calendar).toBe('DE-BY');
  });
});

describe('rules are refused, and nothing is written, when', () => {
  const noWindow = {
    ...{ effect: { terms: [{ after: 'PT0S', from: 'notice' }] }, acceptance: 'silence' },
    ...{ late: undefined, decline: { offers: ['leave-now'] } },
  };
  const match = (names: readonly string[]) =>
    names.map((name) => ({ audience: name.toLowerCase(), label: name, match: { [name]: ['x'] } }));
  test.each([
    ['there is no such preset', 'none-such', '/rules', /^is no preset; there are default, /],
    [
      'they could bind by silence without time',
      rulesOf(noWindow),
      '/rules/classes/0/rule/acceptance',
      /needs a window/,
    ],
    ['a key is not known', { ...rulesOf(), colour: 'red' }, '/rules/colour', /is not known here/],
    ['a rule holds what is not known', rulesOf({ why: 1 }), '/rules/classes/0/rule/why', /is not known here/],
    [
      'a period is out of bounds',
      rulesOf({ effect: { terms: [{ after: 'P3Y', from: 'posting' }] } }),
      '/rules/classes/0/rule/effect/terms/0/after',
      /at most two years/,
    ],
    [
      'an attribute is none that a database can be asked for',
      rulesOf({}, { audiences: [{ ...CONSUMERS, match: { 'a b': ['x'] } }] }),
      '/rules/audiences/0/match/a b',
      /./,
    ],
    [
      'more than three attributes decide',
      rulesOf({}, { audiences: match(['A', 'B', 'C', 'D']) }),
      '/rules/audiences',
      /more than 3 attributes/,
    ],
    [
      'a class is called initial',
      rulesOf({}, { classes: [{ ...rulesOf().classes[0], class: 'initial' }] }),
      '/rules/classes/0/class',
      /first version/,
    ],
  ])('%s', async (_, rules, pointer, detail) => {
    const app = await testApp();
    await askOk(app, 'PUT', TERMS, { title: 'Terms' });
    const before = await dumpDatabase(app.store);
    const { status, body } = await app.ask('PUT', TERMS, { rules });
    expect(body.errors).toEqual([{ pointer, detail: expect.stringMatching(detail) }]);
    expect(status).toBe(400);
    expect(await dumpDatabase(app.store)).toEqual(before);
  });

  test('the policy is for an audience that they do not have', async () => {
    const app = await testApp();
    const detail = '"consumers" is no audience of the rules of this policy';
    const put = { title: 'Terms', rules: rulesOf(), appliesTo: 'consumers' };
    expect((await app.ask('PUT', TERMS, put)).body).toEqual(invalidAt('/appliesTo', detail));
    await askOk(app, 'PUT', TERMS, { ...put, rules: rulesOf({}, { audiences: [CONSUMERS] }) });
    expect((await app.ask('PUT', TERMS, { rules: null })).body).toEqual(invalidAt('/appliesTo', detail));
    await askOk(app, 'PUT', TERMS, { rules: null, appliesTo: null });
  });
});

test('changing the rules of a policy never changes a version that is announced', async () => {
  const app = await testApp();
  await havePolicy(app, { rules: rulesOf() });
  await havePublished(app, { change: 'any' });
  const path = '/v1/policies/privacy/versions/2';
  const before = (await askOk(app, 'GET', path)).body;
  await askOk(app, 'PUT', '/v1/policies/privacy', { rules: 'strict' });
  await askOk(app, 'PUT', '/v1/policies/privacy', { rules: null, notice: { minor: 'P1D' } });
  expect((await askOk(app, 'GET', path)).body).toEqual(before);
});
