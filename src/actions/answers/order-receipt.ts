import type { EndByCompany } from '../../domain/answers/objection.ts';
import type { Instant } from '../../domain/instant.ts';
import type { OwnWords } from '../../domain/notices/mail-body.ts';
import type { ReceiptKind } from '../../domain/notices/notice-kind.ts';
import { answeredOutcome, type Outcome } from '../../domain/notices/outcome.ts';
import { type Tell, tellOf } from '../../domain/notices/says.ts';
import type { Policy, Version } from '../../domain/policies/policy.ts';
import { textLocaleFor } from '../../domain/policies/version-text.ts';
import { mayEndWords } from '../../language/answer-words.ts';
import { type DateStyle, formatExactly, formatInstant } from '../../language/dates.ts';
import { type Language, negotiateLanguage } from '../../language/languages.ts';
import {
  extendReceipt,
  findNextRound,
  findWaitingReceipt,
  insertReceipt,
  receiptIsNot,
  type WaitingReceipt,
} from '../../storage/notices/receipts.ts';
import type { User } from '../../storage/people/users.ts';
import { allOf, type Condition } from '../../storage/sql.ts';
import type { Database, Statement } from '../../storage/store.ts';

/** An act whose receipt goes to the address that its link was sent to; null: the product shows its own. */
export type ReceiptedAct = {
  readonly kind: ReceiptKind;
  /** What it says becomes of them: that they answered, unless told otherwise. */
  readonly outcome?: Outcome;
  /** Since when they accept it after all, where that counts again. */
  readonly countsAgain?: Instant | null;
  /** Over which other document they leave all the same, and when. */
  readonly stillLeaving?: { readonly title: string; readonly at: Instant } | null;
  /** What of the version it is about, as its page calls it, where that is a part. */
  readonly part?: string | null;
  /** Until when the old terms that they keep stay; null where that does not end. */
  readonly keptUntil?: Instant | null;
  /** How the company may end it for them since they keep those. */
  readonly mayEnd?: EndByCompany | null;
  readonly to: string | null | undefined;
  /** Of one of several acts of one moment, which are told in one receipt: the time zone that all of them are told in. */
  readonly together?: string | undefined;
  readonly user: Pick<User, 'ref' | 'locale'>;
  readonly policy: Pick<Policy, 'locale'>;
  readonly version: Version;
  /** The language of the text that was answered; absent: that which they get. */
  readonly textLocale?: string;
  readonly at: Instant;
  /** When their use ends, if they leave. */
  readonly useEndsAt: Instant | null;
};

/**
 * Orders the receipt of an act in the act's own write, where `condition` holds: the user was marked by
 * its first statement. Its dates are written out here, so they stay as they are whatever is deployed later.
 */
export async function orderReceipt(
  db: Database,
  act: ReceiptedAct,
  condition: Condition,
): Promise<Statement[]> {
  const { kind, keptUntil = null, mayEnd = null, to, user, policy, version } = act;
  const keeping = { isForATime: keptUntil !== null, mayBeEnded: mayEnd !== null };
  const { outcome = answeredOutcome(keeping) } = act;
  if (to === null || to === undefined) return [];
  const language = negotiateLanguage(user.locale, policy.locale);
  const of = { release: version.release, kind, ref: user.ref };
  const { textLocale = textLocaleFor(version, user.locale) } = act;
  const tell = { policy: version.policy, version: version.version, base: 0, textLocale };
  const receipt: WaitingReceipt = {
    ...of,
    round: await findNextRound(db, of),
    // Its round is its reader's own, and says nothing to them.
    says: { kind, round: 0, language, tells: [{ ...tell, outcome }] },
    email: to,
    words: ownWords(act, language),
  };
  const waiting = act.together === undefined ? undefined : await findWaitingReceipt(db, receipt);
  if (waiting === undefined || tellOf(waiting.says, version) !== undefined) {
    return [insertReceipt(db, receipt, condition)];
  }
  // Where it was gathered to be sent in the meantime, this act has a receipt of its own.
  const tells = [...waiting.says.tells, ...receipt.says.tells];
  const all = { ...waiting, says: { ...waiting.says, tells: tells.toSorted(byPolicy) } };
  return [extendReceipt(db, all, condition), insertReceipt(db, receipt, allOf(condition, receiptIsNot(all)))];
}

function byPolicy(one: Tell, other: Tell): number {
  return one.policy < other.policy ? -1 : 1;
}

function ownWords(act: ReceiptedAct, language: Language): OwnWords {
  const { at, useEndsAt, countsAgain, stillLeaving, part, keptUntil, mayEnd } = act;
  const style: DateStyle = { locale: language, timeZone: act.together ?? act.version.timeZone };
  return {
    recordedAt: formatExactly(at, style),
    ...(useEndsAt && { useEnds: formatInstant(useEndsAt, style) }),
    ...(countsAgain && { countsAgain: formatExactly(countsAgain, style) }),
    ...(stillLeaving && { stillLeaving: `${stillLeaving.title} · ${formatInstant(stillLeaving.at, style)}` }),
    ...(part && { part }),
    ...(keptUntil && { keptUntil: formatInstant(keptUntil, style) }),
    ...(mayEnd && { mayEnd: mayEndWords(mayEnd, act.version, language) }),
  };
}
