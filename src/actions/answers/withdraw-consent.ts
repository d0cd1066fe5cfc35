import { insistOnText } from '../../domain/answers/acceptance.ts';
import { decideConsentWithdrawal } from '../../domain/answers/consent.ts';
import type { Instant } from '../../domain/instant.ts';
import { insertAnswer, listAnswers, noteConsentWithdrawn } from '../../storage/answers/answers.ts';
import type { Context } from '../context.ts';
import { keepPage, recordActs } from '../record/record-acts.ts';
import { type Remember, rememberNow, rememberStatements } from '../remember.ts';
import { untilWritten } from '../until-written.ts';
import { writeAboutUser } from '../write-marked.ts';
import { orderReceipt } from './order-receipt.ts';
import { readPolicy, readUser, readUserFacts, versionOf } from './read-facts.ts';
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
    const user = await readUser(db, act.user);
    const { policy, versions } = await readPolicy(db, act.policy);
    const facts = await readUserFacts(db, user.ref, act.policy, versions);
    const version = versionOf(versions, act.policy, act.version);
    insistOnText(version, act.contentHash);
    const at = now();
    const of = { ref: user.ref, policy: act.policy, version: act.version };
    const about = { user: act.user, policy: act.policy, version: act.version };
    if (decideConsentWithdrawal(policy, facts, act.version, at) === 'repeat') {
      const before = (await listAnswers(db, of)).findLast(
        (one) => one.answer === 'withdraw' && one.version === act.version,
      );
      if (before === undefined) return undefined;
      const repeated = { ...about, id: before.id, at: before.at, first: false };
      await rememberNow(store, remember, repeated, { ref: user.ref, now: at });
      return repeated;
    }
    const made = { ...about, id: newId(), at, first: true };
    const { contentHash } = version;
    const said = { ...of, id: made.id, answer: 'withdraw', part: null, contentHash, at } as const;
    const kind = 'receipt-consent-withdrawn';
    const receipt = { kind, to: act.receiptTo, user, policy, version, at, useEndsAt: null } as const;
    const isWritten = await writeAboutUser(context, user, async (isMarked) => [
      insertAnswer(db, { ...said, recordedAt: at, actor }, isMarked),
      noteConsentWithdrawn(db, of, at, isMarked),
      ...recordActs(db, [answeredAct(act, said, actor)], isMarked),
      ...(await orderReceipt(db, receipt, isMarked)),
      ...rememberStatements(db, remember, made, { ref: user.ref, now: at }, isMarked),
      ...keepPage(db, act.page ?? null, at),
    ]);
    return isWritten ? made : undefined;
  });
  wake();
  return result;
}
