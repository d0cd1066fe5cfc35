import type { Instant } from '../domain/instant.ts';
import type { ReceiptKind } from '../domain/notices/notice-kind.ts';
import type { ChangeToo } from '../domain/policies/related.ts';
import { policyIn } from '../domain/policies/version-text.ts';
import { formatDay, formatEffect, formatInstant, formatPeriod } from './dates.ts';
import { type Language, messagesIn } from './languages.ts';
import type { ReceiptMessages } from './receipt-messages.ts';

/** What a kind of receipt says in one language. */
export function receiptWords(kind: ReceiptKind, language: Language): ReceiptMessages {
  const { answers, mail } = messagesIn(language);
  const kinds: Readonly<Record<ReceiptKind, ReceiptMessages>> = {
    'receipt-accepted': mail.receipt.accepted,
    'receipt-leaving': mail.receipt.leaving,
    'receipt-stayed': mail.receipt.stayed,
    'receipt-kept-old': answers.receipt.keepsOld,
    'receipt-kept-old-part': answers.receipt.keepsOldPart,
    'receipt-left-part': answers.receipt.leftPart,
    'receipt-no-taken-back': answers.receipt.tookBack,
    'receipt-consent-withdrawn': answers.receipt.consentWithdrawn,
    'receipt-consent-refused': answers.receipt.consentRefused,
  };
  return kinds[kind];
}

/** How the company may end it for whoever keeps the old terms; with a date where that is the earliest. */
export function mayEndWords(
  { after, earliest }: { readonly after: string; readonly earliest: Instant | null },
  { timeZone }: { readonly timeZone: string },
  language: Language,
): string {
  const { ways } = messagesIn(language).answers;
  const period = formatPeriod(after, language);
  if (earliest === null) return ways.mayEnd({ period });
  return ways.mayEndFrom({ period, date: formatInstant(earliest, { locale: language, timeZone }) });
}

/** That they took their consent back, and whether they will be asked. */
export function askedAnewWords(
  { required }: { readonly required: boolean },
  version: { readonly version: number },
  language: Language,
): string {
  const { answers } = messagesIn(language);
  return required ? answers.askedAnew : answers.askedAnewOptional(version);
}

/** That nothing is on record of an agreement, and whether they will be asked: where nothing gates, they need not answer. */
export function unrecordedWords(
  { required }: { readonly required: boolean },
  version: { readonly version: number },
  language: Language,
): string {
  const { answers, notice } = messagesIn(language);
  return required ? notice.silence.unrecorded(version) : answers.unrecordedOptional(version);
}

/** That a policy which belongs with another changes too: what was announced of it, and from when. */
export function changeTooWords(
  { policy, version, postedAt, effectiveAt }: ChangeToo,
  language: Language,
): string {
  const { notice } = messagesIn(language);
  const style = { locale: language, timeZone: policy.timeZone };
  const { title } = policyIn(policy, language);
  const about = { title, version, postedDate: formatDay(postedAt, style) };
  return effectiveAt === null
    ? notice.changesTooUndated(about)
    : notice.changesToo({ ...about, date: formatEffect(effectiveAt, style) });
}

/** A version that took the place of another; `title` names its document, where a notice is about several. */
export type Replacing = {
  readonly title?: string;
  readonly by: { readonly version: number; readonly timeZone: string };
  readonly replaced: { readonly version: number; readonly postedAt: Instant };
};

/**
 * That versions took the place of some that their reader may know of, a line each, and what that means for what they
 * had said about those, once for all: what notices of their withdrawal would tell them. Null where there are none.
 */
export function replacesWords(all: readonly Replacing[], language: Language): string | null {
  const { diff, mail, notice } = messagesIn(language);
  const [first, ...others] = all;
  if (first === undefined) return null;
  const said = all.map(({ title, by: { version, timeZone }, replaced }) => {
    const postedDate = formatDay(replaced.postedAt, { locale: language, timeZone });
    const words = notice.replaces({ version, replaced: replaced.version, postedDate });
    return title === undefined ? words : `${diff.quoted({ text: title })}${diff.colon}${words}`;
  });
  const meant =
    others.length === 0
      ? [mail.withdrawal.acceptance(first.replaced), mail.withdrawal.leaving]
      : [notice.replacedAcceptances, notice.replacedLeaving];
  return [...said, ...meant].join('\n');
}
