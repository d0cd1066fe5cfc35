import { WORDS_OF_PEOPLE } from './words-of-people.ts';
import { WORDS_OF_POLICIES } from './words-of-policies.ts';
import { WORDS_OF_THE_RECORD } from './words-of-the-record.ts';

const WORDS: Readonly<Record<string, string>> = {
  ...WORDS_OF_POLICIES,
  ...WORDS_OF_PEOPLE,
  ...WORDS_OF_THE_RECORD,
};

/** What a field says: in the schema with a name or the operation, or in the field that it is in, where it says something of its own there. */
export function wordsOf(field: string, where: string, within = ''): string | undefined {
  return WORDS[`${where}.${field}`] ?? WORDS[`${within}.${field}`] ?? WORDS[field];
}

/** The earlier dialect knows `null` as an instance of a type alone. */
const NULL = { type: 'object', nullable: true, enum: [null] };

type Written = { readonly type?: string; readonly nullable?: boolean; readonly $ref?: string } & Readonly<
  Record<'anyOf' | 'allOf', readonly unknown[] | undefined>
>;

/** A JSON Schema in which every property says what it is; `where` is the schema or the operation that it is of. */
export function withWords(schema: unknown, where: string, within = ''): unknown {
  if (Array.isArray(schema)) return schema.map((one) => withWords(one, where, within));
  if (schema === null || typeof schema !== 'object') return schema;
  const { nullable, ...written } = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [
      key,
      key === 'properties' ? withWordsEach(value as object, where, within) : withWords(value, where, within),
    ]),
  ) as Written;
  if (nullable === undefined) return written;
  if (written.type !== undefined) return { ...written, nullable };
  const { anyOf, allOf, ...rest } = written;
  return { ...rest, anyOf: [...(anyOf ?? allOf ?? []), NULL] };
}

function withWordsEach(properties: object, where: string, within: string): unknown {
  return Object.fromEntries(
    Object.entries(properties).map(([field, schema]) => {
      const description = wordsOf(field, where, within);
      const said = withWords(schema, where, field) as Written;
      // The earlier dialect reads nothing beside a reference.
      const own = said.$ref === undefined ? said : { allOf: [said] };
      return [field, { ...(description !== undefined && { description }), ...own }];
    }),
  );
}
