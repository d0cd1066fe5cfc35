import type { Mailer } from './mailer.ts';

/**
 * Delivers to the local mailbox: the mails are shown from the record of deliveries itself, so there is
 * nothing to send.
 */
export function localMailer(): Mailer {
  return {
    name: 'local',
    callsPerSecond: null,
    async send({ mails }) {
      return { kind: 'taken', providerIds: mails.map((mail) => `local-${mail.deliveryId}`) };
    },
  };
}
