import type { Received } from '../../domain/answers/received.ts';
import { markSilencesAnew } from '../../storage/answers/silences.ts';
import type { Condition } from '../../storage/sql.ts';
import type { Database, Statement } from '../../storage/store.ts';

/** What follows from an answer that came before it was written down: silence that had agreed meanwhile is looked at anew. */
export function afterReceived(
  db: Database,
  received: Received | undefined,
  ref: string,
  condition: Condition,
): Statement[] {
  return received === undefined ? [] : [markSilencesAnew(db, ref, condition)];
}
