import { decideEndByCompany, decideTermination, type LeavingHow } from '../../domain/answers/acceptance.ts';
import { countingAcceptance } from '../../domain/answers/counting.ts';
import { heldVersion, objectionTo } from '../../domain/answers/position.ts';
import { whenSaid } from '../../domain/answers/received.ts';
import { saidSince } from '../../domain/answers/said-since.ts';
import { isAbout, type Termination } from '../../domain/answers/standing.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Version } from '../../domain/policies/policy.ts';
import type { Act } from '../../domain/record/act.ts';
import { saidByToText } from '../../domain/record/said-by.ts';
import { letCount } from '../../storage/answers/acceptances.ts';
import { answersToDeclines, listAnswers } from '../../storage/answers/answers.ts';
import { endTerminations, insertTermination } from '../../storage/answers/terminations.ts';
import { versionStands } from '../../storage/policies/versions.ts';
import { rewindTerminationSweepTo } from '../../storage/record/log.ts';
import type { Database } from '../../storage/store.ts';
import type { Context } from '../context.ts';
import {
  type ActOnPage,
  type HowSaid,
  howSaid,
  keepPage,
  pageToFacts,
  recordActs,
} from '../record/record-acts.ts';
import { type Remember, rememberNow, rememberStatements } from '../remember.ts';
import { untilWritten } from '../until-written.ts';
import { writeAboutUser } from '../write-marked.ts';
import { afterReceived } from './after-received.ts';
import { endBy, endedSinceAct, toEnded } from './end-by-later-word.ts';
import { endObjections } from './end-objections.ts';
import { orderReceipt } from './order-receipt.ts';
import { readAnswering, readMadeAcceptances, readPolicy, versionOf } from './read-facts.ts';
import { readFactsOfAnswer } from './read-facts-at.ts';

/** A user's act of declining a version by ending their use. */
export type TerminationAct = {
  readonly user: string;
  readonly policy: string;
  readonly version: number;
  readonly when: LeavingHow;
  /** The company ends it for whoever keeps the old terms; else the user leaves. */
  readonly by?: 'user' | 'company' | undefined;
  readonly reason: string | null;
  /** Where to mail a receipt, for an act on the review page. */
  readonly receiptTo?: string | null;
  /** What the review page showed, for an act done there. */
  readonly page?: ActOnPage;
} & HowSaid;

/** The record of a termination, whose it is, and whether this act made it. */
export type TerminationResult = {
  readonly user: string;
  readonly termination: Termination;
  readonly first: boolean;
};

