import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { transformWithOxc } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ServedApp, serveTestApp } from '../support/browser.ts';
import { integrityOf } from '../support/integrity.ts';

const MOST_COMPRESSED_BYTES = 3 * 1024;

const script = readFileSync(new URL('../../public/notice.js', import.meta.url));
const documentation = readFileSync(new URL('../../docs/banner.md', import.meta.url), 'utf8');

describe('the script that sites embed', () => {
  test('has less than 3 KB when compressed', () => {
    expect(gzipSync(script).length).toBeLessThan(MOST_COMPRESSED_BYTES);
  });

  test('is the one whose hash the documentation names', () => {
    const named = documentation.match(/sha384-[\w+/=]{64}/g) ?? [];
    expect(named.length).toBeGreaterThan(0);
    expect(new Set(named)).toEqual(new Set([integrityOf(script)]));
  });

  test('needs no newer JavaScript than that of 2017', async () => {
    const as = async (target: string, code: string) =>
      (await transformWithOxc(code, 'notice.js', { target, sourcemap: false })).code;
    expect(await as('es2017', 'a?.b')).not.toContain('?.');
    expect(await as('es2017', script.toString())).toBe(await as('esnext', script.toString()));
  });
});

describe('it is served', () => {
  let service: ServedApp;
  beforeAll(async () => {
    service = await serveTestApp();
  });
  afterAll(() => service.close());

  test('to every site, to keep for five minutes', async () => {
    const response = await fetch(`${service.url}/notice.js`, { headers: { origin: 'https://shop.example' } });
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=300',
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'x-content-type-options': 'nosniff',
    });
    expect(await response.text()).toBe(script.toString());
  });

  test('once to whoever has the same already', async () => {
    const first = await fetch(`${service.url}/notice.js`);
    const etag = first.headers.get('etag') ?? '';
    expect(etag).not.toBe('');
    const again = await fetch(`${service.url}/notice.js`, { headers: { 'if-none-match': etag } });
    expect(again.status).toBe(304);
    expect(again.headers.get('access-control-allow-origin')).toBe('*');
    expect(again.headers.get('cache-control')).toBe('public, max-age=300');
    expect(await again.text()).toBe('');
  });
});
