import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Command, escaped, type Item, printable, type Tools, table } from './command.ts';
import { EXIT, Misuse } from './exit.ts';

const WATCH_MS = 2_000;

/** Whose key this is. */
export const whoami: Command = {
  ...{ usage: '', summary: 'whose key this is, and what it may do', options: {}, words: [0, 0] },
  async run({ ask, out, isJson }) {
    const { body } = await ask({ method: 'GET', path: '/v1/whoami' });
    const { key, name, role, api } = body as Item;
    out(
      isJson
        ? line(body)
        : `${printable(name ?? key)}: a key of the role ${role}, at an API of version ${api}\n`,
    );
    return EXIT.done;
  },
};

/** Every policy with what is in force. */
export const policies: Command = {
  ...{
    usage: '',
    summary: 'every policy, what is in force and what is announced',
    options: {},
    words: [0, 0],
  },
  async run({ list, out, say, isJson }) {
    const found: Item[] = [];
    for await (const one of list('/v1/policies')) {
      const { policy, askingPause: pause } = one;
      if (pause) say(`Nobody is asked about ${policy} until ${pause.until}: ${printable(pause.reason)}\n`);
      if (isJson) out(line(one));
      else found.push(one);
    }
    if (isJson) return EXIT.done;
    const rows = found.map(({ policy, title, current, upcoming }) => [
      ...[policy, title, current?.version, current?.effectiveAt],
      upcoming.map((one: Item) => `${one.version} from ${one.effectiveAt}`).join(', ') || null,
    ]);
    out(table([['policy', 'title', 'in force', 'since', 'announced'], ...rows]));
    return EXIT.done;
  },
};

/** How far telling people of a version has come. */
export const status: Command = {
  usage: '[POLICY[@VERSION]] [--watch]',
  summary: 'how far telling people of the newest version has come; all policies unless one is named',
  options: { watch: 'boolean' },
  words: [0, 1],
  async run(tools, { words, options }) {
    const named = words[0] === undefined ? await everyPolicy(tools) : [words[0]];
    if (options.watch === true && named.length !== 1) throw new Misuse('Name one policy to watch.');
    for (const name of named) {
      for (;;) {
        const progress = await progressOf(tools, name);
        if (progress === null) break;
        tools.out(tools.isJson ? line(progress) : told(progress));
        if (options.watch !== true || progress.notTold === 0) break;
        await sleep(WATCH_MS);
      }
    }
    return EXIT.done;
  },
};

async function everyPolicy({ list }: Tools): Promise<string[]> {
  const names: string[] = [];
  for await (const { policy } of list('/v1/policies')) names.push(policy);
  return names;
}

/** Null for a policy that has no version yet. */
async function progressOf({ ask, list }: Tools, name: string): Promise<Item | null> {
  const { policy, version } = placeOf(name);
  const newest = version ?? (await list(`/v1/policies/${escaped(policy)}/versions`).next()).value?.version;
  if (newest === undefined) return null;
  return (await ask({ method: 'GET', path: `/v1/policies/${escaped(policy)}/versions/${newest}/progress` }))
    .body;
}

function told(progress: Item): string {
  const { policy, version, toTell, accepted, leaving, terminated, bounced, unknown, notTold } = progress;
  const yes = Object.values(accepted as Record<string, number>).reduce((sum, one) => sum + one, 0);
  const troubles = [
    ...(bounced > 0 ? [`${bounced} bounced`] : []),
    ...(unknown > 0 ? [`${unknown} of unknown outcome`] : []),
  ];
  const end = troubles.length === 0 ? '' : `; ${troubles.join(', ')}`;
  return `${printable(policy)}@${version}: ${progress.told} of ${toTell} told, ${notTold} to go; ${yes} accepted, ${leaving + terminated} leave${end}\n`;
}

/** What changed between two versions. */
export const diff: Command = {
  usage: 'POLICY@VERSION POLICY@VERSION|FILE',
  summary: 'what changed between two versions, or from a version to a file; ends with 4 where something did',
  options: {},
  words: [2, 2],
  async run({ ask, out, say, isJson }, { words: [first = '', second = ''] }) {
    const from = placeOf(first);
    if (from.version === null) throw new Misuse(`${first} names no version, such as terms@2.`);
    const path = `/v1/policies/${escaped(from.policy)}`;
    const to = /^[\w-]+@\d+$/.test(second) ? placeOf(second) : null;
    if (to === null) {
      const { body } = await ask({ method: 'GET', path: `${path}/versions/${from.version}` });
      const isSame = (body as Item).content === (await readText(second));
      out(isJson ? line({ differs: !isSame }) : isSame ? 'The texts are the same.\n' : 'The texts differ.\n');
      return isSame ? EXIT.done : EXIT.differs;
    }
    if (to.policy !== from.policy) throw new Misuse('Both versions must be of one policy.');
    const query = `from=${from.version}&to=${to.version}`;
    const { body } = await ask({ method: 'GET', path: `${path}/changes?${query}` });
    const { wordsAdded, wordsRemoved, sections } = body as Item;
    if (isJson) out(line(body));
    else out(changesAsText(body as Item));
    say(`${wordsAdded} words more, ${wordsRemoved} fewer.\n`);
    return wordsAdded + wordsRemoved === 0 && sections.length === 0 ? EXIT.done : EXIT.differs;
  },
};

/** The sections that changed, as an outline. */
export function changesAsText({ sections }: Item): string {
  const shown = sections.filter((one: Item) => one.status !== 'same');
  return shown.map((one: Item) => `- ${one.status}: ${printable(headingOf(one))}\n`).join('');
}

function headingOf({ heading, path }: Item): string {
  const last = Array.isArray(path) ? path.at(-1) : undefined;
  return String(heading?.text ?? heading ?? last ?? 'before the first heading');
}

/** Brings in what a policy said before. */
export const importHistory: Command = {
  usage: 'POLICY FILE [--dry-run]',
  summary: 'bring in the versions that a policy had before, from a JSON file of { "versions": […] }',
  options: { 'dry-run': 'boolean' },
  words: [2, 2],
  async run({ ask, out, isJson }, { words: [policy = '', file = ''], options }) {
    const query = options['dry-run'] === true ? '?dryRun=true' : '';
    const body = parsed(await readText(file), file);
    const path = `/v1/policies/${escaped(policy)}/history${query}`;
    const answer = (await ask({ method: 'POST', path, body })).body as Item;
    const rows = answer.versions.map((one: Item) => [one.version, one.postedAt, one.effectiveAt, one.source]);
    out(isJson ? line(answer) : table([['version', 'posted', 'in effect', 'source'], ...rows]));
    return EXIT.done;
  },
};

/** A policy, and a version where one is named: `terms@3`. */
export function placeOf(name: string): { readonly policy: string; readonly version: number | null } {
  const [, policy, version] = /^([^@]+)(?:@(\d{1,9}))?$/.exec(name) ?? [];
  if (policy === undefined) throw new Misuse(`${name} names no policy, such as terms or terms@3.`);
  return { policy, version: version === undefined ? null : Number(version) };
}

/** A file's text; a misuse where it cannot be read. */
export async function readText(file: string): Promise<string> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file));
  } catch (error) {
    throw new Misuse(
      `Cannot read ${file}: ${error instanceof TypeError ? 'it is not UTF-8' : (error as NodeJS.ErrnoException).code}.`,
    );
  }
}

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Misuse(`${file} is not JSON.`);
  }
}

/** Data as one line of JSON. */
export function line(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}
