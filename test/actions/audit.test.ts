import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Finding, findingText, type Row, type Value } from '../../src/domain/audit/finding.ts';
import { ACT_KINDS } from '../../src/domain/record/act.ts';
import { readShape } from '../../src/storage/copy-shape.ts';
import { ON_POSTGRES, readMigrations } from '../support/databases.ts';
import { keepAll } from '../support/rich-story.ts';
import { flipped, haveTampering, type Tampering } from '../support/tampering.ts';

const SETTINGS = 'a setting that no act is recorded of';
const QUEUE = 'the state of work under way, which no record tells of';
const CLOCK = 'only says when it was stored';

/** What no record speaks of, by table or column, and why; docs/audit.md says the same to operators. */
const OUTSIDE: Readonly<Record<string, string>> = {
  ...{ api_keys: SETTINGS, comparisons: 'a cache, worked out again from the texts', erasures: QUEUE },
  ...{ fan_outs: QUEUE, holds: SETTINGS, replies: 'answers kept for 30 days', sender_pace: QUEUE },
  ...{ restores: 'what an operator accepted, read when the service starts', policies: SETTINGS },
  'users.user_id': 'who somebody is: no act is recorded of it, and it can be erased',
  'users.email': 'as user_id; an address that mail went to is in the record of that mail',
  'users.locale': 'as user_id',
  'users.name': 'as user_id',
  ...{ 'users.command': QUEUE, 'users.created_at': CLOCK, 'users.updated_at': CLOCK },
  ...{ 'users.touched_at': QUEUE, 'users.key_id': CLOCK },
  ...{ 'versions.command': QUEUE, 'versions.paused_at': SETTINGS, 'versions.paused_by': SETTINGS },
  ...{ 'chunks.due_at': QUEUE, 'chunks.lease_until': QUEUE, 'chunks.attempt': QUEUE, 'chunks.tries': QUEUE },
  ...{ 'chunks.ambiguous_since': QUEUE, 'chunks.problem': QUEUE, 'chunks.frozen_at': CLOCK },
  'chunks.forgotten_at': CLOCK,
  'deliveries.position': 'only the order in a chunk counts, which the hash of the chunk is over',
  'ended_deliveries.position': 'as in deliveries',
  'ended_deliveries.ended_at': CLOCK,
  ...{
    'renditions.created_at': CLOCK,
    'page_templates.created_at': CLOCK,
    'log_checkpoints.signed_at': CLOCK,
  },
  ...{ 'log_head.turn': QUEUE, 'log_head.command': QUEUE, 'log_head.lease_by': QUEUE },
  ...{ 'log_head.lease_until': QUEUE, 'log_head.terminated_to': QUEUE, 'waiting_records.turn': QUEUE },
  'checkpoint_places.place': SETTINGS,
  'checkpoint_places.sent_at': CLOCK,
};

/** Checked against the personal part of the row's record, for as long as that is kept. */
const PERSONAL: Readonly<Record<string, readonly string[]>> = {
  acceptances: ['method', 'source', 'ip', 'user_agent'],
  terminations: ['reason'],
  resolutions: ['reason'],
  deliveries: ['email', 'words'],
  ended_deliveries: ['email', 'words'],
};
const KIND_OF: Readonly<Record<string, string>> = {
  ...{ acceptances: 'accepted', terminations: 'leaving', resolutions: 'resolved' },
  ...{ deliveries: 'sent', ended_deliveries: 'sent' },
};

const SHAPE = await readShape(readMigrations());

let tampering: Tampering;
let rowsOf: Readonly<Record<string, readonly Row[]>>;
beforeAll(async () => {
  tampering = await haveTampering();
  const rows: Record<string, readonly Row[]> = {};
  for (const { name } of SHAPE) rows[name] = await tampering.rows(name);
  rowsOf = rows;
});
afterAll(() => tampering.end());

const hasPersonal = (record: string) =>
  rowsOf.record_secrets?.some((one) => one.record_id === record && one.personal !== null) === true;
const hasSalt = (record: string) => rowsOf.record_secrets?.some((one) => one.record_id === record) === true;
const isRecorded = (id: string) => rowsOf.records?.some((one) => one.id === id) === true;

