import { expect } from 'vitest';
import { makeAdminLink } from '../../src/actions/access/admin-link.ts';
import { changeMember, removeMember } from '../../src/actions/access/change-member.ts';
import { fanOutNotices } from '../../src/actions/notices/fan-out-notices.ts';
import { endLinkOfAuditor, makeAuditorLink, openAddress } from '../../src/actions/record/link-auditor.ts';
import { keepRecord } from '../../src/actions/upkeep/keep-record.ts';
import { tidyUp } from '../../src/actions/upkeep/tidy-up.ts';
import type { Receipt } from '../../src/delivery/mailer.ts';
import { addMs } from '../../src/domain/instant.ts';
import type { NoticeKind } from '../../src/domain/notices/notice-kind.ts';
import type { Period } from '../../src/domain/period.ts';
import type { MigratableStore } from '../../src/storage/engines/migrate.ts';
import { askOk, haveAccepted, havePolicy, havePublished, haveUsers, PNG, TEXT_2, TEXT_3 } from './arrange.ts';
import { haveDraft, havePerson, postDue } from './drafts.ts';
import { haveAdmin, haveMember } from './members.ts';
import { type RememberingMailer, rememberingMailer } from './remembering-mailer.ts';
import { CONSUMERS, rulesOf } from './rules.ts';
import { mailEvent, report, WEBHOOK_SECRET } from './sign-webhook.ts';
import { startTestApp, type TestApp } from './test-app.ts';

const UNKNOWN: Receipt = { kind: 'unknown', problem: 'nobody can tell' };
const REFUSED: Receipt = { kind: 'refused', problem: 'not these' };

const USERS = ['ada', 'ben', 'cy', 'dee', 'eve', 'fay', 'gus', 'hal', 'ida', 'joe', 'kim', 'lou'];

/** Numbers and seals all that waits. */
export async function keepAll({ context }: Pick<TestApp, 'context'>): Promise<void> {
  while ((await keepRecord(context, 'test')).nextInMs === 0);
}

/**
 * Drafts of all kinds: one that was approved after an edit and posted, one stopped by an objection, one taken back,
 * one discarded, and one that is scheduled for long.
 */
async function haveDraftsOfAllKinds(app: TestApp): Promise<void> {
  const [ben, cy] = [await havePerson(app, 'approver', 'Ben'), await havePerson(app, 'approver', 'Cy')];
  const titles = ['imprint', 'cookies', 'cookies-2', 'cookies-3', 'cookies-4'];
  const ids: string[] = [];
  for (const policy of titles) {
    await askOk(app, 'PUT', `/v1/policies/${policy}`, { title: policy, grace: 'PT0S' });
    const layers = { en: [{ anchor: policy, summary: 'In short.' }] };
    const said = { texts: { de: '# D', en: `# ${policy}\n` }, layers, change: null, summary: {} };
    const { id } = await haveDraft(app, said, policy);
    await askOk(app, 'PUT', `/v1/drafts/${id}`, { revision: 1, texts: { en: `# ${policy}, again\n` } });
    ids.push(id);
  }
  const [posted, stopped, back, discarded, waiting] = ids.map((id) => `/v1/drafts/${id}`);
  await askOk(cy, 'POST', `${posted}/objections`, { revision: 2, note: 'Who wrote this?' });
  for (const one of [ben, cy]) await askOk(one, 'POST', `${posted}/approvals`, { revision: 2 });
  await askOk(app, 'POST', `${posted}/posting`, { revision: 2 });
  await postDue(app);
  const later = { revision: 2, at: '2027-06-01T09:00:00Z' };
  await askOk(app, 'POST', `${stopped}/posting`, later);
  await askOk(cy, 'POST', `${stopped}/objections`, { revision: 2, note: 'No.' });
  await askOk(app, 'POST', `${back}/posting`, later);
  await askOk(app, 'DELETE', `${back}/posting`);
  await askOk(app, 'DELETE', String(discarded));
  await askOk(app, 'POST', `${waiting}/posting`, { ...later, at: '2028-06-01T09:00:00Z' });
}

