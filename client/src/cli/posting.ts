import { type Asked, type Command, escaped, type Item, printable, type Tools, textOf } from './command.ts';
import { EXIT, type ExitCode, Misuse } from './exit.ts';
import { changesAsText, line, readText } from './policies.ts';

const SAID = { change: 'string', summary: 'string', 'effective-at': 'string', reason: 'string' } as const;

/** Makes a draft of a text, or brings the one that this key made up to date. */
export const draft: Command = {
  usage: 'POLICY FILE --change CLASS [--summary TEXT] [--effective-at INSTANT] [--reason TEXT]',
  summary:
    'make a draft of a text, or bring this key’s own up to date, and say what posting it would come to',
  options: SAID,
  words: [2, 2],
  async run(tools, asked) {
    const [policy = '', file = ''] = asked.words;
    const path = `/v1/policies/${escaped(policy)}`;
    const { locale } = (await tools.ask({ method: 'GET', path })).body as Item;
    const content = await readText(file);
    if (await isPosted(tools, `${path}/versions`, content)) return nothingToDo(tools);
    const { summary, ...said } = saidIn(asked);
    const body = {
      ...said,
      texts: { [locale]: content },
      ...(summary !== undefined && { summary: { [locale]: summary } }),
    };
    const mine = await draftOfThisKey(tools, policy);
    const { body: kept } =
      mine === null
        ? await tools.ask({ method: 'POST', path: `${path}/drafts`, body })
        : await tools.ask({
            method: 'PUT',
            path: `/v1/drafts/${mine.id}`,
            body: { ...body, revision: mine.revision },
          });
    const { id, revision, outlook } = kept as Item;
    tools.say(`Draft ${id}, revision ${revision}.\n`);
    if (tools.isJson) {
      tools.out(line(kept));
      return EXIT.done;
    }
    const changes = (await tools.ask({ method: 'GET', path: `/v1/drafts/${id}/changes?locale=${locale}` }))
      .body;
    tools.out(asMarkdown({ ...outlook, policy, change: asked.options.change ?? null, changes }));
    return EXIT.done;
  },
};

function nothingToDo({ say }: Tools): ExitCode {
  say('Nothing to do: this text is the newest version already.\n');
  return EXIT.done;
}

/** The newest draft that nobody but this key wrote a word of, so that no colleague's is written over. */
async function draftOfThisKey({ ask, list }: Tools, policy: string): Promise<Item | null> {
  const { key } = (await ask({ method: 'GET', path: '/v1/whoami' })).body as Item;
  for await (const one of list(`/v1/policies/${escaped(policy)}/drafts`)) {
    const isOpen = one.state === 'open' || one.state === 'needs-attention';
    if (isOpen && one.authors.every((author: string) => author === key)) return one;
  }
  return null;
}

/** Posts a text as the next version of a policy, or schedules the draft that this key made. */
export const post: Command = {
  usage:
    'POLICY FILE --change CLASS [--summary TEXT] [--effective-at INSTANT] [--reason TEXT] [--dry-run] [--yes]\n' +
    '       proviso post POLICY [--at INSTANT] [--yes]      the draft that this key made, once its grace is over',
  summary:
    'post a text as the next version, or schedule this key’s draft; what is posted already is nothing to do',
  options: { ...SAID, 'dry-run': 'boolean', yes: 'boolean', at: 'string' },
  words: [1, 2],
  async run(tools, asked) {
    const [policy = '', file] = asked.words;
    return file === undefined
      ? await schedule(tools, asked, policy)
      : await publish(tools, asked, policy, file);
  },
};

async function publish(tools: Tools, asked: Asked, policy: string, file: string): Promise<ExitCode> {
  const path = `/v1/policies/${escaped(policy)}/versions`;
  const body = { content: await readText(file), ...saidIn(asked) };
  if (await isPosted(tools, path, body.content)) return nothingToDo(tools);
  const tried = (await tools.ask({ method: 'POST', path: `${path}?dryRun=true`, body })).body as Item;
  if (asked.options['dry-run'] === true) {
    tools.out(tools.isJson ? line(tried) : asMarkdown(tried));
    return EXIT.done;
  }
  tools.say(asMarkdown(tried));
  const question = `Post version ${tried.version} of ${policy} and tell ${tried.recipients} people?`;
  if (asked.options.yes !== true && !(await tools.confirm(question))) return EXIT.refused;
  const idempotencyKey = crypto.randomUUID();
  const posted = (await tools.ask({ method: 'POST', path, body, idempotencyKey })).body as Item;
  const { version, effectiveAt } = posted;
  tools.out(tools.isJson ? line(posted) : `${printable(policy)}@${version} takes effect ${effectiveAt}\n`);
  return EXIT.done;
}

async function schedule(tools: Tools, asked: Asked, policy: string): Promise<ExitCode> {
  const mine = await draftOfThisKey(tools, policy);
  if (mine === null)
    throw new Misuse(`This key has no draft of ${policy}; name a file, or make a draft of it.`);
  const question = `Schedule the draft ${mine.id} of ${policy}?`;
  if (asked.options.yes !== true && !(await tools.confirm(question))) return EXIT.refused;
  const at = textOf(asked, 'at');
  const body = { revision: mine.revision, ...(at !== undefined && { at }) };
  const { body: kept } = await tools.ask({ method: 'POST', path: `/v1/drafts/${mine.id}/posting`, body });
  tools.out(tools.isJson ? line(kept) : `${printable(policy)}: posted at ${(kept as Item).posting.at}\n`);
  return EXIT.done;
}

/** What the options say of a version. */
function saidIn(asked: Asked) {
  const entries = Object.keys(SAID).flatMap((name) => {
    const value = textOf(asked, name);
    return value === undefined ? [] : [[name === 'effective-at' ? 'effectiveAt' : name, value] as const];
  });
  return Object.fromEntries(entries);
}

async function isPosted({ ask, list }: Tools, path: string, content: string): Promise<boolean> {
  for await (const { version, state } of list(path)) {
    if (state === 'withdrawn') continue;
    return ((await ask({ method: 'GET', path: `${path}/${version}` })).body as Item).content === content;
  }
  return false;
}

/** What a version would come to, for a pull request. */
function asMarkdown(come: Item): string {
  const { policy, version, change, effectiveAt, recipients, warnings = [], changes } = come;
  const lines = [
    `### ${policy}, version ${version}`,
    '',
    `A change of the class **${change ?? '?'}**, in effect from **${effectiveAt ?? 'a date that is not known yet'}**; ${recipients ?? 'nobody knows how many'} people are told.`,
    ...warnings.map((warning: string) => `\n> ${printable(warning)}`),
    ...(changes === null || changes === undefined
      ? []
      : ['', `${changes.wordsAdded} words more, ${changes.wordsRemoved} fewer.`, '', changesAsText(changes)]),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}
