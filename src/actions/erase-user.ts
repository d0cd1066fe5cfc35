import { eraseUser as eraseUserStatements } from '../storage/users.ts';
import type { Context } from './context.ts';
import { readUser } from './read-facts.ts';
import { untilWritten } from './until-written.ts';

/**
 * Erases who a user is: id, address, name, IP and user agent. Notices that have not gone out do not;
 * the records of what they did stay, under a pseudonym.
 */
export async function eraseUser(
  { store, now, newId }: Pick<Context, 'store' | 'now' | 'newId'>,
  user: string,
): Promise<void> {
  await untilWritten(async () => {
    const found = await readUser(store.db, user);
    const write = { command: newId(), now: now() };
    const [erased] = await store.atomic(eraseUserStatements(store.db, found, write));
    return erased === 1 ? true : undefined;
  });
}
