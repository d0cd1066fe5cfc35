import type { Context as HonoContext } from 'hono';
import { z } from 'zod';
import type { FieldError, Typed } from '../../../pages/console/parts/form-state.ts';
import { decodeForm, type SentFile } from '../../wire/parse.ts';
import { readBody } from '../../wire/read-body.ts';
import { text } from '../../wire/schemas.ts';

/** What is asked of a list: how what is looked for begins (not there: it is not looked for), and from where on. */
export const listQuery = z.object({
  q: z
    .union([z.literal(''), text(320)])
    .optional()
    .transform((typed) => typed?.trim() || undefined),
  cursor: z.string().max(1000).optional(),
});

/** A form as it was sent: what was typed, by field, and files. */
export type Sent = { readonly typed: Typed; readonly files: Readonly<Record<string, SentFile>> };

/** Reads a form of ours; what is no form at all has no fields. Refuses with `too-large` as soon as that is known. */
export async function readFields(c: HonoContext, maxBytes: number): Promise<Sent> {
  const bytes = await readBody(c, maxBytes, 'A form');
  const type = c.req.header('content-type') ?? '';
  if (/^multipart\/form-data *;/i.test(type)) {
    const { value } = await decodeForm(bytes, type);
    const entries = Object.entries(value as Readonly<Record<string, string | SentFile>>);
    return {
      typed: typedOf(entries.flatMap(([name, one]) => (typeof one === 'string' ? [[name, one]] : []))),
      // A field for a file that nobody chose comes with an empty one.
      files: Object.fromEntries(
        entries.flatMap(([name, one]) => (typeof one === 'string' || one.name === '' ? [] : [[name, one]])),
      ),
    };
  }
  if (!/^application\/x-www-form-urlencoded *(;|$)/i.test(type)) return { typed: {}, files: {} };
  return { typed: typedOf([...new URLSearchParams(new TextDecoder().decode(bytes))]), files: {} };
}

function typedOf(entries: readonly (readonly [string, string] | string[])[]): Typed {
  const typed = new Map<string, string | string[]>();
  for (const [name = '', sent = ''] of entries) {
    // Browsers send lines as CRLF, and nobody typed the CR.
    const value = sent.replaceAll('\r\n', '\n').toWellFormed();
    const before = typed.get(name);
    typed.set(name, before === undefined ? value : [...[before].flat(), value]);
  }
  return Object.fromEntries(typed);
}

/** One line that was typed: without the spaces around it. */
export function typedLine<T extends z.ZodType>(schema: T) {
  return z.preprocess((value) => (typeof value === 'string' ? value.trim() : value), schema);
}

/** What may be left empty: undefined then. */
export function typedOrNot<T extends z.ZodType>(schema: T) {
  return z.preprocess(
    (value) => (typeof value === 'string' && value.trim() === '' ? undefined : value),
    schema.optional(),
  );
}

/** Boxes that were ticked: a list, whether there is none, one or several. */
export function ticked<T extends z.ZodType>(schema: T) {
  return z.preprocess((value) => (value === undefined ? [] : [value].flat()), z.array(schema));
}

/** What is wrong with fields, each said once, in the words of `says` where it has some. */
export function errorsOf(error: z.ZodError, says: Readonly<Record<string, string>>): readonly FieldError[] {
  const errors = new Map<string, FieldError>();
  for (const { path, message } of error.issues) {
    const field = path.length === 0 ? null : String(path[0]);
    const detail = (field === null ? undefined : says[field]) ?? capitalised(message);
    if (!errors.has(field ?? '')) errors.set(field ?? '', { field, detail });
  }
  return [...errors.values()];
}

function capitalised(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
