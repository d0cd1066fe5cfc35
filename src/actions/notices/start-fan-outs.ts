import type { Instant } from '../../domain/instant.ts';
import { remindersOf } from '../../domain/notices/reminder.ts';
import type { Version } from '../../domain/policies/policy.ts';
import type { Condition } from '../../storage/sql.ts';
import type { Database, Statement } from '../../storage/store.ts';
import { insertFanOut, insertWithdrawalWalk } from '../../storage/walks/fan-outs.ts';

type Write = { readonly command: string; readonly now: Instant };

/** Starts telling people of the versions of a release, and sets its reminders, in the write that posts them. */
export function startTelling(
  db: Database,
  release: string,
  versions: readonly Version[],
  write: Write,
  condition: Condition,
): Statement[] {
  if (versions.length === 0) return [];
  const announcement = {
    release,
    kind: 'announcement',
    round: 0,
    startsAt: write.now,
    tells: versions,
  } as const;
  return [
    insertFanOut(db, announcement, write, condition),
    ...remindersOf(versions).map(({ round, startsAt, versions: tells }) =>
      insertFanOut(db, { release, kind: 'reminder', round, startsAt, tells }, write, condition),
    ),
  ];
}

/**
 * Starts telling whoever was told of some versions that they are withdrawn, in the write that withdraws them: of those
 * that were told together in one notice.
 */
export function startTellingOfWithdrawal(
  db: Database,
  versions: readonly Version[],
  write: Write,
  condition: Condition,
): Statement[] {
  return [...Map.groupBy(versions, ({ release }) => release)].map(([release, tells]) =>
    insertWithdrawalWalk(db, { release, startsAt: write.now, tells }, write, condition),
  );
}
