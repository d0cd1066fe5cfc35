import type { Refusal } from '../../domain/refusal.ts';
import { listUsers } from '../../storage/people/users.ts';
import type { Context } from '../context.ts';
import { datedBefore, followRenewals } from '../notices/follow-renewals.ts';
import { importAgreements, type KnownVersions, mostBytesOfAgreement } from './import-agreements.ts';
import { putUsersStatements } from './put-user.ts';
import { type ImportedUser, type ImportLine, readKnownVersions, readLine } from './read-import-line.ts';
import { seatUsers } from './seat-users.ts';

/** What an import came to. Only the first rejected lines are listed; all are counted. */
export type ImportResult = {
  readonly imported: number;
  readonly updated: number;
  readonly rejected: readonly { readonly line: number; readonly detail: string }[];
  readonly rejectedCount: number;
};

const LINES_PER_WRITE = 1000;
/** What one parameter of a write may have: databases take a million bytes at least. */
const BYTES_PER_WRITE = 900_000;
/** More than a write ever takes, also when it has to be tried again. */
const QUERIES_PER_WRITE = 50;
const REJECTED_LISTED = 1000;

const NOT_TAKEN =
  'was not taken: one request can write no more here. Send this line and all after it in another request';

/**
 * Brings in users from a stream of lines, a batch at a time, so that memory does not grow with the
 * stream. A bad line never stops the rest; the last line of a repeated id wins. Where the database lets
 * a request write only so much, the lines beyond that are rejected. `refOf` makes the pseudonym of somebody new.
 */
export async function importUsers(
  context: Pick<Context, 'store' | 'now' | 'newId' | 'wake'>,
  lines: AsyncIterable<ImportLine>,
  keyId: string,
  refOf: (line: number) => string = () => context.newId(),
): Promise<ImportResult> {
  const { store, wake } = context;
  const known = await readKnownVersions(store.db);
  const rejected: { line: number; detail: string }[] = [];
  let rejectedCount = 0;
  let imported = 0;
  let updated = 0;
  let batch: ImportedUser[] = [];
  let bytes = 0;
  let isFull = false;
  const reject = (line: number, detail: string) => {
    rejectedCount++;
    if (rejected.length < REJECTED_LISTED) rejected.push({ line, detail });
  };
  const flush = async () => {
    const written = await writeBatch(context, batch, known, { keyId, refOf });
    for (const { line, detail } of written.rejected) reject(line, detail);
    imported += written.imported;
    updated += written.updated;
    batch = [];
    bytes = 0;
    isFull = (store.queriesLeft?.() ?? Number.POSITIVE_INFINITY) < QUERIES_PER_WRITE;
    // Whoever sends it must learn where to go on, however many lines were rejected before.
    if (isFull) rejected.length = Math.min(rejected.length, REJECTED_LISTED - 1);
  };

  for await (const line of lines) {
    const user = readLine(line, known, context.now());
    if (typeof user === 'string') {
      reject(line.line, isFull ? NOT_TAKEN : user);
      continue;
    }
    const size = mostBytes(user);
    if (batch.length >= LINES_PER_WRITE || bytes + size > BYTES_PER_WRITE) await flush();
    if (isFull) {
      reject(line.line, NOT_TAKEN);
      continue;
    }
    batch.push(user);
    bytes += size;
  }
  if (batch.length > 0) await flush();
  wake();
  return { imported, updated, rejected, rejectedCount };
}

/** At least what a user takes of each parameter of a write, in bytes: three for each character, and names and ids. */
function mostBytes({
  user,
  email,
  name,
  attributes,
  renewsAt,
  contacts = [],
  party,
  accepted,
}: ImportedUser): number {
  const said = JSON.stringify([attributes, renewsAt, party]).length;
  const record = 350 + 3 * (user.length + (email?.length ?? 0) + (name?.length ?? 0) + said);
  const agreements = accepted.reduce((sum, one) => sum + mostBytesOfAgreement(one), 0);
  const addresses = contacts.length * (200 + 3 * user.length) + 3 * JSON.stringify(contacts).length;
  return Math.max(record, agreements, addresses);
}

/** What a batch came to: how many users are new, and which lines say what cannot be. */
type Written = Pick<ImportResult, 'imported' | 'rejected'>;

async function writeBatch(
  context: Pick<Context, 'store' | 'now' | 'newId'>,
  batch: readonly ImportedUser[],
  versions: KnownVersions,
  { keyId, refOf }: { readonly keyId: string; readonly refOf: (line: number) => string },
): Promise<Written & Pick<ImportResult, 'updated'>> {
  const last = new Map(batch.map((one) => [one.user, one]));
  const records = [...last.values()].map((one) => ({ ...one, ref: refOf(one.line) }));
  // Parties before their seats, which may name one of the same batch.
  const isSeat = ({ party }: ImportedUser) => party != null;
  const parts = [records.filter((one) => !isSeat(one)), records.filter(isSeat)];
  const results: Written[] = [];
  for (const part of parts) {
    if (part.length > 0) results.push(await writePart(context, part, versions, keyId));
  }
  const imported = results.reduce((sum, one) => sum + one.imported, 0);
  const rejected = results.flatMap((one) => one.rejected);
  return { imported, updated: batch.length - imported - rejected.length, rejected };
}

/** Writes users of a batch, each id once. */
async function writePart(
  context: Pick<Context, 'store' | 'now' | 'newId'>,
  part: readonly (ImportedUser & { readonly ref: string })[],
  versions: KnownVersions,
  keyId: string,
): Promise<Written> {
  const { store, now, newId } = context;
  const { db } = store;
  const at = now();
  const seated = await seatUsers(db, part);
  const records = seated.flatMap((one) => ('refusal' in one ? [] : [one.record]));
  const rejected = seated.flatMap((one) =>
    'refusal' in one ? [{ line: one.record.line, detail: detailOf(one.refusal) }] : [],
  );
  const users = new Map(records.map((one) => [one.user, one]));
  const known = await listUsers(
    db,
    records.flatMap(({ user, renewsAt }) => (renewsAt === undefined ? [] : [user])),
  );
  const renewing = known.map((one) => ({ ...one, renewsAt: users.get(one.user)?.renewsAt ?? [] }));
  await store.atomic([
    ...(await datedBefore(db, renewing, at)),
    ...putUsersStatements(db, records, { command: newId(), now: at, keyId }),
  ]);

  // Another request may have made some of them known at the same moment.
  const written = await listUsers(db, [...users.keys()]);
  await importAgreements(context, written, users, versions, { keyId, most: BYTES_PER_WRITE });
  const renewed = written.filter(({ user }) => users.get(user)?.renewsAt !== undefined);
  await followRenewals(
    context,
    renewed.map(({ ref }) => ref),
  );
  const fresh = new Set(records.map(({ ref }) => ref));
  const imported = written.filter(({ ref }) => fresh.has(ref)).length;
  return { imported, rejected };
}

/** A refusal of one line, in one sentence. */
export function detailOf({ message, facts: { errors = [] } }: Refusal): string {
  const [error] = errors;
  return error === undefined ? message : `${error.pointer.slice(1)}: ${error.detail}`;
}
