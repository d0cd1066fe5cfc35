import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runVerify } from '../../src/commands/verify.ts';
import { noteSigner } from '../../src/domain/record/note.ts';
import { askOk, haveAdaTold } from '../support/arrange.ts';
import { bundleOf, keepAll } from '../support/evidence.ts';
import { startTestApp } from '../support/test-app.ts';

const folder = mkdtempSync(join(tmpdir(), 'verify-command-'));
const file = (name: string) => join(folder, name);
let key = '';
let otherKey = '';

beforeAll(async () => {
  const app = await startTestApp();
  await haveAdaTold(app);
  writeFileSync(file('unsealed.json'), await bundleOf(app, 'ada'));
  await keepAll(app);
  const bundle = await bundleOf(app, 'ada');
  key = ((await askOk(app, 'GET', '/log/key')).body as string).trim();
  otherKey = (await noteSigner({ name: 'localhost:8787/log', seed: '02'.repeat(32) })).verifierKey;
  writeFileSync(file('good.json'), bundle);
  writeFileSync(file('pretty.json'), JSON.stringify(JSON.parse(bundle), null, 2));
  writeFileSync(file('bad.json'), bundle.replace('30 days', '31 days'));
  const name = JSON.parse(bundle);
  writeFileSync(
    file('hostile.json'),
    JSON.stringify({ ...name, user: { ...name.user, id: 'a\n\u001b[2J\u202eb' } }),
  );
  writeFileSync(file('more.json'), JSON.stringify({ ...name, verdict: 'HOLDS' }));
  writeFileSync(
    file('twice.json'),
    bundle.replace('"kind":"accepted"', '"kind":"leaving","kind":"accepted"'),
  );
  writeFileSync(file('none.json'), '{}');
  writeFileSync(file('text.json'), 'HOLDS');
  writeFileSync(file('bytes.json'), Uint8Array.of(0x22, 0xff, 0x22));
  const checkpoint = (await askOk(app, 'GET', '/log/checkpoint')).body as string;
  writeFileSync(file('checkpoint'), checkpoint);
  writeFileSync(file('checkpoints'), `${checkpoint}\n${checkpoint}\n`);
  writeFileSync(file('forged'), checkpoint.replace(/\n[A-Za-z0-9+/]{43}=/, `\n${'A'.repeat(43)}=`));
  await app.store.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

async function verify(...args: string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  const code = await runVerify(
    args,
    (text) => out.push(text),
    (text) => err.push(text),
  );
  return { code, out: out.join(''), err: err.join('') };
}

describe('checking a bundle', () => {
  test.each(['good.json', 'pretty.json'])(
    'of %s says what holds, and that the key came with it',
    async (name) => {
      const { code, out, err } = await verify(file(name));
      expect([code, err]).toEqual([0, '']);
      expect(out).toContain('signed by the key that came with the bundle');
      expect(out).toContain('whoever made that could have made the key too');
      expect(out).toMatch(/^HOLDS: 4 of 4 records/m);
      expect(out).not.toContain('✗');
    },
  );

  test('with the key that is known says who signed', async () => {
    const { code, out } = await verify('--key', key, file('good.json'));
    expect(code).toBe(0);
    expect(out).toContain('over 4 records, signed by the key that you gave');
    expect(out).not.toContain('could have made the key');
  });

  test('with another key does not hold', async () => {
    const { code, out } = await verify('--key', otherKey, file('good.json'));
    expect(code).toBe(1);
    expect(out).toContain('✗ the key: the key in the bundle is another than the one given with --key');
    expect(out).toContain('✗ the checkpoint: it is not signed by the key of localhost:8787/log');
  });

  test('that was changed names what, and ends with 1', async () => {
    const { code, out } = await verify(file('bad.json'));
    expect(code).toBe(1);
    expect(out).toContain('✗ the text of privacy 1: it is not the text of its hash');
    expect(out).toMatch(/^DOES NOT HOLD: 1 of \d+ checks failed\.$/m);
  });

  test('that is not sealed yet holds, but not for who expects a signature', async () => {
    const { code, out } = await verify(file('unsealed.json'));
    expect(code).toBe(0);
    expect(out).toMatch(/^HOLDS AS FAR AS IT IS SEALED: 0 of 4 records/m);
    expect(out).toContain('Nobody vouches yet for these, nor for what rests on them alone:\n – ');
    expect((await verify('--key', key, file('unsealed.json'))).code).toBe(1);
    expect((await verify('--checkpoint', file('checkpoint'), file('unsealed.json'))).code).toBe(1);
  });

  test.each(['checkpoint', 'checkpoints'])('against a %s that was kept', async (name) => {
    const { code, out } = await verify('--checkpoint', file(name), file('good.json'));
    expect(code).toBe(0);
    expect(out).toContain(
      '✓ the checkpoint kept elsewhere: over 4 records is the same as the one in the bundle',
    );
  });

  test('against a checkpoint that nobody signed does not hold', async () => {
    const { code, out } = await verify('--checkpoint', file('forged'), file('good.json'));
    expect(code).toBe(1);
    expect(out).toContain('✗ the checkpoint kept elsewhere: it is not signed by the key of this log');
  });

  test('prints nothing that a terminal would run', async () => {
    const { code, out } = await verify(file('hostile.json'));
    expect(code).toBe(0);
    expect(out).toContain('"a\\n\\u001b[2J\\u{202e}b"');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
  });

  test.each<[string, () => string[], string]>([
    ['no bundle', () => [], 'Name one bundle to check.'],
    ['two of them', () => [file('good.json'), file('bad.json')], 'Name one bundle to check.'],
    ['an unknown option', () => ['--loud', file('good.json')], '--loud'],
    ['a file that is not there', () => [file('nothing.json')], 'there is no such file'],
    ['a folder', () => [folder], 'it is a folder'],
    ['a text', () => [file('text.json')], 'It is not JSON.'],
    ['bytes that are no text', () => [file('bytes.json')], 'it is not UTF-8'],
    ['other JSON', () => [file('none.json')], 'It is no bundle of evidence'],
    ['a bundle with more in it', () => [file('more.json')], 'verdict'],
    ['a bundle that says two things at once', () => [file('twice.json')], 'It names something twice'],
    ['a key that is none', () => ['--key', 'sesame', file('good.json')], 'no verifier’s key'],
    [
      'a checkpoint that is none',
      () => ['--checkpoint', file('good.json'), file('good.json')],
      'no checkpoint',
    ],
  ])('complains about %s', async (_, args, words) => {
    const { code, out, err } = await verify(...args());
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(words);
  });
});
