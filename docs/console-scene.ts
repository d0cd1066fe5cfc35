import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { checkImport, keepImportFile, stepImports } from '../src/actions/people/import-file.ts';
import { keepRecord } from '../src/actions/upkeep/keep-record.ts';
import type { Mailer } from '../src/delivery/mailer.ts';
import type { Member } from '../src/domain/access/member.ts';
import { readFileLines, readImportFile } from '../src/http/console/imports/read-file.ts';
import { askOk } from '../test/support/arrange.ts';
import { type ServedApp, serveTestApp } from '../test/support/browser.ts';
import { havePerson } from '../test/support/drafts.ts';
import { haveMember, haveSession, openVisitor, type Visitor } from '../test/support/members.ts';

const PEOPLE = 400;
const FIRST = 'Ada Ben Cleo Dina Emil Fay Gus Hana Ivo Jun Kaya Leo Mia Nils Ola Pia Rui Sol Tom Uma'.split(
  ' ',
);
const LAST =
  'Abel Berg Costa Dahl Egger Franke Gomez Hauser Ito Jansen Keller Lind Moreau Novak Okafor Peters Rossi Sato Thiel Weber'.split(
    ' ',
  );
const LOCALES = ['en', 'en', 'de', 'en', 'fr'];

/** A company in the middle of an announcement, and where each screen of its console is. */
export type Scene = {
  readonly app: ServedApp;
  /** The cookie of somebody who may see every screen. */
  readonly session: string;
  readonly screens: Readonly<Record<string, string>>;
  /** Screens of those who are not signed in. */
  readonly outside: Readonly<Record<string, string>>;
  readonly close: () => Promise<void>;
};

/** Arranges the scene of all pictures of the console. */
export async function arrangeConsole(): Promise<Scene> {
  const app = await serveTestApp({ name: 'Lantern Notes' }, { mailer: mailerWithTroubles() });
  await postVersions(app);
  const robin = await haveMember(app, 'Robin', 'admin', 'author', 'approver', 'support', 'auditor');
  await haveMember(app, 'Ada', 'author', 'approver');
  await haveMember(app, 'Sam', 'support');
  await haveMember(app, 'Otto', 'operator');
  await haveAnswers(app);
  const session = await haveSession(app, robin);
  const visitor = openVisitor(app);
  visitor.cookies.set('proviso-session', session);
  await haveCall(app, visitor);
  const draft = await haveDrafts(app, visitor);
  const imports = await haveImports(app, robin);
  const developers = await haveDevelopers(app);
  while ((await keepRecord(app.context, 'pictures')).nextInMs === 0);
  const auditor = await haveAuditor(app, visitor);
  const version = '/console/policies/terms/versions/2';
  const { id: mail } = await app.store.db
    .selectFrom('deliveries')
    .select('id')
    .where(sql<string>`(SELECT user_id FROM users WHERE ref = user_ref)`, '=', 'u104')
    .executeTakeFirstOrThrow();
  const { id: unclear } = await app.store.db
    .selectFrom('deliveries')
    .select('id')
    .where('state', '=', 'unknown')
    .orderBy('id')
    .executeTakeFirstOrThrow();
  return {
    app,
    session,
    outside: { 'sign-in': '/console/sign-in', auditor },
    screens: {
      home: '/console',
      policies: '/console/policies',
      'policy-new': '/console/policies/new?kind=terms&for=businesses',
      policy: '/console/policies/terms',
      rules: '/console/policies/terms/rules',
      settings: '/console/policies/terms/settings',
      draft: `/console/drafts/${draft.open}`,
      changes: `/console/drafts/${draft.open}/changes`,
      'side-by-side': `/console/drafts/${draft.open}/changes?view=side-by-side`,
      mail: `/console/drafts/${draft.open}/mail`,
      readers: `/console/drafts/${draft.open}/readers`,
      approval: `/console/drafts/${draft.open}/approval`,
      share: `/console/drafts/${draft.open}/share`,
      posting: `/console/drafts/${draft.open}/posting`,
      'take-back': `/console/drafts/${draft.scheduled}/posting`,
      version,
      audience: `${version}/people?state=told`,
      again: `${version}/again?notice=failed`,
      withdrawal: `${version}/withdrawal`,
      people: '/console/people',
      person: '/console/people/u104',
      'person-mail': `/console/people/u104/mails/${mail}`,
      erasure: '/console/people/u104/erasure',
      imports: '/console/imports',
      'import-columns': `/console/imports/${imports.read}`,
      'import-progress': `/console/imports/${imports.underWay}`,
      'import-checked': `/console/imports/${imports.checked}`,
      record: '/console/record',
      sample: '/console/record/sample?policy=terms&version=2&count=8&seed=2026',
      links: '/console/record/links',
      evidence: '/console/record/evidence/u104?format=html&on=2026-12-22',
      operations: '/console/operations',
      unclear: '/console/operations/unknown',
      'unclear-mail': `/console/operations/unknown/${unclear}`,
      developers: '/console/developers',
      webhooks: '/console/developers/webhooks',
      webhook: `/console/developers/webhooks/${developers.webhook}`,
      check: '/console/developers/check?user=u104&policy=terms',
      snippets: '/console/developers/snippets',
      members: '/console/members',
      member: `/console/members/${robin.id}`,
      'member-removal': `/console/members/${robin.id}/removal`,
    },
    close: app.close,
  };
}

