import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { runVerify } from '../../src/commands/verify.ts';
import { installIn } from '../support/client-package.ts';
import { type Service, startService } from '../support/node-service.ts';
import { ADMIN_KEY } from '../support/test-app.ts';

const folder = mkdtempSync(join(tmpdir(), 'proviso-command-'));
const alone = join(folder, 'alone');
const file = (name: string, content?: string | Uint8Array) => {
  const path = join(folder, name);
  if (content !== undefined) writeFileSync(path, content);
  return path;
};
let service: Service;

beforeAll(async () => {
  service = await startService({ DATABASE_URL: `sqlite:${file('test.sqlite')}` });
  await service.ask('PUT', '/v1/policies/terms', { title: 'Terms' });
  await service.ask('PUT', '/v1/users/ada', { email: 'ada@example.com', name: 'Ada' });
  mkdirSync(alone);
  installIn(alone, [inject('clientTarball')]);
});
afterAll(async () => {
  await service.end('SIGTERM');
  rmSync(folder, { recursive: true, force: true });
});

/** The machine's own Node, which npm hides behind the project's. */
const PATH = (process.env.PATH ?? '')
  .split(':')
  .filter((one) => !one.includes('node_modules'))
  .join(':');

type Said = { readonly code: number | null; readonly out: string; readonly err: string };

