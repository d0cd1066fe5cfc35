import type { Context as HonoContext } from 'hono';
import { sha256Hex } from '../../domain/hash.ts';
import { isReceipt } from '../../domain/notices/notice-kind.ts';
import { onlyTell } from '../../domain/notices/says.ts';
import { negotiateLanguage } from '../../language/languages.ts';
import { receiptPage } from '../../pages/review/receipt.ts';
import { findReceiptOfLink } from '../../storage/notices/receipts.ts';
import { findSentMail } from '../../storage/notices/sent-mails.ts';
import type { HttpContext } from '../wire/http-context.ts';
import { readPolicyVersions } from '../wire/read-checks.ts';
import type { ReadText } from './kept-texts.ts';

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
  const { store, company } = context;
  const deliveryId = await findReceiptOfLink(store.db, sha256Hex(token));
  const mail = deliveryId === undefined ? undefined : await findSentMail(store.db, deliveryId);
  const kind = mail?.says.kind;
  if (mail === undefined || kind === undefined || !isReceipt(kind)) return null;
  const told = onlyTell(mail.says);
  const { policy, versions } = await readPolicyVersions(context, told.policy);
  const version = versions.find((one) => one.version === told.version);
  if (version === undefined) return null;
  const page = receiptPage({
    // What it says of its reader alone was written in the language of the mail.
    language: negotiateLanguage(mail.says.language, policy.locale),
    ...{ company, policy, version, kind, words: mail.words ?? {} },
    text: await readText(policy, version),
  });
  return c.html(page);
}
