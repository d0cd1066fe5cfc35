import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { Document, Packer, Paragraph } from 'docx';
import { describe, expect, onTestFinished, test } from 'vitest';
import { environment } from '../src/runtime/settings/config.ts';
import { GUIDE_SHELL, hasProgram, shellBlocksOf, TO_FOLLOW } from './support/guide-shell.ts';
import { ROOT, startService, temporaryFolder } from './support/node-service.ts';
import { ADMIN_KEY } from './support/test-app.ts';

const read = (name: string) => readFileSync(join(ROOT, name), 'utf8');
const guides = readdirSync(join(ROOT, 'docs')).filter((name) => name.endsWith('.md'));
const PAGES = [
  ...['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md', 'client/README.md'],
  ...guides.map((name) => `docs/${name}`),
];
const scripts: Readonly<Record<string, string>> = JSON.parse(read('package.json')).scripts;

/** As GitHub names headings. */
function anchorsOf(markdown: string): Set<string> {
  const prose = markdown.replace(/^```[\s\S]*?^```/gm, '');
  return new Set(
    [...prose.matchAll(/^#{1,6} (.+)$/gm)].map(([, words = '']) =>
      words
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .replace(/\s/g, '-'),
    ),
  );
}

describe('whoever reads the guides', () => {
  test.each(PAGES)('of %s finds what each link leads to', (page) => {
    const prose = read(page).replace(/^```[\s\S]*?^```/gm, '');
    const broken = [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, target = '']) => target)
      .filter((target) => !/^(?:https?:|mailto:)/.test(target))
      .filter((target) => {
        const [file = '', anchor] = target.split('#');
        const path = file === '' ? page : join(dirname(page), file);
        if (!existsSync(join(ROOT, path))) return true;
        return anchor !== undefined && !anchorsOf(read(path)).has(anchor);
      });
    expect(broken).toEqual([]);
  });

  test('finds every guide from the first page, in one step or two', () => {
    const near = [...read('README.md').matchAll(/\]\(docs\/([\w-]+\.md)/g)].map(([, name = '']) => name);
    const next = near.flatMap((name) =>
      [...read(`docs/${name}`).matchAll(/\]\(([\w-]+\.md)/g)].map(([, to = '']) => to),
    );
    const found = new Set([...near, ...next]);
    expect(guides.filter((name) => !found.has(name))).toEqual([]);
  });

  test('is told of each setting that there is, and of no other', () => {
    const rows = read('docs/settings.md').match(/^\| `.*$/gm) ?? [];
    const told = rows.flatMap((row) => row.split(' | ')[0]?.match(/[A-Z][A-Z_]+/g) ?? []);
    expect(told.sort()).toEqual(Object.keys(environment.shape).sort());
  });

  test('is told of commands and files that there are', () => {
    const missing = PAGES.flatMap((page) => {
      const text = read(page);
      const commands = [...text.matchAll(/npm run (?:--silent |-s )?([a-z][\w:-]*)/g)].map(
        ([, name = '']) => name,
      );
      const files = [...text.matchAll(/`((?:src|test|bench|deploy|migrations|emails)\/[\w./-]+\.\w+)`/g)];
      return [
        ...commands.filter((name) => scripts[name] === undefined),
        ...files.map(([, file = '']) => file).filter((file) => !existsSync(join(ROOT, file))),
      ].map((one) => `${page}: ${one}`);
    });
    expect(missing).toEqual([]);
  });
});

test.skipIf(!hasProgram('curl', '--version'))(
  'the guides, followed from their first command to their last, do what they say',
  async () => {
    const folder = temporaryFolder();
    const service = await startService({ DATABASE_URL: `sqlite:${folder}/guide.sqlite` });
    onTestFinished(async () => void (await service.end('SIGTERM')));
    const terms = new Document({ sections: [{ children: [new Paragraph('We keep logs for 30 days.')] }] });
    writeFileSync(join(folder, 'terms.docx'), await Packer.toBuffer(terms));
    writeFileSync(join(folder, 'old.md'), '# Privacy\n\nWe keep logs for 30 days.\n');
    writeFileSync(join(folder, 'new.md'), '# Privacy\n\nWe keep logs for 90 days.\n');
    writeFileSync(join(folder, 'case.json'), /```json\n([\s\S]*?)```/.exec(read('docs/rules.md'))?.[1] ?? '');
    const commands = TO_FOLLOW.flatMap(shellBlocksOf);
    expect(commands.length).toBeGreaterThanOrEqual(11);
    writeFileSync(join(folder, 'all.sh'), GUIDE_SHELL + commands.join('\n'));
    const env = {
      ...process.env,
      ROOT,
      URL: service.url,
      ADMIN_KEY,
      PATH: `${dirname(process.execPath)}:${process.env.PATH}`,
    };
    const run = promisify(execFile)('bash', ['all.sh'], { cwd: folder, env });
    // What was answered last says what went wrong.
    const { stdout } = await run.catch((error: Error & { stdout: string }) => {
      throw new Error(`${error.message}\n${error.stdout.slice(-2_000)}`);
    });
    // What is told of the check is what it answers.
    expect(stdout).toContain('"accepted":true,"basis":"imported","reason":null,"next":"none"');
    expect(stdout).toContain('We keep logs for 30 days.');
    expect(await service.ask('GET', '/v1/users/u_1/policies/terms-of-old')).toMatchObject({
      body: { accepted: false, holds: { version: 1, basis: 'imported' } },
    });
  },
  180_000,
);
