import { describe, expect, test } from 'vitest';
import { askOk, haveAccepted, haveAdaTold, haveUsers, recordsOf, testApp } from '../../support/arrange.ts';
import { haveMember, openVisitor, signedIn } from '../../support/members.ts';
import { keepAll } from '../../support/rich-story.ts';
import type { TestApp } from '../../support/test-app.ts';
import { expectValid } from '../../support/valid-html.ts';

/** A service whose log is sealed, and an auditor who looks at it. */
async function audited(app: TestApp) {
  await haveAdaTold(app);
  await haveUsers(app, 'ben');
  await haveAccepted(app, 'ben');
  await keepAll(app);
  const member = await haveMember(app, 'Ines', 'auditor');
  await keepAll(app);
  const visitor = await signedIn(app, member);
  await visitor.get('/console/record');
  return { member, visitor };
}

describe('the record', () => {
  test('tells how long the log is, and the checkpoint over it', async () => {
    const app = await testApp();
    const { visitor } = await audited(app);
    const { body } = await visitor.get('/console/record');
    expectValid(body);
    expect(body).toContain('Records in the log');
    expect(body).toContain((await app.ask('GET', '/log/checkpoint')).body.split('\n')[2]);
    expect(body).toContain('/console/record/reports/privacy/2/acceptances');
  });

  test('is audited from here, beside everything else, and tells what came of it when it is looked at again', async () => {
    const app = await testApp();
    const { visitor } = await audited(app);
    expect((await visitor.post('/console/record/audit')).location).toBe('/console/record?done=audit#done');
    expect((await visitor.post('/console/record/audit')).body).toContain('An audit runs already.');
    const ended = async () => (await visitor.get('/console/record')).body;
    await expect.poll(ended, { timeout: 20_000 }).toContain('Sound: nothing differs from the record.');
    expectValid(await ended());
  });

  test('shows the evidence of one person, and says at the field that there is no such person', async () => {
    const app = await testApp();
    const { visitor } = await audited(app);
    const done = await visitor.post('/console/record/evidence', { person: ' ada ' });
    expect(done.location).toBe('/console/record/evidence/ada?format=html');
    expect((await visitor.get(done.location ?? '')).body).toContain('What <bdi>ada</bdi> was told');
    await visitor.get('/console/record');
    const none = await visitor.post('/console/record/evidence', { person: 'nobody' });
    expect([none.status, none.body.includes('Nobody is known by that id or pseudonym.')]).toEqual([
      422,
      true,
    ]);
  });

  test('answers first whether somebody was bound on a day, by which text and why', async () => {
    const app = await testApp();
    const { visitor } = await audited(app);
    const opening = async (on: string) => {
      const { body } = await visitor.get(`/console/record/evidence/ada?format=html&on=${on}`);
      const [, text = ''] = /<section class="opening"[^>]*>(.*?)<\/section>/s.exec(body) ?? [];
      return text.replace(/<[^>]+>/g, '').replace(/\s+/g, ' ');
    };
    const { body } = await visitor.get('/console/record/evidence/ada?format=html');
    expectValid(body);
    expect(await opening('')).toMatch(
      /ada was bound by version 1 of “Privacy Policy”, since Sunday, 22 November 2026 .*: they accepted it\. The text that prevails has the fingerprint sha256:[0-9a-f]{64}\./,
    );
    expect(await opening('2026-11-01')).toContain(
      'ada was bound by no version of “Privacy Policy”: none was in force for them.',
    );
    const asked = await app.ask('GET', '/v1/users/ada/evidence?format=html&on=2026-11-01');
    expect(asked.body).toContain('none was in force for them.');
    expect((await app.ask('GET', '/v1/users/ada/evidence?on=soon')).status).toBe(400);
    app.wait('P31D');
    const later = await signedIn(app, await haveMember(app, 'Kim', 'auditor'));
    const { body: after } = await later.get('/console/record/evidence/ada?format=html');
    expect(after.replace(/<[^>]+>/g, '')).toMatch(
      /Version 2 was in force by then, to which they had not agreed: they were told of version 2 on .*, and nothing that agrees to it had come by then\./,
    );
  });

  test('tells what somebody agreed to ahead from what was in force until then', async () => {
    const app = await testApp();
    const { visitor } = await audited(app);
    await haveAccepted(app, 'ada', 2);
    await haveUsers(app, 'cleo');
    await haveAccepted(app, 'cleo', 2);
    const opening = async (person: string, reader = visitor) => {
      const { body } = await reader.get(`/console/record/evidence/${person}?format=html`);
      expectValid(body);
      const [, text = ''] = /<section class="opening"[^>]*>(.*?)<\/section>/s.exec(body) ?? [];
      return text.replace(/<[^>]+>/g, '').replace(/\s+/g, ' ');
    };
    const ahead =
      /Version 2 was to take effect for them on Tuesday, 22 December 2026 [^;]*; until then version 1 was in force\./;
    expect(await opening('ada')).toMatch(
      /ada was bound by version 1 of “Privacy Policy”, since .*: they accepted it\..* They had agreed to version 2 as well, since .*: they accepted it\./,
    );
    expect(await opening('ada')).toMatch(ahead);
    expect(await opening('cleo')).toMatch(/cleo was bound by version 2 of “Privacy Policy”, since/);
    expect(await opening('cleo')).toMatch(ahead);
    app.wait('P31D');
    const later = await signedIn(app, await haveMember(app, 'Kim', 'auditor'));
    expect(await opening('ada', later)).toMatch(/ada was bound by version 2 of “Privacy Policy”, since/);
    expect(await opening('ada', later)).not.toContain('was to take effect');
  });

  test('draws the same people by the same seed from a log of the same size', async () => {
    const app = await testApp();
    const { visitor } = await audited(app);
    const path = '/console/record/sample?policy=privacy&version=1&count=2&seed=one';
    const [one, again] = [await visitor.get(path), await visitor.get(path)];
    expectValid(one.body);
    expect(one.body).toContain('2 people, drawn from a log of');
    expect(again.body).toBe(one.body);
    const few = await visitor.get('/console/record/sample?policy=privacy&version=2&count=9&seed=one');
    expect(few.body).toContain('1 person, drawn from');
    expect((await visitor.get('/console/record/sample?policy=none')).body).toContain('Nobody was drawn.');
  });

  test('has reports of each version as files', async () => {
    const app = await testApp();
    const { visitor } = await audited(app);
    const file = await visitor.get('/console/record/reports/privacy/1/acceptances');
    expect(file.headers.get('content-disposition')).toBe('attachment; filename="privacy-1-acceptances.csv"');
    expect(file.body).toContain('ada');
    expect((await visitor.get('/console/record/reports/privacy/9/deliveries')).status).toBe(404);
  });
});

