import type { Context as HonoContext } from 'hono';
import { z } from 'zod';
import { type EvidenceCase, openCase, readRecordsOfPerson } from '../../actions/record/gather-evidence.ts';
import type { ActKind } from '../../domain/record/act.ts';
import { Refusal } from '../../domain/refusal.ts';
import { authorize } from '../wire/authorize.ts';
import { csvHead, csvLine } from '../wire/csv.ts';
import type { Api } from '../wire/endpoint.ts';
import type { HttpContext } from '../wire/http-context.ts';
import { decodeJson, parseWith } from '../wire/parse.ts';
import { readBody } from '../wire/read-body.ts';
import { userId } from '../wire/schemas.ts';
import { streamText } from '../wire/stream-text.ts';
import { requestIdOf } from '../wire/trace.ts';
import { evidenceAsJson, whileItAnswers } from './evidence.ts';

/** More would be a database of its own; whoever needs more asks several times. */
const MOST_PEOPLE = 10_000;
const MAX_BYTES = 4 * 1024 * 1024;
/** Small parts go out together once they are so long, in characters: each takes a turn of the event loop. */
const PIECE = 64 * 1024;

const body = z.strictObject({
  users: z
    .array(userId)
    .min(1)
    .max(MOST_PEOPLE, { error: `may name at most ${MOST_PEOPLE} people` }),
});

/** A line of the stream: somebody's evidence, or that there is nobody called so. */
const line = z.union([
  z.object({ user: z.string(), evidence: z.record(z.string(), z.unknown()) }),
  z.object({ user: z.string(), problem: z.literal('unknown-user') }),
]);

/** What is counted of a person's records, by kinds as `docs/record.md` has them. */
const COUNTED: readonly ActKind[] = [
  ...(['sent', 'accepted', 'agreed-before', 'agreed-by-silence', 'answered'] as const),
  ...(['leaving', 'cancelled', 'terminated', 'voided', 'answer-voided', 'silence-voided'] as const),
];

const COLUMNS = [
  ...['user', 'ref', 'found', 'records', 'proven', 'firstAt', 'lastAt'],
  ...COUNTED,
  ...['checkpointSize', 'checkpointAt'],
];

/** The evidence about a list of people, for whoever has a case of thousands: one after the other, and in one table. */
export function evidenceOfManyRoutes(api: Api): void {
  addStream(api, {
    path: '/v1/evidence',
    summary:
      'Download the evidence about a list of people, one of them a line, each to be checked by itself. Somebody whom nobody knows has a line that says so.',
    answer: line,
    answerType: 'application/x-ndjson',
    write: bundlesOf,
  });
  addStream(api, {
    path: '/v1/evidence.csv',
    summary:
      'Count what is recorded about a list of people as CSV, a line for each: acts by kind, from when to when, and how many of them the newest checkpoint covers.',
    answer: z.string(),
    answerType: 'text/csv',
    write: summaryOf,
  });
}

/** What is written of the people of a list, while they are read. */
type Write = (context: HttpContext, users: readonly string[]) => AsyncGenerator<string>;

function addStream(
  { app, context, specs }: Api,
  {
    path,
    write,
    ...of
  }: {
    readonly path: string;
    readonly summary: string;
    readonly answer: z.ZodType;
    readonly answerType: string;
    readonly write: Write;
  },
): void {
  specs.push({
    ...{ method: 'post', path, role: 'legal', body, maxBytes: MAX_BYTES, statuses: [200], ...of },
    refusals: ['invalid-request'],
  });

  app.post(path, async (c) => {
    await authorize(context, c, 'legal');
    const { value } = decodeJson(await readBody(c, MAX_BYTES));
    const { users } = parseWith(body, value, 'body') as z.output<typeof body>;
    const parts = whileItAnswers(context, inPieces(write(context, [...new Set(users)])));
    return c.body(streamText(parts, logBreak(context, c)), 200, {
      'content-type': of.answerType === 'text/csv' ? 'text/csv; charset=utf-8' : of.answerType,
      'content-disposition': `attachment; filename="evidence.${of.answerType === 'text/csv' ? 'csv' : 'ndjson'}"`,
      'cache-control': 'no-store',
    });
  });
}

function logBreak({ log }: HttpContext, c: HonoContext): (error: unknown) => void {
  const requestId = requestIdOf(c);
  return (error) => log('error', 'evidence broke off', { requestId, error: String(error) });
}

/** Somebody's case; null where nobody is called so. */
async function findCase(context: HttpContext, user: string): Promise<EvidenceCase | null> {
  try {
    return await openCase(context, user, null);
  } catch (error) {
    if (error instanceof Refusal && error.code === 'unknown-user') return null;
    throw error;
  }
}

async function* bundlesOf(context: HttpContext, users: readonly string[]): AsyncGenerator<string> {
  for (const user of users) {
    const found = await findCase(context, user);
    const named = JSON.stringify(user);
    if (found === null) {
      yield `{"user":${named},"problem":"unknown-user"}\n`;
      continue;
    }
    yield `{"user":${named},"evidence":`;
    // Between values alone: inside of strings, JSON has none.
    for await (const part of evidenceAsJson(context, found)) yield part.replaceAll('\n', '');
    yield '}\n';
  }
}

async function* summaryOf(context: HttpContext, users: readonly string[]): AsyncGenerator<string> {
  yield csvHead(COLUMNS);
  for (const user of users) {
    const found = await findCase(context, user);
    yield found === null
      ? csvLine([user, null, 'no', ...COLUMNS.slice(3).map(() => null)])
      : csvLine(await countRecords(context, user, found));
  }
}

async function countRecords(context: HttpContext, user: string, found: EvidenceCase) {
  const counts = new Map<string, number>();
  let [records, proven] = [0, 0];
  let first: string | null = null;
  let last: string | null = null;
  for await (const page of readRecordsOfPerson(context, found)) {
    for (const { read, proof } of page) {
      records++;
      if (proof !== null) proven++;
      counts.set(read.kind, (counts.get(read.kind) ?? 0) + 1);
      if (first === null || read.at < first) first = read.at;
      if (last === null || read.at > last) last = read.at;
    }
  }
  const { person, checkpoint } = found;
  return [
    ...[user, person.ref, 'yes', records, proven, first, last],
    ...COUNTED.map((kind) => counts.get(kind) ?? 0),
    ...[checkpoint?.size ?? null, checkpoint?.signedAt ?? null],
  ];
}

async function* inPieces(parts: AsyncGenerator<string>): AsyncGenerator<string> {
  let piece = '';
  for await (const part of parts) {
    piece += part;
    if (piece.length < PIECE) continue;
    yield piece;
    piece = '';
  }
  if (piece !== '') yield piece;
}
