import type { FieldRow } from '../../pages/api-reference.ts';

/** What is read of a JSON Schema. */
export type JsonSchema = {
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly $ref?: string;
};

/** Schemas with a name, by it. */
export type NamedSchemas = Readonly<Record<string, JsonSchema>>;

const IN_WORDS: Readonly<Record<string, string>> = {
  'date-time': 'an instant',
  date: 'a date',
  duration: 'a period such as P30D',
  'idn-email': 'an email address',
  uuid: 'an id',
  binary: 'a file',
};

/** The fields of a schema and of what stands in it, in order; what contains itself is opened once. */
export function fieldRows(schema: JsonSchema, named: NamedSchemas): FieldRow[] {
  return [...rowsIn(schema, named, { prefix: '', opened: [] })];
}

type Place = { readonly prefix: string; readonly opened: readonly string[] };

function* rowsIn(schema: JsonSchema, named: NamedSchemas, place: Place): Generator<FieldRow> {
  const seen = new Set<string>();
  for (const { one, opened } of alternatives(schema, named, place.opened)) {
    for (const [field, of] of Object.entries(one.properties ?? {})) {
      // Alternatives share most of their fields.
      if (seen.has(field)) continue;
      seen.add(field);
      const name = `${place.prefix}${field}`;
      const isRequired = one.required?.includes(field) ?? false;
      yield { name, type: typeOf(of, named), isRequired, words: of.description ?? '' };
      yield* rowsIn(of, named, { prefix: `${name}.`, opened });
    }
    if (one.items !== undefined) yield* rowsIn(one.items, named, { ...place, opened });
    if (typeof one.additionalProperties === 'object') {
      yield* rowsIn(one.additionalProperties, named, { prefix: `${place.prefix}*.`, opened });
    }
  }
}

function* alternatives(
  schema: JsonSchema,
  named: NamedSchemas,
  opened: readonly string[],
): Generator<{ readonly one: JsonSchema; readonly opened: readonly string[] }> {
  const several = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (several !== undefined) {
    for (const one of several) yield* alternatives(one, named, opened);
  } else if (schema.$ref !== undefined) {
    const name = nameOf(schema.$ref);
    const target = named[name];
    if (target !== undefined && !opened.includes(name)) yield* alternatives(target, named, [...opened, name]);
  } else yield { one: schema, opened };
}

/** What a value may be, in words. */
export function typeOf(schema: JsonSchema, named: NamedSchemas): string {
  const several = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (several !== undefined) return [...new Set(several.map((one) => typeOf(one, named)))].join(' or ');
  if (schema.$ref !== undefined) {
    const target = named[nameOf(schema.$ref)];
    return target?.type === 'object' ? nameOf(schema.$ref) : typeOf(target ?? {}, named);
  }
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return schema.enum.map((one) => JSON.stringify(one)).join(', ');
  if (schema.format !== undefined && IN_WORDS[schema.format] !== undefined) return IN_WORDS[schema.format]!;
  const types = [schema.type ?? 'any'].flat();
  return types.map((type) => ofType(type, schema, named)).join(' or ');
}

function ofType(type: string, schema: JsonSchema, named: NamedSchemas): string {
  if (type === 'array') return `a list of ${typeOf(schema.items ?? {}, named)}`;
  if (type === 'object' && typeof schema.additionalProperties === 'object') {
    return `by name, ${typeOf(schema.additionalProperties, named)}`;
  }
  return type;
}

function nameOf(ref: string): string {
  return ref.slice(ref.lastIndexOf('/') + 1);
}