const hasSent = (chunk: string) =>
  ['deliveries', 'ended_deliveries'].some((table) =>
    rowsOf[table]?.some((one) => one.chunk_id === chunk && isRecorded(`sent:${one.id}`)),
  );

/** Why a value is outside the audit, where it is: what was forgotten, or was never recorded of a mail. */
function isOutside(table: string, column: string, row: Row): boolean {
  if (OUTSIDE[table] !== undefined && `${table}.${column}` !== 'policies.last_version') return true;
  if (OUTSIDE[`${table}.${column}`] !== undefined) return true;
  const record = `${KIND_OF[table]}:${row.id ?? row.delivery_id}`;
  if (PERSONAL[table]?.includes(column)) return !hasPersonal(record);
  // Whoever was erased took the salt along: what no table says as well can no longer be checked.
  if (table === 'records' && column === 'body') return !hasSalt(String(row.id));
  // Of a chunk that nobody took, no record says what it was.
  if (table === 'chunks') return !hasSent(String(row.id));
  if (table !== 'deliveries' && table !== 'ended_deliveries') return false;
  // A mail that never left is in no record; a receipt has a round of its own; a report may have come first.
  if (!isRecorded(record)) return column !== 'state';
  return column === 'round' ? String(row.kind).startsWith('receipt-') : column === 'sent_at';
}

/** Whether a finding is about a row, before or after it was changed. */
function isAbout(
  { table, row: named }: Finding,
  at: string,
  rows: readonly Row[],
  key: readonly string[],
): boolean {
  if (table !== at) return false;
  return rows.some((row) => {
    if (named === row.id || named === row.record_id || named === 'log') return true;
    return key.every((column) => named.includes(String(row[column]))) || named.includes(`${row.chunk_id}`);
  });
}

/** Changes one value, audits, and puts it back; false where the database itself refuses the change. */
async function auditWith(table: string, row: Row, column: string, value: Value) {
  try {
    await tampering.set(table, row, column, value);
  } catch {
    return false;
  }
  const findings = await tampering.audit();
  await tampering.set(table, { ...row, [column]: value }, column, row[column] ?? null);
  return findings;
}

async function insistOnNoticing(table: string, row: Row, column: string, value: Value): Promise<void> {
  const findings = await auditWith(table, row, column, value);
  if (findings === false) return;
  const what = `${table}.${column} ${JSON.stringify(row)} as ${JSON.stringify(value)}`;
  expect(findings, what).not.toEqual([]);
  const key = SHAPE.find(({ name }) => name === table)?.key ?? [];
  // A row under another key is missing under its own, and belongs to nothing.
  if (key.includes(column) || /_ref$|^record_id$|^id$/.test(column)) return;
  const named = findings.filter((one) => isAbout(one, table, [row, { ...row, [column]: value }], key));
  expect(named.length, `${what}: ${findings.map(findingText).join('\n')}`).toBeGreaterThan(0);
}

describe('a database to which everything has happened', () => {
  test('is sound', async () => {
    expect((await tampering.audit()).map(findingText)).toEqual([]);
  });

  test('holds records of every kind, and mails that came to every end', () => {
    expect(new Set(rowsOf.records?.map(({ kind }) => kind))).toEqual(new Set(ACT_KINDS));
    const states = new Set(rowsOf.deliveries?.map(({ state }) => state));
    const ends = ['sent', 'delivered', 'bounced', 'failed', 'dropped', 'cancelled'];
    expect([...states]).toEqual(expect.arrayContaining(ends));
    expect(rowsOf.ended_deliveries?.map(({ state }) => state)).toEqual(['unknown']);
    expect(rowsOf.record_secrets?.length).toBeLessThan(rowsOf.records?.length ?? 0);
  });
});

