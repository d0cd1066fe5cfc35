import { describe, expect, test } from 'vitest';
import { createApp } from '../../../src/http/app.ts';
import { askOk, dumpDatabase, haveAdaTold, reviewPathOf, testApp } from '../../support/arrange.ts';
import type { TestApp } from '../../support/test-app.ts';

const FORM = { 'content-type': 'application/x-www-form-urlencoded', origin: 'http://localhost:8787' };

/** Answers on the page of a notice, and gets the link in the receipt of that. */
async function haveReceipt(app: TestApp, form = 'action=accept'): Promise<string> {
  const path = await haveAdaTold(app);
  expect((await app.ask('POST', path, form, FORM)).status).toBe(303);
  // Receipts wait a second for others.
  await app.deliver();
  app.wait('PT1S');
  await app.deliver();
  const link = await reviewPathOf(app, 'ada@example.com');
  expect(link).not.toBe(path);
  return link;
}

describe('the link in a receipt', () => {
  test('lasts: years later it shows what was agreed to, when, and the text of then, and records nothing', async () => {
    const app = await testApp();
    const link = await haveReceipt(app);
    app.wait('P5Y');
    const before = await dumpDatabase(app.store);
    const { status, body } = await app.ask('GET', link);
    expect(status).toBe(200);
    expect(body).toContain('Your receipt: you accepted version 2 of “Privacy Policy”');
    expect(body).toContain('Sunday, 22 November 2026 at 09:00 UTC');
    expect(body).toContain('We keep logs for 90 days.');
    expect(body).toContain('Opening it changes nothing');
    expect(body).not.toContain('<form');
    expect(body).not.toContain('ada@example.com');
    expect(await dumpDatabase(app.store)).toEqual(before);
    expect((await app.ask('POST', link, 'action=leave&confirm=yes', FORM)).status).toBe(410);
    expect(await dumpDatabase(app.store)).toEqual(before);
  });

  test('lasts longer than the secret that signed it, and than the address it went to', async () => {
    const app = await testApp();
    const link = await haveReceipt(app);
    await askOk(app, 'PUT', '/v1/users/ada', { email: 'new@example.com' });
    expect((await app.ask('GET', link)).body).toContain('Your receipt: you accepted version 2');
    const context = {
      ...app.context,
      linkSecrets: [{ id: '2', secret: 'another secret that is long enough' }],
    } as const;
    const rotated = createApp(context, (_, next) => next());
    const answer = await rotated.request(link);
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('Your receipt: you accepted version 2');
  });

  test('of leaving says when use ends', async () => {
    const app = await testApp();
    const link = await haveReceipt(app, 'action=leave&confirm=yes');
    app.wait('P1Y');
    const { body } = await app.ask('GET', link);
    expect(body).toContain('Your receipt: you declined version 2');
    expect(body).toContain('Tuesday, 22 December 2026 at 09:00 UTC');
  });

  test('is in no bundle, and is gone with whoever is erased', async () => {
    const app = await testApp();
    const link = await haveReceipt(app);
    app.wait('P5Y');
    const token = link.slice('/review/'.length);
    const { body } = await askOk(app, 'GET', '/v1/users/ada/evidence');
    expect(JSON.stringify(body)).not.toContain(token);
    expect((await askOk(app, 'GET', '/v1/users/ada/export')).body.receiptLinks).toHaveLength(1);
    expect(JSON.stringify((await askOk(app, 'GET', '/v1/users/ada/export')).body)).not.toContain(token);
    await askOk(app, 'DELETE', '/v1/users/ada');
    expect((await app.ask('GET', link)).status).toBe(410);
  });

  test('says in its mail that it lasts', async () => {
    const app = await testApp();
    await haveReceipt(app);
    const { id } = await app.store.db
      .selectFrom('deliveries')
      .select('id')
      .where('kind', '=', 'receipt-accepted')
      .executeTakeFirstOrThrow();
    const { body } = await askOk(app, 'GET', `/mailbox/${id}/text`);
    expect((body as string).replaceAll('\n', ' ')).toContain(
      'The link in this email goes on leading to this record, for as long as the record is kept.',
    );
  });

  test('of a notice does not last', async () => {
    const app = await testApp();
    const path = await haveAdaTold(app);
    app.wait('P5Y');
    expect((await app.ask('GET', path)).status).toBe(410);
  });
});
