import type { ImportCounts } from '../../domain/people/user-import.ts';
import { listUsers, type User, type UserRecord } from '../../storage/people/users.ts';
import type { Context } from '../context.ts';
import { detailOf } from './import-users.ts';
import { type ImportedUser, type ImportLine, readKnownVersions, readLine } from './read-import-line.ts';
import { seatUsers } from './seat-users.ts';

/** What bringing in some lines would come to: in numbers, and the lines that would be rejected. */
export type CheckedUsers = {
  readonly counts: ImportCounts;
  readonly rejected: readonly { readonly line: number; readonly detail: string }[];
};

/** Says what bringing in a few lines would come to, and changes nothing. Few: all are read at once. */
export async function checkUsers(
  { store, now }: Pick<Context, 'store' | 'now'>,
  lines: readonly ImportLine[],
): Promise<CheckedUsers> {
  const { db } = store;
  const known = await readKnownVersions(db);
  const at = now();
  const rejected: { line: number; detail: string }[] = [];
  const taken: ImportedUser[] = [];
  for (const line of lines) {
    const user = readLine(line, known, at);
    if (typeof user === 'string') rejected.push({ line: line.line, detail: user });
    else taken.push(user);
  }
  const named = new Set(taken.map(({ user }) => user));
  const records: ImportedUser[] = [];
  for (const one of await seatUsers(db, taken)) {
    // A party of the same file is there by the time that its seats are brought in.
    const isToCome =
      'refusal' in one && one.refusal.code === 'unknown-party' && named.has(one.record.party ?? '');
    if ('refusal' in one && !isToCome)
      rejected.push({ line: one.record.line, detail: detailOf(one.refusal) });
    else records.push(one.record);
  }
  const stored = new Map(
    (await listUsers(db, [...new Set(records.map(({ user }) => user))])).map((one) => [one.user, one]),
  );
  const met = new Set<string>();
  let fresh = 0;
  let same = 0;
  for (const one of records) {
    const before = stored.get(one.user);
    if (before === undefined && !met.has(one.user)) fresh++;
    if (before !== undefined && !isChanged(before, one)) same++;
    met.add(one.user);
  }
  const agreeing = records.filter(({ accepted }) => accepted.length > 0).length;
  const counts = {
    lines: lines.length,
    fresh,
    known: records.length - fresh,
    same,
    refused: rejected.length,
    agreeing,
  };
  return { counts, rejected };
}

/** Whether a record says something else of somebody than is known; what it says of others counts as new. */
function isChanged(
  before: User,
  { email, locale, name, attributes, renewsAt, contacts, party }: UserRecord,
): boolean {
  const differs = (said: unknown, known: unknown) =>
    said !== undefined && JSON.stringify(said) !== JSON.stringify(known);
  return (
    differs(email, before.email) ||
    differs(locale, before.locale) ||
    differs(name, before.name) ||
    differs(attributes && inOrder(attributes), inOrder(before.attributes)) ||
    differs(renewsAt && [...new Set(renewsAt)].toSorted(), before.renewsAt) ||
    contacts !== undefined ||
    party !== undefined
  );
}

function inOrder(attributes: Readonly<Record<string, string>>): readonly (readonly [string, string])[] {
  return Object.entries(attributes).toSorted(([a], [b]) => (a < b ? -1 : 1));
}
