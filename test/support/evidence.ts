import { expect } from 'vitest';
import { keepRecord } from '../../src/actions/upkeep/keep-record.ts';
import { type Report, verifyBundle } from '../../src/verify/verify-bundle.ts';
import {
  askOk,
  haveAccepted,
  havePolicy,
  havePublished,
  haveUsers,
  reviewPathOf,
  TEXT_3,
} from './arrange.ts';
import { findingsOf } from './findings.ts';
import { mailEvent, report } from './sign-webhook.ts';
import type { TestApp } from './test-app.ts';

/** Numbers and seals all records. */
export async function keepAll({ context }: Pick<TestApp, 'context'>): Promise<void> {
  while ((await keepRecord(context, 'test')).nextInMs === 0);
}

/**
 * Much of what a record can be of, in one story, on a service with the webhook's secret: `ada` accepts version 2 on the page, after her mail was
 * delivered; `bob` leaves; `cleo` is bound by use, which a bounce then voids; version 3 is withdrawn.
 */
export async function haveStory(app: TestApp): Promise<void> {
  await havePolicy(app);
  await haveUsers(app, 'ada', 'bob', 'cleo');
  for (const user of ['ada', 'bob', 'cleo']) await haveAccepted(app, user);
  await havePublished(app);
  await app.deliver();
  app.wait('PT1M');
  await post(app, await reviewPathOf(app, 'ada@example.com'), { action: 'accept' });
  await report(app, mailEvent('delivered', { deliveryId: await deliveryTo(app, 'ada@example.com') }));
  await post(app, await reviewPathOf(app, 'bob@example.com'), { action: 'leave', confirm: 'yes' });
  await app.deliver();
  app.wait('P31D');
  await askOk(app, 'POST', '/v1/uses', { user: 'cleo' });
  const to = await deliveryTo(app, 'cleo@example.com');
  await report(app, mailEvent('bounced', { deliveryId: to, to: 'cleo@example.com' }));
  await havePublished(app, { content: TEXT_3, change: 'minor', summary: 'A promise.' });
  await app.deliver();
  await askOk(app, 'POST', '/v1/policies/privacy/versions/3/withdrawal', { reason: 'A mistake.' });
  await app.deliver();
}

async function post({ app }: TestApp, path: string, form: Record<string, string>): Promise<void> {
  const response = await app.request(path, { method: 'POST', body: new URLSearchParams(form) });
  if (response.status !== 303) throw new Error(`answered ${response.status}`);
}

/** The id of the first mail to an address. */
export async function deliveryTo({ store }: Pick<TestApp, 'store'>, address: string): Promise<string> {
  const row = await store.db
    .selectFrom('deliveries')
    .select('id')
    .where('email', '=', address)
    .where('id', 'is not', null)
    .orderBy('id')
    .executeTakeFirstOrThrow();
  return row.id ?? '';
}

/** A user's pseudonym. */
export async function refOf({ store }: Pick<TestApp, 'store'>, user: string): Promise<string> {
  const row = await store.db
    .selectFrom('users')
    .select('ref')
    .where('user_id', '=', user)
    .executeTakeFirstOrThrow();
  return row.ref;
}

/** A user's bundle as it is downloaded. */
export async function bundleOf(app: Pick<TestApp, 'app' | 'ask'>, user: string, query = ''): Promise<string> {
  const { status, body } = await app.ask('GET', `/v1/users/${user}/evidence${query}`);
  if (status !== 200) throw new Error(`answered ${status}: ${JSON.stringify(body)}`);
  return JSON.stringify(body);
}

/** What is found in a bundle with nothing from elsewhere. */
export function verified(bundle: string): Report {
  return verifyBundle(bundle, { key: null, checkpoints: null });
}

/** What a report says does not hold. */
export function failures({ log, records, contents }: Report): string[] {
  return [...log, ...records, ...contents]
    .filter(({ state }) => state === 'fails')
    .map(({ about, words }) => `${about}: ${words}`);
}

/** What an audit finds once all that waits is numbered and sealed, and what time brought is written down. */
export async function sealedFindingsOf(app: TestApp): Promise<readonly string[]> {
  await keepAll(app);
  // What the clock wrote down waits for its number too.
  await keepAll(app);
  return findingsOf(app);
}

/** Insists that tables, record and evidence of `ada` say the same. */
export async function insistOnTheRecord(app: TestApp): Promise<void> {
  expect(await sealedFindingsOf(app)).toEqual([]);
  expect(failures(verified(await bundleOf(app, 'ada')))).toEqual([]);
}
