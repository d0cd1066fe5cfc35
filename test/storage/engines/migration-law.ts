import type { RawDatabase } from './raw-database.ts';
import { type RowInBetween, rowsFor } from './rows-in-between.ts';
import { readShapes, type TableShape } from './table-shapes.ts';

type Shapes = ReadonlyMap<string, TableShape>;

/**
 * Runs a migration, and answers what of it a process that was written before would trip over, a sentence each:
 * what it reads or writes is gone, is something else, or is refused. That is asked of the database itself, with
 * a row in every table, and with such rows as that process writes them afterwards.
 *
 * What nobody can ask a database is whether a process of this release understands what the older one writes.
 */
export async function findBreaks(database: RawDatabase, script: string): Promise<readonly string[]> {
  const before = await readShapes(database);
  const rows = rowsFor(new Map([...before].map(([table, { columns }]) => [table, new Set(columns.keys())])));
  const [after, changed] = await database.trying(async () => {
    await database.run(rows.map(insertOf).join(''));
    // What a script does not name it leaves alone.
    const words = new Set(script.match(/\w+/g));
    const named = new Map([...before].filter(([table]) => words.has(table)));
    const kept = await readRows(database, named);
    await database.run(script);
    const shapes = await readShapes(database);
    const known = new Map([...named].filter(([table, shape]) => hasColumns(shapes.get(table), shape)));
    const now = await readRows(database, known);
    const different = [...now].filter(([table, said]) => said !== kept.get(table));
    return [shapes, different.map(([table]) => `${table}: rows say something else`)] as const;
  });
  await database.run(script);
  const broken = [...before].flatMap(([table, shape]) => breaksOf(table, shape, after.get(table)));
  const isBroken = (table: string) => broken.some((one) => /^\w+/.exec(one)?.[0] === table);
  const written = rows.filter(([table]) => !isBroken(table));
  return [...broken, ...changed, ...(await database.trying(() => findRefused(database, written)))];
}

async function findRefused(database: RawDatabase, rows: readonly RowInBetween[]): Promise<readonly string[]> {
  const told: string[] = [];
  for (const row of rows) {
    await database.run(`SAVEPOINT one; ${insertOf(row)}`).catch(async (error: Error) => {
      told.push(`${row[0]}: a row as it was written is refused (${error.message})`);
      await database.run('ROLLBACK TO one');
    });
  }
  return told;
}

function hasColumns(after: TableShape | undefined, { columns }: TableShape): boolean {
  return [...columns.keys()].every((name) => after?.columns.has(name));
}

/** What is different about a table for whoever knows it as it was. */
function breaksOf(table: string, before: TableShape, after: TableShape | undefined): readonly string[] {
  if (after === undefined) return [`${table}: the table is gone`];
  const ofOld = [...before.columns].flatMap(([name, was]) => {
    const is = after.columns.get(name);
    if (is === undefined) return [`${table}: ${name} is gone`];
    return [
      ...(is.type === was.type ? [] : [`${table}: ${name} has another type`]),
      ...(is.isRequired && !was.isRequired ? [`${table}: ${name} may not be null any more`] : []),
      ...(is.byDefault === was.byDefault ? [] : [`${table}: ${name} has another default`]),
    ];
  });
  const added = [...after.columns].filter(([name]) => !before.columns.has(name));
  const required = added.filter(([, { isRequired, byDefault }]) => isRequired && byDefault === null);
  // What is null is no duplicate of anything.
  const isFree = (key: string) =>
    added.some(([name, { byDefault }]) => byDefault === null && wordsOf(key).has(name));
  const isOfAdded = (rule: string) =>
    !/TRIGGER/.test(rule) && [...before.columns.keys()].every((name) => !wordsOf(rule).has(name));
  return [
    ...ofOld,
    ...required.map(([name]) => `${table}: ${name} must be given, and has no default`),
    ...before.keys.filter((key) => !after.keys.includes(key)).map((key) => `${table}: ${key} is not unique`),
    ...after.keys
      .filter((key) => !before.keys.includes(key) && !isFree(key))
      .map((key) => `${table}: ${key} is unique`),
    ...after.rules
      .filter((rule) => !isOfAdded(rule) && !before.rules.some((was) => takesAll(rule, was)))
      .map((rule) => `${table}: refuses more (${rule})`),
  ];
}

const LITERAL = /'[^']*'(?:::text)?,? ?/g;

/** Whether a rule takes all that another takes: it is the same, or its list of values has more of them. */
function takesAll(rule: string, was: string): boolean {
  if (rule === was) return true;
  const isList = /^CHECK \(.*(?: IN \(|ANY \()/.test(rule) && !/\bNOT\b|<>|\bOR\b|\bAND\b/.test(rule);
  const values = (text: string) => [...text.matchAll(/'([^']*)'/g)].map(([, value]) => value);
  return (
    isList &&
    rule.replaceAll(LITERAL, '') === was.replaceAll(LITERAL, '') &&
    values(was).every((value) => values(rule).includes(value))
  );
}

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(text.replaceAll(/'[^']*'| TO \w+$/g, '').match(/\w+/g) ?? []);
}

function insertOf([table, row]: RowInBetween): string {
  const values = Object.values(row).map((one) =>
    typeof one === 'string' ? `'${one.replaceAll("'", "''")}'` : String(one),
  );
  return `INSERT INTO ${table} (${Object.keys(row).join(', ')}) VALUES (${values.join(', ')});`;
}

/** What the rows of each table say in the columns that are named, in whatever order they stand. */
async function readRows({ ask }: RawDatabase, tables: Shapes): Promise<ReadonlyMap<string, string>> {
  const read = new Map<string, string>();
  for (const [table, { columns }] of tables) {
    const rows = await ask(`SELECT ${[...columns.keys()].join(', ')} FROM ${table}`);
    read.set(
      table,
      rows
        .map((row) => JSON.stringify(row))
        .toSorted()
        .join('\n'),
    );
  }
  return read;
}
