import { sql } from 'kysely';
import type { Database } from '../../../src/storage/store.ts';

const AT = '2026-11-22T09:00:00.000Z';
const OF_VERSION = { policy: 'p', version: 1 };
const NOTICE = { ...OF_VERSION, kind: 'announcement', base_version: 0, locale: 'en' };
const OF_RELEASE = { release: 'p/1', says: 'announcement/0/en p@1<0!unrecorded:en' };
const NOTICE_OF_RELEASE = { ...OF_RELEASE, kind: 'announcement' };

/** A row for each table, in the columns that it had when it was made, and where it was made anew since. */
const ROWS: readonly (readonly [table: string, row: Readonly<Record<string, string | number | null>>])[] = [
  [
    'policies',
    {
      policy: 'p',
      title: 'P',
      locale: 'en',
      time_zone: 'UTC',
      acceptance: 'deemed',
      notice_minor: 'P7D',
      notice_substantial: 'P30D',
      last_version: 1,
      command: 'c',
      created_at: AT,
      updated_at: AT,
      key_id: 'k',
    },
  ],
  [
    'versions',
    {
      ...OF_VERSION,
      change: 'minor',
      acceptance: 'deemed',
      posted_at: AT,
      effective_at: AT,
      rule: '{}',
      late_notice: 'P7D',
      time_zone: 'UTC',
      content_hash: 'h',
      recipients: 1,
      key_id: 'k',
      command: 'c',
    },
  ],
  ['version_texts', { ...OF_VERSION, locale: 'en', content: 'Words.' }],
  [
    'translations',
    { ...OF_VERSION, locale: 'de', content_hash: 'h', summary: 'S', added_at: AT, key_id: 'k' },
  ],
  ['wordings', { locale: 'de', edition: 1, sentences: '{}', written_at: AT, key_id: 'k', command: 'c' }],
  [
    'text_editions',
    {
      ...{ ...OF_VERSION, locale: 'de', edition: 2, content: 'W', content_hash: 'h', summary: 'S', why: 'W' },
      ...{ added_at: AT, key_id: 'k' },
    },
  ],
  ['text_layers', { ...OF_VERSION, locale: 'en', layers: '[]' }],
  [
    'users',
    {
      ref: 'u',
      user_id: 'ada',
      email: 'ada@example.com',
      command: 'c',
      created_at: AT,
      updated_at: AT,
      touched_at: AT,
      key_id: 'k',
    },
  ],
  [
    'acceptances',
    {
      id: 'a',
      user_ref: 'u',
      ...OF_VERSION,
      basis: 'deemed',
      accepted_at: AT,
      recorded_at: AT,
      content_hash: 'h',
      locale: 'en',
      actor: 'k',
    },
  ],
  [
    'terminations',
    {
      id: 't',
      user_ref: 'u',
      ...OF_VERSION,
      leaves_when: 'effect',
      declined_at: AT,
      terminates_at: AT,
      revokes: 'a',
      actor: 'k',
    },
  ],
  ['user_versions', { user_ref: 'u', ...OF_VERSION, told_at: AT, binds_at: AT }],
  [
    'fan_outs',
    {
      ...OF_VERSION,
      kind: 'announcement',
      cursor_touched_at: AT,
      cursor_ref: 'u',
      rewound_at: AT,
      command: 'c',
    },
  ],
  ['renditions', { id: 'r', ...NOTICE, late: 0, subject: 'S', html: '[]', text: '[]', created_at: AT }],
  ['chunks', { id: 'ch', ...NOTICE, state: 'sent', due_at: AT, lease_until: '', attempt: 1 }],
  [
    'deliveries',
    {
      ...NOTICE,
      user_ref: 'u',
      chunk_id: 'ch',
      state: 'sent',
      id: 'd',
      email: 'ada@example.com',
      position: 3,
      provider_id: 'x',
      sent_at: AT,
    },
  ],
  ['api_keys', { id: 'k', name: 'K', role: 'app', secret_hash: 'h', created_at: AT, created_by: 'admin' }],
  [
    'replies',
    {
      key_id: 'k',
      method: 'POST',
      path: '/',
      idempotency_key: 'i',
      body_hash: 'h',
      status: 201,
      headers: '{}',
      body: '{}',
      created_at: AT,
    },
  ],
  [
    'provider_events',
    {
      id: 'e',
      delivery_id: 'd',
      user_ref: 'u',
      type: 'email.delivered',
      occurred_at: AT,
      received_at: AT,
    },
  ],
  ['voidings', { acceptance_id: 'a', event_id: 'e', voided_at: AT }],
  ['showings', { id: 's', user_ref: 'u', ...OF_VERSION, shown_at: AT, key_id: 'k' }],
  [
    'reader_events',
    {
      ...{ id: 're', user_ref: 'u', kind: 'delivered', channel: 'post', ...OF_VERSION, happened_at: AT },
      ...{ states: '["silence"]', recorded_at: AT, key_id: 'k' },
    },
  ],
  [
    'ended_deliveries',
    { id: 'ended', ...NOTICE, user_ref: 'u', chunk_id: 'ch', state: 'bounced', ended_at: AT },
  ],
  ['resolutions', { delivery_id: 'd', user_ref: 'u', resolved_as: 'sent', resolved_at: AT, key_id: 'k' }],
  ['records', { id: 'shown:s', kind: 'shown', user_ref: 'u', body: '{}', commitment: 'c' }],
  ['record_secrets', { record_id: 'shown:s', user_ref: 'u', salt: 's', personal: '{}' }],
  ['waiting_records', { record_id: 'shown:w', turn: 7 }],
  ['log_entries', { position: 1, record_id: 'shown:s', leaf: 'l' }],
  ['log_nodes', { height: 4, idx: 0, hash: 'h' }],
  ['log_checkpoints', { size: 1, root: 'r', note: 'n', signed_at: AT }],
  ['checkpoint_stamps', { size: 1, token: 't', stamped_at: AT }],
  ['checkpoint_places', { place: 'file', size: 1, sent_at: AT }],
  ['page_templates', { id: 'p', html: '<p>', created_at: AT }],
  [
    'comparisons',
    {
      policy: 'p',
      locale: 'en',
      ...{ from_version: 1, to_version: 2, made_by: 1, part: 1, parts: 1, data: '' },
    },
  ],
  [
    'calendars',
    {
      ...{ name: 'DE-BY', weekend: '[6,7]', holidays: '["2026-12-25"]', edition: 1, command: 'c' },
      ...{ created_at: AT, updated_at: AT, key_id: 'k' },
    },
  ],
  [
    'earlier_agreements',
    { id: 'ea', user_ref: 'u', policy: 'p', agreed_at: AT, recorded_at: AT, source: 'forms', actor: 'k' },
  ],
  ['holds', { id: 'h', user_ref: 'u', held_at: AT, held_by: 'k' }],
  ['held_values', { user_ref: 'u', command: 'c', since: AT, key_id: 'k' }],
  [
    'answers',
    {
      ...{ id: 'an', user_ref: 'u', ...OF_VERSION, answer: 'keep-old', content_hash: 'h' },
      ...{ answered_at: AT, recorded_at: AT, actor: 'k' },
    },
  ],
  [
    'presentations',
    {
      ...{ id: 'pr', name: 'n', edition: 1, label: 'l', words: 'w', locale: 'en', created_at: AT },
      key_id: 'k',
    },
  ],
  ['contacts', { user_ref: 'u', contact: 1, address_hash: 'h', added_at: AT }],
  ['seat_acts', { record_id: 'r', user_ref: 'u', party: 'u' }],
  ['answer_voidings', { id: 'an', user_ref: 'u', ...OF_VERSION, act_id: 'an', voided_at: AT, actor: 'k' }],
  ['links', { id: 'l', user_ref: 'u', ...OF_VERSION, secret_hash: 'h', made_at: AT, made_by: 'k' }],
  ['sittings', { id: 's', user_ref: 'u', tells: '[]', secret_hash: 'h', made_at: AT, made_by: 'k' }],
  ['receipt_links', { link_hash: 'h', user_ref: 'u', delivery_id: 'd' }],
  ['erasures', { user_ref: 'u', requested_at: AT, key_id: 'k' }],
  ['restores', { lost_size: 2, lost_root: 'l', size: 1, root: 'r', accepted_at: AT }],
  [
    'fan_outs',
    {
      ...{ release: 'p/1', kind: 'announcement', cursor_touched_at: AT, cursor_ref: 'u', rewound_at: AT },
      command: 'c',
    },
  ],
  ['renditions', { id: 'r', ...OF_RELEASE, subject: 'S', html: '[]', text: '[]', created_at: AT }],
  ['chunks', { id: 'ch', ...NOTICE_OF_RELEASE, state: 'sent', due_at: AT, lease_until: '', attempt: 1 }],
  [
    'deliveries',
    {
      ...{ ...NOTICE_OF_RELEASE, user_ref: 'u', chunk_id: 'ch', state: 'sent', id: 'd' },
      ...{ email: 'ada@example.com', position: 3, provider_id: 'x', sent_at: AT },
    },
  ],
  [
    'ended_deliveries',
    { id: 'ended', ...NOTICE_OF_RELEASE, user_ref: 'u', chunk_id: 'ch', state: 'bounced', ended_at: AT },
  ],
  [
    'webhook_endpoints',
    {
      ...{ id: 'w', url: 'https://shop.example.com/', events: '["*"]', secret_id: '1', secret_number: 1 },
      ...{ position: 3, lease_by: '', lease_until: '', command: 'c' },
      ...{ created_at: AT, updated_at: AT, key_id: 'k' },
    },
  ],
  ['webhook_events_aside', { endpoint: 'w', position: 2, lane: 'user:u', due_at: AT, tries: 1 }],
  [
    'webhook_attempts',
    {
      ...{ id: 'at', endpoint: 'w', event: 'evt_1', type: 'user.left', position: 2, attempted_at: AT },
      ...{ tries: 1, outcome: 'failed', status: 500, took_ms: 3 },
    },
  ],
  ['test_clock', { id: 'service', seconds_ahead: 0 }],
  ['sendings', { release: 'p/1', mails: 3 }],
  [
    'drafts',
    { id: 'dr', policy: 'p', state: 'posted', revision: 1, version: 1, command: 'c', created_at: AT },
  ],
  [
    'draft_revisions',
    {
      ...{ draft: 'dr', revision: 1, texts: '{"en":"sha256:h"}', change: 'minor', summary: '{}' },
      ...{ follows: 0, written_at: AT, key_id: 'k' },
    },
  ],
  ['draft_texts', { draft: 'dr', locale: 'en', hash: 'sha256:h', content: 'Words.' }],
  [
    'draft_verdicts',
    { id: 'dv', draft: 'dr', revision: 1, verdict: 'approved', note: 'Fine.', said_at: AT, key_id: 'k' },
  ],
  ['preview_links', { id: 'pl', draft: 'dr', secret_hash: 'h', made_at: AT, made_by: 'k', expires_at: AT }],
  [
    'test_mails',
    {
      ...{ id: 'tm', draft: 'dr', mail_from: 'P <p@example.com>', mail_to: 'ada@example.com' },
      ...{ subject: 'TEST: S', html: '<p>', text: 'T', sent_at: AT },
    },
  ],
  [
    'local_mails',
    {
      ...{ id: 'lm', mail_from: 'P <p@example.com>', mail_to: 'ada@example.com' },
      ...{ subject: 'S', html: '<p>', text: 'T', sent_at: AT },
    },
  ],
  [
    'members',
    {
      ...{ id: 'me', mailbox: 'ada@example.com', email: 'ada@example.com', name: 'Ada', roles: '["admin"]' },
      ...{ edition: 1, invited_at: AT, updated_at: AT, updated_by: 'member:me', command: 'c' },
    },
  ],
  ['version_counts', { policy: 'p', version: 1, cursor_ref: '', command: 'c' }],
  [
    'member_mails',
    { id: 'mm', member: 'me', kind: 'posted', policy: 'p', version: 1, due_at: AT, attempt: 0, in_flight: 0 },
  ],
  [
    'user_imports',
    {
      ...{
        id: 'ui',
        member: 'me',
        filename: 'people.csv',
        format: 'sheet',
        encoding: 'utf-8',
        heading: '[]',
      },
      ...{
        lines: 1,
        pieces: 1,
        state: 'read',
        piece: 0,
        counts: '{}',
        made_at: AT,
        moved_at: AT,
        command: 'c',
      },
    },
  ],
  ['user_import_pieces', { import: 'ui', piece: 0, lines: '[]' }],
  ['user_import_refusals', { import: 'ui', line: 2, user_id: 'ada', detail: 'email is not an address' }],
  ['admin_links', { id: 'al', secret_hash: 'h', made_at: AT, expires_at: AT }],
  [
    'auditor_links',
    {
      ...{
        id: 'au',
        secret_hash: 'h',
        policy: 'privacy',
        people: '["r"]',
        made_at: AT,
        made_by: 'member:me',
      },
      expires_at: AT,
    },
  ],
  ['sign_in_codes', { id: 'sc', asker: 'h', code_hash: 'h', tries: 0, expires_at: AT }],
  ['sessions', { id_hash: 'h', member: 'me', created_at: AT, used_at: AT, code_at: AT }],
  [
    'releases',
    {
      ...{ id: 're', state: 'posted', due_at: AT, drafts: '[]', command: 'c', created_at: AT },
      ...{ created_by: 'k', ended_at: AT, ended_by: 'clock' },
    },
  ],
];

