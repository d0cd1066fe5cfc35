import { describe, expect, test } from 'vitest';
import { askOk, haveUsers, recordsOf, testApp } from '../../support/arrange.ts';
import { findingsOf } from '../../support/findings.ts';
import {
  haveAgreed,
  havePolicies,
  haveReleased,
  released,
  reviewPathOfRelease,
} from '../../support/releases.ts';
import type { TestApp } from '../../support/test-app.ts';

/** The page of somebody who is told of terms, privacy and cookies, of which the last is a consent. */
async function havePage(): Promise<{ readonly app: TestApp; readonly path: string }> {
  const app = await testApp();
  await havePolicies(app, ['cookies', 'privacy', 'terms'], { cookies: { revocable: true, required: false } });
  await haveUsers(app, 'ada');
  await haveAgreed(app, 'ada', 'cookies@1', 'privacy@1', 'terms@1');
  await haveReleased(app, [
    released('cookies', { acceptance: 'explicit' }),
    released('privacy'),
    released('terms'),
  ]);
  await app.deliver();
  return { app, path: await reviewPathOfRelease(app, 'ada@example.com') };
}

const open = async ({ ask }: TestApp, path: string) => ask('GET', path, undefined, { authorization: '' });

const submit = ({ ask }: TestApp, path: string, form: Record<string, string>) =>
  ask('POST', path, new URLSearchParams(form).toString(), {
    authorization: '',
    'content-type': 'application/x-www-form-urlencoded',
  });

const isAccepted = async (app: TestApp, policy: string) =>
  (await askOk(app, 'GET', `/v1/users/ada/policies/${policy}`)).body.holds.version === 2;

const textsIn = (page: string) => /name="texts" value="([^"]+)"/.exec(page)?.[1] ?? '';

describe('the page of several documents', () => {
  test('has a section for each, with its own dates, answers and changes', async () => {
    const { app, path } = await havePage();
    const { status, body } = await open(app, path);
    expect(status).toBe(200);
    expect(body).toContain('Changes to “Cookie Policy”, “Privacy Policy”, and “Terms of Service”');
    const sections = (body as string).split('<section class="document"').slice(1);
    expect(sections).toHaveLength(3);
    for (const [i, title] of ['Cookie Policy', 'Privacy Policy', 'Terms of Service'].entries()) {
      expect(sections[i]).toContain(`${title} · Version 2`);
      expect(sections[i]).toContain('Accept version 2');
      expect((sections[i] ?? '').includes('Decline and leave')).toBe(title !== 'Cookie Policy');
      expect(sections[i]).toMatch(/<ins[^>]*>.*?90<\/ins>/);
    }
    expect(new Set((body as string).match(/ id="[^"]+"/g)).size).toBe(
      (body as string).match(/ id="[^"]+"/g)?.length,
    );
  });

  test('accepts one of them alone, and says so there', async () => {
    const { app, path } = await havePage();
    const { status } = await submit(app, path, { action: 'accept', policy: 'terms' });
    expect(status).toBe(303);
    expect(await isAccepted(app, 'terms')).toBe(true);
    expect(await isAccepted(app, 'privacy')).toBe(false);
    const { body } = await open(app, path);
    expect(body).toContain('You accepted version 2 of “Terms of Service”');
  });

  test('accepts all of them with one button, but no consent', async () => {
    const { app, path } = await havePage();
    const { body } = await open(app, path);
    expect(body).toContain('Accept all: “Privacy Policy” and “Terms of Service”');
    expect(body).toContain('Your consent to “Cookie Policy” is asked for below, on its own');
    const texts = textsIn(body);
    expect((await submit(app, path, { action: 'accept-all', texts })).status).toBe(303);
    expect(await isAccepted(app, 'privacy')).toBe(true);
    expect(await isAccepted(app, 'terms')).toBe(true);
    expect(await isAccepted(app, 'cookies')).toBe(false);
    const accepted = (await recordsOf(app)).filter(
      ({ kind, actor }) => kind === 'accepted' && actor.startsWith('link:'),
    );
    expect(accepted.map(({ policy, facts }) => [policy, (facts.page as { label: string }).label])).toEqual([
      ['privacy', 'Accept all: “Privacy Policy” and “Terms of Service”'],
      ['terms', 'Accept all: “Privacy Policy” and “Terms of Service”'],
    ]);
    // Sent twice, it does what it did.
    expect((await submit(app, path, { action: 'accept-all', texts })).status).toBe(303);
    expect(await findingsOf(app)).toEqual([]);
  });

  test('mails one receipt for all that the button accepted, which its page tells of for good', async () => {
    const { app, path } = await havePage();
    await askOk(app, 'PUT', '/v1/policies/terms', { timeZone: 'Asia/Tokyo' });
    const texts = textsIn((await open(app, path)).body);
    await submit(app, path, { action: 'accept-all', texts });
    expect((await open(app, path)).body.match(/We are also emailing you this receipt/g)).toHaveLength(2);
    await app.deliver();
    app.wait(2000);
    await app.deliver();
    const receipts = await app.store.db
      .selectFrom('deliveries')
      .select('id')
      .where('kind', '=', 'receipt-accepted')
      .execute();
    expect(receipts).toHaveLength(1);
    const { body: text } = await askOk(app, 'GET', `/mailbox/${receipts[0]?.id}/text`);
    expect(text).toContain('Privacy Policy · Version 2\n  sha256:');
    expect(text).toContain('Terms of Service · Version 2\n  sha256:');
    expect((await open(app, path)).body.match(/We also emailed you this receipt/g)).toHaveLength(2);
    app.wait('P1Y');
    const kept = await open(app, /\/review\/[\w.-]+/.exec(text)?.[0] ?? '');
    expect(kept.body).toContain('id="text-privacy"');
    expect(kept.body).toContain('id="text-terms"');
    expect(await findingsOf(app)).toEqual([]);
  });

  test('takes a consent with no button for all, whoever sends it', async () => {
    const { app, path } = await havePage();
    const { body } = await askOk(app, 'GET', '/v1/policies/cookies/versions/2');
    const texts = `${textsIn((await open(app, path)).body)} cookies=${body.contentHash}`;
    expect((await submit(app, path, { action: 'accept-all', texts })).status).toBe(409);
    for (const policy of ['cookies', 'privacy', 'terms']) expect(await isAccepted(app, policy)).toBe(false);
  });

  test('records nothing of an answer that names none of them, or another text than there is', async () => {
    const { app, path } = await havePage();
    expect((await submit(app, path, { action: 'accept' })).status).toBe(400);
    expect((await submit(app, path, { action: 'accept', policy: 'other' })).status).toBe(400);
    const texts = `terms=sha256:${'0'.repeat(64)}`;
    expect((await submit(app, path, { action: 'accept-all', texts })).status).toBe(409);
    expect(await isAccepted(app, 'terms')).toBe(false);
  });

  test('asks once more before leaving, of the document that it is about', async () => {
    const { app, path } = await havePage();
    const asked = await submit(app, path, { action: 'leave', policy: 'privacy' });
    expect(asked.body).toContain('Are you sure?');
    expect(asked.body).toContain('name="policy" value="privacy"');
    expect((await submit(app, path, { action: 'leave', policy: 'privacy', confirm: 'yes' })).status).toBe(
      303,
    );
    const { body } = await askOk(app, 'GET', '/v1/users/ada/policies/privacy');
    expect(body.standing).toBe('leaving');
  });
});
