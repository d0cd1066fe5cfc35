import { describe, expect, test } from 'vitest';
import { stepImports } from '../../../../src/actions/people/import-file.ts';
import { tidyUp } from '../../../../src/actions/upkeep/tidy-up.ts';
import { readFileLines } from '../../../../src/http/console/imports/read-file.ts';
import { findUserImport, listImportRefusals } from '../../../../src/storage/people/user-imports.ts';
import { askOk, checkOf, dumpDatabase, havePolicy, testApp } from '../../../support/arrange.ts';
import { dyingStore, fateAt } from '../../../support/dying-store.ts';
import { haveMember, signedIn, type Visitor } from '../../../support/members.ts';
import { KEEP_ALL, type TestApp } from '../../../support/test-app.ts';
import { expectValid } from '../../../support/valid-html.ts';

const PATH = '/console/imports';
const pageAt = (location: string | null) => (location ?? '').split('#')[0] ?? '';
const bytes = (text: string) => new TextEncoder().encode(text);

const COLUMNS = {
  ...{ 'column-0': 'user', 'column-1': 'email', 'column-2': 'agreed:privacy', 'column-3': 'attribute' },
  source: 'the old shop',
};

/** Five lines of people: new, known and the same, known and changed, an address that is none, and a formula for an id. */
const FILE = `id;E-Mail;tos_accepted_at;plan
nora;nora@mail.example;;pro
same;same@mail.example;;
moved;new@mail.example;;

=cmd|' /C calc'!A0;nobody;;
late;late@mail.example;2031-01-01;
`;

async function supported(): Promise<{ readonly app: TestApp; readonly visitor: Visitor }> {
  const app = await testApp();
  await havePolicy(app);
  await askOk(app, 'PUT', '/v1/users/same', { email: 'same@mail.example' });
  await askOk(app, 'PUT', '/v1/users/moved', { email: 'old@mail.example', name: 'Mo' });
  const visitor = await signedIn(app, await haveMember(app, 'Sam', 'support'));
  await visitor.get(PATH);
  return { app, visitor };
}

/** Sends a file, and answers the path of its import, whose page is shown. */
async function sent(visitor: Visitor, file: string, name = 'people.csv'): Promise<string> {
  await visitor.get(PATH);
  const answer = await visitor.upload(PATH, {}, { name, bytes: bytes(file) });
  expect(answer.status).toBe(303);
  const { body } = await visitor.get(pageAt(answer.location));
  expectValid(body);
  return pageAt(answer.location).split('?')[0] ?? '';
}

/** The numbers on a page, by what they are of. */
const numbersOn = (body: string) =>
  Object.fromEntries(
    [...body.matchAll(/<dt>([^<]+)<\/dt><dd>(?:<a [^>]+>)?([\d,]+)/g)].map(([, of, value]) => [
      of,
      Number(value),
    ]),
  );

const emailOf = async (app: TestApp, user: string) => (await app.ask('GET', `/v1/users/${user}`)).body.email;

