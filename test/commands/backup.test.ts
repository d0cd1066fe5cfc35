import { execFile } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runAudit } from '../../src/commands/audit.ts';
import { runBackup } from '../../src/commands/backup.ts';
import { type Env, ROOT, type Service, startService, temporaryFolder } from '../support/node-service.ts';
import { openTestStore } from '../support/test-app.ts';

const POLICY = { content: '# Privacy\n\nWe keep logs for 30 days.\n' };

let folder: string;
let service: Service;
let env: Env;
const at = (name: string) => join(folder, name);

async function backup(args: readonly string[], settings: Env = env) {
  const said = { out: '', complained: '' };
  const code = await runBackup(args, settings, {
    out: (text) => {
      said.out += text;
    },
    complain: (text) => {
      said.complained += text;
    },
  });
  return { code, ...said };
}

/** What a service knows: people, by the beginning of their address, and what is in force. */
const knownTo = async ({ ask }: Service) => [
  (await ask('GET', '/v1/users?email=ada@')).body,
  (await ask('GET', '/v1/users?email=u2@')).body,
  (await ask('GET', '/v1/policies/privacy/versions')).body,
];

beforeAll(async () => {
  folder = temporaryFolder();
  env = { DATABASE_URL: `sqlite:${at('live.sqlite')}` };
  // The secrets are made and kept beside it.
  service = await startService({ ...env, LINK_SECRET: '' });
  await service.ask('PUT', '/v1/policies/privacy', { title: 'Privacy Policy' });
  await service.ask('POST', '/v1/policies/privacy/versions', POLICY);
  await service.ask('PUT', '/v1/users/ada', { email: 'ada@example.com' });
});
afterAll(async () => {
  await service.end('SIGTERM');
  rmSync(folder, { recursive: true, force: true });
});

describe('a backup', () => {
  test('is made while the service writes, is whole, and is for nobody else to read', async () => {
    let writes = 0;
    let isDone = false;
    const writing = (async () => {
      for (; !isDone; writes++)
        await service.ask('PUT', `/v1/users/u${writes}`, { email: `u${writes}@example.com` });
    })();
    while (writes < 3) await new Promise((resolve) => setTimeout(resolve, 5));
    // As an operator runs it, in a process of its own.
    const { stdout } = await promisify(execFile)('npm', ['run', '--silent', 'backup', '--', at('one')], {
      cwd: ROOT,
      env: { PATH: process.env.PATH ?? '', ...env },
    });
    isDone = true;
    await writing;
    expect(writes).toBeGreaterThan(3);
    expect(stdout).toMatch(
      /one: whole, \d\.\d MB\nthe log has \d+ records.*; root \S{44}\nwith it go .*one\.link-secret and .*one\.log-key\n$/,
    );
    for (const end of ['', '.link-secret', '.log-key'])
      expect(statSync(at('one') + end).mode & 0o077).toBe(0);
    expect(readdirSync(folder).filter((name) => name.includes('partial'))).toEqual([]);
    const said: string[] = [];
    const take = (text: string) => void said.push(text);
    const audited = { ...env, DATABASE_URL: `sqlite:${at('one')}` };
    expect(await runAudit([], audited, { out: take, complain: take }), said.join('')).toBe(0);
  });

  test('is what a service goes on from, links in mails included', async () => {
    expect((await backup([at('two')])).code).toBe(0);
    const before = await knownTo(service);
    for (const end of ['', '.link-secret', '.log-key'])
      copyFileSync(at('two') + end, at('restored.sqlite') + end);
    const restored = await startService({ DATABASE_URL: `sqlite:${at('restored.sqlite')}`, LINK_SECRET: '' });
    expect(await knownTo(restored)).toEqual(before);
    expect(JSON.stringify(before)).toContain('ada@example.com');
    expect((await restored.ask('GET', '/readyz')).status).toBe(200);
    expect(readFileSync(at('restored.sqlite.link-secret'), 'utf8')).toBe(
      readFileSync(at('live.sqlite.link-secret'), 'utf8'),
    );
    await restored.end('SIGTERM');
  });

  test('never takes the place of a file that is there', async () => {
    writeFileSync(at('precious'), 'precious');
    const { code, complained } = await backup([at('precious')]);
    expect([code, complained]).toEqual([2, `There is no backup: ${at('precious')} is there already.\n`]);
    expect(readFileSync(at('precious'), 'utf8')).toBe('precious');
  });

  test('is not there where it could not be made', async () => {
    const { code, complained } = await backup([join(folder, 'no', 'such', 'folder')]);
    expect([code, complained]).toEqual([2, expect.stringContaining('ENOENT')]);
    const nowhere = await backup([at('three')], { DATABASE_URL: `sqlite:${at('nowhere')}` });
    expect([nowhere.code, nowhere.complained]).toEqual([
      2,
      `There is no backup: There is no file ${at('nowhere')}.\n`,
    ]);
    expect([existsSync(at('three')), existsSync(at('nowhere'))]).toEqual([false, false]);
  });

  test('of PostgreSQL is its own affair, and is said without the password', async () => {
    const settings = {
      DATABASE_URL: 'postgres://proviso:sesame@db.internal/proviso',
      LINK_SECRET: 'x'.repeat(32),
    };
    const { code, complained } = await backup([at('dump')], settings);
    expect(code).toBe(2);
    expect(complained).toContain(
      `pg_dump --format=custom --no-owner --file='${at('dump')}' 'postgres://db.internal/proviso'`,
    );
    expect(complained).not.toContain('sesame');
  });
});

describe('a look at a backup', () => {
  const check = (file: string) => backup(['--check', file]);

  test('says what is in it, and what a start would do', async () => {
    const store = await openTestStore(at('older'));
    await store.runScript("DELETE FROM migrations WHERE name = '0030_notices_smtp.sql'");
    await store.close();
    const { code, out } = await check(at('older'));
    expect([code, out]).toEqual([
      0,
      expect.stringContaining('a start brings it up to date (0030_notices_smtp.sql)'),
    ]);
    expect(out).toContain('no secrets go with it: keep LINK_SECRET and LOG_KEY elsewhere');
  });

  test('finds one that is cut off, overwritten in the middle, or none at all', async () => {
    await backup([at('four')]);
    copyFileSync(at('four'), at('cut'));
    truncateSync(at('cut'), Math.floor(statSync(at('four')).size / 2));
    const bytes = readFileSync(at('four'));
    bytes.fill(0x55, bytes.length / 2, bytes.length / 2 + 20_000);
    writeFileSync(at('overwritten'), bytes);
    writeFileSync(at('text'), 'this is no database');
    for (const file of [at('cut'), at('overwritten'), at('text'), at('nowhere')]) {
      const { code, out } = await check(file);
      expect([code, out], file).toEqual([1, expect.stringMatching(/ is damaged:\n- /)]);
    }
    expect(existsSync(at('nowhere'))).toBe(false);
  });

  test('finds a database that this service cannot start with', async () => {
    new Sqlite(at('foreign')).exec('CREATE TABLE t (x)').close();
    expect(await check(at('foreign'))).toMatchObject({
      code: 1,
      out: `${at('foreign')} is no database of this service.\n`,
    });
    const store = await openTestStore(at('newer'));
    await store.runScript("INSERT INTO migrations VALUES ('9999_of_a_newer_release.sql')");
    await store.close();
    const { code, out } = await check(at('newer'));
    expect([code, out]).toEqual([1, expect.stringContaining('is of a newer release')]);
  });
});
