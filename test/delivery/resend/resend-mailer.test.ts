import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { Resend } from 'resend';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Batch, Mail, Receipt } from '../../../src/delivery/mailer.ts';
import { answerToReceipt } from '../../../src/delivery/resend/resend-answer.ts';
import { resendMailer } from '../../../src/delivery/resend/resend-mailer.ts';
import { inPieces, lengthOf, writeBatch } from '../../../src/delivery/resend/write-batch.ts';
import { concatBytes } from '../../../src/domain/record/bytes.ts';
import { START_OF_TIME } from '../../support/test-app.ts';

type Call = {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
};

const SHARED = 'Für "alle" \\ 隐私 😀 \u2028 \ud800 <b>\n'.repeat(200);

const mailTo = (name: string, change: Partial<Mail> = {}): Mail => {
  const html = ['<p>', SHARED, `https://x.example/${name}`, SHARED, '</p>'];
  const text = [SHARED, name];
  return {
    ...{ deliveryId: `id-of-${name}`, from: 'Lantern, Łódź "and" <b> <notices@lantern.example>' },
    ...{ to: `${name}@example.com`, subject: 'Datenschutz – "neu" 隐私', replyTo: null },
    ...{ html: html.join(''), text: text.join(''), pieces: { html, text } },
    ...{ bounceTo: null, token: 't', writtenAt: START_OF_TIME },
    ...change,
  };
};

const BATCH: Batch = {
  key: 'proviso/chunk-1',
  mails: [
    mailTo('ada'),
    mailTo('ben', { replyTo: 'legal@lantern.example' }),
    ...Array.from({ length: 20 }, (_, i) => mailTo(`user-${i}`)),
  ],
};

const ACCEPTED = { data: BATCH.mails.map((_, i) => ({ id: `far-${i}` })), errors: [] };

