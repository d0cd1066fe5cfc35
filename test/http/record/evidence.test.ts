import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { reportToText } from '../../../src/verify/verify-bundle.ts';
import {
  askOk,
  haveAccepted,
  haveAdaTold,
  havePolicy,
  havePublished,
  haveUsers,
  invalidAt,
  recordsOf,
  reviewPathOf,
  TEXT_1,
  TEXT_2,
  testApp,
} from '../../support/arrange.ts';
import {
  bundleOf,
  deliveryTo,
  failures,
  haveStory,
  keepAll,
  refOf,
  verified,
} from '../../support/evidence.ts';
import { WEBHOOK_SECRET } from '../../support/sign-webhook.ts';
import { ADMIN_KEY, startTestApp, type TestApp } from '../../support/test-app.ts';
import { expectValid } from '../../support/valid-html.ts';

const hashOf = (text: string) => `sha256:${createHash('sha256').update(text).digest('hex')}`;

describe('the evidence about a user', () => {
  test('holds what they were told and did, as it was, and is proven', async () => {
    const app = await testApp({ webhookSecret: WEBHOOK_SECRET });
    await haveStory(app);
    await keepAll(app);
    const { body, headers } = await askOk(app, 'GET', '/v1/users/ada/evidence');
    const ref = await refOf(app, 'ada');
    expect(headers.get('content-type')).toBe('application/json');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('content-disposition')).toBe(`attachment; filename="evidence-${ref}.json"`);
    expect(body).toMatchObject({
      format: 'proviso-evidence@1',
      madeAt: app.clock.now,
      user: { id: 'ada', ref },
      log: {
        key: ((await askOk(app, 'GET', '/log/key')).body as string).trim(),
        checkpoint: (await askOk(app, 'GET', '/log/checkpoint')).body,
        since: null,
      },
    });
    const all = await recordsOf(app);
    const own = all.filter((one) => one.user === ref).map(({ id }) => id);
    const ids = body.records.map((one: { record: { id: string } }) => one.record.id);
    expect(ids).toEqual([
      ...own,
      ...['posted:privacy/1', 'posted:privacy/2', 'posted:privacy/3', 'withdrawn:privacy/3'],
    ]);
    for (const { position, proof } of body.records) {
      expect(proof).toBe((await askOk(app, 'GET', `/log/proof?position=${position}`)).body);
    }
    expect(body.texts.slice(0, 2)).toEqual([
      { policy: 'privacy', version: 1, locale: 'en', contentHash: hashOf(TEXT_1), content: TEXT_1 },
      { policy: 'privacy', version: 2, locale: 'en', contentHash: hashOf(TEXT_2), content: TEXT_2 },
    ]);
    expect(body.mails).toHaveLength(own.filter((id) => id.startsWith('sent:')).length);
    const changes = (await askOk(app, 'GET', '/v1/policies/privacy/changes?from=1&to=2')).body;
    expect(body.diffs[0]).toMatchObject({ policy: 'privacy', from: 1, to: 2, diff: { wordsAdded: 1 } });
    expect(body.diffs[0].diff.sections).toEqual(changes.sections);
    const [page] = body.pages;
    expect(page.id).toBe(hashOf(page.html));
    expect(failures(verified(JSON.stringify(body)))).toEqual([]);
  });

  test('holds a mail to the byte, but for its link while that still lets its bearer act', async () => {
    const app = await testApp();
    const path = await haveAdaTold(app);
    await keepAll(app);
    const id = await deliveryTo(app, 'ada@example.com');
    const sent = {
      html: (await askOk(app, 'GET', `/mailbox/${id}/html`)).body,
      text: (await askOk(app, 'GET', `/mailbox/${id}/text`)).body,
    };
    const link = `http://localhost:8787${path}`;
    const before = await bundleOf(app, 'ada');
    expect(before).not.toContain(path);
    expect(JSON.parse(before).mails).toMatchObject([
      { delivery: id, link: null, linkWithheld: 'still-opens' },
    ]);
    expect(reportToText(verified(before))).toContain('without the link in it, since it still opens');

    app.wait('P121D');
    const after = await bundleOf(app, 'ada');
    const [mail] = JSON.parse(after).mails;
    expect([mail.link, mail.linkWithheld]).toEqual([link, null]);
    expect([mail.html.join(link), mail.text.join(link)]).toEqual([sent.html, sent.text]);
    expect(reportToText(verified(after))).toContain('to ada@example.com, as it was sent, to the byte');
    expect((await app.app.request(path)).status).toBe(410);
  });

  test('holds the words that a receipt had for its reader alone', async () => {
    const app = await testApp({ webhookSecret: WEBHOOK_SECRET });
    await haveStory(app);
    await keepAll(app);
    app.wait('P1Y');
    const { mails, records } = JSON.parse(await bundleOf(app, 'bob'));
    const mail = mails.at(-1);
    const { personal } = records.find(
      (one: { record: { id: string } }) => one.record.id === `sent:${mail.delivery}`,
    );
    const own = JSON.parse(personal.own);
    // The link of a receipt lasts, so it is in no bundle.
    expect([mail.link, mail.linkWithheld]).toEqual([null, 'still-opens']);
    const { body: sent } = await askOk(app, 'GET', `/mailbox/${mail.delivery}/text`);
    const [link] = /http:\S+\/review\/[\w.-]+/.exec(sent as string) ?? [];
    const filled = mail.text.reduce((all: string, piece: string | { own: string }, i: number) => {
      if (typeof piece !== 'string') return all + own[piece.own];
      return all + (typeof mail.text[i - 1] === 'string' ? link : '') + piece;
    }, '');
    expect(filled).toBe(sent);
  });

  test('is there before anything was sealed, and says that nobody vouches for it yet', async () => {
    const app = await testApp();
    await haveAdaTold(app);
    const report = verified(await bundleOf(app, 'ada'));
    expect(failures(report)).toEqual([]);
    expect(report.bundle.records.every(({ position, proof }) => position === null && proof === null)).toBe(
      true,
    );
    expect(reportToText(report)).toContain(
      'HOLDS AS FAR AS IT IS SEALED: 0 of 4 records are what was written and stand in the log.',
    );
  });

  test('is there for a log that nobody signs', async () => {
    const app = await testApp({ logSigner: null });
    await haveAdaTold(app);
    await keepAll(app);
    const report = verified(await bundleOf(app, 'ada'));
    expect(failures(report)).toEqual([]);
    expect(reportToText(report)).toContain('not sealed: it has place 1, which no checkpoint covers yet');
  });

  test('tells records that came after the checkpoint from those it covers', async () => {
    const app = await testApp();
    await haveAdaTold(app);
    await keepAll(app);
    await haveAccepted(app, 'ada', 2);
    const report = verified(await bundleOf(app, 'ada'));
    expect(failures(report)).toEqual([]);
    expect(report.records.filter(({ state }) => state === 'open')).toMatchObject([
      { about: expect.stringMatching(/^accepted:/), words: 'not sealed: it waits for its place in the log' },
    ]);
  });

  test('of someone erased is found by their pseudonym alone, and shows no more than that they were erased', async () => {
    const app = await testApp({ webhookSecret: WEBHOOK_SECRET });
    await haveStory(app);
    const ref = await refOf(app, 'ada');
    expect((await app.ask('GET', `/v1/users/${ref}/evidence`)).status).toBe(404);
    await askOk(app, 'DELETE', '/v1/users/ada');
    await keepAll(app);
    expect((await app.ask('GET', '/v1/users/ada/evidence')).status).toBe(404);
    const bundle = await bundleOf(app, ref);
    expect(bundle).not.toContain('ada@example.com');
    const report = verified(bundle);
    expect(failures(report)).toEqual([]);
    expect(report.bundle.user).toEqual({ id: null, ref });
    const erased = report.records.filter(({ words }) => words.startsWith('erased with its user'));
    expect(
      erased.every(({ state, words }) => state === 'open' && words.includes('in the log is proven')),
    ).toBe(true);
    expect(erased).toHaveLength(report.records.length - 5);
    expect(report.records.find(({ about }) => about === `erased:${ref}`)?.state).toBe('holds');
  });

  test('says what was forgotten after its time', async () => {
    const app = await testApp({ webhookSecret: WEBHOOK_SECRET });
    await haveStory(app);
    await keepAll(app);
    await app.store.db.updateTable('record_secrets').set({ personal: null }).execute();
    const report = verified(await bundleOf(app, 'ada'));
    expect(failures(report)).toEqual([]);
    expect(reportToText(report)).toContain('what was personal in it is forgotten');
    expect(reportToText(report)).toContain(
      'its words are those that were sent; to whom, and with which link, is forgotten',
    );
  });

  test('comes with the proof that the log goes on from a checkpoint, where one is named', async () => {
    const app = await testApp();
    await haveAdaTold(app);
    await keepAll(app);
    const { body } = await askOk(app, 'GET', '/v1/users/ada/evidence?since=3');
    const { hashes } = (await askOk(app, 'GET', '/log/consistency?from=3')).body;
    expect(body.log.since).toEqual({ size: 3, hashes });
  });

  test('is proven however long the log is', async () => {
    const app = await testApp();
    await havePolicy(app);
    await haveUsers(app, 'ada');
    const lines = Array.from(
      { length: 600 },
      (_, i) => `{"user":"u${i}","email":null,"accepted":{"privacy":1}}`,
    );
    await askOk(app, 'POST', '/v1/users/import', lines.join('\n'));
    await haveAccepted(app, 'ada');
    await keepAll(app);
    for (const user of ['ada', 'u0', 'u255', 'u256', 'u599']) {
      const report = verified(await bundleOf(app, user));
      expect(report.records.map(({ state }) => state)).toEqual(['holds', 'holds']);
    }
  });

  test('goes through records a page at a time', async () => {
    const app = await testApp();
    await haveAdaTold(app);
    // An app of many policies: as many records about one person.
    for (let i = 0; i < 120; i++) {
      await askOk(app, 'PUT', `/v1/policies/p${i}`, { title: `Policy ${i}` });
      await askOk(app, 'POST', `/v1/policies/p${i}/versions`, { content: `Text ${i}` });
      await askOk(app, 'POST', '/v1/acceptances', { user: 'ada', policy: `p${i}`, version: 1 });
      if (i === 60) await keepAll(app);
    }
    const report = verified(await bundleOf(app, 'ada'));
    expect(failures(report)).toEqual([]);
    expect(report.records).toHaveLength(2 * 122);
    expect(report.bundle.texts).toHaveLength(122);
  });
});

