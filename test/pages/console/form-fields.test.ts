import { afterAll, beforeAll, expect, test } from 'vitest';
import { arrangeConsole, type Scene } from '../../../docs/console-scene.ts';
import { makeAdminLink } from '../../../src/actions/access/admin-link.ts';
import { MEMBER_ROLES } from '../../../src/domain/access/roles.ts';
import { haveMember, openVisitor, signedIn } from '../../support/members.ts';
import { formsOn, type PageForm } from '../../support/page-forms.ts';

/** Where the forms that other programs send are found, where they are sent, and by which fields. */
const FORMS: readonly (readonly [screen: string, action: RegExp, fields: string])[] = [
  ['first', /^\/console\/first\/\w+$/, 'name email'],
  ['sign-in', /^\/console\/sign-in$/, 'email'],
  ['code', /^\/console\/sign-in\/code$/, 'email code'],
  ['policies', /^\/console\/sign-out$/, 'everywhere'],
  ['policy-new', /^\/console\/policies$/, 'policy title locale timeZone preset approvals grace'],
  ['settings', /^\/console\/policies\/terms$/, 'title locale timeZone preset approvals grace'],
  ['policy', /^\/console\/policies\/terms\/drafts$/, ''],
  ['draft', /^\/console\/drafts\/[\w-]+$/, 'revision change summary reason effectiveAt content locale'],
  ['approval', /\/approvals$/, 'revision note'],
  ['approval', /\/objections$/, 'revision note'],
  ['take-back', /\/posting\/cancel$/, ''],
  ['share', /\/test-mails$/, 'to locale'],
  ['share', /\/preview-links$/, ''],
  ['withdrawal', /\/versions\/2\/withdrawal$/, 'reason'],
  ['person', /^\/console\/people\/u104\/notices$/, 'policy version'],
  ['person', /^\/console\/people\/u104\/links$/, 'policy version'],
  ['person', /^\/console\/people\/u104\/answers$/, 'policy version answer how receivedAt'],
  ['erasure', /^\/console\/people\/u104\/erasure$/, 'confirm'],
  ['links', /^\/console\/record\/links$/, 'policy version people expiresAt'],
  ['members', /^\/console\/members$/, 'email name roles'],
  ['member', /^\/console\/members\/[\w-]+$/, 'email name roles'],
];

let scene: Scene;
const forms = new Map<string, readonly PageForm[]>();
beforeAll(async () => {
  scene = await arrangeConsole();
  const { app, screens, outside } = scene;
  const zoe = await haveMember(app, 'Zoe', ...MEMBER_ROLES);
  const member = await signedIn(app, zoe);
  for (const [name, path] of Object.entries(screens)) forms.set(name, formsOn((await member.get(path)).body));
  const visitor = openVisitor(app);
  forms.set('sign-in', formsOn((await visitor.get(outside['sign-in'] ?? '')).body));
  await visitor.post('/console/sign-in', { email: zoe.email });
  forms.set('code', formsOn((await visitor.get('/console/sign-in/code')).body));
  const { pathname } = new URL(await makeAdminLink(app.context, 'command'));
  forms.set('first', formsOn((await openVisitor(app).get(pathname)).body));
}, 120_000);
afterAll(() => scene?.close());

test.each(FORMS)('on the screen %s a form is sent to %s', (screen, action, fields) => {
  const form = forms.get(screen)?.find((one) => one.method === 'post' && action.test(one.action));
  const names = form?.controls.map(({ name }) => name) ?? [];
  expect(names).toEqual(expect.arrayContaining(['csrf', ...fields.split(' ').filter((name) => name !== '')]));
});

test('people are searched by q', () => {
  const search = forms.get('people')?.find(({ action }) => action === '/console/people');
  expect([search?.method, search?.controls.map(({ name }) => name)]).toEqual(['get', ['q']]);
});
