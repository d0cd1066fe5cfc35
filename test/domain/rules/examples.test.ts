import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { outcomeOfCase } from '../../../src/commands/rules.ts';

type Example = {
  readonly name: string;
  readonly why: string;
  readonly expect: Readonly<Record<string, unknown>> & { readonly invalid?: string };
};

const EXAMPLES = JSON.parse(
  readFileSync(new URL('./examples.json', import.meta.url), 'utf8'),
) as readonly Example[];

test.each(EXAMPLES.map((one) => [one.name, one] as const))('%s', (_, example) => {
  const { invalid, ...expected } = example.expect;
  const outcome = outcomeOfCase(example);
  expect(outcome, example.why).toMatchObject(expected);
  if (invalid !== undefined) {
    expect(outcome).toMatchObject({ refused: 'invalid-request', invalid: expect.stringContaining(invalid) });
  }
});
