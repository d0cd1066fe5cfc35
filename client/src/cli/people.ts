import { createReadStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import {
  type Asked,
  type Command,
  escaped,
  type Item,
  printable,
  type Tools,
  table,
  textOf,
} from './command.ts';
import { EXIT, type ExitCode, Misuse } from './exit.ts';
import { line, placeOf, readText } from './policies.ts';

const MOST_TOLD = 20;

/** A person, what they owe and what became of them. */
export const person: Command = {
  usage: 'USER',
  summary:
    'who somebody is, what is asked of them, and everything that is on the record about them, in order',
  options: {},
  words: [1, 1],
  async run({ ask, out, isJson }, { words: [user = ''] }) {
    const path = `/v1/users/${escaped(user)}`;
    const known = (await ask({ method: 'GET', path })).body as Item;
    const standing = (await ask({ method: 'GET', path: `${path}/policies` })).body as Item;
    const bundle = (await ask({ method: 'GET', path: `${path}/evidence` })).body as Item;
    const { tellRecord } = await import('./evidence.js');
    if (isJson) {
      out(line({ ...known, policies: standing.items ?? standing, records: bundle.records }));
      return EXIT.done;
    }
    const about = [known.name, known.email ?? 'no address', known.locale, known.standing].filter(Boolean);
    out(`${printable(user)}: ${printable(about.join(', '))}\n\n`);
    const rows = (standing.items ?? standing).map((one: Item) => [
      ...[one.policy, one.next, one.accepted === true ? 'yes' : 'no', one.holds?.version, one.reason],
    ]);
    out(table([['policy', 'next', 'accepted', 'holds', 'because'], ...rows]));
    const records = [...bundle.records].sort((a: Item, b: Item) => (a.record.at < b.record.at ? -1 : 1));
    out(`\n${records.map((one: Item) => `${printable(tellRecord(one))}\n`).join('')}`);
    return EXIT.done;
  },
};

/** An acceptance that came by another way. */
export const accept: Command = {
  usage: '--user USER --policy POLICY@VERSION --how WAY [--received-at INSTANT]',
  summary: 'record that somebody accepted by phone or letter',
  options: { user: 'string', policy: 'string', how: 'string', 'received-at': 'string' },
  words: [0, 0],
  async run({ ask, out, isJson }, asked) {
    const [user, named, how] = ['user', 'policy', 'how'].map((name) => needed(asked, name));
    const { policy, version } = placeOf(named!);
    if (version === null) throw new Misuse('Say which version they accepted: --policy terms@3.');
    const receivedAt = textOf(asked, 'received-at');
    const body = {
      ...{ user, policy, version, answer: 'accept', note: how, method: how },
      ...(receivedAt !== undefined && { receivedAt }),
    };
    const idempotencyKey = crypto.randomUUID();
    const answer = (await ask({ method: 'POST', path: '/v1/answers', body, idempotencyKey })).body as Item;
    out(
      isJson
        ? line(answer)
        : `${printable(user!)} accepted ${printable(policy)}@${version} at ${answer.at}\n`,
    );
    return EXIT.done;
  },
};

function needed(asked: Asked, name: string): string {
  const value = textOf(asked, name);
  if (value === undefined || value === '') throw new Misuse(`Say --${name}.`);
  return value;
}

const toFile = (what: string, summary: string): Command => ({
  usage: 'USER [-o FILE]',
  summary,
  options: { output: 'string' },
  words: [1, 1],
  async run({ ask, out, say }, asked) {
    const path = `/v1/users/${escaped(asked.words[0] ?? '')}/${what}`;
    const text = line((await ask({ method: 'GET', path })).body);
    const file = textOf(asked, 'output');
    if (file === undefined) {
      out(text);
    } else {
      // It holds addresses: nobody else on the machine is to read it.
      await writeFile(file, text, { mode: 0o600 }).catch((error: NodeJS.ErrnoException) => {
        throw new Misuse(`Cannot write ${file}: ${error.code}.`);
      });
      say(`Written to ${file}.\n`);
    }
    return EXIT.done;
  },
});

/** A person's evidence. */
export const evidence = toFile('evidence', 'the evidence about somebody, to be checked with verify');

/** All that is kept about a person. */
export const exportPerson = toFile(
  'export',
  'all that is kept about somebody, as they have a right to see it',
);

/** Checks a bundle offline, as the service's own verifier does: it is the same code. */
export const verify: Command = {
  usage: '[--key KEY] [--checkpoint FILE] [--tsa-cert FILE] BUNDLE',
  summary: 'check evidence offline: 0 it holds, 1 it does not, 2 it cannot be checked',
  options: { key: 'string', checkpoint: 'string', 'tsa-cert': 'string' },
  words: [1, 1],
  async run({ out, say, isJson }, asked) {
    const { runVerify } = await import('./evidence.js');
    const args = ['key', 'checkpoint', 'tsa-cert'].flatMap((name) => {
      const value = textOf(asked, name);
      return value === undefined ? [] : [`--${name}=${value}`];
    });
    const report: string[] = [];
    const tell = isJson ? (text: string) => void report.push(text) : out;
    const code = (await runVerify([...args, '--', asked.words[0] ?? ''], tell, say)) as ExitCode;
    if (isJson && code !== EXIT.misused) out(line({ holds: code === EXIT.done, report: report.join('') }));
    return code;
  },
};

/** Brings in users. */
export const importUsers: Command = {
  usage: 'FILE [--dry-run]',
  summary: 'bring in users, a JSON object a line; --dry-run reads the file and sends nothing',
  options: { 'dry-run': 'boolean' },
  words: [1, 1],
  async run(tools, { words: [file = ''], options }) {
    const { users, faults } = await countLines(file);
    if (options['dry-run'] === true || faults.length > 0) {
      tools.out(tools.isJson ? line({ users, faults }) : `${users} users, ${faults.length} bad lines\n`);
      sayFaults(tools, faults);
      return faults.length === 0 ? EXIT.done : EXIT.refused;
    }
    const text = await readText(file);
    const answer = (await tools.ask({ method: 'POST', path: '/v1/users/import', lines: text })).body as Item;
    const { imported, updated, rejected, rejectedCount } = answer;
    tools.out(
      tools.isJson ? line(answer) : `${imported} new, ${updated} known before, ${rejectedCount} rejected\n`,
    );
    sayFaults(tools, rejected);
    return rejectedCount === 0 ? EXIT.done : EXIT.refused;
  },
};

type Fault = { readonly line: number; readonly detail: string };

async function countLines(file: string): Promise<{ readonly users: number; readonly faults: Fault[] }> {
  const faults: Fault[] = [];
  let [number, users] = [0, 0];
  try {
    for await (const text of createInterface({ input: createReadStream(file, 'utf8') })) {
      number++;
      if (text.trim() === '') continue;
      const detail = faultIn(text);
      if (detail === null) users++;
      else faults.push({ line: number, detail });
    }
  } catch (error) {
    throw new Misuse(`Cannot read ${file}: ${(error as NodeJS.ErrnoException).code}.`);
  }
  return { users, faults };
}

function faultIn(text: string): string | null {
  try {
    const { user } = JSON.parse(text) as Item;
    return typeof user === 'string' && user !== '' ? null : 'names no user';
  } catch {
    return 'is not JSON';
  }
}

function sayFaults({ say }: Tools, faults: readonly Fault[]): void {
  for (const { line, detail } of faults.slice(0, MOST_TOLD)) say(`line ${line} ${printable(detail)}\n`);
  if (faults.length > MOST_TOLD) say(`and ${faults.length - MOST_TOLD} more\n`);
}
