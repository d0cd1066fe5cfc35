import type { Instant } from '../../domain/instant.ts';
import { commonDateOf } from '../../domain/rules/common-date.ts';
import type { ChangeClass, NoticeRules } from '../../domain/rules/notice-rules.ts';
import type { RuledVersion } from '../../domain/rules/ruled-case.ts';
import type { SendingPlan } from '../../domain/sending/sending-plan.ts';
import { countReachableUsers } from '../../storage/people/reachable-users.ts';
import type { Context } from '../context.ts';
import { foreseeEnd, readOutlook } from '../sending/foresee-sending.ts';

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
    readonly sending?: SendingPlan | null;
  },
): Promise<Instant | null> {
  const { rules, changeClass, version, sending = null } = under;
  const { postedAt } = version;
  const { namedAt: _, ...unnamed } = version;
  // Asked for without the users first: most classes count from posting, and counting users takes its time.
  if (commonDateOf(rules, changeClass, unnamed, postedAt) === null) return null;
  const outlook = await readOutlook(context);
  const to = { policy, versions: [], at: postedAt };
  const isSlow = outlook.intervalMs > 0 || outlook.rate.length > 0 || sending !== null;
  const recipients = isSlow ? await countReachableUsers(context.store.db, to) : 0;
  const sentBy = foreseeEnd(outlook, { postedAt, recipients, sending });
  return commonDateOf(rules, changeClass, unnamed, sentBy);
}
