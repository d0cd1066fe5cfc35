import type { Batch, Mail, Mailer, Receipt } from '../../src/delivery/mailer.ts';

/** A mailer that remembers what it was given. */
export type RememberingMailer = Mailer & {
  readonly batches: readonly Batch[];
  /** The mails whose subject holds `words`. */
  readonly about: (words: string) => readonly Mail[];
  /** Whom those went to, without the host, in the order of the alphabet. */
  readonly to: (words: string) => readonly string[];
};

/**
 * Makes a mailer that answers the given receipts before it takes everything. `meanwhile` happens while
 * each batch is under way.
 */
export function rememberingMailer(
  receipts: Receipt[] = [],
  meanwhile: (batch: Batch) => Promise<void> = async () => {},
): RememberingMailer {
  const batches: Batch[] = [];
  const about = (words: string) =>
    batches.flatMap((one) => one.mails).filter((mail) => mail.subject.includes(words));
  return {
    name: 'resend',
    callsPerSecond: null,
    batches,
    about,
    to: (words) =>
      about(words)
        .map((mail) => mail.to.replace('@example.com', ''))
        .toSorted(),
    async send(batch) {
      batches.push(structuredClone(batch));
      await meanwhile(batch);
      return (
        receipts.shift() ?? { kind: 'taken', providerIds: batch.mails.map((one) => `id-${one.deliveryId}`) }
      );
    },
  };
}
