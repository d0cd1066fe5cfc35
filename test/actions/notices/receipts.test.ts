import type { KyselyPlugin } from 'kysely';
import { describe, expect, test } from 'vitest';
import { cancelTermination } from '../../../src/actions/answers/cancel-termination.ts';
import { fanOutNotices } from '../../../src/actions/notices/fan-out-notices.ts';
import { LONGEST_URL } from '../../../src/delivery/compose.ts';
import type { Mail, Receipt } from '../../../src/delivery/mailer.ts';
import { signReviewToken } from '../../../src/domain/answers/review-token.ts';
import { RECEIPT_KINDS } from '../../../src/domain/notices/notice-kind.ts';
import { formatExactly } from '../../../src/language/dates.ts';
import { messagesIn, negotiateLanguage } from '../../../src/language/languages.ts';
import {
  askOk,
  checkOf,
  dumpDatabase,
  haveAccepted,
  havePolicy,
  havePublished,
  haveUsers,
  TEXT_1,
  TEXT_2,
  TEXT_3,
  testApp,
} from '../../support/arrange.ts';
import { type RememberingMailer, rememberingMailer } from '../../support/remembering-mailer.ts';
import { mailEvent, report, WEBHOOK_SECRET } from '../../support/sign-webhook.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';

const VERSION = '/v1/policies/privacy/versions/2';
const ACCEPT = { action: 'accept' };
const LEAVE = { action: 'leave', confirm: 'yes' };
const STAY = { action: 'stay' };
const ADA = { user: 'ada', policy: 'privacy', version: 2 };

type Told = { readonly app: TestApp; readonly mailer: RememberingMailer };

/** Users who hold version 1 and were told of version 2. */
async function haveTold(
  users: readonly string[] = ['ada'],
  options: {
    readonly policy?: Record<string, unknown>;
    readonly version?: Record<string, unknown>;
    readonly receipts?: Receipt[];
  } = {},
): Promise<Told> {
  const mailer = rememberingMailer(options.receipts);
  const app = await testApp({ mailer, webhookSecret: WEBHOOK_SECRET });
  await havePolicy(app, options.policy);
  await haveUsers(app, ...users);
  for (const user of users) await haveAccepted(app, user);
  await havePublished(app, options.version);
  await app.deliver();
  app.wait(1000);
  return { app, mailer };
}

const addressOf = (user: string) => `${user}@example.com`;

/** The path of the review page that a user was first sent. */
function pageOf({ app, mailer }: Told, user = 'ada'): string {
  const mail = mailer.batches.flatMap((one) => one.mails).find(({ to }) => to === addressOf(user));
  return pathOf(app, mail);
}

function pathOf({ context }: TestApp, mail: Mail | undefined): string {
  if (mail === undefined) throw new Error('there is no such mail');
  return `/review/${signReviewToken(mail.deliveryId, 'review', context.linkSecrets[0])}`;
}

/** Sends a form of the review page as a browser does. */
const submit = (app: TestApp, path: string, form: Record<string, string>) =>
  app.ask('POST', path, new URLSearchParams(form).toString(), {
    authorization: '',
    'content-type': 'application/x-www-form-urlencoded',
  });

/** Answers on the page, and insists that the answer is taken. */
async function answer(told: Told, form: Record<string, string>, user = 'ada'): Promise<void> {
  expect((await submit(told.app, pageOf(told, user), form)).status).toBe(303);
}

/** Lets what is ordered go out, and answers the receipts that did, in the order of sending. */
async function receiptsOf({ app, mailer }: Told): Promise<readonly Mail[]> {
  for (let second = 0; second < 4; second++) {
    await app.deliver();
    app.wait(1000);
  }
  return mailer.about('Your receipt');
}

const subjectsOf = (mails: readonly Mail[]) => mails.map(({ subject }) => subject);

const ACCEPTED = 'Your receipt: you accepted version 2 of “Privacy Policy”';
const LEAVING = 'Your receipt: you declined version 2 of “Privacy Policy”';
const STAYED = 'Your receipt: you took back your decision to leave (Privacy Policy)';

/** The plain text with its lines joined, and a mark where the link stands. */
const readable = ({ text }: Mail) => text.replaceAll(/https?:\S+/g, 'LINK').replaceAll(/\s+/g, ' ');

const deliveriesOf = ({ store }: TestApp) =>
  store.db.selectFrom('deliveries').selectAll().where('kind', 'in', RECEIPT_KINDS).orderBy('round').execute();

