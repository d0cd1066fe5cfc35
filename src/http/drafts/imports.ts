import { z } from 'zod';
import { type Api, addEndpoint } from '../wire/endpoint.ts';
import type { SentFile } from '../wire/parse.ts';
import { insistOnLength, LONGEST_CONTENT } from '../wire/policy-content.ts';

/** The largest file, and what a form says around it. */
const LARGEST_FILE = 5 * 1024 * 1024;
const AROUND_IT = 16 * 1024;

const query = z.object({
  tracked: z.literal('accept', { error: 'must be "accept", or left out' }).optional(),
});

const form = z.strictObject({
  file: z
    .custom<SentFile>((value) => typeof value === 'object' && value !== null, { error: 'must be a file' })
    .meta({ type: 'string', format: 'binary', description: 'A .docx, .html or .md' }),
});

const importedText = z
  .object({
    /** Markdown. */
    content: z.string(),
    warnings: z.array(z.object({ kind: z.string(), detail: z.string(), near: z.string() })).readonly(),
  })
  .meta({ id: 'ImportedText' });

/** Turning a lawyer's file into a policy's text, which is answered and kept nowhere. */
export function fileImportRoutes(api: Api): void {
  addEndpoint(
    api,
    {
      method: 'post',
      path: '/v1/imports',
      summary:
        'Turn a document (.docx, .html, .md; 5 MB) into Markdown with its words, numbers, lists, tables and notes; what cannot be carried is a warning. Nothing is kept.',
      role: 'legal',
      query,
      body: form,
      bodyType: 'multipart/form-data',
      maxBytes: LARGEST_FILE + AROUND_IT,
      statuses: [200],
      answer: importedText,
      refusals: ['invalid-request', 'too-large', 'tracked-changes', 'unreadable-file'],
    },
    async ({ query, body }) => {
      // A start is not to wait for what few requests need.
      const { importDocument } = await import('../../imports/import-document.ts');
      const imported = await importDocument(body.file, {
        acceptsTracked: query.tracked === 'accept',
        longest: LONGEST_CONTENT,
      });
      insistOnLength(imported.content);
      return { status: 200, body: imported };
    },
  );
}
