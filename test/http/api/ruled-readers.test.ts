import { describe, expect, test } from 'vitest';
import { auditDatabase } from '../../../src/actions/record/audit-database.ts';
import type { Finding } from '../../../src/domain/audit/finding.ts';
import {
  askOk,
  checkOf,
  haveAccepted,
  havePolicy,
  havePublished,
  haveUsers,
  TEXT_3,
  testApp,
} from '../../support/arrange.ts';
import { CONSUMERS, rulesOf } from '../../support/rules.ts';
import { START_OF_TIME, type TestApp } from '../../support/test-app.ts';

const THIRTY_DAYS_FROM_THE_MAIL = { effect: { terms: [{ after: 'P30D', from: 'notice' }] } };
const SILENCE = {
  ...{ ...THIRTY_DAYS_FROM_THE_MAIL, acceptance: 'silence', late: 'P30D' },
  decline: { offers: ['leave-now', 'leave-at-close'] },
};
const [ANY] = rulesOf().classes;

/** Ada and Bea, who agreed to the first version of a policy with such rules. */
async function haveReaders(app: TestApp, rules: object, more: object = {}) {
  await havePolicy(app, { rules, ...more });
  await haveUsers(app, 'ada', 'bea');
  await haveAccepted(app, 'ada');
  await haveAccepted(app, 'bea');
}

async function findingsOf(app: TestApp): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  const basis = {
    db: app.store.db,
    moves: false,
    now: START_OF_TIME,
    verifiers: [],
    known: [],
  };
  await auditDatabase(basis, (finding) => findings.push(finding));
  return findings;
}

describe('a reader whose clock is their own', () => {
  test('keeps the version before until the date that their own mail began', async () => {
    const app = await testApp();
    await haveReaders(app, rulesOf(THIRTY_DAYS_FROM_THE_MAIL));
    await havePublished(app, { change: 'any' });
    expect(await checkOf(app, 'ada')).toMatchObject({
      ...{ accepted: true, basis: 'explicit', current: { version: 1 } },
      upcoming: [{ version: 2, effectiveAt: null, toldAt: null, waitsFor: ['notice'] }],
    });
    app.wait('P2D');
    await app.deliver();
    const told = await checkOf(app, 'ada');
    expect(told).toMatchObject({
      ...{ accepted: true, current: { version: 1 }, validUntil: '2026-12-24T09:00:00.000Z' },
      upcoming: [
        {
          ...{ version: 2, toldAt: '2026-11-24T09:00:00.000Z', effectiveAt: '2026-12-24T09:00:00.000Z' },
          ...{ bindsAt: '2026-12-24T09:00:00.000Z', closesAt: '2026-12-24T09:00:00.000Z' },
          ...{ waitsFor: null, class: 'any', offers: ['leave-now', 'leave-at-close'] },
        },
      ],
    });
    // The date for people in general has passed, and theirs has not.
    app.wait('P29D');
    expect(await checkOf(app, 'ada')).toMatchObject({ accepted: true, current: { version: 1 } });
    app.wait('P1D');
    expect(await checkOf(app, 'ada')).toMatchObject({
      ...{ accepted: false, reason: 'awaiting-use', next: 'report-use', current: { version: 2 } },
    });
    await askOk(app, 'POST', '/v1/uses', { user: 'ada' });
    expect(await checkOf(app, 'ada')).toMatchObject({ accepted: true, basis: 'deemed' });
    expect(await findingsOf(app)).toEqual([]);
  });

  test('leaves, when they say no, at the end of their own window', async () => {
    const app = await testApp();
    await haveReaders(app, rulesOf(THIRTY_DAYS_FROM_THE_MAIL));
    await havePublished(app, { change: 'any' });
    app.wait('P2D');
    await app.deliver();
    const declined = { user: 'ada', policy: 'privacy', version: 2 };
    const { body } = await askOk(app, 'POST', '/v1/terminations', declined);
    expect(body.terminatesAt).toBe('2026-12-24T09:00:00.000Z');
    expect(await findingsOf(app)).toEqual([]);
  });

  test('has what a later version brings no sooner than what comes before it', async () => {
    const app = await testApp();
    await haveReaders(app, {
      ...rulesOf(THIRTY_DAYS_FROM_THE_MAIL),
      classes: [
        { ...ANY, rule: { ...ANY!.rule, ...THIRTY_DAYS_FROM_THE_MAIL } },
        {
          ...ANY,
          class: 'soon',
          rule: { ...ANY!.rule, effect: { terms: [{ after: 'P1D', from: 'notice' }] } },
        },
      ],
    });
    await havePublished(app, { change: 'any' });
    app.wait('P2D');
    await app.deliver();
    await havePublished(app, { change: 'soon', content: TEXT_3 });
    await app.deliver();
    const { upcoming } = await checkOf(app, 'ada');
    expect(upcoming.map((one: { effectiveAt: string }) => one.effectiveAt)).toEqual([
      '2026-12-24T09:00:00.000Z',
      '2026-12-24T09:00:00.000Z',
    ]);
    expect(await findingsOf(app)).toEqual([]);
  });
});

