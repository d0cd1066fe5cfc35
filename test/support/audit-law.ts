import { expect } from 'vitest';
import { type Finding, findingText, type Row, type Value } from '../../src/domain/audit/finding.ts';
import { readMigrations } from '../../src/runtime/migration-files.ts';
import { readShape } from '../../src/storage/copy/copy-shape.ts';
import type { Tampering } from './tampering.ts';

const SETTINGS = 'a setting that no act is recorded of';
const QUEUE = 'the state of work under way, which no record tells of';
const CLOCK = 'only says when it was stored';

/** What no record speaks of, by table or column, and why; docs/audit.md says the same to operators. */
export const OUTSIDE: Readonly<Record<string, string>> = {
  ...{
    api_keys: SETTINGS,
    test_clock: SETTINGS,
    comparisons: 'a cache, worked out again from the texts',
    erasures: QUEUE,
  },
  ...{ fan_outs: QUEUE, holds: SETTINGS, replies: 'answers kept for 30 days', sender_pace: QUEUE },
  ...{ sendings: QUEUE, 'versions.sending': SETTINGS },
  ...{ 'calendars.command': QUEUE, 'wordings.command': QUEUE },
  preview_links: 'who may look at a draft, which is no act on it',
  local_mails: 'mails that are no notices, in the local mailbox',
  ...{ sessions: QUEUE, sign_in_codes: QUEUE },
  ...{ user_imports: QUEUE, user_import_pieces: QUEUE, user_import_refusals: QUEUE },
  'members.mailbox': 'the address once more, to find them by',
  ...{ 'members.signed_in_at': CLOCK, 'members.command': QUEUE },
  'admin_links.secret_hash': 'a secret, of which nothing is recorded',
  'admin_links.used_with': QUEUE,
  'auditor_links.secret_hash': 'a secret, of which nothing is recorded',
  ...{ 'drafts.command': QUEUE, 'releases.command': QUEUE },
  ...{ restores: 'what an operator accepted, read when the service starts', policies: SETTINGS },
  receipt_links: 'made anew by whoever has the secret that signs links',
  sittings: 'ways to a page for a day; what is done there is recorded',
  'links.secret_hash': 'a secret, of which nothing is recorded',
  held_values: 'who somebody was, beside who they are: as users.user_id',
  'users.user_id': 'who somebody is: no act is recorded of it, and it can be erased',
  'users.email': 'as user_id; an address that mail went to is in the record of that mail',
  'users.locale': 'as user_id',
  'users.name': 'as user_id',
  'users.attributes': 'as user_id',
  'users.renews_at': 'as user_id',
  ...{ 'users.party': SETTINGS, 'users.may_answer': SETTINGS },
  contacts: 'as user_id; an address that mail went to is in the record of that mail',
  ...{ 'users.command': QUEUE, 'users.created_at': CLOCK, 'users.updated_at': CLOCK },
  ...{ 'users.touched_at': QUEUE, 'users.key_id': CLOCK, 'users.addressed_at': 'as user_id' },
  ...{ 'versions.command': QUEUE, 'versions.paused_at': SETTINGS, 'versions.paused_by': SETTINGS },
  ...{ 'chunks.due_at': QUEUE, 'chunks.lease_until': QUEUE, 'chunks.attempt': QUEUE, 'chunks.tries': QUEUE },
  ...{ 'chunks.ambiguous_since': QUEUE, 'chunks.problem': QUEUE, 'chunks.frozen_at': CLOCK },
  ...{ 'chunks.in_flight': QUEUE, 'chunks.links_lost_at': QUEUE, 'users.link_lost_at': QUEUE },
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
  ...{
    'log_head.lease_until': QUEUE,
    'log_head.terminated_to': QUEUE,
    'log_head.in_force_to': QUEUE,
    'waiting_records.turn': QUEUE,
  },
  ...{ 'presentations.created_at': CLOCK, 'presentations.key_id': CLOCK },
  'presentations.edition': 'only counts those of a name, in the order in which they came',
  checkpoint_stamps: 'what another vouches for: npm run verify holds it against their certificate',
  'checkpoint_places.place': SETTINGS,
  'checkpoint_places.sent_at': CLOCK,
};

/** Of a table of settings what the record does speak of. */
const AUDITED_OF_SETTINGS: ReadonlySet<string> = new Set(['policies.last_version', 'policies.asking_pause']);

