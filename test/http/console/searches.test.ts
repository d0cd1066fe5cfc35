import { describe, expect, test } from 'vitest';
import { askOk, havePolicy, haveUsers, testApp } from '../../support/arrange.ts';
import { haveAdmin, haveMember, signedIn, type Visitor } from '../../support/members.ts';
import { expectValid } from '../../support/valid-html.ts';

const KEYS = '/console/developers';
const WEBHOOKS = '/console/developers/webhooks';
const LINKS = '/console/record/links';
const IMPORTS = '/console/imports';

/** Looks for something in a list: the words of the first cell of each row that is found. */
const searchIn = (visitor: Visitor, path: string) => async (typed: string) => {
  const { status, body } = await visitor.get(`${path}?q=${encodeURIComponent(typed)}`);
  expect(status).toBe(200);
  expectValid(body);
  return [...body.matchAll(/<th scope="row">(.*?)<\/th>/g)].map(([, cell = '']) =>
    cell.replace(/<[^>]+>/g, ''),
  );
};

describe('a list is searched', () => {
  test('keys by their names, those that work alone', async () => {
    const app = await testApp();
    const visitor = await signedIn(app, await haveAdmin(app));
    await visitor.get(KEYS);
    for (const name of ['Shop', 'shop staging', '100% of it']) {
      await visitor.post(`${KEYS}/keys`, { name, role: 'app' });
    }
    const found = searchIn(visitor, KEYS);
    expect(await found('')).toEqual(expect.arrayContaining(['Shop', 'shop staging', '100% of it']));
    expect(await found(' SHOP ')).toEqual(['Shop', 'shop staging']);
    expect(await found('100%')).toEqual(['100% of it']);
    expect(await found('%')).toEqual([]);
    expect((await visitor.get(`${KEYS}?q=zoe`)).body).toContain('No key that works is called so');
    const [end = ''] =
      /\/console\/developers\/keys\/[^"]+/.exec((await visitor.get(`${KEYS}?q=100`)).body) ?? [];
    await visitor.get(end);
    await visitor.post(end);
    expect(await found('100')).toEqual([]);
  });

  test('webhooks by their address, whether its scheme is typed or not, or by what they are for', async () => {
    const app = await testApp();
    const visitor = await signedIn(app, await haveMember(app, 'Otto', 'operator'));
    await visitor.get(WEBHOOKS);
    const [shop, billing] = ['https://shop.example/hook', 'https://pay.example/hook'];
    await visitor.post(WEBHOOKS, { url: shop, events: ['*'], description: '' });
    await visitor.post(WEBHOOKS, { url: billing, events: ['*'], description: 'Billing, by Ines' });
    const found = searchIn(visitor, WEBHOOKS);
    expect(await found('')).toEqual([shop, billing]);
    expect(await found('https://shop')).toEqual([shop]);
    expect(await found('Pay.')).toEqual([billing]);
    expect(await found('billing')).toEqual([billing]);
    expect(await found('hook')).toEqual([]);
    expect((await visitor.get(`${WEBHOOKS}?q=zoe`)).body).toContain('No address begins so');
  });

  test('calls to a webhook by the id of their event', async () => {
    const app = await testApp();
    const visitor = await signedIn(app, await haveMember(app, 'Otto', 'operator'));
    await visitor.get(WEBHOOKS);
    const made = await visitor.post(WEBHOOKS, { url: 'http://localhost:9/hook', events: ['*'] });
    const [path = ''] = (made.location ?? '').split('?');
    await visitor.get(path);
    await visitor.post(`${path}/test`);
    await visitor.post(`${path}/test`);
    const [one, other] = await app.store.db.selectFrom('webhook_attempts').select('event').execute();
    const found = searchIn(visitor, path);
    expect(await found('')).toHaveLength(2);
    expect(await found(` ${one?.event} `)).toHaveLength(1);
    expect(one?.event).not.toBe(other?.event);
    expect((await visitor.get(`${path}?q=evt_0`)).body).toContain('It was not called with that event');
  });

  test('links for auditors by the policy that they open', async () => {
    const app = await testApp();
    await havePolicy(app);
    await haveUsers(app, 'ada');
    await askOk(app, 'PUT', '/v1/policies/terms', { title: 'Nutzungsbedingungen' });
    await askOk(app, 'POST', '/v1/policies/terms/versions', { content: '# Terms\n' });
    const visitor = await signedIn(app, await haveMember(app, 'Ines', 'auditor'));
    await visitor.get(LINKS);
    for (const policy of ['privacy', 'terms']) {
      await visitor.post(LINKS, { policy, version: '', people: 'ada', expiresAt: '2026-11-30T09:00' });
    }
    const found = searchIn(visitor, LINKS);
    expect(await found('')).toEqual(['Nutzungsbedingungen, all versions', 'Privacy Policy, all versions']);
    expect(await found('NUTZ')).toEqual(['Nutzungsbedingungen, all versions']);
    expect(await found('priv')).toEqual(['Privacy Policy, all versions']);
    expect(await found('policy')).toEqual([]);
    expect((await visitor.get(`${LINKS}?q=zoe`)).body).toContain('No link opens anything');
  });

  test('imports by the names of their files', async () => {
    const app = await testApp();
    const visitor = await signedIn(app, await haveMember(app, 'Sam', 'support'));
    for (const name of ['people.csv', 'Shop_2026.csv', 'shopX2026.csv']) {
      await visitor.get(IMPORTS);
      await visitor.upload(
        IMPORTS,
        {},
        { name, bytes: new TextEncoder().encode('id;E-Mail\nada;ada@mail.example\n') },
      );
    }
    const found = searchIn(visitor, IMPORTS);
    expect(await found('')).toEqual(['shopX2026.csv', 'Shop_2026.csv', 'people.csv']);
    expect(await found('shop')).toEqual(['shopX2026.csv', 'Shop_2026.csv']);
    expect(await found('shop_')).toEqual(['Shop_2026.csv']);
    expect((await visitor.get(`${IMPORTS}?q=zoe`)).body).toContain('No file is called so.');
  });
});
