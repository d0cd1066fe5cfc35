import { forgetRemovedContacts } from '../../storage/people/contacts.ts';
import { type Erasure, findErasure } from '../../storage/people/erasures.ts';
import {
  forgetHeldValues,
  type HeldValues,
  keepValues,
  listHeldValues,
} from '../../storage/people/held-values.ts';
import { changeHoldReason, findHold, type Hold, insertHold, liftHold } from '../../storage/people/holds.ts';
import type { User } from '../../storage/people/users.ts';
import { readUser } from '../answers/read-facts.ts';
import type { Context } from '../context.ts';
import { untilWritten } from '../until-written.ts';
import { writeAboutUser } from '../write-marked.ts';
import { finishErasure } from './erase-user.ts';

/**
 * Whether a legal hold is on a user, what was known of them since it is, and the erasure that waits for it,
 * or was carried out since.
 */
export type HoldResult = {
  readonly hold: Hold | null;
  readonly known: readonly HeldValues[];
  readonly erasure: Erasure | null;
};

/** What somebody says of a user's legal hold. */
export type HoldOrder = { readonly held: boolean; readonly reason: string | null };

/**
 * Puts a legal hold on a user, from when on nothing that is known of them is written over, or lifts it, which
 * carries out an erasure that was asked for meanwhile.
 * Saying it again changes nothing but the reason of a hold in force.
 */
export async function holdUser(
  context: Pick<Context, 'store' | 'now' | 'newId'>,
  user: string,
  order: HoldOrder,
  keyId: string,
): Promise<HoldResult> {
  const { db } = context.store;
  const { ref } = await untilWritten(async () => {
    const found = await readUser(db, user);
    const isWritten = await writeHold(context, found, order, keyId);
    return isWritten ? found : undefined;
  });
  const erasure = order.held ? ((await findErasure(db, ref)) ?? null) : await finishErasure(context, ref);
  const known = await listHeldValues(db, ref);
  return { hold: (await findHold(db, ref)) ?? null, known, erasure };
}

async function writeHold(
  context: Pick<Context, 'store' | 'now' | 'newId'>,
  user: User,
  { held, reason }: HoldOrder,
  keyId: string,
): Promise<boolean> {
  const { now, newId } = context;
  const { db } = context.store;
  const known = await findHold(db, user.ref);
  const isSaidAgain = known === undefined ? !held : held && (reason === null || reason === known.reason);
  if (isSaidAgain) return true;
  return writeAboutUser(context, user, (isMarked) => {
    if (known === undefined) {
      const hold = { id: newId(), ref: user.ref, reason, since: now(), keyId };
      return [insertHold(db, hold, isMarked), keepValues(db, user.ref, isMarked)];
    }
    if (!held) {
      const lift = { at: now(), reason, keyId };
      return [
        liftHold(db, known.id, lift, isMarked),
        forgetHeldValues(db, user.ref, isMarked),
        forgetRemovedContacts(db, user.ref, isMarked),
      ];
    }
    return [changeHoldReason(db, known.id, reason ?? '', isMarked)];
  });
}
