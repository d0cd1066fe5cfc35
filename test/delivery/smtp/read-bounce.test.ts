import { describe, expect, test } from 'vitest';
import { bounceReader } from '../../../src/delivery/smtp/read-bounce.ts';
import type { Instant } from '../../../src/domain/instant.ts';
import { bounceAddressOf, signBounceToken } from '../../../src/domain/notices/bounce-token.ts';
import {
  ARRIVED,
  FAILURES,
  HANDED_ON,
  LATE,
  OUT_OF_OFFICE,
  type Returned,
} from '../../support/bounced-mails.ts';

const NOW = '2026-11-22T12:00:00.000Z' as Instant;
const SECRETS = [
  { id: '2', secret: 'a newer secret for tests that is long' },
  { id: '1', secret: 'an older secret for tests that is long' },
];
const ID = '01a2268d-7c79-71eb-8005-236c3e837132';
const TOKEN = signBounceToken(ID, SECRETS[1]!);
const MAIL: Returned = {
  from: bounceAddressOf('bounces@lantern.example', TOKEN),
  to: 'ada@example.com',
  raw: `From: Lantern <notices@lantern.example>\r\nTo: ada@example.com\r\nMessage-ID: <${TOKEN}@lantern.example>\r\n\r\nhttps://lantern.example/review/${ID}.1.${'0af1'.repeat(10)}\r\n`,
  asked: { envid: TOKEN },
};
/** As it is where a relay has put an envelope of its own around it. */
const REWRITTEN: Returned = {
  ...MAIL,
  from: 'srs0=x1y2=abc=lantern.example=bounces@relay.example',
  asked: {},
};

const read = (mail: string, secrets = SECRETS) => bounceReader(secrets)(new TextEncoder().encode(mail), NOW);

describe('a mail that did not arrive', () => {
  test.each(Object.entries(FAILURES))('is read from what %s reports', async (_, report) => {
    const event = await read(report(MAIL));
    expect(event).toMatchObject({ type: 'dsn.failed', says: 'bounced', deliveryId: ID, providerId: null });
    expect(event?.occurredAt).toMatch(/^2026-11-22T09:00:0[5-9]\.000Z$/);
    expect(JSON.parse(event?.payload ?? '')).toMatchObject({
      action: 'failed',
      code: expect.stringMatching(/^5\.(0\.0|1\.1|1\.10)$/),
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  test.each(Object.entries(FAILURES))(
    'is found by its headers that %s sends back, where the envelope was rewritten',
    async (_, report) => {
      expect(await read(report(REWRITTEN))).toMatchObject({ says: 'bounced', deliveryId: ID });
    },
  );

  test.each(Object.entries(FAILURES))(
    'leaves no link that could be used in what is kept of %s',
    async (_, report) => {
      expect((await read(report(MAIL)))?.payload).not.toContain('0af10af1');
    },
  );

  test('is found where a server writes addresses in capitals', async () => {
    const shouting = FAILURES.Sendmail!({ ...MAIL, from: MAIL.from.toUpperCase(), raw: '', asked: {} });
    expect(await read(shouting)).toMatchObject({ deliveryId: ID });
  });

  test('is one report however often it is handed in, and whichever way it came', async () => {
    const report = FAILURES.Postfix!(MAIL);
    const again = await read(`X-Fetched: yes\r\n${report}`);
    expect(again?.id).toBe((await read(report))?.id);
    expect((await read(FAILURES.Exim!(MAIL)))?.id).not.toBe(again?.id);
  });

  test('is read whatever it brings back', async () => {
    const large = { ...MAIL, raw: `${MAIL.raw}${'Words of a policy.\r\n'.repeat(100_000)}` };
    expect(await read(FAILURES.Exchange!(large))).toMatchObject({ says: 'bounced', deliveryId: ID });
  });

  test('failed for those for whom an address stands only if it did for all of them', async () => {
    const group = (action: string, status: string) =>
      `Final-Recipient: rfc822; ${status}@example.com\r\nAction: ${action}\r\nStatus: ${status}\r\n\r\n`;
    const one = FAILURES.Sendmail!(MAIL);
    const at = one.indexOf('Final-Recipient');
    const withOther = (other: string) => one.slice(0, at) + other + one.slice(at);
    expect(await read(withOther(group('failed', '5.2.2')))).toMatchObject({ says: 'bounced' });
    expect(await read(withOther(group('expanded', '2.0.0')))).toMatchObject({ says: 'sent' });
  });
});

describe('a mail that is', () => {
  test('late is still on its way', async () => {
    expect(await read(LATE(MAIL))).toMatchObject({ type: 'dsn.delayed', says: 'sent', deliveryId: ID });
  });

  test('handed on is as good as sent', async () => {
    expect(await read(HANDED_ON(MAIL))).toMatchObject({ type: 'dsn.relayed', says: 'sent' });
  });

  test('delivered has arrived, and was taken when its server says so', async () => {
    expect(await read(ARRIVED(MAIL))).toMatchObject({
      ...{ type: 'dsn.delivered', says: 'delivered', deliveryId: ID },
      takenAt: '2026-11-22T09:00:03.000Z',
    });
  });

  test('reported by a clock that is ahead is so at a time that nobody knows', async () => {
    const ahead = ARRIVED(MAIL).replaceAll('22 Nov 2026 09:00', '22 Nov 2026 19:00');
    expect(await read(ahead)).toMatchObject({ says: 'delivered', takenAt: null, occurredAt: null });
  });
});

describe('nothing is read from', () => {
  test.each([
    ['an answer of somebody who is away', OUT_OF_OFFICE(MAIL)],
    [
      'a report whose token nobody of us signed',
      FAILURES.Postfix!(MAIL).replaceAll(TOKEN.slice(-16), '0123456789abcdef'),
    ],
    [
      'a report about another mail',
      FAILURES.Postfix!({ ...MAIL, from: 'x@lantern.example', raw: 'To: x', asked: {} }),
    ],
    ['a report that says nothing', FAILURES.Postfix!(MAIL).replace(/^(Action|Status): .*$/gm, 'X: y')],
    ['no mail at all', '\0\r\n\r\n\xff'],
    ['nothing', ''],
  ])('%s', async (_, mail) => {
    expect(await read(mail)).toBeNull();
  });

  test('what was signed with a secret that is not used any more', async () => {
    expect(await read(FAILURES.Postfix!(MAIL), [SECRETS[0]!])).toBeNull();
  });

  test('mails that are made to take long', async () => {
    const started = performance.now();
    const nested = Array.from(
      { length: 500 },
      (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\r\n\r\n--b${i}\r\n`,
    );
    for (const hostile of [
      `X-Failed-Recipients: x\r\n\r\n${'-'.repeat(1_000_000)}`,
      `X-Failed-Recipients: x\r\n\r\n${'0-'.repeat(500_000)}`,
      `Content-Type: message/delivery-status\r\n\r\n${'\n '.repeat(500_000)}`,
      `X-A: ${'a'.repeat(1_000_000)}\r\n\r\n`,
      nested.join(''),
    ]) {
      expect(await read(hostile)).toBeNull();
    }
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});
