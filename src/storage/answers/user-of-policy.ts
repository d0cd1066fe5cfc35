import { type RawBuilder, sql } from 'kysely';
import type { RuledReader } from '../../domain/answers/own-outcome.ts';
import type { Position } from '../../domain/answers/position.ts';
import { type Soon, whenThere } from '../../domain/soon.ts';
import { preparedQuery } from '../engines/prepared.ts';
import { type RuledReaderColumns, rowToRuledReader } from '../people/ruled-readers.ts';
import { jsonArrayOf, rowsOf } from '../sql.ts';
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

/** Where a user stands on a policy: who stands alike has the same `said`, of which `standing` reads it. */
export type SaidOfUser = {
  readonly ref: string | null;
  readonly said: string;
  readonly standing: () => StandingOfUser;
};

/** As `findUserOfPolicy`, in one value, which takes less time to make and to know again. */
export function findSaidOfUser(
  db: Database,
  user: string,
  policy: string,
  from: number,
  isRuled: boolean,
): Soon<SaidOfUser | undefined> {
  const find = isRuled ? saidOfRuledUser : saidOfUser;
  return whenThere(find(db, [user, from, from, policy]), (rows) => {
    const [first] = rows;
    if (first === undefined) return undefined;
    const said = rows.length === 1 ? first.said : rows.map((row) => row.said).join(',');
    return toSaid(first.ref, said, isRuled);
  });
}

/** All of `UserOfPolicy` that is not theirs alone: without the ids of their acts, but for those that objections name. */
export type StandingOfUser = Omit<UserOfPolicy, 'ref'>;

/** As `findSaidOfUser`, of many users by id, in one query: of those that there are, in no order. */
export function listSaidOfUsers(
  db: Database,
  users: readonly string[],
  policy: string,
  from: number,
  isRuled: boolean,
): Soon<readonly (SaidOfUser & { readonly user: string })[]> {
  const list = isRuled ? listedRuledUsersOfPolicy : listedUsersOfPolicy;
  const wanted = JSON.stringify(users.map((id) => ({ id })));
  return whenThere(list(db, [wanted, from, from, policy]), (rows) => {
    const saidOf = new Map<string, { readonly ref: string; readonly said: string }>();
    for (const { user_id, ref, said } of rows) {
      const before = saidOf.get(user_id);
      saidOf.set(user_id, { ref, said: before === undefined ? said : `${before.said},${said}` });
    }
    return [...saidOf].map(([user, { ref, said }]) => ({ user, ...toSaid(ref, said, isRuled) }));
  });
}

function toSaid(ref: string | null, said: string, isRuled: boolean): SaidOfUser {
  return { ref, said, standing: () => standingOf(said, isRuled) };
}

