import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { Refusal } from '../domain/refusal.ts';
import { checkRules } from '../domain/rules/check-rules.ts';
import { outlook } from '../domain/rules/outlook.ts';
import { findPreset } from '../domain/rules/presets.ts';
import { noticeRules, readerEvent, ruledReader, ruledVersion } from '../http/api/rules-schema.ts';
import { parseWith } from '../http/wire/parse.ts';
import { instant } from '../http/wire/schemas.ts';

const USAGE = `Usage: npm run --silent rules -- FILE

What notice rules come to, without a service. FILE holds a case, or a list of them, as JSON:

  { "rules": { "format": "notice-rules/1", … } or the name of a preset,
    "version": { "class", "postedAt", … }, "reader": { "holds", … }, "events": [ … ], "now" }

Prints the outcome of each as JSON, with how it was found. A case that could not be posted gives
{ "refused", "earliest"?, "errors"? }, and rules that could harm somebody { "refused", "invalid", "errors" }.
`;

const ruledCase = z.object({
  rules: z.union([z.string(), z.record(z.string(), z.unknown())]),
  version: ruledVersion,
  reader: ruledReader,
  events: z.array(readerEvent).max(10_000).default([]),
  now: instant,
});

/** Prints what the cases of a file come to; answers the exit code. */
export async function runRules(
  args: readonly string[],
  out: (text: string) => void,
  complain: (text: string) => void,
): Promise<number> {
  const [file] = args;
  if (file === undefined || args.length > 1 || file.startsWith('-')) {
    complain(USAGE);
    return file === '--help' ? 0 : 2;
  }
  let cases: unknown;
  try {
    cases = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    complain(`Cannot read ${file}: ${error instanceof Error ? error.message : String(error)}\n`);
    return 2;
  }
  const outcomes = Array.isArray(cases) ? cases.map(outcomeOfCase) : outcomeOfCase(cases);
  out(`${JSON.stringify(outcomes, null, 2)}\n`);
  return 0;
}

/** What one case comes to, or why it does not. */
export function outcomeOfCase(value: unknown): unknown {
  try {
    const given = parseWith(ruledCase, value, 'body') as z.output<typeof ruledCase>;
    const preset = typeof given.rules === 'string' ? findPreset(given.rules) : null;
    const document = typeof given.rules === 'string' ? preset?.rules : given.rules;
    const rules = parseWith(z.object({ rules: noticeRules }), { rules: document }, 'body') as {
      rules: z.output<typeof noticeRules>;
    };
    const { problems } = checkRules(rules.rules, { hearsOfBounces: true });
    if (problems.length > 0) {
      return {
        refused: 'invalid-request',
        invalid: problems.map(({ detail }) => detail).join('; '),
        errors: problems.map(({ pointer, detail }) => ({ pointer: `/rules${pointer}`, detail })),
      };
    }
    return outlook(rules.rules, given);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { refused: error.code, detail: error.message, ...error.facts };
  }
}

if (import.meta.main) {
  process.exitCode = await runRules(
    process.argv.slice(2),
    (text) => process.stdout.write(text),
    (text) => process.stderr.write(text),
  );
}
