import { describe, expect, onTestFinished, test } from 'vitest';
import { resendMailer } from '../../src/delivery/resend/resend-mailer.ts';
import { type FarEnd, type Fault, startFarEnd } from './far-end.ts';
import { START_OF_TIME } from './test-app.ts';

const MAIL = {
  from: 'a@lantern.example',
  to: 'ada@example.com',
  subject: 'Hello',
  html: '<p>x</p>',
  text: 'x',
  ...{ replyTo: null, bounceTo: null, token: 'd', writtenAt: START_OF_TIME },
};

async function farEndFor(options: Parameters<typeof startFarEnd>[0] = {}): Promise<FarEnd> {
  const farEnd = await startFarEnd(options);
  onTestFinished(() => farEnd.close());
  return farEnd;
}

async function post({ url }: FarEnd, mails: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(`${url}/emails/batch`, {
    method: 'POST',
    headers: { authorization: 'Bearer re_test', 'content-type': 'application/json', ...headers },
    body: JSON.stringify(mails),
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

describe('the far end', () => {
  test('takes a batch, remembers its mails and says how much it may still take', async () => {
    const farEnd = await farEndFor({ callsPerSecond: 10 });
    const { status, headers, body } = await post(farEnd, [MAIL, { ...MAIL, to: 'bob@example.com' }]);
    expect({ status, body }).toEqual({ status: 200, body: { data: [{ id: 'far-1' }, { id: 'far-2' }] } });
    expect(headers.get('ratelimit-remaining')).toBe('9');
    expect(farEnd.mails.map((one) => one.to)).toEqual(['ada@example.com', 'bob@example.com']);
  });

  test('answers a repeated key as the first time for a day, and takes it anew after', async () => {
    const clock = { now: 0 };
    const farEnd = await farEndFor({ now: () => clock.now });
    const key = { 'idempotency-key': 'k' };
    const first = await post(farEnd, [MAIL], key);
    clock.now = 24 * 3_600_000 - 1;
    expect((await post(farEnd, [MAIL], key)).body).toEqual(first.body);
    expect(farEnd.mails).toHaveLength(1);
    clock.now++;
    await post(farEnd, [MAIL], key);
    expect(farEnd.mails).toHaveLength(2);
  });

  test('refuses a key with another body, and one that is being used', async () => {
    const farEnd = await farEndFor();
    farEnd.delayMs = 100;
    const key = { 'idempotency-key': 'k' };
    const both = await Promise.all([post(farEnd, [MAIL], key), post(farEnd, [MAIL], key)]);
    expect(both.map((one) => one.status).toSorted()).toEqual([200, 409]);
    expect(both.find((one) => one.status === 409)?.body).toMatchObject({
      name: 'concurrent_idempotent_requests',
    });
    const other = await post(farEnd, [{ ...MAIL, subject: 'Other' }], key);
    expect(other).toMatchObject({ status: 409, body: { name: 'invalid_idempotent_request' } });
    expect(farEnd.mails).toHaveLength(1);
  });

  test('takes the good mails of a batch only where that is allowed', async () => {
    const farEnd = await farEndFor({ refuses: ({ to }) => (to === 'no@example.com' ? 'Blocked.' : null) });
    const batch = [MAIL, { ...MAIL, to: 'no@example.com' }, { ...MAIL, to: 'nobody' }];
    expect(await post(farEnd, batch)).toMatchObject({ status: 422, body: { name: 'validation_error' } });
    const { body } = await post(farEnd, batch, { 'x-batch-validation': 'permissive' });
    expect(body).toEqual({
      data: [{ id: 'far-1' }],
      errors: [
        { index: 1, message: 'Blocked.' },
        { index: 2, message: 'Invalid `to` field.' },
      ],
    });
  });

  test('refuses a wrong key and more than a hundred mails', async () => {
    const farEnd = await farEndFor();
    expect((await post(farEnd, [MAIL], { authorization: 'Bearer wrong' })).status).toBe(401);
    expect((await post(farEnd, Array(101).fill(MAIL))).status).toBe(422);
    expect(farEnd.mails).toEqual([]);
  });
});

describe('a fault of the provider, as the sender reads it', () => {
  test.each<[Fault, string, number]>([
    ['error-before', 'unclear', 0],
    ['error-after', 'unclear', 1],
    ['reset-before', 'unclear', 0],
    ['reset-after', 'unclear', 1],
    ['silence-before', 'unclear', 0],
    ['silence-after', 'unclear', 1],
    ['miscounted', 'unknown', 1],
    ['unauthorized', 'misconfigured', 0],
    ['daily-quota', 'out-of-quota', 0],
    ['monthly-quota', 'out-of-quota', 0],
    [{ rateLimitedForSeconds: 7 }, 'rate-limited', 0],
  ])('%j is %s, and sending again sends nothing twice', async (fault, kind, taken) => {
    const farEnd = await farEndFor();
    farEnd.faults.push(fault);
    const mailer = resendMailer({
      apiKey: 're_test',
      baseUrl: farEnd.url,
      callsPerSecond: null,
      timeoutMs: 300,
    });
    const batch = { key: 'proviso/1', mails: [{ ...MAIL, deliveryId: 'd-1' }] };
    const receipt = await mailer.send(batch);
    expect(receipt.kind).toBe(kind);
    if (receipt.kind === 'rate-limited') expect(receipt.retryAfterMs).toBe(7000);
    expect(farEnd.mails).toHaveLength(taken);
    expect(await mailer.send(batch)).toEqual({ kind: 'taken', providerIds: ['far-1'] });
    expect(farEnd.mails).toHaveLength(1);
  });

  test('an error that is kept under the key comes back for a day: unclear to the end', async () => {
    const clock = { now: 0 };
    const farEnd = await farEndFor({ now: () => clock.now });
    farEnd.faults.push('error-kept');
    const mailer = resendMailer({ apiKey: 're_test', baseUrl: farEnd.url, callsPerSecond: null });
    const batch = { key: 'proviso/1', mails: [{ ...MAIL, deliveryId: 'd-1' }] };
    for (const at of [0, 1, 23 * 3_600_000]) {
      clock.now = at;
      expect((await mailer.send(batch)).kind).toBe('unclear');
    }
    expect(farEnd.mails).toHaveLength(1);
  });
});
