import { auditUser } from '../../domain/audit/audit-user.ts';
import { auditReadable, type Finding, type Report } from '../../domain/audit/finding.ts';
import type { AuditFacts } from '../../domain/audit/user-rows.ts';
import { findEndOfRange, LAST_KEY, listUserRows } from '../../storage/record/audit-rows.ts';
import type { Database } from '../../storage/store.ts';
import { type FactsBasis, factsReader } from './audit-facts.ts';

/** Users that are read at a time: many where a query is a journey, few where it is none, to be let go of while they are young. */
const FAR_PAGE = 400;
const NEAR_PAGE = 100;

/** Findings that are kept as they are; nobody reads so many, and of a database that is wrong all over there are millions. */
const MOST_KEPT = 1_000;

/** What differs, to be told later: the first of it, by pages of users, and of the rest how much is like what. */
export type Kept = {
  readonly first: readonly { readonly page: number; readonly finding: Finding }[];
  readonly more: readonly { readonly like: Finding; readonly times: number }[];
};

/** Who audits users as well, each page of them as whoever takes its number first. */
export type UsersBeside = {
  /** The number of the next page that nobody has taken; it is taken then. */
  readonly take: () => number;
  /** What differs in the pages that the others took, once they have read them. */
  readonly rest: () => Promise<Kept>;
};

/** Audits a part of the database by what is known of its words and versions. */
export type Part = (report: Report, facts: AuditFacts) => Promise<void>;
/** Audits a part, and answers what counts of what differs in it. */
export type Settle = (part: Part) => Promise<readonly Finding[]>;

/** Numbers for whoever audits alone. */
export function alone(): UsersBeside {
  let next = 0;
  return { take: () => next++, rest: async () => ({ first: [], more: [] }) };
}

/** Keeps what differs until it is told; what it holds does not grow with how much that is. */
export function keeping(): {
  readonly keep: (finding: Finding, page?: number) => void;
  readonly kept: () => Kept;
} {
  const first: { readonly page: number; readonly finding: Finding }[] = [];
  const more = new Map<string, { readonly like: Finding; times: number }>();
  return {
    keep(finding, page = 0) {
      if (first.length < MOST_KEPT) {
        first.push({ page, finding });
        return;
      }
      const known = more.get(finding.table) ?? { like: finding, times: 0 };
      known.times++;
      more.set(finding.table, known);
    },
    kept: () => ({ first, more: [...more.values()] }),
  };
}

/** Reports what several kept, in the order of the pages. */
export function reportKept(report: Report, all: readonly Kept[]): void {
  const first = all.flatMap((one) => one.first).sort((a, b) => a.page - b.page);
  for (const { finding } of first) report(finding);
  for (const { like, times } of all.flatMap((one) => one.more)) {
    for (let time = 0; time < times; time++) report(like);
  }
}

/** Audits the users of the pages that `take` gives, and answers what differs. */
export async function auditUsers(settle: Settle, db: Database, take: UsersBeside['take']): Promise<Kept> {
  const { keep, kept } = keeping();
  const perPage = db.askNow === undefined ? FAR_PAGE : NEAR_PAGE;
  let taken = take();
  for (let page = 0, after = ''; after !== LAST_KEY; page++) {
    const range = { after, to: await findEndOfRange(db, 'users', after, perPage) };
    after = range.to;
    if (page !== taken) continue;
    const found = await settle(async (report, facts) => {
      for (const rows of await listUserRows(db, range)) {
        auditReadable(report, { table: 'users', row: rows.ref }, () => auditUser(report, rows, facts));
      }
    });
    for (const finding of found) keep(finding, page);
    taken = take();
  }
  return kept();
}

/** Audits users beside whoever audits the rest of the same moment, who tells what differs in words and versions. */
export async function auditUsersBeside(basis: FactsBasis, take: UsersBeside['take']): Promise<Kept> {
  const facts = await factsReader(() => {}, basis)();
  const settle: Settle = async (part) => {
    const found: Finding[] = [];
    await part((finding) => found.push(finding), facts);
    return found;
  };
  return auditUsers(settle, basis.db, take);
}
