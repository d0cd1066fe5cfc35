import { beforeAll, describe, expect, test } from 'vitest';
import { testApp } from '../../support/arrange.ts';
import { startTestApp } from '../../support/test-app.ts';

type Schema = { readonly [key: string]: unknown };
type Operation = {
  readonly summary?: string;
  readonly parameters?: readonly { name: string; in: string; required?: boolean; schema?: Schema }[];
  readonly requestBody?: { readonly content: Record<string, { readonly schema: Schema }> };
  readonly responses: Record<
    string,
    { readonly description: string; readonly content?: Record<string, { schema: Schema }> }
  >;
};
type Document = {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string };
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { readonly schemas: Record<string, Schema>; readonly securitySchemes: unknown };
};

const METHODS = ['get', 'put', 'post', 'delete'] as const;

/** The JSON paths of the contract. */
const CONTRACT = [
  'put /v1/policies/{policy}',
  'get /v1/policies',
  'get /v1/policies/{policy}',
  'post /v1/policies/{policy}/history',
  'post /v1/imports',
  'put /v1/calendars/{calendar}',
  'get /v1/calendars',
  'get /v1/calendars/{calendar}',
  'post /v1/policies/{policy}/drafts',
  'get /v1/policies/{policy}/drafts',
  'get /v1/drafts/{id}',
  'put /v1/drafts/{id}',
  'delete /v1/drafts/{id}',
  'get /v1/drafts/{id}/changes',
  'post /v1/drafts/{id}/approvals',
  'post /v1/drafts/{id}/objections',
  'post /v1/drafts/{id}/posting',
  'delete /v1/drafts/{id}/posting',
  'post /v1/drafts/{id}/preview-links',
  'get /v1/drafts/{id}/preview-links',
  'delete /v1/drafts/{id}/preview-links/{link}',
  'post /v1/drafts/{id}/test-mails',
  'post /v1/releases',
  'get /v1/releases/{id}',
  'get /v1/releases/{id}/progress',
  'post /v1/releases/{id}/withdrawal',
  'delete /v1/releases/{id}',
  'put /v1/policies/{policy}/asking-pause',
  'delete /v1/policies/{policy}/asking-pause',
  'post /v1/policies/{policy}/versions',
  'get /v1/policies/{policy}/versions',
  'get /v1/policies/{policy}/versions/{version}',
  'post /v1/policies/{policy}/versions/{version}/withdrawal',
  'post /v1/policies/{policy}/versions/{version}/texts',
  'post /v1/policies/{policy}/versions/{version}/corrections',
  'post /v1/policies/{policy}/versions/{version}/corrections/mails',
  'put /v1/wording/{locale}',
  'get /v1/wording/{locale}',
  'post /v1/policies/{policy}/versions/{version}/pause',
  'post /v1/policies/{policy}/versions/{version}/resume',
  'post /v1/policies/{policy}/versions/{version}/go-on',
  'post /v1/policies/{policy}/versions/{version}/deliveries/{delivery}/resolve',
  'get /v1/policies/{policy}/versions/{version}/progress',
  'get /v1/policies/{policy}/versions/{version}/deliveries',
  'get /v1/policies/{policy}/versions/{version}/people',
  'get /v1/policies/{policy}/versions/{version}/people.csv',
  'get /v1/policies/{policy}/versions/{version}/acceptances.csv',
  'get /v1/policies/{policy}/versions/{version}/deliveries.csv',
  'get /v1/policies/{policy}/changes',
  'post /v1/policies/{policy}/versions/{version}/deliveries/{delivery}/again',
  'get /v1/users',
  'post /v1/users',
  'post /v1/users/{user}/links',
  'delete /v1/users/{user}/links/{link}',
  'put /v1/users/{user}',
  'get /v1/users/{user}',
  'delete /v1/users/{user}',
  'get /v1/users/{user}/export',
  'get /v1/users/{user}/evidence',
  'post /v1/evidence',
  'post /v1/evidence.csv',
  'put /v1/users/{user}/hold',
  'get /v1/users/{user}/hold',
  'post /v1/users/{user}/events',
  'post /v1/users/import',
  'get /v1/users/{user}/assertion',
  'get /v1/webhooks',
  'post /v1/webhooks',
  'get /v1/webhooks/{id}',
  'put /v1/webhooks/{id}',
  'delete /v1/webhooks/{id}',
  'post /v1/webhooks/{id}/rotate',
  'get /v1/webhooks/{id}/attempts',
  'post /v1/webhooks/{id}/replay',
  'post /v1/webhooks/{id}/test',
  'get /v1/users/{user}/policies',
  'get /v1/users/{user}/policies/{policy}',
  'post /v1/checks',
  'get /v1/events',
  'post /v1/acceptances',
  'post /v1/terminations',
  'delete /v1/terminations/{id}',
  'post /v1/uses',
  'post /v1/notices/shown',
  'post /v1/answers',
  'post /v1/answers/{id}/void',
  'post /v1/presentations',
  'get /v1/presentations',
  'get /v1/presentations/{id}',
  'get /v1/presentations/{id}/image',
  'get /v1/rule-presets',
  'post /v1/rules/outlook',
  'post /v1/keys',
  'get /v1/keys',
  'get /v1/whoami',
  'post /v1/test-clock',
  'delete /v1/keys/{id}',
  'post /webhooks/bounces',
];

