import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { drawHouse } from '../docs/draw-house.ts';
import {
  FILES,
  findCircles,
  floorOf,
  IMPORTS,
  isPackage,
  OURS,
  ROOMS,
  roomOf,
  sourcesUnder,
  told,
} from './support/imports.ts';

/** Which floors each floor may import from, besides itself. */
const FLOORS: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  language: ['domain'],
  storage: ['domain'],
  changes: ['domain', 'language'],
  imports: ['domain'],
  delivery: ['domain', 'language', 'changes'],
  pages: ['domain', 'language', 'changes'],
  actions: ['domain', 'language', 'storage', 'delivery'],
  http: ['actions', 'domain', 'imports', 'language', 'pages', 'storage'],
  runtime: ['actions', 'delivery', 'domain', 'http', 'storage'],
  // Who checks the record must not share an error with who writes it.
  verify: [],
};

/** Which rooms of its floor each room may import from, besides itself and what stands beside the rooms. */
const ROOM_ORDER: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  domain: {
    rules: [],
    sending: [],
    policies: ['rules', 'sending'],
    drafts: ['diff', 'policies', 'record', 'rules', 'sending'],
    answers: ['policies', 'rules'],
    notices: ['policies', 'answers', 'rules'],
    record: [],
    webhooks: ['answers', 'record'],
    access: [],
    people: [],
    audit: ['policies', 'answers', 'notices', 'record'],
    diff: [],
  },
  'domain/diff': { read: [], words: ['read'], match: ['read', 'words'] },
  storage: {
    engines: [],
    policies: ['engines'],
    drafts: ['engines'],
    sending: ['engines'],
    notices: ['engines', 'sending'],
    walks: ['engines', 'notices'],
    record: ['engines', 'policies', 'sending', 'notices'],
    people: ['engines', 'policies', 'notices', 'record'],
    answers: ['engines', 'policies', 'notices', 'record', 'people'],
    access: ['engines', 'policies', 'notices', 'record', 'people'],
    webhooks: ['engines'],
    copy: ['engines'],
  },
  actions: {
    record: [],
    answers: ['record'],
    notices: ['record', 'answers'],
    sending: ['record', 'answers', 'notices'],
    policies: ['record', 'answers', 'notices', 'sending'],
    drafts: ['record', 'answers', 'notices', 'policies', 'sending'],
    people: ['record', 'answers', 'notices'],
    access: ['record', 'sending'],
    webhooks: ['sending'],
    upkeep: ['record', 'answers', 'notices', 'sending', 'policies', 'people', 'access', 'webhooks', 'drafts'],
  },
  http: {
    wire: [],
    public: ['wire'],
    api: ['wire', 'public'],
    drafts: ['wire', 'public', 'api'],
    record: ['wire', 'public'],
    products: ['wire', 'api'],
    reference: ['wire'],
    console: ['wire', 'public', 'api', 'drafts', 'record'],
  },
  'http/console': { wire: [], people: ['wire'], record: ['wire', 'people'], imports: ['wire'] },
  pages: {
    'policy-text': [],
    diff: [],
    review: ['diff', 'policy-text'],
    evidence: ['diff', 'policy-text'],
    console: ['diff', 'policy-text', 'review', 'evidence'],
  },
  'pages/console': {
    words: [],
    parts: ['words'],
    people: ['words', 'parts'],
    record: ['words', 'parts'],
    imports: ['words', 'parts'],
  },
  delivery: { shells: [], smtp: [], resend: [] },
  imports: { docx: [], html: [] },
  runtime: { settings: [], webhooks: [], access: ['settings'] },
};

/** What all rooms of a floor lean on leans on none of them; an app, pages and shells are put together of theirs. */
const STANDS_BELOW_ITS_ROOMS = ['domain', 'storage', 'actions'];

const BAG = 24;

test('there are imports to look at', () => {
  expect(IMPORTS.length).toBeGreaterThan(300);
  expect(IMPORTS.filter(({ to }) => OURS.has(to)).length).toBeGreaterThan(200);
});

