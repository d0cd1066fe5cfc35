import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { ClientOptions, GateOptions, Passage, User } from '../../client/src/index.ts';
import { instantFromMs } from '../../src/domain/instant.ts';
import { askOk, checkOf, haveAccepted, havePolicy, havePublished, haveUsers } from '../support/arrange.ts';
import { createClient, decidePassage, noticesToShow } from '../support/packed-client.ts';
import { rulesOf } from '../support/rules.ts';
import { type ServedApp, serveTestApp } from '../support/served-app.ts';

const SHOP = 'https://shop.example.com';

/** A service with `privacy` in force, which `ada` holds and `bob` was never asked about. */
async function haveService(
  policy: object = {},
  options: Parameters<typeof serveTestApp>[0] = {},
): Promise<ServedApp> {
  const app = await serveTestApp({ ...options, returnPlaces: [{ origin: SHOP, path: '' }] });
  await havePolicy(app, { ...policy });
  await haveUsers(app, 'ada', 'bob');
  await haveAccepted(app, 'ada');
  return app;
}

type Asked = { readonly path?: string; readonly method?: string; readonly accept?: string };

/** A product that is asked by one user, by what its gate decides. */
function productOf(
  { url, key }: Pick<ServedApp, 'url' | 'key'>,
  gate: Partial<GateOptions<Asked>> = {},
  options: Partial<ClientOptions> = {},
) {
  // Nothing here is about a service that is slow, and machines are.
  const settings = { policies: ['privacy'], fallback: 'keep-out', timeoutMs: 10_000 } as const;
  const client = createClient({ url, key, ...settings, ...options });
  const visit =
    (user: User) =>
    (asked: Asked = {}): Promise<Passage> => {
      const { path = '/', method = 'GET', accept = 'application/json' } = asked;
      const options = { user: () => user, ...gate };
      return decidePassage(client, options, {
        ...{ request: asked, method, path: path.split('?', 1)[0] ?? '/' },
        url: () => `${SHOP}${path}`,
        wantsPage: () => accept.includes('text/html'),
      });
    };
  return { client, visit };
}

const said = (passage: Passage) =>
  passage.kind === 'refuse' ? { status: passage.status, ...JSON.parse(passage.body) } : passage.kind;

