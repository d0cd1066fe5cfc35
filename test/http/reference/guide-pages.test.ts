import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { DOORS } from '../../../src/http/reference/guide-pages.ts';
import { testApp } from '../../support/arrange.ts';
import { expectValid } from '../../support/valid-html.ts';

test('every guide is on the list of guides, and opens as a page whose links lead somewhere', async () => {
  const app = await testApp();
  const files = readdirSync(new URL('../../../docs', import.meta.url), { recursive: true }) as string[];
  const guides = files.filter((name) => name.endsWith('.md')).map((name) => name.replace('.md', ''));
  expect(DOORS.flatMap(({ names }) => names).sort()).toEqual(guides.sort());
  const list = await app.ask('GET', '/docs');
  const anchors = new Map<string, string>();
  for (const name of guides) {
    expect(list.body).toContain(`<a href="/docs/${name}">`);
    const page = await app.ask('GET', `/docs/${name}`);
    expect(page.status).toBe(200);
    await expectValid(page.body as string);
    anchors.set(`/docs/${name}`, page.body as string);
  }
  const broken = [...anchors].flatMap(([, page]) =>
    [...page.matchAll(/(?:href|src)="(\/docs\/[^"]*)"/g)]
      .map(([, target = '']) => target)
      .filter((target) => {
        const [path = '', anchor] = target.split('#');
        if (/\.(png|svg|webp)$/.test(path)) return !files.includes(path.replace('/docs/', ''));
        if (path === '/docs/api') return false;
        return (
          !anchors.has(path) || (anchor !== undefined && !anchors.get(path)?.includes(` id="${anchor}"`))
        );
      }),
  );
  expect(broken).toEqual([]);
});

test('a picture of a guide is served, and no other file is', async () => {
  const app = await testApp();
  const picture = await app.ask('GET', '/docs/house.svg');
  expect(picture.status).toBe(200);
  expect(picture.headers.get('content-type')).toBe('image/svg+xml');
  const screen = await app.ask('GET', '/docs/pictures/console-home.webp');
  expect([screen.status, screen.headers.get('content-type')]).toEqual([200, 'image/webp']);
  for (const name of [
    'pictures/nothing.webp',
    'pictures/..%2Fdraw-house.ts',
    'draw-house.ts',
    'nothing',
    '..%2Fpackage.json',
    'no.png',
    'start.md',
    'constructor',
  ]) {
    expect((await app.ask('GET', `/docs/${name}`)).status).toBe(404);
  }
});