describe('imports go one way', () => {
  test.each(Object.entries(FLOORS))('%s imports from %j alone', (floor, allowed) => {
    const wrong = IMPORTS.filter(
      ({ from, to }) =>
        floorOf(from) === floor && OURS.has(to) && floorOf(to) !== floor && !allowed.includes(floorOf(to)),
    );
    expect(wrong.map(told)).toEqual([]);
  });

  const rooms = Object.entries(ROOM_ORDER).flatMap(([floor, order]) =>
    Object.entries(order).map(([room, allowed]) => ({ floor, room, allowed })),
  );
  test.each(rooms)('the room $floor/$room imports from $allowed alone', ({ floor, room, allowed }) => {
    const roomIn = (path: string) => path.slice(floor.length + 1).split('/')[0] as string;
    const others = Object.keys(ROOM_ORDER[floor]!).filter((one) => one !== room && !allowed.includes(one));
    const wrong = IMPORTS.filter(
      ({ from, to }) =>
        from.startsWith(`${floor}/${room}/`) && to.startsWith(`${floor}/`) && others.includes(roomIn(to)),
    );
    expect(wrong.map(told)).toEqual([]);
  });

  test.each(STANDS_BELOW_ITS_ROOMS)(
    'what stands beside the rooms of %s imports from none of them',
    (floor) => {
      const wrong = IMPORTS.filter(
        ({ from, to }) => roomOf(from) === floor && to.startsWith(`${floor}/`) && roomOf(to) !== floor,
      );
      expect(wrong.map(told)).toEqual([]);
    },
  );

  test('nothing of src is imported in a circle, not even for its types', () => {
    expect(findCircles(IMPORTS.filter(({ to }) => OURS.has(to)))).toEqual([]);
  });

  test('a circle is found wherever it is', () => {
    const imports = ['a b', 'b c', 'c d', 'd b', 'x x', 'y a'].map((one) => {
      const [from, to] = one.split(' ') as [string, string];
      return { from, to };
    });
    expect(findCircles(imports)).toEqual([['b', 'c', 'd'], ['x']]);
  });

  test('http takes nothing from storage but reads, types and what says that it is away', () => {
    const wrong = IMPORTS.filter(
      ({ from, to, names }) =>
        floorOf(from) === 'http' &&
        floorOf(to) === 'storage' &&
        names.some((name) => !/^((find|list|count)[A-Z]|StorageUnavailable$)/.test(name)),
    );
    expect(wrong.map(told)).toEqual([]);
  });

  test('every import of ours leads to a file that exists', () => {
    const wrong = IMPORTS.filter(({ to }) => !isPackage(to) && !OURS.has(to));
    expect(wrong.map(told)).toEqual([]);
  });

  test('nothing imports what plugs a runtime in', () => {
    const wrong = IMPORTS.filter(({ to }) => to === 'node.ts' || to === 'worker.ts');
    expect(wrong.map(told)).toEqual([]);
  });
});

describe('rooms', () => {
  test('are known to this test, each in its place', () => {
    const known = Object.entries(ROOM_ORDER).flatMap(([floor, order]) =>
      Object.keys(order).map((room) => `${floor}/${room}`),
    );
    const isLanguage = (room: string) => room.startsWith('language/');
    expect(ROOMS.filter((room) => room.includes('/') && !isLanguage(room))).toEqual(known.sort());
  });

  test.each(ROOMS)(`%s is no bag: it has at most ${BAG} files`, (room) => {
    expect(FILES.filter(({ name }) => roomOf(name) === room).length).toBeLessThanOrEqual(BAG);
  });

  test('are drawn as they are; else run npm run house', () => {
    expect(readFileSync(new URL('../docs/house.svg', import.meta.url), 'utf8')).toBe(drawHouse());
  });

  test('say what they promise in two to five lines, at the top of the file that is their door', () => {
    // What is compiled has no words of ours, and a language's folder is all in one tongue.
    const rooms = ROOMS.filter((room) => room !== 'delivery/shells' && !room.startsWith('language/'));
    const headers = FILES.flatMap(({ name, source }) => {
      const header = /^\/\*\n((?: \* .+\n)+) \*\/\n\n/.exec(source)?.[1];
      return header === undefined ? [] : [{ room: roomOf(name), lines: header.trimEnd().split('\n').length }];
    });
    expect(headers.map(({ room }) => room).sort()).toEqual(rooms);
    expect(headers.filter(({ lines }) => lines < 2 || lines > 5)).toEqual([]);
  });
});

