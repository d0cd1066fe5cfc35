import { z } from 'zod';
import type { RefusalCode } from '../domain/refusal.ts';
import type { Api } from './endpoint.ts';
import { PROBLEMS } from './problem.ts';

type Spec = Api['specs'][number];

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

/** The OpenAPI 3.1 document of the endpoints, made from the schemas that validate them. */
export function openApiDocument(specs: readonly Spec[]): unknown {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const spec of specs) paths[spec.path] = { ...paths[spec.path], [spec.method]: operation(spec) };
  return {
    openapi: '3.1.0',
    info: {
      title: 'Proviso',
      version: '1',
      description:
        'Policy change notification and acceptance tracker. Instants are UTC ISO 8601 with milliseconds.',
    },
    paths,
    components: {
      securitySchemes: { key: { type: 'http', scheme: 'bearer' } },
      schemas: { Problem: PROBLEM_SCHEMA },
    },
    security: [{ key: [] }],
  };
}

function operation(spec: Spec) {
  return {
    summary: spec.summary,
    description: `Needs a key with the role ${spec.role === 'any' ? 'legal, app or admin' : `${spec.role} or admin`}.`,
    parameters: [
      ...parametersOf(spec.params, 'path'),
      ...parametersOf(spec.query, 'query'),
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
            content: { 'application/json': { schema: schemaOf(spec.body, 'input') } },
          },
        }),
    responses: responsesOf(spec),
  };
}

function responsesOf({ statuses, answer, refusals, idempotent }: Spec): Record<string, unknown> {
  const responses: Record<string, unknown> = {};
  for (const status of statuses) {
    responses[status] = {
      description: 'Done',
      ...(answer === null ? {} : { content: { 'application/json': { schema: schemaOf(answer, 'input') } } }),
    };
  }
  const repeated: RefusalCode[] = idempotent ? ['idempotency-mismatch', 'in-flight'] : [];
  const codes = Map.groupBy(
    ['unauthorized', 'forbidden', ...refusals, ...repeated] as RefusalCode[],
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

function parametersOf(schema: z.ZodType | undefined, place: 'path' | 'query') {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
    properties?: Record<string, unknown>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, of]) => ({
    name,
    in: place,
    required: required.includes(name),
    schema: of,
  }));
}

/** Draft 2020-12, which OpenAPI 3.1 speaks; each schema stands whole where it is used. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output'): unknown {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any', reused: 'inline' });
  return rest;
}
