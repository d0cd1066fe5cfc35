import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { keepRecord } from '../../../src/actions/upkeep/keep-record.ts';
import {
  askOk,
  haveAccepted,
  haveAdaTold,
  havePolicy,
  havePublished,
  haveUsers,
  recordsOf,
  TEXT_2,
  TEXT_3,
  type TestRecord,
  testApp,
} from '../../support/arrange.ts';
import { mailEvent, signWebhook, WEBHOOK_SECRET } from '../../support/sign-webhook.ts';
import type { TestApp } from '../../support/test-app.ts';

async function keepAll({ context }: TestApp): Promise<void> {
  while ((await keepRecord(context, 'test')).nextInMs === 0);
}

const kindsOf = (records: readonly TestRecord[]) => records.map((one) => one.kind);
const only = (records: readonly TestRecord[], kind: string) => {
  const found = records.filter((one) => one.kind === kind);
  expect(found, `of kind ${kind}`).toHaveLength(1);
  return found[0] as TestRecord;
};
const hashOf = (content: string) => `sha256:${createHash('sha256').update(content).digest('hex')}`;

async function refOf(app: TestApp, user: string): Promise<string> {
  const row = await app.store.db
    .selectFrom('users')
    .select('ref')
    .where('user_id', '=', user)
    .executeTakeFirst();
  return row?.ref ?? '';
}

