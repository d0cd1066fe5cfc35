import { contentHashOf } from '../../domain/hash.ts';
import { appendedTo, asPosted, decideCorrection, withEditions } from '../../domain/policies/editions.ts';
import type { Version } from '../../domain/policies/policy.ts';
import { Refusal } from '../../domain/refusal.ts';
import { insertEdition } from '../../storage/policies/editions.ts';
import { isBeingSent } from '../../storage/sending/held-chunks.ts';
import { readPolicy, versionOf } from '../answers/read-facts.ts';
import type { Context } from '../context.ts';
import { correctedAct } from '../record/acts-of-versions.ts';
import { recordActs } from '../record/record-acts.ts';
import { type Remember, rememberStatements } from '../remember.ts';
import { untilWritten } from '../until-written.ts';
import { writeAboutPolicy } from '../write-marked.ts';

/** A call to the provider ends within about this time, in seconds. */
const CALL_SECONDS = 30;

/**
 * Appends a corrected edition of a text that does not prevail, or of a summary, and answers the version with it.
 * Whoever is told from then on is told by it; what went out, or may have, stays as it was, and is on record with the
 * edition that it showed. Refuses as `decideCorrection`, and with `not-paused` too while a call is under way.
 */
export async function correctText(
  context: Pick<Context, 'store' | 'now' | 'newId'>,
  of: Pick<Version, 'policy' | 'version'>,
  asked: {
    readonly locale: string | null;
    readonly content: string | null;
    readonly summary: string | null;
    readonly why: string;
  },
  keyId: string,
  remember: Remember<Version> | null = null,
): Promise<Version> {
  const { store, now } = context;
  const { db } = store;
  return untilWritten(async () => {
    const { policy, versions } = await readPolicy(db, of.policy);
    const at = now();
    const version = versionOf(versions, of.policy, of.version);
    const { content, locale, ...words } = asked;
    const correction = {
      ...{ ...words, locale: locale ?? version.locale },
      contentHash: content === null ? null : contentHashOf(content),
    };
    const edition = decideCorrection(version, correction, at);
    if (await isBeingSent(db, version, at)) {
      throw new Refusal('not-paused', 'A call that was under way has not ended yet: try again in a moment.', {
        retryAfter: CALL_SECONDS,
      });
    }
    const corrected = withEditions(asPosted(version), [...appendedTo(version), edition]);
    const isWritten = await writeAboutPolicy(context, policy, policy.lastVersion, (isMarked) => [
      insertEdition(db, version, { ...edition, content }, { keyId }, isMarked),
      ...recordActs(db, [correctedAct(version, edition, keyId)], isMarked),
      ...rememberStatements(db, remember, corrected, { ref: null, now: at }, isMarked),
    ]);
    return isWritten ? corrected : undefined;
  });
}
