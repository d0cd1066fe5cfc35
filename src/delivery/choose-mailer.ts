import { localMailer } from './local-mailer.ts';
import type { Mailer } from './mailer.ts';
import { resendMailer } from './resend/resend-mailer.ts';

/**
 * How mails leave: through an SMTP relay or Resend where one is set up, else into the local mailbox. That
 * reaches nobody but this machine, so it tells nobody of anything while users are elsewhere: then null, and
 * mails wait.
 */
export function chooseMailer(
  smtp: Mailer | null,
  resend: Parameters<typeof resendMailer>[0] | null,
  isOnLoopback: boolean,
): Mailer | null {
  if (smtp !== null) return smtp;
  if (resend !== null) return resendMailer(resend);
  return isOnLoopback ? localMailer() : null;
}
