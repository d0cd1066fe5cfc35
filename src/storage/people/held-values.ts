import { sql } from 'kysely';
import type { Instant } from '../../domain/instant.ts';
import { type Condition, rowsOf } from '../sql.ts';
import type { Database, Statement } from '../store.ts';

/** What was known of a user from an instant on, by the key that said so. */
export type HeldValues = {
  readonly email: string | null;
  readonly locale: string | null;
  readonly name: string | null;
  readonly attributes: Readonly<Record<string, string>>;
  readonly renewsAt: readonly Instant[];
  /** The `ref` of the party whose seat they were, where they were one. */
  readonly party?: string;
  readonly mayAnswer?: boolean;
  readonly since: Instant;
  readonly key: string;
};

/** What was known of a user since a legal hold was put on them, and when that was known, in the order of time. */
export async function listHeldValues(db: Database, ref: string): Promise<HeldValues[]> {
  const rows = await db
    .selectFrom('held_values')
    .select([
      'email',
      'locale',
      'name',
      'attributes',
      'renews_at',
      'party',
      'may_answer',
      'since',
      'key_id as key',
    ])
    .where('user_ref', '=', ref)
    .orderBy('since')
    .orderBy('command')
    .execute();
  return rows.map(
    ({ attributes, renews_at: renewsAt, party, may_answer: mayAnswer, since, key, ...known }) => ({
      ...known,
      attributes: JSON.parse(attributes ?? '{}') as Record<string, string>,
      renewsAt: JSON.parse(renewsAt ?? '[]') as Instant[],
      ...(party === null ? {} : { party, mayAnswer: mayAnswer === 1 }),
      ...{ since, key },
    }),
  );
}

/** Keeps what is known of a user whom a hold is being put on, where `condition` holds. */
export function keepValues(db: Database, ref: string, condition: Condition): Statement {
  return sql`INSERT INTO held_values (user_ref, command, email, locale, name, attributes, renews_at, party, may_answer, since, key_id)
    SELECT ref, command, email, locale, name, attributes, renews_at, party, may_answer, updated_at, key_id FROM users
    WHERE ref = ${ref} AND ${condition} ON CONFLICT DO NOTHING`.compile(db);
}

/**
 * Keeps what a write marked with `command` made known of those of some users whom a hold is on, beside what
 * was known before: nobody writes over that. Saying the same again keeps nothing more.
 */
export function keepValuesOfHeld(db: Database, users: readonly string[], command: string): Statement {
  const written = rowsOf(users.map((user) => ({ user })));
  return sql`INSERT INTO held_values (user_ref, command, email, locale, name, attributes, renews_at, party, may_answer, since, key_id)
    SELECT users.ref, users.command, users.email, users.locale, users.name, users.attributes, users.renews_at,
      users.party, users.may_answer, users.updated_at, users.key_id
    FROM ${written} AS written CROSS JOIN users
    WHERE users.user_id = value ->> 'user' AND users.command = ${command}
      AND EXISTS (SELECT 1 FROM holds WHERE holds.user_ref = users.ref AND holds.lifted_at IS NULL)
      AND NOT EXISTS (SELECT 1 FROM held_values AS last WHERE last.user_ref = users.ref
        AND last.email IS NOT DISTINCT FROM users.email AND last.locale IS NOT DISTINCT FROM users.locale
        AND last.name IS NOT DISTINCT FROM users.name
        AND last.attributes IS NOT DISTINCT FROM users.attributes
        AND last.renews_at IS NOT DISTINCT FROM users.renews_at
        AND last.party IS NOT DISTINCT FROM users.party AND last.may_answer = users.may_answer
        AND NOT EXISTS (SELECT 1 FROM held_values AS later
          WHERE later.user_ref = last.user_ref AND later.since > last.since))
    ON CONFLICT DO NOTHING`.compile(db);
}

/** Forgets what was known of a user under a hold, where `condition` holds. */
export function forgetHeldValues(db: Database, ref: string, condition: Condition): Statement {
  return db.deleteFrom('held_values').where('user_ref', '=', ref).where(condition);
}