describe('who may download it, and what is refused', () => {
  test.each([
    ['legal', 200],
    ['admin', 200],
    ['app', 403],
  ])('a key with the role %s is answered %i', async (role, status) => {
    const app = await testApp();
    await haveUsers(app, 'ada');
    const { body } = await askOk(app, 'POST', '/v1/keys', { name: 'one', role });
    for (const format of ['', '?format=html']) {
      const headers = { authorization: `Bearer ${body.key}` };
      expect((await app.ask('GET', `/v1/users/ada/evidence${format}`, undefined, headers)).status).toBe(
        status,
      );
      expect(
        (await app.ask('GET', `/v1/users/ada/evidence${format}`, undefined, { authorization: '' })).status,
      ).toBe(401);
    }
  });

  test('nobody who is not there, no format that is none, and no checkpoint that was never signed', async () => {
    const app = await testApp();
    await haveUsers(app, 'ada');
    expect((await app.ask('GET', '/v1/users/eve/evidence')).body).toMatchObject({
      type: '/problems/unknown-user',
    });
    expect((await app.ask('GET', '/v1/users/ada/evidence?since=1')).body).toEqual(
      invalidAt('?since', 'must be a size from 1 to 0, that of the newest checkpoint'),
    );
    expect((await app.ask('GET', '/v1/users/ada/evidence?since=0')).body).toEqual(
      invalidAt('?since', 'must be the size of a checkpoint'),
    );
    expect((await app.ask('GET', '/v1/users/ada/evidence?format=pdf')).status).toBe(400);
  });

  test('a database that answers no more queries ends the file in an error', async () => {
    const app = await startTestApp();
    await haveAdaTold(app);
    const store = { ...app.store, queriesLeft: () => 0 };
    const { createApp } = await import('../../../src/http/app.ts');
    const short = createApp({ ...app.context, store }, (_, next) => next());
    const response = await short.request('/v1/users/ada/evidence', {
      headers: { authorization: `Bearer ${ADMIN_KEY}` },
    });
    await expect(response.text()).rejects.toThrow('the database answers no more queries');
    await app.store.close();
  });
});

