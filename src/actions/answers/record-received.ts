import type { Answered, Received } from '../../domain/answers/received.ts';
import type { SaidBy } from '../../domain/record/said-by.ts';
import type { Context } from '../context.ts';
import { cancelAnswer } from './cancel-answer.ts';
import { recordAcceptance } from './record-acceptance.ts';
import { recordObjection } from './record-objection.ts';
import { recordTermination } from './record-termination.ts';
import { withdrawConsent } from './withdraw-consent.ts';

/** An answer that came by another way than a page or a product: by phone, by letter. */
export type ReceivedAnswer = {
  readonly user: string;
  readonly policy: string;
  readonly version: number;
  readonly answer: Answered;
  /** Of what alone it is, where it is of a part. */
  readonly part: string | null;
  readonly received: Received;
  /** Who gave it, where its user is not one person. */
  readonly saidBy?: SaidBy | undefined;
};

/**
 * Records an answer that came by another way, as of when it came. Refuses as the action of each answer does, and with
 * `invalid-request` at `/receivedAt` what cannot have come then.
 */
export async function recordReceived(
  context: Pick<Context, 'store' | 'now' | 'newId' | 'wake'>,
  { answer, part, received, ...about }: ReceivedAnswer,
  actor: string,
): Promise<void> {
  const act = {
    ...{ ...about, note: received.note, received, presentation: null },
    ...{ contentHash: null, method: null, ip: null, userAgent: null },
  };
  switch (answer) {
    case 'accept':
      await recordAcceptance(context, { ...act, locale: null, returning: false }, actor);
      return;
    case 'leave-now':
    case 'leave-at-close': {
      const when = answer === 'leave-now' ? 'now' : 'effect';
      await recordTermination(context, { ...act, when, reason: received.note }, actor);
      return;
    }
    case 'withdraw':
      await withdrawConsent(context, act, actor);
      return;
    case 'cancel':
      await cancelAnswer(context, act, actor);
      return;
    default:
      await recordObjection(context, { ...act, answer, part }, actor);
  }
}
