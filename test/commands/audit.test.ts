import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runAudit } from '../../src/commands/audit.ts';
import { noteSigner } from '../../src/domain/record/note.ts';
import { haveRichStory } from '../support/rich-story.ts';
import { scratchFolder } from '../support/scratch.ts';
import { openTestStore, type TestApp } from '../support/test-app.ts';

const SEED = '01'.repeat(32);

let folder: string;
let app: TestApp;
const file = () => join(folder, 'story.sqlite');

beforeAll(async () => {
  folder = scratchFolder('audit-command');
  app = await haveRichStory(await openTestStore(file()));
});
afterAll(async () => {
  await app.store.close();
  rmSync(folder, { recursive: true });
});

async function audit(args: readonly string[] = [], env: Readonly<Record<string, string>> = {}) {
  const said = { out: '', complained: '' };
  const code = await runAudit(
    args,
    { DATABASE_URL: `sqlite:${file()}`, LOG_KEY: `localhost:8787/log:${SEED}`, ...env },
    {
      out: (text) => {
        said.out += text;
      },
      complain: (text) => {
        said.complained += text;
      },
    },
  );
  return { code, ...said };
}

describe('a sound database', () => {
  test('is said to be so, with what was read and which key signed it, beside a service that has it open', async () => {
    const { code, out } = await audit();
    expect(code).toBe(0);
    expect(out).toMatch(/^\d+ records, \d+ of them in the log, of 28 users, 10 versions and \d+ mails\n/);
    expect(out).toMatch(/\n\d+ checkpoints, signed by localhost:8787\/log\+[0-9a-f]{8}\nroot \S{44}, in /);
    expect(out).toMatch(/\n\nSound\.\n$/);
  });

  test('is said to be so in JSON', async () => {
    const { code, out } = await audit(['--json']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      isSound: true,
      users: 28,
      restore: null,
      counts: {},
      findings: [],
    });
  });

  test('is audited without a key, which is said', async () => {
    const { code, out } = await audit([], { LOG_KEY: '' });
    expect(code).toBe(0);
    expect(out).toContain('whose signatures were not checked: no key is known');
  });

  test('is audited with a key that is named', async () => {
    const { verifierKey } = await noteSigner({ name: 'localhost:8787/log', seed: SEED });
    const { code, out } = await audit(['--key', verifierKey], { LOG_KEY: '' });
    expect(code).toBe(0);
    expect(out).toContain('signed by localhost:8787/log+');
  });

  test('must be what a checkpoint says that was kept elsewhere', async () => {
    const { db } = app.store;
    const notes = await db.selectFrom('log_checkpoints').select('note').orderBy('size').execute();
    const kept = join(folder, 'kept');
    writeFileSync(kept, notes.map(({ note }) => `${note}\n`).join(''));
    expect((await audit(['--checkpoint', kept])).code).toBe(0);
    const later = await app.context.logSigner?.sign(`localhost:8787/log\n100000\n${'A'.repeat(43)}=\n`);
    writeFileSync(kept, later ?? '');
    const { code, out } = await audit(['--checkpoint', kept]);
    expect(code).toBe(1);
    expect(out).toContain(`should be 100000 at least, as the checkpoint in ${kept} says`);
  });
});

describe('a database that was changed', () => {
  test('is not sound: the first that differs is named, and the others are counted', async () => {
    const { db } = app.store;
    const { id } = await db
      .selectFrom('acceptances')
      .select('id')
      .where('basis', '=', 'deemed')
      .orderBy('id')
      .executeTakeFirstOrThrow();
    const sqlite = new Sqlite(file());
    const set = (basis: string) =>
      sqlite.prepare('UPDATE user_versions SET basis = ? WHERE acceptance_id = ?').run(basis, id);
    set('explicit');
    const { code, out } = await audit();
    const json = JSON.parse((await audit(['--json'])).out);
    set('deemed');
    sqlite.close();
    expect(code).toBe(1);
    expect(out).toMatch(
      /\nThe first that differs: user_versions\.basis, row \S+ privacy\/\d: is explicit, and should be deemed\nIn all 1: 1 in user_versions\n\nNot sound\.\n$/,
    );
    expect(json).toMatchObject({
      isSound: false,
      counts: { user_versions: 1 },
      findings: [{ column: 'basis' }],
    });
  });

  test('is not sound under the key of another', async () => {
    const { code, out } = await audit([], { LOG_KEY: `localhost:8787/log:${'02'.repeat(32)}` });
    expect(code).toBe(1);
    expect(out).toContain('The first that differs: log_checkpoints.note, row ');
  });
});

describe('it cannot run', () => {
  test.each([
    ['with an option that there is not', ['--loud'], {}, /^Unknown option '--loud'/],
    [
      'with a key that is none',
      ['--key', 'mine'],
      {},
      /^The audit cannot run: --key mine is no verifier's key/,
    ],
    [
      'without a database',
      [],
      { DATABASE_URL: 'sqlite:/nowhere/x.sqlite' },
      /^The audit cannot run: the database file/,
    ],
    ['without PostgreSQL', [], { DATABASE_URL: 'postgres://127.0.0.1:9/x' }, /^The audit cannot run: /],
    ['with a file that is not there', ['--checkpoint', '/nowhere/kept'], {}, /^The audit cannot run: ENOENT/],
    ['in an environment that cannot be run with', [], { PORT: 'x' }, /^The audit cannot run: PORT /],
  ])('%s', async (_, args, env, message) => {
    const { code, out, complained } = await audit(args, env as Record<string, string>);
    expect([code, out]).toEqual([2, '']);
    expect(complained).toMatch(message);
  });

  test('to accept a restore where there is none', async () => {
    const { code, out } = await audit(['--accept-restore']);
    expect(code).toBe(2);
    expect(out).toContain('There is nothing to accept');
  });
});

test('help says what it does and exits with 0', async () => {
  const { code, out } = await audit(['--help']);
  expect(code).toBe(0);
  expect(out).toMatch(/^Usage: npm run audit/);
});