/** What rows of one user say, each a JSON array, with commas between them. */
function standingOf(said: string, isRuled: boolean): StandingOfUser {
  const names = isRuled ? [...SAID, ...SAID_OF_RULED] : SAID;
  const rows = (JSON.parse(`[${said}]`) as unknown[][]).map((values) =>
    Object.fromEntries(names.map(([name], index) => [name, values[index]])),
  );
  return rowsToUserOfPolicy(rows as unknown as UserOfPolicyRow[]) as UserOfPolicy;
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

const HAS_ADDRESS = sql`CASE WHEN users.addressed_at IS NULL THEN 0 ELSE 1 END`;
const HAS_TERMINATIONS = sql`CASE WHEN EXISTS (SELECT 1 FROM terminations WHERE user_ref = users.ref) THEN 1 ELSE 0 END`;

const findingUsersOfPolicy = (also: RawBuilder<unknown>, user: RawBuilder<unknown>) =>
  preparedQuery((db) =>
    sql<UserOfPolicyRow>`
    SELECT policies.command, users.ref, users.party, own.version, own.told_at, own.binds_at, own.told_by,
      own.acceptance_id, own.basis, own.accepted_at, own.accepted_since, own.consent_withdrawn_at, own.objection, ${also}
      ${HAS_ADDRESS} AS has_address, ${HAS_TERMINATIONS} AS has_terminations
    FROM policies ${user} ${THEIR_VERSIONS} WHERE policies.policy = ${''}`.compile(db),
  );

/** Says of each row all but whose it is in one value, by which those who stand alike are known, and which is made faster. */
const sayingOfRow = (columns: readonly Column[]) =>
  sql<string>`CAST(${jsonArrayOf(columns.map(([, value]) => value))} AS TEXT)`;

const findingSaidOfUser = (columns: readonly Column[]) =>
  preparedQuery((db) =>
    sql<{ readonly ref: string | null; readonly said: string }>`
    SELECT users.ref, ${sayingOfRow(columns)} AS said
    FROM policies ${THEMSELVES} ${THEIR_VERSIONS} WHERE policies.policy = ${''}`.compile(db),
  );

const listingUsersOfPolicy = (columns: readonly Column[]) =>
  preparedQuery((db) =>
    sql<{ readonly user_id: string; readonly ref: string; readonly said: string }>`
    SELECT users.user_id, users.ref, ${sayingOfRow(columns)} AS said
    FROM policies ${LISTED} ${THEIR_VERSIONS}
    WHERE policies.policy = ${''} AND users.user_id = wanted.value ->> 'id'`.compile(db),
  );

/** A column of a row, and the value that it has. */
type Column = readonly [keyof UserOfPolicyRow, RawBuilder<unknown>];

const SAID: readonly Column[] = [
  ['command', sql`policies.command`],
  ['party', sql`users.party`],
  ['has_address', HAS_ADDRESS],
  ['has_terminations', HAS_TERMINATIONS],
  ['version', sql`own.version`],
  ['told_at', sql`own.told_at`],
  ['binds_at', sql`own.binds_at`],
  [
    'acceptance_id',
    sql`CASE WHEN own.objection IS NULL AND own.acceptance_id IS NOT NULL THEN '' ELSE own.acceptance_id END`,
  ],
  ['told_by', sql`CASE WHEN own.told_by IS NOT NULL THEN '' END`],
  ['basis', sql`own.basis`],
  ['accepted_at', sql`own.accepted_at`],
  ['accepted_since', sql`own.accepted_since`],
  ['consent_withdrawn_at', sql`own.consent_withdrawn_at`],
  ['objection', sql`own.objection`],
];

const SAID_OF_RULED: readonly Column[] = [
  ['effective_at', sql`own.effective_at`],
  ['closes_at', sql`own.closes_at`],
  ['agrees_at', sql`own.agrees_at`],
  ['outcome', sql`own.outcome`],
  ['attributes', sql`users.attributes`],
  ['renews_at', sql`users.renews_at`],
  ['created_at', sql`users.created_at`],
];

const THEIR_VERSIONS = sql`
      LEFT JOIN user_versions AS own ON own.user_ref = users.ref AND own.policy = policies.policy
        AND own.version >= COALESCE((
          SELECT held.version FROM user_versions AS held
          WHERE held.user_ref = users.ref AND held.policy = policies.policy AND held.version < ${0}
            AND COALESCE(held.accepted_at, held.partly_at, held.agrees_at, '') <> ''
            AND NOT EXISTS (SELECT 1 FROM versions WHERE versions.policy = held.policy
              AND versions.version = held.version AND versions.withdrawn_at IS NOT NULL)
          ORDER BY held.version DESC LIMIT 1), ${0})`;
const THEMSELVES = sql`LEFT JOIN users ON users.user_id = ${''}`;
/** Without `CROSS JOIN` SQLite may look for each user there is whether they are in the list. */
const LISTED = sql`CROSS JOIN ${rowsOf([])} AS wanted CROSS JOIN users`;
const THEIR_PARTY = sql`LEFT JOIN users AS seat ON seat.user_id = ${''}
      LEFT JOIN users ON users.ref = seat.party AND users.user_id IS NOT NULL AND users.party IS NULL`;
const RULED = sql`own.effective_at, own.closes_at, own.agrees_at, own.outcome, users.attributes, users.renews_at, users.created_at,`;

const usersOfPolicy = findingUsersOfPolicy(sql``, THEMSELVES);
const ruledUsersOfPolicy = findingUsersOfPolicy(RULED, THEMSELVES);
const saidOfUser = findingSaidOfUser(SAID);
const saidOfRuledUser = findingSaidOfUser([...SAID, ...SAID_OF_RULED]);
const listedUsersOfPolicy = listingUsersOfPolicy(SAID);
const listedRuledUsersOfPolicy = listingUsersOfPolicy([...SAID, ...SAID_OF_RULED]);
const partiesOfPolicy = findingUsersOfPolicy(sql`seat.may_answer,`, THEIR_PARTY);
const ruledPartiesOfPolicy = findingUsersOfPolicy(sql`seat.may_answer, ${RULED}`, THEIR_PARTY);

type UserOfPolicyRow = PositionColumns & {
  readonly command: string;
  readonly ref: string | null;
  readonly version: number | null;
  readonly party: string | null;
  /** Of the seat, where the row is its party's. */
  readonly may_answer?: number;
  readonly has_address: number;
  readonly has_terminations: number;
} & RuledReaderColumns;

function hasVersion(row: UserOfPolicyRow): row is UserOfPolicyRow & { readonly version: number } {
  return row.version !== null;
}
