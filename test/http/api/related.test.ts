import { describe, expect, test } from 'vitest';
import { askOk, haveUsers, reviewPathOf, testApp } from '../../support/arrange.ts';
import { findingsOf } from '../../support/findings.ts';
import type { TestApp } from '../../support/test-app.ts';

const TERMS = '/v1/policies/terms';
const text = (words: string) => `# Of it\n\n${words}\n`;
const changed = (words: string) => ({ content: text(words), change: 'substantial', summary: words });

/** Terms that the privacy notice belongs to, both in force and held by `ada`. */
async function haveBoth(app: TestApp): Promise<void> {
  await askOk(app, 'PUT', '/v1/policies/privacy', { title: { en: 'Privacy', de: 'Datenschutz' } });
  await askOk(app, 'PUT', TERMS, { title: 'Terms', incorporates: ['privacy'] });
  await haveUsers(app, 'ada');
  for (const policy of ['privacy', 'terms']) {
    await askOk(app, 'POST', `/v1/policies/${policy}/versions`, { content: text('One.') });
    await askOk(app, 'POST', '/v1/acceptances', { user: 'ada', policy, version: 1 });
  }
}

const publish = (app: TestApp, policy: string, words = 'Two.') =>
  askOk(app, 'POST', `/v1/policies/${policy}/versions`, changed(words));

/** The text of the last mail of a policy to `ada`, each paragraph on one line. */
async function mailOf(app: TestApp, policy: string): Promise<string> {
  await app.deliver();
  const row = await app.store.db
    .selectFrom('deliveries')
    .select('id')
    .where('release', 'like', `${policy}/%`)
    .where('sent_at', 'is not', null)
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow();
  const { body } = await askOk(app, 'GET', `/mailbox/${row.id}/text`);
  return (body as string).replaceAll(/(?<!\n)\n(?!\n)/g, ' ');
}

const pageOf = async (app: TestApp, path: string, lang = 'en') =>
  (await app.ask('GET', path, undefined, { 'accept-language': lang })).body as string;

describe('a policy that others belong to', () => {
  test('keeps their names until it is said otherwise', async () => {
    const app = await testApp();
    await haveBoth(app);
    await askOk(app, 'PUT', TERMS, { title: 'Terms of Service' });
    expect((await askOk(app, 'GET', TERMS)).body.incorporates).toEqual(['privacy']);
    expect((await askOk(app, 'GET', '/v1/policies/privacy')).body).not.toHaveProperty('incorporates');
    await askOk(app, 'PUT', TERMS, { incorporates: [] });
    expect((await askOk(app, 'GET', TERMS)).body).not.toHaveProperty('incorporates');
  });

  test.each([
    ['itself', ['terms'], '/incorporates/0', 'is the policy itself'],
    ['a policy that there is not', ['privacy', 'cookies'], '/incorporates/1', 'there is no policy "cookies"'],
    ['one twice', ['privacy', 'privacy'], '/incorporates/1', 'is named twice'],
  ])('cannot incorporate %s', async (_, incorporates, pointer, detail) => {
    const app = await testApp();
    await haveBoth(app);
    const { status, body } = await app.ask('PUT', TERMS, { incorporates });
    expect([status, body.errors]).toEqual([400, [{ pointer, detail }]]);
  });

  test('is led to and from on the pages of both, which say of each when a change is announced', async () => {
    const app = await testApp();
    await haveBoth(app);
    const terms = await pageOf(app, '/policies/terms', 'de');
    expect(terms).toContain('Bestandteil dieses Dokuments: <a href="/policies/privacy"');
    expect(terms).not.toContain('Eine Änderung ist angekündigt');
    const privacy = await pageOf(app, '/policies/privacy');
    expect(privacy).toContain('Part of: <a href="/policies/terms"');
    expect(privacy).not.toContain('Part of this document');
    await publish(app, 'privacy');
    expect(await pageOf(app, '/policies/terms')).toMatch(/Privacy<\/a> \(A change is announced\)/);
    app.wait('P31D');
    expect(await pageOf(app, '/policies/terms')).not.toContain('(A change is announced)');
    await askOk(app, 'PUT', TERMS, { incorporates: [] });
    expect(await pageOf(app, '/policies/privacy')).not.toContain('Part of');
  });

  test('may belong to what belongs to it', async () => {
    const app = await testApp();
    await haveBoth(app);
    await askOk(app, 'PUT', '/v1/policies/privacy', { incorporates: ['terms'] });
    const page = await pageOf(app, '/policies/privacy');
    expect(page).toContain('Part of this document: <a href="/policies/terms"');
    expect(page).toContain('Part of: <a href="/policies/terms"');
    await publish(app, 'terms');
    await publish(app, 'privacy');
    expect((await mailOf(app, 'privacy')).match(/changes as well/g)).toHaveLength(1);
  });
});

describe('the notice of a policy that belongs with another', () => {
  test.each([
    ['terms', 'privacy', 'Privacy'],
    ['privacy', 'terms', 'Terms'],
  ])('of %s says that %s changes too, and when', async (told, other, title) => {
    const app = await testApp();
    await haveBoth(app);
    await publish(app, other);
    app.wait('P1D');
    const dry = await askOk(app, 'POST', `/v1/policies/${told}/versions?dryRun=true`, changed('Two.'));
    await publish(app, told);
    const sentence = `“${title}” belongs together with this document and changes as well: version 2 of it was announced on 22 November 2026, to take effect on Tuesday, 22 December 2026 at 09:00 UTC.`;
    expect(dry.body.notice.text.replaceAll('\n', ' ')).toContain(sentence);
    expect(await mailOf(app, told)).toContain(sentence);
    const review = await pageOf(app, await reviewPathOf(app, 'ada@example.com', told));
    expect(review).toContain(`${sentence} <a href="/policies/${other}/versions/2">Read version 2</a>`);
    expect(await findingsOf(app)).toEqual([]);
  });

  test('says nothing of what is in force or was withdrawn', async () => {
    const app = await testApp();
    await haveBoth(app);
    await publish(app, 'privacy');
    app.wait('P31D');
    await publish(app, 'privacy', 'Three.');
    await askOk(app, 'POST', '/v1/policies/privacy/versions/3/withdrawal', { reason: 'A mistake.' });
    await publish(app, 'terms');
    expect(await mailOf(app, 'terms')).not.toContain('changes as well');
    const review = await pageOf(app, await reviewPathOf(app, 'ada@example.com', 'terms'));
    expect(review).not.toContain('changes as well');
  });
});
