import type { Instant } from '../../domain/instant.ts';
import type { Version } from '../../domain/policies/policy.ts';
import type { Act } from '../../domain/record/act.ts';
import { type Acceptance, insertImportedAcceptances } from '../../storage/answers/acceptances.ts';
import { listUsers, type UserRecord, upsertUsers } from '../../storage/people/users.ts';
import { listPolicies } from '../../storage/policies/policies.ts';
import { listAllVersions } from '../../storage/policies/versions.ts';
import type { Context } from '../context.ts';
import { sealActs } from '../record/record-acts.ts';

/** An agreement that happened elsewhere: `at` and `source` say when and where, as far as is known. */
export type ImportedAgreement = {
  readonly policy: string;
  readonly version: number;
  readonly at: Instant | null;
  readonly source: string | null;
};

/** One line of an import that reads well: who, and what they agreed to elsewhere. */
export type ImportedUser = UserRecord & {
  readonly line: number;
  readonly accepted: readonly ImportedAgreement[];
};

/** A line of an import, numbered from 1: a user, or why it is none. */
export type ImportLine = ImportedUser | { readonly line: number; readonly detail: string };

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
const QUERIES_PER_WRITE = 40;
const REJECTED_LISTED = 1000;

const NOT_TAKEN =
  'was not taken: one request can write no more here. Send this line and all after it in another request';

/**
 * Brings in users from a stream of lines, a batch at a time, so that memory does not grow with the
 * stream. A bad line never stops the rest; the last line of a repeated id wins. Where the database lets
 * a request write only so much, the lines beyond that are rejected.
 */
export async function importUsers(
  context: Pick<Context, 'store' | 'now' | 'newId' | 'wake'>,
  lines: AsyncIterable<ImportLine>,
  keyId: string,
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
    const written = await writeBatch(context, batch, known, keyId);
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
function mostBytes({ user, email, name, accepted }: ImportedUser): number {
  const record = 250 + 3 * (user.length + (email?.length ?? 0) + (name?.length ?? 0));
  const agreements = accepted.map(({ source }) => 1_100 + 4 * (source?.length ?? 0));
  return Math.max(
    record,
    agreements.reduce((sum, one) => sum + one, 0),
  );
}

type KnownVersions = ReadonlyMap<
  string,
  { readonly locale: string; readonly versions: ReadonlyMap<number, Version> }
>;

async function readKnownVersions(db: Context['store']['db']): Promise<KnownVersions> {
  const versions = Map.groupBy(await listAllVersions(db), (one) => one.policy);
  return new Map(
    (await listPolicies(db)).map(({ policy, locale }) => [
      policy,
      { locale, versions: new Map((versions.get(policy) ?? []).map((one) => [one.version, one])) },
    ]),
  );
}

/** The user of a line, or what is wrong with it. */
function readLine(line: ImportLine, known: KnownVersions, now: Instant): ImportedUser | string {
  if ('detail' in line) return line.detail;
  return findProblem(line, known, now) ?? line;
}

function findProblem(user: ImportedUser, known: KnownVersions, now: Instant): string | null {
  for (const { policy, version, at } of user.accepted) {
    const found = known.get(policy)?.versions.get(version);
    if (!known.has(policy)) return `accepted: there is no policy "${policy}"`;
    if (found === undefined) return `accepted: policy "${policy}" has no version ${version}`;
    if (found.withdrawal !== null) return `accepted: version ${version} of "${policy}" was withdrawn`;
    if (at !== null && at > now) return `accepted: ${at} lies in the future`;
  }
  return null;
}

async function writeBatch(
  { store, now, newId }: Pick<Context, 'store' | 'now' | 'newId'>,
  batch: readonly ImportedUser[],
  known: KnownVersions,
  keyId: string,
): Promise<{ readonly imported: number; readonly updated: number }> {
  const { db } = store;
  const at = now();
  const users = new Map(batch.map((one) => [one.user, one]));
  const records = [...users.values()].map((one) => ({ ...one, ref: newId() }));
  await store.atomic([upsertUsers(db, records, { command: newId(), now: at, keyId })]);

  // Records name users by what they are called here, which another request may have decided.
  const written = await listUsers(db, [...users.keys()]);
  const acceptances = written.flatMap(({ user, ref }) =>
    (users.get(user)?.accepted ?? []).map((one) =>
      agreementToAcceptance(one, known, { id: newId(), ref, now: at, keyId }),
    ),
  );
  if (acceptances.length > 0) {
    const sealed = sealActs(acceptances.map(importedAct));
    await store.atomic(insertImportedAcceptances(db, acceptances, sealed));
  }
  const fresh = new Set(records.map(({ ref }) => ref));
  const imported = written.filter(({ ref }) => fresh.has(ref)).length;
  return { imported, updated: batch.length - imported };
}

function agreementToAcceptance(
  { policy, version, at, source }: ImportedAgreement,
  known: KnownVersions,
  made: { readonly id: string; readonly ref: string; readonly now: Instant; readonly keyId: string },
): Acceptance {
  const about = known.get(policy);
  return {
    id: made.id,
    ref: made.ref,
    policy,
    version,
    basis: 'imported',
    at: at ?? made.now,
    recordedAt: made.now,
    contentHash: about?.versions.get(version)?.contentHash ?? '',
    locale: about?.locale ?? '',
    method: null,
    source,
    actor: made.keyId,
  };
}

function importedAct(acceptance: Acceptance): Act {
  const { id, ref, policy, version, basis, at, recordedAt, contentHash, locale, source, actor } = acceptance;
  return {
    ...{ kind: 'accepted', about: id, at, recordedAt, actor, ref, policy, version },
    facts: { acceptance: id, basis, contentHash, locale, page: null, use: null },
    personal: { source },
  };
}