/** Checked against the personal part of the row's record, for as long as that is kept. */
const PERSONAL: Readonly<Record<string, readonly string[]>> = {
  acceptances: ['method', 'source', 'ip', 'user_agent'],
  earlier_agreements: ['source'],
  terminations: ['reason'],
  resolutions: ['reason'],
  deliveries: ['email', 'words'],
  ended_deliveries: ['email', 'words'],
};
const KIND_OF: Readonly<Record<string, string>> = {
  ...{
    earlier_agreements: 'agreed-before',
    acceptances: 'accepted',
    terminations: 'leaving',
    resolutions: 'resolved',
  },
  ...{ deliveries: 'sent', ended_deliveries: 'sent' },
};

/** Every table, with its columns and its key. */
export const SHAPE = await readShape(readMigrations());

/** One value of a database. */
export type Cell = { readonly table: string; readonly row: Row; readonly column: string };

/** What an audit must notice of a database, as its rows are now. */
export type AuditLaw = {
  readonly rowsOf: Readonly<Record<string, readonly Row[]>>;
  /** All values of which records speak. */
  readonly cells: readonly Cell[];
  /** Changes one value, audits, puts it back, and insists that it was found and its row named. */
  readonly insistOnNoticing: (cell: Cell, value: Value) => Promise<void>;
};

/** Reads what an audit must notice. */
export async function readAuditLaw(tampering: Tampering): Promise<AuditLaw> {
  const rowsOf: Record<string, readonly Row[]> = {};
  for (const { name } of SHAPE) rowsOf[name] = await tampering.rows(name);
  const cells = SHAPE.flatMap(({ name, columns }) =>
    (rowsOf[name] ?? []).flatMap((row) =>
      columns
        .filter((column) => row[column.name] !== null && !isOutside(rowsOf, name, column.name, row))
        .map((column) => ({ table: name, row, column: column.name })),
    ),
  );
  return {
    rowsOf,
    cells,
    async insistOnNoticing({ table, row, column }, value) {
      const findings = await auditWith(tampering, { table, row, column }, value);
      if (findings === false) return;
      const what = `${table}.${column} ${JSON.stringify(row)} as ${JSON.stringify(value)}`;
      expect(findings, what).not.toEqual([]);
      const key = SHAPE.find(({ name }) => name === table)?.key ?? [];
      // A row under another key is missing under its own, and belongs to nothing.
      if (key.includes(column) || /_ref$|^record_id$|^id$/.test(column)) return;
      const named = findings.filter((one) => isAbout(one, table, [row, { ...row, [column]: value }], key));
      expect(named.length, `${what}: ${findings.map(findingText).join('\n')}`).toBeGreaterThan(0);
    },
  };
}

/** Changes one value, audits, and puts it back; false where the database itself refuses the change. */
async function auditWith(tampering: Tampering, { table, row, column }: Cell, value: Value) {
  try {
    await tampering.set(table, row, column, value);
  } catch {
    return false;
  }
  const findings = await tampering.reaudit();
  await tampering.set(table, { ...row, [column]: value }, column, row[column] ?? null);
  return findings;
}

/** Why a value is outside the audit, where it is: what was forgotten, or was never recorded of a mail. */
function isOutside(rowsOf: AuditLaw['rowsOf'], table: string, column: string, row: Row): boolean {
  const secretOf = (record: string) => rowsOf.record_secrets?.find((one) => one.record_id === record);
  const isRecorded = (id: string) => rowsOf.records?.some((one) => one.id === id) === true;
  if (OUTSIDE[table] !== undefined && !AUDITED_OF_SETTINGS.has(`${table}.${column}`)) return true;
  if (OUTSIDE[`${table}.${column}`] !== undefined) return true;
  const record = `${KIND_OF[table]}:${row.id ?? row.delivery_id}`;
  if (PERSONAL[table]?.includes(column)) return (secretOf(record)?.personal ?? null) === null;
  // Whoever was erased took the salt along: what no table says as well can no longer be checked.
  if (table === 'records' && column === 'body') return secretOf(String(row.id)) === undefined;
  // Of a chunk that nobody took, no record says what it was.
  if (table === 'chunks') {
    const mails = ['deliveries', 'ended_deliveries'].flatMap((of) => rowsOf[of] ?? []);
    return !mails.some((one) => one.chunk_id === row.id && isRecorded(`sent:${one.id}`));
  }
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
