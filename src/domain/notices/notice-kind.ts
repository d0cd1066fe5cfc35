/*
 * Who is told, and how: the kinds of notices, what becomes of one on its way, when reminders are due,
 * what tells a user and from when that binds them.
 */

import type { ObjectionKind } from '../answers/standing-objection.ts';

/** What someone who answered on the review page gets by mail, to keep. */
export const RECEIPT_KINDS = [
  'receipt-accepted',
  'receipt-leaving',
  'receipt-stayed',
  'receipt-kept-old',
  'receipt-kept-old-part',
  'receipt-left-part',
  'receipt-no-taken-back',
  'receipt-consent-withdrawn',
  'receipt-consent-refused',
] as const;

/** A kind of receipt. */
export type ReceiptKind = (typeof RECEIPT_KINDS)[number];

/** The receipt of each way to say no and stay. */
export const RECEIPT_OF_OBJECTION = {
  'keep-old': 'receipt-kept-old',
  'keep-old-part': 'receipt-kept-old-part',
  'leave-part': 'receipt-left-part',
  refuse: 'receipt-consent-refused',
} as const satisfies Record<ObjectionKind, ReceiptKind>;

/** What a mail is for. */
export const NOTICE_KINDS = ['announcement', 'reminder', 'withdrawal', ...RECEIPT_KINDS] as const;

/** What one mail is for. */
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** Whether a mail is the receipt of its reader's own act. It goes out whatever becomes of the version. */
export function isReceipt(kind: NoticeKind): kind is ReceiptKind {
  return RECEIPT_KINDS.some((one) => one === kind);
}

/** Whether whoever gets a mail is told of its version by that. */
export function tellsOfVersion(kind: NoticeKind): kind is 'announcement' | 'reminder' {
  return kind === 'announcement' || kind === 'reminder';
}
