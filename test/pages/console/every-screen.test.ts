import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { arrangeConsole, type Scene } from '../../../docs/console-scene.ts';
import { makeAdminLink } from '../../../src/actions/access/admin-link.ts';
import type { Member } from '../../../src/domain/access/member.ts';
import { MEMBER_ROLES, type MemberRole, rolesThatMay } from '../../../src/domain/access/roles.ts';
import { consoleRoutes } from '../../../src/http/console/console.ts';
import { askOk, dumpDatabase } from '../../support/arrange.ts';
import { haveMember, openVisitor, type Page, signedIn, type Visitor } from '../../support/members.ts';
import { type Control, formsOn, framesOn, type PageForm, runningOn } from '../../support/page-forms.ts';

/** What tries to leave the words it stands in, in each way that a page could let it. */
const MARKUP =
  `"'\`></textarea></title></style></option></script><script>hit()</script><img src=x onerror=hit()>` +
  `<svg onload=hit()><xss-mark onfocus=hit() autofocus tabindex=1></xss-mark>{{7*7}}\${7*7}`;
/** As long as most lines may be. */
const SHORT = MARKUP.slice(0, 190);
/** What tries to run where somebody follows it. */
const ADDRESS = 'javascript:hit()//https://evil.example/';

/** The forms that the scene has no place for: signing out, and what takes a state of its own. */
const UNSENT = [
  '/console/developers/clock',
  '/console/developers/webhooks/{id}/enabling',
  '/console/developers/webhooks/{id}/replay',
  '/console/drafts/{id}/posting',
  '/console/policies/{policy}/versions/{version}/go-on',
  '/console/sign-out',
];
/** Somebody of the scene who is leaving. */
const LEAVING = '/console/people/u132';
/** So many addresses of a route are looked at besides those of the scene. */
const MOST_OF_ROUTE = 3;

/** What the screens of the console are asked for, by the names in their addresses. */
const ASKED =
  'after base count cursor done email form format for hint kind language locale name next notice on policy q seed size state still user version view'.split(
    ' ',
  );

let scene: Scene;
/** Somebody who may see and do everything. */
let zoe: Member;
let member: Visitor;
/** Where somebody comes in. */
let entries: readonly Omit<Looked, 'page'>[];
let screens: readonly Looked[];
beforeAll(async () => {
  scene = await arrangeConsole();
  zoe = await haveMember(scene.app, 'Zoe', ...MEMBER_ROLES);
  member = await signedIn(scene.app, zoe);
  const asking = openVisitor(scene.app);
  await asking.get('/console/sign-in');
  await asking.post('/console/sign-in', { email: zoe.email });
  entries = [
    { visitor: asking, path: '/console/sign-in/code' },
    {
      visitor: openVisitor(scene.app),
      path: new URL(await makeAdminLink(scene.app.context, 'command')).pathname,
    },
  ];
  screens = await findScreens();
}, 300_000);
afterAll(() => scene?.close());

