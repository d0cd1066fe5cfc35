import { countingAcceptance } from '../../domain/answers/counting.ts';
import { ownFacts } from '../../domain/answers/own-facts.ts';
import { isRuled } from '../../domain/answers/own-outcome.ts';
import { heldVersion, type Position, type UserFacts } from '../../domain/answers/position.ts';
import { objectionAt, type SaidOfPolicy, saidSince } from '../../domain/answers/said-since.ts';
import { isAbout, type Termination } from '../../domain/answers/standing.ts';
import { earliestOf, NOT_KNOWN_YET } from '../../domain/instant.ts';
import type { Basis, Version } from '../../domain/policies/policy.ts';
import type { Act } from '../../domain/record/act.ts';
import {
  endsOfAnswers,
  endsOfTerminations,
  SAID_KINDS,
  type SaidRecord,
  withoutVoided,
} from '../../domain/record/voided.ts';
import { letCount } from '../../storage/answers/acceptances.ts';
import {
  answersToDeclines,
  endAnswer,
  letObjectionStand,
  listAnswers,
  noteConsentWithdrawn,
  type StoredAnswer,
} from '../../storage/answers/answers.ts';
import { endTerminations } from '../../storage/answers/terminations.ts';
import { tellReaderAnew } from '../../storage/notices/tellings.ts';
import { rewindTerminationSweepTo } from '../../storage/record/log.ts';
import { listBodiesOfUser } from '../../storage/record/records.ts';
import type { Condition } from '../../storage/sql.ts';
import type { Database, Statement } from '../../storage/store.ts';
import { recordActs } from '../record/record-acts.ts';
import { answerEndBy, answerEndedSinceAct, endBy, endedSinceAct, toEnded } from './end-by-later-word.ts';
import { readPolicy, readRuledReaders, readUserFacts } from './read-facts.ts';
import { isObjection, toObjection } from './read-facts-at.ts';
import { readTellings } from './read-tellings.ts';

/** Whose answer to which version is undone. */
export type UndoneOf = { readonly ref: string; readonly policy: string; readonly version: number };

/** All that a user said, by their records, before an act was voided and after. */
type Said = {
  readonly policy: string;
  readonly versions: readonly Version[];
  readonly before: readonly SaidRecord[];
  readonly after: readonly SaidRecord[];
};

/**
 * Makes the statements after which all is as if a user had never said what `voiding` voids. What that had ended
 * counts again, or ends by what they said since; and silence makes nobody's first agreement.
 */
export async function undoAnswer(
  db: Database,
  of: UndoneOf,
  voiding: Act,
): Promise<(isMarked: Condition) => Statement[]> {
  const { ref, policy, version } = of;
  const { versions } = await readPolicy(db, policy);
  const current = await readUserFacts(db, ref, policy, versions);
  const before = (await listBodiesOfUser(db, ref, SAID_KINDS)).map(readSaid);
  const said = { policy, versions, before, after: [...before, voiding] };
  const answers = await listAnswers(db, of);
  const { terminations, objections, changed, acts } = endsAnew(said, current.terminations, answers, voiding);

  const acceptances = acceptancesOf(said);
  const counting = countingAcceptance(
    acceptances.filter((one) => one.version === version),
    [...terminations.filter((one) => isAbout(one, of)), ...answersToDeclines(objections, version)],
  );
  const consents = objections.filter(
    (one) => one.version === version && one.answer === 'withdraw' && one.endedBy !== 'voided',
  );
  const positions = current.positions.map((one): Position => {
    const found = objectionAt(objections.filter(isObjection), one.version, NOT_KNOWN_YET);
    const accepted = one.version === version ? counting : one.accepted;
    // Silence follows from the facts.
    const isSaid = accepted !== null && accepted.basis !== 'silence' && accepted.id !== one.objection?.id;
    return {
      ...one,
      accepted: isSaid ? accepted : null,
      objection: found === null ? undefined : toObjection(found),
    };
  });
  const readers = await readRuledReaders(db, [ref], versions);
  const facts = ownFacts({ versions, positions, terminations }, readers(ref));
  const tell = await tellAnew(db, ref, { current, facts, versions }, voiding);
  const reopened = earliestOf(
    terminations
      .filter((one) => changed.includes(one.id) && one.endedAt === null)
      .map(({ terminatesAt }) => terminatesAt),
  );
  return (isMarked) => [
    ...endTerminations(db, terminations.filter((one) => changed.includes(one.id)).map(toEnded), isMarked),
    ...objections
      .filter((one) => changed.includes(one.id))
      .map((one) => endAnswer(db, one.id, one, isMarked)),
    ...recordActs(db, acts, isMarked),
    letCount(db, of, counting, isMarked),
    noteConsentWithdrawn(db, of, consents.at(-1)?.at ?? null, isMarked),
    ...tell(isMarked),
    ...(reopened === null ? [] : [rewindTerminationSweepTo(db, reopened, isMarked)]),
  ];
}

