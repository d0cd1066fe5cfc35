import { postDueReleases } from '../../src/actions/drafts/post-due-releases.ts';
import { askOk, TEXT_2 } from './arrange.ts';
import type { Answered, TestApp } from './test-app.ts';

/** Somebody with a key of their own: asks as they, and what they are called in records. */
export type Person = {
  readonly key: string;
  /** What they prove it with. */
  readonly secret: string;
  readonly ask: TestApp['ask'];
};

/** Makes a key and answers who holds it. */
export async function havePerson(
  app: Pick<TestApp, 'ask'>,
  role: 'legal' | 'approver' | 'app' | 'admin',
  name: string = role,
): Promise<Person & { readonly end: () => Promise<void> }> {
  const { body } = await askOk(app, 'POST', '/v1/keys', { name, role });
  return {
    key: body.id,
    secret: body.key,
    ask: (method, path, content) => app.ask(method, path, content, { authorization: `Bearer ${body.key}` }),
    end: async () => void (await askOk(app, 'DELETE', `/v1/keys/${body.id}`)),
  };
}

/** Makes a draft of a substantial change to `privacy`, or of what is said, and answers it. */
export async function haveDraft(
  author: Pick<TestApp, 'ask'>,
  said: Record<string, unknown> = {},
  policy = 'privacy',
): Promise<Answered['body']> {
  const draft = {
    texts: { en: TEXT_2 },
    change: 'substantial',
    summary: { en: 'Logs are kept longer.' },
    ...said,
  };
  return (await askOk(author, 'POST', `/v1/policies/${policy}/drafts`, draft)).body;
}

/** Does what the clock does: posts what is due. */
export async function postDue({ context }: Pick<TestApp, 'context'>): Promise<void> {
  while (await postDueReleases(context));
}