describe('silence', () => {
  test('agrees when the window has closed, and until then what somebody holds applies', async () => {
    const app = await testApp();
    await haveReaders(app, rulesOf(SILENCE));
    await havePublished(app, { change: 'any' });
    await app.deliver();
    expect(await checkOf(app, 'ada')).toMatchObject({
      ...{ accepted: true, next: 'none', current: { version: 1 }, validUntil: '2026-12-22T09:00:00.000Z' },
      upcoming: [{ version: 2, response: 'none', closesAt: '2026-12-22T09:00:00.000Z' }],
    });
    app.wait('P30D');
    expect(await checkOf(app, 'ada')).toMatchObject({
      ...{ accepted: true, basis: 'silence', next: 'none', current: { version: 2 } },
      holds: { version: 2, basis: 'silence', at: '2026-12-22T09:00:00.000Z' },
    });
    const { body } = await askOk(app, 'GET', '/v1/policies/privacy/versions/2/progress');
    expect(body).toMatchObject({ accepted: { silence: 2 }, silent: 0 });
    expect(await findingsOf(app)).toEqual([]);
  });

  test('does not agree for whoever said no in time, and does for whoever took that back in time', async () => {
    const app = await testApp();
    await haveReaders(app, rulesOf(SILENCE));
    await havePublished(app, { change: 'any' });
    await app.deliver();
    app.wait('P1D');
    await askOk(app, 'POST', '/v1/terminations', { user: 'ada', policy: 'privacy', version: 2 });
    const bea = { user: 'bea', policy: 'privacy', version: 2 };
    const { body } = await askOk(app, 'POST', '/v1/terminations', bea);
    app.wait('P1D');
    await askOk(app, 'DELETE', `/v1/terminations/${body.id}`);
    app.wait('P30D');
    expect(await checkOf(app, 'ada')).toMatchObject({ standing: 'terminated', next: 'deny' });
    expect(await checkOf(app, 'bea')).toMatchObject({ accepted: true, basis: 'silence' });
    expect(await findingsOf(app)).toEqual([]);
  });

  test('agrees for nobody who holds nothing: they are asked', async () => {
    const app = await testApp();
    await havePolicy(app, { rules: rulesOf(SILENCE) });
    await haveUsers(app, 'ada');
    await havePublished(app, { change: 'any' });
    await app.deliver();
    app.wait('P60D');
    expect(await checkOf(app, 'ada')).toMatchObject({ accepted: false, next: 'ask', holds: null });
    expect(await findingsOf(app)).toEqual([]);
  });
});

