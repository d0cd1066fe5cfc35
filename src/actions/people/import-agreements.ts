import { countingAcceptance } from '../../domain/answers/counting.ts';
import { countsFrom, isNewEarlier } from '../../domain/answers/earlier-agreement.ts';
import { decideImport } from '../../domain/answers/imported.ts';
import { objectionTo } from '../../domain/answers/position.ts';
import { isAbout } from '../../domain/answers/standing.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Version } from '../../domain/policies/policy.ts';
import type { Act } from '../../domain/record/act.ts';
import { type Acceptance, actsKey, listMadeAcceptances } from '../../storage/answers/acceptances.ts';
import { answersToDeclines, listAnswersOf } from '../../storage/answers/answers.ts';
import {
  listEarlierAgreements,
  type StoredEarlierAgreement,
} from '../../storage/answers/earlier-agreements.ts';
import { type ImportedAgreementRows, insertImportedAgreements } from '../../storage/answers/imports.ts';
import { listTerminations } from '../../storage/answers/user-facts.ts';
import { listUsers, type User } from '../../storage/people/users.ts';
import { type Condition, userIsMarked } from '../../storage/sql.ts';
import type { Statement } from '../../storage/store.ts';
import { endObjections } from '../answers/end-objections.ts';
import { readPolicy, readUserFacts } from '../answers/read-facts.ts';
import { isObjection } from '../answers/read-facts-at.ts';
import { endsTakenBack, takenBackActs } from '../answers/take-back.ts';
import type { Context } from '../context.ts';
import { sealActs } from '../record/record-acts.ts';
import { untilWritten } from '../until-written.ts';

/**
 * An agreement that happened elsewhere: `at` and `source` say when and where, as far as is known. `version`
 * null: before this record was kept, to which text is not known.
 */
export type ImportedAgreement = {
  readonly policy: string;
  readonly version: number | null;
  readonly at: Instant | null;
  readonly source: string | null;
};

/** Who agreed elsewhere, and to what. */
export type AgreedElsewhere = { readonly user: string; readonly accepted: readonly ImportedAgreement[] };

/** The versions that agreements can name, and the language of each policy, as they are when an import begins. */
export type KnownVersions = ReadonlyMap<
  string,
  { readonly locale: string; readonly versions: ReadonlyMap<number, Version> }
>;

/** About what an agreement takes of a parameter, in bytes: its record, and that of each leaving it takes back. */
const BYTES_OF_RECORD = 1_100;

/** At least what an agreement takes of each parameter of a write, in bytes. */
export function mostBytesOfAgreement({ source }: Pick<ImportedAgreement, 'source'>): number {
  return BYTES_OF_RECORD + 4 * (source?.length ?? 0);
}

/**
 * Brings in what users agreed to elsewhere, as if each had been done here at its instant: a decline after
 * that stands, one before it is taken back, and what is known already is not kept once more. Repeated, it
 * changes nothing.
 *
 * `found` are the users as they were just read, of whom `people` says what they agreed to; `most` is what
 * one parameter of a write may have, in bytes.
 */
export async function importAgreements(
  context: Pick<Context, 'store' | 'now' | 'newId'>,
  found: readonly User[],
  people: ReadonlyMap<string, AgreedElsewhere>,
  known: KnownVersions,
  write: { readonly keyId: string; readonly most: number },
): Promise<void> {
  const { store, now, newId } = context;
  let waiting = found.filter(({ user }) => (people.get(user)?.accepted.length ?? 0) > 0);
  await untilWritten(async () => {
    const decided = waiting.length === 0 ? [] : await decideAll(context, waiting, people, known, write.keyId);
    if (decided.length === 0) return true;
    const marking = { command: newId(), now: now() };
    const refs = new Set(decided.map(({ ref }) => ref));
    let marked = 0;
    for (const part of inParts(decided, write.most)) {
      const records = sealActs(part.flatMap(({ acts }) => acts));
      const rows = {
        marks: part.map(({ ref, expected }) => ({ ref, expected })),
        agreements: part.flatMap(({ rows }) => rows ?? []),
        earlier: part.flatMap(({ earlier }) => earlier ?? []),
      };
      const ended = part.flatMap(({ ref, ends }) => ends?.(userIsMarked(ref, marking.command)) ?? []);
      const statements = [...insertImportedAgreements(store.db, rows, records, marking), ...ended];
      marked += (await store.atomic(statements))[0] ?? 0;
    }
    if (marked === refs.size) return true;
    // Whoever was written to meanwhile is looked at once more.
    const written = waiting.filter(({ ref }) => refs.has(ref)).map(({ user }) => user);
    waiting = (await listUsers(store.db, written)).filter(({ command }) => command !== marking.command);
    return undefined;
  });
}

/** What is to be written of an agreement, to a version or to a text that is not known, and recorded. */
type DecidedAgreement = {
  readonly ref: string;
  /** The user's row as it was read. */
  readonly expected: string;
  readonly rows?: ImportedAgreementRows;
  readonly earlier?: StoredEarlierAgreement;
  readonly acts: readonly Act[];
  /** Lets end what they had said no to before it, and stayed. */
  readonly ends?: (isMarked: Condition) => readonly Statement[];
};