/** Runs `proviso` as it was installed from its tarball, where there is nothing else. */
async function proviso(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Said> {
  const given = { PROVISO_URL: service.url, PROVISO_KEY: ADMIN_KEY, HOME: folder, PATH, ...env };
  const child = spawn(join(alone, 'node_modules/.bin/proviso'), args, { env: given, stdio: 'pipe' });
  const said = { out: '', err: '' };
  child.stdout.on('data', (data) => {
    said.out += data;
  });
  child.stderr.on('data', (data) => {
    said.err += data;
  });
  child.stdin.end();
  const [code] = await once(child, 'close');
  return { code, ...said };
}

function sizeOf(path: string): number {
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .map((name) => statSync(join(path, name)))
    .reduce((sum, one) => sum + (one.isFile() ? one.size : 0), 0);
}

describe('proviso, from its tarball', () => {
  test('is under 2 MB with all that it needs, none of it native, and runs on the Node that the machine has', async () => {
    expect(sizeOf(join(alone, 'node_modules'))).toBeLessThan(2 * 1024 * 1024);
    const names = readdirSync(join(alone, 'node_modules'), { recursive: true, encoding: 'utf8' });
    expect(names.filter((name) => name.endsWith('.node'))).toEqual([]);
    expect((await proviso(['--help'])).code).toBe(0);
    expect(execFileSync('node', ['--version'], { encoding: 'utf8', env: { PATH } })).toMatch(
      /^v(2\d|[3-9]\d)\./,
    );
  });

  test('says whose key it has, and what is there', async () => {
    expect(await proviso(['whoami'])).toEqual({
      code: 0,
      out: 'admin: a key of the role admin, at an API of version 1\n',
      err: '',
    });
    const { out } = await proviso(['policies', '--json']);
    expect(JSON.parse(out)).toMatchObject({ policy: 'terms', title: 'Terms' });
  });

  test('ends as scripts can tell apart: refused, wrong use, away', async () => {
    expect(await proviso(['whoami'], { PROVISO_KEY: 'wrong' })).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining('Refused (unauthorized)'),
    });
    expect((await proviso(['person', 'nobody'])).err).toContain('(unknown-user)');
    expect(await proviso(['dance'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('no command "dance"'),
    });
    expect(await proviso(['diff', 'terms@1'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('Usage: proviso diff'),
    });
    expect(await proviso(['whoami', '--loud'])).toMatchObject({ code: 2, out: '' });
    expect(await proviso(['whoami'], { PROVISO_URL: 'http://127.0.0.1:1' })).toMatchObject({
      code: 3,
      out: '',
    });
  });

  test('takes service and key from a profile that nobody else may read, and from no argument', async () => {
    const profile = file('profile', `PROVISO_URL = ${service.url}\nPROVISO_KEY=${ADMIN_KEY}\n`);
    const env = { PROVISO_URL: '', PROVISO_KEY: '', PROVISO_PROFILE: profile };
    chmodSync(profile, 0o644);
    expect(await proviso(['whoami'], env)).toMatchObject({
      code: 2,
      err: expect.stringContaining('chmod 600'),
    });
    chmodSync(profile, 0o600);
    expect((await proviso(['whoami'], env)).code).toBe(0);
    expect(await proviso(['whoami', '--key', ADMIN_KEY])).toMatchObject({ code: 2 });
    expect((await proviso(['whoami'], { PROVISO_URL: '', PROVISO_KEY: '' })).err).toContain(
      'Set PROVISO_URL',
    );
  });
});

describe('a policy’s repository', () => {
  test('tries a text, posts it when somebody says so, and finds nothing to do the next time', async () => {
    const [one, two] = [
      file('one.md', '# Terms\n\nAll of it.\n'),
      file('two.md', '# Terms\n\nAll of it, always.\n'),
    ];
    const initial = await proviso(['post', 'terms', one, '--dry-run']);
    expect(initial).toMatchObject({ code: 0, err: '' });
    expect(initial.out).toContain('### terms, version 1');
    expect(await proviso(['post', 'terms', one])).toMatchObject({ code: 2, out: '' });
    expect(await proviso(['post', 'terms', one, '--yes'])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^terms@1 takes effect \d{4}-/),
    });
    expect(await proviso(['post', 'terms', one, '--yes'])).toMatchObject({
      code: 0,
      out: '',
      err: 'Nothing to do: this text is the newest version already.\n',
    });
    const args = ['post', 'terms', two, '--change', 'substantial', '--summary', 'A promise.'];
    const tried = await proviso([...args, '--dry-run']);
    expect(tried.out).toContain('1 people are told');
    expect(tried.out).toContain('1 words more');
    expect((await proviso(['diff', 'terms@1', two])).code).toBe(4);
    expect((await proviso(['diff', 'terms@1', one])).code).toBe(0);
    expect((await proviso([...args, '--yes', '--no-input'])).code).toBe(0);
    const changes = await proviso(['diff', 'terms@1', 'terms@2']);
    expect(changes).toMatchObject({ code: 4, err: '1 words more, 0 fewer.\n' });
    expect(changes.out).toContain('Terms');
    expect((await proviso(['status', 'terms'])).out).toMatch(/^terms@2: [01] of 1 told/);
  });

  test('keeps one draft of a pull request, and schedules it with the merge', async () => {
    await service.ask('PUT', '/v1/policies/rules', { title: 'Rules', locale: 'en' });
    await service.ask('POST', '/v1/policies/rules/versions', { content: '# Rules\n\nBe kind.\n' });
    const args = ['--change', 'substantial', '--summary', 'More.'];
    const theirs = { texts: { en: '# Rules\n\nA colleague’s.\n' } };
    const author = (await service.ask('POST', '/v1/keys', { name: 'ann', role: 'legal' })).body.key;
    await service.ask('POST', '/v1/policies/rules/drafts', theirs, author);
    expect((await proviso(['draft', 'rules', file('rules.md', '# Rules\n\nBe kind.\n')])).err).toContain(
      'Nothing to do',
    );
    const first = await proviso([
      'draft',
      'rules',
      file('rules.md', '# Rules\n\nBe kind, always.\n'),
      ...args,
    ]);
    expect(first).toMatchObject({ code: 0, err: expect.stringMatching(/revision 1\.\n$/) });
    expect(first.out).toContain('### rules, version 2');
    expect(first.out).toContain('1 words more');
    const second = await proviso([
      'draft',
      'rules',
      file('rules.md', '# Rules\n\nBe kind, always and ever.\n'),
      ...args,
    ]);
    expect(second.err).toMatch(/revision 2\.\n$/);
    const { items } = (await service.ask('GET', '/v1/policies/rules/drafts')).body;
    expect(items).toHaveLength(2);
    expect(await proviso(['post', 'rules', '--no-input'])).toMatchObject({ code: 2 });
    expect(await proviso(['post', 'rules', '--yes'])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^rules: posted at \d{4}-/),
    });
    expect(await proviso(['post', 'rules', '--yes'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('no draft'),
    });
  });

  test('brings in a policy’s history and its users, after looking at both', async () => {
    await service.ask('PUT', '/v1/policies/old', { title: 'Old' });
    const versions = ['2020-01-01T00:00:00Z', '2021-01-01T00:00:00Z'].map((at, index) => ({
      ...{ content: `# Old ${index}`, postedAt: at, effectiveAt: at, source: 'the wiki' },
    }));
    const history = file('history.json', JSON.stringify({ versions }));
    expect((await proviso(['import-history', 'old', history, '--dry-run'])).out).toContain('the wiki');
    expect((await proviso(['import-history', 'old', history])).code).toBe(0);
    expect(await proviso(['import-history', 'old', history])).toMatchObject({ code: 1 });
    const users = file(
      'users.ndjson',
      '{"user":"bo","email":"bo@example.com"}\n\n{"user":"cy","email":null}\n',
    );
    expect((await proviso(['import', users, '--dry-run'])).out).toBe('2 users, 0 bad lines\n');
    expect((await proviso(['import', users])).out).toBe('2 new, 0 known before, 0 rejected\n');
    const bad = file('bad.ndjson', '{"user":"bo"\n{"name":"Cy"}\n');
    expect(await proviso(['import', bad])).toEqual({
      code: 1,
      out: '0 users, 2 bad lines\n',
      err: 'line 1 is not JSON\nline 2 names no user\n',
    });
  });
});

