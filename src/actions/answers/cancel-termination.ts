import { decideCancellation } from '../../domain/answers/acceptance.ts';
import type { Act } from '../../domain/record/act.ts';
import { Refusal } from '../../domain/refusal.ts';
import { restoreAcceptance } from '../../storage/answers/acceptances.ts';
import { endTerminations } from '../../storage/answers/terminations.ts';
import { findTermination, listTerminations } from '../../storage/answers/user-facts.ts';
import { findUserByRef } from '../../storage/people/users.ts';
import type { Context } from '../context.ts';
import { type ActOnPage, keepPage, pageToFacts, recordActs } from '../record/record-acts.ts';
import { untilWritten } from '../until-written.ts';
import { writeAboutUser } from '../write-marked.ts';
import { orderReceipt } from './order-receipt.ts';
import { readPolicy, versionOf } from './read-facts.ts';
import type { TerminationResult } from './record-termination.ts';

/**
 * Cancels a termination that has not happened: the user stays, and what they had accepted before
 * declining counts again. `receiptTo`: where to mail a receipt, for an act on the review page.
 */
export async function cancelTermination(
  context: Pick<Context, 'store' | 'now' | 'newId' | 'wake'>,
  id: string,
  actor: string,
  onPage: { readonly page: ActOnPage; readonly receiptTo: string | null } | null = null,
): Promise<TerminationResult> {
  const { now, wake } = context;
  const { db } = context.store;
  const result = await untilWritten<TerminationResult>(async () => {
    const found = await findTermination(db, id);
    const user = found && (await findUserByRef(db, found.ref));
    if (found === undefined || user === undefined) {
      throw new Refusal('unknown-termination', 'There is no such termination.');
    }
    const at = now();
    const all = (await listTerminations(db, [user.ref])).get(user.ref) ?? [];
    // Read after the user, whose row says whether anything changed since.
    const termination = all.find((one) => one.id === id) ?? found.termination;
    const decision = decideCancellation(termination, all, at);
    if (decision.kind === 'repeated') return { user: user.user, termination, first: false };
    const { policy, versions } = await readPolicy(db, termination.policy);
    const version = versionOf(versions, termination.policy, termination.version);
    const receipt = { kind: 'receipt-stayed', to: onPage?.receiptTo, user, policy, version, at } as const;
    const cancelled: Act = {
      ...{ kind: 'cancelled', about: id, at, recordedAt: at, actor, ref: user.ref },
      ...{ policy: termination.policy, version: termination.version },
      facts: {
        ...{ termination: id, by: 'cancelled', acceptance: null, restores: decision.restores },
        page: pageToFacts(onPage?.page ?? null),
      },
    };
    const { restores } = decision;
    const isWritten = await writeAboutUser(
      context,
      user,
      async (isMarked) => [
        ...endTerminations(db, [id], { at, by: 'cancelled' }, isMarked),
        ...recordActs(db, [cancelled], isMarked),
        ...keepPage(db, onPage?.page ?? null, at),
        ...(restores === null ? [] : [restoreAcceptance(db, user.ref, restores, isMarked)]),
        ...(await orderReceipt(db, { ...receipt, useEndsAt: null }, isMarked)),
      ],
      { touchedAt: at },
    );
    return isWritten
      ? { user: user.user, termination: { ...termination, endedAt: at }, first: true }
      : undefined;
  });
  wake();
  return result;
}