/** The routes of the console, as they were declared, each with the addresses that are of it. */
function routes() {
  const declared = consoleRoutes({ app: new Hono(), context: scene.app.context });
  return declared.map((one) => ({
    ...one,
    has: (path: string) => new RegExp(`^${one.path.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path),
  }));
}

/** Who may take a route to an address, by the first that is of it, as a router goes. */
const mayTake = (method: string, path: string, role: MemberRole) => {
  const route = routes().find((one) => one.method === method && one.has(path));
  return route === undefined || route.may === 'anybody' || rolesThatMay(route.may).includes(role);
};

/** An address that is looked at, by whom, and what it answered. */
type Looked = { readonly visitor: Visitor; readonly path: string; readonly page: Page };

/** Every screen of the scene, and of each route a few others that they lead to. */
async function findScreens(): Promise<readonly Looked[]> {
  const waiting = [
    ...entries,
    ...Object.values(scene.outside).map((path) => ({ visitor: openVisitor(scene.app), path })),
    ...[...Object.values(scene.screens), LEAVING].map((path) => ({ visitor: member, path })),
  ];
  const gets = routes().filter(({ method }) => method === 'GET');
  const known = new Map<string, number>();
  const looked: Looked[] = [];
  // The list grows as it is gone through.
  for (const { visitor, path } of waiting) {
    const page = await visitor.get(path);
    looked.push({ visitor, path, page });
    for (const [, href = ''] of page.body.matchAll(/href="(\/console\/[^"#]*)/g)) {
      const next = href.replaceAll('&amp;', '&');
      const route = gets.find(({ has }) => has(next.split('?')[0] ?? ''))?.path ?? next;
      const count = known.get(route) ?? 0;
      if (count >= MOST_OF_ROUTE || waiting.some((one) => one.path === next)) continue;
      known.set(route, count + 1);
      waiting.push({ visitor, path: next });
    }
  }
  return looked;
}

/** The forms of some screens, each once, but those that would sign Zoe out or take something from her. */
function formsOf(looked: readonly Looked[]): readonly (readonly [Visitor, PageForm])[] {
  const found = new Map<string, readonly [Visitor, PageForm]>();
  for (const { visitor, page } of looked) {
    for (const form of formsOn(page.body)) {
      const isOfZoe = form.action === '/console/sign-out' || form.action.includes(zoe.id);
      if (!isOfZoe) found.set(`${form.method} ${form.action}`, [visitor, form]);
    }
  }
  return [...found.values()];
}

/** What a form holds as it stands, with some fields filled in otherwise. */
function filled({ controls }: PageForm, instead: (control: Control) => string): Record<string, string> {
  return Object.fromEntries(
    controls.flatMap((one) => (one.kind === 'file' ? [] : [[one.name, instead(one)]])),
  );
}

const asItStands = ({ value, name }: Control) => value || (PLAUSIBLE[name] ?? 'Words.');
const PLAUSIBLE: Readonly<Record<string, string>> = {
  ...{ email: 'eve@mail.example', version: '2', count: '3', people: '2', on: '2026-11-22' },
  ...{ receivedAt: '2026-11-22T09:00', expiresAt: '2026-12-24T10:00', effectiveAt: '', at: '', part: '' },
  ...{ policy: 'terms', url: 'https://crm.lantern.example/hooks', endsAt: '', revision: '1', base: '1' },
};

const isTyped = ({ kind }: Control) =>
  !['hidden', 'radio', 'checkbox', 'select', 'button', 'file'].includes(kind);

/** Each of the fields of a form filled with what is hostile, alone and all at once. */
function triesOf(form: PageForm): readonly Record<string, string>[] {
  const all = (text: string) => filled(form, ({ name, value }) => (name === 'csrf' ? value : text));
  const alone = (field: Control, text: string) =>
    filled(form, (one) => (one === field ? text : asItStands(one)));
  const typed = (one: Control) => isTyped(one) && PLAUSIBLE[one.name] === undefined;
  return [
    all(MARKUP),
    all(ADDRESS),
    ...form.controls.filter(isTyped).map((field) => alone(field, SHORT)),
    ...form.controls.filter(({ name }) => name === 'url').map((field) => alone(field, ADDRESS)),
    filled(form, (one) => (typed(one) ? SHORT : asItStands(one))),
  ];
}

async function send(visitor: Visitor, form: PageForm, fields: Record<string, string>): Promise<Page> {
  if (form.method === 'get') return visitor.get(`${form.action}?${new URLSearchParams(fields)}`);
  const takesFiles = form.controls.some(({ kind }) => kind === 'file');
  const bytes = new TextEncoder().encode(
    `id;email;${MARKUP.replaceAll(/[;"]/g, '')}\nx<b>;x@mail.example;y\n`,
  );
  const sent = takesFiles
    ? await visitor.upload(form.action, fields, { name: `${MARKUP.replaceAll(/[/\\"]/g, '')}.csv`, bytes })
    : await visitor.post(form.action, fields);
  const next = sent.location?.split('#')[0];
  return sent.status === 303 && next?.startsWith('/console') && !next.startsWith('/console/sign-in')
    ? visitor.get(next)
    : sent;
}

/** Insists that nothing on an answer runs, and that nothing went wrong. */
function expectHarmless({ status, body, headers }: Page, of: string): void {
  expect(status, of).toBeLessThan(500);
  if (headers.get('content-type')?.startsWith('text/html')) expect(runningOn(body), of).toEqual([]);
}

describe('every form of the console', () => {
  test('does nothing where another site sent it, or without the token of its page', async () => {
    const before = await dumpDatabase(scene.app.store);
    for (const [visitor, form] of formsOf(screens)) {
      if (form.method === 'get') continue;
      const fields = filled(form, asItStands);
      const elsewhere = await visitor.post(form.action, fields, { origin: 'https://evil.example' });
      expect(elsewhere.status, form.action).toBe(403);
      const without = await visitor.post(form.action, { ...fields, csrf: '' });
      expect([403, 422], form.action).toContain(without.status);
    }
    for (const { path } of routes().filter(({ method }) => method === 'POST')) {
      const at = path.replaceAll(/\{\w+\}/g, '0');
      const { status } = await member.post(at, {}, { origin: 'https://evil.example' });
      // A link that nobody made opens nothing.
      expect(status, at).toBe(path.startsWith('/console/auditor/') ? 404 : 403);
    }
    expect(await dumpDatabase(scene.app.store)).toEqual(before);
  });
});

test.each(MEMBER_ROLES)(
  'whoever is %s is shown no link and no form but those that they may take',
  async (role) => {
    const { app } = scene;
    const visitor = await signedIn(app, await haveMember(app, `Only ${role}`, role));
    let seen = 0;
    for (const path of Object.values(scene.screens)) {
      const { status, body } = await visitor.get(path);
      if (status !== 200) continue;
      seen += 1;
      const links = [...body.matchAll(/href="(\/console[^"#?]*)/g)].map(([, href = '']) => href);
      expect(
        links.filter((href) => !mayTake('GET', href, role)),
        path,
      ).toEqual([]);
      const actions = formsOn(body).filter(
        ({ action, method }) => !mayTake(method.toUpperCase(), action, role),
      );
      expect(
        actions.map(({ action }) => action),
        path,
      ).toEqual([]);
    }
    expect(seen).toBeGreaterThan(5);
  },
);

test('no page of the console stands in a frame of another site, and what stands in frames of ours runs nothing', async () => {
  const framed = new Set<string>();
  const policies = new Map<string, string | null>();
  for (const { path, page } of screens) {
    const { headers, body } = page;
    if (!headers.get('content-type')?.startsWith('text/html')) continue;
    policies.set(path, headers.get('content-security-policy'));
    for (const src of framesOn(body)) framed.add(src);
  }
  for (const [path, policy] of policies) {
    expect(policy, path).toContain("default-src 'none'");
    expect(policy, path).toContain("base-uri 'none'");
    expect(policy, path).not.toContain('unsafe');
    const isFramed = framed.has(path.split('?')[0] ?? '');
    expect(policy, path).toContain(`frame-ancestors '${isFramed ? 'self' : 'none'}'`);
  }
  expect(framed.size).toBeGreaterThan(3);
  for (const path of framed) {
    const policy = (await member.get(path)).headers.get('content-security-policy');
    expect(policy, path).toContain("frame-ancestors 'self'");
    expect(policy, path).toContain("default-src 'none'");
    expect(policy, path).not.toContain('script-src');
  }
});

test('a page that let in what is hostile would be seen to', () => {
  const found = ['<script>', '<img>', 'onerror="hit()"', 'onload="hit()"', '<xss-mark>', 'onfocus="hit()"'];
  for (const page of [`<p title="${MARKUP}">`, `<p>${MARKUP}`, `<textarea>${SHORT}`])
    expect(runningOn(page)).toEqual(expect.arrayContaining(page.includes(MARKUP) ? found : ['<script>']));
  expect(runningOn(`<a href="${ADDRESS}">`)).toEqual([`href="${ADDRESS}"`]);
});

test('whatever is typed into whichever field, and whatever products tell, nothing of it runs on any screen', async () => {
  const { app } = scene;
  const strange = MARKUP.slice(0, 120);
  const told = { name: MARKUP.slice(0, 200), email: 'eve@mail.example', attributes: { plan: strange } };
  await askOk(app, 'PUT', '/v1/users/u104', told);
  await askOk(app, 'PUT', `/v1/users/${encodeURIComponent(strange)}`, told);
  (app.context as { company: typeof app.context.company }).company = { ...app.context.company, name: MARKUP };

  const sent = new Set<string>();
  const done = new Set<string>();
  // What some do brings forms that were not there before.
  for (let round = 0; round < 2; round++) {
    for (const [visitor, form] of formsOf(round === 0 ? screens : await findScreens())) {
      if (sent.has(form.action)) continue;
      sent.add(form.action);
      for (const fields of triesOf(form)) {
        const page = await send(visitor, form, fields);
        expectHarmless(page, `${form.action} ${JSON.stringify(fields)}`);
        if (page.status === 200) done.add(form.action);
      }
    }
  }
  const unsent = routes().filter(({ method, has }) => method === 'POST' && ![...sent].some(has));
  expect(unsent.map(({ path }) => path).toSorted()).toEqual(UNSENT);
  expect(done.size).toBeGreaterThan(60);

  const query = new URLSearchParams(ASKED.map((name): [string, string] => [name, MARKUP])).toString();
  const people = `/console/people/${encodeURIComponent(strange)}`;
  const ofStrange = ['', '/erasure'].map((side) => ({ visitor: member, path: people + side }));
  let shown = 0;
  for (const { visitor, path } of [...(await findScreens()), ...ofStrange]) {
    for (const asked of ['', query]) {
      const at = asked === '' ? path : `${path.split('?')[0]}?${asked}`;
      const page = await visitor.get(at);
      expectHarmless(page, at);
      if (page.status === 200) shown += 1;
      for (const src of asked === '' ? framesOn(page.body) : []) expectHarmless(await member.get(src), src);
    }
  }
  expect(shown).toBeGreaterThan(100);
}, 300_000);
