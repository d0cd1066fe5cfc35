import type { MemberMail } from '../../delivery/member-mail.ts';
import type { Member } from '../../domain/access/member.ts';
import { toPunycode } from '../../domain/email-address.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Context } from '../context.ts';
import { NO_MAILER, sendAtOnce } from '../sending/send-at-once.ts';

/** Mails a member something; refuses with `mail-not-taken`, and with `too-many-requests` while the provider is busy. */
export async function mailMember(
  context: Pick<Context, 'store' | 'now' | 'newId' | 'mailer' | 'mailFrom' | 'mailReturn' | 'company'>,
  { email }: Pick<Member, 'email'>,
  words: MemberMail,
): Promise<void> {
  const { mailer, mailFrom: from, newId, now } = context;
  if (mailer === null) throw new Refusal('mail-not-taken', NO_MAILER);
  const deliveryId = `member-${newId()}`;
  const mail = {
    ...{ ...words, deliveryId, to: toPunycode(email), from, token: deliveryId },
    ...{ replyTo: context.mailReturn?.replyTo ?? null, bounceTo: null, writtenAt: now() },
  };
  await sendAtOnce({ ...context, mailer }, `proviso/member/${deliveryId}`, [mail]);
}