/** A provider that keeps what it is asked and answers as it is told to. */
async function provider(answer: (response: ServerResponse) => void) {
  const calls: Call[] = [];
  const server = createServer((request, response) => {
    const { method, url, headers } = request;
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      calls.push({ method, url, headers, body: Buffer.concat(parts).toString() });
      answer(response);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { calls, baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

const options = { apiKey: 're_test', callsPerSecond: null };

/** How long to wait for a provider that says nothing. */
const SILENCE_MS = 400;

/** What the SDK itself makes of a batch. */
async function bySdk(baseUrl: string, { key, mails }: Batch, timeoutMs = 20_000): Promise<Receipt> {
  const answer = await new Resend(options.apiKey, { baseUrl }).batch.send(
    mails.map(({ from, to, subject, html, text, replyTo, deliveryId }) => ({
      ...{ from, to, subject, html, text },
      ...(replyTo === null ? {} : { replyTo }),
      headers: { 'Auto-Submitted': 'auto-generated' },
      tags: [{ name: 'delivery', value: deliveryId }],
    })),
    {
      idempotencyKey: key,
      batchValidation: 'permissive',
      signal: AbortSignal.timeout(timeoutMs),
    },
  );
  return answerToReceipt(mails.length, answer);
}

const SILENCE = () => {};

const json = (status: number, body: unknown, headers: Record<string, string> = {}) => {
  const type = { 'content-type': 'application/json' };
  return (response: ServerResponse) =>
    void response.writeHead(status, { ...type, ...headers }).end(JSON.stringify(body));
};

const error = (statusCode: number, name: string, headers: Record<string, string> = {}) =>
  json(statusCode, { statusCode, name, message: 'No, ada@example.com.' }, headers);

describe("a batch through Resend's API", () => {
  test('is the same on the wire as what the SDK sends, to the byte', async () => {
    const { calls, baseUrl } = await provider(json(200, ACCEPTED));
    const receipt = await resendMailer({ ...options, baseUrl }).send(BATCH);
    expect(await bySdk(baseUrl, BATCH)).toEqual(receipt);
    expect(receipt).toEqual({ kind: 'taken', providerIds: ACCEPTED.data.map(({ id }) => id) });
    const [ours, theirs] = calls;
    expect(ours?.headers).toMatchObject({
      ...{ authorization: 'Bearer re_test', 'content-type': 'application/json' },
      ...{ 'idempotency-key': 'proviso/chunk-1', 'x-batch-validation': 'permissive' },
      'user-agent': expect.stringMatching(/^resend-node:/),
      'content-length': String(Buffer.byteLength(ours?.body ?? '')),
    });
    expect(ours).toEqual(theirs);
  });

  test('is written as JSON of the same mails is, whatever they say and however they are cut', () => {
    const text = fc.string({ unit: 'binary', maxLength: 30 });
    const cut = fc.array(text, { minLength: 1, maxLength: 6 });
    const mail = fc.record({ html: cut, text: cut, subject: text, replyTo: fc.option(text) });
    fc.assert(
      fc.property(fc.array(mail, { maxLength: 5 }), fc.integer({ min: 1, max: 400 }), (mails, size) => {
        const batch = mails.map(({ html, text, ...rest }, i) => {
          const { pieces: _, ...whole } = mailTo(`user-${i}`, rest);
          const words = { html: html.join(''), text: text.join('') };
          return { ...whole, ...words, ...(i === 0 ? {} : { pieces: { html, text } }) };
        });
        const body = writeBatch(batch);
        const pieces = [...inPieces(body, size)];
        expect(pieces.slice(0, -1).every(({ length }) => length === size)).toBe(true);
        expect(lengthOf(body)).toBe(pieces.reduce((sum, { length }) => sum + length, 0));
        const written = JSON.parse(new TextDecoder().decode(concatBytes(...pieces)));
        expect(written).toEqual(
          batch.map(({ from, html, replyTo, subject, deliveryId, text, to }) => ({
            ...{ from, headers: { 'Auto-Submitted': 'auto-generated' }, html },
            ...(replyTo === null ? {} : { reply_to: replyTo }),
            ...{ subject, tags: [{ name: 'delivery', value: deliveryId }], text, to },
          })),
        );
      }),
    );
  });

  test.each<[string, Receipt['kind'], (response: ServerResponse) => void]>([
    ['too many calls', 'rate-limited', error(429, 'rate_limit_exceeded', { 'retry-after': '7' })],
    ['a quota used up', 'out-of-quota', error(429, 'daily_quota_exceeded')],
    ['a limit', 'taken', json(200, ACCEPTED, { 'ratelimit-limit': '10, 10;w=1' })],
    ['a wrong key', 'misconfigured', error(401, 'invalid_api_key')],
    ['a key in use', 'busy', error(409, 'concurrent_idempotent_requests')],
    ['another body under the key', 'unknown', error(409, 'invalid_idempotent_request')],
    ['a bad batch', 'refused', error(422, 'validation_error')],
    ['a connection that leads elsewhere', 'unclear', error(421, 'misdirected_request')],
    ['an error', 'unclear', error(500, 'internal_server_error')],
    ['a page instead of an error', 'unclear', (response) => void response.writeHead(502).end('<h1>Bad')],
    ['a page instead of an answer', 'unclear', (response) => void response.end('<h1>Hello')],
    ['fewer ids than mails', 'unknown', json(200, { data: [], errors: [] })],
    ['a connection that breaks', 'unclear', (response) => void response.destroy()],
    ['an answer that breaks off', 'unclear', (response) => response.write('{', () => response.destroy())],
    ['silence', 'unclear', SILENCE],
  ])('comes to what it comes to by the SDK, where the answer is %s', async (_, kind, answer) => {
    const { baseUrl } = await provider(answer);
    const timeoutMs = answer === SILENCE ? SILENCE_MS : 20_000;
    const receipt = await resendMailer({ ...options, baseUrl, timeoutMs }).send(BATCH);
    expect(receipt.kind).toBe(kind);
    expect(receipt).toEqual(await bySdk(baseUrl, BATCH, timeoutMs));
  });
});
