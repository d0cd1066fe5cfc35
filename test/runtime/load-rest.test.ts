import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { IMPORTS, OURS } from '../support/imports.ts';
import { type Env, NODE, startService, temporaryFolder, until } from '../support/node-service.ts';

/** What a service answers checks without: libraries, and parts of ours. */
const FOR_LATER = [
  ...['nodemailer', 'resend', 'postal-mime', 'jose', 'openid-client', 'papaparse', 'markdown-it', 'diff'].map(
    (name) => `/node_modules/${name}/`,
  ),
  ...['parse5', 'hast-util-from-parse5', 'hast-util-sanitize', 'hast-util-to-html'].map(
    (name) => `/node_modules/${name}/`,
  ),
  ...['language', 'pages', 'changes', 'imports', 'http/console', 'http/drafts', 'http/reference'].map(
    (name) => `/src/${name}/`,
  ),
];
/** What no service with these settings ever has a use for. */
const NEVER = ['react', 'react-dom', 'nodemailer', 'resend', 'postal-mime', 'openid-client', 'pg'].map(
  (name) => `/node_modules/${name}/`,
);
/** Each costs a third of a millisecond. */
const MOST_MODULES = 630;
/** For as long as a step takes nothing is answered. */
const MOST_FILES_A_STEP = 120;

const LISTENS = 'listens';

/** Appends each module that is loaded to a file, and a line when the service says that it listens. */
const LISTING = `data:text/javascript,${encodeURIComponent(`
  import { appendFileSync } from 'node:fs';
  import { registerHooks } from 'node:module';
  const note = (line) => appendFileSync(process.env.LOADED_TO, line + '\\n');
  registerHooks({ load: (url, context, next) => (note(url), next(url, context)) });
  const write = process.stdout.write;
  process.stdout.write = function (text, ...rest) {
    if (String(text).includes('"listening"')) note('${LISTENS}');
    return write.call(this, text, ...rest);
  };
`)}`;

async function startListing(env: Env) {
  const list = join(temporaryFolder(), 'loaded');
  const [node, ...args] = NODE;
  const command = [node, '--import', LISTING, ...args] as const;
  const service = await startService({ DATABASE_URL: 'sqlite::memory:', LOADED_TO: list, ...env }, command);
  onTestFinished(async () => void (await service.end('SIGKILL')));
  const loaded = () => readFileSync(list, 'utf8').split('\n');
  const isAmong = (urls: readonly string[]) => (part: string) => urls.some((url) => url.includes(part));
  return { service, loaded, isAmong, before: () => loaded().slice(0, loaded().indexOf(LISTENS)) };
}

test('a process listens before it has loaded what no check needs, and then loads all that it needs by itself', async () => {
  const { loaded, isAmong, before } = await startListing({});
  expect(FOR_LATER.filter(isAmong(before()))).toEqual([]);
  expect(isAmong(before())('/src/http/api/checks.ts')).toBe(true);
  expect(before().filter((url) => url.startsWith('file:')).length).toBeLessThan(MOST_MODULES);
  await until(() => isAmong(loaded())('/src/runtime/rounds.ts'));
  expect(
    ['/src/http/console/console.ts', '/src/language/', '/src/pages/'].filter(isAmong(loaded())),
  ).toHaveLength(3);
  expect(NEVER.filter(isAmong(loaded()))).toEqual([]);
});

test('whoever asks for something else while it is loaded is answered by what they asked', async () => {
  const { service } = await startListing({});
  const paths = ['/console', '/openapi.json', '/v1/policies', '/docs', '/v1/nothing', '/metrics'];
  const answers = await Promise.all(paths.map((path) => service.ask('GET', path)));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 404, 200]);
  expect((await service.ask('PUT', '/v1/policies/terms', { title: 'Terms' })).status).toBe(201);
});

test('libraries that the settings call for are loaded before the first mail', async () => {
  const { loaded, isAmong, before } = await startListing({
    RESEND_API_KEY: 're_1234',
    RESEND_WEBHOOK_SECRET: `whsec_${btoa('0'.repeat(24))}`,
  });
  expect(isAmong(before())('/node_modules/resend/')).toBe(false);
  await until(() => isAmong(loaded())('/node_modules/resend/'));
  expect(isAmong(loaded())('/node_modules/nodemailer/')).toBe(false);
});

test(`no step of loading takes on more than ${MOST_FILES_A_STEP} files, since nothing is answered meanwhile`, () => {
  const RUNNER = 'runtime/load-rest.ts';
  const known = new Set<string>();
  const load = (file: string) => {
    const before = known.size;
    const found = new Set([file].filter((one) => !known.has(one)));
    // A set is walked on into what is added to it meanwhile.
    for (const one of found) {
      known.add(one);
      for (const { from, to, isType } of IMPORTS) {
        if (from === one && !isType && OURS.has(to) && !known.has(to)) found.add(to);
      }
    }
    return known.size - before;
  };
  known.add(RUNNER);
  load('node.ts');
  const steps = IMPORTS.filter(({ from, to }) => from === RUNNER && to.endsWith('.ts')).map(({ to }) => to);
  expect(steps).toContain('http/app.ts');
  expect(
    steps.map((step) => [step, load(step)] as const).filter(([, files]) => files > MOST_FILES_A_STEP),
  ).toEqual([]);
});
