import { beforeAll, describe, expect, test } from 'vitest';
import { askOk, testApp } from '../../support/arrange.ts';
import { fileForm } from '../../support/documents.ts';
import { postDue } from '../../support/drafts.ts';
import { deliveryTo } from '../../support/evidence.ts';
import { ADMIN_KEY, startTestApp } from '../../support/test-app.ts';

type Parameter = {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly example?: string;
};
type Operation = {
  readonly operationId: string;
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly example?: unknown }>> };
  readonly responses: Readonly<Record<string, { readonly description: string }>>;
};
type Shown = Operation & { readonly method: string; readonly path: string };

const BOUNCE_KEY = 'bounce-key-of-all-the-tests';
/** What needs a state that no example can be in is refused, as it says it may be: only a provider's silence leads there. */
const REFUSED: Readonly<Record<string, string>> = {
  'post /v1/policies/{policy}/versions/{version}/deliveries/{delivery}/resolve': 'delivery-not-unknown',
};

let shown: readonly Shown[] = [];

beforeAll(async () => {
  const { ask, store } = await startTestApp();
  const { body } = await ask('GET', '/openapi.json', undefined, { authorization: '' });
  shown = Object.entries(body.paths as Record<string, Record<string, Operation>>).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ ...operation, method, path })),
  );
  await store.close();
});

/** The world of the examples, in which everything has an id of its own. */
async function world() {
  const app = await testApp({ testClock: true, bounceKey: BOUNCE_KEY });
  const make = async (path: string, body: unknown) => (await askOk(app, 'POST', path, body)).body;
  for (const policy of ['terms', 'privacy', 'cookies']) {
    await askOk(app, 'PUT', `/v1/policies/${policy}`, { title: policy, locale: 'en' });
  }
  await askOk(app, 'PUT', '/v1/calendars/DE-BY', { holidays: [] });
  for (const user of ['u_42', 'u_43']) {
    await askOk(app, 'PUT', `/v1/users/${user}`, { email: `${user === 'u_42' ? 'ada' : 'bo'}@example.com` });
  }
  await make('/v1/policies/terms/versions', { content: '# Terms\n\nWe delete your files.\n' });
  const acceptance = await make('/v1/acceptances', { user: 'u_42', policy: 'terms', version: 1 });
  const next = { content: '# Terms\n\nWe keep your files.\n', change: 'substantial', summary: 'Longer.' };
  await make('/v1/policies/terms/versions', next);
  await app.deliver();
  app.wait('PT1H');
  const draft = await make('/v1/policies/cookies/drafts', {
    texts: { en: '# Cookies\n' },
    change: 'initial',
  });
  return { app, make, acceptance, draft, delivery: await deliveryTo(app, 'ada@example.com') };
}

/** The id that an example stands for, in a world that has it. */
async function idFor(
  { method, path }: Shown,
  { app, make, acceptance, draft }: Awaited<ReturnType<typeof world>>,
) {
  const posting = { revision: 1, at: '2027-01-04T08:00:00Z' };
  const release = () => make('/v1/releases', { drafts: [{ id: draft.id, revision: 1 }], at: posting.at });
  if (path === '/v1/releases/{id}/withdrawal') {
    const next = { content: '# Terms\n\nWe keep all.\n', change: 'substantial', pending: 'withdraw' };
    const posted = { versions: [{ ...next, policy: 'terms', summary: 'All of it.' }] };
    const { id } = await make('/v1/releases', posted);
    app.wait('PT10M');
    await postDue(app);
    return id;
  }
  if (path.startsWith('/v1/releases/')) return (await release()).id;
  if (path === '/v1/drafts/{id}/posting' && method === 'delete') await release();
  if (path.endsWith('/test-mails')) {
    // Of a first version nobody is mailed.
    const next = { texts: { en: '# Terms\n\nWe keep all.\n' }, change: 'substantial', pending: 'withdraw' };
    return (await make('/v1/policies/terms/drafts', { ...next, summary: { en: 'All of it.' } })).id;
  }
  if (path.startsWith('/v1/drafts/')) return draft.id;
  if (path.startsWith('/v1/webhooks/')) {
    return (await make('/v1/webhooks', { url: 'http://127.0.0.1:1/', events: ['*'] })).id;
  }
  if (path.startsWith('/v1/presentations/')) {
    const example = shown.find((one) => one.method === 'post' && one.path === '/v1/presentations');
    return (await make('/v1/presentations', example?.requestBody?.content['application/json']?.example)).id;
  }
  if (path.startsWith('/v1/terminations/')) {
    return (await make('/v1/terminations', { user: 'u_42', policy: 'terms', version: 2, when: 'effect' })).id;
  }
  if (path.startsWith('/v1/keys/')) return (await make('/v1/keys', { name: 'old', role: 'app' })).id;
  return acceptance.id;
}

