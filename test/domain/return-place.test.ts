import { describe, expect, test } from 'vitest';
import { mayReturnTo, parseReturnPlace, type ReturnPlace } from '../../src/domain/return-place.ts';
import { readReturnPlaces } from '../../src/runtime/settings/config-values.ts';

const places = ['https://app.example.com/account', 'http://localhost:3000'].map(
  (one) => parseReturnPlace(one) as ReturnPlace,
);

describe('where people may be sent back to', () => {
  test.each([
    'https://app.example.com/account',
    'https://app.example.com/account/',
    'https://app.example.com/account/orders?page=2&next=https%3A%2F%2Fevil.example#top',
    'https://app.example.com/account?at=a//b',
    'http://localhost:3000',
    'http://localhost:3000/any/where',
  ])('is %s', (address) => expect(mayReturnTo(address, places)).toBe(true));

  test.each([
    ['another path', 'https://app.example.com/'],
    ['a path that only begins alike', 'https://app.example.com/accountant'],
    ['another host', 'https://evil.example/account'],
    ['a host that begins alike', 'https://app.example.com.evil.example/account'],
    ['a host that ends alike', 'https://evil-app.example.com/account'],
    ['a full stop after the host', 'https://app.example.com./account'],
    ['another scheme', 'http://app.example.com/account'],
    ['another port', 'https://app.example.com:8443/account'],
    ['a port that goes without saying', 'https://app.example.com:443/account'],
    ['a name before the host', 'https://app.example.com@evil.example/account'],
    ['a name before the right host', 'https://ada@app.example.com/account'],
    ['a password', 'https://ada:x@app.example.com/account'],
    ['a backslash before another host', 'https://app.example.com\\@evil.example/account'],
    ['a backslash in the path', 'https://app.example.com/account\\evil'],
    ['no scheme', '//app.example.com/account'],
    ['a path alone', '/account'],
    ['nothing', ''],
    ['script', 'javascript:alert(1)//https://app.example.com/account'],
    ['data', 'data:text/html,https://app.example.com/account'],
    ['a blob of the right origin', 'blob:https://app.example.com/account'],
    ['two slashes in the path', 'https://app.example.com//evil.example/account'],
    ['two slashes further on', 'https://app.example.com/account//evil.example'],
    ['one slash before the host', 'https:/app.example.com/account'],
    ['three slashes before the host', 'https:///app.example.com/account'],
    ['steps up', 'https://app.example.com/account/../admin'],
    ['encoded steps up', 'https://app.example.com/account/%2e%2e/admin'],
    ['half-encoded steps up', 'https://app.example.com/account/.%2E/admin'],
    ['steps up that are encoded twice', 'https://app.example.com/account/%252e%252e/admin'],
    ['an encoded dot', 'https://app.example.com/account/a%2eb'],
    ['an encoded slash', 'https://app.example.com/account/%2f%2fevil.example'],
    ['an encoded backslash', 'https://app.example.com/account/%5cevil.example'],
    ['an encoded NUL', 'https://app.example.com/account%00/x'],
    ['another case of the scheme', 'HTTPS://app.example.com/account'],
    ['another case of the host', 'https://APP.example.com/account'],
    ['another case of the path', 'https://app.example.com/Account'],
    ['an encoded letter of the host', 'https://%61pp.example.com/account'],
    ['a letter that looks alike', 'https://аpp.example.com/account'],
    ['a wide letter of the host', 'https://app.ｅxample.com/account'],
    ['a space before it', ' https://app.example.com/account'],
    ['a line break in it', 'https://app.example.com/acc\nount'],
    ['a tab in it', 'https://app.exa\tmple.com/account'],
    ['a line break after it', 'https://app.example.com/account\r\nset-cookie: a=b'],
    ['letters that are not encoded', 'https://app.example.com/account/ä'],
  ])('is not %s', (_, address) => expect(mayReturnTo(address, places)).toBe(false));

  test('is nowhere unless somebody says so', () => {
    expect(mayReturnTo('https://app.example.com/account', [])).toBe(false);
  });

  test.each([
    'app.example.com',
    'http://app.example.com',
    'https://app.example.com/?a=b',
    'https://app.example.com/#a',
    'https://ada@app.example.com/',
    'https://app.example.com/a/../b',
    'https://APP.example.com',
    'javascript:alert(1)',
    '*',
  ])('cannot be set to %s', (text) => expect(parseReturnPlace(text)).toBeNull());

  test('is set by RETURN_TO, one after another, and the process does not start with what is none', () => {
    const set = readReturnPlaces('https://app.example.com/account, http://localhost:3000/');
    expect(set).toEqual(places);
    expect(() => readReturnPlaces('https://app.example.com, app')).toThrow(
      /RETURN_TO must be URLs.*"app" is none/,
    );
  });
});
