import { z } from 'zod';
import { importUsers } from '../../actions/people/import-users.ts';
import type { ImportLine, StatedUser } from '../../actions/people/read-import-line.ts';
import { authorize } from '../wire/authorize.ts';
import type { Api } from '../wire/endpoint.ts';
import { readLines } from '../wire/lines.ts';
import { describeIssues } from '../wire/parse.ts';
import { readParts } from '../wire/read-body.ts';
import { instant, line, policyName, userId, versionNumber } from '../wire/schemas.ts';
import { userRecord } from './users.ts';

const MAX_LINE_BYTES = 64 * 1024;

const source = line(500).nullable().default(null);

/**
 * A version; a version (null: to which text is not known) with when and where it was agreed to, as far as
 * that is known; or when alone, for the version that was in force then.
 */
const agreement = z.union([
  versionNumber.transform((version) => ({ version, at: null, source: null })),
  z.strictObject({ version: versionNumber.nullable(), at: instant.nullable().default(null), source }),
  z.strictObject({ at: instant, source }),
]);

const importedUser = userRecord.extend({
  user: userId,
  accepted: z.record(policyName, agreement).optional(),
});

const importAnswer = z.object({
  imported: z.int(),
  updated: z.int(),
  rejected: z.array(z.object({ line: z.int(), detail: z.string() })),
  rejectedCount: z.int(),
});

/** Bringing in many users as a stream of lines. */
export function importRoutes({ app, context, specs }: Api): void {
  specs.push({
    method: 'post',
    path: '/v1/users/import',
    summary: 'Bring in users, one JSON object a line. A bad line never stops the rest.',
    role: 'app',
    body: importedUser,
    bodyType: 'application/x-ndjson',
    statuses: [200],
    answer: importAnswer,
    refusals: [],
  });

  app.post('/v1/users/import', async (c) => {
    const { keyId } = await authorize(context, c, 'app');
    return c.json(await importUsers(context, parseLines(readParts(c)), keyId));
  });
}

async function* parseLines(body: AsyncIterable<Uint8Array>): AsyncGenerator<ImportLine> {
  for await (const { number, bytes } of readLines(body, MAX_LINE_BYTES)) {
    const parsed = bytes === null ? `is longer than ${MAX_LINE_BYTES} bytes` : parseLine(bytes);
    if (parsed === null) continue;
    yield typeof parsed === 'string' ? { line: number, detail: parsed } : { line: number, ...parsed };
  }
}

/** A user, or what is wrong with the line; null for a blank one. */
function parseLine(bytes: Uint8Array): Omit<StatedUser, 'line'> | string | null {
  try {
    const source = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return source.trim() === '' ? null : parseJsonLine(source);
  } catch {
    return 'is not UTF-8';
  }
}

/** The user that a line of JSON says, or what is wrong with it. */
export function parseJsonLine(source: string): Omit<StatedUser, 'line'> | string {
  try {
    return parseImportedUser(JSON.parse(source));
  } catch (error) {
    if (error instanceof SyntaxError) return 'is not JSON';
    throw error;
  }
}

/** The user that a line says, in the words of the API, or what is wrong with it. */
export function parseImportedUser(value: unknown): Omit<StatedUser, 'line'> | string {
  const result = importedUser.safeParse(value);
  if (!result.success) return describeIssues(result.error);
  const { accepted = {}, ...user } = result.data;
  return {
    ...user,
    accepted: Object.entries(accepted).map(([policy, one]) => ({ policy, ...one })),
  };
}
