import { isRuled, type ReachingEvent } from '../../domain/answers/own-outcome.ts';
import type { Instant } from '../../domain/instant.ts';
import { tellingAt } from '../../domain/notices/telling.ts';
import type { Version } from '../../domain/policies/policy.ts';
import type { Membership } from '../../domain/rules/audiences.ts';
import { tellReaders, tellUser } from '../../storage/notices/tellings.ts';
import type { Condition } from '../../storage/sql.ts';
import type { Database, Statement } from '../../storage/store.ts';
import { readTellings } from '../answers/read-tellings.ts';

/** What reaches somebody with the notice of a version: that it does, and perhaps the proof of it. */
export type ReachingOf = {
  readonly ref: string;
  readonly events: readonly [ReachingEvent, ...ReachingEvent[]];
  /** The audiences that a mail had found them to be in when it was written. */
  readonly membership?: Membership;
};

/** Writes, where a condition holds, that something tells somebody of a version, if enough has reached them with it. */
export async function tellingBy(
  db: Database,
  version: Version,
  { ref, events, membership }: ReachingOf,
  now: Instant,
): Promise<(condition: Condition) => Statement> {
  const of = { ref, policy: version.policy, version: version.version };
  if (!isRuled(version)) {
    const [{ at, delivery = '' }] = events;
    const telling = tellingAt(version, { at, by: delivery });
    return (condition) => tellUser(db, of, telling, condition);
  }
  const reaching = { also: () => events, ...(membership && { membership }) };
  const tellingOf = await readTellings(db, version, [ref], reaching, now);
  return (condition) => tellReaders(db, of, [{ ref, telling: tellingOf(ref) }], condition);
}
