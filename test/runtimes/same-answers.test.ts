import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { failures, verified } from '../support/evidence.ts';
import { RUNTIMES, type Runtime } from '../support/runtimes.ts';
import { WEBHOOK_SECRET } from '../support/sign-webhook.ts';
import type { Answered } from '../support/test-app.ts';
import { playStory, type Scene } from './story.ts';

/** Headers that say something of the answer, and nothing of the server. */
const HEADERS = [
  'access-control-allow-origin',
  'cache-control',
  'content-disposition',
  'content-security-policy',
  'content-type',
  'cross-origin-resource-policy',
  'etag',
  'idempotency-replayed',
  'location',
  'referrer-policy',
  'vary',
  'www-authenticate',
  'x-content-type-options',
  'x-robots-tag',
];

const [reference, ...others] = Object.keys(RUNTIMES) as [string, ...string[]];
const told = new Map<string, Scene[]>();
const running = new Map<string, Runtime>();

beforeAll(async () => {
  for (const [name, start] of Object.entries(RUNTIMES)) {
    const runtime = await start({
      RESEND_WEBHOOK_SECRET: WEBHOOK_SECRET,
      ASSERTION_KEYS: `one:${'02'.repeat(32)}`,
    });
    running.set(name, runtime);
    told.set(name, await playStory(runtime));
  }
}, 180_000);
afterAll(() => Promise.all([...running.values()].map((one) => one.close())));

describe(`the whole story is answered as by ${reference}`, () => {
  test('which goes as it should', () => {
    const scenes = told.get(reference) ?? [];
    expect(scenes.length).toBeGreaterThan(60);
    expect(scenes.filter(({ answer }) => answer.status >= 500)).toEqual([]);
    expect(new Set(scenes.map(({ answer }) => answer.status))).toEqual(
      new Set([200, 201, 202, 204, 303, 304, 400, 401, 403, 404, 409, 410, 413, 422]),
    );
  });

  test('and calls every endpoint', () => {
    const scenes = told.get(reference) ?? [];
    const { paths } = scenes.find(({ name }) => name.endsWith('GET /openapi.json'))?.answer.body ?? {};
    const endpoints = Object.entries(paths as Record<string, object>).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const isCalled = (endpoint: string) => {
      const pattern = new RegExp(
        ` ${endpoint.replaceAll('/', '\\/').replace(/\{\w+\}/g, '[^/?]+')}(\\?.*)?$`,
      );
      return scenes.some(({ name }) => pattern.test(name));
    };
    expect(endpoints.length).toBeGreaterThan(20);
    expect(endpoints.filter((one) => !isCalled(one))).toEqual([]);
  });

  test.each(others)('by %s', (name) => {
    expect((told.get(name) ?? []).map(timeless)).toEqual((told.get(reference) ?? []).map(timeless));
  });
});

describe('evidence, which is different each time', () => {
  test.each([reference, ...others])('holds by %s', async (name) => {
    const { ask } = running.get(name) as Runtime;
    const bundle = await ask('GET', '/v1/users/bo/evidence');
    const report = verified(JSON.stringify(bundle.body));
    expect(failures(report)).toEqual([]);
    expect(report.bundle.mails.length).toBeGreaterThan(0);
    const { body, headers } = await ask('GET', '/v1/users/bo/evidence?format=html');
    expect(headers.get('content-security-policy')).toContain("style-src 'sha256-");
    expect(body).toContain('.evidence .act {');
    expect(body).toContain('bo</bdi>, as the product calls them');
  });
});

/** An answer without what is different each time: instants, ids, and what is made from them. */
function timeless({ name, answer }: Scene) {
  const { status, headers, body } = answer;
  const isAsset = name.includes(' /assets/page.css');
  const kept = HEADERS.filter((one) => !(isAsset && /cache-control|etag/.test(one))).map((one) => [
    one,
    withoutTime((headers.get(one) ?? '-').toLowerCase()),
  ]);
  return {
    name,
    status,
    headers: Object.fromEntries(kept),
    hasRequestId: headers.get('x-request-id') !== null,
    body:
      typeof body === 'string'
        ? inAnyOrder(withoutTime(body))
        : JSON.parse(withoutTime(JSON.stringify(body))),
  } satisfies Record<string, unknown> & Pick<Answered, 'status' | 'body'>;
}

/** Mails of one moment stand in the mailbox as their ids happen to be. */
function inAnyOrder(page: string): string {
  return page.replace(/(?:<li><a href="\/mailbox\/\{id\}">.*?<\/li>)+/g, (mails) =>
    mails
      .split(/(?<=<\/li>)/)
      .sort()
      .join(''),
  );
}

function withoutTime(text: string): string {
  return (
    text
      .replace(/\/review\/[\w-]{30,}[\w.-]*/g, '/review/{token}')
      .replace(/\/previews\/[\w-]{30,}\.\w+/g, '/previews/{token}')
      .replace(/eyJ[\w-]+\.[\w-]+\.[\w-]+/g, '{token}')
      .replace(/whsec_[\w+/]+=/g, '{secret}')
      .replace(/"tookMs":\d+/g, '"tookMs":"{milliseconds}"')
      // Where nobody listens, what stands between a Worker of tests and the network says so.
      .replace(/"status":(null|500),"answer":[^,]*,"error":(null|"connect [^"]*")/g, '"answer":"{none}"')
      .replace(/pv_[0-9a-f]{32}_[0-9a-f]{64}/g, '{key}')
      .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '{id}')
      .replace(/"[0-9a-f]{16,40}"/g, '"{etag or id}"')
      .replace(/reported:[0-9a-f]{32}/g, 'reported:{id}')
      .replace(/(?<![0-9a-f:])[0-9a-f]{32}(?![0-9a-f])/g, '{id}')
      .replace(/(?!2026-01-02)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, '{instant}')
      .replace(/"position":(\d+|null)/g, '"position":"{when it is numbered}"')
      .replace(/"(words|hash|personal|linkHash|rendition)":"(sha256:)?[0-9a-f]{64}"/g, '"$1":"{hash}"')
      .replace(/max-age=\d+/, 'max-age={seconds}')
      .replace(
        /\b(January|February|March|April|May|June|July|August|September|October|November|December) \d{1,2}, \d{4}/g,
        '{day}',
      )
      .replace(
        /\b\d{1,2} (January|February|March|April|May|June|July|August|September|October|November|December) \d{4}/g,
        '{day}',
      )
      .replace(
        /\b(Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonntag), \d{1,2}\. \p{L}+ \d{4}/gu,
        '{day}',
      )
      .replace(/\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT/g, '{instant}')
      .replace(/\b\d{1,2}:\d\d(:\d\d)?([\s\u202f]?[AaPp][Mm])?/g, '{time}')
  );
}
