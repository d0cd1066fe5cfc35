import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { stampCheckpoint } from '../../src/actions/upkeep/stamp-checkpoint.ts';
import { runVerify } from '../../src/commands/verify.ts';
import { timeStamperAt } from '../../src/runtime/ask-time-stamp.ts';
import { anyShare } from '../support/any-share.ts';
import { askOk } from '../support/arrange.ts';
import { BROKEN } from '../support/broken-bundles.ts';
import { bundleOf, haveStory, keepAll } from '../support/evidence.ts';
import { haveRichStory } from '../support/rich-story.ts';
import { scratchFolder } from '../support/scratch.ts';
import { WEBHOOK_SECRET } from '../support/sign-webhook.ts';
import { openTestStore, startTestApp } from '../support/test-app.ts';
import { HAS_OPENSSL, startTimeStampAuthority } from '../support/time-stamp-authority.ts';

const folder = scratchFolder('installed-verify');
const file = (name: string, content: string) => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The verifier as it came out of the tarball. */
const { runVerify: installed } = (await import(
  join(inject('clientFolder'), 'node_modules/@proviso/client/dist/cli/evidence.js')
)) as { readonly runVerify: typeof runVerify };

async function saidBy(run: typeof runVerify, args: readonly string[]) {
  const [out, complaints]: [string[], string[]] = [[], []];
  const code = await run(
    args,
    (text) => out.push(text),
    (text) => complaints.push(text),
  );
  return { code, out: out.join(''), complaints: complaints.join('') };
}

/** Insists that both say the same of a bundle, to the letter, and answers with which code. */
async function codeOf(bundle: string, options: readonly string[] = []): Promise<number> {
  const args = [...options, file('bundle.json', bundle)];
  const expected = await saidBy(runVerify, args);
  expect(await saidBy(installed, args)).toEqual(expected);
  return expected.code;
}

describe('the verifier that is installed says what npm run verify says', () => {
  let whole: readonly string[] = [];
  let unsealed = '';
  let since = '';
  let key = '';
  let checkpoint = '';

  beforeAll(async () => {
    const app = await startTestApp({ webhookSecret: WEBHOOK_SECRET });
    await haveStory(app);
    unsealed = await bundleOf(app, 'ada');
    await keepAll(app);
    whole = await Promise.all(['ada', 'bob', 'cleo'].map((user) => bundleOf(app, user)));
    key = ((await askOk(app, 'GET', '/log/key')).body as string).trim();
    checkpoint = (await askOk(app, 'GET', '/log/checkpoint')).body;
    since = await bundleOf(app, 'ada', '?since=5');
    await app.store.close();
  });

  test('of whole ones, with whatever is known from elsewhere', async () => {
    for (const bundle of [...whole, since]) {
      expect(await codeOf(bundle)).toBe(0);
      expect(await codeOf(bundle, ['--key', key])).toBe(0);
      expect(await codeOf(bundle, ['--checkpoint', file('checkpoint', checkpoint)])).toBe(0);
      expect(await codeOf(JSON.stringify(JSON.parse(bundle), null, 2))).toBe(0);
    }
    expect(await codeOf(unsealed)).toBe(0);
    expect(await codeOf(unsealed, ['--key', key])).toBe(1);
    const forged = checkpoint.replace(/\n[A-Za-z0-9+/]{43}=/, `\n${'A'.repeat(43)}=`);
    expect(await codeOf(whole[0]!, ['--checkpoint', file('forged', forged)])).toBe(1);
    expect(await codeOf(whole[0]!, ['--key', 'sesame'])).toBe(2);
  });

  test.each(BROKEN)('of one in which somebody changed %s', async (_, __, change) => {
    const bundle = JSON.parse(whole[0]!);
    change(bundle);
    expect(await codeOf(JSON.stringify(bundle))).toBe(1);
  });

  test('of one with any bit of it changed, and of what is none', async () => {
    const codes = new Set<number>();
    const places = fc.tuple(fc.nat(2), anyShare, fc.nat(7));
    await fc.assert(
      fc.asyncProperty(places, async ([which, place, bit]) => {
        const bytes = Buffer.from(whole[which]!);
        const at = Math.floor(place * bytes.length);
        bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
        codes.add(await codeOf(bytes.toString()));
      }),
      { numRuns: 150 },
    );
    for (const bundle of [
      '{}',
      'HOLDS',
      '',
      whole[0]!.slice(0, -1),
      whole[0]!.replace('{', '{"verdict":1,'),
    ]) {
      expect(await codeOf(bundle)).toBe(2);
    }
    expect(codes).toContain(1);
    expect(codes).toContain(2);
  });

  test('of everybody in a story in which there is a record of every kind', async () => {
    const app = await haveRichStory(await openTestStore());
    await keepAll(app);
    const users = await app.store.db.selectFrom('users').select('user_id').execute();
    const known = users.flatMap(({ user_id: user }) => (user === null ? [] : [user]));
    expect(known.length).toBeGreaterThan(9);
    for (const user of known) {
      const bundle = await bundleOf(app, user);
      expect(await codeOf(bundle)).toBe(0);
      await codeOf(bundle.replace(/"at":"2026/, '"at":"2025'));
      await codeOf(bundle.replaceAll(/"kind":"[^"]+"/g, '"kind":"something-new"'));
    }
    await app.store.close();
  });

  test.skipIf(!HAS_OPENSSL)('of one with a time stamp, by whom it is known and by whom not', async () => {
    const authority = await startTimeStampAuthority('ec');
    const app = await startTestApp({ webhookSecret: WEBHOOK_SECRET });
    await haveStory(app);
    await keepAll(app);
    await stampCheckpoint(app.context, timeStamperAt(authority.url));
    const bundle = await bundleOf(app, 'ada');
    await app.store.close();
    expect(JSON.parse(bundle).stamps).toHaveLength(1);
    const by = (certificates: string) => ['--tsa-cert', file('tsa.pem', certificates)];
    expect(await codeOf(bundle)).toBe(0);
    expect(await codeOf(bundle, by(authority.root))).toBe(0);
    expect(await codeOf(bundle, by(authority.stranger))).not.toBe(2);
    expect(await codeOf(bundle, by('none'))).toBe(2);
  });
});
