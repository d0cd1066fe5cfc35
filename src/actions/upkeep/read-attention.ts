import { OVERDUE_AFTER_MS } from '../../domain/drafts/release.ts';
import { addMs, type Instant } from '../../domain/instant.ts';
import { pauseAt } from '../../domain/policies/asking-pause.ts';
import { type Restore, restoreText } from '../../domain/record/restore.ts';
import { countDraftsInNeed } from '../../storage/drafts/drafts.ts';
import { listDueReleases } from '../../storage/drafts/releases.ts';
import { countUnknownMails } from '../../storage/notices/deliveries.ts';
import { listPausedPolicies, type StoredPolicy } from '../../storage/policies/policies.ts';
import { findStampState } from '../../storage/record/stamps.ts';
import { findPace } from '../../storage/sending/pace.ts';
import { listStopped, type Stopped } from '../../storage/sending/sendings.ts';
import type { Context } from '../context.ts';
import { isStampOverdue } from './stamp-checkpoint.ts';

/** Something that somebody should see to while the service goes on: what it is about, and what to do. */
export type Attention = {
  readonly about:
    | 'restored'
    | 'mail-waiting'
    | 'mail-paused'
    | 'mail-unknown'
    | 'mail-unencrypted'
    | 'sending-stopped'
    | 'sending-waits'
    | 'rounds-failing'
    | 'rounds-stuck'
    | 'drafts-need-attention'
    | 'posting-overdue'
    | 'stamp-overdue'
    | 'asking-paused';
  readonly detail: string;
  /** The policy that it is about, where it is about one. */
  readonly policy?: string;
};

/** A pause that the provider asks for between two calls is no longer than that. */
const SHORT_PAUSE_MS = 5_000;

/**
 * Everything that somebody should see to, the worst first: what the database tells, and beside that whether it
 * was restored, and `own`, what a process knows of itself. In words that anybody may read. Throws where the
 * database is away.
 */
export async function readAttention(
  { store, now, mailer }: Pick<Context, 'store' | 'now' | 'mailer'>,
  { restore, own }: { readonly restore: Restore | null; readonly own: readonly Attention[] },
): Promise<readonly Attention[]> {
  const { pausedUntil } = await findPace(store.db);
  const unknown = await countUnknownMails(store.db);
  const at = now();
  const inNeed = await countDraftsInNeed(store.db);
  const overdue = await listDueReleases(store.db, addMs(at, -OVERDUE_AFTER_MS), 1);
  const isPaused = pausedUntil !== null && pausedUntil > addMs(at, SHORT_PAUSE_MS);
  return [
    ...(restore === null ? [] : [{ about: 'restored', detail: restoreText(restore) } as const]),
    ...(mailer === null ? [WAITING] : []),
    ...(isPaused ? [PAUSED] : []),
    ...(unknown > 0 ? [UNKNOWN] : []),
    ...(await listStopped(store.db)).map(attentionOf),
    ...(overdue.length > 0 ? [OVERDUE] : []),
    ...(inNeed > 0 ? [IN_NEED] : []),
    ...(isStampOverdue(await findStampState(store.db), at) ? [UNSTAMPED] : []),
    ...(await listPausedPolicies(store.db)).flatMap((policy) => pausedAttention(policy, at)),
    ...own,
  ];
}

function attentionOf({ release, pausedBecause }: Stopped): Attention {
  if (pausedBecause !== null) {
    const detail = `Sending ${release} paused by itself. ${pausedBecause} Look at its deliveries, then resume it or withdraw it.`;
    return { about: 'sending-stopped', detail };
  }
  const detail = `The first wave of ${release} is queued: the others wait until somebody says to go on (…/go-on).`;
  return { about: 'sending-waits', detail };
}

function pausedAttention(policy: StoredPolicy, at: Instant): readonly Attention[] {
  const pause = pauseAt(policy, at);
  if (pause === null) return [];
  const detail = `Nobody is asked about "${policy.policy}" until ${pause.until}: asking is paused. End that once nobody would be locked out by it.`;
  return [{ about: 'asking-paused', detail, policy: policy.policy }];
}

const PAUSED: Attention = {
  about: 'mail-paused',
  detail: 'The provider takes no mails at the moment: the log says why, and until when they wait.',
};

const UNKNOWN: Attention = {
  about: 'mail-unknown',
  detail:
    'Of some mails nobody can tell whether they went out: look each up at the provider, and resolve it (…/deliveries?state=unknown).',
};

const IN_NEED: Attention = {
  about: 'drafts-need-attention',
  detail:
    'Drafts that were scheduled were not posted, since what was approved does not hold any more: each says why (GET /v1/policies/{policy}/drafts).',
};

const UNSTAMPED: Attention = {
  about: 'stamp-overdue',
  detail:
    'No checkpoint has been stamped for more than a day: the log says what the authority at CHECKPOINT_TSA answers.',
};

const OVERDUE: Attention = {
  about: 'posting-overdue',
  detail:
    'A release should have been posted minutes ago, and was not: a process with SENDER=on posts it as soon as one runs; where one does, its log says why.',
};

/** That mails have nowhere to go. */
export const WAITING: Attention = {
  about: 'mail-waiting',
  detail:
    'Notices are queued: set RESEND_API_KEY, or MAIL_URL on Node, since the local mailbox tells nobody outside this machine.',
};
