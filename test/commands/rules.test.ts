import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { runRules } from '../../src/commands/rules.ts';

const folder = mkdtempSync(join(tmpdir(), 'rules-command-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function rules(content: string) {
  const file = join(folder, 'case.json');
  writeFileSync(file, content);
  const [out, err]: [string[], string[]] = [[], []];
  const code = await runRules(
    [file],
    (text) => out.push(text),
    (text) => err.push(text),
  );
  return { code, out: out.join(''), err: err.join('') };
}

const CASE = {
  rules: 'default',
  version: { class: 'minor', postedAt: '2026-04-01T10:00:00Z' },
  reader: { holds: true },
  events: [],
  now: '2026-04-02T10:00:00Z',
};

describe('the command for notice rules', () => {
  test('prints the outcome of a case', async () => {
    const { code, out } = await rules(JSON.stringify(CASE));
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ effectiveAt: '2026-04-08T10:00:00.000Z', state: 'not-told' });
  });

  test('prints a list for a list, each refused case with why', async () => {
    const tooEarly = { ...CASE, version: { ...CASE.version, namedAt: '2026-04-02T10:00:00Z' } };
    const { out } = await rules(JSON.stringify([CASE, tooEarly, { ...CASE, reader: {} }]));
    expect(JSON.parse(out)).toMatchObject([
      { state: 'not-told' },
      { refused: 'notice-too-short', earliest: '2026-04-08T10:00:00.000Z' },
      { refused: 'invalid-request', errors: [{ pointer: '/reader/holds' }] },
    ]);
  });

  test('says what a file is not', async () => {
    const { code, err } = await rules('{');
    expect(code).toBe(2);
    expect(err).toContain('Cannot read');
  });
});
