import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './node-service.ts';

/** Guides whose commands need nothing but a service, in the order in which a newcomer meets them. */
export const TO_FOLLOW = ['start', 'legal', 'drafts', 'webhooks', 'documents', 'import'].map(
  (name) => `docs/${name}.md`,
);

/** Whether this machine has a program. */
export function hasProgram(name: string, ...args: readonly string[]): boolean {
  try {
    execFileSync(name, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/**
 * What a shell has to know to follow a guide: scripts of the package run where somebody stands, and an answer that
 * refuses is an error. `ROOT` is the folder of the project.
 */
export const GUIDE_SHELL = `set -eu
curl() { command curl -sS --fail-with-body "$@"; echo; }
npm() {
  if [ "$1" = run ]; then shift; fi
  if [ "$1" = --silent ]; then shift; fi
  name=$1; shift
  if [ "$\{1:-}" = -- ]; then shift; fi
  file=$(node -p "require('$ROOT/package.json').scripts['$name'].split(' ').at(-1)")
  node "$ROOT/$file" "$@"
}
`;

/** The blocks of a guide that a shell can run, as they stand. */
export function shellBlocksOf(page: string): readonly string[] {
  const text = readFileSync(join(ROOT, page), 'utf8');
  return [...text.matchAll(/^```sh\n([\s\S]*?)^```/gm)].map(([, block = '']) => block);
}

/** The commands of a shell's text: each up to a line's end that stands in no quotes and after no backslash. */
export function commandsIn(block: string): readonly string[] {
  const commands: string[] = [];
  let [command, quote] = ['', ''];
  for (const line of block.split('\n')) {
    const said = quote === '' ? line.replace(/(^|\s)#.*$/, '') : line;
    for (const sign of said.replace(/\\./g, '')) {
      if (quote === '' && /["']/.test(sign)) quote = sign;
      else if (sign === quote) quote = '';
    }
    command += `${said}\n`;
    if (quote !== '' || said.endsWith('\\')) continue;
    if (command.trim() !== '') commands.push(command.trim());
    command = '';
  }
  return commands;
}
