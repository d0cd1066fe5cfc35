import { describe, expect, test } from 'vitest';
import { removeMember } from '../../../src/actions/access/change-member.ts';
import { askOk, haveUsers, recordsOf, TEXT_1, TEXT_2, testApp } from '../../support/arrange.ts';
import { docxOf, p, r } from '../../support/documents.ts';
import { postDue } from '../../support/drafts.ts';
import { haveAdmin, haveMember, openVisitor, signedIn, type Visitor } from '../../support/members.ts';
import { rulesOf } from '../../support/rules.ts';
import type { TestApp } from '../../support/test-app.ts';
import { expectValid } from '../../support/valid-html.ts';

const POLICY = {
  ...{ policy: 'terms', title: 'Terms of Service', locale: 'en', timeZone: 'Europe/Berlin' },
  ...{ preset: 'default', approvals: '0', grace: 'PT10M' },
};

/** A service with an author, an approver and a policy in force, whose pages the author has open. */
async function haveTerms(change: Partial<typeof POLICY> = {}) {
  const app = await testApp();
  await haveAdmin(app);
  const [ada, ben] = [await haveMember(app, 'Ada', 'author'), await haveMember(app, 'Ben', 'approver')];
  const author = await signedIn(app, ada);
  await author.get('/console/policies/new?kind=terms&for=businesses');
  expect((await author.post('/console/policies', POLICY)).location).toBe(
    '/console/policies/terms?done=made#done',
  );
  const draft = await haveDraft(author);
  await author.post(draft, { revision: '1', locale: 'en', content: TEXT_1 });
  await author.get(`${draft}/posting`);
  expect((await author.post(`${draft}/posting`, { revision: '2' })).status).toBe(303);
  app.wait('PT10M');
  await postDue(app);
  if (Object.keys(change).length > 0) {
    await author.get('/console/policies/terms/settings');
    await author.post('/console/policies/terms', { ...POLICY, preset: '', ...change });
  }
  return { app, author, ada, ben };
}

async function haveDraft(author: Visitor): Promise<string> {
  await author.get('/console/policies/terms');
  const made = await author.post('/console/policies/terms/drafts');
  const path = /^\/console\/drafts\/[0-9a-f-]+/.exec(made.location as string)?.[0] as string;
  await author.get(path);
  return path;
}

/** Everything that a revision of a change says, as the form sends it. */
const said = (revision: string, more: Record<string, string> = {}) => ({
  ...{ revision, locale: 'en', content: TEXT_2, change: 'substantial', summary: 'Logs are kept longer.' },
  ...more,
});

const versionsOf = async (app: TestApp) =>
  (await askOk(app, 'GET', '/v1/policies/terms/versions')).body.items as {
    version: number;
    postedAt: string;
  }[];

test('policies are found by how a title or a name begins', async () => {
  const { app, author } = await haveTerms();
  await askOk(app, 'PUT', '/v1/policies/privacy', { title: 'Datenschutz' });
  const found = async (q: string) => {
    const { body } = await author.get(`/console/policies?q=${encodeURIComponent(q)}`);
    expectValid(body);
    return [...body.matchAll(/<th scope="row"><a href="\/console\/policies\/([a-z]+)"/g)].map(
      ([, name]) => name,
    );
  };
  expect(await found('')).toEqual(['privacy', 'terms']);
  expect(await found('priv')).toEqual(['privacy']);
  expect(await found('TERMS OF')).toEqual(['terms']);
  expect(await found('daten')).toEqual(['privacy']);
  expect((await author.get('/console/policies?q=zz')).body).toContain('No policy is called so.');
});

