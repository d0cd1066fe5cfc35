import { once } from 'node:events';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { openSqlite } from '../src/storage/engines/sqlite.ts';
import { type Env, spawnNode, temporaryFolder } from './support/node-service.ts';
import { startSmtpFarEnd } from './support/smtp-far-end.ts';
import { ADMIN_KEY, openTestStore } from './support/test-app.ts';

const SAFE = {
  ADMIN_KEY,
  PUBLIC_URL: 'https://policies.lantern.example',
  MAIL_FROM: 'Lantern <notices@lantern.example>',
  BOUNCE_ADDRESS: 'bounces@lantern.example',
};

let folder: string;
beforeAll(() => {
  folder = temporaryFolder();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs `npm start -- --check`, and answers what it says. */
async function check(env: Env): Promise<{ readonly code: number | null; readonly said: string }> {
  const { child, said } = spawnNode({ ...SAFE, ...env }, ['npm', 'start', '--silent', '--', '--check']);
  await once(child, 'close');
  return { code: child.exitCode, said: said.stdout + said.stderr };
}

describe('a look at what a start needs', () => {
  test('starts nothing and makes nothing', async () => {
    const path = join(folder, 'new', 'a.sqlite');
    expect(await check({ DATABASE_URL: `sqlite:${path}` })).toEqual({
      code: 0,
      said: ' ✓ the database is made at the start\n\nIt can start.\n',
    });
    expect(existsSync(join(folder, 'new'))).toBe(false);
  });

  test('knocks at the relay, and sends nothing', async () => {
    const farEnd = await startSmtpFarEnd({ user: 'lantern' });
    onTestFinished(farEnd.close);
    const DATABASE_URL = `sqlite:${join(folder, 'nowhere.sqlite')}`;
    const MAIL_URL = `smtp://lantern:secret@127.0.0.1:${farEnd.port}`;
    const good = await check({ DATABASE_URL, MAIL_URL });
    expect([good.code, good.said]).toEqual([
      0,
      expect.stringContaining(' ✓ the relay at 127.0.0.1 lets us in'),
    ]);
    const bad = await check({ DATABASE_URL, MAIL_URL: MAIL_URL.replace('secret', 'swordfish') });
    expect(bad.code).toBe(1);
    expect(bad.said).toMatch(/ ✗ MAIL_URL: .*535.*\n\nIt could start, and nothing would be sent\.\n$/);
    expect(bad.said).not.toContain('swordfish');
    expect(farEnd.mails).toEqual([]);
  });

  test('lists what is unsafe, and what a start would do to the database', async () => {
    const path = join(folder, 'old.sqlite');
    const store = await openTestStore(path);
    await sql`DELETE FROM migrations WHERE name = '0030_notices_smtp.sql'`.execute(store.db);
    await store.close();
    const files = readdirSync(folder);
    const env = {
      DATABASE_URL: `sqlite:${path}`,
      PUBLIC_URL: 'http://lantern.example',
      RESEND_API_KEY: 're_x',
    };
    const { code, said } = await check(env);
    expect(code).toBe(0);
    expect(said.split('\n')).toEqual([
      ' ✓ the database is brought up to date at the start (0030_notices_smtp.sql)',
      expect.stringMatching(/^ ! PUBLIC_URL: links in mails begin with http/),
      expect.stringMatching(/^ ! RESEND_WEBHOOK_SECRET: while it is not set/),
      ...['', 'It can start, and 2 things are unsafe.', ''],
    ]);
    expect(readdirSync(folder).filter((name) => !/-(wal|shm)$/.test(name))).toEqual(files);
  });

  test('finds a clock that is behind the record', async () => {
    const path = join(folder, 'ahead.sqlite');
    await (await openTestStore(path)).close();
    const store = openSqlite(path);
    await sql`INSERT INTO log_checkpoints (size, root, note, signed_at)
      VALUES (1, 'x', 'x', '2999-01-01T00:00:00.000Z')`.execute(store.db);
    await store.close();
    const { said } = await check({ DATABASE_URL: `sqlite:${path}` });
    expect(said).toContain(
      ' ! the clock of this machine is behind the record, which was last signed at 2999',
    );
  });

  test('says in one line why nothing can start', async () => {
    const { code, said } = await check({
      DATABASE_URL: 'sqlite:x.sqlite',
      RESEND_API_KEY: 're_x',
      MAIL_FROM: '',
    });
    expect(code).toBe(1);
    expect(said).toMatch(/^Proviso cannot start: MAIL_FROM must be set with RESEND_API_KEY[^\n]*\n/);
  });
});
