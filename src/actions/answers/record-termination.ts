import { decideEndByCompany, decideTermination, type LeavingHow } from '../../domain/answers/acceptance.ts';
import { countingAcceptance } from '../../domain/answers/counting.ts';
import { heldVersion, objectionTo } from '../../domain/answers/position.ts';
import { isAbout, type Termination } from '../../domain/answers/standing.ts';
import type { Version } from '../../domain/policies/policy.ts';
import type { Act } from '../../domain/record/act.ts';
import { letCount } from '../../storage/answers/acceptances.ts';
import { answersToDeclines, listAnswers } from '../../storage/answers/answers.ts';
import { insertTermination } from '../../storage/answers/terminations.ts';
import { versionStands } from '../../storage/policies/versions.ts';
import type { Database } from '../../storage/store.ts';
import type { Context } from '../context.ts';
import { type ActOnPage, keepPage, pageToFacts, recordActs } from '../record/record-acts.ts';
import { type Remember, rememberNow, rememberStatements } from '../remember.ts';
import { untilWritten } from '../until-written.ts';
import { writeAboutUser } from '../write-marked.ts';
import { endObjections } from './end-objections.ts';
import { orderReceipt } from './order-receipt.ts';
import { readMadeAcceptances, readPolicy, readUser, readUserFacts, versionOf } from './read-facts.ts';

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
};

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
    const user = await readUser(db, act.user);
    const { policy, versions } = await readPolicy(db, act.policy);
    const { version, facts, made } = await readOwnFacts(db, user.ref, act, versions);
    const at = now();
    const by = act.by ?? 'user';
    const decision =
      by === 'company'
        ? decideEndByCompany(facts, version, at)
        : decideTermination(facts, version, act.when, at);
    if (decision.kind === 'repeated') {
      const repeated = { user: act.user, termination: decision.termination, first: false };
      await rememberNow(store, remember, repeated, { ref: user.ref, now: at });
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
    const termination = { ...declined, holds: heldVersion(afterwards, at)?.version || null };
    const leaving: TerminationResult = { user: act.user, termination, first: true };
    const { terminatesAt: useEndsAt } = termination;
    const receipt = { kind: 'receipt-leaving', to: act.receiptTo, user, policy, version, at } as const;
    const of = { ref: user.ref, policy: act.policy, version: act.version };
    const declines = [...facts.terminations, termination].filter((one) => isAbout(one, version));
    const objected = answersToDeclines(await listAnswers(db, of), act.version);
    const counting = countingAcceptance(made, [...declines, ...objected]);
    const ending = { ...of, by: 'left', act: `leaving:${termination.id}`, at, actor } as const;
    // Whose objection the company answers so has said nothing else.
    const isAnswered = (other: number) => by === 'user' && other === act.version;
    const endObjected = await endObjections(db, facts, isAnswered, ending);
    const isWritten = await writeAboutUser(
      context,
      user,
      async (isMarked) => [
        ...endObjected(isMarked),
        insertTermination(db, { ...termination, ref: user.ref, actor }, isMarked),
        ...recordActs(db, [leavingAct(termination, user.ref, actor, act.page ?? null)], isMarked),
        letCount(db, of, counting, isMarked),
        ...(await orderReceipt(db, { ...receipt, useEndsAt }, isMarked)),
        ...rememberStatements(db, remember, leaving, { ref: user.ref, now: at }, isMarked),
        ...keepPage(db, act.page ?? null, at),
      ],
      { onlyWhere: versionStands(db, act.policy, act.version) },
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
  { policy, version: number }: Pick<TerminationAct, 'policy' | 'version'>,
  versions: readonly Version[],
) {
  const facts = await readUserFacts(db, ref, policy, versions);
  const version = versionOf(facts.versions, policy, number);
  const made = await readMadeAcceptances(db, { ref, policy, version: number });
  // What an objection left of it is as it was read.
  if (objectionTo(facts, number) !== null) return { version, facts, made };
  const declines = facts.terminations.filter((one) => isAbout(one, version));
  const accepted = countingAcceptance(made, declines);
  const positions = facts.positions.map((one) => (one.version === number ? { ...one, accepted } : one));
  return { version, facts: { ...facts, positions }, made };
}

function leavingAct(termination: Termination, ref: string, actor: string, page: ActOnPage | null): Act {
  const { id, policy, version, declinedAt, when, by, terminatesAt, holds, revokes, reason } = termination;
  return {
    ...{ kind: 'leaving', about: id, at: declinedAt, recordedAt: declinedAt, actor, ref, policy, version },
    facts: {
      ...{ termination: id, when, terminatesAt, holds, revokes, page: pageToFacts(page) },
      ...(by === 'company' ? { by } : {}),
    },
    personal: { reason },
  };
}
