import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { runImportText } from '../../src/commands/import-text.ts';
import { docxOf, p, r } from '../support/documents.ts';

const folder = mkdtempSync(join(tmpdir(), 'import-command-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function importText(...args: string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  const code = await runImportText(
    args,
    (text) => out.push(text),
    (text) => err.push(text),
  );
  return { code, out: out.join(''), err: err.join('') };
}

const tracked = docxOf({ body: `<w:p>${r('For ')}<w:ins w:author="Ben">${r('ten years')}</w:ins></w:p>` });

describe('import-text', () => {
  test('writes the text to standard output, and what it could not carry to the other', async () => {
    const path = file('terms.docx', docxOf({ body: `${p('Words.')}<w:altChunk/>` }));
    expect(await importText(path)).toEqual({
      code: 0,
      out: 'Words.\n',
      err: '- Another document is embedded here, and was left out.\n    near: Words.\n',
    });
  });

  test('writes both as JSON, as the API answers', async () => {
    const { out } = await importText('--json', file('page.html', '<h1>Terms</h1>'));
    expect(JSON.parse(out)).toEqual({ content: '# Terms\n', warnings: [] });
  });

  test('refuses tracked changes and lists them, unless they are to be accepted', async () => {
    const path = file('tracked.docx', tracked);
    const refused = await importText(path);
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.err).toContain('- Inserted by Ben: "ten years".\n    near: For ten years\n');
    expect(await importText('--tracked', 'accept', path)).toMatchObject({ code: 0, out: 'For ten years\n' });
  });

  test('says what is wrong with what it was asked', async () => {
    expect(await importText()).toMatchObject({ code: 2, err: expect.stringContaining('Name one file.') });
    expect(await importText('--tracked', 'no', 'a.md')).toMatchObject({ code: 2 });
    expect(await importText(join(folder, 'nothing.md'))).toMatchObject({
      code: 2,
      err: expect.stringContaining('there is no such file'),
    });
    expect(await importText('--help')).toMatchObject({ code: 0 });
  });
});
