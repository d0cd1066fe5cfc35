import type { DeliveryState } from '../../domain/notices/delivery-state.ts';
import { Refusal } from '../../domain/refusal.ts';
import { listDeliveries } from '../../storage/notices/delivery-list.ts';
import type { Context } from '../context.ts';
import { repeatDelivery } from './repeat-delivery.ts';

/** How far sending many again came, and where to go on; `after` is null once all were met. */
export type RepeatedAlike = {
  readonly repeated: number;
  /** Why others were not, each reason once. */
  readonly refused: readonly string[];
  readonly after: RepeatPlace | null;
};

/** A place among the announcements of a version. */
export type RepeatPlace = { readonly ref: string; readonly round: number; readonly contact: number };

/** So many are looked at while somebody waits. */
export const MOST_REPEATED_AT_ONCE = 250;
const PER_PAGE = 50;

/**
 * Sends announcements of a version once more that came to the same end, from behind a place, 250 at most. Each is
 * repeated and recorded by itself, as `repeatDelivery` does it, so that whoever is interrupted goes on with the rest.
 */
export async function repeatAlike(
  context: Pick<Context, 'store' | 'now' | 'newId' | 'wake'>,
  of: { readonly policy: string; readonly version: number; readonly state: DeliveryState },
  from: RepeatPlace | null,
  actor: string,
): Promise<RepeatedAlike> {
  const { policy, version } = of;
  const refused = new Set<string>();
  let repeated = 0;
  let after = from;
  for (let looked = 0; looked < MOST_REPEATED_AT_ONCE; looked += PER_PAGE) {
    // Announcements come first, in the order of kinds.
    const place = { kind: 'announcement', ...(after ?? { ref: '', round: 0, contact: 0 }) };
    const mails = await listDeliveries(context.store.db, of, { after: place, limit: PER_PAGE });
    const announcements = mails.filter(({ kind }) => kind === 'announcement');
    for (const { id } of announcements) {
      if (id === null) continue;
      const why = await whyRefused(repeatDelivery(context, { policy, version, id }, actor));
      if (why === null) repeated++;
      else refused.add(why);
    }
    const last = announcements.at(-1);
    if (last === undefined || announcements.length < PER_PAGE) {
      return { repeated, refused: [...refused], after: null };
    }
    after = { ref: last.ref, round: last.round, contact: last.contact };
  }
  return { repeated, refused: [...refused], after };
}

async function whyRefused(doing: Promise<unknown>): Promise<string | null> {
  try {
    await doing;
    return null;
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
}
