import { describe, expect, test } from 'vitest';
import { keepRecord } from '../../../src/actions/upkeep/keep-record.ts';
import {
  askOk,
  haveAccepted,
  havePolicy,
  havePublished,
  haveUsers,
  invalidAt,
  testApp,
} from '../../support/arrange.ts';
import type { TestApp } from '../../support/test-app.ts';

async function keepAll({ context }: TestApp): Promise<void> {
  while ((await keepRecord(context, 'test')).nextInMs === 0);
}

const eventsAfter = async (app: TestApp, query = '') => (await askOk(app, 'GET', `/v1/events${query}`)).body;

describe('events', () => {
  test('tell a product what happened, in order, by its own ids of users', async () => {
    const app = await testApp();
    await havePolicy(app);
    await haveUsers(app, 'ada');
    await haveAccepted(app, 'ada');
    await havePublished(app);
    await askOk(app, 'POST', '/v1/terminations', { user: 'ada', policy: 'privacy', version: 2 });
    expect(await eventsAfter(app)).toEqual({ items: [], next: 0 });
    await keepAll(app);
    const { items, next } = await eventsAfter(app);
    expect(next).toBe(4);
    expect(
      items.map((one: Record<string, unknown>) => [one.position, one.kind, one.user, one.version]),
    ).toEqual([
      [1, 'posted', null, 1],
      [2, 'accepted', 'ada', 1],
      [3, 'posted', null, 2],
      [4, 'leaving', 'ada', 2],
    ]);
    expect(items[3]).toMatchObject({
      actor: 'admin',
      policy: 'privacy',
      at: '2026-11-22T09:00:00.000Z',
      facts: { terminatesAt: '2026-12-22T09:00:00.000Z' },
    });
  });

  test('come in pages, each after the last position', async () => {
    const app = await testApp();
    await havePolicy(app);
    await haveUsers(app, 'ada', 'ben', 'cy');
    for (const user of ['ada', 'ben', 'cy']) await haveAccepted(app, user);
    await keepAll(app);
    const first = await eventsAfter(app, '?limit=3');
    expect(first).toMatchObject({ next: 3, items: [{ position: 1 }, { position: 2 }, { position: 3 }] });
    expect(await eventsAfter(app, '?after=3&limit=3')).toMatchObject({ next: 4, items: [{ position: 4 }] });
    expect(await eventsAfter(app, '?after=4')).toEqual({ items: [], next: 4 });
  });

  test('name no one who was erased', async () => {
    const app = await testApp();
    await havePolicy(app);
    await haveUsers(app, 'ada');
    await haveAccepted(app, 'ada');
    await askOk(app, 'DELETE', '/v1/users/ada');
    await keepAll(app);
    const { items } = await eventsAfter(app, '?after=1');
    expect(items).toMatchObject([
      { kind: 'accepted', user: null },
      { kind: 'erased', user: null },
    ]);
  });

  test('are waited for, until there is one', async () => {
    const app = await testApp();
    const start = performance.now();
    const waiting = eventsAfter(app, '?wait=20');
    await havePolicy(app);
    await keepAll(app);
    expect(await waiting).toMatchObject({ next: 1, items: [{ kind: 'posted' }] });
    expect(performance.now() - start).toBeLessThan(10_000);
  });

  test('are waited for no longer than was asked', async () => {
    const app = await testApp();
    const start = performance.now();
    expect(await eventsAfter(app, '?wait=1')).toEqual({ items: [], next: 0 });
    expect(performance.now() - start).toBeGreaterThan(900);
  });

  test.each([
    ['wait=31', '?wait'],
    ['wait=-1', '?wait'],
    ['after=x', '?after'],
    ['limit=0', '?limit'],
  ])('are refused with %s', async (query, pointer) => {
    const app = await testApp();
    const { status, body } = await app.ask('GET', `/v1/events?${query}`);
    expect(status).toBe(400);
    expect(body.errors[0].pointer).toBe(pointer);
    expect(body).toEqual(invalidAt(pointer, body.errors[0].detail));
  });
});
