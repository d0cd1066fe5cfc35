import { z } from 'zod';
import type { RefusalCode } from '../../domain/refusal.ts';
import { rolesOf } from '../wire/authorize.ts';
import type { Api } from '../wire/endpoint.ts';
import { answerFixed, type FixedAnswer, fixAnswer } from '../wire/fixed-answer.ts';
import { PROBLEMS } from '../wire/problem.ts';
import { exampleOf, type OperationExample } from './operation-examples.ts';
import { operationIdOf, TAGS, tagOf } from './operation-names.ts';

type Spec = Api['specs'][number];

/** Schemas with a name, by it. */
type Schemas = Record<string, unknown>;

const PROBLEM_SCHEMA = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail'],
  properties: {
    type: { type: 'string', description: '/problems/ and one of the codes' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    errors: {
      type: 'array',
      items: { type: 'object', properties: { pointer: { type: 'string' }, detail: { type: 'string' } } },
    },
  },
};

/** The document at `/openapi.json`, of all endpoints. It is made once, when it is first asked for. */
export function openApiRoute({ app, context, specs }: Pick<Api, 'app' | 'context' | 'specs'>): void {
  let made: FixedAnswer | undefined;
  app.get('/openapi.json', (c) => {
    made ??= fixAnswer(JSON.stringify(openApiDocument(specs, context.publicUrl)), {
      'content-type': 'application/json',
      'cache-control': 'public, max-age=300',
    });
    return answerFixed(c, made);
  });
}

/** The OpenAPI 3.1 document of the endpoints, made from the schemas that validate them. */
function openApiDocument(specs: readonly Spec[], publicUrl: string): unknown {
  const schemas: Schemas = { Problem: PROBLEM_SCHEMA };
  const paths: Record<string, Record<string, unknown>> = {};
  for (const spec of specs)
    paths[spec.path] = { ...paths[spec.path], [spec.method]: operation(spec, schemas) };
  return {
    openapi: '3.1.0',
    info: {
      title: 'Proviso',
      version: '1',
      description:
        'Policy change notification and acceptance tracker. Instants are UTC ISO 8601 with milliseconds.',
      license: { name: 'MIT', identifier: 'MIT' },
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
      schemas,
    },
    security: [{ key: [] }],
  };
}

function operation(spec: Spec, schemas: Schemas) {
  const example = exampleOf(spec);
  return {
    operationId: operationIdOf(spec),
    tags: [tagOf(spec.path)],
    summary: spec.summary,
    ...(spec.opensWith === undefined
      ? {
          description: `Needs a key with the role ${rolesOf(spec.role).join(', ')} or admin.`,
        }
      : { description: `Needs the key of ${spec.opensWith}.`, security: [{ bounceKey: [] }] }),
    parameters: [
      ...parametersOf(spec.params, 'path', schemas, example),
      ...parametersOf(spec.query, 'query', schemas, example),
      ...(spec.idempotent
        ? [
            {
              name: 'Idempotency-Key',
              in: 'header',
              required: false,
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
                schema: schemaOf(spec.body, schemas),
                ...(example.body !== undefined && { example: example.body }),
              },
            },
          },
        }),
    responses: responsesOf(spec, schemas),
  };
}

function responsesOf(
  { statuses, answer, answerType = 'application/json', refusals, idempotent }: Spec,
  schemas: Schemas,
): Record<string, unknown> {
  const responses: Record<string, unknown> = {};
  for (const status of statuses) {
    responses[status] = {
      description: 'Done',
      ...(answer === null || status === 204 || status === 304
        ? {}
        : { content: { [answerType]: { schema: schemaOf(answer, schemas) } } }),
    };
  }
  const repeated: RefusalCode[] = idempotent ? ['idempotency-mismatch', 'in-flight'] : [];
  const codes = Map.groupBy(
    ['unauthorized', 'forbidden', 'too-many-requests', ...refusals, ...repeated] as RefusalCode[],
    (code) => PROBLEMS[code].status,
  );
  for (const [status, refused] of codes) {
    responses[status] = {
      description: `Refused: ${[...new Set(refused)].join(', ')}`,
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    };
  }
  return responses;
}

function parametersOf(
  schema: z.ZodType | undefined,
  place: 'path' | 'query',
  schemas: Schemas,
  { parameters = {} }: OperationExample,
) {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = schemaOf(schema, schemas) as {
    properties?: Record<string, unknown>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, of]) => ({
    name,
    in: place,
    required: required.includes(name),
    schema: of,
    // What may be left out is, in an example.
    ...(required.includes(name) && parameters[name] !== undefined && { example: parameters[name] }),
  }));
}

/**
 * Draft 2020-12, which OpenAPI 3.1 speaks. What has a name of its own goes among the document's
 * `schemas` and is referred to.
 */
function schemaOf(schema: z.ZodType, schemas: Schemas): unknown {
  const { $schema, $defs, ...own } = JSON.parse(
    JSON.stringify(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })).replaceAll(
      '#/$defs/',
      '#/components/schemas/',
    ),
  ) as { $schema?: string; $defs?: Schemas; id?: string };
  Object.assign(schemas, $defs);
  if (own.id === undefined) return own;
  schemas[own.id] = own;
  return { $ref: `#/components/schemas/${own.id}` };
}
