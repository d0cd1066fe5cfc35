import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { auditDatabase } from '../../../src/actions/record/audit-database.ts';
import { type Finding, findingText } from '../../../src/domain/audit/finding.ts';
import { auditPresentation } from '../../../src/domain/audit/words.ts';
import {
  askOk,
  haveAdaTold,
  havePolicy,
  haveUsers,
  invalidAt,
  PNG,
  recordsOf,
  testApp,
} from '../../support/arrange.ts';
import { bundleOf, failures, keepAll, verified } from '../../support/evidence.ts';
import { ADMIN_KEY, type TestApp } from '../../support/test-app.ts';

const SCREEN = { name: 'Sign-up', label: 'I agree', words: 'Our terms change.\n\nRead them.', locale: 'en' };

const keep = (app: TestApp, more: object = {}) =>
  app.ask('POST', '/v1/presentations', { ...SCREEN, image: PNG, ...more });

describe('what a screen of a product looks like', () => {
  test('is kept once under its hash, and another content under its name is a new edition', async () => {
    const app = await testApp();
    const { status, body } = await keep(app);
    const image = `sha256:${createHash('sha256').update(Buffer.from(PNG, 'base64')).digest('hex')}`;
    const { label, locale, name, words } = SCREEN;
    const id = createHash('sha256')
      .update(JSON.stringify({ image, label, locale, name, words }))
      .digest('hex');
    expect([status, body]).toEqual([
      201,
      {
        ...{ id, hash: `sha256:${id}`, ...SCREEN, edition: 1, createdAt: app.clock.now },
        image: `/v1/presentations/${id}/image`,
      },
    ]);
    app.wait(1000);
    expect(await keep(app)).toMatchObject({ status: 200, body });
    const { body: next } = await keep(app, { label: 'Agree' });
    expect(next).toMatchObject({ edition: 2, label: 'Agree' });
    const { body: bare } = await keep(app, { image: undefined, name: 'Banner' });
    expect(bare).toMatchObject({ edition: 1, image: null });
    const first = await askOk(app, 'GET', '/v1/presentations?limit=2');
    expect(first.body.items).toEqual([bare, body]);
    const rest = await askOk(app, 'GET', `/v1/presentations?limit=2&cursor=${first.body.next}`);
    expect(rest.body).toEqual({ items: [next], next: null });
    expect((await askOk(app, 'GET', `/v1/presentations/${id}`)).body).toEqual(body);
  });

  test('is one edition each, also where two are recorded at once', async () => {
    const app = await testApp();
    const answers = await Promise.all(['A', 'B', 'C', 'A'].map((label) => keep(app, { label })));
    const editions = answers.map(({ body }) => body.edition);
    expect(new Set(editions)).toEqual(new Set([1, 2, 3]));
    expect(editions[0]).toBe(editions[3]);
  });

  test('has its picture at a path of its own, which no browser takes for a page', async () => {
    const app = await testApp();
    const { body } = await keep(app);
    const response = await app.app.request(body.image, {
      headers: { authorization: `Bearer ${ADMIN_KEY}` },
    });
    expect(Buffer.from(await response.arrayBuffer()).toString('base64')).toBe(PNG);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
    });
    const bare = await keep(app, { image: undefined });
    const unknown = { status: 404, body: { type: '/problems/unknown-presentation' } };
    expect(await app.ask('GET', `/v1/presentations/${bare.body.id}/image`)).toMatchObject(unknown);
    expect(await app.ask('GET', `/v1/presentations/${'0'.repeat(64)}`)).toMatchObject(unknown);
    expect((await app.app.request(body.image)).status).toBe(401);
  });

  test.each([
    ['bm90IGEgUE5H', 'must be a PNG'],
    ['not base64', 'must be base64, with padding'],
    [`${PNG}\n`, 'must be base64, with padding'],
    [
      Buffer.concat([Buffer.from(PNG, 'base64'), Buffer.alloc(1_048_576)]).toString('base64'),
      'must not have more than 1048576 bytes',
    ],
  ])('has a picture that is one, of up to a megabyte', async (image, problem) => {
    const app = await testApp();
    expect(await keep(app, { image })).toMatchObject({ status: 400, body: invalidAt('/image', problem) });
  });

  test('may be as large as that', async () => {
    const app = await testApp();
    const png = Buffer.from(PNG, 'base64');
    const image = Buffer.concat([png, Buffer.alloc(1_048_576 - png.length)]).toString('base64');
    const { status, body } = await keep(app, { image, words: '…'.repeat(20_000) });
    expect(status, JSON.stringify(body)).toBe(201);
    expect((await keep(app, { image: 'A'.repeat(2_000_000) })).status).toBe(413);
  });
});

