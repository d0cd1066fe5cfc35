import { expect, test } from 'vitest';
import { wordsOf } from '../../../src/http/reference/describe-fields.ts';
import { WORDS_OF_PEOPLE } from '../../../src/http/reference/words-of-people.ts';
import { WORDS_OF_POLICIES } from '../../../src/http/reference/words-of-policies.ts';
import { WORDS_OF_THE_RECORD } from '../../../src/http/reference/words-of-the-record.ts';
import { askOk, testApp } from '../../support/arrange.ts';
import { expectValid } from '../../support/valid-html.ts';

type Schema = { readonly properties?: Readonly<Record<string, Schema & { readonly description?: string }>> };
type Operation = {
  readonly operationId: string;
  readonly parameters: readonly { name: string; description?: string }[];
};

/** All fields of a document, each with the schema or the operation that it is of, and what it says. */
function fieldsOf({
  paths,
  components,
}: {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
}) {
  const found: { name: string; words: string | undefined }[] = [];
  const look = (schema: unknown): void => {
    if (schema === null || typeof schema !== 'object') return;
    for (const [name, field] of Object.entries((schema as Schema).properties ?? {})) {
      found.push({ name, words: field.description });
    }
    for (const [key, value] of Object.entries(schema)) if (key !== 'example') look(value);
  };
  look(components.schemas);
  for (const operation of Object.values(paths).flatMap((item) => Object.values(item))) {
    look(operation);
    found.push(...operation.parameters.map(({ name, description }) => ({ name, words: description })));
  }
  return found;
}

test('every field of the API says what it is', async () => {
  const { ask } = await testApp();
  const { body } = await ask('GET', '/openapi.json', undefined, { authorization: '' });
  const fields = fieldsOf(body);
  expect(fields.length).toBeGreaterThan(1000);
  expect([...new Set(fields.filter(({ words }) => words === undefined).map(({ name }) => name))]).toEqual([]);

  // And nothing is said of what is there no more.
  const said = new Set(fields.map(({ words }) => words));
  const words = [WORDS_OF_PEOPLE, WORDS_OF_POLICIES, WORDS_OF_THE_RECORD].flatMap((one) =>
    Object.entries(one),
  );
  expect(words.filter(([, sentence]) => !said.has(sentence)).map(([name]) => name)).toEqual([]);
  expect(new Set(words.map(([name]) => name)).size).toBe(words.length);
});

test('a field says what it is where it stands, and else what it is anywhere', () => {
  expect(wordsOf('summary', 'postPolicyVersions', 'layers')).toMatch(/^What the section says/);
  expect(wordsOf('summary', 'postPolicyVersions')).toMatch(/^What changed/);
  expect(wordsOf('reason', 'NoticeRules')).toMatch(/^Whether a change of this class/);
  expect(wordsOf('nothing', 'NoticeRules')).toBeUndefined();
});

test('every operation has a page with how to call it, what it takes, answers and refuses', async () => {
  const app = await testApp({ publicUrl: 'https://policies.lantern.example' });
  const { body } = await app.ask('GET', '/openapi.json', undefined, { authorization: '' });
  const { body: list } = await askOk(app, 'GET', '/docs/api');
  expectValid(list);
  for (const operation of Object.values(body.paths as Record<string, Record<string, Operation>>).flatMap(
    (item) => Object.values(item),
  )) {
    expect(list).toContain(`<a href="/docs/api/${operation.operationId}">`);
    const page = (await askOk(app, 'GET', `/docs/api/${operation.operationId}`)).body;
    expectValid(page);
    expect(page).not.toContain('`');
    for (const { name } of operation.parameters) expect(page).toContain(`<dt><code>${name}</code></dt>`);
  }

  const page = (await askOk(app, 'GET', '/docs/api/postPolicyVersions')).body;
  expect(page).toContain(
    'curl -X POST &#39;https://policies.lantern.example/v1/policies/terms/versions&#39;',
  );
  expect(page).toContain('<a href="/problems/nothing-changed"><code>nothing-changed</code></a>');
  expect(page).toContain('<dt><code>sending.hours.from</code></dt>');
});

test('what is no operation has no page', async () => {
  const app = await testApp();
  expect((await app.ask('GET', '/docs/api/nonsense')).status).toBe(404);
  expect((await app.ask('GET', '/docs/api/constructor')).status).toBe(404);
});
