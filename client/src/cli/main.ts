#!/usr/bin/env node
/*
 * `proviso`, the command line: data goes to standard output and words to the other, so that each command works
 * in a pipe, and how it ends tells a script what happened.
 */

import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { ProvisoError } from '../error.ts';
import { type Call, callService } from '../service.ts';
import type { Asked, Command, Item, Tools } from './command.ts';
import { EXIT, type ExitCode, Misuse } from './exit.ts';
import { readProfile } from './profile.ts';

/** Where each command stands: only that one is loaded. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  whoami: async () => (await import('./policies.ts')).whoami,
  policies: async () => (await import('./policies.ts')).policies,
  draft: async () => (await import('./posting.ts')).draft,
  post: async () => (await import('./posting.ts')).post,
  status: async () => (await import('./policies.ts')).status,
  diff: async () => (await import('./policies.ts')).diff,
  person: async () => (await import('./people.ts')).person,
  accept: async () => (await import('./people.ts')).accept,
  evidence: async () => (await import('./people.ts')).evidence,
  verify: async () => (await import('./people.ts')).verify,
  export: async () => (await import('./people.ts')).exportPerson,
  keys: async () => (await import('./keys.ts')).keys,
  import: async () => (await import('./people.ts')).importUsers,
  'import-history': async () => (await import('./policies.ts')).importHistory,
};

const OF_ALL = { json: 'boolean', 'no-input': 'boolean', help: 'boolean' } as const;
const SHORT: Readonly<Record<string, string>> = { help: 'h', output: 'o' };
const TIMEOUT_MS = 60_000;

process.exitCode = await main(process.argv.slice(2));

async function main([name = '', ...args]: readonly string[]): Promise<ExitCode> {
  const say = (text: string) => void process.stderr.write(text);
  try {
    const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
    if (load === undefined) {
      const isAsked = ['', 'help', '--help', '-h'].includes(name);
      say(`${isAsked ? '' : `There is no command ${JSON.stringify(name)}.\n\n`}${await usageOfAll()}`);
      return isAsked ? EXIT.done : EXIT.misused;
    }
    const command = await load();
    const asked = readArguments(name, command, args);
    if (asked === 'help') {
      say(`Usage: proviso ${name} ${command.usage}\n\n${command.summary}\n`);
      return EXIT.done;
    }
    return await command.run(toolsFor(asked, say), asked);
  } catch (error) {
    return tell(error, say);
  }
}

function tell(error: unknown, say: (text: string) => void): ExitCode {
  if (error instanceof Misuse) {
    say(`${error.message}\n`);
    return EXIT.misused;
  }
  if (!(error instanceof ProvisoError)) throw error;
  const { errors = [] } = error.facts as { readonly errors?: readonly Item[] };
  say(
    `${error.isServiceDown ? 'The service did not answer' : 'Refused'} (${error.code}): ${error.message}\n`,
  );
  for (const { pointer, detail } of errors) say(`  ${pointer} ${detail}\n`);
  return error.isServiceDown ? EXIT.away : EXIT.refused;
}

function readArguments(name: string, command: Command, args: readonly string[]): Asked | 'help' {
  const options = Object.entries({ ...OF_ALL, ...command.options }).map(([option, type]) => {
    const short = SHORT[option];
    return [option, short === undefined ? { type } : { type, short }] as const;
  });
  try {
    const { values, positionals: words } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: Object.fromEntries(options),
    });
    if (values.help === true) return 'help';
    const [fewest, most] = command.words;
    if (words.length < fewest || words.length > most) throw new Error('That is not how it is asked.');
    return { words, options: values as Asked['options'] };
  } catch (error) {
    throw new Misuse(`${(error as Error).message}\n\nUsage: proviso ${name} ${command.usage}`);
  }
}

function toolsFor({ options }: Asked, say: (text: string) => void): Tools {
  const ask = (call: Omit<Call, 'timeoutMs'>) => {
    const { url, key } = readProfile(process.env);
    return callService({ url, key: () => key, fetch }, { ...call, timeoutMs: TIMEOUT_MS });
  };
  return {
    out: (text) => void process.stdout.write(text),
    say,
    ask,
    async *list(path) {
      let cursor: string | null = null;
      do {
        const query: string = cursor === null ? '' : `?cursor=${encodeURIComponent(cursor)}`;
        const page = (await ask({ method: 'GET', path: path + query })).body as Item;
        yield* page.items;
        cursor = page.next;
      } while (cursor !== null);
    },
    async confirm(question) {
      if (options['no-input'] === true || !process.stdin.isTTY) {
        throw new Misuse(`${question} Say --yes: there is nobody to ask.`);
      }
      const asking = createInterface({ input: process.stdin, output: process.stderr });
      const answer = await asking.question(`${question} [y/N] `);
      asking.close();
      return /^y(es)?$/i.test(answer.trim());
    },
    isJson: options.json === true,
  };
}

async function usageOfAll(): Promise<string> {
  const lines = await Promise.all(
    Object.entries(COMMANDS).map(async ([name, load]) => `  ${name.padEnd(15)} ${(await load()).summary}\n`),
  );
  return `Usage: proviso COMMAND …, and proviso COMMAND --help

${lines.join('')}
PROVISO_URL and PROVISO_KEY say which service and with which key, or a profile (PROVISO_PROFILE, else
~/.config/proviso/profile) of mode 600. --json answers data as JSON, --no-input never asks.
Ends with 0 done, 1 refused, 2 wrong use, 3 service away, 4 differs.
`;
}
