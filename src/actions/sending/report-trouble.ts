import type { Receipt } from '../../delivery/mailer.ts';
import type { Context } from '../context.ts';

/** What can keep a batch from going out. */
export type Trouble = Exclude<Receipt['kind'], 'taken' | 'each'> | 'mails-refused' | 'not-taken';

/** The kinds of trouble already reported: one set for each process, emptied once mails go out again. */
export type ReportedTroubles = Set<Trouble>;

const WHAT_TO_DO: Readonly<
  Record<Trouble, { readonly level: 'info' | 'warn' | 'error'; readonly advice: string }>
> = {
  'rate-limited': {
    level: 'info',
    advice: 'Nothing to do: sending waits as long as the provider asks and goes on at its pace.',
  },
  busy: {
    level: 'info',
    advice: 'Nothing to do: the provider is still at the same batch, which is tried again under its key.',
  },
  'out-of-quota': {
    level: 'error',
    advice: 'The quota of the account is used up: raise it with the provider. Sending tries again by itself.',
  },
  misconfigured: {
    level: 'error',
    advice:
      'Check RESEND_API_KEY or MAIL_URL, and that the provider lets you send as MAIL_FROM. Sending tries again every minute.',
  },
  unclear: {
    level: 'warn',
    advice: 'Nothing to do at first: the same mails go out again under the same key for up to 23 hours.',
  },
  'not-taken': {
    level: 'warn',
    advice:
      'Nothing to do at first: the relay took none of these mails yet, and they go out again by themselves.',
  },
  refused: {
    level: 'error',
    advice: 'The provider refused a whole batch for good; its deliveries are listed with ?state=failed.',
  },
  unknown: {
    level: 'error',
    advice:
      "Look up in the provider's logs whether the mails went out, and resolve each delivery listed with ?state=unknown.",
  },
  'mails-refused': {
    level: 'error',
    advice:
      'The provider refused some mails of a batch for good; their deliveries are listed with ?state=failed.',
  },
};

/** Writes a line about the first trouble of its kind, with what to do about it. */
export function reportTrouble(
  { log }: Pick<Context, 'log'>,
  reported: ReportedTroubles,
  trouble: Trouble,
  fields: Readonly<Record<string, unknown>>,
): void {
  if (reported.has(trouble)) return;
  reported.add(trouble);
  const { level, advice } = WHAT_TO_DO[trouble];
  log(level, 'notices not sent', { trouble, advice, ...fields });
}

/** Says that mails go out again, if trouble was reported before. */
export function reportRecovery({ log }: Pick<Context, 'log'>, reported: ReportedTroubles): void {
  if (reported.size === 0) return;
  log('info', 'notices go out again', { after: [...reported] });
  reported.clear();
}
