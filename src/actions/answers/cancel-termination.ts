import { decideCancellation } from '../../domain/answers/acceptance.ts';
import { countingAcceptance } from '../../domain/answers/counting.ts';
import { firstToEnd, isAbout, type Termination } from '../../domain/answers/standing.ts';
import type { Instant } from '../../domain/instant.ts';
import { stayOutcome } from '../../domain/notices/outcome.ts';
import type { Act } from '../../domain/record/act.ts';
import { saidByToText } from '../../domain/record/said-by.ts';
import { Refusal } from '../../domain/refusal.ts';
import { letCount } from '../../storage/answers/acceptances.ts';
import { answersToDeclines, listAnswers } from '../../storage/answers/answers.ts';
import { endTerminations } from '../../storage/answers/terminations.ts';
import { findTermination, listTerminations } from '../../storage/answers/user-facts.ts';
import { findUserByRef } from '../../storage/people/users.ts';
import { findPolicy } from '../../storage/policies/policies.ts';
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
import { untilWritten } from '../until-written.ts';
import { writeAboutUser } from '../write-marked.ts';
import { afterReceived } from './after-received.ts';
import { orderReceipt, type ReceiptedAct } from './order-receipt.ts';
import { readMadeAcceptances, readPolicy, versionOf } from './read-facts.ts';
import type { TerminationResult } from './record-termination.ts';

/**
 * Cancels a termination that has not happened: the user stays, and what they had accepted before
 * declining counts again. `receiptTo`: where to mail a receipt, for an act on the review page. What came by
 * another way changes nothing of what has ended since.
 */
export async function cancelTermination(
  context: Pick<Context, 'store' | 'now' | 'newId' | 'wake'>,
  id: string,
  actor: string,
  onPage: { readonly page: ActOnPage; readonly receiptTo: string | null } | null = null,
  how: HowSaid = {},
): Promise<TerminationResult> {
  const { now, wake } = context;
  const { received } = how;
  const { db } = context.store;
  const result = await untilWritten<TerminationResult>(async () => {
    const found = await findTermination(db, id);
    const user = found && (await findUserByRef(db, found.ref));
    if (found === undefined || user === undefined) {
      throw new Refusal('unknown-termination', 'There is no such termination.');
    }
    const recordedAt = now();
    const at = received?.at ?? recordedAt;
    const all = (await listTerminations(db, [user.ref])).get(user.ref) ?? [];
    // Read after the user, whose row says whether anything changed since.
    const termination = all.find((one) => one.id === id) ?? found.termination;
    const hasEnded = received !== undefined && termination.endedAt !== null;
    if (hasEnded || decideCancellation(termination, at) === 'repeat')
      return { user: user.user, termination, first: false };
    const { policy, versions } = await readPolicy(db, termination.policy);
    const version = versionOf(versions, termination.policy, termination.version);
    const ended: Termination = { ...termination, endedAt: at, endedBy: 'cancelled', endedOver: null };
    const of = { ref: user.ref, policy: policy.policy, version: version.version };
    const counting = countingAcceptance(await readMadeAcceptances(db, of), [
      ...all.map((one) => (one.id === id ? ended : one)).filter((one) => isAbout(one, of)),
      ...answersToDeclines(await listAnswers(db, of), of.version),
    ]);
    const receipt = { kind: 'receipt-stayed', to: onPage?.receiptTo, user, policy, version, at } as const;
    const said = await whatStayingMeans(db, {
      countsAgain: counting?.at ?? null,
      terminations: all.filter((one) => one.id !== id),
      at,
    });
    const cancelled: Act = {
      ...{ kind: 'cancelled', about: id, at, recordedAt, actor, ref: user.ref },
      ...{ policy: termination.policy, version: termination.version },
      facts: {
        ...{ termination: id, by: 'cancelled', acceptance: null, over: null, endedAt: at },
        ...{ restores: counting?.id ?? null, page: pageToFacts(onPage?.page ?? null) },
        ...howSaid(how),
      },
      personal: { note: received?.note ?? null, by: saidByToText(how.saidBy) },
    };
    const isWritten = await writeAboutUser(
      context,
      user,
      async (isMarked) => [
        ...endTerminations(db, [{ id, at, by: 'cancelled', over: null }], isMarked),
        letCount(db, of, counting, isMarked),
        ...recordActs(db, [cancelled], isMarked),
        ...afterReceived(db, received, user.ref, isMarked),
        ...keepPage(db, onPage?.page ?? null, at),
        ...(await orderReceipt(db, { ...receipt, ...said, useEndsAt: null }, isMarked)),
      ],
      { touchedAt: recordedAt },
    );
    return isWritten ? { user: user.user, termination: ended, first: true } : undefined;
  });
  wake();
  return result;
}

/** What the receipt says of an acceptance that counts again, and of leaving over something else. */
async function whatStayingMeans(
  db: Database,
  of: {
    readonly countsAgain: Instant | null;
    /** The user's others. */
    readonly terminations: readonly Termination[];
    readonly at: Instant;
  },
): Promise<Pick<ReceiptedAct, 'outcome' | 'countsAgain' | 'stillLeaving'>> {
  const { countsAgain, terminations, at } = of;
  const first = firstToEnd(terminations, at);
  const policy = first === null ? undefined : await findPolicy(db, first.policy);
  return {
    outcome: stayOutcome({ countsAgain: countsAgain !== null, leavesOtherwise: first !== null }),
    countsAgain,
    stillLeaving: first === null ? null : { title: policy?.title ?? first.policy, at: first.terminatesAt },
  };
}
