import type { Context as HonoContext } from 'hono';
import { z } from 'zod';
import { withdrawConsent } from '../../actions/answers/withdraw-consent.ts';
import { canWithdrawConsent } from '../../domain/answers/consent.ts';
import { acceptanceAt, consentWithdrawnAt, type UserFacts } from '../../domain/answers/position.ts';
import { isSameMailbox, toPunycode } from '../../domain/email-address.ts';
import { contentHashOf, sha256Hex } from '../../domain/hash.ts';
import { isReceipt, type ReceiptKind } from '../../domain/notices/notice-kind.ts';
import type { Tell } from '../../domain/notices/says.ts';
import type { Policy, Version } from '../../domain/policies/policy.ts';
import { policyIn, versionIn } from '../../domain/policies/version-text.ts';
import { Refusal } from '../../domain/refusal.ts';
import { type Language, messagesIn, negotiateLanguage } from '../../language/languages.ts';
import { receiptPage, receiptTemplate } from '../../pages/review/receipt.ts';
import { findReceiptOfLink } from '../../storage/notices/receipts.ts';
import { findSentMail, type SentMail } from '../../storage/notices/sent-mails.ts';
import { type Address, listAddresses } from '../../storage/people/contacts.ts';
import { findUserByRef, type User } from '../../storage/people/users.ts';
import type { HttpContext } from '../wire/http-context.ts';
import { isOurOrigin } from '../wire/page-headers.ts';
import { readPolicyVersions } from '../wire/read-checks.ts';
import { cameFrom } from './came-from.ts';
import type { ReadText } from './kept-texts.ts';
import { readFactsOf } from './review-link.ts';

/** Taking a consent back; of several, of which policy. */
const withdrawForm = z.object({ action: z.literal('withdraw'), policy: z.string().max(200).optional() });

type KeptReceipt = {
  readonly mail: SentMail;
  readonly kind: ReceiptKind;
  readonly policy: Policy;
  readonly version: Version;
  readonly language: Language;
  readonly user: User | undefined;
  readonly facts: UserFacts;
};

/**
 * Answers the page of a receipt at the link that its mail has; null where it is the link of none. It opens
 * as long as the record is kept: also once nothing can be answered there, the address is another, or
 * the secret that signed it is gone.
 */
export async function receiptAt(
  context: HttpContext,
  c: HonoContext,
  token: string,
  readText: ReadText,
): Promise<Response | null> {
  const receipts = await readReceipts(context, token);
  return receipts === null ? null : c.html(await pageOf(context, receipts, readText));
}

/**
 * Takes a consent back by the link of the receipt that it was given with, which can do that one thing; null
 * where it is the link of none, or something else is asked for.
 */
export async function withdrawByReceipt(
  context: HttpContext,
  c: HonoContext,
  { token, sent }: { readonly token: string; readonly sent: unknown },
  readText: ReadText,
): Promise<Response | null> {
  const form = withdrawForm.safeParse(sent);
  if (!form.success) return null;
  const receipts = await readReceipts(context, token);
  if (receipts === null) return null;
  const about = receipts.find(({ policy }) => policy.policy === form.data.policy);
  const { mail, policy, version, language, user } = about ?? receipts[0];
  const again = async (status: 403 | 409) => c.html(await pageOf(context, receipts, readText), status);
  if (!isOurOrigin(c.req.header('origin'), context.publicUrl, c.req.header('host'))) return again(403);
  if (user === undefined) return again(409);
  const html = String(await receiptTemplate(language));
  const page = {
    ...{ action: 'withdraw', label: messagesIn(language).answers.buttons.withdraw, language },
    template: { id: contentHashOf(html), html },
  };
  const addresses = await listAddresses(context.store.db, user);
  const isTheirs = ({ email }: Address) => mail.email !== null && isSameMailbox(email, mail.email);
  const address = (addresses.find(isTheirs) ?? addresses[0])?.email;
  const act = {
    ...{ user: user.user, policy: policy.policy, version: version.version, contentHash: null, note: null },
    ...cameFrom(context, c),
    // To where the account is written to by now, which may be another address than the receipt's.
    receiptTo: address === undefined ? null : toPunycode(address),
    page,
  };
  try {
    await withdrawConsent(context, act, `link:${mail.id}`);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return again(409);
  }
  return c.redirect(`/review/${token}`, 303);
}

/** What the mail of a receipt's link tells of: mostly one answer, and all that one button accepted. */
async function readReceipts(
  context: HttpContext,
  token: string,
): Promise<readonly [KeptReceipt, ...KeptReceipt[]] | null> {
  const { db } = context.store;
  const deliveryId = await findReceiptOfLink(db, sha256Hex(token));
  const mail = deliveryId === undefined ? undefined : await findSentMail(db, deliveryId);
  if (mail === undefined) return null;
  const read = await Promise.all(mail.says.tells.map((told) => readReceipt(context, mail, told)));
  const [first, ...others] = read.filter((one) => one !== null);
  return first === undefined ? null : [first, ...others];
}

async function readReceipt(context: HttpContext, mail: SentMail, told: Tell): Promise<KeptReceipt | null> {
  const { kind } = mail.says;
  if (!isReceipt(kind)) return null;
  const { policy, versions } = await readPolicyVersions(context, told.policy);
  const found = versions.find((one) => one.version === told.version);
  if (found === undefined) return null;
  const version = versionIn(found, told.textLocale);
  return {
    ...{ mail, kind, policy: policyIn(policy, version.locale), version },
    // What it says of its reader alone was written in the language of the mail.
    language: negotiateLanguage(mail.says.language, policy.locale),
    user: await findUserByRef(context.store.db, mail.ref),
    facts: await readFactsOf(context, mail.ref, { policy, versions }),
  };
}

async function pageOf(
  { company, now }: HttpContext,
  receipts: readonly [KeptReceipt, ...KeptReceipt[]],
  readText: ReadText,
) {
  const at = now();
  const read = async ({ mail, kind, policy, version, language, user, facts }: KeptReceipt) => {
    const agreed = acceptanceAt(facts, version.version, at);
    return {
      ...{ language, company, policy, version, kind, words: mail.words ?? {} },
      canWithdraw:
        user !== undefined &&
        GIVES_CONSENT.includes(kind) &&
        canWithdrawConsent(policy, facts, version.version, at),
      withdrawnAt: GIVES_CONSENT.includes(kind) ? agreed && consentWithdrawnAt(facts, agreed, at) : null,
      text: await readText(policy, version),
    };
  };
  const [first, ...others] = receipts;
  return receiptPage(await read(first), ...(await Promise.all(others.map(read))));
}

/** Receipts of what may be a consent. */
const GIVES_CONSENT: readonly ReceiptKind[] = ['receipt-accepted', 'receipt-stayed'];
