import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');
const SRC = join(ROOT, 'src');

type Import = {
  readonly from: string;
  readonly to: string;
  readonly names: readonly string[];
  readonly isType: boolean;
};

function filesUnder(folder: string, pattern: RegExp): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => pattern.test(name))
    .map((name) => join(folder, name))
    .sort();
}

const FILES = filesUnder(SRC, /\.tsx?$/).map((path) => ({
  name: relative(SRC, path),
  source: readFileSync(path, 'utf8'),
}));

const IMPORT =
  /^(?:import|export)\s+(type\s+)?([^;'"]*?)\s*from\s+'([^']+)'|^import\s+'([^']+)'|\bimport\(\s*['"]([^'"]+)['"]\s*\)/gm;

/** Every import of a file: what it names, and from where, our own files as paths below src. */
function importsOf({ name, source }: { readonly name: string; readonly source: string }): Import[] {
  return [...source.matchAll(IMPORT)].map(([, type, clause = '', ...froms]) => {
    const target = froms.find((one) => one !== undefined) ?? '';
    const to = target.startsWith('.') ? relative(SRC, resolve(SRC, name, '..', target)) : target;
    const isType = type !== undefined;
    const named = /\{([^}]*)\}/.exec(clause)?.[1]?.split(',') ?? (clause === '' ? [] : [clause]);
    const names = named.map((one) => one.trim()).filter((one) => one !== '');
    return { from: name, to, names: isType ? [] : names.filter((one) => !one.startsWith('type ')), isType };
  });
}

const IMPORTS = FILES.flatMap(importsOf);
const roomOf = (path: string) => (path.includes('/') ? (path.split('/')[0] as string) : path);
const OURS = new Set(FILES.map(({ name }) => name));
const told = ({ from, to, names }: Import) => `${from} imports ${names.join(', ')} from ${to}`;

/** Which rooms each room may import from, besides itself (DESIGN, 4). */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  language: ['domain'],
  storage: ['domain'],
  delivery: ['domain', 'language'],
  pages: ['domain', 'language'],
  actions: ['domain', 'language', 'storage', 'delivery'],
  http: ['actions', 'domain', 'language', 'pages', 'storage'],
  // Who checks the record must not share an error with who writes it.
  verify: [],
  runtime: ['actions', 'delivery', 'domain', 'http', 'storage'],
};

test('there are imports to look at', () => {
  expect(IMPORTS.length).toBeGreaterThan(300);
  expect(IMPORTS.filter(({ to }) => OURS.has(to)).length).toBeGreaterThan(200);
});

describe('imports go one way', () => {
  test.each(Object.entries(MAY_IMPORT))('%s imports from %j alone', (room, allowed) => {
    const wrong = IMPORTS.filter(
      ({ from, to }) =>
        roomOf(from) === room && OURS.has(to) && roomOf(to) !== room && !allowed.includes(roomOf(to)),
    );
    expect(wrong.map(told)).toEqual([]);
  });

  test('http takes nothing from storage but reads, types and what says that it is away', () => {
    const wrong = IMPORTS.filter(
      ({ from, to, names }) =>
        roomOf(from) === 'http' &&
        roomOf(to) === 'storage' &&
        names.some((name) => !/^((find|list|count)[A-Z]|StorageUnavailable$)/.test(name)),
    );
    expect(wrong.map(told)).toEqual([]);
  });

  test('every import of ours leads to a file that exists', () => {
    const wrong = FILES.flatMap(importsOf).filter(({ to }) => !isPackage(to) && !OURS.has(to));
    expect(wrong.map(told)).toEqual([]);
  });

  test('nothing imports what plugs a runtime in', () => {
    const wrong = IMPORTS.filter(({ to }) => to === 'node.ts' || to === 'worker.ts');
    expect(wrong.map(told)).toEqual([]);
  });
});

