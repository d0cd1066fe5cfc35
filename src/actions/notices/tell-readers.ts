import { isRuled, type OwnTelling, type ReachingEvent } from '../../domain/answers/own-outcome.ts';
import type { Instant } from '../../domain/instant.ts';
import { type Telling, tellingAt } from '../../domain/notices/telling.ts';
import type { Version } from '../../domain/policies/policy.ts';
import { tellReaders, tellUser } from '../../storage/notices/tellings.ts';
import type { Condition } from '../../storage/sql.ts';
import type { Database, Statement } from '../../storage/store.ts';
import { readTellings } from '../answers/read-tellings.ts';

/** What reaches somebody with the notice of a version: that it does, and perhaps the proof of it. */
export type ReachingOf = {
  readonly ref: string;
  readonly events: readonly [ReachingEvent, ...ReachingEvent[]];
};

/** Writes, where a condition holds, that something tells somebody of a version, if enough has reached them with it. */
export async function tellingBy(
  db: Database,
  version: Version,
  { ref, events }: ReachingOf,
  now: Instant,
): Promise<(condition: Condition) => Statement> {
  const of = { ref, policy: version.policy, version: version.version };
  if (!isRuled(version)) {
    const [{ at, delivery = '' }] = events;
    const telling = tellingAt(version, { at, by: delivery });
    return (condition) => tellUser(db, of, telling, condition);
  }
  const tellingOf = await readTellings(db, version, [ref], { also: () => events }, now);
  return (condition) => tellReaders(db, of, [{ ref, telling: tellingOf(ref) }], condition);
}

/** A telling with what use has to come after for it to rest on that. */
export function toTelling({ toldAt: at, toldBy, bindsAt, own }: OwnTelling): Telling | null {
  if (at === null) return null;
  return { at, by: toldBy ?? '', bindsAt: own.sooner.includes('use') ? at : bindsAt };
}
