import { Refusal } from '../../domain/refusal.ts';
import { listUnknownMails, type UnknownPlace } from '../../storage/notices/delivery-list.ts';
import type { Context } from '../context.ts';
import { resolveDelivery, type Verdict } from './resolve-delivery.ts';

/** How far resolving many came: how many were, and why others were not. */
export type ResolvedAlike = { readonly resolved: number; readonly refused: readonly string[] };

/** So many are resolved while somebody waits. */
const MOST_AT_ONCE = 250;

/**
 * Says the same of mails of which nobody can tell whether they went out, of 250 at most; each is resolved by itself,
 * as `resolveDelivery` does it, so that whoever is interrupted goes on with the rest. One that is refused stays.
 */
export async function resolveAlike(
  context: Pick<Context, 'store' | 'now' | 'newId' | 'wake'>,
  verdict: Omit<Verdict, 'at'>,
  actor: string,
): Promise<ResolvedAlike> {
  const refused: string[] = [];
  let resolved = 0;
  let after: UnknownPlace | undefined;
  for (let looked = 0; looked < MOST_AT_ONCE; ) {
    const mails = await listUnknownMails(context.store.db, { after, limit: 50 });
    if (mails.length === 0) break;
    for (const mail of mails) {
      const isResolved = await isDone(
        resolveDelivery(context, mail, { ...verdict, at: null }, actor),
        refused,
      );
      if (isResolved) resolved++;
    }
    looked += mails.length;
    after = mails.at(-1)?.place;
  }
  return { resolved, refused: [...new Set(refused)] };
}

async function isDone(doing: Promise<unknown>, refused: string[]): Promise<boolean> {
  try {
    await doing;
    return true;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    refused.push(error.message);
    return false;
  }
}
