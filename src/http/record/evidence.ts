import type { Context as HonoContext } from 'hono';
import { z } from 'zod';
import {
  type EvidenceCase,
  openCase,
  type ProvenRecord,
  readRecordsOfPerson,
  readRecordsOfVersions,
} from '../../actions/record/gather-evidence.ts';
import { listLedStamps, readStamp } from '../../actions/record/gather-stamps.ts';
import {
  follow,
  type Leads,
  LINK_WITHHELD,
  listLedTexts,
  newLeads,
  readDiff,
  readMail,
} from '../../actions/upkeep/follow-evidence.ts';
import { contentHashOf } from '../../domain/hash.ts';
import { earlierOf } from '../../domain/instant.ts';
import { parseInstant } from '../../domain/period.ts';
import { findContent } from '../../storage/policies/texts.ts';
import { findPageTemplate } from '../../storage/record/evidence.ts';
import { findPresentation } from '../../storage/record/presentations.ts';
import { evidenceAsPage, readStyles } from '../public/evidence-page.ts';
import { authorize } from '../wire/authorize.ts';
import type { Api } from '../wire/endpoint.ts';
import type { HttpContext } from '../wire/http-context.ts';
import { keyedPageHeaders } from '../wire/page-headers.ts';
import { parseWith } from '../wire/parse.ts';
import { contentHash, instantOut, userId } from '../wire/schemas.ts';
import { streamText } from '../wire/stream-text.ts';
import { requestIdOf } from '../wire/trace.ts';

const params = z.object({ user: userId });

const query = z.strictObject({
  format: z.enum(['json', 'html']).optional(),
  since: z
    .string()
    .regex(/^[1-9]\d{0,9}$/, { error: 'must be the size of a checkpoint' })
    .transform(Number)
    .optional(),
  /** Whether they were bound at the end of it, in UTC, as the page answers first; now where it is not said. */
  on: z.iso.date({ error: 'must be a day, such as 2026-12-22' }).optional(),
});

/** `docs/record.md` says what each part is checked against. */
const bundle = z
  .object({
    format: z.literal('proviso-evidence@1'),
    madeAt: instantOut,
    user: z.object({ id: z.string().nullable(), ref: z.string() }),
    log: z.object({
      key: z.string().nullable(),
      checkpoint: z.string().nullable(),
      since: z.object({ size: z.int(), hashes: z.array(z.string()) }).nullable(),
    }),
    records: z.array(
      z.object({
        position: z.int().nullable(),
        record: z.record(z.string(), z.unknown()),
        commitment: z.string(),
        salt: z.string().nullable(),
        personal: z.record(z.string(), z.string()).nullable(),
        proof: z.string().nullable(),
      }),
    ),
    mails: z.array(
      z.object({
        delivery: z.string(),
        subject: z.string(),
        html: z.array(z.union([z.string(), z.object({ own: z.string() })])),
        text: z.array(z.union([z.string(), z.object({ own: z.string() })])),
        link: z.string().nullable(),
        linkWithheld: z.enum(LINK_WITHHELD).nullable(),
      }),
    ),
    texts: z.array(
      z.object({
        policy: z.string(),
        version: z.int(),
        locale: z.string(),
        contentHash,
        content: z.string(),
      }),
    ),
    pages: z.array(z.object({ id: contentHash, html: z.string() })),
    presentations: z.array(
      z.object({
        ...{ id: contentHash, name: z.string(), label: z.string(), words: z.string(), locale: z.string() },
        /** A PNG in base64. */
        image: z.string().nullable(),
      }),
    ),
    diffs: z.array(
      z.object({
        policy: z.string(),
        from: z.int(),
        to: z.int(),
        diff: z.record(z.string(), z.unknown()),
      }),
    ),
    /** `hashes`: the proof that the log of the bundle's checkpoint goes on from the stamped one. */
    stamps: z.array(z.object({ checkpoint: z.string(), token: z.string(), hashes: z.array(z.string()) })),
  })
  .meta({ id: 'Evidence' });

/** All that shows what one person was told and did, in a form that can be checked without this service. */
export function evidenceRoutes(api: Api): void {
  const { app, context, specs } = api;
  const path = '/v1/users/{user}/evidence';
  specs.push({
    method: 'get',
    path,
    summary:
      'Download the evidence about a user, to be checked offline with "npm run verify"; of someone erased, by their pseudonym. `format=html`: a page to read and print, which says first whether they were bound; `on`: at the end of that day, in UTC. `since`: with the proof that the log goes on from a checkpoint of that size.',
    role: 'legal',
    params,
    query,
    statuses: [200],
    answer: bundle,
    refusals: ['invalid-request', 'unknown-user'],
  });

  app.get(path.replace(/\{(\w+)\}/g, ':$1'), async (c) => {
    await authorize(context, c, 'legal');
    const { user } = parseWith(params, c.req.param(), 'path') as z.output<typeof params>;
    const { format, since, on } = parseWith(query, c.req.query(), 'query') as z.output<typeof query>;
    const found = await openCase(context, user, since ?? null);
    return answerEvidence(api, c, { ...found, ...askedAbout(found, on) }, format ?? 'json');
  });
}

/** The instant that evidence is asked about: the last of a day in UTC, but none that lies ahead. */
export function askedAbout(
  { madeAt }: Pick<EvidenceCase, 'madeAt'>,
  on: string | undefined,
): Pick<EvidenceCase, 'on'> {
  const end = on ? parseInstant(`${on}T23:59:59.999Z`) : null;
  return end === null ? {} : { on: earlierOf(end, madeAt) };
}