describe('a policy', () => {
  test('is made by saying what it is and for whom, with the rules that are proposed', async () => {
    const app = await testApp();
    await haveAdmin(app);
    const author = await signedIn(app, await haveMember(app, 'Ada', 'author'));
    const asked = await author.get('/console/policies/new');
    expectValid(asked.body);
    const page = await author.get('/console/policies/new?kind=sub-processors&for=businesses');
    expect(page.body).toContain('<option value="sub-processors" selected>');
    expectValid(page.body);
    const wrong = await author.post('/console/policies', { ...POLICY, policy: 'Terms!', grace: 'soon' });
    expect(wrong.status).toBe(422);
    expect(wrong.body).toContain('Type in a period, such as PT10M');
    await author.post('/console/policies', { ...POLICY, preset: 'eu-p2b' });
    const settings = await author.get('/console/policies/terms/settings');
    expectValid(settings.body);
    expect(settings.body).toContain('What a change posted today comes to');
    expect(settings.body).toContain('7 December 2026');
    expect((await author.post('/console/policies', POLICY)).status).toBe(422);
  });

  test('shows those who may not write it what there is, and no form', async () => {
    const { app } = await haveTerms();
    const support = await signedIn(app, await haveMember(app, 'Sue', 'support'));
    const page = await support.get('/console/policies/terms');
    expect(page.body).toContain('Version 1 was posted');
    expect(page.body).not.toContain('Write a draft');
    expectValid(page.body);
    expect((await support.get('/console/policies/terms/settings')).body).not.toContain(
      'action="/console/policies/terms"',
    );
  });
});

describe('what a policy promises of its changes', () => {
  test('is a table with dates, and is changed cell by cell and for readers of their own, without any JSON', async () => {
    const { app, author } = await haveTerms();
    const path = '/console/policies/terms/rules';
    const page = await author.get(path);
    expect(page.body).toContain('This policy has no rules of its own');
    expectValid(page.body);
    await author.post(path, { 'cell.substantial.': 'strict:substantial' });
    const wrong = await author.post(`${path}/audiences`, {
      label: 'Business',
      attribute: '',
      values: 'a',
      rule: 'b2b-renewal:any',
    });
    expect(wrong.status).toBe(422);
    await author.get(path);
    await author.post(`${path}/audiences`, {
      label: 'Business',
      attribute: 'plan',
      values: 'business, team',
      rule: 'eu-p2b:any',
    });
    const { rules } = (await askOk(app, 'GET', '/v1/policies/terms')).body;
    expect(rules.audiences).toEqual([
      { audience: 'business', label: 'Business', match: { plan: ['business', 'team'] } },
    ]);
    expect(rules.classes.find((one: { class: string }) => one.class === 'substantial').rule.acceptance).toBe(
      'explicit',
    );
    const after = await author.get(path);
    expect(after.body).toContain('Business');
    expectValid(after.body);
    const back = Object.fromEntries(
      rules.classes.map((one: { class: string }) => [`cell.${one.class}.business`, 'as-everybody']),
    );
    await author.post(path, back);
    expect((await askOk(app, 'GET', '/v1/policies/terms')).body.rules.audiences).toBeUndefined();
  });
});

