import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { Refusal } from '../domain/refusal.ts';
import { importDocument } from '../imports/import-document.ts';

const USAGE = `Usage: npm run --silent import-text -- [--tracked accept] FILE

Turns a document (.docx, .html, .md) into the Markdown of a policy, on standard output. What could not be
carried over goes to standard error, each with the words near it.

  --tracked accept   take tracked changes as accepted; else a file that has some is refused, and they are listed
  --json             { "content", "warnings" } instead, as POST /v1/imports answers
`;

/** A text may have as many characters as a policy's; where it is published says so to the byte. */
const LONGEST = 1_000_000;

/** Imports the file it is given, and writes its text; answers the exit code: 1 where the file is refused. */
export async function runImportText(
  args: readonly string[],
  out: (text: string) => void,
  complain: (text: string) => void,
): Promise<number> {
  const asked = readArguments(args);
  if ('fault' in asked) {
    complain(asked.fault === null ? USAGE : `${asked.fault}\n\n${USAGE}`);
    return asked.fault === null ? 0 : 2;
  }
  const bytes = await readFile(asked.file).catch((error: NodeJS.ErrnoException) => error);
  if (bytes instanceof Error) {
    complain(
      `Cannot read ${asked.file}: ${bytes.code === 'ENOENT' ? 'there is no such file' : bytes.code}\n`,
    );
    return 2;
  }
  try {
    const options = { acceptsTracked: asked.acceptsTracked, longest: LONGEST };
    const imported = await importDocument({ name: basename(asked.file), bytes }, options);
    out(asked.isJson ? `${JSON.stringify(imported)}\n` : imported.content);
    if (!asked.isJson) for (const warning of imported.warnings) complain(toLine(warning));
    return 0;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    complain(`${error.message}\n`);
    for (const change of error.facts.changes ?? []) complain(toLine(change));
    return 1;
  }
}

function toLine({ detail, near }: { readonly detail: string; readonly near: string }): string {
  return near === '' ? `- ${detail}\n` : `- ${detail}\n    near: ${near}\n`;
}

type Asked = { readonly file: string; readonly acceptsTracked: boolean; readonly isJson: boolean };

/** What was asked for; or what is wrong with it, null when help was. */
function readArguments(args: readonly string[]): Asked | { readonly fault: string | null } {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        tracked: { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (values.help === true) return { fault: null };
    const [file, ...others] = positionals;
    if (file === undefined || others.length > 0) return { fault: 'Name one file.' };
    if (values.tracked !== undefined && values.tracked !== 'accept') {
      return { fault: '--tracked takes "accept".' };
    }
    return { file, acceptsTracked: values.tracked === 'accept', isJson: values.json === true };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}

if (import.meta.main) {
  process.exitCode = await runImportText(
    process.argv.slice(2),
    (text) => process.stdout.write(text),
    (text) => process.stderr.write(text),
  );
}
