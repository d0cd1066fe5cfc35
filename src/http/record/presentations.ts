import { z } from 'zod';
import { keepPresentation } from '../../actions/record/keep-presentation.ts';
import { base64ToBytes } from '../../domain/record/bytes.ts';
import { MOST_IMAGE_BYTES, problemOfImage } from '../../domain/record/presentation.ts';
import { Refusal } from '../../domain/refusal.ts';
import {
  findPresentation,
  listPresentations,
  type StoredPresentation,
} from '../../storage/record/presentations.ts';
import { authorize } from '../wire/authorize.ts';
import { listOf, readPage } from '../wire/cursor.ts';
import { type Api, addEndpoint } from '../wire/endpoint.ts';
import { parseWith } from '../wire/parse.ts';
import { contentHash, instantOut, line, locale, pageQuery, presentationId, text } from '../wire/schemas.ts';

const LONGEST_WORDS = 20_000;
/** A picture in base64, and words of which each character takes some bytes, escaped. */
const MOST_BYTES = Math.ceil(MOST_IMAGE_BYTES / 3) * 4 + 12 * LONGEST_WORDS;

const params = z.object({ id: presentationId });

const presentationBody = z.strictObject({
  name: line(200),
  label: line(500),
  words: text(LONGEST_WORDS),
  locale,
  /** A PNG in base64. */
  image: z
    .string()
    .superRefine((image, issues) => {
      const message = problemOfImage(image);
      if (message !== null) issues.addIssue({ code: 'custom', message });
    })
    .optional(),
});

const presentationAnswer = z
  .object({
    id: z.string(),
    hash: contentHash,
    name: z.string(),
    edition: z.int(),
    label: z.string(),
    words: z.string(),
    locale: z.string(),
    /** Where its picture is; null where it has none. */
    image: z.string().nullable(),
    createdAt: instantOut,
  })
  .meta({ id: 'Presentation' });

/** What products' own screens look like, on which people are shown notices and agree. */
export function presentationRoutes(api: Api): void {
  const { app, context, specs } = api;

  addEndpoint(
    api,
    {
      method: 'post',
      path: '/v1/presentations',
      summary:
        'Record what a screen of a product looks like: its button, the words around it, and a picture. The same content answers as the first time; another under the same name is a new edition.',
      role: ['app', 'legal'],
      body: presentationBody,
      maxBytes: MOST_BYTES,
      statuses: [200, 201],
      answer: presentationAnswer,
      refusals: ['invalid-request', 'too-large'],
    },
    async ({ body, caller }) => {
      const said = { ...body, image: body.image ?? null };
      const { presentation, first } = await keepPresentation(context, said, caller.keyId);
      return { status: first ? 201 : 200, body: presentationToAnswer(presentation) };
    },
  );

  addEndpoint(
    api,
    {
      method: 'get',
      path: '/v1/presentations',
      summary: 'List presentations by name, with all their editions.',
      role: 'any',
      query: pageQuery,
      statuses: [200],
      answer: listOf(presentationAnswer),
      refusals: ['invalid-request'],
    },
    async ({ query }) => {
      const body = await readPage(
        query,
        z.tuple([z.string(), z.int()]),
        (place, limit) =>
          listPresentations(context.store.db, {
            after: place === undefined ? null : { name: place[0], edition: place[1] },
            limit,
          }),
        (last) => [last.name, last.edition],
        presentationToAnswer,
      );
      return { status: 200, body };
    },
  );

  addEndpoint(
    api,
    {
      method: 'get',
      path: '/v1/presentations/{id}',
      summary: 'Read a presentation.',
      role: 'any',
      params,
      statuses: [200],
      answer: presentationAnswer,
      refusals: ['invalid-request', 'unknown-presentation'],
    },
    async ({ params: { id } }) => {
      const presentation = await findPresentation(context.store.db, id);
      if (presentation === undefined) throw unknown();
      return { status: 200, body: presentationToAnswer(presentation) };
    },
  );

  const path = '/v1/presentations/{id}/image';
  specs.push({
    method: 'get',
    path,
    summary: 'Read the picture of a presentation.',
    role: 'any',
    params,
    statuses: [200],
    answer: z.string().meta({ format: 'binary' }),
    answerType: 'image/png',
    refusals: ['invalid-request', 'unknown-presentation'],
  } as unknown as Api['specs'][number]);
  app.get(path.replace('{id}', ':id'), async (c) => {
    await authorize(context, c, 'any');
    const { id } = parseWith(params, c.req.param(), 'path') as z.output<typeof params>;
    const presentation = await findPresentation(context.store.db, id);
    if (presentation === undefined || presentation.image === null) throw unknown();
    return c.body(base64ToBytes(presentation.image), 200, IMAGE_HEADERS);
  });
}

/** A picture, and nothing that a browser could take for a page. */
const IMAGE_HEADERS = {
  'content-type': 'image/png',
  'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'cache-control': 'private, max-age=31536000, immutable',
} as const;

function unknown(): Refusal {
  return new Refusal('unknown-presentation', 'There is no such presentation.');
}

function presentationToAnswer({
  id,
  name,
  edition,
  label,
  words,
  locale,
  imageHash,
  createdAt,
}: StoredPresentation): z.output<typeof presentationAnswer> {
  const image = imageHash === null ? null : `/v1/presentations/${id}/image`;
  return { id, hash: `sha256:${id}`, name, edition, label, words, locale, image, createdAt };
}