describe('a draft', () => {
  test('is written from a file, approved by somebody else, posted after its grace, and recorded with who did what', async () => {
    const { app, author, ada, ben } = await haveTerms({ approvals: '1' });
    await haveUsers(app, 'u1', 'u2');
    const draft = await haveDraft(author);
    const body = p('Terms', '<w:outlineLvl w:val="0"/>') + p('We keep logs for a year.');
    const saved = await author.upload(
      draft,
      { ...said('1'), content: '' },
      { name: 'terms.docx', bytes: docxOf({ body }) },
    );
    expect(saved.location).toBe(`${draft}?locale=en&done=imported#done`);
    const text = await author.get(draft);
    expect(text.body).toContain('# Terms\n\nWe keep logs for a year.');
    expectValid(text.body);
    const { body: lacking } = await author.get(`${draft}/posting`);
    expectValid(lacking);
    expect(lacking).toContain('1 more person who wrote none of it has to approve this revision: 0 of 1 did.');
    expect(lacking).not.toContain('Post it');
    const early = await author.post(`${draft}/posting`, { revision: '2' });
    expect(early.status).toBe(422);
    expect(early.body).toContain('asks for 1 approval');

    const approver = await signedIn(app, ben);
    expect((await approver.get('/console')).body).toContain(
      'A draft of Terms of Service waits for your approval.',
    );
    const view = await approver.get(`${draft}/approval`);
    expect(view.body).toContain('1 person who wrote none of it must approve it, and nobody has yet.');
    await approver.post(`${draft}/approvals`, { revision: '2', note: 'Fine.' });
    expect((await approver.get(`${draft}/approval`)).body).toContain('<bdi>Ben</bdi> approves');
    expect((await approver.get('/console')).body).toContain('Nothing needs a hand just now.');
    expect((await approver.get(`${draft}/posting`)).body).toContain('It takes an author to post it.');

    const posting = await author.get(`${draft}/posting`);
    expect(posting.body).toContain('tells 2 people by mail');
    expectValid(posting.body);
    await author.post(`${draft}/posting`, { revision: '2' });
    const waiting = await author.get(`${draft}/posting`);
    expect(waiting.body).toContain('10 minutes from now');
    expect(await versionsOf(app)).toHaveLength(1);
    app.wait('PT10M');
    await postDue(app);
    expect(await versionsOf(app)).toHaveLength(2);
    const acts = (await recordsOf(app)).map(({ kind, actor }) => [kind, actor]);
    expect(acts).toContainEqual(['edited', `member:${ada.id}`]);
    expect(acts).toContainEqual(['approved', `member:${ben.id}`]);
    expect(acts.at(-1)).toEqual(['posted', `member:${ada.id}`]);
  });

  test('is taken back in its grace with nothing posted', async () => {
    const { app, author } = await haveTerms();
    const draft = await haveDraft(author);
    await author.post(draft, said('1'));
    await author.get(`${draft}/posting`);
    await author.post(`${draft}/posting`, { revision: '2' });
    await author.get(`${draft}/posting`);
    const back = await author.post(`${draft}/posting/cancel`);
    expect(back.location).toBe(`${draft}/posting?done=back#done`);
    app.wait('PT1H');
    await postDue(app);
    expect(await versionsOf(app)).toHaveLength(1);
  });

  test('is posted at a time on the clock of its policy', async () => {
    const { app, author } = await haveTerms();
    const draft = await haveDraft(author);
    await author.post(draft, said('1'));
    await author.get(`${draft}/posting`);
    await author.post(`${draft}/posting`, { revision: '2', at: '2026-11-30T09:00' });
    app.wait('P8D');
    await postDue(app);
    const scheduled = (await recordsOf(app)).findLast(({ kind }) => kind === 'scheduled');
    expect(scheduled?.facts.dueAt).toBe('2026-11-30T08:00:00.000Z');
  });

  test('that somebody else changed comes back with what was typed, and can be saved over theirs', async () => {
    const { app, author } = await haveTerms();
    const draft = await haveDraft(author);
    const other = await signedIn(app, await haveMember(app, 'Cy', 'author'));
    await other.get(draft);
    await other.post(draft, said('1', { content: 'Theirs.' }));
    const mine = await author.post(draft, said('1', { content: 'Mine.' }));
    expect(mine.status).toBe(422);
    expect(mine.body).toContain('it has revision 2 by now');
    expect(mine.body).toContain('Mine.');
    expect(mine.body).toContain('name="revision" value="2"');
    expectValid(mine.body);
    expect((await author.post(draft, said('2', { content: 'Mine.' }))).status).toBe(303);
  });

  test('is saved by one of two who save it at the same moment, and the other is told', async () => {
    const { app, author } = await haveTerms();
    const draft = await haveDraft(author);
    const other = await signedIn(app, await haveMember(app, 'Cy', 'author'));
    await other.get(draft);
    const came = await Promise.all([
      author.post(draft, said('1', { content: 'Mine.' })),
      other.post(draft, said('1', { content: 'Theirs.' })),
    ]);
    expect(came.map(({ status }) => status).toSorted()).toEqual([303, 422]);
    expect(came.find(({ status }) => status === 422)?.body).toContain('it has revision 2 by now');
  });

  test('counts each of two who approve it at the same moment, and each once who says so twice', async () => {
    const { app, author, ben } = await haveTerms({ approvals: '2' });
    const draft = await haveDraft(author);
    await author.post(draft, said('1'));
    const cy = await haveMember(app, 'Cy', 'approver');
    const approvers = await Promise.all([ben, ben, cy, cy].map((one) => signedIn(app, one)));
    for (const one of approvers) await one.get(`${draft}/approval`);
    const came = await Promise.all(approvers.map((one) => one.post(`${draft}/approvals`, { revision: '2' })));
    expect(came.map(({ status }) => status)).toEqual([303, 303, 303, 303]);
    const approved = (await recordsOf(app)).filter(({ kind }) => kind === 'approved');
    expect(approved.map(({ actor }) => actor).toSorted()).toEqual(
      [`member:${ben.id}`, `member:${cy.id}`].toSorted(),
    );
    expect((await author.get(`${draft}/posting`)).body).toContain('Post it');
  });

  test('is never approved as it was by who approves while somebody saves it', async () => {
    const { app, author, ben } = await haveTerms({ approvals: '1' });
    const draft = await haveDraft(author);
    await author.post(draft, said('1'));
    const approver = await signedIn(app, ben);
    await approver.get(`${draft}/approval`);
    await Promise.all([
      approver.post(`${draft}/approvals`, { revision: '2' }),
      author.post(draft, said('2', { content: 'Other words.' })),
    ]);
    const posted = await author.post(`${draft}/posting`, { revision: '3' });
    expect(posted.status).toBe(422);
    expect(posted.body).toContain('asks for 1 approval');
  });

  test('asks about changes in a file that nobody has accepted, and shows what of a file is lost', async () => {
    const { author } = await haveTerms();
    const draft = await haveDraft(author);
    const tracked = `<w:p>${r('For ')}<w:del w:id="1" w:author="Ben"><w:r><w:delText>one year</w:delText></w:r></w:del></w:p>`;
    const file = (body: string, header = '') => ({
      name: 'terms.docx',
      bytes: docxOf(header === '' ? { body } : { body, header: p(header) }),
    });
    const asked = await author.upload(draft, said('1'), file(tracked));
    expect(asked.status).toBe(422);
    expect(asked.body).toContain('Deleted by Ben: &quot;one year&quot;.');
    expect(asked.body).toContain('Take all of them as accepted');
    expectValid(asked.body);
    const lossy = await author.upload(draft, said('1'), file(p('We keep logs.'), 'Draft'));
    expect(lossy.status).toBe(422);
    expect(lossy.body).toContain('The header of its pages was left out');
    expect(lossy.body).toContain('We keep logs.');
    expect((await author.upload(draft, { ...said('1'), tracked: 'accept' }, file(tracked))).status).toBe(303);
  });

  test('is shown as changes, and as the mail in each language', async () => {
    const { app, author } = await haveTerms();
    await haveUsers(app, 'u1');
    const draft = await haveDraft(author);
    await author.post(draft, said('1'));
    await author.post(draft, { ...said('2'), locale: 'de', content: '# Bedingungen\n', summary: 'Länger.' });
    for (const path of [
      'changes',
      'changes?view=side-by-side',
      'mail',
      'mail?locale=de',
      'approval',
      'share',
    ]) {
      const page = await author.get(`${draft}/${path}`);
      expect(page.status, path).toBe(200);
      expectValid(page.body);
    }
    expect((await author.get(`${draft}/changes`)).body).toContain('<ins');
    expect((await author.get(`${draft}/mail?locale=de`)).body).toContain(`${draft}/mail/html?locale=de`);
    const mail = await author.get(`${draft}/mail/html?locale=de`);
    expect(mail.body).toContain('Länger.');
    expect(mail.headers.get('content-security-policy')).toContain("frame-ancestors 'self'");
  });

  test('is shown as each kind of reader would see it: the bar, the mail, and the page that they answer on', async () => {
    const { app, author } = await haveTerms();
    await haveUsers(app, 'u1');
    const draft = await haveDraft(author);
    expect((await author.get(`${draft}/readers`)).body).toContain('There is nothing to show yet');
    await author.post(draft, said('1'));
    await author.post(draft, { ...said('2'), locale: 'de', content: '# Bedingungen\n', summary: 'Länger.' });
    const current = await author.get(`${draft}/readers`);
    expectValid(current.body);
    expect(current.body).toMatch(/aria-current="page">Version 1, in force</);
    expect(current.body).toContain('Terms of Service: changes take effect on');
    const german = await author.get(`${draft}/readers?locale=de&holds=nothing`);
    expectValid(german.body);
    expect(german.body).toMatch(/class="site-bar" lang="de"/);
    const holds = async (side: 'page' | 'mail', kind: string) => {
      const { body, headers, status } = await author.get(`${draft}/readers/${side}?${kind}`);
      expect([status, headers.get('content-security-policy')?.includes("frame-ancestors 'self'")]).toEqual([
        200,
        true,
      ]);
      return body;
    };
    const asked = 'We have no record that you';
    expect(await holds('page', 'holds=nothing')).toContain(asked);
    expect(await holds('mail', 'holds=nothing')).toContain(asked);
    expect(await holds('page', 'holds=1')).not.toContain(asked);
    expect(await holds('mail', 'holds=1')).not.toContain(asked);
    expectValid(await holds('page', 'holds=1'));
    expect(await holds('page', 'holds=1&locale=de')).toContain('lang="de"');
  });

  test('names to its readers the sections that they may object to by their headings', async () => {
    const { app, author } = await haveTerms();
    const own = rulesOf({ acceptance: 'silence', decline: { offers: ['leave-at-close', 'keep-old-part'] } });
    await askOk(app, 'PUT', '/v1/policies/terms', {
      title: POLICY.title,
      rules: { ...own, classes: [{ ...own.classes[0], sections: ['#s-fees'] }] },
    });
    await haveUsers(app, 'u1');
    const draft = await haveDraft(author);
    await author.post(draft, {
      ...said('1', { change: 'any' }),
      content: `${TEXT_1}\n## Fees\n\nTwo euros.\n`,
    });
    const { body } = await author.get(`${draft}/readers/page?holds=1`);
    expect(body).toContain('the old text of “Fees”');
  });

  test('is tried on members alone, and shown to a colleague by a link that is told once', async () => {
    const { app, author, ben } = await haveTerms();
    await haveUsers(app, 'u1');
    const draft = await haveDraft(author);
    await author.post(draft, said('1'));
    await author.get(`${draft}/share`);
    const stranger = await author.post(`${draft}/test-mails`, { to: 'x@lantern.example', locale: 'en' });
    expect(stranger.status).toBe(422);
    await author.post(`${draft}/test-mails`, { to: [ben.email], locale: 'en' });
    const mails = await app.store.db
      .selectFrom('local_mails')
      .selectAll()
      .where('subject', 'like', 'TEST:%')
      .execute();
    expect(mails.map((one) => one.mail_to)).toEqual([ben.email]);
    await author.get(`${draft}/share`);
    const made = await author.post(`${draft}/preview-links`);
    const page = await author.get((made.location as string).split('#')[0] as string);
    const url = /http:\/\/localhost:8787(\/previews\/[^"<]+)/.exec(page.body)?.[1] as string;
    expect((await openVisitor(app).get(url)).body).toContain('This is a draft');
    expect((await author.get(`${draft}/share`)).body).not.toContain('/previews/');
  });

  test('is not approved by whoever wrote some of it, nor posted by whoever only approves', async () => {
    const { app, author, ben } = await haveTerms();
    const draft = await haveDraft(author);
    const both = await signedIn(app, await haveMember(app, 'Dee', 'author', 'approver'));
    await both.get(draft);
    await both.post(draft, said('1'));
    expect((await both.get(`${draft}/approval`)).body).toContain('You wrote some of this draft');
    expect((await both.post(`${draft}/approvals`, { revision: '2' })).status).toBe(422);
    const approver = await signedIn(app, ben);
    expect((await approver.post(`${draft}/posting`, { revision: '2' })).status).toBe(403);
  });

  test('needs somebody where its approver is no member any more when its time comes', async () => {
    const { app, author, ben } = await haveTerms({ approvals: '1' });
    const draft = await haveDraft(author);
    await author.post(draft, said('1'));
    const approver = await signedIn(app, ben);
    await approver.get(`${draft}/approval`);
    await approver.post(`${draft}/approvals`, { revision: '2' });
    await author.get(`${draft}/posting`);
    await author.post(`${draft}/posting`, { revision: '2' });
    await removeMember(app.context, ben.id, 'member:tests');
    app.wait('PT10M');
    await postDue(app);
    expect(await versionsOf(app)).toHaveLength(1);
    expect((await author.get(`${draft}/posting`)).body).toContain(
      'Ben approved this draft, and may not approve any more',
    );
  });

  test('goes out without a time to take it back only after a code of the last hour', async () => {
    const { app, author } = await haveTerms({ grace: 'PT0S' });
    const draft = await haveDraft(author);
    await author.post(draft, said('1'));
    app.wait('PT1H');
    await author.get(`${draft}/posting`);
    const asked = await author.post(`${draft}/posting`, { revision: '2' });
    expect(asked.body).toContain('Is it you?');
    await postDue(app);
    expect(await versionsOf(app)).toHaveLength(1);
  });
});