describe('who acts on such a screen', () => {
  test('has it in the record by its hash, and in evidence with its words and its picture', async () => {
    const app = await testApp();
    await haveAdaTold(app);
    const { body: screen } = await keep(app);
    const of = { user: 'ada', policy: 'privacy', version: 2, presentation: screen.id };
    await askOk(app, 'POST', '/v1/notices/shown', of);
    const { policy, version, presentation } = of;
    const shown = { kind: 'shown', channel: 'push', at: app.clock.now, policy, version, presentation };
    await askOk(app, 'POST', '/v1/users/ada/events', shown);
    await askOk(app, 'POST', '/v1/acceptances', of);
    await askOk(app, 'POST', '/v1/answers', { ...of, answer: 'leave-at-close' });
    await askOk(app, 'POST', '/v1/answers', { ...of, answer: 'cancel' });
    const told = (await recordsOf(app)).filter(({ facts }) => facts.presentation === screen.hash);
    expect(told.map(({ kind }) => kind)).toEqual(['shown', 'reported', 'accepted', 'leaving', 'cancelled']);

    await keepAll(app);
    const bundle = await bundleOf(app, 'ada');
    expect(JSON.parse(bundle).presentations).toEqual([{ id: screen.hash, ...SCREEN, image: PNG }]);
    expect(failures(verified(bundle))).toEqual([]);
    const changed = bundle.replace('Our terms change.', 'Our terms stay.');
    expect(failures(verified(changed))).toEqual([
      `the screen ${screen.hash}: its words or its picture are not those of its hash`,
    ]);
    const page = String((await app.ask('GET', '/v1/users/ada/evidence?format=html')).body);
    expect(page).toContain(`src="data:image/png;base64,${PNG}"`);
    expect(page).toContain('Our terms change.');

    const findings: Finding[] = [];
    const basis = { db: app.store.db, moves: false, now: app.clock.now, verifiers: [], known: [] };
    await auditDatabase(basis, (finding) => findings.push(finding));
    expect(findings.map(findingText)).toEqual([]);
    const [row] = await app.store.db.selectFrom('presentations').selectAll().execute();
    for (const change of [{}, { label: 'No' }, { image: null }, { image_hash: null }]) {
      auditPresentation((finding) => findings.push(finding), { ...row, ...change });
    }
    expect(findings.map(({ column }) => column)).toEqual(['id', 'image_hash', 'image_hash', 'id']);
  });

  test('is refused where nobody has recorded it, and nothing changes', async () => {
    const app = await testApp();
    await havePolicy(app);
    await haveUsers(app, 'ada');
    const of = { user: 'ada', policy: 'privacy', version: 1, presentation: '0'.repeat(64) };
    const unknown = { status: 404, body: { type: '/problems/unknown-presentation' } };
    expect(await app.ask('POST', '/v1/acceptances', of)).toMatchObject(unknown);
    expect(await app.ask('POST', '/v1/answers', { ...of, answer: 'accept' })).toMatchObject(unknown);
    expect(await app.ask('POST', '/v1/notices/shown', of)).toMatchObject(unknown);
    expect((await recordsOf(app)).filter(({ user }) => user !== null)).toEqual([]);
  });

  test('is missed by legal, in the progress of a version, once products record their screens', async () => {
    const app = await testApp();
    await havePolicy(app);
    await haveUsers(app, 'ada', 'ben', 'cy');
    const of = { policy: 'privacy', version: 1 };
    const progress = async () =>
      (await askOk(app, 'GET', '/v1/policies/privacy/versions/1/progress')).body.warnings;
    await askOk(app, 'POST', '/v1/acceptances', { ...of, user: 'ada' });
    expect(await progress()).toBeUndefined();
    const { body: screen } = await keep(app);
    app.wait(1000);
    await askOk(app, 'POST', '/v1/acceptances', { ...of, user: 'ben', presentation: screen.id });
    expect(await progress()).toBeUndefined();
    await askOk(app, 'POST', '/v1/acceptances', { ...of, user: 'cy' });
    expect(await progress()).toEqual([
      '1 acceptance comes from a screen that nobody has recorded: name its "presentation", so that evidence shows what people agreed on.',
    ]);
  });
});