/** Answers the evidence of a case while it is gathered: as a file to be checked, or as a page to read and print. */
export async function answerEvidence(
  { app, context }: Pick<Api, 'app' | 'context'>,
  c: HonoContext,
  found: EvidenceCase,
  format: 'json' | 'html',
): Promise<Response> {
  const requestId = requestIdOf(c);
  const stream = (parts: AsyncGenerator<string>) =>
    streamText(whileItAnswers(context, parts), (error) => {
      context.log('error', 'evidence broke off', { requestId, error: String(error) });
    });
  if (format === 'html') {
    const kept = await readStyles({ app, context }, c);
    return c.body(stream(evidenceAsPage(context, found, kept)), 200, {
      'content-type': 'text/html; charset=utf-8',
      ...keyedPageHeaders,
      'content-security-policy': `${kept.policy}; frame-ancestors 'none'`,
    });
  }
  return c.body(stream(evidenceAsJson(context, found)), 200, {
    'content-type': 'application/json',
    'content-disposition': `attachment; filename="evidence-${found.person.ref}.json"`,
    'cache-control': 'no-store',
  });
}

/** Ends with an error where the database answers no more queries, so that nobody takes the part for the whole. */
export async function* whileItAnswers(
  { store }: HttpContext,
  parts: AsyncGenerator<string>,
): AsyncGenerator<string> {
  for await (const part of parts) {
    if ((store.queriesLeft?.() ?? 1) <= 0) throw new Error('the database answers no more queries');
    yield part;
  }
}

/** A case as a bundle: one text after the other, so that no more than one of them is in memory. Line feeds stand between values alone. */
export async function* evidenceAsJson(context: HttpContext, found: EvidenceCase): AsyncGenerator<string> {
  const { db } = context.store;
  const { person, checkpoint, verifierKey, since, madeAt } = found;
  const leads = newLeads();
  const positions = new Set<number>();
  yield `{"format":"proviso-evidence@1","madeAt":${JSON.stringify(madeAt)},
"user":${JSON.stringify({ id: person.user, ref: person.ref })},
"log":${JSON.stringify({ key: verifierKey, checkpoint: checkpoint?.note ?? null, since })}`;
  yield* list('records', recordsAsJson(context, found, leads, positions));
  yield* list('mails', mailsAsJson(context, found, leads));
  yield* list(
    'texts',
    each(await listLedTexts(context, leads), async ({ edition, editions: _, ...text }) => {
      const content = await findContent(db, text, text.locale, edition);
      return content === undefined ? undefined : { ...text, contentHash: contentHashOf(content), content };
    }),
  );
  yield* list(
    'pages',
    each([...leads.pages], async (id) => {
      const html = await findPageTemplate(db, id);
      return html === undefined ? undefined : { id, html };
    }),
  );
  yield* list(
    'presentations',
    each([...leads.screens], async (id) => {
      const found = await findPresentation(db, id);
      if (found === undefined) return undefined;
      const { name, label, words, locale, image } = found;
      return { id: `sha256:${id}`, name, label, words, locale, image };
    }),
  );
  yield* list(
    'diffs',
    each([...leads.changes.values()], async (changes) => {
      const found = await readDiff(context, changes);
      const { policy, from, to } = changes;
      return found && { policy, from, to, locale: found.compared.locale, diff: found.diff };
    }),
  );
  yield* list(
    'stamps',
    each(await listLedStamps(context, found, positions), (size) => readStamp(context, found, size)),
  );
  yield '}\n';
}

/** The records that evidence is made of; of those that have one, `positions` gets the place in the log. */
async function* recordsAsJson(
  context: HttpContext,
  found: EvidenceCase,
  leads: Leads,
  positions: Set<number>,
) {
  for await (const records of readRecordsOfPerson(context, found)) {
    for (const record of records) {
      follow(leads, record);
      if (record.position !== null) positions.add(record.position);
      yield recordAsJson(record);
    }
  }
  const versions = [...leads.versions.values()];
  const about = { versions, texts: await listLedTexts(context, leads) };
  for await (const records of readRecordsOfVersions(context, found, about)) {
    for (const { position } of records) if (position !== null) positions.add(position);
    yield* records.map(recordAsJson);
  }
}

/** The record and its personal part stand in it as they were hashed. */
function recordAsJson({ position, body, commitment, salt, personal, proof }: ProvenRecord): string {
  const rest = JSON.stringify({ commitment, salt, proof }).slice(1);
  return `{"position":${position},"record":${body},"personal":${personal},${rest}`;
}

async function* mailsAsJson(context: HttpContext, found: EvidenceCase, { mails }: Leads) {
  yield* each(mails, (mail) => readMail(context, found, mail));
}

/** What is found of each, as JSON. */
async function* each<T>(
  items: readonly T[],
  find: (item: T) => Promise<object | undefined>,
): AsyncGenerator<string> {
  for (const item of items) {
    const one = await find(item);
    if (one !== undefined) yield JSON.stringify(one);
  }
}

async function* list(name: string, items: AsyncGenerator<string>): AsyncGenerator<string> {
  yield `,\n"${name}":[`;
  let separator = '\n';
  for await (const item of items) {
    yield separator + item;
    separator = ',\n';
  }
  yield ']';
}
