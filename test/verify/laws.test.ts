import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { Unusable } from '../../src/verify/finding.ts';
import { readCheckpoints } from '../../src/verify/note.ts';
import { type Report, reportToText, verifyBundle } from '../../src/verify/verify-bundle.ts';
import { anyShare } from '../support/any-share.ts';
import { askOk, haveAccepted, havePolicy, havePublished, haveUsers, testApp } from '../support/arrange.ts';
import { BROKEN } from '../support/broken-bundles.ts';
import { bundleOf, failures, haveStory, keepAll, refOf, verified } from '../support/evidence.ts';
import { WEBHOOK_SECRET } from '../support/sign-webhook.ts';
import { startTestApp } from '../support/test-app.ts';

type Json = { [name: string]: Json } | Json[] | string | number | boolean | null;
// biome-ignore lint/suspicious/noExplicitAny: tests change bundles anywhere
type Loose = any;

/** A bundle but for what verify says is anybody's word: when it was made, who that is, and the list of changes. */
function vouchedFor(bundle: Loose): Loose {
  return { ...bundle, madeAt: '', user: { ref: bundle.user?.ref }, diffs: [] };
}

/** What is found in a bundle, or why it is none. */
function findingsIn(bundle: string): Report | Unusable {
  try {
    return verified(bundle);
  } catch (error) {
    if (error instanceof Unusable) return error;
    throw error;
  }
}

function isNoticed(found: Report | Unusable): boolean {
  return found instanceof Unusable || !found.holds;
}

const bundles: string[] = [];

beforeAll(async () => {
  const app = await startTestApp({ webhookSecret: WEBHOOK_SECRET });
  await haveStory(app);
  await keepAll(app);
  for (const user of ['ada', 'bob', 'cleo']) bundles.push(await bundleOf(app, user));
  // Once links open no more, they are in it.
  app.wait('P1Y');
  await keepAll(app);
  bundles.push(await bundleOf(app, 'ada', '?since=5'));
  await app.store.close();
});

/** A service on which the story was played, and its records sealed. */
async function sealedStory() {
  const app = await testApp({ webhookSecret: WEBHOOK_SECRET });
  await haveStory(app);
  await keepAll(app);
  return app;
}

test('a bundle holds as it is downloaded', () => {
  for (const bundle of bundles) expect(failures(verified(bundle))).toEqual([]);
  // The links of receipts open for as long as the record is kept, and are in none.
  const { mails } = JSON.parse(bundles[3] ?? '') as { mails: Loose[] };
  const withheld = mails.filter(({ link }) => link === null);
  expect(withheld.map(({ linkWithheld }) => linkWithheld)).toEqual(['still-opens']);
  expect(withheld[0]?.subject).toContain('receipt');
});

describe('whatever is changed is noticed', () => {
  test('any bit of the file, but for what is told to be anybody’s word', () => {
    const changes = fc.tuple(fc.nat(2), anyShare, fc.nat(7));
    let noticed = 0;
    fc.assert(
      fc.property(changes, ([which, place, bit]) => {
        const before = bundles[which] ?? '';
        const bytes = Buffer.from(before);
        const at = Math.floor(place * bytes.length);
        bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
        const after = bytes.toString();
        const found = findingsIn(after);
        if (isNoticed(found)) {
          noticed++;
          return;
        }
        expect(vouchedFor(JSON.parse(after))).toEqual(vouchedFor(JSON.parse(before)));
        expect(JSON.parse(after)).not.toEqual(JSON.parse(before));
      }),
      { numRuns: 500 },
    );
    expect(noticed).toBeGreaterThan(300);
  });

  test('any character of any text in it, wherever it stands', () => {
    const places = bundles.map((bundle) => stringsIn(vouchedFor(JSON.parse(bundle))));
    fc.assert(
      fc.property(
        fc.nat(2),
        fc.nat(),
        fc.nat(),
        fc.constantFrom(...'aA0+/=-: é\n'),
        (which, n, m, character) => {
          const all = places[which] ?? [];
          const place = all[n % all.length];
          const text = place?.text ?? '';
          if (text === '') return;
          const at = m % text.length;
          if (text[at] === character || /[\ud800-\udfff]/.test(text[at] ?? '')) return;
          const bundle = JSON.parse(bundles[which] ?? '');
          setAt(bundle, place?.path ?? [], text.slice(0, at) + character + text.slice(at + 1));
          expect(isNoticed(findingsIn(JSON.stringify(bundle))), `${place?.path.join('.')} at ${at}`).toBe(
            true,
          );
        },
      ),
      { numRuns: 1500 },
    );
  });

  test('nonsense in any place, which ends no check, in what a record says', () => {
    const places = bundles.map((bundle) => pathsIn(JSON.parse(bundle)));
    fc.assert(
      fc.property(
        fc.nat(2),
        fc.nat(),
        fc.constantFrom<unknown>(undefined, null, '?', -7, [], [null], {}, { x: null }),
        (which, n, value) => {
          const all = places[which] ?? [];
          const path = all[n % all.length] ?? [];
          const bundle = JSON.parse(bundles[which] ?? '');
          const before = JSON.stringify(bundle);
          setAt(bundle, path, value);
          const after = JSON.stringify(bundle);
          const found = findingsIn(after);
          if (!(found instanceof Unusable)) reportToText(found);
          // What is personal, a salt and a proof can be left out, which is told.
          if (after !== before && path[2] === 'record') expect(isNoticed(found), path.join('.')).toBe(true);
        },
      ),
      { numRuns: Number(process.env.MODEL_RUNS ?? 400) },
    );
  });

  test.each(BROKEN)('%s is named', (_, words, change) => {
    const bundle = JSON.parse(bundles[0] ?? '');
    const about = change(bundle);
    const report = verified(JSON.stringify(bundle));
    expect(failures(report)).toContainEqual(expect.stringContaining(words));
    expect(failures(report).some((one) => one.startsWith(about))).toBe(true);
    expect(reportToText(report)).toMatch(/^DOES NOT HOLD/m);
    expect(reportToText(report)).toContain(`✗ ${about}`);
  });

  test('a link, once it is in the bundle', () => {
    const bundle = JSON.parse(bundles[3] ?? '');
    bundle.mails[0].link += 'x';
    expect(failures(verified(JSON.stringify(bundle)))).toEqual([
      `the mail ${bundle.mails[0].delivery}: its link is not the one that was sent`,
    ]);
  });
});

