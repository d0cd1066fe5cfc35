import { execFile } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ARRIVED, FAILURES, OUT_OF_OFFICE } from './support/bounced-mails.ts';
import {
  type Env,
  end,
  ROOT,
  type Service,
  startService,
  temporaryFolder,
  until,
} from './support/node-service.ts';
import { readOpenMetrics, sumOf } from './support/open-metrics.ts';
import { type RelayedMail, type SmtpFarEnd, startSmtpFarEnd } from './support/smtp-far-end.ts';
import { LINK_SECRET } from './support/test-app.ts';

const USERS = 40;
const BOUNCE_KEY = 'what-our-mail-server-hands-mails-in-with';
const PEOPLE = Array.from({ length: USERS }, (_, i) => `u${i}`);
const EVERYBODY = PEOPLE.map((user) => `${user}@example.com`).toSorted();

/** As an operator starts it. */
const NPM_START = ['npm', 'start'] as const;

let folder: string;
let farEnd: SmtpFarEnd;
let service: Service;
let env: Env;

const mailTo = (user: string) => farEnd.mails.find((one) => one.to === `${user}@example.com`) as RelayedMail;
const check = async (user: string) => (await service.ask('GET', `/v1/users/${user}/policies/privacy`)).body;
const toldAt = async (user: string) => (await check(user)).upcoming[0].toldAt;

/** Runs `npm run bounce` with some bytes on its standard input. */
function bounce(
  input: string,
  settings: Env = env,
): Promise<{ code: number; out: string; complained: string }> {
  return new Promise((resolve) => {
    const child = execFile(
      'npm',
      ['run', '--silent', 'bounce'],
      { cwd: ROOT, env: { PATH: process.env.PATH ?? '', ...settings } },
      (error, out, complained) => resolve({ code: Number(error?.code ?? 0), out, complained }),
    );
    child.stdin?.end(Buffer.from(input, 'latin1'));
  });
}

beforeAll(async () => {
  folder = temporaryFolder();
  farEnd = await startSmtpFarEnd({ user: 'lantern' });
  env = {
    DATABASE_URL: `sqlite:${join(folder, 'story.sqlite')}`,
    LINK_SECRET,
    MAIL_URL: `smtp://lantern:secret@127.0.0.1:${farEnd.port}`,
    MAIL_FROM: 'Lantern <notices@lantern.example>',
    MAIL_REPLY_TO: 'support@lantern.example',
    BOUNCE_ADDRESS: 'bounces@lantern.example',
    BOUNCE_KEY,
  };
  service = await startService(env, NPM_START);
  await service.ask('PUT', '/v1/policies/privacy', { title: 'Privacy Policy' });
  await service.ask('POST', '/v1/policies/privacy/versions', { content: '# Privacy\n\nKept for 30 days.\n' });
  const lines = PEOPLE.map((user) =>
    JSON.stringify({ user, email: `${user}@example.com`, accepted: { privacy: 1 } }),
  );
  expect((await service.ask('POST', '/v1/users/import', lines.join('\n'))).body.imported).toBe(USERS);
  const version = { content: '# Privacy\n\nKept for 90 days.\n', change: 'substantial', summary: 'Longer.' };
  const published = await service.ask('POST', '/v1/policies/privacy/versions', version);
  expect([published.status, published.body.warnings]).toEqual([201, undefined]);
  await until(() => farEnd.mails.length >= USERS);
  await until(async () => (await toldAt('u39')) !== null);
});

