import { createConfig, lintFromString } from '@redocly/openapi-core';
import { expect, test } from 'vitest';
import { TAGS } from '../../../src/http/reference/operation-names.ts';
import { testApp } from '../../support/arrange.ts';

type Operation = { readonly operationId: string; readonly tags: readonly string[] };

test.each([
  ['/openapi.json', '3.1.0'],
  ['/openapi-3.0.json', '3.0.3'],
])(
  'the document at %s, OpenAPI %s, has nothing that a linter with the recommended rules finds',
  async (path, version) => {
    const { ask } = await testApp({ publicUrl: 'https://policies.lantern.example' });
    const { body } = await ask('GET', path, undefined, { authorization: '' });
    expect(body.openapi).toBe(version);
    const config = await createConfig({ extends: ['recommended'] });
    const found = await lintFromString({ source: JSON.stringify(body), absoluteRef: path, config });
    expect(found.map(({ ruleId, message }) => `${ruleId}: ${message}`)).toEqual([]);
  },
);

test('every operation has a name of its own, and a tag that says what it is about', async () => {
  const { ask } = await testApp();
  const { body } = await ask('GET', '/openapi.json', undefined, { authorization: '' });
  const operations = Object.values(body.paths as Record<string, Record<string, Operation>>).flatMap((item) =>
    Object.values(item),
  );
  const names = operations.map(({ operationId }) => operationId);
  expect(new Set(names).size).toBe(names.length);
  expect(names).toContain('getPolicyVersions');
  expect(names).toContain('postPolicyVersionDeliveryResolve');
  const tags = new Set(operations.flatMap((one) => one.tags));
  expect(tags).toEqual(new Set(TAGS.map(([name]) => name)));
});