describe('what belongs in one place stays there', () => {
  test('only http and what plugs a runtime in know Hono, but for its way to write HTML', () => {
    const wrong = IMPORTS.filter(({ from, to }) => {
      if (!/^(@hono\/|hono(\/|$))/.test(to)) return false;
      if (['http', 'node.ts', 'worker.ts'].includes(roomOf(from))) return false;
      const writesHtml = to === 'hono/html' || to === 'hono/utils/html';
      return !(writesHtml && ['pages', 'delivery'].includes(roomOf(from)));
    });
    expect(wrong.map(told)).toEqual([]);
  });

  test('only storage speaks SQL', () => {
    const speakers = new Set(
      IMPORTS.filter(({ to, isType }) => to === 'kysely' && !isType).map(({ from }) => roomOf(from)),
    );
    expect([...speakers].filter((room) => room !== 'storage')).toEqual([]);
  });

  test('only delivery knows the provider', () => {
    const wrong = IMPORTS.filter(({ from, to }) => to === 'resend' && roomOf(from) !== 'delivery');
    expect(wrong.map(told)).toEqual([]);
  });

  test('only the Node entry with its files, the embedded database, the verifier, the demo and the commands reach for Node', () => {
    const wrong = IMPORTS.filter(
      ({ from, to }) =>
        to.startsWith('node:') &&
        !/^(node\.ts|runtime\/kept-checkpoints\.ts|storage\/engines\/sqlite(-checkpoints)?\.ts|verify\/|demo\/|commands\/)/.test(
          from,
        ),
    );
    expect(wrong.map(told)).toEqual([]);
  });

  test('the command that verifies the record takes nothing from who writes it', () => {
    const wrong = IMPORTS.filter(
      ({ from, to }) => from === 'commands/verify.ts' && OURS.has(to) && roomOf(to) !== 'verify',
    );
    expect(wrong.map(told)).toEqual([]);
    expect(IMPORTS.some(({ from, to }) => from === 'commands/verify.ts' && OURS.has(to))).toBe(true);
  });

  test('nothing of the service leans on the verifier', () => {
    const wrong = IMPORTS.filter(
      ({ from, to }) => roomOf(to) === 'verify' && !/^(verify|commands|demo)\//.test(from),
    );
    expect(wrong.map(told)).toEqual([]);
  });

  test('nothing of the service leans on the commands', () => {
    const wrong = IMPORTS.filter(
      ({ from, to }) => roomOf(to) === 'commands' && !/^(commands|demo)\//.test(from),
    );
    expect(wrong.map(told)).toEqual([]);
  });

  test('only the config, and those who start it, read the environment', () => {
    const readers = FILES.filter(({ source }) => source.includes('process.env')).map(({ name }) => name);
    expect(readers.filter((name) => !/^(node\.ts|runtime\/config\.ts|demo\/|commands\/)/.test(name))).toEqual(
      [],
    );
  });

  test('nothing but the runtime’s entry and the demo asks what time it is', () => {
    const askers = FILES.filter(({ source }) => /Date\.now\(|new Date\(\)|Temporal\.Now/.test(source));
    expect(
      askers
        .map(({ name }) => name)
        .filter((name) => !/^(node\.ts|worker\.ts|runtime\/write-log\.ts|demo\/|commands\/)/.test(name)),
    ).toEqual([]);
  });
});

test('no file in src or emails has more than 300 lines', () => {
  const emails = filesUnder(join(ROOT, 'emails'), /\.tsx?$/).map((path) => ({
    name: relative(ROOT, path),
    source: readFileSync(path, 'utf8'),
  }));
  const long = [...FILES, ...emails]
    .map(({ name, source }) => ({ name, lines: source.trimEnd().split('\n').length }))
    .filter(({ name, lines }) => lines > 300 && !name.startsWith('delivery/shells/'));
  expect(long).toEqual([]);
});

test('every export in src has a docstring right before it', () => {
  const bare = FILES.flatMap(({ name, source }) => {
    const lines = source.split('\n');
    return lines.flatMap((line, index) => {
      if (!/^export (?!\{|\*|type \{)/.test(line)) return [];
      let above = index - 1;
      // A linter's note may stand between the docstring and what it is about.
      while (above >= 0 && (lines[above] as string).startsWith('// biome-ignore')) above--;
      return (lines[above] ?? '').trimEnd().endsWith('*/') ? [] : [`${name}:${index + 1} ${line}`];
    });
  });
  expect(bare).toEqual([]);
});

test('every export by default is left to what needs one', () => {
  const exporters = FILES.filter(({ source }) => /^export default/m.test(source)).map(({ name }) => name);
  expect(exporters).toEqual(['worker.ts']);
});

function isPackage(target: string): boolean {
  return (
    target.startsWith('node:') ||
    (/^(@[\w-]+\/)?[\w-]+(\/[\w./-]+)?$/.test(target) && !/\.tsx?$/.test(target))
  );
}
