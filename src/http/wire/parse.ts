import type { z } from 'zod';
import { type InvalidField, Refusal } from '../../domain/refusal.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Reads a JSON body strictly: UTF-8 without errors, one JSON value. Also the text as it was sent. */
export function decodeJson(bytes: Uint8Array): { readonly value: unknown; readonly text: string } {
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    throw invalidBody('is not UTF-8');
  }
  try {
    return { value: JSON.parse(text) as unknown, text };
  } catch {
    throw invalidBody('is not JSON');
  }
}

/** A file in a form. */
export type SentFile = { readonly name: string; readonly bytes: Uint8Array };

/** Reads a form with files (`multipart/form-data`): its fields by their names, files as `SentFile`. */
export async function decodeForm(
  bytes: Uint8Array,
  type = '',
): Promise<{ readonly value: unknown; readonly text: string }> {
  const refuse = () => {
    throw invalidBody('is not multipart/form-data');
  };
  if (!/^multipart\/form-data *;/i.test(type)) refuse();
  const body = new Response(new Uint8Array(bytes), { headers: { 'content-type': type } });
  const form = await body.formData().catch(refuse);
  const fields = [...form.entries()].map(async ([name, value]): Promise<[string, string | SentFile]> => {
    if (typeof value === 'string') return [name, value];
    return [name, { name: value.name, bytes: new Uint8Array(await value.arrayBuffer()) }];
  });
  return { value: Object.fromEntries(await Promise.all(fields)), text: '' };
}

/** Parses one part of a request, refusing with every place that is wrong. Without a schema the part is undefined. */
export function parseWith(
  schema: z.ZodType | undefined,
  value: unknown,
  part: 'path' | 'query' | 'body',
): unknown {
  if (schema === undefined) return undefined;
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new Refusal('invalid-request', 'The request is not valid; see errors.', {
    errors: result.error.issues.flatMap((issue) => issueToFields(issue, part)),
  });
}

/** What is wrong with a value, in one line for a person. */
export function describeIssues(error: z.ZodError): string {
  return error.issues
    .flatMap((issue) => issueToFields(issue, 'body'))
    .map(({ pointer, detail }) => `${pointer || 'the line'} ${detail}`)
    .join('; ');
}

function issueToFields(issue: z.core.$ZodIssue, part: 'path' | 'query' | 'body'): InvalidField[] {
  if (issue.code === 'invalid_union') {
    const meant = nearestOf(issue);
    if (meant !== null) {
      return meant.flatMap((one) => issueToFields({ ...one, path: [...issue.path, ...one.path] }, part));
    }
  }
  // A key that is too long to be one of ours is not worth repeating whole.
  const steps = issue.path.map((step) => String(step).slice(0, 100));
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.slice(0, 20).map((key) => ({
      pointer: pointerTo([...steps, key.slice(0, 100)], part),
      detail: 'is not known here',
    }));
  }
  return [{ pointer: pointerTo(steps, part), detail: issue.message }];
}

/** Of the ways that a value may be written, what is wrong by the one it comes nearest to; null where it comes near none. */
function nearestOf({ errors }: z.core.$ZodIssueInvalidUnion): readonly z.core.$ZodIssue[] | null {
  const near = errors.filter((issues) => issues.length > 0 && !issues.some(isOfOtherType));
  const wrongs = (issues: readonly z.core.$ZodIssue[]) =>
    issues.reduce((sum, one) => sum + (one.code === 'unrecognized_keys' ? one.keys.length : 1), 0);
  return near.toSorted((a, b) => wrongs(a) - wrongs(b))[0] ?? null;
}

function isOfOtherType({ code, path }: z.core.$ZodIssue): boolean {
  return code === 'invalid_type' && path.length === 0;
}

/** A JSON Pointer (RFC 6901) into the body; `?name` for the query and `{name}` for the path. */
function pointerTo(steps: readonly string[], part: 'path' | 'query' | 'body'): string {
  if (part === 'query') return `?${steps.join('.')}`;
  if (part === 'path') return `{${steps.join('.')}}`;
  return steps.map((step) => `/${step.replaceAll('~', '~0').replaceAll('/', '~1').toWellFormed()}`).join('');
}

function invalidBody(detail: string): Refusal {
  return new Refusal('invalid-request', `The body ${detail}.`, { errors: [{ pointer: '', detail }] });
}
