import { postDueReleases } from '../../src/actions/drafts/post-due-releases.ts';
import { textToSays } from '../../src/domain/notices/says.ts';
import { askOk } from './arrange.ts';
import type { TestApp } from './test-app.ts';

/** The policies that releases in tests are of, by their titles. */
export const TITLES: Readonly<Record<string, string>> = {
  cookies: 'Cookie Policy',
  fees: 'Fees',
  privacy: 'Privacy Policy',
  safety: 'Safety Rules',
  terms: 'Terms of Service',
};

/** The text of a policy, as it was and as it is to be. */
export const textOf = (policy: string, days: number) =>
  `# ${TITLES[policy]}\n\nWe keep it for ${days} days.\n`;

/** Creates policies, each with a first version in force. */
export async function havePolicies(
  app: TestApp,
  policies: readonly string[] = ['privacy', 'terms'],
  settings: Readonly<Record<string, Record<string, unknown>>> = {},
): Promise<void> {
  for (const policy of policies) {
    await askOk(app, 'PUT', `/v1/policies/${policy}`, { title: TITLES[policy], ...settings[policy] });
    const first = { content: textOf(policy, 30) };
    await askOk(app, 'POST', `/v1/policies/${policy}/versions`, first);
  }
}

/** Lets a user agree to versions, each as `terms@1`. */
export async function haveAgreed(app: TestApp, user: string, ...versions: readonly string[]): Promise<void> {
  for (const one of versions) {
    const [policy, version] = one.split('@');
    await askOk(app, 'POST', '/v1/acceptances', { user, policy, version: Number(version) });
  }
}

/** What a version in a release says, unless a test says otherwise. */
export const released = (policy: string, change: Record<string, unknown> = {}) => ({
  ...{ policy, content: textOf(policy, 90), change: 'substantial' },
  summary: `It is kept longer (${policy}).`,
  ...change,
});

/** Posts new versions of several policies together, and answers the id of their release. */
export async function haveReleased(
  app: TestApp,
  versions: readonly Record<string, unknown>[] = [released('privacy'), released('terms')],
  summary: string | null = null,
): Promise<string> {
  const { body } = await askOk(app, 'POST', '/v1/releases', { versions, summary });
  app.wait('PT10M');
  while (await postDueReleases(app.context));
  return body.id;
}

/** What each mail of a kind that there is tells of, in the order of its readers: `ada: privacy@2 terms@2`. */
export async function tellsOf(
  { store: { db } }: Pick<TestApp, 'store'>,
  kind: 'announcement' | 'reminder' | 'withdrawal' = 'announcement',
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('deliveries')
    .innerJoin('users', 'users.ref', 'deliveries.user_ref')
    .select(['users.user_id', 'deliveries.says'])
    .where('deliveries.kind', '=', kind)
    .where('deliveries.state', 'not in', ['dropped', 'cancelled'])
    .orderBy('users.user_id')
    .orderBy('deliveries.round')
    .execute();
  return rows.map(({ user_id: user, says }) => {
    const { tells } = textToSays(says);
    return `${user}: ${tells.map(({ policy, version }) => `${policy}@${version}`).join(' ')}`;
  });
}

/** The path of the review link in the newest mail to an address, whatever it tells of. */
export async function reviewPathOfRelease(app: TestApp, address: string): Promise<string> {
  const { id } = await app.store.db
    .selectFrom('deliveries')
    .select('id')
    .where('email', '=', address)
    .where('sent_at', 'is not', null)
    .orderBy('sent_at', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow();
  const { body } = await askOk(app, 'GET', `/mailbox/${id}/text`);
  return /\/review\/[\w.-]+/.exec(body as string)?.[0] ?? '';
}