/** What is to be written of those agreements that tell something new. */
async function decideAll(
  { store, now, newId }: Pick<Context, 'store' | 'now' | 'newId'>,
  users: readonly User[],
  people: ReadonlyMap<string, AgreedElsewhere>,
  known: KnownVersions,
  keyId: string,
): Promise<DecidedAgreement[]> {
  const { db } = store;
  const at = now();
  const all = users.flatMap((user) => (people.get(user.user)?.accepted ?? []).map((one) => ({ user, one })));
  const wanted = all.flatMap(({ user, one }) => {
    const { version } = one;
    return version === null ? [] : [{ user, one: { ...one, version } }];
  });
  const made = await listMadeAcceptances(
    db,
    wanted.map(({ user: { ref }, one: { policy, version } }) => ({ ref, policy, version })),
  );
  const terminations = await listTerminations(
    db,
    users.map(({ ref }) => ref),
  );
  const answers = await listAnswersOf(
    db,
    users.map(({ ref }) => ref),
  );
  const earlier = await decideEarlier({ store, newId }, all, at, keyId);
  const toVersions = await Promise.all(
    wanted.map(async ({ user: { ref, command }, one }) => {
      const about = known.get(one.policy);
      const version = about?.versions.get(one.version);
      if (about === undefined || version === undefined) return null;
      const said = (answers.get(ref) ?? []).filter(({ policy }) => policy === one.policy);
      const objections = said.filter(isObjection);
      const acts = made.get(actsKey({ ref, ...version })) ?? [];
      const own = terminations.get(ref) ?? [];
      const decision = decideImport({ made: acts, terminations: own, objections }, version, one.at, at);
      if (decision === null) return null;
      const acceptance: Acceptance = {
        ...{ id: newId(), ref, policy: one.policy, version: one.version, basis: 'imported' },
        ...{ at: decision.at, recordedAt: at, contentHash: version.contentHash, locale: about.locale },
        ...{ method: null, source: one.source, actor: keyId },
      };
      const declines = [
        ...own.filter((termination) => isAbout(termination, version)),
        ...answersToDeclines(said, one.version),
      ];
      const happened = { at: decision.at, recordedAt: at, actor: keyId };
      const decided: DecidedAgreement = {
        ...{ ref, expected: command },
        rows: {
          acceptance,
          counting: countingAcceptance([...acts, acceptance], declines),
          ends: endsTakenBack(decision.takesBack, one.version),
        },
        acts: [importedAct(acceptance), ...takenBackActs(decision.takesBack, acceptance, happened)],
      };
      if (!objections.some(({ endedAt }) => endedAt === null)) return decided;
      const { versions } = await readPolicy(db, one.policy);
      const facts = await readUserFacts(db, ref, one.policy, versions);
      const ending = { ref, policy: one.policy, by: 'accepted', act: `accepted:${acceptance.id}` } as const;
      // Of the same instant, what they said here counts.
      const isEnded = (older: number) => {
        const { at: saidAt } = objectionTo(facts, older) ?? {};
        return older <= one.version && saidAt !== undefined && saidAt < decision.at;
      };
      const ends = await endObjections(db, facts, isEnded, {
        ...ending,
        ...happened,
      });
      return { ...decided, ends };
    }),
  );
  return [...toVersions.filter((one) => one !== null), ...earlier];
}

/** What is to be written of agreements to texts that are not known. */
async function decideEarlier(
  { store, newId }: Pick<Context, 'store' | 'newId'>,
  all: readonly { readonly user: User; readonly one: ImportedAgreement }[],
  now: Instant,
  keyId: string,
): Promise<DecidedAgreement[]> {
  const wanted = all.filter(({ one }) => one.version === null);
  if (wanted.length === 0) return [];
  const known = await listEarlierAgreements(
    store.db,
    wanted.map(({ user: { ref } }) => ref),
  );
  return wanted.flatMap(({ user: { ref, command }, one: { policy, at, source } }): DecidedAgreement[] => {
    const own = (known.get(ref) ?? []).filter((one) => one.policy === policy);
    if (!isNewEarlier(own, at)) return [];
    const earlier = { id: newId(), ref, policy, at, recordedAt: now, source, actor: keyId };
    return [{ ref, expected: command, earlier, acts: [agreedBeforeAct(earlier)] }];
  });
}

function agreedBeforeAct(agreement: StoredEarlierAgreement): Act {
  const { id, ref, policy, at, recordedAt, source, actor } = agreement;
  return {
    ...{ kind: 'agreed-before', about: id, at: countsFrom(agreement), recordedAt, actor, ref, policy },
    version: null,
    facts: { agreement: id, agreedAt: at },
    personal: { source },
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

/** Rows in parts that a write has room for; all of one user stand in one. */
function inParts(rows: readonly DecidedAgreement[], most: number): DecidedAgreement[][] {
  const parts: DecidedAgreement[][] = [];
  let bytes = 0;
  for (const own of Map.groupBy(rows, ({ ref }) => ref).values()) {
    const size = own.reduce((sum, one) => sum + mostBytesOfRows(one), 0);
    const part = parts.at(-1);
    if (part === undefined || bytes + size > most) {
      parts.push([...own]);
      bytes = size;
    } else {
      part.push(...own);
      bytes += size;
    }
  }
  return parts;
}

function mostBytesOfRows({ rows, earlier, acts }: DecidedAgreement): number {
  const source = rows?.acceptance.source ?? earlier?.source ?? null;
  return mostBytesOfAgreement({ source }) + BYTES_OF_RECORD * (acts.length - 1);
}