describe('what is recorded', () => {
  test('a version that is posted, with its date, the rule that gave it and the hash of its text', async () => {
    const app = await testApp();
    await havePolicy(app);
    await havePublished(app);
    const [first, second] = await recordsOf(app);
    expect(first).toMatchObject({ id: 'posted:privacy/1', user: null, actor: 'admin', version: 1 });
    expect(second).toMatchObject({
      id: 'posted:privacy/2',
      facts: {
        change: 'substantial',
        effectiveAt: '2026-12-22T09:00:00.000Z',
        rule: { by: 'notice-period', period: 'P30D' },
        contentHash: hashOf('# Privacy\n\nWe keep logs for 90 days.\n\nWe never sell your data.\n'),
        previous: 1,
      },
    });
  });

  test('each version that is withdrawn, by itself or to make room', async () => {
    const app = await testApp();
    await havePolicy(app);
    await havePublished(app);
    await askOk(app, 'POST', '/v1/policies/privacy/versions/2/withdrawal', { reason: 'A mistake.' });
    await havePublished(app);
    await havePublished(app, { content: TEXT_3, pending: 'withdraw' });
    const records = await recordsOf(app);
    expect(records.filter((one) => one.kind === 'withdrawn')).toMatchObject([
      { id: 'withdrawn:privacy/2', facts: { reason: 'A mistake.', replacedBy: null } },
      { id: 'withdrawn:privacy/3', facts: { reason: 'Replaced by version 4.', replacedBy: 4 } },
    ]);
    expect(kindsOf(records)).toEqual(['posted', 'posted', 'withdrawn', 'posted', 'withdrawn', 'posted']);
  });

  test('a mail that went out: its words, its link by a hash, its address where it can be forgotten', async () => {
    const app = await testApp();
    const path = await haveAdaTold(app);
    const sent = only(await recordsOf(app), 'sent');
    const row = await app.store.db.selectFrom('renditions').selectAll().executeTakeFirstOrThrow();
    const words = { html: JSON.parse(row.html), subject: row.subject, text: JSON.parse(row.text) };
    expect(sent).toMatchObject({
      actor: 'sender',
      user: await refOf(app, 'ada'),
      facts: {
        release: 'privacy/2',
        notice: { kind: 'announcement', round: 0, contact: 0, locale: 'en' },
        tells: [
          {
            ...{ policy: 'privacy', version: 2, baseVersion: 1, outcome: 'agrees-by-use', locale: 'en' },
            contentHash: hashOf(TEXT_2),
          },
        ],
        rendition: row.id,
        words: hashOf(JSON.stringify(words)),
        from: 'Lantern <notices@lantern.example>',
      },
      personal: { email: 'ada@example.com', linkHash: hashOf(`http://localhost:8787${path}`) },
    });
    const { chunk, delivery } = sent.facts as { chunk: { id: string; hash: string }; delivery: string };
    const { envelope } = await app.store.db.selectFrom('chunks').select('envelope').executeTakeFirstOrThrow();
    const { from, publicUrl, linkKey } = JSON.parse(envelope ?? '{}');
    const frozen = {
      deliveries: [delivery],
      from,
      linkKey,
      publicUrl,
      rendition: row.id,
      words: sent.facts.words,
    };
    expect(chunk.hash).toBe(hashOf(JSON.stringify(frozen)));
    expect(JSON.stringify(sent.facts)).not.toContain('ada@');
  });

  test('an acceptance on the page, with the words of the button and of the page', async () => {
    const app = await testApp();
    const path = await haveAdaTold(app);
    const form = new URLSearchParams({ action: 'accept' });
    const answer = await app.app.request(path, {
      method: 'POST',
      body: form,
      headers: { origin: 'http://localhost:8787', 'user-agent': 'Browser/1' },
    });
    expect(answer.status).toBe(303);
    const accepted = (await recordsOf(app)).at(-1);
    expect(accepted).toMatchObject({
      kind: 'accepted',
      facts: { basis: 'explicit', page: { action: 'accept', label: 'Accept version 2', language: 'en' } },
      personal: { ip: '203.0.113.7', userAgent: 'Browser/1' },
    });
    const template = await app.store.db.selectFrom('page_templates').selectAll().executeTakeFirstOrThrow();
    expect(accepted?.facts.page).toMatchObject({ template: template.id });
    expect(template.id).toBe(hashOf(template.html));
    expect(template.html).toContain('<button class="primary">Accept version 2</button>');
  });

  test('a use that binds, with what told the user and since when that binds', async () => {
    const app = await testApp();
    await haveAdaTold(app);
    app.wait('P31D');
    await askOk(app, 'POST', '/v1/uses', { user: 'ada' });
    await askOk(app, 'POST', '/v1/uses', { user: 'ada' });
    const records = (await recordsOf(app)).filter((one) => one.kind === 'accepted' && one.version === 2);
    const { delivery } = only(await recordsOf(app), 'sent').facts;
    expect(records).toMatchObject([
      {
        facts: {
          basis: 'deemed',
          use: {
            usedAt: '2026-12-23T09:00:00.000Z',
            toldAt: '2026-11-22T09:00:00.000Z',
            bindsAt: '2026-12-22T09:00:00.000Z',
            toldBy: delivery,
          },
        },
      },
    ]);
  });

  test('leaving, staying after all, and accepting after all', async () => {
    const app = await testApp();
    await haveAdaTold(app);
    const leave = { user: 'ada', policy: 'privacy', version: 2, reason: 'No, thank you.' };
    const { body } = await askOk(app, 'POST', '/v1/terminations', leave);
    await askOk(app, 'DELETE', `/v1/terminations/${body.id}`);
    await askOk(app, 'POST', '/v1/terminations', leave);
    await haveAccepted(app, 'ada', 2);
    const records = (await recordsOf(app)).slice(-5);
    expect(kindsOf(records)).toEqual(['leaving', 'cancelled', 'leaving', 'accepted', 'cancelled']);
    expect(records[0]).toMatchObject({
      facts: { termination: body.id, when: 'effect', terminatesAt: '2026-12-22T09:00:00.000Z', holds: 1 },
      personal: { reason: 'No, thank you.' },
    });
    expect(records[1]).toMatchObject({
      id: `cancelled:${body.id}`,
      actor: 'admin',
      facts: { by: 'cancelled' },
    });
    const { acceptance } = records[3]?.facts ?? {};
    expect(records[4]).toMatchObject({
      id: `cancelled:${records[2]?.facts.termination}/${acceptance}`,
      facts: { by: 'accepted', acceptance, over: 2, endedAt: records[4]?.at },
    });
  });

  test('a termination once it has happened, and coming back', async () => {
    const app = await testApp();
    await haveAdaTold(app);
    await askOk(app, 'POST', '/v1/terminations', { user: 'ada', policy: 'privacy', version: 2 });
    app.wait('P30D');
    await keepAll(app);
    expect(kindsOf(await recordsOf(app))).not.toContain('terminated');
    app.wait(60_000);
    await keepAll(app);
    await keepAll(app);
    expect(only(await recordsOf(app), 'terminated')).toMatchObject({
      at: '2026-12-22T09:00:00.000Z',
      recordedAt: '2026-12-22T09:01:00.000Z',
      actor: 'clock',
    });
    const back = { user: 'ada', policy: 'privacy', version: 2, returning: true };
    await askOk(app, 'POST', '/v1/acceptances', back);
    const kinds = ['terminated', 'took-effect', 'accepted', 'returned'];
    expect(kindsOf(await recordsOf(app)).slice(-4)).toEqual(kinds);
  });

  test('a termination that counts again after its instant, since what had taken it back was withdrawn', async () => {
    const app = await testApp();
    await haveAdaTold(app);
    await haveUsers(app, 'ben');
    await haveAccepted(app, 'ben');
    await havePublished(app, { content: TEXT_3, effectiveAt: '2026-12-25T09:00:00.000Z' });
    const leave = { policy: 'privacy', version: 2 };
    const { body } = await askOk(app, 'POST', '/v1/terminations', { user: 'ada', ...leave });
    await haveAccepted(app, 'ada', 3);
    app.wait(1000);
    await askOk(app, 'POST', '/v1/terminations', { user: 'ben', ...leave });
    app.wait('P31D');
    await keepAll(app);
    const terminated = async () =>
      (await recordsOf(app))
        .filter(({ kind }) => kind === 'terminated')
        .map(({ facts }) => facts.termination);
    // Ben is gone, and so the sweep has passed the instant at which Ada was to leave.
    expect(await terminated()).toHaveLength(1);
    await askOk(app, 'POST', '/v1/policies/privacy/versions/3/withdrawal', { reason: 'A mistake.' });
    await keepAll(app);
    expect((await terminated()).at(-1)).toBe(body.id);
    await keepAll(app);
    expect(await terminated()).toHaveLength(2);
  });

  test('no termination that was cancelled, withdrawn under the user, or came after they were gone', async () => {
    const app = await testApp();
    await havePolicy(app);
    await haveUsers(app, 'ada', 'ben', 'cy');
    for (const user of ['ada', 'ben', 'cy']) await haveAccepted(app, user);
    await havePublished(app);
    await havePublished(app, { content: TEXT_3 });
    const leave = async (user: string, version: number, when = 'effect') =>
      (await askOk(app, 'POST', '/v1/terminations', { user, policy: 'privacy', version, when })).body.id;
    await askOk(app, 'DELETE', `/v1/terminations/${await leave('ada', 2)}`);
    await leave('ben', 3);
    await leave('cy', 3);
    await leave('cy', 2, 'now');
    await askOk(app, 'POST', '/v1/policies/privacy/versions/3/withdrawal', { reason: 'A mistake.' });
    app.wait('P90D');
    await keepAll(app);
    expect(only(await recordsOf(app), 'terminated')).toMatchObject({
      user: await refOf(app, 'cy'),
      version: 2,
    });
  });

  test('what the provider reports, and the acceptance that falls with the notice', async () => {
    const app = await testApp({ webhookSecret: WEBHOOK_SECRET });
    await haveAdaTold(app);
    app.wait('P31D');
    await askOk(app, 'POST', '/v1/uses', { user: 'ada' });
    const { id = '' } = await app.store.db.selectFrom('deliveries').select('id').executeTakeFirstOrThrow();
    const body = mailEvent('bounced', { deliveryId: id ?? '' });
    const headers = signWebhook(body, { id: 'msg_1' });
    for (let time = 0; time < 3; time++) {
      expect((await app.app.request('/webhooks/resend', { method: 'POST', body, headers })).status).toBe(204);
    }
    const records = await recordsOf(app);
    expect(only(records, 'provider-event')).toMatchObject({
      id: 'provider-event:msg_1',
      actor: 'provider',
      facts: { event: 'msg_1', type: 'email.bounced', delivery: id },
      personal: { payload: body },
    });
    const deemed = records.find((one) => one.facts.basis === 'deemed');
    expect(only(records, 'voided').facts).toEqual({ acceptance: deemed?.facts.acceptance, event: 'msg_1' });
  });

  test('a notice that the product shows, once', async () => {
    const app = await testApp({ mailer: null });
    await havePolicy(app);
    await haveUsers(app, 'ada');
    await haveAccepted(app, 'ada');
    await havePublished(app);
    const shown = { user: 'ada', policy: 'privacy', version: 2 };
    for (let time = 0; time < 2; time++) await askOk(app, 'POST', '/v1/notices/shown', shown);
    expect(only(await recordsOf(app), 'shown')).toMatchObject({ user: await refOf(app, 'ada'), version: 2 });
  });

  test('agreements from elsewhere, with where they come from, and only those that count', async () => {
    const app = await testApp();
    await havePolicy(app);
    const line = {
      user: 'ada',
      email: 'ada@example.com',
      accepted: { privacy: { version: 1, source: 'old system' } },
    };
    const lines = [line, { ...line, user: 'ben' }].map((one) => JSON.stringify(one)).join('\n');
    await askOk(app, 'POST', '/v1/users/import', lines);
    await askOk(app, 'POST', '/v1/users/import', lines);
    const records = (await recordsOf(app)).filter((one) => one.kind === 'accepted');
    expect(records.map((one) => one.user).toSorted()).toEqual(
      [await refOf(app, 'ada'), await refOf(app, 'ben')].toSorted(),
    );
    expect(records[0]?.facts).toMatchObject({ basis: 'imported' });
    expect(records[0]?.personal).toMatchObject({ source: 'old system' });
  });

  test('erasing, which takes the salts and what is personal, and leaves the rest', async () => {
    const app = await testApp();
    await haveAdaTold(app);
    await haveUsers(app, 'ben');
    await askOk(app, 'POST', '/v1/acceptances', {
      user: 'ben',
      policy: 'privacy',
      version: 1,
      ip: '192.0.2.7',
    });
    const ref = await refOf(app, 'ada');
    const before = await recordsOf(app);
    await askOk(app, 'DELETE', '/v1/users/ada');
    const after = await recordsOf(app);
    const erased = after.at(-1);
    expect(erased).toMatchObject({ id: `erased:${ref}`, user: ref, facts: {} });
    expect(erased?.salt).not.toBeNull();
    expect(after.slice(0, -1)).toEqual(
      before.map((one) => (one.user === ref ? { ...one, salt: null, personal: null } : one)),
    );
    expect(after.some((one) => one.personal?.ip === '192.0.2.7')).toBe(true);
  });
});