describe('audiences', () => {
  const FOR_CONSUMERS = rulesOf(
    {},
    {
      audiences: [CONSUMERS],
      classes: [
        {
          ...ANY,
          audiences: {
            consumers: {
              ...ANY!.rule,
              effect: { terms: [{ after: 'P2M', from: 'posting' }] },
              acceptance: 'explicit',
            },
          },
        },
      ],
    },
  );

  test('have their own dates and are asked in their own way; who may be in one has both', async () => {
    const app = await testApp();
    await haveReaders(app, FOR_CONSUMERS);
    await askOk(app, 'PUT', '/v1/users/ada', { email: 'ada@example.com', attributes: { kind: 'consumer' } });
    await askOk(app, 'PUT', '/v1/users/bea', { email: 'bea@example.com', attributes: { kind: 'business' } });
    await haveUsers(app, 'cay');
    await haveAccepted(app, 'cay');
    await havePublished(app, { change: 'any' });
    await app.deliver();
    const dateOf = async (user: string) => (await checkOf(app, user)).upcoming[0].effectiveAt;
    expect(await dateOf('ada')).toBe('2027-01-22T09:00:00.000Z');
    expect(await dateOf('bea')).toBe('2026-12-02T09:00:00.000Z');
    expect(await dateOf('cay')).toBe('2027-01-22T09:00:00.000Z');
    // What they were at the notice stays: another word of the product's takes nothing away.
    await askOk(app, 'PUT', '/v1/users/ada', { email: 'ada@example.com', attributes: { kind: 'business' } });
    expect(await dateOf('ada')).toBe('2027-01-22T09:00:00.000Z');
    app.wait('P3M');
    expect(await checkOf(app, 'ada')).toMatchObject({ next: 'ask', reason: 'acceptance-required' });
    expect(await checkOf(app, 'bea')).toMatchObject({ next: 'report-use', reason: 'awaiting-use' });
    expect(await checkOf(app, 'cay')).toMatchObject({ next: 'ask' });
    expect(await findingsOf(app)).toEqual([]);
  });

  test('whom a policy is not for is not asked and not told', async () => {
    const app = await testApp();
    await haveReaders(app, FOR_CONSUMERS, { appliesTo: 'consumers' });
    await askOk(app, 'PUT', '/v1/users/bea', { email: 'bea@example.com', attributes: { kind: 'business' } });
    await havePublished(app, { change: 'any' });
    await app.deliver();
    expect(await checkOf(app, 'bea')).toMatchObject({ accepted: true, basis: 'not-required', next: 'none' });
    const { body } = await askOk(app, 'GET', '/v1/policies/privacy/versions/2/deliveries');
    const written = body.items.filter((one: { state: string }) => one.state !== 'dropped');
    expect(written.map((one: { user: string }) => one.user)).toEqual(['ada']);
  });
});

describe('information that nobody agrees to', () => {
  const INFORMATION = rulesOf({ acceptance: 'none', decline: undefined });

  test('is shown until somebody is told, and asks nothing', async () => {
    const app = await testApp();
    await havePolicy(app, { rules: INFORMATION });
    await haveUsers(app, 'ada');
    expect(await checkOf(app, 'ada')).toMatchObject({ accepted: true, basis: 'not-required', next: 'none' });
    await havePublished(app, { change: 'any' });
    app.wait('P11D');
    expect(await checkOf(app, 'ada')).toMatchObject({
      accepted: false,
      reason: 'not-told',
      next: 'show-notice',
    });
    await askOk(app, 'POST', '/v1/notices/shown', { user: 'ada', policy: 'privacy', version: 2 });
    expect(await checkOf(app, 'ada')).toMatchObject({ accepted: true, basis: 'not-required', next: 'none' });
    await haveUsers(app, 'newcomer');
    expect(await checkOf(app, 'newcomer')).toMatchObject({ accepted: true, next: 'none' });
    expect(await findingsOf(app)).toEqual([]);
  });
});

describe('a contract that renews', () => {
  const AT_RENEWAL = rulesOf({ effect: { terms: [{ after: 'P30D', from: 'renewal', counted: 'back' }] } });

  test('dates what waits for it, once the product says when that is', async () => {
    const app = await testApp();
    await haveReaders(app, AT_RENEWAL);
    app.wait('P1D');
    await havePublished(app, { change: 'any' });
    await app.deliver();
    app.wait('P100D');
    expect(await checkOf(app, 'ada')).toMatchObject({
      ...{ accepted: true, current: { version: 1 } },
      upcoming: [{ version: 2, effectiveAt: null, bindsAt: null, waitsFor: ['renewal'] }],
    });
    const renewsAt = ['2027-06-01T00:00:00.000Z'];
    await askOk(app, 'PUT', '/v1/users/ada', { email: 'ada@example.com', renewsAt });
    expect(await checkOf(app, 'ada')).toMatchObject({
      upcoming: [{ version: 2, effectiveAt: renewsAt[0], bindsAt: renewsAt[0], waitsFor: null }],
    });
    const renewal = { kind: 'renewal', at: '2027-02-01T00:00:00.000Z' };
    await askOk(app, 'POST', '/v1/users/bea/events', renewal);
    expect(await checkOf(app, 'bea')).toMatchObject({
      ...{ accepted: false, reason: 'awaiting-use', next: 'report-use' },
      current: { version: 2, effectiveAt: '2027-02-01T00:00:00.000Z', waitsFor: null },
    });
    expect(await findingsOf(app)).toEqual([]);
  });
});