describe('one byte changed', () => {
  test.each(SHAPE.map(({ name, columns }) => [name, columns.map((one) => one.name)] as const))(
    'in %s is found, and the row named',
    async (table, columns) => {
      for (const column of columns) {
        const rows =
          rowsOf[table]?.filter((row) => row[column] !== null && !isOutside(table, column, row)) ?? [];
        for (const [i, row] of [rows[0], rows.at(-1)].entries()) {
          if (row === undefined) continue;
          await insistOnNoticing(table, row, column, flipped(row[column] as string, i * 0.6));
        }
      }
    },
  );

  test('anywhere, in any row, is found', async () => {
    const cells = SHAPE.flatMap(({ name, columns }) =>
      (rowsOf[name] ?? []).flatMap((row) =>
        columns
          .filter((column) => row[column.name] !== null && !isOutside(name, column.name, row))
          .map((column) => ({ table: name, row, column: column.name })),
      ),
    );
    expect(cells.length).toBeGreaterThan(1_000);
    const share = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...cells), share, async ({ table, row, column }, at) => {
        await insistOnNoticing(table, row, column, flipped(row[column] as string, at));
      }),
      { numRuns: ON_POSTGRES ? 60 : 200 },
    );
  });
});

test('what is outside the audit is there, and has a reason', () => {
  const known = new Set(
    SHAPE.flatMap(({ name, columns }) => [name, ...columns.map((one) => `${name}.${one.name}`)]),
  );
  for (const [name, reason] of Object.entries(OUTSIDE)) {
    expect(known, name).toContain(name);
    expect(reason).not.toBe('');
  }
});

describe('a row that is gone is found', () => {
  test.each([
    ...['records', 'log_entries', 'log_nodes', 'acceptances', 'terminations', 'showings'],
    ...['provider_events', 'voidings', 'resolutions', 'user_versions', 'versions', 'version_texts'],
    ...['renditions', 'page_templates', 'users', 'log_head'],
  ])('%s', async (table) => {
    for (const row of [rowsOf[table]?.[0], rowsOf[table]?.at(-1)]) {
      if (row === undefined) throw new Error(`${table} is empty`);
      await tampering.remove(table, row);
      const findings = await tampering.audit();
      await tampering.add(table, row);
      expect(
        findings.map(({ table: one }) => one),
        JSON.stringify(row),
      ).toContain(table);
    }
  });
});

test('a row that no act is recorded of is found', async () => {
  const row = { ...rowsOf.acceptances?.[0], id: 'invented' };
  await tampering.add('acceptances', row);
  const [first] = await tampering.audit();
  await tampering.remove('acceptances', row);
  expect(first && findingText(first)).toBe(
    'acceptances, row invented: is there, and should be recorded as accepted:invented',
  );
});

test('a checkpoint that is kept elsewhere shows a log that was rewritten or is shorter', async () => {
  const head = rowsOf.log_head?.[0];
  const [first] = rowsOf.log_checkpoints ?? [];
  const known = (size: Value | undefined, root: Value | undefined) => [
    { source: 'a file', size: Number(size), root: String(root) },
  ];
  expect(await tampering.audit(known(head?.size, head?.root))).toEqual([]);
  expect(await tampering.audit(known(first?.size, first?.root))).toEqual([]);
  expect((await tampering.audit(known(first?.size, head?.root))).map(findingText)).toEqual([
    `log_entries.leaf, row up to ${first?.size}: is ${first?.root}, and should be ${head?.root}, as the checkpoint in a file has it`,
  ]);
  expect((await tampering.audit(known(1_000_000, head?.root))).map(findingText)).toEqual([
    `log_head.size, row log: is ${head?.size}, and should be 1000000 at least, as the checkpoint in a file says`,
  ]);
});

test('a database older than its record is sound before its acts are written down, and after', async () => {
  const old = await haveTampering();
  try {
    for (const table of [
      'waiting_records',
      'record_secrets',
      'log_entries',
      'log_nodes',
      'log_checkpoints',
      'records',
    ]) {
      await old.run(`DELETE FROM ${table}`);
    }
    const empty =
      "size = 0, turn = 0, frontier = '[]', root = '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";
    await old.run(`UPDATE log_head SET ${empty}, sealed_size = 0, terminated_to = '', backfill = ''`);
    expect((await old.audit()).map(findingText)).toEqual([]);
    await keepAll(old.app);
    expect((await old.rows('log_head'))[0]?.backfill).toBe('done');
    expect((await old.audit()).map(findingText)).toEqual([]);
  } finally {
    await old.end();
  }
});
