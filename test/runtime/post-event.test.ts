import { readFileSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { whyNotAddress, whyNotUrl } from '../../src/domain/webhooks/callable.ts';
import { fetchPoster } from '../../src/runtime/webhooks/fetch-event.ts';
import { nodePoster, type Resolve } from '../../src/runtime/webhooks/post-event.ts';
import { type Receiver, startReceiver } from '../support/webhook-receiver.ts';

const OUT_THERE = { toThisMachine: false, toNumbers: true };

async function receiver(...args: Parameters<typeof startReceiver>): Promise<Receiver> {
  const one = await startReceiver(...args);
  onTestFinished(() => one.close());
  return one;
}

/** Names that lead where they are said to, one answer after the other; whatever is asked after that is the last. */
function names(answers: readonly (readonly string[])[]): Resolve & { readonly asked: () => number } {
  let asked = 0;
  const resolve: Resolve = (_, __, done) => {
    const found = answers[Math.min(asked++, answers.length - 1)] ?? [];
    done(
      null,
      found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  };
  return Object.assign(resolve, { asked: () => asked });
}

const call = (url: string, stopped?: AbortSignal) => ({ url, headers: {}, body: '{}', stopped });

test.each([
  ['no TLS', 'http://shop.example.com/'],
  ['this machine', 'https://127.0.0.1/'],
  ['this machine in a decimal number', 'https://2130706433/'],
  ['this machine in octal digits', 'https://0177.0.0.1/'],
  ['this machine in hex digits', 'https://0x7f.1/'],
  ['this machine in one octal number', 'https://017700000001/'],
  ['this machine in one hex number', 'https://0x7f000001/'],
  ['this machine, left short', 'https://127.1/'],
  ['this machine with a dot', 'https://127.0.0.1./'],
  ['this machine in escaped digits', 'https://%31%32%37.0.0.1/'],
  ['this machine behind other slashes', 'https:\\\\127.0.0.1\\hook'],
  ['this machine behind no slash', 'https:127.0.0.1/hook'],
  ['nobody, left short', 'https://0/'],
  ['any address of this machine', 'https://0.0.0.0/'],
  ['this machine in full-width digits', 'https://１２７.０.０.１/'],
  ['this machine in IPv6', 'https://[::1]/'],
  ['any address of this machine in IPv6', 'https://[::]/'],
  ['this machine as IPv4 in IPv6', 'https://[::ffff:127.0.0.1]/'],
  ['the same in hex digits', 'https://[::ffff:7f00:1]/'],
  ['the same in full', 'https://[0:0:0:0:0:ffff:127.0.0.1]/'],
  ['IPv4 in IPv6 of old', 'https://[::127.0.0.1]/'],
  ['IPv4 behind a translator', 'https://[64:ff9b::7f00:1]/'],
  ['IPv4 behind a translator of one network', 'https://[64:ff9b:1::a9fe:a9fe]/'],
  ['IPv4 in a tunnel', 'https://[2002:7f00:1::]/'],
  ['IPv4 in another tunnel', 'https://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/'],
  ['metadata', 'https://169.254.169.254/latest/meta-data'],
  ['metadata as IPv4 in IPv6', 'https://[::ffff:a9fe:a9fe]/'],
  ['metadata in a decimal number', 'https://2852039166/'],
  ['metadata in IPv6', 'https://[fd00:ec2::254]/'],
  ['metadata by its name', 'https://metadata.google.internal/'],
  ['a private address', 'https://10.0.0.1/'],
  ['another', 'https://172.31.255.255/'],
  ['a third', 'https://192.168.1.1/'],
  ['a shared address', 'https://100.64.0.1/'],
  ['a link-local address in IPv6', 'https://[fe80::1]/'],
  ['a group of machines', 'https://224.0.0.1/'],
  ['everybody', 'https://255.255.255.255/'],
  ['a test network', 'https://198.18.0.1/'],
  ['this machine by its name', 'https://localhost/'],
  ['with a dot', 'https://localhost./'],
  ['below it', 'https://shop.localhost/'],
  ['in capitals', 'https://LOCALHOST/'],
  ['a name of one network', 'https://printer/'],
  ['another', 'https://printer.local/'],
  ['a user in it', 'https://user@shop.example.com/'],
  ['another host in front of it', 'https://shop.example.com@127.0.0.1/'],
  ['another host and port in front of it', 'https://shop.example.com:443@127.0.0.1/'],
  ['another host in front of a public one', 'https://127.0.0.1:443@shop.example.com/'],
  ['a fragment', 'https://shop.example.com/#here'],
  ['a file', 'file:///etc/passwd'],
  ['no URL', 'shop.example.com'],
])('no URL is called with %s: %s', async (_, url) => {
  expect(whyNotUrl(url, OUT_THERE)).not.toBeNull();
  const poster = nodePoster(OUT_THERE, names([['93.184.216.34']]));
  expect(await poster.post(call(url))).toMatchObject({ error: expect.stringContaining('Not called') });
  const inWorker = fetchPoster({ toThisMachine: false, toNumbers: false });
  expect(await inWorker.post(call(url))).toMatchObject({ error: expect.stringContaining('Not called') });
});

test.each([
  ['a private address', ['10.1.2.3']],
  ['this machine', ['127.0.0.1']],
  ['this machine in IPv6', ['::1']],
  ['metadata', ['169.254.169.254']],
  ['metadata as IPv4 in IPv6', ['::ffff:169.254.169.254']],
  ['metadata behind a translator', ['64:ff9b::a9fe:a9fe']],
  ['metadata in a tunnel', ['2002:a9fe:a9fe::']],
  ['any address of this machine', ['0.0.0.0']],
  ['a private address in IPv6', ['fd12:3456:789a::1']],
  ['a public address and a private one', ['93.184.216.34', '192.168.0.1']],
  ['the address of an interface', ['fe80::1%eth0']],
  ['nowhere', []],
])('no name is called that leads to %s', async (_, addresses) => {
  const resolve = names([addresses]);
  const poster = nodePoster(OUT_THERE, resolve);
  const outcome = await poster.post(call('https://shop.example.com/hook'));
  expect(outcome).toMatchObject({ error: expect.stringContaining('Not called') });
  expect(resolve.asked()).toBe(1);
});

test('a name that means another machine a moment later is connected to where it led when it was looked at', async () => {
  const here = await receiver();
  const resolve = names([['192.88.98.1'], ['127.0.0.1']]);
  const poster = nodePoster(OUT_THERE, resolve);
  const outcome = await poster.post(call(`https://shop.example.com:${here.port}/`, AbortSignal.timeout(500)));
  expect(outcome).toHaveProperty('error');
  expect(resolve.asked()).toBe(1);
  expect(here.received).toEqual([]);
});

test('where a redirect leads is not called, also on this machine', async () => {
  const elsewhere = await receiver();
  const here = await receiver((_, __, reply) => {
    reply.writeHead(302, { location: elsewhere.url }).end();
    return 'does-it-itself';
  });
  const poster = nodePoster({ toThisMachine: true, toNumbers: true });
  expect(await poster.post(call(here.url))).toMatchObject({ status: 302 });
  expect(elsewhere.received).toEqual([]);
});

test('a Worker follows no redirect, and has its runtime reach the public internet alone', async () => {
  const elsewhere = await receiver();
  const here = await receiver((_, __, reply) => {
    reply.writeHead(307, { location: elsewhere.url }).end();
    return 'does-it-itself';
  });
  const poster = fetchPoster({ toThisMachine: true, toNumbers: true });
  expect(await poster.post(call(here.url))).toMatchObject({ status: 307 });
  expect(elsewhere.received).toEqual([]);
  const settings = readFileSync(new URL('../../wrangler.toml', import.meta.url), 'utf8');
  expect(settings).toMatch(/^compatibility_flags = \[.*"global_fetch_strictly_public".*\]$/m);
});

test('a service on this machine calls this machine without TLS, and nobody else in its network', () => {
  const here = { toThisMachine: true, toNumbers: true };
  for (const url of ['http://localhost:3000/hook', 'http://127.0.0.1:3000/hook', 'http://[::1]:3000/hook']) {
    expect(whyNotUrl(url, here)).toBeNull();
  }
  expect(whyNotUrl('http://shop.example.com/', here)).not.toBeNull();
  expect(whyNotUrl('http://192.168.0.1/', here)).not.toBeNull();
  expect(whyNotAddress('127.0.0.1', here)).toBeNull();
  expect(whyNotAddress('10.0.0.1', here)).not.toBeNull();
});

test('a URL out on the internet may be called, and where it is a number only from where that can be looked at', () => {
  expect(whyNotUrl('https://shop.example.com/hook?key=1', OUT_THERE)).toBeNull();
  expect(whyNotUrl('https://93.184.216.34/', OUT_THERE)).toBeNull();
  expect(whyNotUrl('https://[2606:2800:220:1::1]/', OUT_THERE)).toBeNull();
  expect(whyNotUrl('https://93.184.216.34/', { ...OUT_THERE, toNumbers: false })).not.toBeNull();
});

test('an endpoint that hangs is let go after ten seconds', { timeout: 30_000 }, async () => {
  const here = await receiver(() => new Promise(() => {}));
  const poster = nodePoster({ toThisMachine: true, toNumbers: true });
  const start = performance.now();
  expect(await poster.post(call(here.url))).toEqual({ error: 'It did not answer in 10 seconds.' });
  expect(performance.now() - start).toBeLessThan(20_000);
});

test('a connection that was kept open and is closed at the wrong moment is no failure', async () => {
  const here = await receiver((_, nth, reply) => {
    if (nth !== 2) return 204;
    reply.socket?.destroy();
    return 'does-it-itself';
  });
  const poster = nodePoster({ toThisMachine: true, toNumbers: true });
  await poster.post(call(here.url));
  expect(await poster.post(call(here.url))).toMatchObject({ status: 204 });
  expect(here.received).toHaveLength(3);
});
