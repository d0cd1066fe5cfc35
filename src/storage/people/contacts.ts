import { type RawBuilder, sql } from 'kysely';
import { mailboxOf } from '../../domain/email-address.ts';
import { sha256Hex } from '../../domain/hash.ts';
import type { Instant } from '../../domain/instant.ts';
import { type Condition, rowsOf } from '../sql.ts';
import type { Database, Statement } from '../store.ts';

/** An address that a user's notices go to besides their own: in which language, and what it is for. */
export type Contact = {
  readonly email: string;
  readonly locale: string | null;
  readonly purpose: string | null;
};

/** A contact with its number within its user, which stays with its address, and since when it is one. */
export type KnownContact = Contact & { readonly contact: number; readonly addedAt: Instant };

/** Where a user is written to, of their own (0) and at which of their contacts. */
export type Address = { readonly contact: number; readonly email: string; readonly locale: string | null };

/** The contacts of some users, by `ref`, each in the order of their numbers. */
export async function listContacts(
  db: Database,
  refs: readonly string[],
): Promise<ReadonlyMap<string, readonly KnownContact[]>> {
  const { rows } = await sql<KnownContact & { ref: string }>`
    SELECT own.user_ref AS ref, own.contact, own.email, own.locale, own.purpose, own.added_at AS "addedAt"
    FROM ${rowsOf(refs.map((ref) => ({ ref })))} AS wanted CROSS JOIN contacts AS own
    WHERE own.user_ref = value ->> 'ref' AND own.removed_at IS NULL
    ORDER BY own.contact`.execute(db);
  return Map.groupBy(
    rows.map(({ ref, ...contact }) => ({ ref, ...contact })),
    ({ ref }) => ref,
  );
}

/** Everywhere a user is written to: their own address first, then their contacts. A seat is written to nowhere. */
export async function listAddresses(
  db: Database,
  user: {
    readonly ref: string;
    readonly email: string | null;
    readonly locale: string | null;
    readonly party: string | null;
  },
): Promise<readonly Address[]> {
  if (user.party !== null) return [];
  const own = user.email === null ? [] : [{ contact: 0, email: user.email, locale: user.locale }];
  const contacts = (await listContacts(db, [user.ref])).get(user.ref) ?? [];
  return [
    ...own,
    ...contacts.map(({ contact, email, locale }) => ({ contact, email, locale: locale ?? user.locale })),
  ];
}

/**
 * Leaves each of some users, written in the same list with `command`, with the contacts that are said of them:
 * a new address gets the next number, and one that is said no more is forgotten, unless a hold is on its user.
 * Whoever loses one may have lost their link by that.
 */
export function putContacts(
  db: Database,
  said: readonly { readonly user: string; readonly contacts: readonly Contact[] }[],
  write: { readonly command: string; readonly now: Instant },
): Statement[] {
  if (said.length === 0) return [];
  const saying = rowsOf(said.map(({ user }) => ({ user })));
  const listed = said.flatMap(({ user, contacts }) =>
    contacts.map((one, i) => ({ ...one, user, place: i + 1, hash: addressHash(user, one.email) })),
  );
  const theirs = sql`SELECT users.ref FROM ${saying} AS saying CROSS JOIN users
    WHERE users.user_id = value ->> 'user' AND users.command = ${write.command}`;
  const isGone = sql`removed_at IS NULL
    AND address_hash NOT IN (SELECT value ->> 'hash' FROM ${rowsOf(listed)} AS kept)`;
  return [
    sql`UPDATE users SET link_lost_at = coalesce(link_lost_at, ${write.now}) WHERE ref IN (${theirs})
      AND EXISTS (SELECT 1 FROM contacts WHERE user_ref = users.ref AND ${isGone})`.compile(db),
    sql`UPDATE contacts SET removed_at = ${write.now}, email = ${unlessForgotten('email')},
        purpose = ${unlessForgotten('purpose')}
      WHERE user_ref IN (${theirs}) AND ${isGone}`.compile(db),
    sql`INSERT INTO contacts (user_ref, contact, address_hash, email, locale, purpose, added_at)
      SELECT users.ref, coalesce(known.contact, CAST(value ->> 'place' AS INTEGER) + coalesce(
          (SELECT max(own.contact) FROM contacts AS own WHERE own.user_ref = users.ref), 0)),
        value ->> 'hash', value ->> 'email', value ->> 'locale', value ->> 'purpose', ${write.now}
      FROM ${rowsOf(listed)} AS listed CROSS JOIN users LEFT JOIN contacts AS known
        ON known.user_ref = users.ref AND known.address_hash = value ->> 'hash'
      WHERE users.user_id = value ->> 'user' AND users.command = ${write.command}
      ON CONFLICT (user_ref, contact) DO UPDATE SET email = excluded.email, locale = excluded.locale,
        purpose = excluded.purpose, removed_at = NULL,
        added_at = CASE WHEN contacts.removed_at IS NULL THEN contacts.added_at ELSE excluded.added_at END`.compile(
      db,
    ),
  ];
}

/** Forgets the addresses of a user's contacts that were removed, where `condition` holds. */
export function forgetRemovedContacts(db: Database, ref: string, condition: Condition): Statement {
  return db
    .updateTable('contacts')
    .set({ email: null, purpose: null })
    .where('user_ref', '=', ref)
    .where('removed_at', 'is not', null)
    .where(condition);
}

/** Forgets all contacts of a user, where `condition` holds. */
export function forgetContacts(db: Database, ref: string, condition: Condition): Statement {
  return db.deleteFrom('contacts').where('user_ref', '=', ref).where(condition);
}

/** Whether `users` has contacts that were not removed. */
export const HAS_CONTACTS = sql<boolean>`EXISTS (SELECT 1 FROM contacts
  WHERE contacts.user_ref = users.ref AND contacts.removed_at IS NULL)`;

function unlessForgotten(column: 'email' | 'purpose'): RawBuilder<string | null> {
  return sql`CASE WHEN EXISTS (SELECT 1 FROM holds
    WHERE holds.user_ref = contacts.user_ref AND holds.lifted_at IS NULL) THEN ${sql.ref(column)} END`;
}

/** By which an address of a user's is known again; it tells nobody who does not know both. */
function addressHash(user: string, email: string): string {
  return sha256Hex(JSON.stringify([user, mailboxOf(email)]));
}
