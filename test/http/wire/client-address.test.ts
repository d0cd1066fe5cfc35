import { describe, expect, test } from 'vitest';
import { clientAddresses, findClient } from '../../../src/http/wire/client-address.ts';
import { readTrustedProxies } from '../../../src/runtime/settings/config-values.ts';

type Headers = Readonly<Record<string, string>>;

const PUBLIC = 'https://policies.example.com';

const findFrom = (
  peer: string | null,
  headers: Headers,
  { proxies = '', publicUrl = PUBLIC }: { readonly proxies?: string; readonly publicUrl?: string } = {},
) =>
  findClient({ peer, header: (name) => headers[name] }, { proxies: readTrustedProxies(proxies), publicUrl })
    .address;

describe('whoever connects without a proxy', () => {
  test('is who they are', () => {
    expect(findFrom('203.0.113.7', {})).toBe('203.0.113.7');
    expect(findFrom('::ffff:203.0.113.7', {})).toBe('203.0.113.7');
    expect(findFrom('2001:DB8:0::1', {})).toBe('2001:db8::1');
  });

  test('is this machine, where the service is for it alone', () => {
    expect(findFrom('127.0.0.1', {}, { publicUrl: 'http://localhost:8787' })).toBe('127.0.0.1');
  });

  test('is somebody in the same network, where the service is reached without TLS', () => {
    expect(findFrom('10.1.2.3', {}, { publicUrl: 'http://policies.intern' })).toBe('10.1.2.3');
  });

  test('is nobody where the runtime does not know', () => {
    expect(findFrom(null, {})).toBeNull();
  });
});

describe('no address is better than that of a proxy which nobody trusts', () => {
  test.each<[string, string, Headers]>([
    ['on this machine, in front of a public service', '127.0.0.1', {}],
    ['in the same network, where TLS ends', '172.17.0.1', {}],
    ['that forwards', '203.0.113.1', { 'x-forwarded-for': '203.0.113.7' }],
    ['that forwards in the standard way', '203.0.113.1', { forwarded: 'for=203.0.113.7' }],
    ['that says it is one', '203.0.113.1', { via: '1.1 cache' }],
    ['that names whom it asks for', '203.0.113.1', { 'x-real-ip': '203.0.113.7' }],
    ['that says how it was reached', '203.0.113.1', { 'x-forwarded-proto': 'https' }],
  ])('%s', (_, peer, headers) => {
    expect(findFrom(peer, headers)).toBeNull();
    expect(findFrom(peer, headers, { proxies: '198.51.100.0/24' })).toBeNull();
  });
});