/** Takes most mails; of the first batch nobody can tell, and some addresses are refused. */
function mailerWithTroubles(): Mailer {
  let batches = 0;
  return {
    name: 'resend',
    callsPerSecond: null,
    async send({ mails }) {
      batches += 1;
      if (batches === 1) return { kind: 'unknown', problem: 'no answer within ten seconds' };
      const taken = mails.map(({ deliveryId, to }) => (to.startsWith('gus.') ? null : `re_${deliveryId}`));
      return { kind: 'taken', providerIds: taken };
    },
  };
}

const text = (version: number) =>
  readFileSync(new URL(`../src/demo/policies/privacy-${version}.md`, import.meta.url), 'utf8');
const SUMMARY = 'Notes can be summarised by software if you switch it on.';

/** Terms announced to some hundred people. */
async function postVersions(app: ServedApp): Promise<void> {
  for (const [policy, title] of [
    ['terms', 'Terms of Service'],
    ['privacy', 'Privacy Policy'],
  ]) {
    const settings = { title, timeZone: 'Europe/Berlin', approvals: 1 };
    await askOk(app, 'PUT', `/v1/policies/${policy}`, settings);
    await askOk(app, 'POST', `/v1/policies/${policy}/versions`, { content: text(1) });
  }
  const lines = Array.from({ length: PEOPLE }, (_, i) => JSON.stringify(personAt(i)));
  await askOk(app, 'POST', '/v1/users/import', lines.join('\n'));
  app.wait('PT1H');
  const change = { change: 'substantial', summary: SUMMARY };
  await askOk(app, 'POST', '/v1/policies/terms/versions', { content: text(2), ...change });
  await app.deliver();
}

function personAt(i: number) {
  const [first = '', last = ''] = [FIRST[i % FIRST.length], LAST[Math.floor(i / FIRST.length) % LAST.length]];
  return {
    user: `u${i}`,
    email: i % 50 === 49 ? null : `${first}.${last}@mail.example`.toLowerCase(),
    name: `${first} ${last}`,
    locale: LOCALES[i % LOCALES.length],
    accepted: { terms: 1, privacy: 1 },
  };
}

/** Answers over a day. */
async function haveAnswers(app: ServedApp): Promise<void> {
  for (let i = 0; i < 90; i++) {
    if (i % 6 === 0) app.wait(`PT${1 + (i % 4)}H`);
    const said = { user: `u${(i * 3 + 120) % PEOPLE}`, policy: 'terms', version: 2 };
    if (i % 9 === 4) await app.ask('POST', '/v1/terminations', { ...said, when: 'effect' });
    else await app.ask('POST', '/v1/acceptances', said);
  }
}

