import { decideCancellation } from '../domain/acceptance.ts';
import type { Act } from '../domain/record/act.ts';
import { Refusal } from '../domain/refusal.ts';
import { restoreAcceptance } from '../storage/acceptances.ts';
import { userIsMarked } from '../storage/sql.ts';
import { endTerminations } from '../storage/terminations.ts';
import { findTermination, listTerminations } from '../storage/user-facts.ts';
import { findUserByRef, markUser } from '../storage/users.ts';
import type { Context } from './context.ts';
import { type ActOnPage, keepPage, pageToFacts, recordActs } from './record-acts.ts';
import type { TerminationResult } from './record-termination.ts';
import { untilWritten } from './until-written.ts';

/**
 * Cancels a termination that has not happened: the user stays, and what they had accepted before
 * declining counts again.
 */
export async function cancelTermination(
  { store, now, newId, wake }: Pick<Context, 'store' | 'now' | 'newId' | 'wake'>,
  id: string,
  actor: string,
  page: ActOnPage | null = null,
): Promise<TerminationResult> {
  const { db } = store;
  const result = await untilWritten<TerminationResult>(async () => {
    const found = await findTermination(db, id);
    const user = found && (await findUserByRef(db, found.ref));
    if (found === undefined || user === undefined) {
      throw new Refusal('unknown-termination', 'There is no such termination.');
    }
    const at = now();
    const { termination } = found;
    const all = (await listTerminations(db, [user.ref])).get(user.ref) ?? [];
    const decision = decideCancellation(termination, all, at);
    if (decision.kind === 'repeated') return { user: user.user, termination, first: false };
    const command = newId();
    const isMarked = userIsMarked(user.ref, command);
    const cancelled: Act = {
      ...{ kind: 'cancelled', about: id, at, recordedAt: at, actor, ref: user.ref },
      ...{ policy: termination.policy, version: termination.version },
      facts: {
        ...{ termination: id, by: 'cancelled', acceptance: null, restores: decision.restores },
        page: pageToFacts(page),
      },
    };
    const [marked] = await store.atomic([
      markUser(db, user, command, { touchedAt: at }),
      ...endTerminations(db, [id], { at, by: 'cancelled' }, isMarked),
      ...recordActs(db, [cancelled], isMarked),
      ...keepPage(db, page, at),
      ...(decision.restores === null ? [] : [restoreAcceptance(db, user.ref, decision.restores, isMarked)]),
    ]);
    return marked === 1
      ? { user: user.user, termination: { ...termination, endedAt: at }, first: true }
      : undefined;
  });
  wake();
  return result;
}