describe('a proxy that is trusted', () => {
  const behind = (headers: Headers, proxies = 'loopback') => findFrom('127.0.0.1', headers, { proxies });

  test('says whom it asks for', () => {
    expect(behind({ 'x-forwarded-for': '203.0.113.7' })).toBe('203.0.113.7');
    expect(behind({ 'x-forwarded-for': '2001:DB8::7' })).toBe('2001:db8::7');
    expect(behind({ forwarded: 'for=203.0.113.7;proto=https;by=127.0.0.1' })).toBe('203.0.113.7');
    expect(behind({ forwarded: 'proto=https; For="[2001:db8::7]:4711"' })).toBe('2001:db8::7');
    expect(behind({ 'x-forwarded-for': '203.0.113.7:50123' })).toBe('203.0.113.7');
  });

  test('is not asked for what somebody said before it', () => {
    expect(behind({ 'x-forwarded-for': '192.0.2.1, 203.0.113.7' })).toBe('203.0.113.7');
    expect(behind({ 'x-forwarded-for': 'unknown, <script>, 203.0.113.7' })).toBe('203.0.113.7');
    expect(behind({ forwarded: 'for=192.0.2.1, for=203.0.113.7' })).toBe('203.0.113.7');
    expect(behind({ forwarded: 'for="a, b\\", c", for=203.0.113.7' })).toBe('203.0.113.7');
  });

  test('is passed over where others that are trusted stand before it', () => {
    const proxies = 'loopback, 198.51.100.0/24 10.0.0.5';
    const forwarded = '192.0.2.66, 203.0.113.7, 198.51.100.9, 10.0.0.5';
    expect(behind({ 'x-forwarded-for': forwarded }, proxies)).toBe('203.0.113.7');
    expect(behind({ 'x-forwarded-for': '203.0.113.7, 10.0.0.6' }, proxies)).toBe('10.0.0.6');
  });

  test('may ask for somebody on its own machine', () => {
    expect(behind({ 'x-forwarded-for': '127.0.0.1' })).toBe('127.0.0.1');
  });

  test.each<[string, Headers]>([
    ['does not say', {}],
    ['says nothing', { 'x-forwarded-for': '' }],
    ['says what is no address', { 'x-forwarded-for': '203.0.113.7, unknown' }],
    ['hides whom it asks for', { forwarded: 'for=_hidden' }],
    ['says only how it was reached', { forwarded: 'proto=https' }],
    ['breaks off', { forwarded: 'for=203.0.113.7,' }],
    ['writes what cannot be read', { forwarded: 'for="203.0.113.7' }],
    ['names an address and something else', { 'x-forwarded-for': '203.0.113.7 evil' }],
    [
      'hands on a header that somebody else wrote',
      { forwarded: 'for=192.0.2.66', 'x-forwarded-for': '203.0.113.7' },
    ],
  ])('that %s leaves no address', (_, headers) => {
    expect(behind(headers)).toBeNull();
  });

  test('may say the same in both ways', () => {
    expect(behind({ forwarded: 'for="203.0.113.7:80"', 'x-forwarded-for': '203.0.113.7' })).toBe(
      '203.0.113.7',
    );
  });

  test('reads a header as long as headers may be at once', () => {
    const start = performance.now();
    for (let i = 0; i < 100; i++) {
      behind({ 'x-forwarded-for': '1.1.1.1,'.repeat(2000) });
      behind({ forwarded: 'for=a;'.repeat(2700) });
      behind({ forwarded: `for="${'\\"'.repeat(8000)}` });
    }
    expect(performance.now() - start).toBeLessThan(2000);
  });
});

describe('the log', () => {
  const ask = (peers: readonly string[], headers: Headers, proxies = '') => {
    const lines: unknown[] = [];
    const trust = { proxies: readTrustedProxies(proxies), publicUrl: PUBLIC };
    const left = [...peers];
    const read = clientAddresses(
      trust,
      () => left.shift() ?? null,
      (level, message, fields) => lines.push([level, message, fields]),
    );
    const c = { req: { header: (name: string) => headers[name] } } as unknown as Parameters<typeof read>[0];
    for (const _ of peers) read(c, { isRecorded: true });
    return lines;
  };

  test('says once that a proxy stands in between, and which', () => {
    expect(ask(['127.0.0.1', '127.0.0.1', '10.0.0.1'], { 'x-forwarded-for': '203.0.113.7' })).toEqual([
      ['warn', expect.stringContaining('TRUSTED_PROXIES does not name'), { proxy: '127.0.0.1' }],
    ]);
  });

  test('never names somebody who only pretends to be one', () => {
    expect(ask(['203.0.113.7'], { via: 'me' })).toEqual([
      ['warn', expect.stringContaining('TRUSTED_PROXIES does not name'), {}],
    ]);
  });

  test('says once that a trusted proxy leaves open whom it asks for', () => {
    expect(ask(['127.0.0.1', '127.0.0.1'], {}, 'loopback')).toEqual([
      ['warn', expect.stringContaining('does not say in X-Forwarded-For'), { proxy: '127.0.0.1' }],
    ]);
  });

  test('has nothing to say where all is known', () => {
    expect(ask(['203.0.113.7'], {})).toEqual([]);
  });
});