/** An answer by telephone. */
async function haveCall(app: ServedApp, visitor: Visitor): Promise<void> {
  await visitor.get('/console/people/u104');
  await visitor.post('/console/people/u104/answers', {
    ...{ policy: 'terms', version: '2', answer: 'accept' },
    ...{ how: 'Emil called, and said yes.', receivedAt: app.clock.now.slice(0, 16) },
  });
}

/** A draft that waits for an approval, and one that goes out in ten minutes. */
async function haveDrafts(app: ServedApp, visitor: Visitor) {
  const said = { texts: { en: text(2) }, change: 'substantial', summary: { en: SUMMARY } };
  const { body: open } = await askOk(app, 'POST', '/v1/policies/privacy/drafts', said);
  const minor = { texts: { en: text(2).replace('90 days', 'ninety days') }, change: 'minor' };
  const summary = { en: 'A number is written as a word.' };
  const { body: other } = await askOk(app, 'POST', '/v1/policies/terms/drafts', { ...minor, summary });
  const approver = await havePerson(app, 'approver');
  const path = `/console/drafts/${other.id}`;
  await askOk(approver, 'POST', `/v1/drafts/${other.id}/approvals`, { revision: other.revision });
  await visitor.get(`${path}/posting`);
  await visitor.post(`${path}/posting`, { revision: String(other.revision) });
  return { open: open.id as string, scheduled: other.id as string };
}

/** A file whose columns are to be chosen, one that is being checked, and one that was. */
async function haveImports(app: ServedApp, member: Member) {
  const { context } = app;
  const keep = async (filename: string, people: number, isGood = true) => {
    const lines = Array.from({ length: people }, (_, i) => {
      const { user, email, name, locale } = personAt(i);
      const address = isGood || i % 40 !== 7 ? (email ?? '') : 'none given';
      return `n${user};${address};${name};${locale};${i % 90 === 4 ? '2019-05-02' : '2026-11-23'}\r\n`;
    });
    const file = new TextEncoder().encode(`customer;e-mail;name;language;signed up\r\n${lines.join('')}`);
    const bytes = (async function* () {
      yield file;
    })();
    return keepImportFile(context, { filename, pieces: readImportFile(filename, bytes) }, member.id);
  };
  const uses = ['user', 'email', 'name', 'locale', 'agreed:terms'];
  const columns = {
    ...{ uses, source: 'customers of the old shop', zones: { terms: 'Europe/Berlin' } },
    knownSince: {},
  };
  const checked = await keep('old-shop.csv', 1_200, false);
  await checkImport(context, checked, columns);
  while ((await stepImports(context, readFileLines, { only: checked })).nextInMs === 0);
  const underWay = await keep('customers-2026.csv', 6_000);
  await checkImport(context, underWay, columns);
  for (let i = 0; i < 5; i++) await stepImports(context, readFileLines, { only: underWay });
  return { checked, underWay, read: await keep('newsletter.csv', 350) };
}

async function haveDevelopers(app: ServedApp) {
  const { body } = await askOk(app, 'POST', '/v1/webhooks', {
    ...{ url: 'https://crm.lantern.example/hooks/policies', events: ['*'] },
  });
  await askOk(app, 'POST', '/v1/keys', { name: 'Shop', role: 'app' });
  return { webhook: body.id as string };
}

/** What a link for an auditor opens, of which one was opened already. */
async function haveAuditor(app: ServedApp, visitor: Visitor): Promise<string> {
  await visitor.get('/console/record/links');
  const made = await visitor.post('/console/record/links', {
    ...{ policy: 'terms', version: '2', people: '6', expiresAt: '2026-12-24T10:00' },
  });
  const shown = await visitor.get(made.location?.split('#')[0] ?? '');
  const url = /http:\/\/[^"<\s]+\/console\/auditor\/[^"<\s]+/.exec(shown.body)?.[0];
  if (url === undefined) throw new Error(`no link for an auditor was made: ${made.status}`);
  return url.slice(app.url.length);
}
