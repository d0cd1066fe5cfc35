import { countingAcceptance, type MadeAcceptance } from '../../domain/answers/counting.ts';
import { decideObjection, endByCompany } from '../../domain/answers/objection.ts';
import { isRuled, type OwnOutcome } from '../../domain/answers/own-outcome.ts';
import { objectionTo, positionOf, type UserFacts } from '../../domain/answers/position.ts';
import { whenSaid } from '../../domain/answers/received.ts';
import { saidSince } from '../../domain/answers/said-since.ts';
import { counts, isAbout, type Termination } from '../../domain/answers/standing.ts';
import { keepsOld, type Objection, type ObjectionKind } from '../../domain/answers/standing-objection.ts';
import type { Instant } from '../../domain/instant.ts';
import { RECEIPT_OF_OBJECTION } from '../../domain/notices/notice-kind.ts';
import { fallsWithNotice } from '../../domain/notices/telling.ts';
import type { Version } from '../../domain/policies/policy.ts';
import { shownText } from '../../domain/policies/shown-text.ts';
import type { Act } from '../../domain/record/act.ts';
import { saidByToText } from '../../domain/record/said-by.ts';
import { type CountingOf, letCount } from '../../storage/answers/acceptances.ts';
import { insertAnswerVoiding } from '../../storage/answers/answer-voidings.ts';
import {
  answersToDeclines,
  insertAnswer,
  letObjectionStand,
  listAnswers,
} from '../../storage/answers/answers.ts';
import { endTerminations } from '../../storage/answers/terminations.ts';
import { tellReaderAnew } from '../../storage/notices/tellings.ts';
import { versionStands } from '../../storage/policies/versions.ts';
import type { Condition } from '../../storage/sql.ts';
import type { Database, Statement } from '../../storage/store.ts';
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
import { answerEndBy, answerEndedSinceAct } from './end-by-later-word.ts';
import { endObjections } from './end-objections.ts';
import { orderReceipt, type ReceiptedAct } from './order-receipt.ts';
import { readAnswering, readMadeAcceptances, readPolicy, versionOf } from './read-facts.ts';
import { readFactsOfAnswer } from './read-facts-at.ts';
import { readTellings, toTelling, withoutSilenceUntil } from './read-tellings.ts';

/** What a user says of one version besides yes and leaving. */
export type AnswerAct = {
  readonly user: string;
  readonly policy: string;
  readonly version: number;
  readonly contentHash: string | null;
  readonly note: string | null;
  readonly method: string | null;
  readonly ip: string | null;
  readonly userAgent: string | null;
  /** Where to mail a receipt, for an act on the review page. */
  readonly receiptTo?: string | null;
  /** What the review page showed, for an act done there. */
  readonly page?: ActOnPage;
} & HowSaid;

/** A user's act of saying no to a version, all of it or a part, or to a consent, and staying. */
export type ObjectionAct = AnswerAct & {
  readonly answer: ObjectionKind;
  readonly part: string | null;
  /** What the page calls that part. */
  readonly partName?: string | null;
};

/** The objection, whose it is, and whether this act made it. */
export type ObjectionResult = {
  readonly user: string;
  readonly policy: string;
  readonly version: number;
  readonly objection: Objection;
  readonly first: boolean;
};

/**
 * Records that a user says no to a version and stays: what they said of it before, be it that they leave, ends
 * with it, but not what the company gave notice of. Saying it again changes nothing.
 */