describe('whoever answers on the review page gets one mail to keep', () => {
  test('that says what they accepted, its fingerprint and when, in the time zone of the version', async () => {
    const told = await haveTold(['ada'], { policy: { timeZone: 'Europe/Berlin' } });
    const { contentHash } = (await askOk(told.app, 'GET', VERSION)).body;
    await answer(told, ACCEPT);
    const [mail, ...more] = await receiptsOf(told);
    expect(more).toEqual([]);
    expect(mail).toMatchObject({ to: 'ada@example.com', subject: ACCEPTED });
    const text = readable(mail as Mail);
    expect(text).toContain('You have accepted version 2 of “Privacy Policy” of Lantern.');
    expect(text).toContain('Document: Privacy Policy Version: 2');
    expect(text).toContain(`Fingerprint of the text: ${contentHash}`);
    expect(text).toContain('Recorded on: Sunday, 22 November 2026 at 10:00:01 CET');
    expect(text).toContain('Open your page: LINK');
    expect(text).toContain('If it was not you who decided this, please tell Lantern at once.');
    expect(text).not.toContain('Your use ends');
    for (const fact of [contentHash, 'Sunday, 22 November 2026 at 10:00:01 CET', 'Privacy Policy']) {
      expect(mail?.html).toContain(fact);
    }
    expect(mail?.html).not.toContain('{{');
    expect(mail?.html).not.toContain('undefined');
  });

  test('that says, to whoever leaves, when their use ends', async () => {
    const told = await haveTold();
    await answer(told, LEAVE);
    const [mail, ...more] = await receiptsOf(told);
    expect(more).toEqual([]);
    expect(mail?.subject).toBe(LEAVING);
    expect(readable(mail as Mail)).toContain(
      'Recorded on: Sunday, 22 November 2026 at 09:00:01 UTC Your use ends: Tuesday, 22 December 2026 at 09:00 UTC',
    );
    expect(mail?.html).toContain('Tuesday, 22 December 2026 at 09:00 UTC');
  });

  test('that says, to whoever stays after all, that they accepted nothing by it', async () => {
    const told = await haveTold();
    await answer(told, LEAVE);
    told.app.wait(60_000);
    await answer(told, STAY);
    const [, mail, ...more] = await receiptsOf(told);
    expect(more).toEqual([]);
    expect(mail?.subject).toBe(STAYED);
    const text = readable(mail as Mail);
    expect(text).toContain('This does not mean that you have accepted that version.');
    expect(text).toContain('Recorded on: Sunday, 22 November 2026 at 09:01:01 UTC');
    expect(text).not.toContain('Your use ends');
  });

  test('that says, to whose acceptance counts again by it, of when that is, and over what they leave all the same', async () => {
    const told = await haveTold();
    const { app } = told;
    await askOk(app, 'PUT', '/v1/policies/terms', { title: 'The Rules' });
    await askOk(app, 'POST', '/v1/policies/terms/versions', { content: TEXT_1 });
    const newer = { content: TEXT_2, change: 'substantial', summary: 'More.' };
    await askOk(app, 'POST', '/v1/acceptances', { user: 'ada', policy: 'terms', version: 1 });
    await askOk(app, 'POST', '/v1/policies/terms/versions', newer);
    await answer(told, ACCEPT);
    app.wait(60_000);
    await answer(told, LEAVE);
    await askOk(app, 'POST', '/v1/terminations', {
      user: 'ada',
      policy: 'terms',
      version: 2,
      when: 'effect',
    });
    app.wait(60_000);
    await answer(told, STAY);
    const mail = (await receiptsOf(told)).find(({ subject }) => subject === STAYED);
    const text = readable(mail as Mail);
    expect(text).toContain('Your earlier acceptance of that version counts again.');
    expect(text).not.toContain('does not mean that you have accepted');
    expect(text).toContain('Your acceptance that counts again: Sunday, 22 November 2026 at 09:00:01 UTC');
    expect(text).toContain(
      'You are still leaving because of: The Rules · Tuesday, 22 December 2026 at 09:00 UTC',
    );
    expect(mail?.html).toContain('The Rules · Tuesday, 22 December 2026 at 09:00 UTC');
  });

  test('in the language that their notice is in', async () => {
    const told = await haveTold(['ada'], { policy: { locale: 'fr' } });
    await askOk(told.app, 'PUT', '/v1/users/ada', { email: 'ada@example.com', locale: 'de-AT' });
    const recorded = told.app.clock.now;
    await answer(told, ACCEPT);
    await receiptsOf(told);
    const mail = told.mailer.batches.at(-1)?.mails[0];
    const language = negotiateLanguage('de-AT', 'fr');
    const { receipt } = messagesIn(language).mail;
    expect(mail?.subject).toBe(receipt.accepted.subject({ title: 'Privacy Policy', version: 2 }));
    expect(mail?.html).toMatch(new RegExp(`<html[^>]*\\slang="${language}"`));
    expect(mail?.text).toContain(formatExactly(recorded, { locale: language, timeZone: 'UTC' }));
  });

  test('whose link opens their page, where they can still answer', async () => {
    const told = await haveTold();
    await answer(told, LEAVE);
    const [mail] = await receiptsOf(told);
    const path = pathOf(told.app, mail);
    expect(mail?.text).toContain(path);
    expect(mail?.html).toContain(path);
    const { status, body } = await told.app.ask('GET', path, undefined, { authorization: '' });
    expect([status, body.includes('Stay after all')]).toEqual([200, true]);
    expect((await submit(told.app, path, STAY)).status).toBe(303);
    expect(subjectsOf(await receiptsOf(told))).toEqual([LEAVING, STAYED]);
  });

  test('once, however often they send the form', async () => {
    const told = await haveTold();
    const twice = async (form: Record<string, string>) => {
      const path = pageOf(told);
      const answers = await Promise.all([1, 2, 3].map(() => submit(told.app, path, form)));
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303]));
      await submit(told.app, path, form);
    };
    await twice(ACCEPT);
    expect(subjectsOf(await receiptsOf(told))).toEqual([ACCEPTED]);
    await twice(ACCEPT);
    await twice(LEAVE);
    await twice(STAY);
    expect(subjectsOf(await receiptsOf(told)).toSorted()).toEqual([ACCEPTED, LEAVING, STAYED]);
  });

  test('for each of several answers, also when they come at the same moment', async () => {
    const told = await haveTold();
    for (const form of [LEAVE, STAY, ACCEPT, LEAVE, ACCEPT]) await answer(told, form);
    expect(subjectsOf(await receiptsOf(told)).toSorted()).toEqual([
      ACCEPTED,
      ACCEPTED,
      LEAVING,
      LEAVING,
      STAYED,
    ]);
    const rounds = (await deliveriesOf(told.app)).map(({ kind, round }) => `${kind} ${round}`).toSorted();
    expect(rounds).toEqual([
      'receipt-accepted 1',
      'receipt-accepted 2',
      'receipt-leaving 1',
      'receipt-leaving 2',
      'receipt-stayed 1',
    ]);
  });

  test('at the address that their link was sent to, although it is another by then', async () => {
    const told = await haveTold();
    await answer(told, ACCEPT);
    await askOk(told.app, 'PUT', '/v1/users/ada', { email: 'new@example.com' });
    expect((await receiptsOf(told)).map(({ to }) => to)).toEqual(['ada@example.com']);
  });

  test('although the version is paused, withdrawn or in effect by then, or they have left', async () => {
    const paused = await haveTold();
    await askOk(paused.app, 'POST', `${VERSION}/pause`);
    await answer(paused, ACCEPT);
    await fanOutNotices(paused.app.context);
    await askOk(paused.app, 'POST', `${VERSION}/resume`);
    await askOk(paused.app, 'POST', `${VERSION}/pause`);
    expect(subjectsOf(await receiptsOf(paused))).toEqual([ACCEPTED]);

    const withdrawn = await haveTold();
    await answer(withdrawn, LEAVE);
    await askOk(withdrawn.app, 'POST', `${VERSION}/withdrawal`, { reason: 'A mistake.' });
    expect(subjectsOf(await receiptsOf(withdrawn))).toEqual([LEAVING]);

    const left = await haveTold();
    await answer(left, LEAVE);
    left.app.wait('P40D');
    expect((await checkOf(left.app, 'ada')).standing).toBe('terminated');
    expect(subjectsOf(await receiptsOf(left))).toEqual([LEAVING]);
  });

  test('that the operator finds in the mailbox and among the deliveries', async () => {
    const app = await testApp();
    await havePolicy(app);
    await haveUsers(app, 'ada');
    await haveAccepted(app, 'ada');
    await havePublished(app);
    await app.deliver();
    const { id } = await app.store.db.selectFrom('deliveries').select('id').executeTakeFirstOrThrow();
    const path = `/review/${signReviewToken(id ?? '', 'review', app.context.linkSecrets[0])}`;
    await submit(app, path, ACCEPT);
    await app.deliver();
    app.wait(1000);
    await app.deliver();
    const { items } = (await askOk(app, 'GET', `${VERSION}/deliveries`)).body;
    const receipt = items.find((one: { kind: string }) => one.kind === 'receipt-accepted');
    expect(receipt).toMatchObject({ user: 'ada', state: 'sent' });
    const { body } = await askOk(app, 'GET', `/mailbox/${receipt.id}/text`);
    expect(body).toContain('Recorded on:\n  Sunday, 22 November 2026 at 09:00 UTC\n');
    expect((await askOk(app, 'GET', '/mailbox')).body).toContain(ACCEPTED);
  });
});

