import { readFileSync } from 'node:fs';
import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import { ALL_RIGHTS, MEMBER_ROLES, rolesThatMay } from '../../../src/domain/access/roles.ts';
import { consoleRoutes } from '../../../src/http/console/console.ts';
import type { Declared } from '../../../src/http/console/wire/screens.ts';
import { testApp } from '../../support/arrange.ts';
import { haveMember, openVisitor, signedIn } from '../../support/members.ts';
import type { TestApp } from '../../support/test-app.ts';

/** The routes of the console, as they were declared. */
const declaredOf = ({ context }: TestApp) => consoleRoutes({ app: new Hono(), context });

const pathOf = ({ path }: Declared) => path.replace(/\{\w+\}/g, '0');

describe('the routes of the console', () => {
  test('are all declared, each with who may', async () => {
    const app = await testApp();
    const router = new Hono();
    const declared = consoleRoutes({ app: router, context: app.context });
    const routes = router.routes
      .filter(({ method }) => method !== 'ALL')
      .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`);
    expect(declared.map(({ method, path }) => `${method} ${path}`).toSorted()).toEqual(routes.toSorted());
    expect(routes.length).toBeGreaterThan(10);
  });

  test('lead whoever is not signed in to where they can, and change nothing', async () => {
    const app = await testApp();
    for (const one of declaredOf(app).filter(({ may }) => may !== 'anybody')) {
      const visitor = openVisitor(app);
      const answer = one.method === 'GET' ? await visitor.get(pathOf(one)) : await visitor.post(pathOf(one));
      expect([answer.status, answer.location?.split('?')[0]], one.path).toEqual([303, '/console/sign-in']);
    }
  });

  test.each(MEMBER_ROLES)('let in whoever is %s where the table says so, and nowhere else', async (role) => {
    const app = await testApp();
    const visitor = await signedIn(app, await haveMember(app, 'Ada', role));
    for (const one of declaredOf(app)) {
      if (one.may === 'anybody') continue;
      const answer = one.method === 'GET' ? await visitor.get(pathOf(one)) : await visitor.post(pathOf(one));
      const isLetIn = answer.status !== 403;
      expect(isLetIn, `${one.method} ${one.path}`).toBe(rolesThatMay(one.may).includes(role));
    }
  });
});

test('the table of roles in the documentation is the one that holds', () => {
  const lines = ALL_RIGHTS.map((right) => {
    const marks = MEMBER_ROLES.map((role) => (rolesThatMay(right).includes(role) ? '✓' : ' '));
    return `| \`${right}\` | ${marks.join(' | ')} |`;
  });
  const documented = readFileSync(new URL('../../../docs/console.md', import.meta.url), 'utf8');
  expect(documented).toContain(
    [`| | ${MEMBER_ROLES.join(' | ')} |`, `|---|${'---|'.repeat(MEMBER_ROLES.length)}`, ...lines].join('\n'),
  );
});
