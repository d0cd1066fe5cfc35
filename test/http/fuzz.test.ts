import fc from 'fast-check';
import { expect, test } from 'vitest';
import { askOk, haveAdaTold, havePublished, TEXT_3, testApp } from '../support/arrange.ts';

const METHODS = ['GET', 'HEAD', 'PUT', 'POST', 'DELETE', 'PATCH', 'OPTIONS'];

/** Paths of every route; each `*` is a hole for something hostile, or for what exists. */
const PATHS = [
  '/v1/policies/*',
  '/v1/policies',
  '/v1/policies/*/versions',
  '/v1/policies/*/versions/*',
  '/v1/policies/*/versions/*/withdrawal',
  '/v1/policies/*/versions/*/progress',
  '/v1/policies/*/versions/*/acceptances.csv',
  '/v1/policies/*/versions/*/deliveries.csv',
  '/v1/policies/*/changes',
  '/v1/users/*',
  '/v1/users/*/export',
  '/v1/users/*/hold',
  '/v1/users/*/events',
  '/v1/policies/*/history',
  '/v1/calendars',
  '/v1/calendars/*',
  '/v1/imports',
  '/v1/users/import',
  '/v1/users/*/policies',
  '/v1/users/*/policies/*',
  '/v1/checks',
  '/v1/acceptances',
  '/v1/terminations',
  '/v1/terminations/*',
  '/v1/uses',
  '/v1/keys',
  '/v1/keys/*',
  '/review/*',
  '/mailbox',
  '/mailbox/*',
  '/mailbox/*/html',
  '/healthz',
  '/livez',
  '/readyz',
  '/openapi.json',
  '/*',
];

const hostileText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '\0',
    '\ud800',
    '\u202e',
    '__proto__',
    'constructor',
    '1e999',
    '-0',
    "'; DROP TABLE users; --",
  ),
  fc.constant('x'.repeat(10_000)),
);

const hostileSegment = fc.oneof(
  hostileText.map((text) => encodeURIComponent(text.toWellFormed())),
  fc.constantFrom('privacy', 'ada', '1', '2', '3'),
  fc.constantFrom(
    '%',
    '%00',
    '%E0%A4%A',
    '%ED%A0%80',
    '%ff%fe',
    '..',
    '%2e%2e',
    '%2F',
    ';',
    '*',
    ':x',
    '{x}',
  ),
);

const NAMES = [
  ...['title', 'locale', 'timeZone', 'acceptance', 'notice', 'minor', 'late', 'content', 'change', 'summary'],
  ...[
    'effectiveAt',
    'reason',
    'pending',
    'email',
    'name',
    'policy',
    'users',
    'user',
    'version',
    'contentHash',
  ],
  ...['method', 'ip', 'userAgent', 'returning', 'when', 'at', 'role', 'accepted', 'source', '__proto__'],
];

const plausible = fc.constantFrom<unknown>(
  ...[
    'privacy',
    'ada',
    1,
    2,
    1e21,
    -1,
    0.5,
    null,
    true,
    [],
    {},
    'withdraw',
    'now',
    'effect',
    'legal',
    'admin',
  ],
  ...[
    'P7D',
    'P-1Y',
    'PT9999999999S',
    '9999-12-31T23:59:59.999Z',
    '-271821-04-20T00:00:00Z',
    '2026-11-22T09:00:00Z',
  ],
  ...[
    'en',
    'x-private',
    'UTC',
    'Etc/GMT+12',
    'a@b.example',
    'a@xn--.example',
    '::1',
    'minor',
    'substantial',
    TEXT_3,
  ],
);

const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  { maxDepth: 2 },
  plausible,
  hostileText,
  fc.double(),
  fc.dictionary(fc.oneof(fc.constantFrom(...NAMES), hostileText), fc.oneof(plausible, hostileText), {
    maxKeys: 5,
  }),
  fc.array(fc.oneof(plausible, hostileText), { maxLength: 5 }),
);

