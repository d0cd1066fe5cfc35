import { type Erasure, findErasure } from '../../storage/people/erasures.ts';
import { changeHoldReason, findHold, type Hold, insertHold, liftHold } from '../../storage/people/holds.ts';
import { markUser, type User } from '../../storage/people/users.ts';
import { userIsMarked } from '../../storage/sql.ts';
import { readUser } from '../answers/read-facts.ts';
import type { Context } from '../context.ts';
import { untilWritten } from '../until-written.ts';
import { finishErasure } from './erase-user.ts';

/** Whether a legal hold is on a user, and the erasure that waits for it, or was carried out since. */
export type HoldResult = { readonly hold: Hold | null; readonly erasure: Erasure | null };

/** What somebody says of a user's legal hold. */
export type HoldOrder = { readonly held: boolean; readonly reason: string | null };

/**
 * Puts a legal hold on a user, or lifts it, which carries out an erasure that was asked for meanwhile.
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
  return { hold: (await findHold(db, ref)) ?? null, erasure };
}

async function writeHold(
  { store, now, newId }: Pick<Context, 'store' | 'now' | 'newId'>,
  user: User,
  { held, reason }: HoldOrder,
  keyId: string,
): Promise<boolean> {
  const { db } = store;
  const known = await findHold(db, user.ref);
  const command = newId();
  const isMarked = userIsMarked(user.ref, command);
  const statements = () => {
    if (known === undefined) {
      if (!held) return null;
      return insertHold(db, { id: newId(), ref: user.ref, reason, since: now(), keyId }, isMarked);
    }
    if (!held) return liftHold(db, known.id, { at: now(), reason, keyId }, isMarked);
    if (reason === null || reason === known.reason) return null;
    return changeHoldReason(db, known.id, reason, isMarked);
  };
  const statement = statements();
  if (statement === null) return true;
  const [marked] = await store.atomic([markUser(db, user, command), statement]);
  return marked === 1;
}
