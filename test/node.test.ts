import { once } from 'node:events';
import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { openSqlite } from '../src/storage/engines/sqlite.ts';
import { type AcceptedMail, type FarEnd, startFarEnd } from './support/far-end.ts';
import {
  type Env,
  end,
  ROOT,
  type Service,
  spawnNode,
  startService,
  temporaryFolder,
  until,
} from './support/node-service.ts';
import { mailEvent, signWebhook, WEBHOOK_SECRET } from './support/sign-webhook.ts';
import { ADMIN_KEY, LINK_SECRET } from './support/test-app.ts';

const USERS = 230;

/** A policy with notice periods of seconds, in force, and users who hold it. */
async function haveUsersWhoHold({ ask }: Service, notice: Record<string, string>): Promise<void> {
  await ask('PUT', '/v1/policies/privacy', { title: 'Privacy Policy', notice });
  expect((await ask('POST', '/v1/policies/privacy/versions', { content: TEXTS[1] })).status).toBe(201);
  const lines = Array.from({ length: USERS }, (_, i) =>
    JSON.stringify({ user: `u${i}`, email: `u${i}@example.com`, accepted: { privacy: 1 } }),
  );
  expect((await ask('POST', '/v1/users/import', lines.join('\n'))).body.imported).toBe(USERS);
}

const TEXTS: Readonly<Record<number, string>> = {
  1: '# Privacy\n\nWe keep logs for 30 days.\n',
  2: '# Privacy\n\nWe keep logs for 90 days.\n',
  3: '# Privacy\n\nWe keep logs for 90 days, at least.\n',
  4: '# Privacy\n\nWe keep logs for 10 days.\n',
};

const EVERYBODY = Array.from({ length: USERS }, (_, i) => `u${i}@example.com`).toSorted();

const addressees = (mails: readonly AcceptedMail[]) => mails.map((one) => one.to).toSorted();

/** The review link of a mail, which both of its parts carry. */
function linkIn({ html, text }: AcceptedMail): string {
  const [inText] = /http:\/\/\S+\/review\/[\w.-]+/.exec(text) ?? [];
  expect(inText).toBeDefined();
  expect(html).toContain(inText);
  return inText as string;
}