/** Asking paused in each way: let go on, replaced, and on. */
async function havePausesOfAllKinds(app: TestApp): Promise<void> {
  const until = addMs(app.clock.now, 60_000);
  const pause = (reason: string) => askOk(app, 'PUT', '/v1/policies/privacy/asking-pause', { until, reason });
  await pause('Whom does it ask?');
  await askOk(app, 'DELETE', '/v1/policies/privacy/asking-pause');
  await pause('The same again.');
  await pause('And for another reason.');
}

/** Links for auditors: one by which somebody was shown, and one that was ended. */
async function haveAuditorLinks({ context, clock }: TestApp): Promise<void> {
  const of = { policy: 'privacy', version: 1, expiresAt: addMs(clock.now, 1000) };
  const { link } = await makeAuditorLink(context, { ...of, people: ['lou', 'kim'] }, 'member:tests');
  await openAddress(context, link, link.people[0] ?? '');
  const { link: ended } = await makeAuditorLink(context, { ...of, version: null, people: 2 }, 'member:tests');
  await endLinkOfAuditor(context, ended.id, 'member:tests');
}

/** Members of all kinds: an admin by a link, one invited and changed, one removed; and a link that nobody used. */
async function haveMembersOfAllKinds(app: TestApp): Promise<void> {
  const { context } = app;
  const robin = await haveAdmin(app);
  const ada = await haveMember(app, 'Ada', 'author', 'support');
  const ben = await haveMember(app, 'Ben', 'approver');
  await changeMember(context, ada.id, { ...ada, roles: ['auditor'] }, `member:${robin.id}`);
  await removeMember(context, ben.id, `member:${robin.id}`);
  await makeAdminLink(context, 'first-start');
}

/**
 * A service to which everything has happened that is recorded or derived: a policy with reminders, another
 * with a history from before, texts in several languages, drafts of all kinds, mails taken, refused, unknown and
 * resolved, reports of all kinds, showings,
 * acceptances on the page, over the API, imported, from before the record and by use, what falls with a
 * bounce, leaving, staying, leaving for good and coming back, withdrawals, receipts, an erasure, a hold,
 * retention, a party with contacts and a seat, and members of the console. All is numbered and sealed.
 */
