import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runDiff } from '../../src/commands/diff.ts';

const folder = mkdtempSync(join(tmpdir(), 'diff-command-'));
const files = ['one.md', 'two.md', 'three.md'].map((name) => join(folder, name));

beforeAll(() => {
  for (const [at, file] of files.entries()) {
    writeFileSync(file, `# Data\n\nWe keep logs for ${30 * (at + 1)} days.\n`);
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

async function diff(...args: string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  const code = await runDiff(
    args,
    (text) => out.push(text),
    (text) => err.push(text),
  );
  return { code, out: out.join(''), err: err.join('') };
}

describe('comparing files', () => {
  test('tells a history as text, step by step', async () => {
    const { code, out } = await diff(...files);
    expect(code).toBe(0);
    expect(out).toContain('[Removed: 30] [Added: 60]');
    expect(out).toContain('[Removed: 60] [Added: 90]');
  });

  test('writes one line of JSON a step', async () => {
    const { code, out } = await diff('--json', ...files);
    const lines = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(code).toBe(0);
    expect(lines).toHaveLength(2);
    expect(lines[0]).toEqual({
      before: files[0],
      after: files[1],
      ms: expect.any(Number),
      diff: expect.objectContaining({ wordsAdded: 1, wordsRemoved: 1, formattingOnly: false }),
    });
  });

  test('writes a page that needs nothing else', async () => {
    const { code, out } = await diff('--html', ...files.slice(0, 2));
    expect(code).toBe(0);
    expect(out).toMatch(/^<!doctype html>/);
    expect(out).toContain('.diff-ins');
    expect(out).not.toMatch(/<link|<script|src=/);
  });

  test.each([
    [['--json'], 'Name at least two files'],
    [['--json', '--html', 'a', 'b'], 'Choose one of'],
    [['--colour', 'a', 'b'], '--colour'],
    [[join(folder, 'none.md'), join(folder, 'one.md')], 'there is no such file'],
    [[folder, join(folder, 'one.md')], 'it is a folder'],
  ])('complains about %s', async (args, words) => {
    const { code, out, err } = await diff(...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(words);
  });
});
