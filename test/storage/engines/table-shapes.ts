import { ON_POSTGRES } from '../../support/databases.ts';
import type { RawDatabase } from './raw-database.ts';

/** What a database says of a table, as far as whoever writes to it and reads from it can trip over it. */
export type TableShape = {
  readonly columns: ReadonlyMap<string, Column>;
  /** What is unique, the primary key among it: its columns in order, and a condition where it has one. */
  readonly keys: readonly string[];
  /** Checks, foreign keys and triggers, as the database writes them. */
  readonly rules: readonly string[];
};

/** A column as the database writes it. */
export type Column = {
  readonly type: string;
  readonly isRequired: boolean;
  readonly byDefault: string | null;
};

/** What a row of either database says of a column. */
type ColumnRow = { readonly table: string; readonly name: string } & {
  readonly [key in 'type' | 'default']: string | null;
} & { readonly required: boolean | number };

type Said = { readonly table: string; readonly text: string };

/** Every table of a database by its name. */
export async function readShapes(database: RawDatabase): Promise<ReadonlyMap<string, TableShape>> {
  const { columns, keys, rules } = ON_POSTGRES ? await askPostgres(database) : await askSqlite(database);
  const of = (said: readonly Said[], table: string) =>
    said.flatMap((one) => (one.table === table ? [one.text.replaceAll(/\s+/g, ' ')] : [])).toSorted();
  const byTable = Map.groupBy(columns, ({ table }) => table);
  return new Map(
    [...byTable].map(([table, own]) => [
      table,
      {
        columns: new Map(
          own.map((one) => [
            one.name,
            { type: one.type ?? '', isRequired: Boolean(one.required), byDefault: one.default },
          ]),
        ),
        keys: of(keys, table),
        rules: of(rules, table),
      },
    ]),
  );
}

type Answers = {
  readonly columns: readonly ColumnRow[];
  readonly keys: readonly Said[];
  readonly rules: readonly Said[];
};

async function askPostgres({ ask }: RawDatabase): Promise<Answers> {
  const columns = await ask<ColumnRow>(`
    SELECT table_name AS "table", column_name AS name, data_type AS type, is_nullable = 'NO' AS required,
      column_default AS "default" FROM information_schema.columns WHERE table_schema = current_schema()`);
  const keys = await ask<Said>(`
    SELECT indrelid::regclass::text AS "table", substring(pg_get_indexdef(indexrelid) FROM '\\(.*') AS text
    FROM pg_index JOIN pg_class ON pg_class.oid = indrelid
    WHERE indisunique AND relnamespace = current_schema()::regnamespace`);
  const rules = await ask<Said>(`
    SELECT conrelid::regclass::text AS "table", pg_get_constraintdef(oid) AS text FROM pg_constraint
      WHERE contype = 'c' AND connamespace = current_schema()::regnamespace
    UNION ALL
    SELECT conrelid::regclass::text, format('FOREIGN KEY (%s) TO %s', (SELECT string_agg(attname, ', ' ORDER BY attnum)
      FROM pg_attribute WHERE attrelid = conrelid AND attnum = ANY (conkey)), confrelid::regclass)
      FROM pg_constraint WHERE contype = 'f' AND connamespace = current_schema()::regnamespace
    UNION ALL
    SELECT tgrelid::regclass::text, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal`);
  return { columns, keys, rules };
}

async function askSqlite({ ask }: RawDatabase): Promise<Answers> {
  const tables = `(SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%') AS tables`;
  const columns = await ask<ColumnRow>(`
    SELECT tables.name AS "table", own.name, own.type, own."notnull" OR own.pk > 0 AS required, dflt_value AS "default"
    FROM ${tables}, pragma_table_info(tables.name) AS own`);
  const keys = await ask<Said>(`
    SELECT tables.name AS "table", '(' || (SELECT group_concat(name, ', ') FROM pragma_index_info(own.name)) || ')' ||
      coalesce(substr(made.sql, nullif(instr(made.sql, ' WHERE '), 0)), '') AS text
    FROM ${tables}, pragma_index_list(tables.name) AS own LEFT JOIN sqlite_schema AS made ON made.name = own.name
    WHERE own."unique"`);
  const references = await ask<Said>(`
    SELECT tables.name AS "table", 'FOREIGN KEY (' || group_concat(own."from", ', ') || ') TO ' || own."table" AS text
    FROM ${tables}, pragma_foreign_key_list(tables.name) AS own GROUP BY tables.name, own.id`);
  const triggers = await ask<Said>(
    `SELECT tbl_name AS "table", sql AS text FROM sqlite_schema WHERE type = 'trigger'`,
  );
  // Of checks SQLite tells no more than the words that made the table.
  const made = await ask<Said>(`SELECT name AS "table", sql AS text FROM ${tables}`);
  const checks = made.flatMap(({ table, text }) => checksIn(text).map((check) => ({ table, text: check })));
  return { columns, keys, rules: [...references, ...triggers, ...checks] };
}

/** Each `CHECK (…)` in the words that made a table. */
function checksIn(text: string): readonly string[] {
  return [...text.matchAll(/\bCHECK \(/g)].map(({ index }) => {
    let depth = 0;
    let end = text.indexOf('(', index);
    do {
      depth += { '(': 1, ')': -1 }[text.charAt(end)] ?? 0;
      end += 1;
    } while (depth > 0);
    return text.slice(index, end);
  });
}