let document: Document;
const operations = () =>
  Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ path, method, operation })),
  );

beforeAll(async () => {
  const { ask, store } = await startTestApp();
  document = (await ask('GET', '/openapi.json', undefined, { authorization: '' })).body;
  await store.close();
});

describe('the OpenAPI document', () => {
  test('is one of OpenAPI 3.1', () => {
    expect(document.openapi).toMatch(/^3\.1\.\d+$/);
    expect(document.info.title).not.toBe('');
    expect(document.info.version).not.toBe('');
    expect(document.components.securitySchemes).toEqual({
      key: { type: 'http', scheme: 'bearer' },
      bounceKey: expect.objectContaining({ type: 'http', scheme: 'bearer' }),
    });
  });

  test.each(CONTRACT)('describes %s', (route) => {
    const [method = '', path = ''] = route.split(' ');
    expect(document.paths[path]?.[method]?.summary).toBeTruthy();
  });

  test('describes nothing that the contract does not have', () => {
    expect(
      operations()
        .map(({ method, path }) => `${method} ${path}`)
        .filter((one) => !CONTRACT.includes(one)),
    ).toEqual([]);
    for (const { method } of operations()) expect(METHODS).toContain(method);
  });

  test('names each parameter of a path once, as required', () => {
    for (const { path, method, operation } of operations()) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const named = (operation.parameters ?? []).filter((one) => one.in === 'path');
      expect(named.map((one) => one.name).sort(), `${method} ${path}`).toEqual(inPath.sort());
      for (const one of named) expect(one.required).toBe(true);
      for (const one of operation.parameters ?? []) expect(one.schema).toBeDefined();
    }
  });

  test('gives each operation a success, the refusals of keys, and descriptions', () => {
    for (const { path, method, operation } of operations()) {
      const statuses = Object.keys(operation.responses);
      expect(
        statuses.some((one) => one.startsWith('2')),
        `${method} ${path}`,
      ).toBe(true);
      expect(statuses).toEqual(expect.arrayContaining(['401', '403']));
      for (const response of Object.values(operation.responses)) expect(response.description).not.toBe('');
    }
  });

  test('gives a body to each answer but 204 and 304, and to no GET or DELETE a request body', () => {
    for (const { path, method, operation } of operations()) {
      for (const [status, response] of Object.entries(operation.responses)) {
        const isBare = status === '204' || status === '304';
        expect(response.content === undefined, `${method} ${path} ${status}`).toBe(isBare);
      }
      if (method === 'get' || method === 'delete') expect(operation.requestBody).toBeUndefined();
    }
  });

  test('says which answers are files for a spreadsheet', () => {
    const reports = operations()
      .filter(({ operation }) => operation.responses['200']?.content?.['text/csv'] !== undefined)
      .map(({ path }) => path);
    const version = '/v1/policies/{policy}/versions/{version}';
    const names = ['acceptances', 'deliveries', 'people'];
    expect(reports.toSorted()).toEqual([
      '/v1/evidence.csv',
      ...names.map((name) => `${version}/${name}.csv`),
    ]);
  });

  test('holds no reference that leads nowhere', () => {
    const references: string[] = [];
    const collect = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return;
      for (const [key, inner] of Object.entries(value)) {
        if (key === '$ref' && typeof inner === 'string') references.push(inner);
        else collect(inner);
      }
    };
    collect(document);
    const follow = (reference: string): unknown =>
      reference
        .slice(2)
        .split('/')
        .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
        .reduce<unknown>((at, step) => (at as Record<string, unknown> | undefined)?.[step], document);
    const broken = [...new Set(references)].filter(
      (one) => !one.startsWith('#/') || follow(one) === undefined,
    );
    expect(broken).toEqual([]);
  });

  test('says where keys may repeat a request safely', () => {
    const idempotent = operations()
      .filter(({ operation }) => operation.parameters?.some((one) => one.name === 'Idempotency-Key'))
      .map(({ method, path }) => `${method} ${path}`);
    expect(idempotent).toEqual(
      expect.arrayContaining([
        'post /v1/policies/{policy}/versions',
        'post /v1/acceptances',
        'post /v1/terminations',
      ]),
    );
  });
});

test('the document is made once, and whoever has it is not sent it again', async () => {
  const { ask } = await testApp();
  const first = await ask('GET', '/openapi.json');
  const etag = first.headers.get('etag') ?? '';
  expect(etag).toMatch(/^"[0-9a-f]{16}"$/);
  expect(first.headers.get('cache-control')).toBe('public, max-age=300');
  expect((await ask('GET', '/openapi.json')).headers.get('etag')).toBe(etag);
  const known = await ask('GET', '/openapi.json', undefined, { 'if-none-match': etag });
  expect([known.status, known.body]).toEqual([304, '']);
});
