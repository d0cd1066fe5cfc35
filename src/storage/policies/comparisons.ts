import type { PolicyDiff } from '../../domain/diff/types.ts';
import type { Database, Statement } from '../store.ts';

/** Which two texts a comparison is of: in the words of `locale`, or of two (`en>de`), and by which edition of the diff. */
export type ComparisonOf = {
  readonly policy: string;
  /** 0: from an empty text. */
  readonly from: number;
  readonly to: number;
  readonly locale: string;
  readonly madeBy: number;
};

/** Bytes of a row's data: D1 takes 1 MB a row and a parameter. */
const LARGEST_PART = 500_000;

/** A comparison that was stored, if it was, and wholly. */
export async function findComparison(
  db: Database,
  { policy, from, to, locale, madeBy }: ComparisonOf,
): Promise<PolicyDiff | undefined> {
  const rows = await db
    .selectFrom('comparisons')
    .select(['part', 'parts', 'data'])
    .where('policy', '=', policy)
    .where('from_version', '=', from)
    .where('to_version', '=', to)
    .where('locale', '=', locale)
    .where('made_by', '=', madeBy)
    .orderBy('part')
    .execute();
  if (rows.length === 0 || rows.length !== rows[0]?.parts) return undefined;
  return JSON.parse(await unpack(rows.map(({ data }) => data).join(''))) as PolicyDiff;
}

/** Keeps a comparison; the first one stored stays. */
export async function insertComparison(
  db: Database,
  { policy, from, to, locale, madeBy }: ComparisonOf,
  diff: PolicyDiff,
): Promise<Statement[]> {
  const packed = await pack(JSON.stringify(diff));
  const parts = Math.ceil(packed.length / LARGEST_PART);
  return Array.from({ length: parts }, (_, part) =>
    db
      .insertInto('comparisons')
      .values({
        policy,
        from_version: from,
        to_version: to,
        locale,
        made_by: madeBy,
        part,
        parts,
        data: packed.slice(part * LARGEST_PART, (part + 1) * LARGEST_PART),
      })
      .onConflict((conflict) => conflict.doNothing()),
  );
}

async function pack(text: string): Promise<string> {
  const zipped = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'));
  const bytes = new Uint8Array(await new Response(zipped).arrayBuffer());
  let binary = '';
  // In pieces, since a call takes only so many arguments.
  for (let at = 0; at < bytes.length; at += 8192) {
    binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
  }
  return btoa(binary);
}

async function unpack(packed: string): Promise<string> {
  const bytes = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).text();
}
