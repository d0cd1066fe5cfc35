import { describe, expect, test } from 'vitest';
import { askOk, dumpDatabase, recordsOf, testApp } from '../../support/arrange.ts';

const PATH = '/v1/calendars/DE-BY';

describe('a calendar', () => {
  test('is kept under its name, with its days in order and each once', async () => {
    const { ask } = await testApp();
    const holidays = ['2026-12-26', '2026-12-25', '2026-12-26', '2024-02-29'];
    const { status, body } = await ask('PUT', PATH, { weekend: [7, 6, 7], holidays });
    const days = { weekend: [6, 7], holidays: ['2024-02-29', '2026-12-25', '2026-12-26'] };
    expect(status).toBe(201);
    expect(body).toEqual({
      ...{ name: 'DE-BY', ...days },
      ...{ createdAt: '2026-11-22T09:00:00.000Z', updatedAt: '2026-11-22T09:00:00.000Z' },
    });
    expect((await ask('GET', PATH)).body).toEqual(body);
  });

  test('has Saturday and Sunday for its weekend unless it says otherwise, and may have none', async () => {
    const { ask } = await testApp();
    expect((await ask('PUT', PATH, { holidays: [] })).body.weekend).toEqual([6, 7]);
    expect((await ask('PUT', '/v1/calendars/24-7', { weekend: [], holidays: [] })).body.weekend).toEqual([]);
  });

  test('is said anew as a whole, and every edition is recorded', async () => {
    const app = await testApp();
    await askOk(app, 'PUT', PATH, { weekend: [5, 6], holidays: ['2026-12-25'] });
    app.wait(1000);
    const { status, body } = await app.ask('PUT', PATH, { holidays: ['2027-12-25'] });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      ...{ weekend: [6, 7], holidays: ['2027-12-25'] },
      ...{ createdAt: '2026-11-22T09:00:00.000Z', updatedAt: '2026-11-22T09:00:01.000Z' },
    });
    const facts = { calendar: 'DE-BY', weekend: [5, 6], holidays: ['2026-12-25'] };
    expect(await recordsOf(app)).toMatchObject([
      { id: 'calendar:DE-BY/1', user: null, policy: null, actor: 'admin', facts: { ...facts, edition: 1 } },
      { id: 'calendar:DE-BY/2', at: app.clock.now, facts: { weekend: [6, 7], edition: 2 } },
    ]);
  });

  test('that is said again as it is changes nothing', async () => {
    const app = await testApp();
    await askOk(app, 'PUT', PATH, { holidays: ['2026-12-26', '2026-12-25'] });
    const before = await dumpDatabase(app.store);
    app.wait(1000);
    const { status } = await app.ask('PUT', PATH, {
      weekend: [7, 6],
      holidays: ['2026-12-25', '2026-12-26'],
    });
    expect(status).toBe(200);
    expect(await dumpDatabase(app.store)).toEqual(before);
  });

  test('takes two editions of one moment one after the other', async () => {
    const app = await testApp();
    const years = Array.from({ length: 5 }, (_, i) => `20${20 + i}-12-25`);
    await Promise.all(years.map((day) => askOk(app, 'PUT', PATH, { holidays: [day] })));
    expect((await recordsOf(app)).map(({ facts }) => facts.edition)).toEqual([1, 2, 3, 4, 5]);
  });

  test('is listed with the others by name, a page at a time', async () => {
    const app = await testApp();
    for (const name of ['b', 'c', 'a']) await askOk(app, 'PUT', `/v1/calendars/${name}`, { holidays: [] });
    const { body } = await askOk(app, 'GET', '/v1/calendars?limit=2');
    expect(body.items.map(({ name }: { name: string }) => name)).toEqual(['a', 'b']);
    const { body: rest } = await askOk(app, 'GET', `/v1/calendars?cursor=${encodeURIComponent(body.next)}`);
    expect(rest).toMatchObject({ items: [{ name: 'c' }], next: null });
  });

  test('that nobody made is unknown', async () => {
    const { ask } = await testApp();
    expect(await ask('GET', PATH)).toMatchObject({
      status: 404,
      body: { type: '/problems/unknown-calendar' },
    });
  });

  test.each([
    ['no holidays', '/holidays', {}],
    ['a date that there is not', '/holidays/0', { holidays: ['2026-02-29'] }],
    ['an instant', '/holidays/0', { holidays: ['2026-12-25T00:00:00Z'] }],
    ['2001 holidays', '/holidays', { holidays: Array(2001).fill('2026-12-25') }],
    ['an eighth day', '/weekend/0', { weekend: [8], holidays: [] }],
    ['no business day', '/weekend', { weekend: [1, 2, 3, 4, 5, 6, 7], holidays: [] }],
    ['what is not asked for', '/name', { name: 'x', holidays: [] }],
  ])('is not taken with %s', async (_, pointer, said) => {
    const { ask } = await testApp();
    const { status, body } = await ask('PUT', PATH, said);
    expect({ status, pointer: body.errors[0].pointer }).toEqual({ status: 400, pointer });
    expect((await ask('GET', PATH)).status).toBe(404);
  });
});