describe('a person', () => {
  test('is told as a story, accepts by phone, and their evidence is written for nobody else to read', async () => {
    const accepted = await proviso(['accept', '--user', 'ada', '--policy', 'terms@1', '--how', 'by phone']);
    expect(accepted).toMatchObject({ code: 0, out: expect.stringContaining('ada accepted terms@1') });
    const { out } = await proviso(['person', 'ada']);
    expect(out).toContain('ada: Ada, ada@example.com');
    expect(out).toMatch(/accepted terms 1/);
    const bundle = file('ada.json');
    expect(await proviso(['evidence', 'ada', '-o', bundle])).toMatchObject({ code: 0, out: '' });
    expect(statSync(bundle).mode & 0o777).toBe(0o600);
    const checked = await proviso(['verify', bundle, '--json'], { PROVISO_URL: '', PROVISO_KEY: '' });
    expect(checked.code).toBe(0);
    expect(JSON.parse(checked.out).holds).toBe(true);
    expect(JSON.parse((await proviso(['export', 'ada'])).out).user.email).toBe('ada@example.com');
  });

  test('of the team gets a key, which is shown once and can be ended', async () => {
    const made = await proviso(['keys', 'make', 'shop', '--role', 'app']);
    expect(made.out).toMatch(/^pv_\w+\n$/);
    expect((await proviso(['whoami'], { PROVISO_KEY: made.out.trim() })).out).toContain(
      'shop: a key of the role app',
    );
    const listed = (await proviso(['keys', '--json'])).out
      .trim()
      .split('\n')
      .map((one) => JSON.parse(one))
      .find(({ name }) => name === 'shop');
    expect((await proviso(['keys', 'delete', listed.id])).code).toBe(2);
    expect((await proviso(['keys', 'delete', listed.id, '--yes'])).code).toBe(0);
    expect((await proviso(['whoami'], { PROVISO_KEY: made.out.trim() })).code).toBe(1);
  });
});

describe('proviso verify', () => {
  test('says what npm run verify says, and ends as it does', async () => {
    await service.ask('PUT', '/v1/users/vera', { email: 'vera@example.com' });
    const bundle = file('vera.json');
    await proviso(['evidence', 'vera', '-o', bundle]);
    const text = readFileSync(bundle, 'utf8');
    const codes: (number | null)[] = [];
    for (const content of [text, text.replace('"log":', '"verdict":1,"log":'), '{}']) {
      const path = file('bundle.json', content);
      const said: string[] = [];
      const say = (words: string) => said.push(words);
      const expected = await runVerify([path], say, say);
      const { code, out, err } = await proviso(['verify', path]);
      expect({ code, said: out + err }).toEqual({ code: expected, said: said.join('') });
      codes.push(code);
    }
    expect(codes).toEqual([0, 2, 2]);
  });

  test('needs neither the service nor a key', async () => {
    const { code, err } = await proviso(['verify', file('nothing.json')], {
      PROVISO_URL: '',
      PROVISO_KEY: '',
    });
    expect([code, err]).toEqual([2, expect.stringContaining('there is no such file')]);
  });
});

test('a command reads no more of the package than it needs to', () => {
  const main = readFileSync(join(alone, 'node_modules/@proviso/client/dist/cli/main.js'), 'utf8');
  expect(main).not.toMatch(/^import .*(people|policies|keys|evidence)/m);
});