export async function recordObjection(
  context: Pick<Context, 'store' | 'now' | 'newId' | 'wake'>,
  act: ObjectionAct,
  actor: string,
  remember: Remember<ObjectionResult> | null = null,
): Promise<ObjectionResult> {
  const { store, now, newId, wake } = context;
  const { db } = store;
  const result = await untilWritten<ObjectionResult>(async () => {
    const { user, seat } = await readAnswering(db, act.user);
    const about = { ref: seat ?? user.ref };
    const { policy, versions } = await readPolicy(db, act.policy);
    const { facts, current, said } = await readFactsOfAnswer(
      db,
      user.ref,
      act.policy,
      versions,
      act.received,
    );
    const version = versionOf(facts.versions, act.policy, act.version);
    const { contentHash } = shownText(version, act);
    const recordedAt = now();
    const mayBeUntold = act.answer === 'refuse';
    const at = whenSaid(act.received, version, current, { mayBeUntold, now: recordedAt });
    const of = { ref: user.ref, policy: act.policy, version: act.version };
    const standing = objectionTo(facts, act.version);
    if (decideObjection(policy, facts, version, act, at) === 'repeat' && standing !== null) {
      const repeated = { ...aboutOf(act), objection: standing, first: false };
      await rememberNow(store, remember, repeated, { ...about, now: recordedAt });
      return repeated;
    }

    const objection: Objection = { id: newId(), answer: act.answer, part: act.part, at };
    const made = { ...aboutOf(act), objection, first: true };
    const since = said && saidSince(said, { version: act.version, at, isLeaving: false });
    // What the company gave notice of ends by accepting alone.
    const stayed = current.terminations.filter(
      (one) =>
        one.by === 'user' &&
        isAbout(one, version) &&
        counts(one, at) &&
        one.terminatesAt > at &&
        one.endedAt === null,
    );
    const ended = current.terminations.map((one) =>
      stayed.includes(one) ? { ...one, endedAt: at, endedBy: 'cancelled' as const } : one,
    );
    const declines = [
      ...ended.filter((one) => isAbout(one, version)),
      ...answersToDeclines(await listAnswers(db, of), act.version),
      { id: objection.id, declinedAt: at, endedBy: null },
    ];
    const known = versions.find((one) => one.version === act.version);
    const tellingOf = async (about: Objection | null) =>
      known !== undefined && isRuled(known)
        ? (await readTellings(db, known, [user.ref], { objection: about }, recordedAt))(user.ref)
        : null;
    const telling = await tellingOf(objection);
    // While it stood no silence agreed, be it that they said otherwise since.
    const unobjected =
      since === null || objectionTo(current, act.version) !== null ? null : await tellingOf(null);
    const told = since === null ? telling : unobjected && withoutSilenceUntil(unobjected, since.at);
    const all = await readMadeAcceptances(db, of);
    const overtaken = all.filter(
      (one) =>
        one.at >= at &&
        // A use that came ahead of the clock may have been reported in the same instant.
        (act.received === undefined || one.recordedAt < recordedAt) &&
        (since === null || one.at < since.at) &&
        fallsWithNotice(one, telling && toTelling(telling)),
    );
    const counting = countingAcceptance(
      all.filter((one) => !overtaken.includes(one)),
      declines,
    );
    const saying = `answered:${objection.id}`;
    const ending = { ...of, by: 'answered', act: saying, at, recordedAt, actor } as const;
    const endOthers = await endObjections(db, current, (other) => other === act.version, ending);
    const written = { ref: user.ref, actor, recordedAt };
    const answer = { ...of, ...objection, contentHash, recordedAt, actor };
    const receipt = receiptOf(act, { user, policy, version, own: ownOf(facts, version), at });
    const isWritten = await writeAboutUser(
      context,
      user,
      async (isMarked) => [
        ...endOthers(isMarked),
        ...endTerminations(
          db,
          stayed.map(({ id }) => ({ id, at, by: 'cancelled', over: null })),
          isMarked,
        ),
        insertAnswer(db, since === null ? answer : { ...answer, ...answerEndBy(since) }, isMarked),
        letCount(db, of, counting, isMarked),
        ...(since === null ? [letObjectionStand(db, of, objection, isMarked)] : []),
        ...(told === null || told.toldAt === null ? [] : [tellReaderAnew(db, of, told, isMarked)]),
        ...overtaken.map((one) => voidOvertaken(db, of, one, { objection, ...written }, isMarked)),
        ...recordActs(
          db,
          [
            ...stayed.map((one) => stayedAct(one, objection, written)),
            answeredAct({ ...act, seat }, answer, actor),
            ...(since === null ? [] : [answerEndedSinceAct(answer, since, written)]),
            ...overtaken.map((one) => overtakenAct(of, one, { objection, ...written })),
          ],
          isMarked,
        ),
        ...(await orderReceipt(db, receipt, isMarked)),
        ...afterReceived(db, act.received, user.ref, isMarked),
        ...rememberStatements(db, remember, made, { ...about, now: recordedAt }, isMarked),
        ...keepPage(db, act.page ?? null, at),
      ],
      { touchedAt: recordedAt, onlyWhere: versionStands(db, act.policy, act.version) },
    );
    return isWritten ? made : undefined;
  });
  wake();
  return result;
}