/** A row of a table, by its columns. */
export type RowInBetween = (typeof ROWS)[number];

/** A row for each table that there is, as it is written where there are these columns and no others. */
export function rowsFor(tables: ReadonlyMap<string, ReadonlySet<string>>): readonly RowInBetween[] {
  return ROWS.filter(([table, row]) => Object.keys(row).every((name) => tables.get(table)?.has(name)));
}

/** Puts a row into every table that there is by now, so that the migrations to come have something to keep. */
export async function haveRowsInEveryTable(store: { readonly db: Database }): Promise<void> {
  const tables = new Map<string, ReadonlySet<string>>();
  for (const { name, columns } of await store.db.introspection.getTables()) {
    const names = columns.map((column) => column.name);
    tables.set(name, names.length > 0 ? new Set(names) : await columnsOnD1(store, name));
  }
  for (const [table, row] of rowsFor(tables)) {
    const columns = sql.join(Object.keys(row).map((name) => sql.ref(name)));
    const values = sql.join(Object.values(row).map((value) => sql.lit(value)));
    await sql`INSERT INTO ${sql.table(table)} (${columns}) VALUES (${values})`.execute(store.db);
  }
}

/** The columns of a table, which D1 tells by a query alone. */
async function columnsOnD1({ db }: { readonly db: Database }, table: string): Promise<Set<string>> {
  const { rows } = await sql<{ name: string }>`SELECT name FROM pragma_table_info(${table})`.execute(db);
  return new Set(rows.map(({ name }) => name));
}