describe('the story of a change, over HTTP', () => {
  let folder: string;
  let farEnd: FarEnd;
  let service: Service;
  const check = async (user: string) => (await service.ask('GET', `/v1/users/${user}/policies/privacy`)).body;
  const mailTo = (user: string) =>
    farEnd.mails.find((one) => one.to === `${user}@example.com`) as AcceptedMail;
  const publish = async (version: number, more: Record<string, unknown>) => {
    const body = { content: TEXTS[version], summary: `Version ${version}.`, ...more };
    const answer = await service.ask('POST', '/v1/policies/privacy/versions', body);
    expect(answer.status).toBe(201);
    return answer.body as { version: number; effectiveAt: string };
  };
  const untilInForce = async (version: number) =>
    until(async () => (await check('u9')).current?.version === version);

  beforeAll(async () => {
    folder = temporaryFolder();
    farEnd = await startFarEnd();
    service = await startService({
      DATABASE_URL: `sqlite:${join(folder, 'story.sqlite')}`,
      RESEND_API_KEY: 're_test',
      RESEND_BASE_URL: farEnd.url,
      MAIL_FROM: 'Lantern <notices@lantern.example>',
    });
    await haveUsersWhoHold(service, { minor: 'PT30S', substantial: 'PT7S', late: 'PT2S' });
  });

  afterAll(async () => {
    await end(service.child, 'SIGKILL');
    await farEnd.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('each of 230 users gets exactly one mail with what changed and a link', async () => {
    await publish(2, { change: 'substantial' });
    await until(() => farEnd.mails.length >= USERS);
    await sleep(1200);
    expect(addressees(farEnd.mails)).toEqual(EVERYBODY);
    expect(new Set(farEnd.mails.map(linkIn)).size).toBe(USERS);
    const { from, headers, html, text, tags } = mailTo('u0');
    expect({ from, headers }).toEqual({
      from: 'Lantern <notices@lantern.example>',
      headers: { 'Auto-Submitted': 'auto-generated' },
    });
    for (const part of [html, text]) expect(part).toMatch(/30[\s\S]*90/);
    expect(tags.map((one) => one.name)).toEqual(['delivery']);
    expect(Math.max(...farEnd.calls.map((one) => one.size))).toBeLessThanOrEqual(100);
  });

  test('a page opened twice records nothing, and a form does', async () => {
    const link = linkIn(mailTo('u0'));
    const before = await check('u0');
    for (let i = 0; i < 2; i++) expect((await fetch(link)).status).toBe(200);
    expect(await check('u0')).toEqual(before);
    const form = new URLSearchParams({ action: 'accept' });
    const answer = await fetch(link, { method: 'POST', body: form, headers: { origin: service.url } });
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('Thank you. You have accepted.');
    expect((await check('u0')).upcoming[0].response).toBe('accepted');
  });

  test('one leaves now, another at the closing of the window', async () => {
    const decline = { policy: 'privacy', version: 2 };
    await service.ask('POST', '/v1/terminations', { user: 'u1', ...decline, when: 'now' });
    expect(await check('u1')).toMatchObject({ standing: 'terminated', next: 'deny' });
    const link = linkIn(mailTo('u2'));
    const leave = (more: Record<string, string>) =>
      fetch(link, { method: 'POST', body: new URLSearchParams({ action: 'leave', ...more }) });
    await leave({});
    expect((await check('u2')).standing).toBe('active');
    await leave({ confirm: 'yes' });
    expect(await check('u2')).toMatchObject({ standing: 'leaving', accepted: true });
  });

  test('use before effect binds nobody', async () => {
    await service.ask('POST', '/v1/uses', { user: 'u3' });
    expect(await check('u3')).toMatchObject({ current: { version: 1 }, holds: { version: 1 } });
  });

  test('once it takes effect, whoever accepted early is bound, and whoever was leaving is gone', async () => {
    await untilInForce(2);
    expect(await check('u0')).toMatchObject({ accepted: true, basis: 'explicit' });
    expect(await check('u2')).toMatchObject({ standing: 'terminated', holds: { version: 1 } });
    expect(await check('u3')).toMatchObject({ accepted: false, reason: 'awaiting-use', next: 'report-use' });
  });

  test('whoever answered on the page gets a receipt, and whoever did in the product gets none', async () => {
    const receipts = () => farEnd.mails.filter(({ subject }) => subject.startsWith('Your receipt'));
    await until(() => receipts().length >= 2);
    expect(addressees(receipts())).toEqual(['u0@example.com', 'u2@example.com']);
  });

  test('use after effect binds', async () => {
    await service.ask('POST', '/v1/uses', { user: 'u3' });
    expect(await check('u3')).toMatchObject({ accepted: true, basis: 'deemed', holds: { version: 2 } });
    expect(await check('u4')).toMatchObject({ accepted: false, reason: 'awaiting-use' });
  });

  test('a legal change withdraws the pending one and tells everyone who is left once', async () => {
    await publish(3, { change: 'minor' });
    const before = farEnd.mails.length;
    const legal = { change: 'legal', reason: 'Regulation 1/2026', pending: 'withdraw' };
    expect(await publish(4, legal)).toMatchObject({ version: 4, state: 'in-force' });
    const { body } = await service.ask('GET', '/v1/policies/privacy/versions/3');
    expect(body.state).toBe('withdrawn');
    const toldOf4 = () => farEnd.mails.slice(before).filter((one) => one.text.includes('Regulation 1/2026'));
    await until(() => toldOf4().length >= USERS - 2);
    await sleep(1200);
    const stay = EVERYBODY.filter((one) => !['u1@example.com', 'u2@example.com'].includes(one));
    expect(addressees(toldOf4())).toEqual(stay);
  });

  test('its use binds only after the late period', async () => {
    await until(async () => (await check('u3')).current.toldAt !== null);
    const { current } = await check('u3');
    expect(Date.parse(current.bindsAt) - Date.parse(current.toldAt)).toBe(2000);
    await until(async () => (await check('u3')).next === 'report-use');
    await service.ask('POST', '/v1/uses', { user: 'u3' });
    expect(await check('u3')).toMatchObject({ accepted: true, holds: { version: 4, basis: 'deemed' } });
  });

  test('nothing that it logged holds an address, a key or a link', () => {
    expect(service.output()).not.toMatch(/@example\.com|re_test|test-admin-key|\/review\/[0-9a-f]{8}/);
  });
});

describe('a process that is killed while it sends', () => {
  test('goes on where it was: still exactly one mail each', { timeout: 90_000 }, async () => {
    const folder = temporaryFolder();
    const farEnd = await startFarEnd();
    const database = join(folder, 'killed.sqlite');
    const env = {
      DATABASE_URL: `sqlite:${database}`,
      RESEND_API_KEY: 're_test',
      RESEND_BASE_URL: farEnd.url,
    };
    const first = await startService(env);
    onTestFinished(async () => {
      await end(first.child, 'SIGKILL');
      await farEnd.close();
      rmSync(folder, { recursive: true, force: true });
    });
    await haveUsersWhoHold(first, { substantial: 'PT5M' });
    farEnd.delayMs = 300;
    const next = { content: TEXTS[2], change: 'substantial', summary: 'Version 2.' };
    expect((await first.ask('POST', '/v1/policies/privacy/versions', next)).status).toBe(201);
    await until(() => farEnd.calls.length >= 2);
    await first.end('SIGKILL');
    farEnd.delayMs = 0;
    // The calls that were under way are taken without it, however many they were.
    await until(() => farEnd.mails.length === farEnd.calls.reduce((sum, { size }) => sum + size, 0));

    // A killed process keeps its lease for up to a minute; the test lets that pass at once.
    const store = openSqlite(database);
    // One that it had only just claimed is not frozen yet.
    await sql`UPDATE chunks SET lease_until = coalesce(frozen_at, ''), due_at = coalesce(frozen_at, '') WHERE state = 'open'`.execute(
      store.db,
    );
    await store.close();
    const second = await startService(env);
    onTestFinished(async () => {
      await end(second.child, 'SIGKILL');
    });
    const progress = async () => (await second.ask('GET', '/v1/policies/privacy/versions/2/progress')).body;
    await until(async () => (await progress()).told === USERS);
    expect(addressees(farEnd.mails)).toEqual(EVERYBODY);
    const repeated = [...Map.groupBy(farEnd.calls, (one) => one.key).values()].filter(
      (calls) => calls.length > 1,
    );
    expect(repeated.length).toBeGreaterThan(0);
    expect(await progress()).toMatchObject({ toTell: USERS, sent: USERS, queued: 0, unknown: 0 });
  });
});

describe('every user gets exactly one mail also', () => {
  /** A folder, a far end, and what a service needs to use them; all gone when the test is over. */
  async function haveFarEnd(): Promise<{
    farEnd: FarEnd;
    start: (more?: Env) => Promise<Service>;
  }> {
    const folder = temporaryFolder();
    const farEnd = await startFarEnd();
    const started: Service[] = [];
    onTestFinished(async () => {
      for (const { child } of started) await end(child, 'SIGKILL');
      await farEnd.close();
      rmSync(folder, { recursive: true, force: true });
    });
    const DATABASE_URL = `sqlite:${join(folder, 'test.sqlite')}`;
    const env = { DATABASE_URL, RESEND_API_KEY: 're_test', RESEND_BASE_URL: farEnd.url };
    const start = async (more: Env = {}) => {
      const service = await startService({ ...env, ...more });
      started.push(service);
      return service;
    };
    return { farEnd, start };
  }

  const next = { content: TEXTS[2], change: 'substantial', summary: 'Version 2.' };

  test('when the provider fails, resets the connection and asks for peace', async () => {
    const { farEnd, start } = await haveFarEnd();
    const service = await start();
    await haveUsersWhoHold(service, { substantial: 'PT5M' });
    farEnd.faults.push('error-after', 'reset-after', { rateLimitedForSeconds: 1 }, 'error-before');
    await service.ask('POST', '/v1/policies/privacy/versions', next);
    const progress = async () => (await service.ask('GET', '/v1/policies/privacy/versions/2/progress')).body;
    await until(async () => (await progress()).told === USERS);
    expect(addressees(farEnd.mails)).toEqual(EVERYBODY);
    expect(farEnd.calls.map((one) => one.status)).toContain(429);
    expect(await progress()).toMatchObject({ sent: USERS, failed: 0, unknown: 0 });
  });

  test('when two processes send from one database, and a third only serves', async () => {
    const { farEnd, start } = await haveFarEnd();
    const serving = await start({ SENDER: 'off' });
    await start();
    await start();
    await haveUsersWhoHold(serving, { substantial: 'PT5M' });
    farEnd.delayMs = 100;
    expect((await serving.ask('POST', '/v1/policies/privacy/versions', next)).status).toBe(201);
    const progress = async () => (await serving.ask('GET', '/v1/policies/privacy/versions/2/progress')).body;
    await until(async () => (await progress()).told === USERS);
    expect(addressees(farEnd.mails)).toEqual(EVERYBODY);
    expect(farEnd.calls.map((one) => one.status)).toEqual([200, 200, 200]);
  });
});

describe('an environment that cannot be run with', () => {
  const folder = join(tmpdir(), `proviso-node-${process.pid}`);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const database = { DATABASE_URL: `sqlite:${join(folder, 'test.sqlite')}` };
  const SESAME = 'sesame'.repeat(6);

  test.each<[string, Env, RegExp]>([
    [
      'a database that is none of ours',
      { DATABASE_URL: 'mysql://localhost/proviso' },
      /DATABASE_URL must start with/,
    ],
    ['a database without a file', { DATABASE_URL: 'sqlite:' }, /DATABASE_URL names no file/],
    [
      'a PostgreSQL where nobody listens',
      { DATABASE_URL: 'postgres://me:swordfish@127.0.0.1:1/proviso', LINK_SECRET },
      /PostgreSQL at 127\.0\.0\.1:1 cannot be used: .*ECONNREFUSED.* Start it, or correct DATABASE_URL/,
    ],
    [
      'a PostgreSQL without a link secret',
      { DATABASE_URL: 'postgres://me:swordfish@127.0.0.1:1/proviso', LINK_SECRET: '' },
      /LINK_SECRET must be set with PostgreSQL/,
    ],
    [
      'a PostgreSQL without a database',
      { DATABASE_URL: 'postgresql://me:swordfish@127.0.0.1:1' },
      /DATABASE_URL names no database/,
    ],
    [
      'a password that breaks its URL',
      { DATABASE_URL: 'postgres://me:sword/fish@127.0.0.1:port/proviso' },
      /DATABASE_URL is not a URL/,
    ],
    [
      'a password with a stray percent sign',
      { DATABASE_URL: 'postgres://me:100%swordfish@127.0.0.1:1/proviso' },
      /DATABASE_URL is not a URL/,
    ],
    [
      'a folder that cannot be made',
      { DATABASE_URL: `sqlite:${ROOT}/package.json/x.sqlite` },
      /package\.json/,
    ],
    ['a file that cannot be made', { DATABASE_URL: 'sqlite:/sys/nowhere.sqlite' }, /nowhere\.sqlite/],
    ['a database file that is a folder', { DATABASE_URL: `sqlite:${ROOT}/migrations` }, /migrations/],
    ['a port that is no number', { ...database, PORT: 'http' }, /PORT must be a port number/],
    ['a port that cannot be', { ...database, PORT: '70000' }, /PORT .*65535/],
    [
      'a link secret without its id',
      { ...database, LINK_SECRET: `a:${SESAME},swordfish` },
      /LINK_SECRET: part 2 is not of the form/,
    ],
    [
      'a link secret id twice',
      { ...database, LINK_SECRET: `a:${SESAME},a:${SESAME}` },
      /LINK_SECRET names an id twice/,
    ],
    [
      'an admin key that can be guessed',
      { ...database, ADMIN_KEY: 'sesame' },
      /ADMIN_KEY must have at least 32 characters: make one with "openssl rand -hex 32"/,
    ],
    [
      'an admin key that no request can name',
      { ...database, ADMIN_KEY: `${SESAME} ${SESAME}` },
      /ADMIN_KEY must be printable ASCII without spaces/,
    ],
    [
      'a link secret that can be guessed',
      { ...database, LINK_SECRET: 'swordfish' },
      /LINK_SECRET must have at least 32 characters: make one with "openssl rand -hex 32"/,
    ],
    [
      'an older link secret that can be guessed',
      { ...database, LINK_SECRET: `b:${SESAME},a:swordfish` },
      /LINK_SECRET: part 2 must have at least 32 characters/,
    ],
    ['a log key that is none', { ...database, LOG_KEY: 'sesame' }, /LOG_KEY must be 64 hex digits/],
    [
      'assertion keys that are none',
      { ...database, ASSERTION_KEYS: 'sesame' },
      /ASSERTION_KEYS must be id:seed/,
    ],
    [
      'an assertion that holds too long',
      { ...database, ASSERTION_TTL: 'P2D' },
      /ASSERTION_TTL must be .* of a day at most/,
    ],
    [
      'a log key with a name that no note can be signed with',
      { ...database, LOG_KEY: `two words:${'01'.repeat(32)}` },
      /LOG_KEY must be 64 hex digits/,
    ],
    [
      'an address for checkpoints that is none',
      { ...database, CHECKPOINT_MAIL: 'somebody' },
      /CHECKPOINT_MAIL must be an address/,
    ],
    [
      'a public URL that is none',
      { ...database, PUBLIC_URL: 'localhost' },
      /PUBLIC_URL must be an http or https URL/,
    ],
    [
      'a time to keep things that is none',
      { ...database, RETAIN_MAILS: '90 days' },
      /RETAIN_MAILS must be an ISO 8601 duration/,
    ],
    [
      'a time to keep things that never ends',
      { ...database, RETAIN_IP: 'P101Y' },
      /RETAIN_IP must be at most a hundred years/,
    ],
    ['a sender that is none', { ...database, MAIL_FROM: 'somebody' }, /MAIL_FROM must be an address/],
    [
      'a colour that cannot be read',
      { ...database, COMPANY_COLOR: '#ffcc00' },
      /COMPANY_COLOR #ffcc00 has a contrast of 1\.51 to 1 with white; to be read it must have at least 4\.5/,
    ],
    ['a colour that is none', { ...database, COMPANY_COLOR: 'blue' }, /COMPANY_COLOR must be a colour/],
    [
      'a logo elsewhere',
      { ...database, COMPANY_LOGO: '../logo.png' },
      /COMPANY_LOGO must be the name of an image/,
    ],
    [
      'a contact that is none',
      { ...database, COMPANY_CONTACT: 'javascript:x' },
      /COMPANY_CONTACT must be a mail/,
    ],
    [
      'a name that turns words',
      { ...database, COMPANY_NAME: 'a\u202eb' },
      /COMPANY_NAME must have no control/,
    ],
    [
      'a webhook secret that is none',
      { ...database, RESEND_WEBHOOK_SECRET: 'whsec_swordfish!' },
      /RESEND_WEBHOOK_SECRET must be the signing secret/,
    ],
    [
      'a proxy that is none',
      { ...database, TRUSTED_PROXIES: 'loopback, nginx' },
      /TRUSTED_PROXIES must be addresses, ranges such as 10\.0\.0\.0\/8, or "loopback".*"nginx" is none/,
    ],
    [
      'everybody as a proxy',
      { ...database, TRUSTED_PROXIES: '0.0.0.0/0' },
      /TRUSTED_PROXIES must be addresses.*"0\.0\.0\.0\/0" is none/,
    ],
    [
      'two ways for mails to leave',
      { ...database, MAIL_URL: 'smtp://u:swordfish@mail.example', RESEND_API_KEY: 're_test' },
      /MAIL_URL and RESEND_API_KEY are both set/,
    ],
    [
      'a provider and nobody to be from',
      { ...database, RESEND_API_KEY: 're_test' },
      /MAIL_FROM must be set with RESEND_API_KEY/,
    ],
    ['a relay and nobody to be from', { ...database, MAIL_URL: 'smtp://localhost' }, /MAIL_FROM must be set/],
    [
      'a password that anybody can read',
      { ...database, MAIL_FROM: 'a@b.example', MAIL_URL: 'smtp://u:swordfish@10.0.0.1?tls=none' },
      /with \?tls=none there must be no password/,
    ],
    [
      'no encryption to an address that is not private',
      { ...database, MAIL_FROM: 'a@b.example', MAIL_URL: 'smtp://198.51.100.7?tls=none' },
      /tls=none is for private addresses alone/,
    ],
    [
      'certificates that are not there',
      { ...database, MAIL_FROM: 'a@b.example', MAIL_URL: 'smtps://mail.example', MAIL_CA: '/nowhere.pem' },
      /MAIL_CA cannot be read/,
    ],
    ['a rate that is none', { ...database, MAIL_RATE: '30' }, /MAIL_RATE must say how many mails/],
    [
      'a bounce address without room for what tells mails apart',
      { ...database, BOUNCE_ADDRESS: 'mails-that-came-back@example.com' },
      /BOUNCE_ADDRESS must be an address/,
    ],
    ['a switch that is neither on nor off', { ...database, SENDER: 'maybe' }, /SENDER must be on or off/],
  ])('%s ends the process with code 1 and one clear line', async (_, env, message) => {
    const { child, said } = spawnNode({ PORT: '0', ADMIN_KEY, ...env });
    const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
    await once(child, 'close');
    clearTimeout(timer);
    expect(child.exitCode).toBe(1);
    expect(said.stderr).toMatch(message);
    expect(said.stderr).toMatch(/^Proviso cannot start: [^\n]+\n$/);
    expect(said.stderr).not.toMatch(/sesame|swordfish/);
  });

  test('a port that is taken says so', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const { child, said } = spawnNode({ ...database, ADMIN_KEY, PORT: String(port) });
    await once(child, 'close');
    expect(child.exitCode).toBe(1);
    expect(said.stderr).toMatch(/^Proviso cannot start: .*EADDRINUSE.*\n$/);
  });
});

describe('a service that starts and stops', () => {
  test('makes an admin key at its first start, puts it where its owner alone reads it, and keeps its files to itself', async () => {
    const folder = temporaryFolder();
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const path = join(folder, 'deep', 'test.sqlite');
    const env = { DATABASE_URL: `sqlite:${path}`, ADMIN_KEY: '', LINK_SECRET: '' };
    const first = await startService(env);
    const key = readFileSync(`${path}.admin-key`, 'utf8').trim();
    expect(first.output()).toContain(`The admin key is in ${path}.admin-key`);
    expect(first.output()).not.toContain(key);
    expect((await first.ask('GET', '/v1/keys', undefined, key)).status).toBe(200);
    for (const file of ['', '-wal', '-shm', '.link-secret', '.log-key', '.assertion-keys', '.admin-key']) {
      expect(statSync(path + file).mode & 0o777, file).toBe(0o600);
    }
    expect(await first.end('SIGTERM')).toBe(0);
    const second = await startService(env);
    expect(second.output()).not.toContain('admin key');
    expect((await second.ask('GET', '/v1/keys', undefined, key)).status).toBe(200);
    await second.end('SIGTERM');
  });

  test('signs the log with a key that it keeps to itself, and sends what it signed to a file', async () => {
    const folder = temporaryFolder();
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const path = join(folder, 'test.sqlite');
    const checkpoints = join(folder, 'checkpoints');
    const env = { DATABASE_URL: `sqlite:${path}`, CHECKPOINT_FILE: checkpoints };
    const first = await startService(env);
    await first.ask('PUT', '/v1/policies/privacy', { title: 'Privacy Policy' });
    await first.ask('POST', '/v1/policies/privacy/versions', { content: TEXTS[1] });
    const { body } = await first.ask('GET', '/v1/events?wait=30');
    expect(body).toMatchObject({ next: 1, items: [{ kind: 'posted', policy: 'privacy' }] });
    const textAt = async (url: string) => (await fetch(url)).text();
    await until(async () => (await fetch(`${first.url}/log/checkpoint`)).ok);
    const [key, note] = [await textAt(`${first.url}/log/key`), await textAt(`${first.url}/log/checkpoint`)];
    expect(statSync(`${path}.log-key`).mode & 0o777).toBe(0o600);
    await until(() => existsSync(checkpoints));
    expect(readFileSync(checkpoints, 'utf8')).toBe(`${note}\n`);
    expect(await first.end('SIGTERM')).toBe(0);
    const second = await startService(env);
    expect(await textAt(`${second.url}/log/key`)).toBe(key);
    expect(await textAt(`${second.url}/log/checkpoint`)).toBe(note);
    await second.end('SIGTERM');
  });

  test.each(['SIGTERM', 'SIGINT'] as const)(
    '%s ends it with code 0, and what it answered is there at the next start',
    async (signal) => {
      const folder = temporaryFolder();
      onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
      const env = { DATABASE_URL: `sqlite:${join(folder, 'test.sqlite')}` };
      // By npm, which hands the signal on to what it started, and waits for that alone.
      const first = await startService(env, ['npm', 'start', '--silent']);
      await first.ask('PUT', '/v1/users/ada', { email: null });
      expect(await first.end(signal)).toBe(0);
      await expect(fetch(`${first.url}/livez`)).rejects.toThrow('fetch failed');
      const second = await startService(env);
      expect((await second.ask('GET', '/v1/users/ada')).status).toBe(200);
      await second.end('SIGTERM');
    },
  );

  test('is asked to stop while a request is under way: it is answered first', async () => {
    const folder = temporaryFolder();
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const service = await startService({ DATABASE_URL: `sqlite:${join(folder, 'test.sqlite')}` });
    onTestFinished(async () => {
      await end(service.child, 'SIGKILL');
    });
    async function* lines() {
      yield new TextEncoder().encode('{"user":"ada","email":null}\n');
      await sleep(300);
      service.child.kill('SIGTERM');
      await sleep(500);
      yield new TextEncoder().encode('{"user":"bob","email":null}\n');
    }
    const response = await fetch(`${service.url}/v1/users/import`, {
      method: 'POST',
      headers: { authorization: `Bearer ${ADMIN_KEY}` },
      body: ReadableStream.from(lines()),
      duplex: 'half',
    } as RequestInit);
    expect(await response.json()).toMatchObject({ imported: 2 });
    await until(() => service.child.exitCode !== null);
    expect(service.child.exitCode).toBe(0);
  });

  test('is asked to stop while it sends: what is under way is finished first, and nothing is sent twice', async () => {
    const folder = temporaryFolder();
    const farEnd = await startFarEnd();
    const env = {
      DATABASE_URL: `sqlite:${join(folder, 'test.sqlite')}`,
      RESEND_API_KEY: 're_test',
      RESEND_BASE_URL: farEnd.url,
    };
    const first = await startService(env);
    onTestFinished(async () => {
      await end(first.child, 'SIGKILL');
      await farEnd.close();
      rmSync(folder, { recursive: true, force: true });
    });
    await haveUsersWhoHold(first, { substantial: 'PT5M' });
    farEnd.delayMs = 300;
    await first.ask('POST', '/v1/policies/privacy/versions', {
      content: TEXTS[2],
      change: 'substantial',
      summary: 'x',
    });
    await until(() => farEnd.calls.length >= 1);
    expect(await first.end('SIGTERM')).toBe(0);
    farEnd.delayMs = 0;
    const second = await startService(env);
    onTestFinished(async () => {
      await end(second.child, 'SIGKILL');
    });
    await until(() => farEnd.mails.length >= USERS);
    await sleep(700);
    expect(addressees(farEnd.mails)).toEqual(EVERYBODY);
    expect(farEnd.calls).toHaveLength(3);
  });
});

test('a bounce that the provider reports, signed with the secret of the environment, takes the telling back', async () => {
  const folder = temporaryFolder();
  const farEnd = await startFarEnd();
  const service = await startService({
    DATABASE_URL: `sqlite:${join(folder, 'test.sqlite')}`,
    RESEND_API_KEY: 're_test',
    RESEND_BASE_URL: farEnd.url,
    RESEND_WEBHOOK_SECRET: WEBHOOK_SECRET,
  });
  onTestFinished(async () => {
    await end(service.child, 'SIGKILL');
    await farEnd.close();
    rmSync(folder, { recursive: true, force: true });
  });
  await haveUsersWhoHold(service, { substantial: 'PT5M' });
  const publication = { content: TEXTS[2], change: 'substantial', summary: 'x' };
  const published = await service.ask('POST', '/v1/policies/privacy/versions', publication);
  expect(published.body).not.toHaveProperty('warnings');
  const progress = async () => (await service.ask('GET', '/v1/policies/privacy/versions/2/progress')).body;
  await until(async () => (await progress()).told === USERS);

  const body = mailEvent('bounced', { tags: farEnd.mails[0]?.tags });
  const report = async (headers: Record<string, string>) =>
    (await fetch(`${service.url}/webhooks/resend`, { method: 'POST', body, headers })).status;
  expect(await report({})).toBe(400);
  expect(await report(signWebhook(body))).toBe(204);
  expect(await progress()).toMatchObject({ bounced: 1, sent: USERS - 1, told: USERS - 1 });
});
