import { describe, expect, test } from 'vitest';
import { askOk, havePolicy, testApp } from '../../support/arrange.ts';
import { rulesOf } from '../../support/rules.ts';

const OUTLOOK = '/v1/rules/outlook';

describe('the outlook of notice rules', () => {
  test('is that of a policy, by the clock of the service, with how it was found', async () => {
    const app = await testApp();
    await havePolicy(app, { timeZone: 'Europe/Berlin' });
    const { body } = await askOk(app, 'POST', OUTLOOK, {
      policy: 'privacy',
      class: 'substantial',
      postedAt: '2026-11-28T09:00:00Z',
    });
    expect(body).toMatchObject({
      generalAt: '2026-12-28T09:00:00.000Z',
      effectiveAt: '2026-12-28T09:00:00.000Z',
      bindsAt: null,
      state: 'not-told',
      acceptance: 'use',
    });
    expect(body.trace).toContain(
      'Takes effect 30 days after it was posted: Monday, 28 December 2026 at 10:00 (Europe/Berlin).',
    );
  });

  test('is that of the document of a policy, its calendar filled in, and proposes a date for everybody', async () => {
    const app = await testApp();
    await askOk(app, 'PUT', '/v1/calendars/DE-BY', { holidays: ['2026-11-23'] });
    const effect = { terms: [{ after: 'P5D', from: 'notice', days: 'business' }] };
    await havePolicy(app, { rules: rulesOf({ effect }, { calendar: 'DE-BY' }) });
    const { body } = await askOk(app, 'POST', OUTLOOK, { policy: 'privacy', class: 'any' });
    expect(body).toMatchObject({ waitsFor: ['notice'], effectiveAt: null, state: 'not-told' });
    // Told on Monday the 23rd, a holiday: five whole days from Tuesday on.
    expect(body.commonDate).toBe('2026-11-30T23:00:00.000Z');
  });

  test('is that of a preset, for a reader and what happened to them', async () => {
    const app = await testApp();
    const { body } = await askOk(app, 'POST', OUTLOOK, {
      rules: 'eu-payments',
      class: 'any',
      postedAt: '2026-01-10T09:00:00Z',
      events: [{ kind: 'sent', channel: 'mail', at: '2026-01-10T10:00:00Z' }],
      now: '2026-03-11T00:00:00Z',
    });
    expect(body).toMatchObject({ state: 'bound-by-silence', bindsAt: '2026-03-10T23:00:00.000Z' });
  });

  test('refuses rules that could bind somebody by silence without time, and says where', async () => {
    const app = await testApp();
    const rule = {
      tell: { by: ['mail'], need: 1 },
      effect: { terms: [{ after: 'PT0S', from: 'notice' }] },
      acceptance: 'silence',
      decline: { offers: ['leave-now'] },
    };
    const rules = {
      format: 'notice-rules/1',
      timeZone: 'UTC',
      classes: [{ class: 'any', label: 'Any', rule }],
    };
    const { status, body } = await app.ask('POST', OUTLOOK, { rules, class: 'any' });
    expect(status).toBe(400);
    expect(body.errors).toEqual([
      { pointer: '/rules/classes/0/rule/acceptance', detail: expect.stringContaining('needs a window') },
    ]);
  });

  test('refuses a preset, a class and a key that it does not know, and a named date that is too early', async () => {
    const app = await testApp();
    for (const [asked, pointer] of [
      [{ rules: 'none-such', class: 'any' }, '/rules'],
      [{ class: 'none-such' }, '/change'],
      [{ class: 'minor', why: 'so' }, '/why'],
    ] as const) {
      const { status, body } = await app.ask('POST', OUTLOOK, asked);
      expect(status).toBe(400);
      expect(body.errors).toEqual([{ pointer, detail: expect.any(String) }]);
    }
    const { body } = await app.ask('POST', OUTLOOK, {
      class: 'minor',
      postedAt: '2026-11-28T09:00:00Z',
      effectiveAt: '2026-11-29T09:00:00Z',
    });
    expect(body).toMatchObject({ type: '/problems/notice-too-short', earliest: '2026-12-05T09:00:00.000Z' });
  });
});

test('presets say where they come from, what they are for, and what to ask counsel', async () => {
  const app = await testApp();
  const { items } = (await askOk(app, 'GET', '/v1/rule-presets')).body;
  expect(items).toHaveLength(11);
  for (const { label, source, purpose, why, ask, textRead, rules } of items) {
    for (const words of [label, source, purpose, why]) expect(words).toMatch(/\S/);
    expect(ask.length).toBeGreaterThanOrEqual(2);
    for (const question of ask) expect(question).toMatch(/\?$/);
    expect(typeof textRead).toBe('boolean');
    expect(rules.format).toBe('notice-rules/1');
  }
  expect(
    items
      .filter((one: { textRead: boolean }) => one.textRead)
      .map(({ preset }: { preset: string }) => preset),
  ).toEqual(['default', 'eu-payments']);
});