afterAll(async () => {
  await end(service.child, 'SIGTERM');
  await farEnd.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a service whose mails leave through a relay', () => {
  test('tells everybody once, each by a mail that leads to their own page', async () => {
    expect(farEnd.mails.map(({ to }) => to).toSorted()).toEqual(EVERYBODY);
    expect(new Set(farEnd.mails.map(({ from }) => from)).size).toBe(USERS);
    const { from, raw, asked } = mailTo('u7');
    expect(from).toMatch(/^bounces\+[0-9a-f]{32}\.[0-9a-f]{16}@lantern\.example$/);
    expect(asked).toMatchObject({ ret: 'HDRS', notify: ['SUCCESS', 'FAILURE'] });
    const mail = await PostalMime.parse(raw);
    expect(mail).toMatchObject({
      from: { name: 'Lantern', address: 'notices@lantern.example' },
      replyTo: [{ address: 'support@lantern.example' }],
      to: [{ address: 'u7@example.com' }],
    });
    const [link = ''] = /http:\/\/\S+\/review\/[\w.-]+/.exec(mail.text ?? '') ?? [];
    expect(mail.html).toContain(link);
    expect(await (await fetch(link)).text()).toContain('90');
  });

  test('keeps the relay’s last line, by which a mail team finds a mail in its log', async () => {
    const { body } = await service.ask('GET', '/v1/users/u7/export');
    expect(JSON.stringify(body)).toMatch(/250 2\.0\.0 Ok: queued as Q\d+/);
  });

  test('takes what came back over HTTP', async () => {
    const post = (mail: string, key: string) =>
      fetch(`${service.url}/webhooks/bounces`, {
        ...{ method: 'POST', body: mail },
        headers: { authorization: `Bearer ${key}`, 'content-type': 'message/rfc822' },
      });
    const report = FAILURES.Postfix!(mailTo('u1'));
    expect((await post(report, 'another-key-that-is-long-enough-too')).status).toBe(401);
    expect(await toldAt('u1')).not.toBeNull();
    const answer = await post(report, BOUNCE_KEY);
    expect([answer.status, await answer.json()]).toEqual([200, { outcome: 'kept' }]);
    expect(await toldAt('u1')).toBeNull();
  });

  test('takes what came back from a mailbox of many, beside the service', async () => {
    const line = 'From MAILER-DAEMON Sun Nov 22 09:00:00 2026\n';
    const mails = [
      ...[FAILURES.Exchange!(mailTo('u2')), FAILURES['Exim of old']!(mailTo('u3'))],
      ...[OUT_OF_OFFICE(mailTo('u4')), ARRIVED(mailTo('u5')), FAILURES.Postfix!(mailTo('u1'))],
    ].map((mail) => `${line}${mail.replaceAll('\r\n', '\n').replace(/^From /gm, '>From ')}\n`);
    expect(await bounce(mails.join(''))).toEqual({
      ...{ code: 0, complained: '' },
      out: '3 kept, 1 taken before, 1 no report about a notice\n',
    });
    for (const user of ['u1', 'u2', 'u3']) expect(await toldAt(user)).toBeNull();
    for (const user of ['u4', 'u5']) expect(await toldAt(user)).not.toBeNull();
    const { body } = await service.ask('GET', '/v1/policies/privacy/versions/2/progress');
    expect(body).toMatchObject({ bounced: 3, delivered: 1 });
  });

  test('takes a single mail from a pipe, and says when there was none', async () => {
    expect((await bounce(FAILURES.Gmail!(mailTo('u6')))).out).toBe('1 kept\n');
    expect(await toldAt('u6')).toBeNull();
    expect((await bounce('')).out).toBe('There was no mail.\n');
  });

  test('has a mail server keep a mail while it cannot be taken in', async () => {
    const gone = { ...env, DATABASE_URL: `sqlite:${join(folder, 'nowhere.sqlite')}` };
    const { code, complained } = await bounce(FAILURES.Gmail!(mailTo('u8')), gone);
    expect(code).toBe(75);
    expect(complained).toMatch(/^Nothing more was taken in: There is no file .*nowhere\.sqlite\.\n$/);
  });

  test('is measured by whoever scrapes it', async () => {
    const answer = await fetch(`${service.url}/metrics`);
    const scrape = readOpenMetrics(await answer.text());
    expect(Object.fromEntries(scrape)).toMatchObject({
      'proviso_mails_total{outcome="taken"}': USERS,
      'proviso_queue_batches{state="due"}': 0,
      proviso_unknown_mails: 0,
    });
    // What alerts ask for is there, but for what needs no attention and is not signed yet.
    const asked = readFileSync(join(ROOT, 'docs/alerts.yml'), 'utf8').match(/\bproviso_\w+/g) ?? [];
    const names = [...scrape.keys()].map((key) => key.replace(/\{.*/, ''));
    const missing = asked.filter((one) => one !== 'proviso_attention' && !names.includes(one));
    expect([asked.length > 8, missing]).toEqual([true, []]);
    expect(sumOf(scrape, 'proviso_provider_call_duration_seconds_count', 'outcome="each"')).toBeGreaterThan(
      7,
    );
    expect(sumOf(scrape, 'request_duration_seconds_count', '/v1/users/import', 'status="200"')).toBe(1);
    expect(sumOf(scrape, 'proviso_rounds_total{outcome="done"}')).toBeGreaterThan(10);
    expect(sumOf(scrape, 'proviso_database_size_bytes')).toBeGreaterThan(100_000);
    expect(sumOf(scrape, 'process_resident_memory_bytes')).toBeGreaterThan(10_000_000);
  });

  test('writes no address and no password into its log', () => {
    expect(service.output()).toContain('"notices sent"');
    expect(service.output()).not.toMatch(/secret|@example\.com/);
  });
});