function aboutOf({ user, policy, version }: ObjectionAct) {
  return { user, policy, version };
}

/** The receipt of an objection: what it is about, how long what they keep stays, and how the company may end that. */
function receiptOf(
  { answer, part, partName, receiptTo }: ObjectionAct,
  {
    own,
    ...about
  }: Pick<ReceiptedAct, 'user' | 'policy' | 'at'> & {
    readonly version: Version;
    readonly own: OwnOutcome | undefined;
  },
): ReceiptedAct {
  return {
    ...{ kind: RECEIPT_OF_OBJECTION[answer], to: receiptTo, useEndsAt: null, ...about },
    part: partName ?? part,
    keptUntil: answer === 'keep-old' ? (own?.keepUntil ?? null) : null,
    mayEnd: keepsOld({ answer }) ? endByCompany(about.version, own, about.at) : null,
  };
}

function ownOf({ positions }: UserFacts, { version }: Version): OwnOutcome | undefined {
  return positionOf(positions, version).own;
}

/** What is recorded of an answer: what was said of which text, and where; what they noted can be forgotten. */
export function answeredAct(
  act: AnswerAct,
  said: {
    readonly id: string;
    readonly ref: string;
    readonly answer: ObjectionKind | 'withdraw';
    readonly part: string | null;
    readonly at: Instant;
    readonly recordedAt: Instant;
    readonly contentHash: string;
  },
  actor: string,
): Act {
  const { id, ref, answer, part, at, recordedAt, contentHash } = said;
  return {
    ...{ kind: 'answered', about: id, at, recordedAt, actor, ref },
    ...{ policy: act.policy, version: act.version },
    facts: {
      ...{ answer, part, contentHash, page: pageToFacts(act.page ?? null) },
      ...howSaid(act),
    },
    personal: {
      ...{ note: act.note, method: act.method, ip: act.ip, userAgent: act.userAgent },
      by: saidByToText(act.saidBy),
    },
  };
}

type Written = { readonly ref: string; readonly actor: string; readonly recordedAt: Instant };

function stayedAct(termination: Termination, { id: answer, at }: Objection, written: Written): Act {
  const { id, policy, version } = termination;
  return {
    ...{ kind: 'cancelled', about: `${id}/${answer}`, at, ...written, policy, version },
    facts: {
      ...{ termination: id, by: 'cancelled', acceptance: null, over: null, endedAt: at },
      ...{ answer, restores: null, page: null },
    },
  };
}

type Overtaking = Written & { readonly objection: Pick<Objection, 'id'> };

/** Lets a use count no more that an objection had come before. */
function voidOvertaken(
  db: Database,
  { policy, version }: CountingOf,
  { id }: Pick<MadeAcceptance, 'id'>,
  { ref, actor, recordedAt, objection }: Overtaking,
  isMarked: Condition,
): Statement {
  const voiding = { id: `${id}/${objection.id}`, act: id, because: objection.id, at: recordedAt, actor };
  return insertAnswerVoiding(db, { ...voiding, ref, policy, version }, isMarked);
}

function overtakenAct(
  { policy, version }: CountingOf,
  { id }: Pick<MadeAcceptance, 'id'>,
  { objection, ...written }: Overtaking,
): Act {
  return {
    ...{ kind: 'answer-voided', about: `${id}/${objection.id}`, at: written.recordedAt, ...written },
    ...{ policy, version },
    facts: { act: `accepted:${id}`, because: `answered:${objection.id}` },
  };
}