describe('a file of people', () => {
  test('is read, checked, and brought in once somebody has seen what it comes to', async () => {
    const { app, visitor } = await supported();
    const path = await sent(visitor, FILE);
    const { body: mapping } = await visitor.get(path);
    expect(mapping).toContain('<option value="user" selected>');
    expect(mapping).toContain('<option value="agreed:privacy" selected>');
    expect(mapping).toContain('As in: nora@mail.example · same@mail.example · new@mail.example');

    const twice = await visitor.post(path, { ...COLUMNS, 'column-3': 'email' });
    expect([twice.status, twice.body.includes('Chosen for another column already.')]).toEqual([422, true]);
    expectValid(twice.body);
    expect((await visitor.post(path, COLUMNS)).location).toBe(`${path}?done=checked#done`);
    const checked = await visitor.get(path);
    expectValid(checked.body);
    expect(numbersOn(checked.body)).toMatchObject({
      ...{ New: 1, 'Known, and changed': 1, 'Known, and the same': 1, Refused: 2 },
    });
    expect(checked.body).toContain('Bring in 1 new person and change 1');
    expect(await emailOf(app, 'moved')).toBe('old@mail.example');

    const { body: csv, headers } = await visitor.get(`${path}/refused.csv`);
    expect(headers.get('content-disposition')).toContain('refused-people-csv.csv');
    const lines = csv.replace('\ufeff', '').trim().split('\r\n');
    expect(lines[0]).toBe('Line,Id,What is wrong');
    expect(lines[1]).toMatch(/^6,"'=cmd\|.*",.*email/);
    expect(lines[2]).toContain('7,late,');

    await visitor.get(path);
    expect((await visitor.post(`${path}/start`)).location).toBe(`${path}?done=done#done`);
    const done = await visitor.get(path);
    expectValid(done.body);
    expect(numbersOn(done.body)).toMatchObject({ New: 1, 'Known, and brought up to date': 2, Refused: 2 });
    expect(await emailOf(app, 'moved')).toBe('new@mail.example');
    expect((await app.ask('GET', '/v1/users/nora')).body).toMatchObject({ attributes: { plan: 'pro' } });
    expect((await app.ask('GET', '/v1/users/moved')).body.name).toBe('Mo');
    expect((await dumpDatabase(app.store)).user_import_pieces).toEqual([]);
    // What was done is not done again by whoever sends the form once more.
    expect((await visitor.post(`${path}/start`)).status).toBe(422);
  });

  test('says when people agreed, which counts for the version that was in force then', async () => {
    const { app } = await supported();
    app.wait('P10D');
    const visitor = await signedIn(app, await haveMember(app, 'Ada', 'admin'));
    const path = await sent(
      visitor,
      'id,email,accepted\nold,old@x.example,2026-11-25 10:00\nsoon,,2026-11-01\n',
    );
    const columns = { 'column-0': 'user', 'column-1': 'email', 'column-2': 'agreed:privacy' };
    await visitor.post(path, { ...columns, earlier: 'yes' });
    expect(numbersOn((await visitor.get(path)).body)).toMatchObject({ New: 2, Refused: 0 });
    await visitor.post(path, columns);
    const { body } = await visitor.get(path);
    expect(numbersOn(body)).toMatchObject({ New: 1, Refused: 1, 'Say that they agreed': 1 });
    await visitor.post(`${path}/start`);
    expect((await checkOf(app, 'old')).holds).toMatchObject({ version: 1, basis: 'imported' });
    expect((await dumpDatabase(app.store)).acceptances?.join()).toContain(
      '"accepted_at":"2026-11-25T10:00:00.000Z"',
    );
  });

  test('that cannot be read comes back at its field, and nothing of it is kept', async () => {
    const { app, visitor } = await supported();
    const answers = [
      await visitor.upload(PATH, {}, { name: 'p.xlsx', bytes: new Uint8Array([80, 75, 3, 4, 0, 0]) }),
      await visitor.upload(PATH, {}, { name: 'p.csv', bytes: bytes('id,email\n') }),
      await visitor.upload(PATH, { csrf: 'stale' }, { name: 'p.csv', bytes: bytes(FILE) }),
      await visitor.post(PATH),
    ];
    expect(answers.map(({ status }) => status)).toEqual([422, 422, 422, 422]);
    for (const { body } of answers) expectValid(body);
    expect(answers[0]?.body).toContain('Save the sheet as “CSV UTF-8”');
    const tables = await dumpDatabase(app.store);
    expect([tables.user_imports, tables.user_import_pieces]).toEqual([[], []]);
  });

  test('is for nobody but support and admins', async () => {
    const { app } = await supported();
    const operator = await signedIn(app, await haveMember(app, 'Otto', 'operator', 'auditor'));
    expect((await operator.get('/console/people')).body).not.toContain(PATH);
    expect((await operator.get(PATH)).status).toBe(403);
  });
});

