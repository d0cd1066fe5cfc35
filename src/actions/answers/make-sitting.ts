import type { AskedVersion } from '../../domain/answers/check.ts';
import { sittingEndsAt, writeMadeToken } from '../../domain/answers/review-token.ts';
import { sha256Hex } from '../../domain/hash.ts';
import { Refusal } from '../../domain/refusal.ts';
import { mayReturnTo, type ReturnPlace } from '../../domain/return-place.ts';
import { insertSitting, openSitting } from '../../storage/people/sittings.ts';
import type { Context } from '../context.ts';
import { untilWritten } from '../until-written.ts';
import { type NewLink, newLinkSecret } from './make-link.ts';
import { readAnswering } from './read-facts.ts';

/** Refuses with `return-not-allowed` what is no place that people may be sent back to. */
export function insistOnReturn(returnTo: string | null, places: readonly ReturnPlace[]): void {
  if (returnTo === null || mayReturnTo(returnTo, places)) return;
  throw new Refusal(
    'return-not-allowed',
    'People may be sent back to addresses alone that begin with one of those in RETURN_TO.',
  );
}

/**
 * Makes a link to one page of all that is asked of somebody who is with the product right now; only a hash of its
 * secret is kept. It is no act and has no record: what is done there has. Refuses with `version-not-open` where
 * there is nothing to show, and what `readAnswering` refuses.
 */
export async function makeSitting(
  context: Pick<Context, 'store' | 'now' | 'newId'>,
  of: { readonly user: string; readonly tells: readonly AskedVersion[]; readonly returnTo: string | null },
  keyId: string,
): Promise<NewLink> {
  const { store, now, newId } = context;
  const { tells, returnTo } = of;
  return untilWritten<NewLink>(async () => {
    const { user, seat = null } = await readAnswering(store.db, of.user);
    if (tells.length === 0) {
      throw new Refusal('version-not-open', 'No version is there yet that this user could read or answer.');
    }
    const [id, secret, madeAt] = [newId(), newLinkSecret(), now()];
    const sitting = { id, ref: user.ref, seat, tells, returnTo, madeAt, madeBy: keyId };
    const [written] = await store.atomic([
      insertSitting(store.db, { ...sitting, secretHash: sha256Hex(secret) }),
    ]);
    if (written !== 1) return undefined;
    const token = writeMadeToken({ id, kind: 'sitting', secret });
    return { id, token, expiresAt: sittingEndsAt({ madeAt, openedAt: null }) };
  });
}

/** Notes that somebody opened a sitting, from when on it opens for a day. */
export async function noteOpened({ store, now }: Pick<Context, 'store' | 'now'>, id: string): Promise<void> {
  await store.atomic([openSitting(store.db, id, now())]);
}
