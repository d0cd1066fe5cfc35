import { z } from 'zod';
import { putWording } from '../../actions/policies/put-wording.ts';
import { SENTENCES, type Sentences } from '../../domain/policies/wording.ts';
import { invalid } from '../../domain/refusal.ts';
import { LANGUAGES } from '../../language/languages.ts';
import { listWordings, type StoredWording } from '../../storage/policies/wordings.ts';
import { type Api, addEndpoint } from '../wire/endpoint.ts';
import { instantOut, line, locale } from '../wire/schemas.ts';

const SUBJECT = line(150);
const SENTENCE = line(600);

const isSubject = (name: string) => /subject/i.test(name);

const sentences = z.strictObject(
  Object.fromEntries(
    Object.keys(SENTENCES).map((name) => [name, (isSubject(name) ? SUBJECT : SENTENCE).optional()]),
  ),
);

const wordingAnswer = z
  .object({
    locale: z.string(),
    /** 0 where there is none yet. */
    edition: z.int(),
    sentences: z.record(z.string(), z.string()),
    writtenAt: instantOut.nullable(),
    writtenBy: z.string().nullable(),
    /** What must stay in each sentence, by its name. */
    placeholders: z.record(z.string(), z.array(z.string()).readonly()),
  })
  .meta({ id: 'Wording' });

const params = z.object({ locale });

/** The company's own wording of sentences in notices. */
export function wordingRoutes(api: Api): void {
  const { context } = api;
  addEndpoint(
    api,
    {
      method: 'put',
      path: '/v1/wording/{locale}',
      summary:
        'Say sentences of notices in the company’s own words, in one of the languages that notices are written in; what is left out is said in ours. Versions keep the wording that they were posted with.',
      role: 'legal',
      params,
      body: z.strictObject({ sentences }),
      statuses: [200],
      answer: wordingAnswer,
      refusals: ['invalid-request', 'approval-required'],
    },
    async ({ params, body, caller }) => {
      const language = languageNamed(params.locale);
      const written = await putWording(context, language, body.sentences as Sentences, caller);
      return { status: 200, body: wordingToAnswer(language, written) };
    },
  );

  addEndpoint(
    api,
    {
      method: 'get',
      path: '/v1/wording/{locale}',
      summary: 'Read the company’s own wording in a language, and what must stay in each sentence.',
      role: 'any',
      params,
      statuses: [200],
      answer: wordingAnswer,
      refusals: ['invalid-request'],
    },
    async ({ params }) => {
      const language = languageNamed(params.locale);
      const known = (await listWordings(context.store.db)).find((one) => one.locale === language);
      return { status: 200, body: wordingToAnswer(language, known) };
    },
  );
}

function languageNamed(asked: string): string {
  const language = LANGUAGES.find((one) => one.toLowerCase() === asked.toLowerCase());
  if (language !== undefined) return language;
  throw invalid('locale', `is none of the languages that notices are written in: ${LANGUAGES.join(', ')}`);
}

function wordingToAnswer(locale: string, known: StoredWording | undefined): z.output<typeof wordingAnswer> {
  return {
    ...{ locale, edition: known?.edition ?? 0, sentences: known?.sentences ?? {} },
    ...{ writtenAt: known?.writtenAt ?? null, writtenBy: known?.keyId ?? null },
    placeholders: SENTENCES,
  };
}
