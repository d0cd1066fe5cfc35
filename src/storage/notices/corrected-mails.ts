import { sql } from 'kysely';
import { GIVEN } from '../../domain/notices/delivery-state.ts';
import type { Version } from '../../domain/policies/policy.ts';
import type { Database } from '../store.ts';

/** An announcement that went out, and the editions of texts that it showed. */
export type SentEdition = { readonly id: string; readonly says: string; readonly editions: string };

/** Announcements of a release that were given, after one of them, in the order of their ids, with what each showed. */
export async function listSentEditions(
  db: Database,
  { release }: Pick<Version, 'release'>,
  page: { readonly after: string | undefined; readonly limit: number },
): Promise<readonly SentEdition[]> {
  const { rows } = await sql<SentEdition>`
    SELECT own.id, own.says, renditions.editions FROM deliveries AS own
      JOIN chunks ON chunks.id = own.chunk_id JOIN renditions ON renditions.id = chunks.rendition_id
    WHERE own.release = ${release} AND own.kind = 'announcement' AND own.state IN (${sql.join(GIVEN)})
      AND own.id > ${page.after ?? ''}
    ORDER BY own.id LIMIT ${page.limit}`.execute(db);
  return rows;
}
