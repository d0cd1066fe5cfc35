import { type SqlBool, sql } from 'kysely';
import type { MemberMailKind, MemberMailOutcome } from '../../domain/access/member-mail.ts';
import type { MemberRole } from '../../domain/access/roles.ts';
import type { Instant } from '../../domain/instant.ts';
import { type Condition, rowsOf } from '../sql.ts';
import type { Database, Statement } from '../store.ts';

/** What a mail to members is about: a version, a webhook that was disabled at an instant, or a release that is to be. */
export type MemberMailAbout =
  | { readonly kind: 'posted'; readonly policy: string; readonly version: number }
  | { readonly kind: 'needs-attention'; readonly endpoint: string; readonly disabledAt: Instant }
  | { readonly kind: Exclude<MemberMailKind, 'posted'>; readonly release: string };

/** Who gets one: all with one of some roles, those named, or those who were to hear that a release is scheduled. */
export type MemberMailTo =
  | { readonly roles: readonly MemberRole[] }
  | { readonly members: readonly string[] }
  | { readonly whoHeardOf: string };

/** A mail to a member that is to be sent. */
export type MemberMail = {
  /** The same for the same news to the same member, so that it is there once. */
  readonly id: string;
  readonly member: string;
  readonly kind: MemberMailKind;
  readonly policy: string | null;
  readonly version: number | null;
  readonly release: string | null;
  readonly endpoint: string | null;
  readonly attempt: number;
  /** Whether a call to the provider began of which nothing is known. */
  readonly isInFlight: boolean;
  readonly triedAt: Instant | null;
  /** Fixed at the first try. */
  readonly words: MemberMailWords | null;
};

/** The words of such a mail, and where it goes. */
export type MemberMailWords = {
  readonly to: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
};

/** Has members mailed of something, each once, where `condition` holds. */
export function insertMemberMails(
  db: Database,
  about: MemberMailAbout,
  to: MemberMailTo,
  now: Instant,
  condition: Condition,
): Statement {
  const text = (value: string | null) => sql`CAST(${value} AS TEXT)`;
  const named: Named = about;
  const { policy = null, version = null, release = null, endpoint = null } = named;
  return sql`
    INSERT INTO member_mails (id, member, kind, policy, version, release, endpoint, due_at, attempt, in_flight)
    SELECT ${text(`${about.kind}-${nameOf(about)}-`)} || members.id, members.id, ${text(about.kind)}, ${text(policy)},
      CAST(${version} AS INTEGER), ${text(release)}, ${text(endpoint)}, ${text(now)}, 0, 0
    FROM members WHERE members.removed_at IS NULL AND ${isTo(to)} AND ${condition} ON CONFLICT DO NOTHING`.compile(
    db,
  );
}

/** What a mail may name. */
type Named = Partial<Record<'policy' | 'release' | 'endpoint', string> & { readonly version: number }>;

/** What tells news from other news of its kind. */
function nameOf(about: MemberMailAbout): string {
  if ('policy' in about) return `${about.policy}-${about.version}`;
  return 'endpoint' in about ? `${about.endpoint}-${about.disabledAt}` : about.release;
}

function isTo(to: MemberMailTo): Condition {
  if ('roles' in to) {
    return sql<SqlBool>`(${sql.join(
      to.roles.map((role) => sql`members.roles LIKE ${`%"${role}"%`}`),
      sql` OR `,
    )})`;
  }
  if ('whoHeardOf' in to) {
    return sql<SqlBool>`EXISTS (SELECT 1 FROM member_mails AS heard WHERE heard.member = members.id
      AND heard.kind = 'scheduled' AND heard.release = ${to.whoHeardOf}
      AND (heard.outcome IS NULL OR heard.outcome <> 'dropped'))`;
  }
  return sql<SqlBool>`members.id IN (SELECT value ->> 'id' FROM ${rowsOf(to.members.map((id) => ({ id })))} AS named)`;
}

/** Whether a member was told that a release is scheduled, or may have been. */
export async function heardOfSchedule(
  db: Database,
  { member, release }: { readonly member: string; readonly release: string },
): Promise<boolean> {
  const heard = await db
    .selectFrom('member_mails')
    .select('id')
    .where('member', '=', member)
    .where('release', '=', release)
    .where('kind', '=', 'scheduled')
    .where('outcome', 'in', ['sent', 'unclear'])
    .executeTakeFirst();
  return heard !== undefined;
}

/**
 * The mail to a member that has been due for longest, if one is. That something does not go out waits for what becomes
 * of the mail that said it would.
 */
export async function findDueMemberMail(db: Database, now: Instant): Promise<MemberMail | undefined> {
  const row = await db
    .selectFrom('member_mails')
    .selectAll()
    .where('settled_at', 'is', null)
    .where('due_at', '<=', now)
    .where(
      sql<SqlBool>`(kind <> 'called-off' OR NOT EXISTS (SELECT 1 FROM member_mails AS heard
        WHERE heard.member = member_mails.member AND heard.release = member_mails.release
          AND heard.kind = 'scheduled' AND heard.settled_at IS NULL))`,
    )
    .orderBy('due_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { mail_to: to, subject, html, text } = row;
  const { id, member, kind, policy, version, release, endpoint, attempt } = row;
  const words =
    to === null || subject === null || html === null || text === null ? null : { to, subject, html, text };
  return {
    ...{ id, member, kind, policy, version, release, endpoint, attempt, words },
    ...{ isInFlight: row.in_flight === 1, triedAt: row.tried_at },
  };
}

type Seen = Pick<MemberMail, 'id' | 'attempt'>;

/** Takes a mail for one try, with its words, where nobody else has since it was read; it is due again at `until`. */
export function claimMemberMail(
  db: Database,
  seen: Seen,
  claim: { readonly words: MemberMailWords; readonly triedAt: Instant; readonly until: Instant },
): Statement {
  const { to, subject, html, text } = claim.words;
  return isAs(db, seen).set({
    ...{ mail_to: to, subject, html, text, tried_at: claim.triedAt, due_at: claim.until },
    ...{ attempt: seen.attempt + 1, in_flight: 1 },
  });
}

/** Has a mail that was certainly not taken wait for another try. */
export function postponeMemberMail(db: Database, seen: Seen, dueAt: Instant, isUnclear: boolean): Statement {
  return isAs(db, seen).set({ due_at: dueAt, in_flight: isUnclear ? 1 : 0 });
}

/** Says how a mail came out; its words and address are gone from then on. */
export function settleMemberMail(
  db: Database,
  seen: Seen,
  outcome: MemberMailOutcome,
  at: Instant,
): Statement {
  return isAs(db, seen).set({
    ...{ settled_at: at, outcome, in_flight: 0 },
    ...{ mail_to: null, subject: null, html: null, text: null },
  });
}

function isAs(db: Database, { id, attempt }: Seen) {
  return db
    .updateTable('member_mails')
    .where('id', '=', id)
    .where('attempt', '=', attempt)
    .where('settled_at', 'is', null);
}