describe('an import that goes on beside the requests', () => {
  const many = ['{"user":"u1","email":"a@mail.example","accepted":{"privacy":1}}']
    .concat(Array.from({ length: 1100 }, (_, i) => `{"user":"n${i}","email":${i % 9 === 0 ? 7 : null}}`))
    .join('\n');

  /** An import of three pieces that begins now, taken up by nobody. */
  async function begun() {
    const { app, visitor } = await supported();
    const path = await sent(visitor, many, 'people.ndjson');
    const id = path.slice(path.lastIndexOf('/') + 1);
    await visitor.post(path);
    for (const left of [0, 0, 0])
      await stepImports({ ...app.context }, readFileLines, { only: id || String(left) });
    const imports = app.store.db.updateTable('user_imports').where('id', '=', id);
    await app.store.atomic([
      imports.set({ state: 'importing', piece: 0, lease_until: null, counts: NOTHING }),
      app.store.db.deleteFrom('user_import_refusals'),
    ]);
    return { app, visitor, path, id };
  }
  const NOTHING = JSON.stringify({ lines: 0, fresh: 0, known: 0, same: 0, refused: 0, agreeing: 0 });
  const WHOLE = { lines: 1101, fresh: 978, known: 0, same: 0, refused: 123, agreeing: 1 };

  test('ends as if nothing had been, whenever its process dies', async () => {
    const { app, id } = await begun();
    const { store } = app;
    let deaths = 0;
    for (let moment = 0; ; moment++) {
      const fate = fateAt(moment % 4);
      const context = { ...app.context, store: dyingStore(store, fate) };
      const round = await stepImports(context, readFileLines).catch(() => 'died' as const);
      if (round !== 'died' && round.nextInMs === null) break;
      deaths += round === 'died' ? 1 : 0;
      // Another process takes up what a dead one had for itself.
      app.wait('PT61S');
    }
    expect(deaths).toBeGreaterThan(5);
    const tables = await dumpDatabase(store);
    expect(await findUserImport(store.db, id)).toMatchObject({ state: 'done', counts: WHOLE });
    expect(tables.user_import_refusals?.length).toBe(WHOLE.refused);
    expect(tables.users?.length).toBe(WHOLE.fresh + 2);
    expect(tables.acceptances?.length).toBe(1);
  });

  test('is for one process at a time, says how far it is, stops and goes on', async () => {
    const { app, visitor, path, id } = await begun();
    const step = () => stepImports(app.context, readFileLines);
    const [one, other] = await Promise.all([step(), step()]);
    expect([one.nextInMs, other.nextInMs]).toContain(0);
    // Where one had come to its end before the other looked, each took a piece.
    const { piece } = (await findUserImport(app.store.db, id)) ?? { piece: 0 };
    const lines = piece === 1 ? '500' : '1,000';
    const far = await visitor.get(path);
    expectValid(far.body);
    expect(far.body).toContain(`<iframe name="live" src="${path}/progress"`);
    const frame = await visitor.get(`${path}/progress`);
    expectValid(frame.body);
    expect(frame.body).toContain(`${lines} of 1,101 lines`);
    expect(frame.headers.get('refresh')).toBe('3');
    const elsewhere = await signedIn(app, await haveMember(app, 'Kim', 'support'));
    expect((await elsewhere.get(PATH)).body).toContain(`href="${path}"`);
    expect((await elsewhere.get(`${path}/progress`)).body).toContain(`${lines} of 1,101 lines`);
    expect((await visitor.get(`${path}/progress?still=yes`)).headers.get('refresh')).toBeNull();
    await visitor.get(path);
    expect((await visitor.post(`${path}/stop`)).location).toBe(`${path}?done=stopped#done`);
    expect(await step()).toEqual({ nextInMs: null });
    const over = await visitor.get(`${path}/progress`);
    expect([over.headers.get('refresh'), over.body.includes(`href="${path}" target="_parent"`)]).toEqual([
      null,
      true,
    ]);
    const stopped = await visitor.get(path);
    expectValid(stopped.body);
    expect(stopped.body).toContain(`It was stopped after ${lines} of 1,101 lines.`);
    await visitor.post(`${path}/start`);
    while ((await step()).nextInMs !== null);
    expect(await findUserImport(app.store.db, id)).toMatchObject({ state: 'done', counts: WHOLE });
  });

  test('is forgotten a week after it moved last, and what was refused of somebody with them', async () => {
    const { app, visitor } = await supported();
    const path = await sent(visitor, 'id,email\nsame,no address\nother,none either\n');
    await visitor.post(path, COLUMNS);
    const id = path.slice(path.lastIndexOf('/') + 1);
    const refused = async () =>
      (await listImportRefusals(app.store.db, id, { after: 0, limit: 9 })).map(({ user }) => user);
    expect(await refused()).toEqual(['same', 'other']);
    await askOk(app, 'DELETE', '/v1/users/same');
    expect(await refused()).toEqual(['other']);
    app.wait('P8D');
    await tidyUp(app.context, KEEP_ALL);
    const tables = await dumpDatabase(app.store);
    expect([tables.user_imports, tables.user_import_pieces, tables.user_import_refusals]).toEqual([
      [],
      [],
      [],
    ]);
  });
});