describe('no receipt goes', () => {
  test('to those whose product reports what they did, since it shows its own', async () => {
    const told = await haveTold();
    await haveAccepted(told.app, 'ada', 2);
    const { body } = await askOk(told.app, 'POST', '/v1/terminations', ADA);
    await askOk(told.app, 'DELETE', `/v1/terminations/${body.id}`);
    expect(await receiptsOf(told)).toEqual([]);
    expect(await deliveriesOf(told.app)).toEqual([]);
  });

  test('for a form that is refused', async () => {
    const told = await haveTold();
    await askOk(told.app, 'POST', `${VERSION}/withdrawal`, { reason: 'A mistake.' });
    expect((await submit(told.app, pageOf(told), ACCEPT)).status).toBe(409);
    expect(await deliveriesOf(told.app)).toEqual([]);
  });

  test('to those who were erased, whether it was gathered yet or not; and nothing of their address stays', async () => {
    const told = await haveTold(['ada', 'ben', 'cora']);
    await answer(told, ACCEPT, 'ada');
    await fanOutNotices(told.app.context);
    await answer(told, ACCEPT, 'ben');
    await answer(told, ACCEPT, 'cora');
    for (const user of ['ada', 'ben']) await askOk(told.app, 'DELETE', `/v1/users/${user}`);
    expect((await receiptsOf(told)).map(({ to }) => to)).toEqual(['cora@example.com']);
    await askOk(told.app, 'DELETE', '/v1/users/cora');
    expect((await deliveriesOf(told.app)).map(({ email }) => email)).toEqual([null, null, null]);
    expect(JSON.stringify(await dumpDatabase(told.app.store))).not.toContain('@example.com');
  });
});