describe('what belongs in one place stays there', () => {
  test('only http and what plugs a runtime in know Hono, but for its way to write HTML', () => {
    const wrong = IMPORTS.filter(({ from, to }) => {
      if (!/^(@hono\/|hono(\/|$))/.test(to)) return false;
      if (['http', 'runtime', 'node.ts', 'worker.ts'].includes(floorOf(from))) return false;
      const writesHtml = to === 'hono/html' || to === 'hono/utils/html';
      return !(writesHtml && ['pages', 'delivery'].includes(floorOf(from)));
    });
    expect(wrong.map(told)).toEqual([]);
  });

  test('only storage speaks SQL', () => {
    const speakers = new Set(
      IMPORTS.filter(({ to, isType }) => to === 'kysely' && !isType).map(({ from }) => floorOf(from)),
    );
    expect([...speakers].filter((room) => room !== 'storage')).toEqual([]);
  });

  test('only delivery knows the provider', () => {
    const wrong = IMPORTS.filter(
      ({ from, to }) => /^(resend|nodemailer)/.test(to) && floorOf(from) !== 'delivery',
    );
    expect(wrong.map(told)).toEqual([]);
  });

  test('only what runs a process, the embedded database, SMTP, the verifier, the demo and the commands reach for Node', () => {
    const may =
      /^(node\.ts|runtime\/|storage\/engines\/sqlite(-checkpoints|-writes-apart|-writing-thread)?\.ts|delivery\/smtp\/|verify\/|demo\/|commands\/)/;
    const wrong = IMPORTS.filter(({ from, to }) => to.startsWith('node:') && !may.test(from));
    expect(wrong.map(told)).toEqual([]);
  });

  test('the Worker reaches nothing of Node, and nothing native', () => {
    const reached = new Set(['worker.ts']);
    // A set is walked on into what is added to it meanwhile.
    for (const file of reached) {
      for (const { from, to } of IMPORTS) if (from === file && OURS.has(to)) reached.add(to);
    }
    expect(reached.size).toBeGreaterThan(200);
    const wrong = IMPORTS.filter(
      ({ from, to, isType }) =>
        reached.has(from) && !isType && /^(node:|better-sqlite3|pg$|nodemailer|@hono\/node-server)/.test(to),
    );
    expect(wrong.map(told)).toEqual([]);
  });

  test('the command that verifies the record takes nothing from who writes it', () => {
    const wrong = IMPORTS.filter(
      ({ from, to }) => from === 'commands/verify.ts' && OURS.has(to) && floorOf(to) !== 'verify',
    );
    expect(wrong.map(told)).toEqual([]);
    expect(IMPORTS.some(({ from, to }) => from === 'commands/verify.ts' && OURS.has(to))).toBe(true);
  });

  test('nothing of the service leans on the verifier', () => {
    const wrong = IMPORTS.filter(
      ({ from, to }) => floorOf(to) === 'verify' && !/^(verify|commands|demo)\//.test(from),
    );
    expect(wrong.map(told)).toEqual([]);
  });

  test('nothing of the service leans on the commands', () => {
    const wrong = IMPORTS.filter(
      ({ from, to }) => floorOf(to) === 'commands' && !/^(commands|demo)\//.test(from),
    );
    expect(wrong.map(told)).toEqual([]);
  });

  test('only the config, and those who start it, read the environment', () => {
    // What apps of others write is shown, and not run.
    const readers = FILES.filter(({ source }) => source.includes('process.env'))
      .map(({ name }) => name)
      .filter((name) => name !== 'pages/console/words/snippets.ts');
    expect(readers.filter((name) => !/^(node\.ts|runtime\/config\.ts|demo\/|commands\/)/.test(name))).toEqual(
      [],
    );
  });

  test('nothing but what runs a process, the demo and the commands asks what time it is', () => {
    const askers = FILES.filter(({ source }) => /Date\.now\(|new Date\(\)|Temporal\.Now/.test(source));
    expect(
      askers
        .map(({ name }) => name)
        .filter((name) => !/^(node\.ts|worker\.ts|runtime\/|demo\/|commands\/)/.test(name)),
    ).toEqual([]);
  });
});

test('no file in src or emails has more than 300 lines', () => {
  const long = [...FILES, ...sourcesUnder('emails')]
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
