import { isRuled } from '../../domain/answers/own-outcome.ts';
import { listWaitingForRenewal, tellReaderAnew } from '../../storage/notices/tellings.ts';
import { findUserByRef } from '../../storage/people/users.ts';
import { readPolicy, versionOf } from '../answers/read-facts.ts';
import { readTellings } from '../answers/read-tellings.ts';
import type { Context } from '../context.ts';
import { untilWritten } from '../until-written.ts';
import { writeAboutUser } from '../write-marked.ts';

/**
 * Dates anew what waits for the contracts of some users to renew, once more is known of that: each user in a
 * write of their own. What has a date keeps it, so that a later word never takes away what a notice said.
 */
export async function followRenewals(
  context: Pick<Context, 'store' | 'now' | 'newId'>,
  refs: readonly string[],
): Promise<void> {
  const { db } = context.store;
  for (const ref of await listWaitingForRenewal(db, refs)) {
    await untilWritten(async () => {
      const user = await findUserByRef(db, ref.ref);
      if (user === undefined) return true;
      const { versions } = await readPolicy(db, ref.policy);
      const version = versionOf(versions, ref.policy, ref.version);
      if (!isRuled(version)) return true;
      const tellingOf = await readTellings(db, version, [user.ref], {}, context.now());
      return (
        (await writeAboutUser(context, user, (isMarked) => [
          tellReaderAnew(db, ref, tellingOf(user.ref), isMarked),
        ])) || undefined
      );
    });
  }
}
