import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { expect, onTestFinished, test } from 'vitest';
import { haveAccepted, havePolicy, haveUsers, testApp } from '../support/arrange.ts';
import { readWebhook } from '../support/packed-client.ts';
import { haveWebhook, tellWebhooks } from '../support/webhook-receiver.ts';

const SECRET = `whsec_${Buffer.from('a secret for tests that is long').toString('base64')}`;
const OTHER = `whsec_${Buffer.from('another secret, also quite long').toString('base64')}`;
const NOW = 1_800_000_000_000;
const BODY = JSON.stringify({
  type: 'user.left',
  timestamp: '2027-01-15T08:00:00.000Z',
  data: { user: 'ü' },
});

/** A request as the library of Standard Webhooks signs it. */
function signed(how: { secret?: string; at?: number; body?: string } = {}) {
  const { secret = SECRET, at = NOW, body = BODY } = how;
  return {
    'webhook-id': 'evt_1',
    'webhook-timestamp': String(at / 1000),
    'webhook-signature': new Webhook(secret).sign('evt_1', new Date(at), body),
  };
}

test('an event is read that one of the secrets signed, from whatever a framework has', async () => {
  const expected = { id: 'evt_1', ...JSON.parse(BODY) };
  const headers = signed();
  const request = new Request('https://shop.example.com/', { method: 'POST', headers, body: BODY });
  expect(await readWebhook(request, SECRET, NOW)).toEqual(expected);
  expect(await readWebhook({ headers, body: BODY }, [OTHER, SECRET], NOW)).toEqual(expected);
  expect(await readWebhook({ headers, body: Buffer.from(BODY) }, SECRET, NOW)).toEqual(expected);
  const both = `${signed({ secret: OTHER })['webhook-signature']} ${headers['webhook-signature']}`;
  const rotated = { headers: { ...headers, 'webhook-signature': both }, body: BODY };
  expect(await readWebhook(rotated, SECRET, NOW)).toEqual(expected);
});

test.each([
  ['signed by another', { headers: signed({ secret: OTHER }), body: BODY }],
  ['with another body', { headers: signed(), body: BODY.replace('left', 'returned') }],
  ['with another id', { headers: { ...signed(), 'webhook-id': 'evt_2' }, body: BODY }],
  ['of five minutes ago', { headers: signed({ at: NOW - 301_000 }), body: BODY }],
  ['of in five minutes', { headers: signed({ at: NOW + 301_000 }), body: BODY }],
  ['with another time', { headers: { ...signed(), 'webhook-timestamp': '1800000001' }, body: BODY }],
  ['without a signature', { headers: { ...signed(), 'webhook-signature': undefined }, body: BODY }],
  ['with a signature that is none', { headers: { ...signed(), 'webhook-signature': 'v1,%%%' }, body: BODY }],
  ['of another kind', { headers: { ...signed(), 'webhook-signature': 'v1a,AAAA' }, body: BODY }],
  ['that is no JSON', { headers: signed({ body: '{' }), body: '{' }],
])('nothing is believed %s', async (_, request) => {
  await expect(readWebhook(request, SECRET, NOW)).rejects.toMatchObject({ code: 'invalid-webhook' });
});

test('a body that was parsed, and a secret that is none, are the developer’s to mend', async () => {
  const parsed = { headers: signed(), body: JSON.parse(BODY) };
  await expect(readWebhook(parsed, SECRET, NOW)).rejects.toThrow(TypeError);
  await expect(readWebhook({ headers: signed(), body: BODY }, 'secret', NOW)).rejects.toThrow(TypeError);
});

test('what the service sends is read', async () => {
  const app = await testApp({ now: new Date().toISOString() as never });
  const read: Promise<unknown>[] = [];
  let secret = '';
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    const event = readWebhook({ headers: request.headers, body }, secret);
    read.push(event);
    response
      .writeHead(
        await event.then(
          () => 204,
          () => 400,
        ),
      )
      .end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  await havePolicy(app);
  await tellWebhooks(app);
  secret = (await haveWebhook(app, { url: `http://127.0.0.1:${port}/` }, ['answer.*'])).secret;
  await haveUsers(app, 'ada');
  await haveAccepted(app, 'ada');
  await tellWebhooks(app);
  expect(await Promise.all(read)).toMatchObject([{ type: 'answer.accepted', data: { user: 'ada' } }]);
});