export async function haveRichStory(store?: MigratableStore): Promise<TestApp> {
  const receipts: Receipt[] = [];
  const mailer = rememberingMailer(receipts);
  const options = { mailer, webhookSecret: WEBHOOK_SECRET };
  const app = await startTestApp(store === undefined ? options : { ...options, store });
  await havePolicy(app, { reminders: ['P7D'] });
  await haveUsers(app, ...USERS);
  for (const user of USERS.slice(0, 9)) await haveAccepted(app, user);
  const imported = ['joe', 'kim', 'lou'].map((user) =>
    JSON.stringify({
      user,
      email: `${user}@example.com`,
      accepted: { privacy: { version: 1, source: 'old' } },
    }),
  );
  const told = (year: number, content: string) => {
    const at = `${year}-05-25T00:00:00.000Z`;
    return { content, postedAt: at, effectiveAt: at, source: 'web archive' };
  };
  const history = { versions: [told(2018, TEXT_2), told(2020, TEXT_3)] };
  await askOk(app, 'PUT', '/v1/policies/terms', { title: 'Terms' });
  await askOk(app, 'POST', '/v1/policies/terms/history', history);
  await askOk(app, 'PUT', '/v1/calendars/DE-BY', { holidays: ['2026-12-25'] });
  app.wait(1000);
  await askOk(app, 'PUT', '/v1/calendars/DE-BY', { holidays: ['2026-12-25', '2026-12-26'] });
  await havePausesOfAllKinds(app);
  await haveDraftsOfAllKinds(app);
  await haveMembersOfAllKinds(app);
  const onPaper = { privacy: { version: null, at: '2020-02-29T12:00:00.000Z', source: 'paper' } };
  imported.push(JSON.stringify({ user: 'uma', email: null, accepted: onPaper }));
  await askOk(app, 'POST', '/v1/users/import', imported.join('\n'));
  await keepAll(app);

  await havePublished(app);
  await app.deliver();
  app.wait('P1D');
  await keepAll(app);
  await actOnPage(app, mailer, 'ada', { action: 'accept' });
  await actOnPage(app, mailer, 'ben', { action: 'leave', confirm: 'yes' });
  await actOnPage(app, mailer, 'ben', { action: 'stay' });
  await app.deliver();
  await reportOf(app, 'bounced', 'cy');
  await askOk(app, 'POST', '/v1/notices/shown', { user: 'cy', policy: 'privacy', version: 2 });
  const byPost = { policy: 'privacy', version: 2, channel: 'post', at: app.clock.now, states: ['use'] };
  await askOk(app, 'POST', '/v1/users/dee/events', { kind: 'delivered', ...byPost });
  await askOk(app, 'POST', '/v1/users/dee/events', { kind: 'renewal', at: '2026-01-01T00:00:00Z' });
  await reportOf(app, 'delivered', 'dee');
  await reportOf(app, 'delivered', 'eve');
  await reportOf(app, 'opened', 'eve');
  app.wait('P1D');
  await repeatTo(app, 'kim');
  const { body: made } = await askOk(app, 'POST', '/v1/users/lou/links', {
    ...{ purpose: 'review', policy: 'privacy', version: 2 },
  });
  await askOk(app, 'DELETE', `/v1/users/lou/links/${made.id}`);
  await haveAuditorLinks(app);
  const leave = { policy: 'privacy', version: 2, reason: 'No, thank you.' };
  const { body: screen } = await askOk(app, 'POST', '/v1/presentations', {
    ...{ name: 'Settings', label: 'I agree', words: 'Our terms change.', locale: 'en', image: PNG },
  });
  const seen = { user: 'fay', policy: 'privacy', version: 2, presentation: screen.id };
  await askOk(app, 'POST', '/v1/notices/shown', seen);
  await askOk(app, 'POST', '/v1/acceptances', seen);
  const fay = await askOk(app, 'POST', '/v1/terminations', { ...leave, user: 'fay' });
  await askOk(app, 'DELETE', `/v1/terminations/${fay.body.id}`);
  await askOk(app, 'POST', '/v1/terminations', { ...leave, user: 'gus' });
  await askOk(app, 'POST', '/v1/terminations', { ...leave, user: 'hal', when: 'now' });
  await askOk(app, 'POST', '/v1/terminations', { ...leave, user: 'ida' });
  await askOk(app, 'POST', '/v1/acceptances', {
    user: 'ida',
    policy: 'privacy',
    version: 2,
    ip: '192.0.2.7',
  });
  await keepAll(app);
  app.wait('P22D');
  await app.deliver();
  app.wait('P8D');
  await keepAll(app);
  for (const user of ['dee', 'eve', 'joe', 'cy']) await askOk(app, 'POST', '/v1/uses', { user });
  await reportOf(app, 'bounced', 'eve');
  await reportOf(app, 'bounced', 'eve', 'reminder');
  await askOk(app, 'POST', '/v1/acceptances', {
    ...{ user: 'hal', policy: 'privacy', version: 2, returning: true, method: 'banner', userAgent: 'B/1' },
  });
  app.wait('P1D');
  await keepAll(app);

  receipts.push(UNKNOWN);
  await havePublished(app, { content: TEXT_3, change: 'minor' });
  await app.deliver();
  const { body } = await askOk(app, 'GET', '/v1/policies/privacy/versions/3/deliveries?state=unknown');
  const [one, other] = body.items;
  const resolutionOf = (id: string) => `/v1/policies/privacy/versions/3/deliveries/${id}/resolve`;
  await askOk(app, 'POST', resolutionOf(one.id), { as: 'sent', reason: 'The provider has it.' });
  await askOk(app, 'POST', resolutionOf(other.id), { as: 'resend' });
  receipts.push(REFUSED);
  await haveUsers(app, 'mia');
  await app.deliver();
  await askOk(app, 'POST', '/v1/terminations', { user: 'dee', policy: 'privacy', version: 3 });
  await askOk(app, 'POST', '/v1/policies/privacy/versions/3/withdrawal', { reason: 'A mistake.' });
  await app.deliver();
  const sentences = { agreesByUse: 'Going on after {date} agrees to version {version}.', signOff: 'Lantern' };
  await askOk(app, 'PUT', '/v1/wording/en', { sentences });
  await havePublished(app, { content: `${TEXT_2}\nMore.\n`, change: 'minor' });
  while (await fanOutNotices(app.context));
  await havePublished(app, {
    ...{ content: undefined, change: 'minor', pending: 'withdraw' },
    texts: { en: `${TEXT_2}\nMore of it.\n`, de: 'Wir bewahren Protokolle auf.' },
    layers: { en: [{ anchor: 'privacy', summary: 'We keep logs.' }] },
    summary: { en: 'More of it.', de: 'Mehr davon.' },
  });
  const added = { locale: 'de', content: 'Wir bewahrten Protokolle auf.' };
  await askOk(app, 'POST', '/v1/policies/privacy/versions/1/texts', added);
  await askOk(app, 'POST', '/v1/policies/privacy/versions/1/pause');
  const corrected = { locale: 'de', content: 'Wir bewahren Protokolle auf.', why: 'The tense.' };
  await askOk(app, 'POST', '/v1/policies/privacy/versions/1/corrections', corrected);
  await askOk(app, 'POST', '/v1/policies/privacy/versions/1/resume');
  while (await fanOutNotices(app.context));
  await askOk(app, 'DELETE', '/v1/users/mia');
  await app.deliver();
  app.wait('P1D');
  await haveSilenceAsked(app, 'nia', 'oda', 'pia', 'quin', 'rae', 'sam', 'tia', 'ula', 'vic', 'wes', 'xia');
  const came = app.clock.now;
  app.wait(1000);
  await answer(app, 'quin', { answer: 'keep-old', note: 'No.' });
  await answer(app, 'rae', { answer: 'leave-part', part: 'Chat' });
  await answer(app, 'rae', { answer: 'keep-old-part', part: 'Fees' });
  const by = { name: 'Sal', role: 'Director', authority: true };
  await answer(app, 'sal', { answer: 'keep-old', by });
  await answer(app, 'sam', { answer: 'keep-old' });
  await answer(app, 'sam', { answer: 'cancel' });
  await answer(app, 'tia', { answer: 'accept' });
  await answer(app, 'tia', { answer: 'withdraw', ip: '192.0.2.9' });
  await askOk(app, 'PUT', '/v1/users/yul', { email: 'yul@example.com' });
  await answer(app, 'yul', { answer: 'refuse', note: 'No, thank you.' });
  await askOk(app, 'POST', '/v1/terminations', { user: 'pia', policy: 'service', version: 2 });
  await askOk(app, 'PUT', '/v1/users/lou/hold', { held: true, reason: 'A dispute.' });
  await askOk(app, 'DELETE', '/v1/users/joe');
  await app.deliver();
  app.wait('P200D');
  await askOk(app, 'POST', '/v1/uses', { user: 'lou' });
  await tidyUp(app.context, { ip: 'P90D' as Period, mails: 'P90D' as Period, events: 'P90D' as Period });
  await reportOf(app, 'complained', 'kim');
  await keepAll(app);
  await reportOf(app, 'bounced', 'oda');
  const end = { user: 'quin', policy: 'service', version: 2, by: 'company' };
  await askOk(app, 'POST', '/v1/terminations', end);
  await keepAll(app);
  await haveLetters(app, came);
  await keepAll(app);
  return app;
}

