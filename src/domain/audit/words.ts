import { contentHashOf } from '../hash.ts';
import { canonicalJson, type Json } from '../record/canonical-json.ts';
import { imageHashOf, presentationIdOf } from '../record/presentation.ts';
import type { Report, Row } from './finding.ts';
import { saysOfRecord } from './read-record.ts';

/** Ids from before were over more than is kept, and are bare. */
const BARE = /^[0-9a-f]{64}$/;

/** What was written before notices were found by what they say is known by a hash over other facts. */
const OLDER = /!undecided\b/;

/** The hash of a rendition's words, as `sent` records name it; its id is checked where it is a hash over the row. */
export function auditRendition(report: Report, row: Row): string {
  const id = String(row.id);
  const differs = (column: string, should: string) =>
    report({ table: 'renditions', row: id, column, is: row[column] ?? null, should });
  try {
    const words = {
      subject: row.subject as string,
      html: JSON.parse(String(row.html)) as Json,
      text: JSON.parse(String(row.text)) as Json,
    };
    const corrected = row.editions ? { editions: row.editions } : {};
    const of = { release: row.release, says: row.says, ...corrected } as { readonly [name: string]: Json };
    const isHashed = !BARE.test(id) && !OLDER.test(String(row.says));
    if (isHashed && contentHashOf(canonicalJson({ ...of, ...words })) !== id) {
      differs('id', 'the hash over what it is of and its words');
    }
    return contentHashOf(canonicalJson(words));
  } catch {
    differs('html', 'JSON, as is text');
    return '';
  }
}

/** A page's words must be what its id is the hash of. */
export function auditTemplate(report: Report, row: Row): void {
  const id = String(row.id);
  if (contentHashOf(String(row.html)) === id) return;
  report({
    table: 'page_templates',
    row: id,
    column: 'html',
    is: row.html ?? null,
    should: 'words that hash to the id',
  });
}

/** What a screen looks like must be what its id is the hash of, with its picture. */
export function auditPresentation(report: Report, row: Row): void {
  const id = String(row.id);
  const differs = (column: string, should: string) =>
    report({ table: 'presentations', row: id, column, is: row[column] ?? null, should });
  const { name, label, words, locale } = row as Readonly<Record<string, string>>;
  const image = row.image === null ? null : imageHashOrNull(String(row.image));
  if (row.image_hash !== image) differs('image_hash', `${image ?? 'that of its picture'}`);
  const imageHash = row.image_hash === null ? null : String(row.image_hash);
  const content = { name: `${name}`, label: `${label}`, words: `${words}`, locale: `${locale}` };
  if (presentationIdOf({ ...content, image: null, imageHash }) !== id) {
    differs('id', 'the hash over what it looks like');
  }
}

function imageHashOrNull(image: string): string | null {
  try {
    return imageHashOf(image);
  } catch {
    return null;
  }
}

/** A chunk that was frozen, who is in it in the order sent, and what their records say its hash is. */
export type FrozenChunk = {
  readonly chunk: Row;
  /** `id`, `position`, and the `body` of the record of its being sent, or null. */
  readonly deliveries: readonly Row[];
};

/** Holds a chunk against its hash in the records of its mails, which is over all that made them what they were. */
export function auditChunk(
  report: Report,
  { chunk, deliveries }: FrozenChunk,
  renditions: ReadonlyMap<string, string>,
): void {
  const id = String(chunk.id);
  const at = { table: 'chunks', row: id };
  deliveries.forEach((row, i) => {
    if (row.position !== deliveries[i - 1]?.position) return;
    const mail = { table: String(row.table), row: String(row.id) };
    report({ ...mail, column: 'position', is: row.position ?? null, should: `its own in chunk ${id}` });
  });
  const { linkKey } = parse(String(chunk.envelope));
  if (chunk.link_key !== null && chunk.link_key !== linkKey) {
    report({ ...at, column: 'link_key', is: chunk.link_key ?? null, should: linkKey ?? null });
  }
  const sent = deliveries.filter(({ body }) => body !== null);
  if (sent.length === 0) return;
  const expected = hashOf(chunk, deliveries, renditions);
  for (const { body } of sent) {
    const { facts } = parse(String(body));
    // Before there was a record nothing was hashed.
    if (facts?.chunk?.hash === null || facts?.chunk?.id !== id) continue;
    for (const [column, should] of [
      ['release', facts.release],
      ['rendition_id', facts.rendition],
      ['kind', facts.notice?.kind],
      ['says', saysOfRecord(facts)],
    ]) {
      // Before there were releases nothing was recorded of them.
      if (should !== undefined && chunk[column] !== should)
        report({ ...at, column, is: chunk[column] ?? null, should });
    }
    if (facts.chunk.hash === expected) continue;
    const should = `${facts.chunk.hash}, the hash over its mails in their order, envelope and words`;
    report({ ...at, column: 'envelope', is: expected, should });
    return;
  }
}

function hashOf(chunk: Row, deliveries: readonly Row[], renditions: ReadonlyMap<string, string>): string {
  const { from, publicUrl, linkKey } = parse(String(chunk.envelope)) as Record<string, string>;
  const rendition = String(chunk.rendition_id);
  const ids = deliveries.map((one) => String(one.id));
  const content = { deliveries: ids, from, linkKey, publicUrl, rendition, words: renditions.get(rendition) };
  return contentHashOf(canonicalJson(content));
}

// biome-ignore lint/suspicious/noExplicitAny: whatever a tampered row holds
function parse(json: string): any {
  try {
    return JSON.parse(json) ?? {};
  } catch {
    return {};
  }
}
