import { countingAcceptanceAt } from '../../domain/answers/counting.ts';
import { ownFacts } from '../../domain/answers/own-facts.ts';
import { isRuled } from '../../domain/answers/own-outcome.ts';
import { EARLIER_AGREEMENT, type Position, type UserFacts } from '../../domain/answers/position.ts';
import type { Received } from '../../domain/answers/received.ts';
import { objectionAt, type SaidOfPolicy } from '../../domain/answers/said-since.ts';
import { isAbout } from '../../domain/answers/standing.ts';
import type { Objection } from '../../domain/answers/standing-objection.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Version } from '../../domain/policies/policy.ts';
import { actsKey, listMadeAcceptances } from '../../storage/answers/acceptances.ts';
import { answersToDeclines, listAnswers, type StoredAnswer } from '../../storage/answers/answers.ts';
import type { Database } from '../../storage/store.ts';
import { readRuledReaders, readUserFacts } from './read-facts.ts';
import { readTellings } from './read-tellings.ts';

/** What an answer is decided on: how things stood when it came, how they stand now, and what was said in between. */
export type FactsOfAnswer = {
  readonly facts: UserFacts;
  readonly current: UserFacts;
  /** Null where it comes now: nothing was said since. */
  readonly said: SaidOfPolicy | null;
};

/** All that decides about an answer: as things are now, or as they were when it came by another way. */
export async function readFactsOfAnswer(
  db: Database,
  ref: string,
  policy: string,
  versions: readonly Version[],
  received: Received | undefined,
): Promise<FactsOfAnswer> {
  const current = await readUserFacts(db, ref, policy, versions);
  if (received === undefined) return { facts: current, current, said: null };
  const { at } = received;
  const answers = await listAnswers(db, { ref, policy });
  const said = await readSaid(db, { ref, policy }, current, answers);
  const positions = await Promise.all(
    current.positions.map((one) =>
      positionAt(db, { ref, policy }, one, { current, answers, said, versions, at }),
    ),
  );
  const readers = await readRuledReaders(db, [ref], versions);
  const facts = ownFacts({ ...current, versions, positions }, readers(ref));
  return { facts, current, said };
}

/** All that a user said of a policy and was not voided, as the tables have it. */
export async function readSaid(
  db: Database,
  { ref, policy }: { readonly ref: string; readonly policy: string },
  { versions, terminations }: UserFacts,
  answers: readonly StoredAnswer[],
): Promise<SaidOfPolicy> {
  const made = await listMadeAcceptances(
    db,
    versions.map(({ version }) => ({ ref, policy, version })),
  );
  return {
    versions,
    acceptances: versions.flatMap(({ version }) =>
      (made.get(actsKey({ ref, policy, version })) ?? []).map((one) => ({ ...one, version })),
    ),
    objections: answers.filter(isObjection),
    terminations: terminations.filter((one) => one.policy === policy),
  };
}

/** What a user knew of a version at an instant, and had done about it by then. */
async function positionAt(
  db: Database,
  { ref, policy }: { readonly ref: string; readonly policy: string },
  position: Position,
  past: {
    readonly current: UserFacts;
    readonly answers: readonly StoredAnswer[];
    readonly said: SaidOfPolicy;
    readonly versions: readonly Version[];
    readonly at: Instant;
  },
): Promise<Position> {
  const { version } = position;
  // Nothing is ever declined of it.
  if (version === EARLIER_AGREEMENT) return position;
  const { current, answers, said, versions, at } = past;
  const endsThen = <E extends { readonly endedAt: Instant | null; readonly endedBy: unknown }>(one: E): E =>
    one.endedAt !== null && one.endedAt > at ? { ...one, endedAt: null, endedBy: null } : one;
  const accepted = countingAcceptanceAt(
    said.acceptances.filter((one) => one.version === version),
    [
      ...current.terminations.filter((one) => isAbout(one, { policy, version })).map(endsThen),
      ...answersToDeclines(answers.map(endsThen), version),
    ],
    at,
  );
  const objection = objectionAt(said.objections, version, at);
  const withdrawn = answers.findLast(
    (one) => one.answer === 'withdraw' && one.version === version && one.endedBy !== 'voided' && one.at <= at,
  );
  const then = {
    ...{ version, accepted, consentWithdrawnAt: withdrawn?.at },
    objection: objection === null ? undefined : toObjection(objection),
  };
  const { toldAt, toldBy, bindsAt, own } = position;
  if (toldAt === null || toldAt > at) return { ...then, toldAt: null, toldBy: null, bindsAt: null };
  const known = versions.find((one) => one.version === version);
  if (known === undefined || !isRuled(known) || objection?.id === position.objection?.id) {
    return { ...then, toldAt, toldBy, bindsAt, own };
  }
  const tellingOf = await readTellings(db, known, [ref], { objection: then.objection ?? null }, at);
  const telling = tellingOf(ref);
  return { ...then, toldAt, toldBy, bindsAt: telling.bindsAt, own: telling.own };
}

/** Whether an answer says no to a version and stays. */
export function isObjection(answer: StoredAnswer): answer is StoredAnswer & Objection {
  return answer.answer !== 'withdraw';
}

/** What stands of an answer that is an objection. */
export function toObjection({ id, answer, part, at }: Objection): Objection {
  return { id, answer, part, at };
}
