import { decideAcceptance } from '../../domain/answers/acceptance.ts';
import { countingAcceptance } from '../../domain/answers/counting.ts';
import { agreedInActsSince, positionOf } from '../../domain/answers/position.ts';
import { whenSaid } from '../../domain/answers/received.ts';
import { isAbout, type Termination } from '../../domain/answers/standing.ts';
import { shownText } from '../../domain/policies/shown-text.ts';
import { textsOf } from '../../domain/policies/version-text.ts';
import type { Act } from '../../domain/record/act.ts';
import { saidByToText } from '../../domain/record/said-by.ts';
import { type Acceptance, findAcceptance, insertAct, letCount } from '../../storage/answers/acceptances.ts';
import { answersToDeclines, listAnswers } from '../../storage/answers/answers.ts';
import { endTerminations } from '../../storage/answers/terminations.ts';
import { versionStands } from '../../storage/policies/versions.ts';
import { insertSeatActs } from '../../storage/record/records.ts';
import { userIsMarked } from '../../storage/sql.ts';
import type { Database } from '../../storage/store.ts';
import type { Context } from '../context.ts';
import {
  type ActOnPage,
  type HowSaid,
  howSaid,
  keepPage,
  pageToFacts,
  recordActs,
  sealActs,
} from '../record/record-acts.ts';
import { type Remember, rememberNow, rememberStatements } from '../remember.ts';
import { untilWritten } from '../until-written.ts';
import { isUserWritten, writeAboutUser } from '../write-marked.ts';
import { afterReceived } from './after-received.ts';
import { endObjections } from './end-objections.ts';
import { orderReceipt, type ReceiptedAct } from './order-receipt.ts';
import { readAnswering, readMadeAcceptances, readPolicy, versionOf } from './read-facts.ts';
import { readFactsOfAnswer } from './read-facts-at.ts';
import { endsTakenBack, takenBackActs } from './take-back.ts';

/** A user's act of agreeing, as the product or the review page reports it. */
export type AcceptanceAct = {
  readonly user: string;
  readonly policy: string;
  readonly version: number;
  /** The text that was shown, when the caller pins it. */
  readonly contentHash: string | null;
  readonly locale: string | null;
  readonly method: string | null;
  readonly ip: string | null;
  readonly userAgent: string | null;
  readonly returning: boolean;
  /** What they said with it. */
  readonly note?: string | null;
  /** Where to mail a receipt, for an act on the review page. */
  readonly receiptTo?: string | null;
  /** The time zone of that receipt, where it is one for several acts of the same moment. */
  readonly together?: string | undefined;
  /** What the review page showed, for an act done there. */
  readonly page?: ActOnPage;
} & HowSaid;

/** The record of an acceptance, whether this act made it, and the terminations that still wait after it. */
export type AcceptanceResult = {
  readonly user: string;
  readonly acceptance: Acceptance;
  readonly first: boolean;
  readonly pending: readonly Termination[];
};

/**
 * Records that a user agrees to a version, which takes back what they declined of it or of older ones.
 * Repeating a clear yes makes no act of its own and answers as the first time.
 */
