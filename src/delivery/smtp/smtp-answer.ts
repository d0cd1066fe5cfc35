import type { NodemailerError } from 'nodemailer/lib/errors';
import type { MailOutcome, Pause } from '../mailer.ts';
import { withoutAddresses } from '../without-addresses.ts';

/** What one attempt at one mail came to, and whether the whole sender must wait for it. */
export type Attempt = {
  readonly outcome: MailOutcome;
  readonly pause: Pause | null;
  /** The relay will not have it for its policy's sake: that can be about this mail, or about us. */
  readonly isPolicy: boolean;
};

/** How long the relay is left in peace when it has no room for us, and when somebody has to mend something. */
const BUSY_MS = 30_000;
const MEND_MS = 60_000;

/** Certificates that are not to be trusted, as Node names what is wrong with them. */
const UNTRUSTED = /CERT|SELF_SIGNED|UNABLE_TO|ALTNAME/;

/**
 * Reads why a mail did not go through. `wasRead` says whether any of its words left: until then it cannot
 * have been taken, and from then on only the relay's own answer says that it was not.
 */
export function errorToAttempt(error: NodemailerError, wasRead: boolean): Attempt {
  const problem = withoutAddresses(error.message);
  const code = error.responseCode ?? 0;
  const isAnswer = error.code === 'EENVELOPE' || error.code === 'EMESSAGE';
  if (wasRead && !(error.code === 'EMESSAGE' && code >= 400)) return only({ kind: 'unknown', problem });
  if (code === 421) return waiting('rate-limited', problem);
  if (!isAnswer) return sessionToAttempt(error, code, problem);
  const isOfSender = error.command === 'MAIL FROM';
  if (code < 500) {
    return isOfSender ? waiting('rate-limited', problem) : only({ kind: 'again', problem });
  }
  if (isOfSender || code === 530 || code === 535) return waiting('misconfigured', problem);
  const isPolicy = /^5\d\d[ -]5\.7\./.test(error.response ?? '') || /relay/i.test(error.response ?? '');
  return { outcome: { kind: 'refused', problem }, pause: null, isPolicy };
}

/** A mail that was refused for policy's sake where nothing else went through either: it may be about us. */
export function policyToAttempt({ outcome }: Attempt): Attempt {
  return waiting('misconfigured', 'problem' in outcome ? outcome.problem : '');
}

/** The relay could not be reached, or would not let us in: nothing left. */
function sessionToAttempt(error: NodemailerError, code: number, problem: string): Attempt {
  const isUntrusted = [error.code, error.originalCode].some((one) => UNTRUSTED.test(one ?? ''));
  const isRefusal = code >= 500 || ['ETLS', 'ENOAUTH', 'ECONFIG'].includes(error.code ?? '') || isUntrusted;
  if (isRefusal) return waiting('misconfigured', problem);
  // Nothing was said against our name and password where none came to an answer.
  if (code >= 400) return waiting('rate-limited', problem);
  return only({ kind: 'again', problem });
}

function only(outcome: MailOutcome): Attempt {
  return { outcome, pause: null, isPolicy: false };
}

function waiting(kind: Pause['kind'], problem: string): Attempt {
  const retryAfterMs = kind === 'misconfigured' ? MEND_MS : BUSY_MS;
  return { outcome: { kind: 'again', problem }, pause: { kind, retryAfterMs, problem }, isPolicy: false };
}
