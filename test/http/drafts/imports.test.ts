import { describe, expect, test } from 'vitest';
import { askOk, testApp } from '../../support/arrange.ts';
import { docxOf, fileForm, p, r, sendFile } from '../../support/documents.ts';

const TRACKED = `<w:p>${r('For ')}<w:del w:id="1" w:author="Ben"><w:r><w:delText>one year</w:delText></w:r></w:del><w:ins w:id="2" w:author="Ben">${r('ten years')}</w:ins></w:p>`;

describe('POST /v1/imports', () => {
  test('answers the text of a document, and what could not be carried', async () => {
    const app = await testApp();
    const body = p('Scope', '<w:outlineLvl w:val="0"/>') + p('We never sell it.');
    const file = fileForm('terms.docx', docxOf({ body, header: p('Draft') }));
    expect(await sendFile(app, file)).toEqual({
      status: 200,
      body: {
        content: '# Scope\n\nWe never sell it.\n',
        warnings: [{ kind: 'header', detail: 'The header of its pages was left out: "Draft".', near: '' }],
      },
    });
    expect((await sendFile(app, fileForm('terms.md', '# Terms\n'))).body).toEqual({
      content: '# Terms\n',
      warnings: [],
    });
    expect((await sendFile(app, fileForm('Terms.HTML', '<h1>Terms</h1>'))).body.content).toBe('# Terms\n');
  });

  test('refuses changes that nobody has accepted and says where they stand, unless they are to be accepted', async () => {
    const app = await testApp();
    const file = fileForm('terms.docx', docxOf({ body: TRACKED }));
    expect(await sendFile(app, file)).toEqual({
      status: 422,
      body: {
        type: '/problems/tracked-changes',
        title: 'The file has changes that nobody has accepted',
        status: 422,
        detail: expect.stringContaining('tracked=accept'),
        changes: [
          { kind: 'tracked', detail: 'Deleted by Ben: "one year".', near: 'For ten years' },
          { kind: 'tracked', detail: 'Inserted by Ben: "ten years".', near: 'For ten years' },
        ],
      },
    });
    const accepted = await sendFile(app, file, { query: '?tracked=accept' });
    expect(accepted).toMatchObject({ status: 200, body: { content: 'For ten years\n' } });
    expect((await sendFile(app, file, { query: '?tracked=refuse' })).status).toBe(400);
  });

  test('refuses what is no file, no form, of no kind that it knows, or too large', async () => {
    const app = await testApp();
    const codeOf = async (...sent: Parameters<typeof sendFile> extends [unknown, ...infer T] ? T : never) => {
      const { status, body } = await sendFile(app, ...sent);
      return `${status} ${body.type}`;
    };
    const form = fileForm('terms.md', '# Terms');
    expect(await codeOf(fileForm('terms.pdf', '%PDF-1.7'))).toBe('422 /problems/unreadable-file');
    expect(await codeOf(fileForm('terms.md', '# Terms', 'document'))).toBe('400 /problems/invalid-request');
    expect(await codeOf({ ...form, headers: { 'content-type': 'application/json' } })).toBe(
      '400 /problems/invalid-request',
    );
    expect(await codeOf({ ...form, body: form.body.slice(0, 60) })).toBe('400 /problems/invalid-request');
    expect(await codeOf(fileForm('terms.md', new Uint8Array(5 * 1024 * 1024 + 20_000)))).toBe(
      '413 /problems/too-large',
    );
    expect(await codeOf(fileForm('terms.md', 'é'.repeat(600_000)))).toBe('413 /problems/too-large');
  });

  test('is for those who write policies', async () => {
    const app = await testApp();
    const keyOf = async (role: string) =>
      (await askOk(app, 'POST', '/v1/keys', { name: role, role })).body.key;
    const file = fileForm('terms.md', '# Terms\n');
    expect((await sendFile(app, file, { key: await keyOf('legal') })).status).toBe(200);
    for (const role of ['app', 'approver']) {
      expect((await sendFile(app, file, { key: await keyOf(role) })).status).toBe(403);
    }
    expect((await sendFile(app, file, { key: 'wrong' })).status).toBe(401);
  });
});