export async function recordAcceptance(
  { store, now, newId, wake }: Pick<Context, 'store' | 'now' | 'newId' | 'wake'>,
  act: AcceptanceAct,
  actor: string,
  remember: Remember<AcceptanceResult> | null = null,
): Promise<AcceptanceResult> {
  const { db } = store;
  const result = await untilWritten<AcceptanceResult>(async () => {
    const { user, seat } = await readAnswering(db, act.user);
    const how = { ...act, seat };
    const { policy, versions } = await readPolicy(db, act.policy);
    const { facts, current } = await readFactsOfAnswer(db, user.ref, act.policy, versions, act.received);
    const version = versionOf(facts.versions, act.policy, act.version);
    const recordedAt = now();
    const at = whenSaid(act.received, version, current, { mayBeUntold: true, now: recordedAt });
    const decision = decideAcceptance(facts, version, act, at);
    const text = shownText(version, act);
    const { takesBack, returns, pending } = decision;
    const about = { ref: seat ?? user.ref, now: recordedAt };
    const happened = { at, recordedAt, actor };
    const receipt: ReceiptedAct = {
      ...{ kind: 'receipt-accepted', to: act.receiptTo, together: act.together, useEndsAt: null },
      ...{ user, policy, version, textLocale: text.locale, at },
    };

    if (decision.kind === 'repeat') {
      const acceptance = await findAcceptance(db, user.ref, act.policy, act.version);
      if (acceptance === undefined) return undefined;
      const repeated = { user: act.user, acceptance, first: false, pending };
      if (takesBack.length === 0) {
        await rememberNow(store, remember, repeated, about);
        return repeated;
      }
      const isWritten = await writeAboutUser(
        { store, newId },
        user,
        async (isMarked) => [
          ...endTerminations(db, endsTakenBack(takesBack, act.version), isMarked),
          ...recordActs(db, takenBackActs(takesBack, acceptance, happened, how), isMarked),
          ...(await orderReceipt(db, receipt, isMarked)),
          ...rememberStatements(db, remember, repeated, about, isMarked),
          ...afterReceived(db, act.received, user.ref, isMarked),
          ...keepPage(db, act.page ?? null, at),
        ],
        { touchedAt: recordedAt, onlyWhere: versionStands(db, act.policy, act.version) },
      );
      return isWritten ? repeated : undefined;
    }

    const command = newId();
    const isMarked = userIsMarked(user.ref, command);
    const acceptance: Acceptance = {
      id: newId(),
      ref: user.ref,
      policy: act.policy,
      version: act.version,
      basis: 'explicit',
      at,
      recordedAt,
      contentHash: text.contentHash,
      locale: textsOf(version).length > 1 ? text.locale : (act.locale ?? policy.locale),
      method: act.method,
      source: null,
      actor,
      presentation: act.presentation ?? null,
    };
    const made: AcceptanceResult = { user: act.user, acceptance, first: true, pending };
    const before = agreedInActsSince(positionOf(facts.positions, act.version)) ?? at;
    const counting = { ...acceptance, since: before < at ? before : at };
    const last = act.received && (await countingOfAll(db, acceptance, current.terminations));
    const records = sealActs([
      ...actsOf(acceptance, how, returns),
      ...takenBackActs(takesBack, acceptance, happened, {
        ...{ page: act.page, received: act.received, presentation: act.presentation },
      }),
    ]);
    const ends = [
      ...returns.map(({ id }) => ({ id, at, by: 'returned', over: null }) as const),
      ...endsTakenBack(takesBack, act.version),
    ];
    const ending = { ref: user.ref, policy: act.policy, by: 'accepted', at, recordedAt, actor } as const;
    const endObjected = await endObjections(db, current, (older) => older <= act.version, {
      ...ending,
      act: `accepted:${acceptance.id}`,
    });
    const isWritten = await isUserWritten(store, user.ref, command, [
      ...insertAct(db, user, command, counting, records, ends.length > 0),
      ...insertSeatActs(db, records),
      ...(last === undefined ? [] : [letCount(db, acceptance, last, isMarked)]),
      ...endObjected(isMarked),
      ...endTerminations(db, ends, isMarked),
      ...afterReceived(db, act.received, user.ref, isMarked),
      ...(await orderReceipt(db, receipt, isMarked)),
      ...rememberStatements(db, remember, made, about, isMarked),
      ...keepPage(db, act.page ?? null, at),
    ]);
    return isWritten ? made : undefined;
  });
  wake();
  return result;
}

/** What counts of a version once an act is among all that were made: they may have said something since. */
async function countingOfAll(db: Database, acceptance: Acceptance, terminations: readonly Termination[]) {
  const made = await readMadeAcceptances(db, acceptance);
  const answers = await listAnswers(db, acceptance);
  return countingAcceptance(
    [...made, acceptance],
    [
      ...terminations.filter((one) => isAbout(one, acceptance)),
      ...answersToDeclines(answers, acceptance.version),
    ],
  );
}

/** What is recorded of an acceptance: itself, and what coming back ended. */
function actsOf(
  acceptance: Acceptance,
  { ip, userAgent, page, note = null, ...how }: AcceptanceAct,
  returns: readonly Termination[],
): Act[] {
  const { id, at, recordedAt, actor, ref, policy, version } = acceptance;
  const about = { about: id, at, recordedAt, actor, ref, policy, version };
  const { basis, contentHash, locale, method, source } = acceptance;
  const accepted: Act = {
    ...about,
    kind: 'accepted',
    facts: {
      ...{ acceptance: id, basis, contentHash, locale, page: pageToFacts(page ?? null), use: null },
      ...howSaid(how),
    },
    personal: { ip, userAgent, method, source, note, by: saidByToText(how.saidBy) },
  };
  if (returns.length === 0) return [accepted];
  const terminations = returns.map((one) => one.id);
  return [accepted, { ...about, kind: 'returned', facts: { acceptance: id, terminations } }];
}