/** Records that a user declines a version and leaves; declining again no earlier changes nothing. */
export async function recordTermination(
  context: Pick<Context, 'store' | 'now' | 'newId' | 'wake'>,
  act: TerminationAct,
  actor: string,
  remember: Remember<TerminationResult> | null = null,
): Promise<TerminationResult> {
  const { store, now, newId, wake } = context;
  const { db } = store;
  const result = await untilWritten<TerminationResult>(async () => {
    const { user, seat } = await readAnswering(db, act.user);
    const { policy, versions } = await readPolicy(db, act.policy);
    const { version, facts, current, made, said } = await readOwnFacts(db, user.ref, act, versions);
    const recordedAt = now();
    const at = whenSaid(act.received, version, current, { mayBeUntold: false, now: recordedAt });
    const by = act.by ?? 'user';
    const decision =
      by === 'company'
        ? decideEndByCompany(facts, version, at)
        : decideTermination(facts, version, act.when, at);
    if (decision.kind === 'repeated') {
      const repeated = { user: act.user, termination: decision.termination, first: false };
      await rememberNow(store, remember, repeated, { ref: seat ?? user.ref, now: recordedAt });
      return repeated;
    }

    const declined: Termination = {
      id: newId(),
      policy: act.policy,
      version: act.version,
      when: act.when === 'now' ? 'now' : 'effect',
      reason: act.reason,
      declinedAt: at,
      terminatesAt: decision.terminatesAt,
      by,
      ...{ endedAt: null, endedBy: null, endedOver: null, resumedAt: null },
      holds: null,
      revokes: decision.revokes,
    };
    // What they hold from here on, with the declined version no longer among it; a text that is not known has no number.
    const afterwards = {
      ...facts,
      positions: facts.positions.filter((one) => one.version !== act.version),
    };
    const held = { ...declined, holds: heldVersion(afterwards, at)?.version || null };
    const since = said && saidSince(said, { version: act.version, at, isLeaving: true });
    const termination = since === null ? held : { ...held, ...endBy(since) };
    const leaving: TerminationResult = { user: act.user, termination, first: true };
    const { terminatesAt: useEndsAt } = termination;
    const receipt = { kind: 'receipt-leaving', to: act.receiptTo, user, policy, version, at } as const;
    const of = { ref: user.ref, policy: act.policy, version: act.version };
    const declines = [...current.terminations, termination].filter((one) => isAbout(one, version));
    const objected = answersToDeclines(await listAnswers(db, of), act.version);
    const counting = countingAcceptance(made, [...declines, ...objected]);
    const ending = { ...of, by: 'left', act: `leaving:${termination.id}`, at, recordedAt, actor } as const;
    // Whose objection the company answers so has said nothing else.
    const isAnswered = (other: number) => by === 'user' && other === act.version;
    const endObjected = await endObjections(db, current, isAnswered, ending);
    const written = { ref: user.ref, actor, recordedAt };
    const isWritten = await writeAboutUser(
      context,
      user,
      async (isMarked) => [
        ...endObjected(isMarked),
        insertTermination(db, { ...termination, ...written }, isMarked),
        ...(since === null ? [] : endTerminations(db, [toEnded(termination)], isMarked)),
        ...recordActs(
          db,
          [
            leavingAct(termination, written, { ...act, seat }),
            ...(since === null ? [] : [endedSinceAct(termination, since, written)]),
          ],
          isMarked,
        ),
        ...(at < recordedAt ? [rewindTerminationSweepTo(db, useEndsAt, isMarked)] : []),
        ...afterReceived(db, act.received, user.ref, isMarked),
        letCount(db, of, counting, isMarked),
        ...(await orderReceipt(db, { ...receipt, useEndsAt }, isMarked)),
        ...rememberStatements(db, remember, leaving, { ref: seat ?? user.ref, now: recordedAt }, isMarked),
        ...keepPage(db, act.page ?? null, at),
      ],
      {
        ...(act.received === undefined ? {} : { touchedAt: recordedAt }),
        onlyWhere: versionStands(db, act.policy, act.version),
      },
    );
    return isWritten ? leaving : undefined;
  });
  wake();
  return result;
}

/** What decides about declining a version, with all acts by which the user agreed to it. */
async function readOwnFacts(
  db: Database,
  ref: string,
  { policy, version: number, received }: Pick<TerminationAct, 'policy' | 'version' | 'received'>,
  versions: readonly Version[],
) {
  const known = await readFactsOfAnswer(db, ref, policy, versions, received);
  const version = versionOf(known.facts.versions, policy, number);
  const made = await readMadeAcceptances(db, { ref, policy, version: number });
  // What an objection left of it is as it was read, and so is what counted when an answer came.
  if (received !== undefined || objectionTo(known.facts, number) !== null) return { ...known, version, made };
  const declines = known.facts.terminations.filter((one) => isAbout(one, version));
  const accepted = countingAcceptance(made, declines);
  const positions = known.facts.positions.map((one) => (one.version === number ? { ...one, accepted } : one));
  return { ...known, facts: { ...known.facts, positions }, version, made };
}

type Written = { readonly ref: string; readonly actor: string; readonly recordedAt: Instant };

function leavingAct(
  termination: Termination,
  { ref, actor, recordedAt }: Written,
  { page, ...how }: TerminationAct,
): Act {
  const { id, policy, version, declinedAt: at, when, by, terminatesAt, holds, revokes, reason } = termination;
  return {
    ...{ kind: 'leaving', about: id, at, recordedAt, actor, ref, policy, version },
    facts: {
      ...{ termination: id, when, terminatesAt, holds, revokes, page: pageToFacts(page ?? null) },
      ...(by === 'company' ? { by } : {}),
      ...howSaid(how),
    },
    personal: { reason, by: saidByToText(how.saidBy) },
  };
}