function readSaid(body: string): SaidRecord & Pick<Act, 'policy' | 'version' | 'recordedAt'> {
  const record = JSON.parse(body) as Act & { readonly id: string };
  return { ...record, about: record.id.slice(record.kind.length + 1) };
}

/** The acts of agreeing to a policy that were not voided. */
function acceptancesOf({ policy, after }: Said): SaidOfPolicy['acceptances'] {
  const fallen = new Set(after.filter(({ kind }) => kind === 'voided').map(({ about }) => about));
  return (withoutVoided(after) as readonly (SaidRecord & Act)[])
    .filter((one) => one.kind === 'accepted' && one.policy === policy && !fallen.has(one.about))
    .map(({ about: id, at, recordedAt, facts, version }) => ({
      ...{ id, at, recordedAt, basis: facts.basis as Basis, version: version ?? 0 },
    }));
}

/** How all that a user said ends once an act is voided; `changed` names what does so in another way than before. */
function endsAnew(
  said: Said,
  terminations: readonly Termination[],
  answers: readonly StoredAnswer[],
  { actor, recordedAt, ref }: Act,
) {
  const { policy, versions, before, after } = said;
  const [leftBefore, leftAfter] = [endsOfTerminations(before), endsOfTerminations(after)];
  const [saidBefore, saidAfter] = [endsOfAnswers(before), endsOfAnswers(after)];
  const changed: string[] = [];
  const acts: Act[] = [];
  const left = terminations.map((one): Termination => {
    const end = leftAfter.get(one.id);
    if (isSame(leftBefore.get(one.id), end)) return one;
    changed.push(one.id);
    const ended = { endedAt: end?.at ?? null, endedBy: end?.by ?? null, endedOver: end?.over ?? null };
    return { ...one, ...ended, resumedAt: null };
  });
  const given = answers.map((one): StoredAnswer => {
    const end = saidAfter.get(one.id);
    if (isSame(saidBefore.get(one.id), end)) return one;
    changed.push(one.id);
    return { ...one, endedAt: end?.at ?? null, endedBy: end?.by ?? null };
  });
  const all: SaidOfPolicy = {
    ...{ versions, acceptances: acceptancesOf(said), objections: given.filter(isObjection) },
    terminations: left.filter((one) => one.policy === policy),
  };
  const written = { ref: ref ?? '', actor, recordedAt };
  return {
    changed,
    acts,
    terminations: left.map((one) => {
      if (!changed.includes(one.id) || one.endedAt !== null || one.policy !== policy) return one;
      const since = saidSince(all, { version: one.version, at: one.declinedAt, isLeaving: true });
      if (since === null) return one;
      acts.push(endedSinceAct(one, since, written));
      return { ...one, ...endBy(since) };
    }),
    objections: given.map((one) => {
      if (!changed.includes(one.id) || one.endedAt !== null || !isObjection(one)) return one;
      const since = saidSince(all, { version: one.version, at: one.at, isLeaving: false });
      if (since === null) return one;
      acts.push(answerEndedSinceAct(one, since, written));
      return { ...one, ...answerEndBy(since) };
    }),
  };
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Lets versions come to for a user what they come to now: where their objection is another, or they hold nothing before. */
async function tellAnew(
  db: Database,
  ref: string,
  {
    current,
    facts,
    versions,
  }: Readonly<Record<'current' | 'facts', UserFacts>> & Pick<UserFacts, 'versions'>,
  { recordedAt: now }: Act,
): Promise<(isMarked: Condition) => Statement[]> {
  const anew = await Promise.all(
    facts.positions.map(async ({ version, toldAt, own, objection }) => {
      const known = versions.find((one) => one.version === version);
      const was = current.positions.find((one) => one.version === version)?.objection;
      const isOther = was?.id !== objection?.id;
      const positions = facts.positions.filter((one) => one.version < version);
      const isFirst = own?.agreesAt != null && heldVersion({ ...facts, positions }, now) === null;
      if (known === undefined || !(isOther || isFirst)) return null;
      const of = { ref, policy: known.policy, version };
      const told = toldAt !== null && isRuled(known);
      const about = { objection: objection ?? null, facts };
      const telling = told ? (await readTellings(db, known, [ref], about, now))(ref) : null;
      return { of, objection: objection ?? null, telling };
    }),
  );
  return (isMarked) =>
    anew.flatMap((one) => {
      if (one === null) return [];
      const { of, objection, telling } = one;
      const stand = letObjectionStand(db, of, objection, isMarked);
      return telling === null ? [stand] : [stand, tellReaderAnew(db, of, telling, isMarked)];
    });
}
