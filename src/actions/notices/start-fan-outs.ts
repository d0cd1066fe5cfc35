import type { Instant } from '../../domain/instant.ts';
import { reminderInstants } from '../../domain/notices/reminder.ts';
import type { Version } from '../../domain/policies/policy.ts';
import { insertFanOut } from '../../storage/notices/fan-outs.ts';
import type { Condition } from '../../storage/sql.ts';
import type { Database, Statement } from '../../storage/store.ts';

type Write = { readonly command: string; readonly now: Instant };

/** Starts telling people of a version, and sets its reminders, in the write that posts it. */
export function startTelling(
  db: Database,
  version: Version,
  write: Write,
  condition: Condition,
): Statement[] {
  const of = { release: version.release };
  const reminders = reminderInstants(version).map((startsAt, i) => ({ round: i + 1, startsAt }));
  return [
    insertFanOut(db, { ...of, kind: 'announcement', round: 0, startsAt: write.now }, write, condition),
    ...reminders.map((one) => insertFanOut(db, { ...of, kind: 'reminder', ...one }, write, condition)),
  ];
}

/** Starts telling whoever was told of some versions that they are withdrawn, in the write that withdraws them. */
export function startTellingOfWithdrawal(
  db: Database,
  versions: readonly Version[],
  write: Write,
  condition: Condition,
): Statement[] {
  return versions.map(({ release }) =>
    insertFanOut(db, { release, kind: 'withdrawal', round: 0, startsAt: write.now }, write, condition),
  );
}
