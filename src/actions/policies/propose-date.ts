import type { Instant } from '../../domain/instant.ts';
import { commonDateOf } from '../../domain/rules/common-date.ts';
import type { ChangeClass, NoticeRules } from '../../domain/rules/notice-rules.ts';
import type { RuledVersion } from '../../domain/rules/ruled-case.ts';
import { countReachableUsers } from '../../storage/people/reachable-users.ts';
import type { Context } from '../context.ts';
import { foreseeEnd, readOutlook } from '../notices/foresee-sending.ts';

/**
 * A date that legal could name so that it is the same for everybody, for a class whose clock is the reader's: when
 * sending to all who could be mailed is expected to end, the period of the rule, and a margin. Null for other classes.
 */
export async function proposeDate(
  context: Pick<Context, 'store' | 'now' | 'mailer'>,
  policy: string,
  under: {
    readonly rules: NoticeRules;
    readonly changeClass: ChangeClass;
    readonly version: RuledVersion;
  },
): Promise<Instant | null> {
  const { rules, changeClass, version } = under;
  const { postedAt } = version;
  const { namedAt: _, ...unnamed } = version;
  // Asked for without the users first: most classes count from posting, and counting users takes its time.
  if (commonDateOf(rules, changeClass, unnamed, postedAt) === null) return null;
  const outlook = await readOutlook(context);
  const to = { policy, versions: [], at: postedAt };
  const recipients = outlook === null ? 0 : await countReachableUsers(context.store.db, to);
  const sentBy = outlook === null ? postedAt : foreseeEnd(outlook, { postedAt, recipients });
  return commonDateOf(rules, changeClass, unnamed, sentBy);
}