describe('a checkpoint that was kept elsewhere', () => {
  test('shows that history was not rewritten since', async () => {
    const app = await sealedStory();
    const kept = (await askOk(app, 'GET', '/log/checkpoint')).body as string;
    const size = Number(kept.split('\n')[1]);
    await haveUsers(app, 'dan');
    await haveAccepted(app, 'dan', 2);
    await keepAll(app);
    const known = { key: null, checkpoints: readCheckpoints(`${kept}\n`) };
    const same = verifyBundle(await bundleOf(app, 'ada', `?since=${size}`), known);
    expect(failures(same)).toEqual([]);
    expect(same.log.map(({ words }) => words)).toContainEqual(
      `over ${size} records stands unchanged at the beginning of this log`,
    );
    const changed = JSON.parse(await bundleOf(app, 'ada', `?since=${size}`));
    for (const [i, hash] of changed.log.since.hashes.entries()) {
      const hashes = changed.log.since.hashes.with(i, hash.replace(/^./, hash.startsWith('A') ? 'B' : 'A'));
      const bundle = { ...changed, log: { ...changed.log, since: { size, hashes } } };
      expect(verifyBundle(JSON.stringify(bundle), known).holds).toBe(false);
    }
    const without = await bundleOf(app, 'ada');
    expect(() => verifyBundle(without, known)).toThrow(`Download it anew, with ?since=${size}.`);

    // The same operator, the same key, another history of the same length.
    const other = await sealedStory();
    await haveUsers(other, 'dan');
    await haveAccepted(other, 'dan', 2);
    await keepAll(other);
    expect(failures(verifyBundle(await bundleOf(other, 'ada', `?since=${size}`), known))).toEqual([
      expect.stringContaining('it may have been rewritten'),
    ]);
  });

  test('of the same size must be the same', async () => {
    const [app, other] = [await sealedStory(), await sealedStory()];
    const kept = readCheckpoints((await askOk(app, 'GET', '/log/checkpoint')).body as string);
    const known = { key: null, checkpoints: kept };
    expect(failures(verifyBundle(await bundleOf(app, 'bob'), known))).toEqual([]);
    expect(failures(verifyBundle(await bundleOf(other, 'bob'), known))).toEqual([
      expect.stringContaining('there are two histories'),
    ]);
  });
});

test('erasing any of the users leaves the evidence of every other as it was', async () => {
  const users = ['u0', 'u1', 'u2', 'u3', 'u4'];
  await fc.assert(
    fc.asyncProperty(fc.subarray(users), async (erased) => {
      const app = await testApp();
      await havePolicy(app);
      await haveUsers(app, ...users);
      for (const user of users) await haveAccepted(app, user);
      await havePublished(app);
      await app.deliver();
      await keepAll(app);
      const before = await Promise.all(users.map((user) => bundleOf(app, user)));
      const refs = await Promise.all(users.map((user) => refOf(app, user)));
      for (const user of erased) await askOk(app, 'DELETE', `/v1/users/${user}`);
      await keepAll(app);
      for (const [i, user] of users.entries()) {
        expect(failures(verified(before[i] ?? ''))).toEqual([]);
        const report = verified(await bundleOf(app, (erased.includes(user) ? refs[i] : user) ?? ''));
        expect(failures(report)).toEqual([]);
        const states = report.records.filter(({ words }) => words.startsWith('erased with its user'));
        // What they accepted and what was sent to them; the records of versions and of the erasure are nobody's.
        expect(states).toHaveLength(erased.includes(user) ? 2 : 0);
      }
    }),
    { numRuns: 6 },
  );
});

/** The way to every place in a value. */
function pathsIn(value: Json, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([name, inner]) => [
    [...path, name],
    ...pathsIn(inner as Json, [...path, name]),
  ]);
}

/** Every text in a value, and the way to it. */
function stringsIn(
  value: Json,
  path: (string | number)[] = [],
): { path: (string | number)[]; text: string }[] {
  if (typeof value === 'string') return [{ path, text: value }];
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([name, inner]) => stringsIn(inner as Json, [...path, name]));
}

function setAt(value: Loose, path: readonly (string | number)[], text: unknown): void {
  const last = path.at(-1) ?? '';
  const inner = path.slice(0, -1).reduce((at, step) => at[step], value);
  inner[last] = text;
}