describe('a receipt changes nothing but itself:', () => {
  const progressOf = async ({ app }: Told) => (await askOk(app, 'GET', `${VERSION}/progress`)).body;

  test('it tells nobody of the version, and is counted with no notice', async () => {
    const told = await haveTold();
    // Only the product knows that the announcement of ada's link did not arrive.
    await told.app.store.db.updateTable('user_versions').set({ told_at: null, told_by: null }).execute();
    await answer(told, LEAVE);
    const before = await progressOf(told);
    expect(await receiptsOf(told)).toHaveLength(1);
    expect(await progressOf(told)).toEqual(before);
    expect((await checkOf(told.app, 'ada')).upcoming[0].toldAt).toBeNull();
    expect((await askOk(told.app, 'GET', VERSION)).body.recipients).toBe(1);
  });

  test.each(['bounced', 'suppressed', 'failed', 'delivered', 'complained'])(
    'what the provider says of it (%s) leaves the check as it was',
    async (type) => {
      const told = await haveTold();
      await answer(told, ACCEPT);
      const [mail] = await receiptsOf(told);
      await askOk(told.app, 'PUT', '/v1/users/ada', { email: 'new@example.com' });
      const before = await checkOf(told.app, 'ada');
      const { status } = await report(told.app, mailEvent(type, { deliveryId: mail?.deliveryId ?? '' }));
      expect(status).toBe(204);
      expect(await checkOf(told.app, 'ada')).toEqual(before);
      expect(await receiptsOf(told)).toHaveLength(1);
      const [delivery] = await deliveriesOf(told.app);
      expect(delivery?.state).toBe(type === 'complained' ? 'delivered' : type);
      const voided = await told.app.store.db.selectFrom('voidings').selectAll().execute();
      expect(voided).toEqual([]);
    },
  );

  test('a deemed acceptance stands when the receipt of an earlier act bounces', async () => {
    const told = await haveTold();
    await answer(told, LEAVE);
    await answer(told, STAY);
    const [mail] = await receiptsOf(told);
    told.app.wait('P31D');
    await askOk(told.app, 'POST', '/v1/uses', { user: 'ada' });
    const before = await checkOf(told.app, 'ada');
    expect(before).toMatchObject({ accepted: true, basis: 'deemed' });
    await report(told.app, mailEvent('bounced', { deliveryId: mail?.deliveryId ?? '' }));
    expect(await checkOf(told.app, 'ada')).toEqual(before);
  });
});

