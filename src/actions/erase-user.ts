import { userIsMarked } from '../storage/sql.ts';
import { eraseUser as eraseUserStatements } from '../storage/users.ts';
import type { Context } from './context.ts';
import { readUser } from './read-facts.ts';
import { recordActs } from './record-acts.ts';
import { untilWritten } from './until-written.ts';

/**
 * Erases who a user is: id, address, name, IP and user agent. Notices that have not gone out do not;
 * the records of what they did stay, under a pseudonym.
 */
export async function eraseUser(
  { store, now, newId }: Pick<Context, 'store' | 'now' | 'newId'>,
  user: string,
  actor: string,
): Promise<void> {
  await untilWritten(async () => {
    const found = await readUser(store.db, user);
    const at = now();
    const write = { command: newId(), now: at };
    const act = { kind: 'erased', about: found.ref, at, recordedAt: at, actor, ref: found.ref } as const;
    const [erased] = await store.atomic([
      ...eraseUserStatements(store.db, found, write),
      ...recordActs(
        store.db,
        [{ ...act, policy: null, version: null, facts: {} }],
        userIsMarked(found.ref, write.command),
      ),
    ]);
    return erased === 1 ? true : undefined;
  });
}