/** A policy whose changes silence agrees to, and some people whose notice has said so. */
async function haveSilenceAsked(app: TestApp, ...users: readonly string[]): Promise<void> {
  const offers = ['leave-at-close', 'keep-old', 'keep-old-part', 'leave-part'];
  const decline = { offers, mayEnd: { after: 'P30D' } };
  const rules = rulesOf({ acceptance: 'silence', decline }, { audiences: [CONSUMERS] });
  const service = '/v1/policies/service';
  await askOk(app, 'PUT', service, { title: 'Terms of Service', rules, revocable: true });
  await askOk(app, 'POST', `${service}/versions`, { content: TEXT_2 });
  for (const user of users) {
    const attributes = { kind: 'consumer' };
    await askOk(app, 'PUT', `/v1/users/${user}`, { email: `${user}@example.com`, attributes });
    await askOk(app, 'POST', '/v1/acceptances', { user, policy: 'service', version: 1 });
  }
  const contacts = [{ email: 'legal@firm.example' }, { email: 'billing@firm.example', purpose: 'billing' }];
  await askOk(app, 'PUT', '/v1/users/firm', { email: null, contacts });
  await askOk(app, 'PUT', '/v1/users/sal', { email: 'sal@example.com', party: 'firm', mayAnswer: true });
  await askOk(app, 'POST', '/v1/acceptances', { user: 'sal', policy: 'service', version: 1 });
  await askOk(app, 'POST', `${service}/versions`, {
    ...{ content: TEXT_3, change: 'any', summary: 'A sentence more.' },
  });
  await app.deliver();
}

