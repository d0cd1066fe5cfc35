/*
 * Who people are: brought in one by one or by the million, held for a dispute, and erased, down to what
 * other rooms keep of them.
 */

import {
  type Erasure,
  eraseUser as eraseUserStatements,
  findErasure,
  requestErasure,
} from '../../storage/people/erasures.ts';
import { findHold } from '../../storage/people/holds.ts';
import { findUserByRef, type User } from '../../storage/people/users.ts';
import { userIsMarked } from '../../storage/sql.ts';
import { readUser } from '../answers/read-facts.ts';
import type { Context } from '../context.ts';
import { recordActs } from '../record/record-acts.ts';
import { untilWritten } from '../until-written.ts';
import { isUserWritten } from '../write-marked.ts';

/**
 * Erases who a user is: id, address, name, IP, user agent and what the product wrote of them. Notices
 * that have not gone out do not; the records of what they did stay, under a pseudonym.
 *
 * While a legal hold is on them it is only remembered, and carried out when that is lifted. The address
 * in a mail that is under way goes when that is settled.
 */
export async function eraseUser(
  context: Pick<Context, 'store' | 'now' | 'newId'>,
  user: string,
  keyId: string,
): Promise<Erasure> {
  const { store, now, newId } = context;
  return untilWritten(async () => {
    const found = await readUser(store.db, user);
    if ((await findHold(store.db, found.ref)) === undefined) {
      return carryOutErasure(context, { ...found, keyId });
    }
    const write = { command: newId(), now: now(), keyId };
    const statements = requestErasure(store.db, found, write);
    const isWritten = await isUserWritten(store, found.ref, write.command, statements);
    return isWritten ? findErasure(store.db, found.ref) : undefined;
  });
}

/**
 * Carries out an erasure that was asked for, or takes what was left then of mails under way, unless a
 * hold is on its user. Null: nobody asked for it.
 */
export async function finishErasure(
  context: Pick<Context, 'store' | 'now' | 'newId'>,
  ref: string,
): Promise<Erasure | null> {
  const { db } = context.store;
  return untilWritten(async () => {
    const erasure = await findErasure(db, ref);
    if (erasure === undefined) return null;
    if (erasure.waitsFor === null || (await findHold(db, ref)) !== undefined) return erasure;
    return carryOutErasure(context, erasure);
  });
}

/** Undefined when the user is not as they were read, or a hold was put on them. */
async function carryOutErasure(
  { store, now, newId }: Pick<Context, 'store' | 'now' | 'newId'>,
  of: Pick<User, 'ref' | 'command'> & { readonly keyId: string },
): Promise<Erasure | undefined> {
  const at = now();
  const { ref, keyId } = of;
  const user = (await findUserByRef(store.db, ref))?.user ?? null;
  const write = { command: newId(), now: at, keyId };
  const act = { kind: 'erased', about: ref, at, recordedAt: at, actor: keyId, ref } as const;
  const isWritten = await isUserWritten(store, ref, write.command, [
    ...eraseUserStatements(store.db, { ...of, user }, write),
    ...recordActs(
      store.db,
      [{ ...act, policy: null, version: null, facts: {} }],
      userIsMarked(ref, write.command),
    ),
  ]);
  return isWritten ? findErasure(store.db, ref) : undefined;
}
