import { decideConsentWithdrawal } from '../../domain/answers/consent.ts';
import { positionOf } from '../../domain/answers/position.ts';
import { whenSaid } from '../../domain/answers/received.ts';
import { type Instant, laterOf } from '../../domain/instant.ts';
import { shownText } from '../../domain/policies/shown-text.ts';
import { insertAnswer, listAnswers, noteConsentWithdrawn } from '../../storage/answers/answers.ts';
import { stopSilences } from '../../storage/answers/silences.ts';
import type { Context } from '../context.ts';
import { keepPage, recordActs } from '../record/record-acts.ts';
import { type Remember, rememberNow, rememberStatements } from '../remember.ts';
import { untilWritten } from '../until-written.ts';
import { writeAboutUser } from '../write-marked.ts';
import { orderReceipt } from './order-receipt.ts';
import { readAnswering, readPolicy, versionOf } from './read-facts.ts';
import { readFactsOfAnswer } from './read-facts-at.ts';
import { type AnswerAct, answeredAct } from './record-objection.ts';

/** A consent that was taken back, whose it is, and whether this act did it. */
export type WithdrawalResult = {
  readonly id: string;
  readonly user: string;
  readonly policy: string;
  readonly version: number;
  readonly at: Instant;
  readonly first: boolean;
};

/** Records that a user takes back their consent to a policy that is revocable; doing it again changes nothing. */
export async function withdrawConsent(
  context: Pick<Context, 'store' | 'now' | 'newId' | 'wake'>,
  act: AnswerAct,
  actor: string,
  remember: Remember<WithdrawalResult> | null = null,
): Promise<WithdrawalResult> {
  const { store, now, newId, wake } = context;
  const { db } = store;
  const result = await untilWritten<WithdrawalResult>(async () => {
    const { user, seat } = await readAnswering(db, act.user);
    const { policy, versions } = await readPolicy(db, act.policy);
    const { facts, current } = await readFactsOfAnswer(db, user.ref, act.policy, versions, act.received);
    const version = versionOf(versions, act.policy, act.version);
    const { contentHash, locale: textLocale } = shownText(version, act);
    const recordedAt = now();
    const at = whenSaid(act.received, version, current, { mayBeUntold: true, now: recordedAt });
    const of = { ref: user.ref, policy: act.policy, version: act.version };
    const about = { user: act.user, policy: act.policy, version: act.version };
    if (decideConsentWithdrawal(policy, facts, act.version, at) === 'repeat') {
      const before = (await listAnswers(db, of)).findLast(
        (one) =>
          one.answer === 'withdraw' &&
          one.version === act.version &&
          one.endedBy !== 'voided' &&
          one.at <= at,
      );
      if (before === undefined) return undefined;
      const repeated = { ...about, id: before.id, at: before.at, first: false };
      await rememberNow(store, remember, repeated, { ref: seat ?? user.ref, now: recordedAt });
      return repeated;
    }
    const made = { ...about, id: newId(), at, first: true };
    const last = positionOf(current.positions, act.version).consentWithdrawnAt;
    const said = { ...of, id: made.id, answer: 'withdraw', part: null, contentHash, at } as const;
    const kind = 'receipt-consent-withdrawn';
    const receipt = {
      kind,
      to: act.receiptTo,
      user,
      policy,
      version,
      textLocale,
      at,
      useEndsAt: null,
    } as const;
    const isWritten = await writeAboutUser(context, user, async (isMarked) => [
      insertAnswer(db, { ...said, recordedAt, actor }, isMarked),
      // Nobody who takes a consent back agrees to more of it by saying nothing.
      stopSilences(db, of, at, isMarked),
      noteConsentWithdrawn(db, of, last === undefined ? at : laterOf(last, at), isMarked),
      ...recordActs(db, [answeredAct({ ...act, seat }, { ...said, recordedAt }, actor)], isMarked),
      ...(await orderReceipt(db, receipt, isMarked)),
      ...rememberStatements(db, remember, made, { ref: seat ?? user.ref, now: recordedAt }, isMarked),
      ...keepPage(db, act.page ?? null, at),
    ]);
    return isWritten ? made : undefined;
  });
  wake();
  return result;
}
