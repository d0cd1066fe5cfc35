import { declineWindowClosesAt } from '../../domain/answers/acceptance.ts';
import { countingAcceptance } from '../../domain/answers/counting.ts';
import { objectionTo } from '../../domain/answers/position.ts';
import { whenSaid } from '../../domain/answers/received.ts';
import { counts, isAbout } from '../../domain/answers/standing.ts';
import type { Instant } from '../../domain/instant.ts';
import { Refusal } from '../../domain/refusal.ts';
import { letCount } from '../../storage/answers/acceptances.ts';
import { answersToDeclines, listAnswers } from '../../storage/answers/answers.ts';
import type { Context } from '../context.ts';
import { type ActOnPage, type HowSaid, keepPage } from '../record/record-acts.ts';
import { untilWritten } from '../until-written.ts';
import { writeAboutUser } from '../write-marked.ts';
import { afterReceived } from './after-received.ts';
import { cancelTermination } from './cancel-termination.ts';
import { endObjections } from './end-objections.ts';
import { orderReceipt } from './order-receipt.ts';
import { readAnswering, readMadeAcceptances, readPolicy, versionOf } from './read-facts.ts';
import { readFactsOfAnswer } from './read-facts-at.ts';

/** Whose no to which version is taken back, and how that was said. */
export type CancellingAct = {
  readonly user: string;
  readonly policy: string;
  readonly version: number;
} & HowSaid;

/** A no that was taken back: its id, whose it was, and whether this act did it. */
export type CancelledAnswer = {
  readonly id: string;
  readonly user: string;
  readonly policy: string;
  readonly version: number;
  readonly at: Instant;
  readonly first: boolean;
};

/**
 * Takes back what a user said no to of a version, leaving or staying: all is as if they had not said it. Once
 * the window to say no has closed, whoever objected has the new terms by accepting them alone, since silence
 * would have agreed in the past. Nor is the refusal of a consent taken back but by giving it.
 *
 * Refuses with `not-offered` where they said no such thing, and as cancelling a termination does.
 * `receiptTo`: where to mail a receipt, for an act on the review page.
 */
export async function cancelAnswer(
  context: Pick<Context, 'store' | 'now' | 'newId' | 'wake'>,
  { received, presentation, saidBy, ...about }: CancellingAct,
  actor: string,
  onPage: { readonly page: ActOnPage; readonly receiptTo: string | null } | null = null,
): Promise<CancelledAnswer> {
  const { db } = context.store;
  const result = await untilWritten<CancelledAnswer>(async () => {
    const { user, seat } = await readAnswering(db, about.user);
    const how: HowSaid = { received, presentation, saidBy, seat };
    const { policy, versions } = await readPolicy(db, about.policy);
    const { facts, current } = await readFactsOfAnswer(db, user.ref, about.policy, versions, received);
    const version = versionOf(facts.versions, about.policy, about.version);
    const recordedAt = context.now();
    const at = whenSaid(received, version, current, { mayBeUntold: false, now: recordedAt });
    const leaving = facts.terminations.findLast(
      (one) => isAbout(one, version) && one.by === 'user' && one.declinedAt <= at,
    );
    const objection = objectionTo(facts, about.version);
    if (objection === null) {
      if (leaving === undefined || !(counts(leaving, at) || leaving.endedBy === 'cancelled')) {
        throw new Refusal('not-offered', `They said no to version ${about.version} in no way.`, {
          offers: [],
        });
      }
      const { first, termination } = await cancelTermination(context, leaving.id, actor, onPage, how);
      return { ...about, id: termination.id, at: termination.endedAt ?? at, first };
    }
    if (objection.answer === 'refuse') {
      throw new Refusal('not-offered', 'Whoever refused a consent gives it by accepting.', { offers: [] });
    }
    // What has ended since needs no taking back.
    if (objectionTo(current, about.version)?.id !== objection.id) {
      return { ...about, id: objection.id, at, first: false };
    }
    const closesAt = declineWindowClosesAt(facts, version);
    if (closesAt !== null && closesAt <= at) {
      throw new Refusal(
        'decline-window-closed',
        `The window to decline version ${about.version} closed at ${closesAt}: whoever objected has it by accepting.`,
        { closedAt: closesAt },
      );
    }
    const of = { ref: user.ref, policy: about.policy, version: about.version };
    const answers = (await listAnswers(db, of)).filter(({ id }) => id !== objection.id);
    const counting = countingAcceptance(await readMadeAcceptances(db, of), [
      ...current.terminations.filter((one) => isAbout(one, version)),
      ...answersToDeclines(answers, about.version),
    ]);
    const page = onPage?.page ?? null;
    const kind = 'receipt-no-taken-back';
    const receipt = { kind, to: onPage?.receiptTo, user, policy, version, at, useEndsAt: null } as const;
    const ending = { ...of, by: 'cancelled', act: null, at, recordedAt, actor, how, page } as const;
    const end = await endObjections(db, current, (other) => other === about.version, ending);
    const isWritten = await writeAboutUser(
      context,
      user,
      async (isMarked) => [
        ...end(isMarked),
        letCount(db, of, counting, isMarked),
        ...afterReceived(db, received, user.ref, isMarked),
        ...(await orderReceipt(db, receipt, isMarked)),
        ...keepPage(db, page, recordedAt),
      ],
      { touchedAt: recordedAt },
    );
    return isWritten ? { ...about, id: objection.id, at, first: true } : undefined;
  });
  context.wake();
  return result;
}
