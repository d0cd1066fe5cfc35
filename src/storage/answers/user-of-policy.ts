import { type RawBuilder, sql } from 'kysely';
import type { RuledReader } from '../../domain/answers/own-outcome.ts';
import type { Position } from '../../domain/answers/position.ts';
import { type Soon, whenThere } from '../../domain/soon.ts';
import { preparedQuery } from '../engines/prepared.ts';
import { type RuledReaderColumns, rowToRuledReader } from '../people/ruled-readers.ts';
import { rowsOf } from '../sql.ts';
import type { Database } from '../store.ts';
import { type PositionColumns, rowToPosition } from './user-facts.ts';

/** One policy and one user as of one moment. */
export type UserOfPolicy = {
  /** The write that last changed the policy or its versions. */
  readonly command: string;
  /** Null: there is no such user. */
  readonly ref: string | null;
  /** The `ref` of the user whose seat they are, whose facts are those that matter; null: of nobody. */
  readonly party: string | null;
  readonly hasAddress: boolean;
  /** As `listPositions` gives them. */
  readonly positions: readonly Position[];
  readonly hasTerminations: boolean;
  /** Who they are to rules, where those were asked for; renewals that were reported apart are left out. */
  readonly reader: RuledReader;
};

/**
 * Where one user stands on one policy, in one query, since products ask it on every request; undefined
 * when there is no such policy. `from` is as for `listPositions`; `isRuled`: versions have rules of their own.
 *
 * `COALESCE` keeps SQLite from looking into one index more, that of acceptances: what is in the other is
 * at hand, and of a million users it has to be read from the disk.
 */
export function findUserOfPolicy(
  db: Database,
  user: string,
  policy: string,
  from: number,
  isRuled = false,
): Soon<UserOfPolicy | undefined> {
  const find = isRuled ? ruledUsersOfPolicy : usersOfPolicy;
  return whenThere(find(db, [user, from, from, policy]), rowsToUserOfPolicy);
}

/** As `findUserOfPolicy`, of the party whose seat a user is, and whether that seat answers for it. */
export function findPartyOfPolicy(
  db: Database,
  seat: string,
  policy: string,
  from: number,
  isRuled = false,
): Soon<(UserOfPolicy & { readonly mayAnswer: boolean }) | undefined> {
  const find = isRuled ? ruledPartiesOfPolicy : partiesOfPolicy;
  return whenThere(find(db, [seat, from, from, policy]), (rows) => {
    const found = rowsToUserOfPolicy(rows);
    return found && { ...found, mayAnswer: rows[0]?.may_answer === 1 };
  });
}

/** A user of a list as of one moment: one that there is. */
export type ListedUserOfPolicy = UserOfPolicy & { readonly user: string; readonly ref: string };

/** As `findUserOfPolicy`, of many users by id, in one query: of those that there are, in no order. */
export function listUsersOfPolicy(
  db: Database,
  users: readonly string[],
  policy: string,
  from: number,
  isRuled = false,
): Soon<readonly ListedUserOfPolicy[]> {
  const list = isRuled ? listedRuledUsersOfPolicy : listedUsersOfPolicy;
  const wanted = JSON.stringify(users.map((id) => ({ id })));
  return whenThere(list(db, [wanted, from, from, policy]), (rows) =>
    [...Map.groupBy(rows, ({ user_id }) => user_id as string)].flatMap(([user, own]) => {
      const { ref = null, ...found } = rowsToUserOfPolicy(own) ?? {};
      return ref === null ? [] : [{ ...(found as UserOfPolicy), ref, user }];
    }),
  );
}

function rowsToUserOfPolicy(rows: readonly UserOfPolicyRow[]): UserOfPolicy | undefined {
  const [first] = rows;
  if (first === undefined) return undefined;
  const positions = rows.filter(hasVersion).map(rowToPosition);
  return {
    command: first.command,
    ref: first.ref,
    party: first.party,
    hasAddress: first.has_address === 1,
    positions: positions.sort((a, b) => a.version - b.version),
    hasTerminations: first.has_terminations === 1,
    reader: rowToRuledReader(first),
  };
}

const findingUsersOfPolicy = (
  also: RawBuilder<unknown>,
  user: RawBuilder<unknown>,
  isTheirs: RawBuilder<unknown> = sql``,
) =>
  preparedQuery((db) =>
    sql<UserOfPolicyRow>`
    SELECT policies.command, users.ref, users.party, own.version, own.told_at, own.binds_at, own.told_by,
      own.acceptance_id, own.basis, own.accepted_at, own.accepted_since, own.consent_withdrawn_at, own.objection, ${also}
      CASE WHEN users.addressed_at IS NULL THEN 0 ELSE 1 END AS has_address,
      CASE WHEN EXISTS (SELECT 1 FROM terminations WHERE user_ref = users.ref) THEN 1 ELSE 0 END AS has_terminations
    FROM policies
      ${user}
      LEFT JOIN user_versions AS own ON own.user_ref = users.ref AND own.policy = policies.policy
        AND own.version >= COALESCE((
          SELECT held.version FROM user_versions AS held
          WHERE held.user_ref = users.ref AND held.policy = policies.policy AND held.version < ${0}
            AND COALESCE(held.accepted_at, held.partly_at, held.agrees_at, '') <> ''
            AND NOT EXISTS (SELECT 1 FROM versions WHERE versions.policy = held.policy
              AND versions.version = held.version AND versions.withdrawn_at IS NOT NULL)
          ORDER BY held.version DESC LIMIT 1), ${0})
    WHERE policies.policy = ${''} ${isTheirs}`.compile(db),
  );

const THEMSELVES = sql`LEFT JOIN users ON users.user_id = ${''}`;
/** Without `CROSS JOIN` SQLite may look for each user there is whether they are in the list. */
const LISTED = sql`CROSS JOIN ${rowsOf([])} AS wanted CROSS JOIN users`;
const IS_LISTED = sql`AND users.user_id = wanted.value ->> 'id'`;
const THEIR_PARTY = sql`LEFT JOIN users AS seat ON seat.user_id = ${''}
      LEFT JOIN users ON users.ref = seat.party AND users.user_id IS NOT NULL AND users.party IS NULL`;
const RULED = sql`own.effective_at, own.closes_at, own.agrees_at, own.outcome, users.attributes, users.renews_at, users.created_at,`;

const usersOfPolicy = findingUsersOfPolicy(sql``, THEMSELVES);
const ruledUsersOfPolicy = findingUsersOfPolicy(RULED, THEMSELVES);
const listedUsersOfPolicy = findingUsersOfPolicy(sql`users.user_id,`, LISTED, IS_LISTED);
const listedRuledUsersOfPolicy = findingUsersOfPolicy(sql`users.user_id, ${RULED}`, LISTED, IS_LISTED);
const partiesOfPolicy = findingUsersOfPolicy(sql`seat.may_answer,`, THEIR_PARTY);
const ruledPartiesOfPolicy = findingUsersOfPolicy(sql`seat.may_answer, ${RULED}`, THEIR_PARTY);

type UserOfPolicyRow = PositionColumns & {
  readonly command: string;
  readonly ref: string | null;
  readonly version: number | null;
  readonly party: string | null;
  /** Where many are listed. */
  readonly user_id?: string;
  /** Of the seat, where the row is its party's. */
  readonly may_answer?: number;
  readonly has_address: number;
  readonly has_terminations: number;
} & RuledReaderColumns;

function hasVersion(row: UserOfPolicyRow): row is UserOfPolicyRow & { readonly version: number } {
  return row.version !== null;
}