/** What had come by other ways while silence could still be broken, typed in long after; and what is voided. */
async function haveLetters(app: TestApp, receivedAt: string): Promise<void> {
  const letter = { receivedAt, note: 'A letter.' };
  await answer(app, 'ula', { answer: 'keep-old', ...letter });
  await answer(app, 'vic', { answer: 'leave-at-close', ...letter });
  await answer(app, 'sam', { answer: 'leave-part', part: 'Chat', ...letter });
  await answer(app, 'tia', { answer: 'accept', ...letter });
  const { body: left } = await answer(app, 'wes', { answer: 'leave-at-close', ...letter });
  const { body: kept } = await answer(app, 'xia', { answer: 'keep-old', ...letter });
  await keepAll(app);
  for (const { id } of [left, kept]) {
    await askOk(app, 'POST', `/v1/answers/${id}/void`, { reason: 'It was somebody else.' });
  }
}

async function answer(app: TestApp, user: string, said: object) {
  return askOk(app, 'POST', '/v1/answers', { user, policy: 'service', version: 2, ...said });
}

/** Sends somebody the notice of version 2 once more. */
async function repeatTo(app: TestApp, user: string): Promise<void> {
  const deliveries = '/v1/policies/privacy/versions/2/deliveries';
  const { body } = await askOk(app, 'GET', `${deliveries}?limit=1000`);
  const first = body.items.find((one: { user: string }) => one.user === user);
  await askOk(app, 'POST', `${deliveries}/${first.id}/again`);
  await app.deliver();
}

async function actOnPage(
  app: TestApp,
  mailer: RememberingMailer,
  user: string,
  form: Record<string, string>,
): Promise<void> {
  const mail = mailer.batches.flatMap(({ mails }) => mails).find(({ to }) => to === `${user}@example.com`);
  const [path] = /\/review\/[\w.-]+/.exec(mail?.text ?? '') ?? [];
  const answer = await app.app.request(path ?? '', {
    method: 'POST',
    body: new URLSearchParams(form),
    headers: { origin: app.context.publicUrl, 'user-agent': 'Browser/1' },
  });
  expect(answer.status, `${user} ${JSON.stringify(form)}`).toBe(303);
}

/** Has the provider report of the newest mail of a kind to a user. */
async function reportOf(
  app: TestApp,
  type: string,
  user: string,
  kind: NoticeKind = 'announcement',
): Promise<void> {
  const row = await app.store.db
    .selectFrom('deliveries')
    .innerJoin('users', 'users.ref', 'deliveries.user_ref')
    .select('deliveries.id')
    .where('users.user_id', '=', user)
    .where('kind', '=', kind)
    .where('deliveries.id', 'is not', null)
    .orderBy('deliveries.release', 'desc')
    .executeTakeFirstOrThrow();
  const body = mailEvent(type, { deliveryId: row.id ?? '', to: `${user}@example.com`, at: app.clock.now });
  expect((await report(app, body)).status).toBe(204);
}
