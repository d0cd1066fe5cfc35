import { sql } from 'kysely';
import type { Database } from '../store.ts';

/** Somebody who was found, by the product's own id. */
export type FoundPerson = {
  readonly user: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly locale: string | null;
};

/** Behind every id that begins so. */
const LAST = '\u{10ffff}';

/**
 * Users whose id begins so, to the letter, in the order of their ids after one: whoever has just that id comes first,
 * and with nothing to begin with they are all. By the index on ids, however many there are.
 */
export async function listUsersById(
  db: Database,
  beginning: string,
  page: { readonly after: string | undefined; readonly limit: number },
): Promise<readonly FoundPerson[]> {
  const rows = await db
    .selectFrom('users')
    .select([sql<string>`user_id`.as('user'), 'name', 'email', 'locale'])
    .where('user_id', '>=', beginning)
    .where('user_id', '<', `${beginning}${LAST}`)
    .$if(page.after !== undefined, (query) => query.where('user_id', '>', page.after as string))
    .orderBy('user_id')
    .limit(page.limit)
    .execute();
  return rows;
}