async function sendExample(operation: Shown): Promise<{ status: number; code: string | null }> {
  const known = await world();
  const { app, make, delivery, draft } = known;
  const values = new Map(operation.parameters.map(({ name, example }) => [name, example]));
  if (values.has('id')) values.set('id', await idFor(operation, known));
  if (values.has('delivery')) values.set('delivery', delivery);
  if (operation.path.includes('/preview-links/')) {
    values.set('link', (await make(`/v1/drafts/${draft.id}/preview-links`, {})).id);
  } else if (values.has('link')) {
    values.set(
      'link',
      (await make('/v1/users/u_42/links', { purpose: 'review', policy: 'terms', version: 2 })).id,
    );
  }
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(values.get(name) ?? ''),
  );
  // What is out is corrected while nothing goes out.
  if (path.endsWith('/corrections')) await askOk(app, 'POST', path.replace('corrections', 'pause'));
  const asked = operation.parameters.filter((one) => one.in === 'query' && one.required);
  const query = new URLSearchParams(
    asked.map(({ name, example }): [string, string] => [name, example ?? '']),
  );
  const { body, headers } = bodyOf(operation, draft.id);
  const approves = /approvals|objections/.test(path);
  const key = path.startsWith('/webhooks/')
    ? BOUNCE_KEY
    : approves
      ? (await make('/v1/keys', { name: 'ann', role: 'approver' })).key
      : ADMIN_KEY;
  const response = await app.app.request(`${path}${query.size === 0 ? '' : `?${query}`}`, {
    method: operation.method.toUpperCase(),
    headers: { authorization: `Bearer ${key}`, ...headers },
    ...(body !== undefined && { body }),
  });
  const text = await response.text();
  const code = response.status < 400 ? null : (JSON.parse(text).type as string).replace('/problems/', '');
  return { status: response.status, code: code === null ? null : `${code}: ${text}` };
}

function bodyOf({ requestBody, path }: Shown, draft: string) {
  const [[type = '', content] = []] = Object.entries(requestBody?.content ?? {});
  if (content === undefined) return { headers: {}, body: undefined };
  if (type === 'multipart/form-data') return fileForm('terms.md', (content.example as { file: string }).file);
  if (typeof content.example === 'string')
    return { headers: { 'content-type': type }, body: content.example };
  // The draft of the example is another here.
  const written = JSON.stringify(content.example);
  const body = path === '/v1/releases' ? written.replace(/"id":"[^"]*"/, `"id":"${draft}"`) : written;
  return { headers: { 'content-type': type }, body };
}

describe('every example of the OpenAPI document', () => {
  test('is there: for each body, and each parameter that is needed', () => {
    const missing = shown.flatMap(({ operationId, parameters, requestBody }) => [
      ...parameters
        .filter(({ required, example }) => required && example === undefined)
        .map(({ name }) => `${operationId} ${name}`),
      ...Object.values(requestBody?.content ?? {})
        .filter(({ example }) => example === undefined)
        .map(() => `${operationId} body`),
    ]);
    expect(missing).toEqual([]);
    expect(shown.length).toBeGreaterThan(60);
  });

  test('is answered as its operation says', { timeout: 180_000 }, async () => {
    const wrong: string[] = [];
    for (const operation of shown) {
      const name = `${operation.method} ${operation.path}`;
      const { status, code } = await sendExample(operation);
      const said = operation.responses[status]?.description ?? '';
      const refusal = REFUSED[name];
      const isAsSaid =
        refusal === undefined
          ? status < 400 && said === 'Done'
          : code?.startsWith(refusal) && said.includes(refusal);
      if (!isAsSaid) wrong.push(`${name}: ${status} ${code ?? ''}`);
    }
    expect(wrong).toEqual([]);
  });
});
