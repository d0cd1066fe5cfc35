import { codeMail } from '../../delivery/member-mail.ts';
import { askerOf, CODE_LIFETIME_MS, codeHashOf, newCode } from '../../domain/access/code.ts';
import { addMs } from '../../domain/instant.ts';
import { findMemberByAddress } from '../../storage/access/members.ts';
import { deleteCodesBefore, insertCode } from '../../storage/access/sign-in-codes.ts';
import type { Context } from '../context.ts';
import { mailMember } from './mail-member.ts';

const MINUTE_MS = 60_000;

/**
 * Makes a code for a browser (its secret) and an address, and answers what mails it, which the caller does not wait
 * for: a member is known by nothing of the answer, not even by the time that it takes. For an address that is no
 * member's all is the same, but for the mail. A code that was asked for before works for as long as it would have.
 */
export async function askForCode(
  context: Parameters<typeof mailMember>[0] & Pick<Context, 'log'>,
  { browser, email }: { readonly browser: string; readonly email: string },
): Promise<() => Promise<void>> {
  const { store, now, newId, log } = context;
  const { db } = store;
  const found = await findMemberByAddress(db, email);
  const member = found?.removedAt === null ? found : null;
  const at = now();
  const code = newCode();
  await store.atomic([
    deleteCodesBefore(db, at),
    insertCode(db, {
      ...{ id: newId(), asker: askerOf(browser, email), codeHash: codeHashOf(browser, code) },
      ...{ member: member?.id ?? null, expiresAt: addMs(at, CODE_LIFETIME_MS) },
    }),
  ]);
  return async () => {
    if (member === null) return;
    const words = codeMail(context, { name: member.name, code, minutes: CODE_LIFETIME_MS / MINUTE_MS });
    try {
      await mailMember(context, member, words);
    } catch (error) {
      log('error', 'a code to sign in could not be mailed', { member: member.id, error: String(error) });
    }
  };
}
