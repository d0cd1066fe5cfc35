import { BlockList, isIP } from 'node:net';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  formatIpAddress,
  isInRange,
  isLocalIp,
  isLoopbackIp,
  parseIpAddress,
  parseIpRange,
} from '../../src/domain/ip-address.ts';

const parsed = (text: string) => {
  const address = parseIpAddress(text);
  if (address === null) throw new Error(`${text} is no address`);
  return address;
};

/** As browsers write it, which is RFC 5952's way but for IPv4 addresses in IPv6's clothes. */
const canonical = (text: string) =>
  text.includes(':') ? new URL(`http://[${text}]`).hostname.slice(1, -1) : new URL(`http://${text}`).hostname;

const ipv6 = fc.oneof(
  fc.ipV6(),
  fc
    .array(fc.constantFrom('0', '0', '0', '1', 'ab'), { minLength: 8, maxLength: 8 })
    .map((all) => all.join(':')),
);

describe('an address', () => {
  test('is written in one way, however it came', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), ipv6), (text) => {
        const address = parsed(text);
        if (address.length === 4 && text.includes(':')) return;
        expect(formatIpAddress(address)).toBe(canonical(text));
        expect(parsed(formatIpAddress(address))).toEqual(address);
      }),
      { examples: [['0:0:1:0:0:0:0:0'], ['1:0:0:2:0:0:3:4'], ['0:0:0:0:0:0:0:0'], ['1:0:2:3:4:5:6:7']] },
    );
  });

  test('of IPv4 in the clothes of IPv6 is the IPv4 one', () => {
    for (const text of ['::ffff:192.0.2.7', '::FFFF:c000:207', '0:0:0:0:0:ffff:192.0.2.7']) {
      expect(formatIpAddress(parsed(text))).toBe('192.0.2.7');
    }
  });

  test('is read without the interface that it was met at', () => {
    expect(formatIpAddress(parsed('fe80::1%eth0'))).toBe('fe80::1');
  });

  test('is told from what is none as Node tells them, but for zeros in front', () => {
    const piece = fc.constantFrom('0', '1', '255', '256', 'ff', 'fffff', '.', ':', '::', '%', ' ', '-');
    const text = fc.array(piece, { maxLength: 16 }).map((all) => all.join(''));
    fc.assert(
      fc.property(fc.oneof(text, fc.ipV4(), ipv6), (one) => {
        if (one.includes('%')) return;
        expect(parseIpAddress(one) !== null, one).toBe(isIP(one) !== 0);
      }),
      { numRuns: 2000 },
    );
    expect(parseIpAddress('010.0.0.1')).toBeNull();
  });
});

describe('a range', () => {
  test('holds what Node finds in it', () => {
    const of = fc.oneof(
      fc.tuple(fc.ipV4(), fc.integer({ min: 1, max: 32 }), fc.ipV4()),
      fc.tuple(ipv6, fc.integer({ min: 1, max: 128 }), ipv6),
    );
    fc.assert(
      fc.property(of, ([base, bits, other]) => {
        const range = parseIpRange(`${base}/${bits}`);
        const [address, first] = [parsed(other), parsed(base)];
        if (range === null || address.length !== first.length) return;
        const family = address.length === 4 ? 'ipv4' : 'ipv6';
        const list = new BlockList();
        list.addSubnet(formatIpAddress(first), range.bits, family);
        expect(isInRange(address, range)).toBe(list.check(formatIpAddress(address), family));
        expect(isInRange(first, range)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  test.each(['', '10.0.0.0/33', '10.0.0.0/', '10.0.0.0/a', '10.0.0', 'localhost', '::1/129', '10.0.0.0/8/8'])(
    'is none where it is written %j',
    (text) => expect(parseIpRange(text)).toBeNull(),
  );

  test.each(['0.0.0.0/0', '::/0', '::ffff:0.0.0.0/96'])('is none where it is everybody: %s', (text) =>
    expect(parseIpRange(text)).toBeNull(),
  );

  test('may be one address, and one in the clothes of IPv6', () => {
    const one = parseIpRange('192.0.2.7');
    expect(one && isInRange(parsed('192.0.2.7'), one)).toBe(true);
    expect(one && isInRange(parsed('192.0.2.8'), one)).toBe(false);
    const mapped = parseIpRange('::ffff:10.0.0.0/104');
    expect(mapped && isInRange(parsed('10.200.0.1'), mapped)).toBe(true);
    expect(mapped && isInRange(parsed('11.0.0.1'), mapped)).toBe(false);
  });
});

test.each(['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1'])('%s is this machine', (text) => {
  expect(isLoopbackIp(parsed(text))).toBe(true);
});

test.each([
  '10.1.2.3',
  '172.31.0.1',
  '192.168.1.1',
  '100.64.0.1',
  '169.254.1.1',
  'fd00::1',
  'fe80::1',
  '::1',
])('%s means somebody in one network alone', (text) => expect(isLocalIp(parsed(text))).toBe(true));

test.each(['203.0.113.7', '172.32.0.1', '11.0.0.1', '2001:db8::1'])(
  '%s means the same everywhere',
  (text) => {
    expect(isLocalIp(parsed(text))).toBe(false);
    expect(isLoopbackIp(parsed(text))).toBe(false);
  },
);