describe('a record is there exactly when its act is', () => {
  test('when the same act comes many times at the same moment', async () => {
    const app = await testApp();
    await haveAdaTold(app);
    const act = { user: 'ada', policy: 'privacy', version: 2 };
    await Promise.all([
      ...Array.from({ length: 5 }, () => app.ask('POST', '/v1/acceptances', act)),
      ...Array.from({ length: 5 }, () => app.ask('POST', '/v1/terminations', act)),
    ]);
    const { db } = app.store;
    const acceptances = await db.selectFrom('acceptances').select('id').execute();
    const terminations = await db.selectFrom('terminations').selectAll().execute();
    // What takes a leaving back by accepting names the acceptance too.
    const ids = (await recordsOf(app)).map((one) => one.id.split('/')[0] as string);
    expect(ids.filter((id) => /^(accepted|leaving|cancelled):/.test(id)).toSorted()).toEqual(
      [
        ...acceptances.map(({ id }) => `accepted:${id}`),
        ...terminations.map(({ id }) => `leaving:${id}`),
        ...terminations.filter((one) => one.ended_at !== null).map(({ id }) => `cancelled:${id}`),
      ].toSorted(),
    );
    expect(acceptances.length).toBeGreaterThan(1);
  });

  test('when a refused act leaves none', async () => {
    const app = await testApp();
    await haveAdaTold(app);
    const before = await recordsOf(app);
    const wrong = { user: 'ada', policy: 'privacy', version: 2, contentHash: hashOf('another') };
    expect((await app.ask('POST', '/v1/acceptances', wrong)).status).toBe(409);
    expect(
      (await app.ask('POST', '/v1/acceptances', { user: 'ada', policy: 'privacy', version: 9 })).status,
    ).toBe(404);
    expect(await recordsOf(app)).toEqual(before);
  });

  test('each with a commitment that its salt and body give', async () => {
    const app = await testApp();
    await haveAdaTold(app);
    await haveAccepted(app, 'ada', 2);
    const rows = await app.store.db
      .selectFrom('records')
      .innerJoin('record_secrets', 'record_secrets.record_id', 'records.id')
      .select(['records.body', 'records.commitment', 'record_secrets.salt', 'record_secrets.personal'])
      .execute();
    expect(rows).toHaveLength(5);
    for (const { body, commitment, salt, personal } of rows) {
      const hash = createHash('sha256').update(Buffer.from(salt, 'base64')).update(body);
      expect(hash.digest('base64')).toBe(commitment);
      expect(JSON.parse(body).personal).toBe(personal && hashOf(personal));
    }
    expect(new Set(rows.map((one) => one.salt)).size).toBe(rows.length);
  });
});