const SCOPE = { policy: 'privacy', version: '', people: 'ada\nben', expiresAt: '2026-11-30T09:00' };

describe('a link for an auditor', () => {
  /** Makes one by the form, and opens its page in a browser that nobody is signed in with. */
  async function linked(app: TestApp, fields: Record<string, string> = {}) {
    const { visitor } = await audited(app);
    await visitor.get('/console/record/links');
    const done = await visitor.post('/console/record/links', { ...SCOPE, ...fields });
    expect([done.status, done.location]).toEqual([303, '/console/record/links?done=link#done']);
    const { body } = await visitor.get('/console/record/links?done=link');
    expectValid(body);
    const url = /<code>(http[^<]+)</.exec(body)?.[1] ?? '';
    const { pathname } = new URL(url);
    return { visitor, outside: openVisitor(app), pathname };
  }

  test('opens by pseudonyms, and who somebody is once that is recorded', async () => {
    const app = await testApp();
    const { outside, pathname } = await linked(app);
    const page = await outside.get(pathname);
    expectValid(page.body);
    expect(page.headers.get('cache-control')).toBe('no-store');
    const refs = [...page.body.matchAll(/<code id="p-([^"]+)"/g)].map(([, ref]) => ref ?? '');
    expect(refs.length).toBe(2);
    // A pseudonym may have these letters in it.
    expect(page.body).not.toMatch(/\bada\b|example\.com/);
    const file = `${pathname}/people/${refs[0]}/evidence`;
    for (const path of [file, `${file}?format=html`]) {
      const { status, body } = await outside.get(path);
      expect(status).toBe(200);
      expect(body).not.toContain('ada@example.com');
    }
    await outside.get(pathname);
    const opened = await outside.post(`${pathname}/people/${refs[0]}/address`);
    expect(opened.location).toBe(`${pathname}?done=opened#done`);
    expect((await outside.get(pathname)).body).toContain('ada@example.com');
    expect((await outside.get(file)).body).toContain('ada@example.com');
    expect((await recordsOf(app)).at(-1)).toMatchObject({
      ...{ kind: 'address-opened', user: refs[0] },
      actor: expect.stringMatching(/^auditor-link:/),
    });
    await outside.post(`${pathname}/people/${refs[0]}/address`);
    expect((await recordsOf(app)).filter(({ kind }) => kind === 'address-opened').length).toBe(1);
  });

  test('shows nobody else, nothing of another version, and nothing without its own form', async () => {
    const app = await testApp();
    const { outside, pathname } = await linked(app, { people: 'ada', version: '1' });
    const ref = /id="p-([^"]+)"/.exec((await outside.get(pathname)).body)?.[1] ?? '';
    const rows = await app.store.db.selectFrom('users').select('ref').execute();
    const other = rows.find((one) => one.ref !== ref)?.ref;
    expect((await outside.get(`${pathname}/people/${other}/evidence`)).status).toBe(404);
    const file = JSON.parse((await outside.get(`${pathname}/people/${ref}/evidence`)).body);
    const told = file.records.map(({ record }: { record: { version: number | null } }) => record.version);
    expect(new Set(told)).toEqual(new Set([1]));
    const forged = await outside.post(`${pathname}/people/${ref}/address`, { csrf: 'no' });
    expect(forged.status).toBe(403);
    expect((await recordsOf(app)).some(({ kind }) => kind === 'address-opened')).toBe(false);
  });

  test('ends by itself, and at once where somebody ends it; only its hash is kept', async () => {
    const app = await testApp();
    const { visitor, outside, pathname } = await linked(app, { people: '2' });
    const kept = await app.store.db.selectFrom('auditor_links').selectAll().execute();
    expect(JSON.stringify(kept)).not.toContain(pathname.split('/').at(-1));
    expect(kept[0]?.seed).toMatch(/^[0-9a-f]{16}$/);
    const end = /href="([^"]+\/end)"/.exec((await visitor.get('/console/record/links')).body)?.[1] ?? '';
    await visitor.get(end);
    expect((await outside.get(pathname)).status).toBe(200);
    await visitor.post(end);
    const closed = await outside.get(pathname);
    expect([closed.status, closed.body.includes('opens nothing any more')]).toEqual([404, true]);
    const { outside: later, pathname: over } = await linkAgain(app, visitor);
    app.wait('P10D');
    expect((await later.get(over)).status).toBe(404);
  });

  async function linkAgain(app: TestApp, visitor: Awaited<ReturnType<typeof signedIn>>) {
    await visitor.get('/console/record/links');
    await visitor.post('/console/record/links', SCOPE);
    const { body } = await visitor.get('/console/record/links');
    const url = /<code>(http[^<]+)</.exec(body)?.[1] ?? '';
    return { outside: openVisitor(app), pathname: new URL(url).pathname };
  }

  test('is told at each field what is wrong with it', async () => {
    const app = await testApp();
    const { visitor } = await audited(app);
    await visitor.get('/console/record/links');
    const wrong = async (fields: Record<string, string>) => {
      const { status, body } = await visitor.post('/console/record/links', { ...SCOPE, ...fields });
      expect(status).toBe(422);
      expectValid(body);
      return body;
    };
    expect(await wrong({ people: 'ada\nnobody' })).toContain('Nobody is known by the id “nobody”.');
    expect(await wrong({ people: '' })).toContain('at most 200 ids');
    expect(await wrong({ people: '0' })).toContain('at most 200 ids');
    expect(await wrong({ expiresAt: 'soon' })).toContain('Say until when');
    expect(await wrong({ expiresAt: '2026-11-01T09:00' })).toContain('Choose a day that lies ahead.');
    expect(await wrong({ expiresAt: '2027-11-01T09:00' })).toContain('Choose a day within 90 days.');
    expect(await wrong({ version: 'two' })).toContain('Type in the number of a version');
    expect(await wrong({ version: '9' })).toContain('has no version 9');
  });
});

test('an audit of all this finds nothing', async () => {
  const app = await testApp();
  const { visitor } = await audited(app);
  await visitor.get('/console/record/links');
  await visitor.post('/console/record/links', SCOPE);
  await keepAll(app);
  await askOk(app, 'GET', '/v1/events');
  await visitor.get('/console/record');
  await visitor.post('/console/record/audit');
  const page = async () => (await visitor.get('/console/record')).body;
  await expect.poll(page, { timeout: 20_000 }).toContain('Sound: nothing differs');
});