const hostileBody = fc.oneof(
  {
    arbitrary: fc.dictionary(fc.constantFrom(...NAMES), hostileValue, { maxKeys: 8 }).map(toJson),
    weight: 5,
  },
  { arbitrary: fc.uint8Array({ maxLength: 200 }).map((bytes) => Uint8Array.from(bytes)), weight: 1 },
  {
    arbitrary: fc.constantFrom('', '{', '[[', '"', 'a=b', '--b\r\n\r\n', '{"user":"\\ud800"}', '\n\n'),
    weight: 1,
  },
  {
    arbitrary: fc
      .record({
        action: fc.constantFrom('accept', 'leave', 'stay', 'x', ''),
        confirm: fc.constantFrom('yes', 'no'),
      })
      .map((form) => new URLSearchParams(form).toString()),
    weight: 1,
  },
);

const headerText = fc
  .string({ unit: 'binary-ascii' })
  .map((text) => text.replace(/[\0\r\n]|[^\x20-\x7e]/g, '').trim());
const hostileHeaders = fc.record(
  {
    'content-type': fc.oneof(
      headerText,
      fc.constantFrom(
        'application/json',
        'multipart/form-data',
        'multipart/form-data; boundary=b',
        'application/x-www-form-urlencoded',
        'text/html; charset=nothing',
      ),
    ),
    'idempotency-key': headerText,
    'if-none-match': headerText,
    'accept-language': fc.oneof(headerText, fc.constantFrom('*', 'xx-invalid-!!', '-', 'de;q=0.5')),
    origin: fc.oneof(headerText, fc.constantFrom('null', 'http://localhost:8787')),
    host: fc.constantFrom('localhost', '[::1]:1', 'evil', '', ':', '[', 'a b'),
    'x-forwarded-for': headerText,
    'x-request-id': headerText,
    'content-length': fc.constantFrom('0', '-1', 'x', '999999999999', '5'),
    'transfer-encoding': fc.constant('chunked'),
  },
  { requiredKeys: [] },
);

type Hostile = typeof request extends fc.Arbitrary<infer T> ? T : never;

const request = fc.record({
  method: fc.constantFrom(...METHODS),
  path: fc.constantFrom(...PATHS),
  segments: fc.array(hostileSegment, { minLength: 3, maxLength: 3 }),
  query: fc.oneof(
    fc.constant(''),
    fc.constantFrom(
      '?from=1&to=2',
      '?from=2&to=1',
      '?dryRun=true',
      '?limit=1',
      '?cursor=WyJhIl0',
      '?cursor=WzFd',
    ),
    hostileSegment.map((value) => `?cursor=${value}`),
    fc
      .tuple(fc.constantFrom('limit', 'from', 'to', '__proto__', 'done'), hostileSegment)
      .map((pair) => `?${pair.join('=')}`),
  ),
  headers: hostileHeaders,
  body: hostileBody,
  hasKey: fc.boolean(),
});

test('whatever is sent to whatever route, the answer is never 500', { timeout: 120_000 }, async () => {
  const app = await testApp();
  const reviewPath = await haveAdaTold(app);
  await havePublished(app, { content: TEXT_3 });
  const { key } = (await askOk(app, 'POST', '/v1/keys', { name: 'fuzz', role: 'admin' })).body;
  const [, , token = ''] = reviewPath.split('/');
  const faults: string[] = [];
  const context = app.context as { log: typeof app.context.log };
  context.log = (level, message, fields) => {
    if (level === 'error') faults.push(`${message} ${JSON.stringify(fields)}`);
  };

  const send = async ({ method, path, segments, query, headers, body, hasKey }: Hostile) => {
    let hole = 0;
    const holes = path.startsWith('/review') && segments[0]?.length === 1 ? [token] : segments;
    const url = path.replaceAll('*', () => holes[hole++ % holes.length] ?? '') + query;
    const carriesBody = method !== 'GET' && method !== 'HEAD';
    return app.app.request(url, {
      method,
      headers: { ...headers, ...(hasKey ? { authorization: `Bearer ${key}` } : {}) },
      ...(carriesBody ? { body } : {}),
    });
  };

  await fc.assert(
    fc.asyncProperty(request, async (hostile) => {
      faults.length = 0;
      const response = await send(hostile);
      await response.arrayBuffer();
      expect(faults).toEqual([]);
      expect(response.status).toBeLessThan(500);
    }),
    { numRuns: 3000 },
  );
});