describe('the evidence as a page', () => {
  async function pageOf(user: string, prepare?: (app: TestApp) => Promise<void>) {
    const app = await testApp({ webhookSecret: WEBHOOK_SECRET });
    await haveStory(app);
    await prepare?.(app);
    await keepAll(app);
    const answer = await askOk(app, 'GET', `/v1/users/${user}/evidence?format=html`);
    return { ...answer, app, html: answer.body as string };
  }

  test.each([
    [
      'ada',
      [
        'They accepted version 2',
        '<q><bdi>Accept version 2</bdi></q>',
        'the server of the recipient took it',
        'was withdrawn</strong>',
      ],
    ],
    ['bob', ['They declined version 2', 'Their use ended', 'a receipt of their leaving']],
    [
      'cleo',
      ['They used the service, which agreed to version 2', 'having been told on', 'it bounced', 'was voided'],
    ],
  ])('tells what happened to %s, in valid HTML without a script', async (user, sentences) => {
    const { html, headers } = await pageOf(user);
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'sha256-[A-Za-z0-9+/]{43}='; img-src data:; form-action 'none'; base-uri 'none'; frame-ancestors 'none'$/,
    );
    expectValid(html);
    for (const sentence of sentences) expect(html.replaceAll(/\s+/g, ' ')).toContain(sentence);
    expect(html).not.toContain('<script');
    expect(html).not.toMatch(/\/review\/[0-9a-f]/);
    expect(html).toContain('[the link, left out]');
    expect(html).toContain('We keep logs for 90 days.');
  });

  test('shows hostile text as text', async () => {
    const hostile = `<img src=x onerror=alert(1)>"'--></pre></title><script>alert(1)</script>`;
    const user = encodeURIComponent(hostile);
    const { html } = await pageOf(user, async (app) => {
      await askOk(app, 'PUT', '/v1/policies/privacy', { title: hostile });
      await askOk(app, 'PUT', `/v1/users/${user}`, { email: 'eve@example.com' });
      const act = { user: hostile, policy: 'privacy', version: 2, method: hostile, userAgent: hostile };
      await askOk(app, 'POST', '/v1/acceptances', act);
      await havePublished(app, { content: `${TEXT_2}\n${hostile}`, summary: hostile, change: 'minor' });
      await app.deliver();
    });
    expectValid(html);
    expect(html).not.toContain('<script');
    expect(html).not.toContain('<img');
    expect(html).toContain('&lt;script&gt;');
  });

  test('of someone erased says so, and names nobody', async () => {
    let ref = '';
    const { app } = await pageOf('bob', async (app) => {
      ref = await refOf(app, 'ada');
      await askOk(app, 'DELETE', '/v1/users/ada');
    });
    const html = (await askOk(app, 'GET', `/v1/users/${ref}/evidence?format=html`)).body as string;
    expectValid(html);
    expect(html).not.toContain('ada@example.com');
    expect(html).toContain('Erased: their name is not known any more');
    expect(html).toContain('All that tells who they are was erased.');
    expect(html).toMatch(/>Erased, record \d+</);
  });

  test('of someone of whom there is nothing is a page all the same', async () => {
    const app = await testApp();
    await haveUsers(app, 'dan');
    const html = (await askOk(app, 'GET', '/v1/users/dan/evidence?format=html')).body as string;
    expectValid(html);
    expect(html).toContain('Nothing yet: no checkpoint was signed');
  });
});

test('the path of a link is in no bundle while it opens', async () => {
  const app = await testApp({ webhookSecret: WEBHOOK_SECRET });
  await haveStory(app);
  const token = (await reviewPathOf(app, 'cleo@example.com')).slice('/review/'.length);
  for (const user of ['ada', 'bob', 'cleo']) {
    const bundle = await bundleOf(app, user);
    expect(bundle).not.toContain(token);
    expect(bundle).not.toMatch(/\/review\/[0-9a-f]/);
  }
});
