/*
 * What developers read of the API: the OpenAPI document in two dialects, made of the schemas that validate, the
 * same as pages, and what each problem means.
 */

import { z } from 'zod';
import type { RefusalCode } from '../../domain/refusal.ts';
import { rolesOf } from '../wire/authorize.ts';
import type { Api } from '../wire/endpoint.ts';
import { answerFixed, type FixedAnswer, fixAnswer } from '../wire/fixed-answer.ts';
import { PROBLEMS } from '../wire/problem.ts';
import { withWords, wordsOf } from './describe-fields.ts';
import { exampleOf, type OperationExample } from './operation-examples.ts';
import { operationIdOf, TAGS, tagOf } from './operation-names.ts';

type Spec = Api['specs'][number];

/** How the document speaks: 3.1, or 3.0 for generators that read no other. */
const DIALECTS = {
  '/openapi.json': {
    openapi: '3.1.0',
    target: 'draft-2020-12',
    license: { name: 'MIT', identifier: 'MIT' },
  },
  '/openapi-3.0.json': {
    openapi: '3.0.3',
    target: 'openapi-3.0',
    license: { name: 'MIT', url: 'https://spdx.org/licenses/MIT.html' },
  },
} as const;

type Dialect = (typeof DIALECTS)[keyof typeof DIALECTS];

/** A document in the making: its dialect, and the schemas with a name, by it. */
type Making = { readonly dialect: Dialect; readonly schemas: Record<string, unknown> };

const PROBLEM_SCHEMA = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    errors: {
      type: 'array',
      items: { type: 'object', properties: { pointer: { type: 'string' }, detail: { type: 'string' } } },
    },
  },
};

/** The documents of all endpoints at `/openapi.json` and, in the earlier dialect, `/openapi-3.0.json`. Each is made once. */
export function openApiRoutes({ app, context, specs }: Pick<Api, 'app' | 'context' | 'specs'>): void {
  for (const [path, dialect] of Object.entries(DIALECTS)) {
    let made: FixedAnswer | undefined;
    app.get(path, (c) => {
      made ??= fixAnswer(JSON.stringify(openApiDocument(specs, context.publicUrl, dialect)), {
        'content-type': 'application/json',
        'cache-control': 'public, max-age=300',
      });
      return answerFixed(c, made);
    });
  }
}

/** The OpenAPI document of the endpoints, 3.1 unless said, made from the schemas that validate them. */
export function openApiDocument(
  specs: readonly Spec[],
  publicUrl: string,
  dialect: Dialect = DIALECTS['/openapi.json'],
): unknown {
  const making: Making = { dialect, schemas: { Problem: withWords(PROBLEM_SCHEMA, 'Problem') } };
  const paths: Record<string, Record<string, unknown>> = {};
  for (const spec of specs)
    paths[spec.path] = { ...paths[spec.path], [spec.method]: operation(spec, making) };
  return {
    openapi: dialect.openapi,
    info: {
      title: 'Proviso',
      version: '1',
      description:
        'Policy change notification and acceptance tracker. Instants are UTC ISO 8601 with milliseconds.',
      license: dialect.license,
    },
    servers: [{ url: publicUrl }],
    tags: TAGS.map(([name, description]) => ({ name, description })),
    paths,
    components: {
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer' },
        bounceKey: {
          type: 'http',
          scheme: 'bearer',
          description: 'BOUNCE_KEY, also as the password of Basic',
        },
      },
      schemas: making.schemas,
    },
    security: [{ key: [] }],
  };
}

function operation(spec: Spec, making: Making) {
  const example = exampleOf(spec);
  const id = operationIdOf(spec);
  return {
    operationId: id,
    tags: [tagOf(spec.path)],
    summary: spec.summary,
    ...(spec.opensWith === undefined
      ? {
          description: `Needs a key with the role ${rolesOf(spec.role).join(', ')} or admin.`,
        }
      : { description: `Needs the key of ${spec.opensWith}.`, security: [{ bounceKey: [] }] }),
    parameters: [
      ...parametersOf(spec.params, 'path', { id, making, example }),
      ...parametersOf(spec.query, 'query', { id, making, example }),
      ...(spec.idempotent
        ? [
            {
              name: 'Idempotency-Key',
              in: 'header',
              required: false,
              description: wordsOf('Idempotency-Key', id),
              schema: { type: 'string', maxLength: 255 },
            },
          ]
        : []),
    ],
    ...(spec.body === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: {
              [spec.bodyType ?? 'application/json']: {
                schema: schemaOf(spec.body, id, making),
                ...(example.body !== undefined && { example: example.body }),
              },
            },
          },
        }),
    responses: responsesOf(spec, id, making),
  };
}

function responsesOf(spec: Spec, id: string, making: Making): Record<string, unknown> {
  const { statuses, answer, answerType = 'application/json' } = spec;
  const responses: Record<string, unknown> = {};
  for (const status of statuses) {
    responses[status] = {
      description: 'Done',
      ...(answer === null || status === 204 || status === 304
        ? {}
        : { content: { [answerType]: { schema: schemaOf(answer, id, making) } } }),
    };
  }
  for (const [status, codes] of refusalsOf(spec)) {
    responses[status] = {
      description: `Refused: ${codes.join(', ')}`,
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    };
  }
  return responses;
}

/** The problems that an operation may answer, by their status. */
export function refusalsOf({ refusals, idempotent }: Spec): ReadonlyMap<number, readonly RefusalCode[]> {
  const repeated: RefusalCode[] = idempotent ? ['idempotency-mismatch', 'in-flight'] : [];
  const codes: RefusalCode[] = ['unauthorized', 'forbidden', 'too-many-requests', ...refusals, ...repeated];
  return Map.groupBy(new Set(codes), (code) => PROBLEMS[code].status);
}

function parametersOf(
  schema: z.ZodType | undefined,
  place: 'path' | 'query',
  of: { readonly id: string; readonly making: Making; readonly example: OperationExample },
) {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = schemaOf(schema, of.id, of.making) as {
    properties?: Record<string, { readonly description?: string }>;
    required?: string[];
  };
  const { parameters = {} } = of.example;
  return Object.entries(properties).map(([name, { description, ...rest }]) => ({
    name,
    in: place,
    required: required.includes(name),
    description,
    schema: rest,
    // What may be left out is, in an example.
    ...(required.includes(name) && parameters[name] !== undefined && { example: parameters[name] }),
  }));
}

/**
 * A schema as the dialect writes it, each of its fields with what it says. What has a name of its own goes among
 * the document's schemas and is referred to; `id` names the operation that any other belongs to.
 */
function schemaOf(schema: z.ZodType, id: string, { dialect, schemas }: Making): unknown {
  const { $schema, $defs, definitions, ...own } = JSON.parse(
    JSON.stringify(
      z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', target: dialect.target }),
    ).replaceAll(/#\/(\$defs|definitions)\//g, '#/components/schemas/'),
  ) as { $schema?: string; id?: string } & Record<
    '$defs' | 'definitions',
    Record<string, unknown> | undefined
  >;
  for (const [name, one] of Object.entries({ ...$defs, ...definitions }))
    schemas[name] = withWords(one, name);
  if (own.id === undefined) return withWords(own, id);
  schemas[own.id] = withWords(own, own.id);
  return { $ref: `#/components/schemas/${own.id}` };
}
