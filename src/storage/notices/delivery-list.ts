import { sql } from 'kysely';
import type { Instant } from '../../domain/instant.ts';
import { type DeliveryState, NOT_GIVEN } from '../../domain/notices/delivery-state.ts';
import type { NoticeKind } from '../../domain/notices/notice-kind.ts';
import { textToSays } from '../../domain/notices/says.ts';
import { anyBeginsWith } from '../sql.ts';
import type { Database } from '../store.ts';
import { tellsOf } from './says.ts';

/** One delivery of a version, for whoever looks after it. `user` is null once they were erased. */
export type ListedDelivery = {
  /** Null until it is on its way. */
  readonly id: string | null;
  readonly ref: string;
  readonly user: string | null;
  readonly kind: NoticeKind;
  /** Which of a version's reminders it is, or how often its announcement was sent before; 0 where neither. */
  readonly round: number;
  /** Which of their contacts it is for; 0: none, their own address. */
  readonly contact: number;
  readonly state: DeliveryState;
  readonly sentAt: Instant | null;
  readonly providerId: string | null;
  /** The delivery that it may repeat, since an operator had it sent again. */
  readonly mayRepeat: string | null;
};

/** The states that an index of their own finds among any number of deliveries. */
const IN_TROUBLE: readonly DeliveryState[] = [...NOT_GIVEN, 'unknown'];

/** The condition of that index, word for word: SQLite does not work out that one implies another. */
const IN_TROUBLE_SQL = sql<boolean>`deliveries.state IN ('bounced', 'suppressed', 'failed', 'unknown')`;

/** The deliveries of a version, by kind and user, those in `state` alone where it is given, after a place. */
export async function listDeliveries(
  db: Database,
  of: { readonly policy: string; readonly version: number; readonly state: DeliveryState | undefined },
  page: {
    readonly after:
      | (Pick<ListedDelivery, 'ref' | 'round' | 'contact'> & { readonly kind: string })
      | undefined;
    readonly limit: number;
  },
): Promise<ListedDelivery[]> {
  let query = db
    .selectFrom('deliveries')
    .leftJoin('users', 'users.ref', 'deliveries.user_ref')
    .select([
      'deliveries.id',
      'deliveries.user_ref as ref',
      'users.user_id as user',
      'deliveries.kind',
      'deliveries.round',
      'deliveries.contact',
      'deliveries.state',
      'deliveries.sent_at as sentAt',
      'deliveries.provider_id as providerId',
      'deliveries.may_repeat as mayRepeat',
    ])
    .where('deliveries.release', 'in', (eb) =>
      eb
        .selectFrom('versions')
        .select('versions.release')
        .where('versions.policy', '=', of.policy)
        .where('versions.version', '=', of.version),
    )
    .where(tellsOf('deliveries', of))
    .orderBy('deliveries.kind')
    .orderBy('deliveries.user_ref')
    .orderBy('deliveries.round')
    .orderBy('deliveries.contact')
    .limit(page.limit);
  if (of.state !== undefined) {
    query = query.where('deliveries.state', '=', of.state);
    if (IN_TROUBLE.includes(of.state)) query = query.where(IN_TROUBLE_SQL);
  }
  if (page.after !== undefined) {
    const { kind, ref, round, contact } = page.after;
    query = query.where(
      sql<boolean>`(deliveries.kind, deliveries.user_ref, deliveries.round, deliveries.contact)
        > (${kind}, ${ref}, ${round}, ${contact})`,
    );
  }
  return query.execute();
}

/** A mail of which nobody can tell whether it went out. */
export type UnknownMail = {
  readonly id: string;
  readonly policy: string;
  readonly version: number;
  readonly kind: NoticeKind;
  /** Null once they were erased. */
  readonly user: string | null;
  readonly email: string | null;
  /** When it was written, just before it was first tried. */
  readonly writtenAt: Instant | null;
  /** Its place in the list. */
  readonly place: UnknownPlace;
};

/** A place in the list of such mails. */
export type UnknownPlace = {
  readonly release: string;
  readonly kind: string;
  readonly ref: string;
  readonly id: string;
};

/** Mails of which nobody can tell whether they went out, after a place, or the one of that id; by the index of mails in trouble. */
export async function listUnknownMails(
  db: Database,
  page: {
    readonly after?: UnknownPlace | undefined;
    readonly id?: string;
    /** How the address, or the id of its reader, begins. */
    readonly beginning?: string | undefined;
    readonly limit: number;
  },
): Promise<readonly UnknownMail[]> {
  const { after, id, beginning, limit } = page;
  const isFound =
    beginning === undefined
      ? sql``
      : sql`AND ${anyBeginsWith(db, [sql`lower(mails.email)`, sql`lower(users.user_id)`], beginning)}`;
  const isOne = id === undefined ? sql`` : sql`AND mails.id = ${id}`;
  const isLater =
    after === undefined
      ? sql``
      : sql`AND (mails.release, mails.kind, mails.user_ref, mails.id)
          > (${after.release}, ${after.kind}, ${after.ref}, ${after.id})`;
  const { rows } = await sql<{
    id: string;
    release: string;
    kind: NoticeKind;
    ref: string;
    says: string;
    email: string | null;
    user: string | null;
    writtenAt: Instant | null;
  }>`
    SELECT mails.id, mails.release, mails.kind, mails.user_ref AS ref, mails.says, mails.email,
      users.user_id AS "user", chunks.frozen_at AS "writtenAt"
    FROM (SELECT DISTINCT release FROM versions) AS told
      JOIN deliveries AS mails ON mails.release = told.release
        AND mails.state IN ('bounced', 'suppressed', 'failed', 'unknown') AND mails.state = 'unknown'
      JOIN users ON users.ref = mails.user_ref
      LEFT JOIN chunks ON chunks.id = mails.chunk_id
    WHERE mails.id IS NOT NULL ${isOne} ${isFound} ${isLater}
    ORDER BY mails.release, mails.kind, mails.user_ref, mails.id LIMIT ${limit}`.execute(db);
  return rows.flatMap(({ release, ref, says, ...row }) => {
    const [tell] = textToSays(says).tells;
    if (tell === undefined) return [];
    const place = { release, kind: row.kind, ref, id: row.id };
    return [{ ...row, policy: tell.policy, version: tell.version, place }];
  });
}

/** How many announcements of a version came to such an end, up to a number; by the index of mails in trouble. */
export async function countLostAnnouncements(
  db: Database,
  of: { readonly policy: string; readonly version: number; readonly state: DeliveryState },
  most: number,
): Promise<number> {
  const { rows } = await sql<{ count: number | string }>`SELECT count(*) AS count FROM (
    SELECT 1 FROM versions JOIN deliveries ON deliveries.release = versions.release
      AND ${IN_TROUBLE_SQL} AND deliveries.state = ${of.state}
    WHERE versions.policy = ${of.policy} AND versions.version = ${of.version}
      AND deliveries.kind = 'announcement' AND deliveries.id IS NOT NULL AND ${tellsOf('deliveries', of)}
    LIMIT ${most}) AS lost`.execute(db);
  return Number(rows[0]?.count ?? 0);
}
