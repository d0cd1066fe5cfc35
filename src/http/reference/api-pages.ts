import { Refusal } from '../../domain/refusal.ts';
import { apiPage, type FieldRow, type OperationView, operationPage } from '../../pages/api-reference.ts';
import type { Api } from '../wire/endpoint.ts';
import { publicPageHeaders } from '../wire/page-headers.ts';
import { fieldRows, type JsonSchema, type NamedSchemas, typeOf } from './field-rows.ts';
import { openApiDocument, refusalsOf } from './openapi.ts';
import { TAGS } from './operation-names.ts';

const HEADERS = { ...publicPageHeaders, 'cache-control': 'public, max-age=300', 'x-robots-tag': 'noindex' };

type Content = Readonly<Record<string, { readonly schema: JsonSchema; readonly example?: unknown }>>;
type Operation = {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description: string;
  readonly parameters: readonly {
    readonly name: string;
    readonly in: string;
    readonly required: boolean;
    readonly description: string;
    readonly example?: string;
    readonly schema: JsonSchema;
  }[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
};
type Document = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: NamedSchemas };
};

/** The reference of the API as pages, made of the OpenAPI document: all operations, and each by itself. */
export function apiRoutes({ app, context, specs }: Pick<Api, 'app' | 'context' | 'specs'>): void {
  const { company, publicUrl } = context;
  let made: readonly (OperationView & { readonly tag: string })[] | undefined;
  const operations = () => {
    made ??= readOperations(specs, openApiDocument(specs, publicUrl) as Document, publicUrl);
    return made;
  };
  app.get('/docs/api', async (c) => {
    const groups = TAGS.map(([name, description]) => ({
      ...{ name, description },
      operations: operations().filter(({ tag }) => tag === name),
    }));
    return c.html(await apiPage({ company, groups }), 200, HEADERS);
  });
  app.get('/docs/api/:operation', async (c) => {
    const operation = operations().find(({ id }) => id === c.req.param('operation'));
    if (operation === undefined) throw new Refusal('not-found', 'There is no such operation.');
    return c.html(await operationPage({ company, operation }), 200, HEADERS);
  });
}

function readOperations(
  specs: Api['specs'],
  { paths, components: { schemas } }: Document,
  publicUrl: string,
): (OperationView & { readonly tag: string })[] {
  const fieldsIn = (content: Content | undefined): FieldRow[] => {
    const schema = Object.values(content ?? {})[0]?.schema;
    return schema === undefined ? [] : fieldRows(schema, schemas);
  };
  return specs.flatMap((spec) => {
    const operation = paths[spec.path]?.[spec.method];
    if (operation === undefined) return [];
    const method = spec.method.toUpperCase();
    return {
      ...{ id: operation.operationId, method, path: spec.path, tag: operation.tags[0] ?? '' },
      ...{ summary: operation.summary, who: operation.description },
      parameters: operation.parameters.map(({ name, required, description, schema }) => ({
        ...{ name, type: typeOf(schema, schemas), isRequired: required, words: description },
      })),
      body: fieldsIn(operation.requestBody?.content),
      command: commandOf(operation, `${publicUrl}${spec.path}`, method),
      answers: spec.statuses.map((status) => ({
        status: String(status),
        fields: fieldsIn(operation.responses[status]?.content),
      })),
      refusals: [...refusalsOf(spec)].map(([status, codes]) => ({ status: String(status), codes })),
    };
  });
}

/** How to call an operation with its example from a shell, with the key in `PROVISO_KEY`. */
function commandOf({ parameters, requestBody }: Operation, address: string, method: string): string {
  const url = new URL(
    address.replace(/\{(\w+)\}/g, (_, name: string) => {
      const { example = '' } = parameters.find((one) => one.name === name) ?? {};
      return encodeURIComponent(example);
    }),
  );
  for (const { name, example = '', required, ...one } of parameters) {
    if (one.in === 'query' && required) url.searchParams.set(name, example);
  }
  return [
    `curl -X ${method} ${quoted(url.href)}`,
    '-H "Authorization: Bearer $PROVISO_KEY"',
    ...Object.entries(requestBody?.content ?? {}).flatMap(([type, { example }]) =>
      type === 'multipart/form-data'
        ? ['-F file=@terms.docx']
        : [`-H ${quoted(`content-type: ${type}`)}`, `--data-binary ${quoted(bodyText(example))}`],
    ),
  ].join(' \\\n  ');
}

function bodyText(example: unknown): string {
  return typeof example === 'string' ? example : JSON.stringify(example, null, 2);
}

/** A word of a shell that means itself. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
