import { tellOf, textToSays } from '../../domain/notices/says.ts';
import type { Version } from '../../domain/policies/policy.ts';
import { Refusal } from '../../domain/refusal.ts';
import { listSentEditions } from '../../storage/notices/corrected-mails.ts';
import { readPolicy, versionOf } from '../answers/read-facts.ts';
import type { Context } from '../context.ts';
import { readTold } from './read-told.ts';
import { editionsTold } from './render-notice.ts';
import { repeatDelivery } from './repeat-delivery.ts';

/** How far those who were told by what was corrected since have been told anew. */
export type ToldAnew = {
  /** How many mails are sent again. */
  readonly queued: number;
  /** How many cannot be, since their reader has left or has no such address any more. */
  readonly skipped: number;
  /** The last delivery that was looked at; null where that was the last there is. */
  readonly after: string | null;
};

/** Each mail that is sent again takes a write of its own. */
const MAILS_PER_STEP = 100;

/**
 * Sends the announcements of a version again that showed a text or a summary which was corrected since, a step at a
 * time: each by `repeatDelivery`, so that asking again for the same ones changes nothing. Each says that it corrects an
 * earlier one, and to whoever has answered already what their answer was. What they told stands.
 */
export async function tellCorrected(
  context: Pick<Context, 'store' | 'now' | 'newId' | 'wake'>,
  of: Pick<Version, 'policy' | 'version'>,
  after: string | undefined,
  keyId: string,
): Promise<ToldAnew> {
  const { db } = context.store;
  const { versions } = await readPolicy(db, of.policy);
  const version = versionOf(versions, of.policy, of.version);
  const mails = await listSentEditions(db, version, { after, limit: MAILS_PER_STEP });
  let queued = 0;
  let skipped = 0;
  for (const { id, says, editions } of mails) {
    const shown = textToSays(says);
    if (tellOf(shown, version) === undefined) continue;
    const told = await readTold(db, { release: version.release, says: shown });
    if (editions === editionsTold(shown, told)) continue;
    try {
      await repeatDelivery(context, { ...of, id, corrects: true }, keyId);
      queued++;
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'delivery-not-repeatable') throw error;
      skipped++;
    }
  }
  return { queued, skipped, after: mails.length < MAILS_PER_STEP ? null : (mails.at(-1)?.id ?? null) };
}