describe('receipts go out together', () => {
  const USERS = Array.from({ length: 200 }, (_, i) => `u${i}`);

  test('so that 200 people who accept within a second need three calls at most', async () => {
    const told = await haveTold(USERS);
    const calls = told.mailer.batches.length;
    for (const user of USERS) {
      await answer(told, ACCEPT, user);
      told.app.wait(5);
      // The sender is woken by each act.
      await told.app.deliver();
    }
    const mails = await receiptsOf(told);
    expect(mails.map(({ to }) => to).toSorted()).toEqual(USERS.map(addressOf).toSorted());
    expect(told.mailer.batches.length - calls).toBeLessThanOrEqual(3);
    expect(told.mailer.batches.map(({ mails }) => mails.length)).not.toContain(0);
  });

  test('and behind what waits already: however long that takes, few calls are added', async () => {
    const told = await haveTold(USERS);
    const { app, mailer } = told;
    const users = Array.from({ length: 450 }, (_, i) => `v${i}`);
    const lines = users.map((user) => JSON.stringify({ user, email: addressOf(user) }));
    await askOk(app, 'POST', '/v1/users/import', lines.join('\n'));
    while (await fanOutNotices(app.context));
    const calls = mailer.batches.length;
    for (const user of USERS) {
      await answer(told, ACCEPT, user);
      app.wait(500);
      await fanOutNotices(app.context);
    }
    const open = await app.store.db.selectFrom('chunks').selectAll().where('state', '=', 'open').execute();
    expect(open.filter(({ kind }) => kind === 'receipt-accepted')).toHaveLength(1);
    expect(await receiptsOf(told)).toHaveLength(USERS.length);
    const kinds = mailer.batches.slice(calls).map(({ mails }) => mails[0]?.subject === ACCEPTED);
    expect(kinds.slice(0, kinds.indexOf(true)).length).toBe(kinds.filter((isReceipt) => !isReceipt).length);
    expect(kinds.filter((isReceipt) => isReceipt).length).toBeLessThanOrEqual(3);
  });

  test('but never more than a hundred, nor those that say something else', async () => {
    const told = await haveTold(USERS);
    for (const [i, user] of USERS.entries()) await answer(told, i % 4 === 0 ? LEAVE : ACCEPT, user);
    const mails = await receiptsOf(told);
    expect(mails).toHaveLength(200);
    const batches = told.mailer.batches.filter(({ mails }) => mails[0]?.subject.startsWith('Your receipt'));
    expect(batches.map(({ mails }) => mails.length).toSorted()).toEqual([100, 50, 50]);
    for (const { mails } of batches) expect(new Set(subjectsOf(mails)).size).toBe(1);
  });

  test('once each when two processes gather and send at the same time', async () => {
    const told = await haveTold(USERS.slice(0, 120));
    const { app, mailer } = told;
    for (const user of USERS.slice(0, 120)) await answer(told, ACCEPT, user);
    await Promise.all([1, 2, 3].map(() => fanOutNotices(app.context)));
    expect((await receiptsOf(told)).map(({ to }) => to).toSorted()).toEqual(
      USERS.slice(0, 120).map(addressOf).toSorted(),
    );
    expect(mailer.batches.every(({ mails }) => mails.length <= 100)).toBe(true);
  });
});