/** Requests that succeed, or nearly: one place of each is made hostile at a time. */
const VALID: readonly (readonly [method: string, path: string, body: Record<string, unknown>])[] = [
  ['PUT', '/v1/policies/terms', { title: 'Terms', locale: 'en', timeZone: 'UTC', notice: { minor: 'P7D' } }],
  [
    'POST',
    '/v1/policies/privacy/versions?dryRun=true',
    {
      content: '# New',
      change: 'minor',
      summary: 'New.',
      effectiveAt: '2027-06-01T00:00:00Z',
      pending: 'withdraw',
    },
  ],
  [
    'POST',
    '/v1/policies/privacy/versions',
    { content: '# New', change: 'legal', summary: 'New.', reason: 'A law' },
  ],
  ['PUT', '/v1/users/bob', { email: 'bob@example.com', locale: 'en', name: 'Bob' }],
  ['PUT', '/v1/users/bob/hold', { held: true, reason: 'A dispute' }],
  ['POST', '/v1/checks', { policy: 'privacy', users: ['ada', 'bob'] }],
  [
    'POST',
    '/v1/acceptances',
    { user: 'ada', policy: 'privacy', version: 2, locale: 'en', method: 'x', ip: '::1', userAgent: 'x' },
  ],
  ['POST', '/v1/terminations', { user: 'ada', policy: 'privacy', version: 2, when: 'effect', reason: 'x' }],
  ['POST', '/v1/uses', { user: 'ada', at: '2026-11-22T09:00:00Z' }],
  [
    'POST',
    '/v1/users/import',
    { user: 'cyd', email: null, accepted: { privacy: { version: 1, source: 'x' } } },
  ],
  ['POST', '/v1/keys', { name: 'x', role: 'app' }],
  ['PUT', '/v1/users/cyd', { email: null, attributes: { plan: 'x' }, renewsAt: ['2026-11-22T09:00:00Z'] }],
  ['PUT', '/v1/calendars/x', { weekend: [6, 7], holidays: ['2026-12-25'] }],
  ['POST', '/v1/users/ada/events', { kind: 'renewal', at: '2026-11-22T09:00:00Z' }],
  [
    'POST',
    '/v1/users/ada/events',
    {
      ...{ kind: 'delivered', channel: 'post', policy: 'privacy', version: 2 },
      ...{ at: '2026-11-22T09:00:00Z', states: ['use'] },
    },
  ],
  [
    'POST',
    '/v1/policies/privacy/history',
    {
      versions: [
        {
          ...{ content: 'x', source: 'x' },
          ...{ postedAt: '2020-01-01T00:00:00Z', effectiveAt: '2020-01-01T00:00:00Z' },
        },
      ],
    },
  ],
];

test('one hostile value in an otherwise valid request is never answered 500', {
  timeout: 120_000,
}, async () => {
  const app = await testApp();
  await haveAdaTold(app);
  const oneHostile = fc.constantFrom(...VALID).chain(([method, path, body]) =>
    fc.record({
      method: fc.constant(method),
      path: fc.constant(path),
      field: fc.constantFrom(...Object.keys(body)),
      value: hostileValue,
      headers: fc.record({ 'idempotency-key': fc.constantFrom('a', 'b', 'c') }, { requiredKeys: [] }),
      body: fc.constant(body),
    }),
  );
  await fc.assert(
    fc.asyncProperty(oneHostile, async ({ method, path, field, value, headers, body }) => {
      const { status, body: answer } = await app.ask(method, path, { ...body, [field]: value }, headers);
      expect(status, JSON.stringify(answer)).toBeLessThan(500);
    }),
    { numRuns: 2000 },
  );
  await app.deliver();
});

/** JSON of a value, with lone surrogates as escapes, which `JSON.stringify` writes anyway. */
function toJson(value: unknown): string {
  return JSON.stringify(value);
}
