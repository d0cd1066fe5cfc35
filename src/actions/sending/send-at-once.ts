import type { Mail, Mailer, Receipt } from '../../delivery/mailer.ts';
import { Refusal } from '../../domain/refusal.ts';
import { insertLocalMail } from '../../storage/sending/local-mails.ts';
import type { Context } from '../context.ts';
import { drawCall } from './draw-call.ts';

/** How often to ask for a call, and for how long at most to wait for one in between, in milliseconds. */
const TRIES = 5;
const LONGEST_WAIT_MS = 1_000;

/** Why no mail can be sent where there is no mailer. */
export const NO_MAILER = 'No mail can be sent: no provider is set up (RESEND_API_KEY, MAIL_URL).';

/**
 * Sends mails that are no notices while somebody waits for them, at the pace of all others; where mails go nowhere
 * they are kept for the local mailbox. Refuses with `mail-not-taken`, and with `too-many-requests` while the
 * provider is busy.
 */
export async function sendAtOnce(
  context: Pick<Context, 'store' | 'now'> & { readonly mailer: Mailer },
  key: string,
  mails: readonly Mail[],
): Promise<void> {
  const { store, mailer } = context;
  await waitForTurn(context, mails.length);
  insistOnTaken(await mailer.send({ key, mails }));
  if (mailer.name !== 'local') return;
  await store.atomic(
    mails.map(({ deliveryId: id, from, to, subject, html, text, writtenAt: sentAt }) =>
      insertLocalMail(store.db, { id, from, to, subject, html, text, sentAt }),
    ),
  );
}

async function waitForTurn(
  context: Pick<Context, 'store' | 'now'> & { readonly mailer: Mailer },
  mails: number,
): Promise<void> {
  for (let tries = 1; ; tries++) {
    const waitMs = await drawCall(context, mails);
    if (waitMs === 0) return;
    if (tries === TRIES || waitMs > LONGEST_WAIT_MS) {
      const retryAfter = Math.ceil(waitMs / 1000);
      throw new Refusal('too-many-requests', 'The provider is busy with notices: try again in a moment.', {
        retryAfter,
      });
    }
    await new Promise((resolve) => setTimeout(resolve, waitMs));
  }
}

function insistOnTaken(receipt: Receipt): void {
  const outcomes = receipt.kind === 'each' ? receipt.outcomes : [receipt];
  for (const outcome of outcomes) {
    if (outcome.kind === 'taken') continue;
    throw new Refusal('mail-not-taken', `The provider did not take it: ${outcome.problem}`);
  }
}