test('someone who stays twice at once gets one receipt, wherever the one overtakes the other', async () => {
  for (let query = 0; ; query++) {
    const told = await haveTold();
    const { context, store } = told.app;
    await answer(told, LEAVE);
    const { id } = await store.db.selectFrom('terminations').select('id').executeTakeFirstOrThrow();
    const page = {
      ...{ action: 'stay', label: 'Stay after all', language: 'en' },
      template: { id: `sha256:${'0'.repeat(64)}`, html: '' },
    };
    const onPage = { page, receiptTo: 'ada@example.com' };
    const stay = (at: TestApp['context']) => cancelTermination(at, id, 'link:1', onPage);
    let answered = 0;
    const overtaken: KyselyPlugin = {
      transformQuery: ({ node }) => node,
      async transformResult({ result }) {
        if (answered++ === query) await stay(context);
        return result;
      },
    };
    await stay({ ...context, store: { ...store, db: store.db.withPlugin(overtaken) } });
    expect(subjectsOf(await receiptsOf(told)), `after query ${query}`).toEqual(
      expect.toSatisfy((subjects: string[]) => subjects.filter((one) => one === STAYED).length === 1),
    );
    if (answered > query) continue;
    expect(query).toBeGreaterThan(3);
    return;
  }
});

test('a write that the database was asked for twice orders and gathers each receipt once', async () => {
  const told = await haveTold(['ada', 'ben']);
  const { store } = told.app;
  const app = await startTestApp({
    store: {
      ...store,
      atomic: async (statements) => {
        const changed = await store.atomic(statements);
        await store.atomic(statements);
        return changed;
      },
    },
    mailer: told.mailer,
  });
  app.clock.now = told.app.clock.now;
  const twice = { app, mailer: told.mailer };
  for (const form of [ACCEPT, LEAVE, STAY]) await answer(twice, form);
  await fanOutNotices(app.context);
  await answer(twice, LEAVE, 'ben');
  expect(subjectsOf(await receiptsOf(twice)).toSorted()).toEqual([ACCEPTED, LEAVING, LEAVING, STAYED]);
});

describe('a receipt whose sending ended unclear', () => {
  test('goes out again as the same bytes, although what it is made from has changed', async () => {
    const receipts: Receipt[] = [];
    const told = await haveTold(['ada'], { receipts });
    const { app, mailer } = told;
    await answer(told, LEAVE);
    await app.deliver();
    app.wait(1000);
    receipts.push({ kind: 'unclear', problem: 'the connection broke' });
    await app.deliver();
    await askOk(app, 'PUT', '/v1/policies/privacy', { title: 'Data Protection', timeZone: 'Asia/Tokyo' });
    await askOk(app, 'PUT', '/v1/users/ada', { email: 'new@example.com', locale: 'ja' });
    const later = await startTestApp({ store: app.store, mailer, publicUrl: 'https://elsewhere.example' });
    later.clock.now = app.clock.now;
    later.wait(5_000);
    await later.deliver();
    const [first, second, ...more] = mailer.batches.slice(1);
    expect(more).toEqual([]);
    expect(second).toEqual(first);
  });

  test('is resolved by an operator, who may have the same receipt sent again', async () => {
    const receipts: Receipt[] = [];
    const told = await haveTold(['ada'], { receipts });
    const { app, mailer } = told;
    await answer(told, ACCEPT);
    await app.deliver();
    app.wait(1000);
    receipts.push({ kind: 'unknown', problem: 'lost' });
    await app.deliver();
    const [lost] = mailer.about(ACCEPTED);
    await askOk(app, 'PUT', '/v1/users/ada', { email: 'new@example.com' });
    const before = await checkOf(app, 'ada');
    await askOk(app, 'POST', `${VERSION}/deliveries/${lost?.deliveryId}/resolve`, { as: 'resend' });
    const [, again, ...more] = await receiptsOf(told);
    expect(more).toEqual([]);
    expect(again?.to).toBe('ada@example.com');
    expect(readable(again as Mail)).toBe(readable(lost as Mail));
    expect(await checkOf(app, 'ada')).toEqual(before);
  });
});

test('a receipt of the longest title and address is far smaller than what mail programs clip', async () => {
  const told = await haveTold(['ada'], { policy: { title: '&'.repeat(200) } });
  await answer(told, LEAVE);
  const [mail] = await receiptsOf(told);
  expect(Buffer.byteLength(mail?.html ?? '') + 5 * LONGEST_URL).toBeLessThan(40_000);
});

test('a version that follows gets receipts of its own', async () => {
  const told = await haveTold();
  await answer(told, ACCEPT);
  await receiptsOf(told);
  await havePublished(told.app, { content: TEXT_3 });
  await told.app.deliver();
  const third = told.mailer.batches.flatMap((one) => one.mails).at(-1);
  expect((await submit(told.app, pathOf(told.app, third), ACCEPT)).status).toBe(303);
  expect(subjectsOf(await receiptsOf(told))).toEqual([ACCEPTED, ACCEPTED.replace('version 2', 'version 3')]);
});