describe('what a request comes to', () => {
  test('with a wrong key nobody goes on, and the answer says that it cannot be told', async () => {
    const app = await haveService();
    const { visit } = productOf({ ...app, key: 'not-the-key' });
    expect(said(await visit('ada')())).toMatchObject({
      ...{ status: 503, code: 'cannot-tell', because: 'unauthorized' },
    });
    expect(await visit('ada')({ accept: 'text/html' })).toMatchObject({
      ...{ kind: 'refuse', status: 503, type: 'text/plain; charset=utf-8' },
      body: 'Whether you may go on cannot be told right now.\n',
    });
  });

  test('whoever has left is refused, and may still go where that leads out', async () => {
    const app = await haveService();
    await havePublished(app);
    await askOk(app, 'POST', '/v1/terminations', { user: 'ada', policy: 'privacy', version: 2, when: 'now' });
    const { visit } = productOf(app, { open: ['/export'] });
    expect(said(await visit('ada')())).toMatchObject({ status: 403, code: 'has-left' });
    expect(said(await visit('ada')({ path: '/export/all' }))).toBe('on');
  });

  test('whoever owes an answer is led to the page, and back to where they asked for something', async () => {
    const app = await haveService();
    const { visit } = productOf(app);
    const returnToOf = async (asked: Asked) => {
      const passage = await visit('bob')({ ...asked, accept: 'text/html' });
      expect(passage).toMatchObject({ kind: 'redirect', url: expect.stringContaining('/review/') });
      const { body } = await askOk(app, 'GET', '/v1/users/bob/export');
      return body.sittings.at(-1).returnTo;
    };
    expect(await returnToOf({ path: '/cart?item=1' })).toBe(`${SHOP}/cart?item=1`);
    // What was sent is not sent again by coming back.
    expect(await returnToOf({ path: '/orders', method: 'POST' })).toBe(SHOP);
  });

  test('who is to be restricted is asked, unless the product restricts them itself', async () => {
    // biome-ignore lint/suspicious/noThenProperty: the document calls it so, and it is a string
    const unanswered = { at: { terms: [{ after: 'P30D', from: 'notice' }] }, then: 'restrict' };
    const app = await haveService({ rules: rulesOf({ acceptance: 'explicit', unanswered }) });
    await havePublished(app, { change: 'any' });
    await app.deliver();
    app.wait('P31D');
    expect((await checkOf(app, 'ada')).next).toBe('restrict');
    expect(said(await productOf(app).visit('ada')())).toMatchObject({ status: 403, code: 'answer-required' });
    const passage = await productOf(app, { restricts: true }).visit('ada')();
    expect(passage).toMatchObject({ kind: 'on', answer: { next: 'restrict' } });
  });

  test('a signed answer that the request carries is enough, also while the service is away', async () => {
    const app = await haveService({}, { now: instantFromMs(Date.now()) });
    let token: string | null = null;
    const issuer = 'http://localhost:8787';
    const { client, visit } = productOf(app, { assertion: () => token }, { issuer });
    token = (await client.assertion('ada')).assertion;
    expect(await visit('ada')()).toMatchObject({ kind: 'on', answer: { next: 'none', source: 'signed' } });
    await app.end();
    expect(await visit('ada')()).toMatchObject({ kind: 'on', answer: { source: 'signed' } });
  });

  test('somebody who is not known yet is made known by what the product knows of them', async () => {
    const app = await haveService();
    const { visit } = productOf(app);
    const eve = { id: 'eve', email: 'eve@example.com', locale: 'de', attributes: { plan: 'pro' } };
    expect(said(await visit(eve)())).toMatchObject({ code: 'answer-required' });
    const { body } = await askOk(app, 'GET', '/v1/users/eve');
    expect(body).toMatchObject({ email: 'eve@example.com', locale: 'de', attributes: { plan: 'pro' } });
  });

  test('whoever no mail reached goes on, with the versions to show them, and is told once they were shown', async () => {
    const app = await haveService();
    await askOk(app, 'PUT', '/v1/users/ada', { email: null });
    await havePublished(app);
    const { client, visit } = productOf(app, { uses: true });
    const passage = await visit('ada')();
    expect(passage).toMatchObject({ kind: 'on', answer: { next: 'show-notice' }, used: null });
    const shown = { policy: 'privacy', version: 2, effectiveAt: '2026-12-22T09:00:00.000Z' };
    expect(noticesToShow(passage.answer!)).toEqual([shown]);
    await client.showed('ada', shown);
    const told = await visit('ada')();
    expect(told).toMatchObject({ kind: 'on', answer: { next: 'none' } });
    expect(noticesToShow(told.answer!)).toEqual([]);
  });

  test('whoever joined too late to be mailed is shown what is in force meanwhile', async () => {
    const app = await haveService();
    await askOk(app, 'PUT', '/v1/users/ada', { email: null });
    await havePublished(app);
    app.wait('P31D');
    const { client, visit } = productOf(app);
    const passage = await visit('ada')();
    expect(passage).toMatchObject({ kind: 'on', answer: { next: 'show-notice' } });
    expect(noticesToShow(passage.answer!)).toMatchObject([{ policy: 'privacy', version: 2 }]);
    await client.showed('ada', { policy: 'privacy', version: 2 });
    // They have a week from being told, and use binds them after that.
    app.wait('P8D');
    client.forget('ada');
    const told = await visit('ada')();
    expect(told).toMatchObject({ kind: 'on', answer: { next: 'report-use' } });
    expect(noticesToShow(told.answer!)).toEqual([]);
  });
});

describe('a use', () => {
  /** Whom a use binds, and what was reported of them. */
  async function haveBinding() {
    const app = await haveService();
    await havePublished(app);
    await app.deliver();
    app.wait('P30D');
    const reported = () => app.asked().filter((one) => one === 'POST /v1/uses').length;
    return { app, reported };
  }

  test('is reported off the path of the request, and by one request of many', async () => {
    const { app, reported } = await haveBinding();
    const { visit } = productOf(app, { uses: true });
    const ask = visit('ada');
    const passages = await Promise.all([ask(), ask(), ask()]);
    expect(reported()).toBe(0);
    for (const passage of passages) if (passage.kind === 'on') await passage.used;
    expect(reported()).toBe(1);
    expect((await checkOf(app, 'ada')).basis).toBe('deemed');
  });

  test('is none where it leads out, nor where the product does not say that requests are use', async () => {
    const { app, reported } = await haveBinding();
    const { visit } = productOf(app, { uses: true, open: ['/privacy', /^\/account\/(export|delete)$/] });
    for (const path of ['/privacy', '/privacy/history', '/account/export', '/account/delete']) {
      expect(await visit('ada')({ path })).toEqual({ kind: 'on', answer: null, used: null });
    }
    expect(said(await productOf(app).visit('ada')())).toBe('on');
    await sleep(100);
    expect(reported()).toBe(0);
    // What only begins alike leads nowhere.
    await visit('ada')({ path: '/privacy-tools' });
    await expect.poll(reported).toBe(1);
  });
});
