import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createElement, type FunctionComponent } from 'react';
import { render } from 'react-email';
import { runnerImport } from 'vite';

const TEMPLATES = [
  { name: 'announcement', component: 'Announcement' },
  { name: 'reminder', component: 'Reminder' },
  { name: 'withdrawal', component: 'Withdrawal' },
  { name: 'receipt', component: 'Receipt' },
] as const;

const SHELLS = new URL('../src/delivery/shells/', import.meta.url);

/** Renders every template to the source of its shell, by file name. */
async function compileShells(): Promise<ReadonlyMap<string, string>> {
  const sources = new Map<string, string>();
  for (const { name, component } of TEMPLATES) {
    const template = fileURLToPath(new URL(`./${name}.tsx`, import.meta.url));
    const { module } = await runnerImport<Record<string, FunctionComponent>>(template, {
      configFile: false,
      logLevel: 'silent',
    });
    const html = await render(createElement(module[component]!));
    sources.set(`${name}.ts`, shellSource(name, html));
  }
  return sources;
}

/**
 * A module that exports the shell as text, so that it runs where there are no files.
 *
 * React's own marks between text nodes mean nothing in a mail. Lines end where a tag does, so a
 * change of a template reads as one, and no line of a mail grows past what mail servers take. What is
 * not ASCII becomes entities: the padding is seen here, and a mail that is ASCII takes less time to hand
 * over.
 */
function shellSource(name: string, html: string): string {
  const lines = html
    .replaceAll(/<!--(?:\/?\$| |html|head|body)-->/g, '')
    .replaceAll(/(<\/(?:head|style|tr|td|table|tbody|p|h1|h2|div|a)>)(?=<)/g, '$1\n')
    .replaceAll(/[^\n -~]/gu, (character) => `&#${character.codePointAt(0)};`)
    .replaceAll(/[\\`]|\$\{/g, '\\$&');
  return [
    '// Made by `npm run emails` from emails/*.tsx; change those.',
    `/** The ${name} mail with slots for its words: \`{{slot}}\`, and \`{{#slot}}…{{/slot}}\` around what goes with it. */`,
    `export const ${name} = \`${lines}\`;`,
    '',
  ].join('\n');
}

async function staleShells(sources: ReadonlyMap<string, string>): Promise<readonly string[]> {
  const stale: string[] = [];
  for (const [file, source] of sources) {
    const committed = await readFile(new URL(file, SHELLS), 'utf8').catch(() => null);
    if (committed !== source) stale.push(`src/delivery/shells/${file}`);
  }
  return stale;
}

const sources = await compileShells();
if (process.argv.includes('--check')) {
  const stale = await staleShells(sources);
  if (stale.length > 0) {
    console.error(`Stale: ${stale.join(', ')}. Run \`npm run emails\` and commit the result.`);
    process.exitCode = 1;
  }
} else {
  await mkdir(SHELLS, { recursive: true });
  for (const [file, source] of sources) await writeFile(new URL(file, SHELLS), source);
}
