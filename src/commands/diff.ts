import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { diffToText } from '../delivery/diff-text.ts';
import { diffPolicies } from '../domain/diff/diff-policies.ts';
import type { PolicyDiff } from '../domain/diff/types.ts';
import { diffEn } from '../language/en/diff.ts';
import { diffPage } from '../pages/diff/diff-page.ts';

const USAGE = `Usage: npm run --silent diff -- [--text | --json | --html] [--locale TAG] FILE FILE...

Compares texts of a policy, in Markdown, HTML or plain text. Several files are a history: each is
compared with the one before it.

  --text         for reading (the default)
  --json         one line a step: { "before", "after", "ms", "diff" }
  --html         a page of its own
  --locale TAG   the language of the texts, such as ja; helps where words are written without spaces
`;

type Step = {
  readonly before: string;
  readonly after: string;
  readonly ms: number;
  readonly diff: PolicyDiff;
};

/** Compares the files it is given, and writes the steps between them; answers the exit code. */
export async function runDiff(
  args: readonly string[],
  out: (text: string) => void,
  complain: (text: string) => void,
): Promise<number> {
  const asked = readArguments(args);
  if ('fault' in asked) {
    complain(asked.fault === null ? USAGE : `${asked.fault}\n\n${USAGE}`);
    return asked.fault === null ? 0 : 2;
  }
  const texts: string[] = [];
  for (const file of asked.files) {
    try {
      texts.push(await readFile(file, 'utf8'));
    } catch (error) {
      const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
      complain(`Cannot read ${file}: ${REASONS[reason] ?? reason}\n`);
      return 2;
    }
  }
  const steps = texts.slice(1).map((after, at): Step => {
    const started = performance.now();
    const diff = diffPolicies(texts[at]!, after, asked.locale === undefined ? {} : { locale: asked.locale });
    const ms = Math.round((performance.now() - started) * 100) / 100;
    return { before: asked.files[at]!, after: asked.files[at + 1]!, ms, diff };
  });
  if (asked.form === 'json') for (const step of steps) out(`${JSON.stringify(step)}\n`);
  else if (asked.form === 'html') out(await page(steps, asked.locale));
  else for (const step of steps) out(textOf(step, steps.length > 1));
  return 0;
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'it may not be read',
};

type Asked = {
  readonly form: 'text' | 'json' | 'html';
  readonly locale: string | undefined;
  readonly files: readonly string[];
};

/** What was asked for; or what is wrong with it, null when help was. */
function readArguments(args: readonly string[]): Asked | { readonly fault: string | null } {
  try {
    const { values, positionals: files } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        text: { type: 'boolean' },
        json: { type: 'boolean' },
        html: { type: 'boolean' },
        locale: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (values.help === true) return { fault: null };
    const forms = (['text', 'json', 'html'] as const).filter((form) => values[form] === true);
    if (forms.length > 1) return { fault: 'Choose one of --text, --json and --html.' };
    if (files.length < 2) return { fault: 'Name at least two files to compare.' };
    return { form: forms[0] ?? 'text', locale: values.locale, files };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}

function textOf({ before, after, diff }: Step, isHistory: boolean): string {
  const title = isHistory
    ? `\n${before} → ${after}\n${'='.repeat(Math.min(76, before.length + after.length + 3))}\n\n`
    : '';
  const { text } = diffToText(diff, { messages: diffEn });
  return `${title}${text}${text.endsWith('\n') ? '' : '\n'}`;
}

async function page(steps: readonly Step[], locale: string | undefined): Promise<string> {
  const styles = new URL('../../public/', import.meta.url);
  const css = await Promise.all(
    ['page.css', 'diff.css'].map((file) => readFile(new URL(file, styles), 'utf8')),
  );
  return diffPage(steps, { css: css.join('\n'), locale: locale ?? 'en', messages: diffEn });
}

if (import.meta.main) {
  process.exitCode = await runDiff(
    process.argv.slice(2),
    (text) => process.stdout.write(text),
    (text) => process.stderr.write(text),
  );
}
