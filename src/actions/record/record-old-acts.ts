import { backfillIsAt, findLogHead, moveBackfill } from '../../storage/record/log.ts';
import { OLD_ACT_SOURCES } from '../../storage/record/old-acts.ts';
import type { Context } from '../context.ts';
import { recordActs } from './record-acts.ts';

const ACTS_PER_STEP = 100;

/** What the head says once all acts older than the record are in it. */
const DONE = 'done';

/**
 * Records acts that happened before there was a record, a step of them, as the tables tell of them now;
 * answers whether there are more. What has a record keeps it.
 */
export async function recordOldActs({ store }: Pick<Context, 'store'>): Promise<boolean> {
  const { db } = store;
  const head = await findLogHead(db);
  if (head.backfill === DONE) return false;
  const [source, after] = head.backfill === '' ? [0, ''] : (JSON.parse(head.backfill) as [number, string]);
  const list = OLD_ACT_SOURCES[source];
  if (list === undefined) {
    await store.atomic([moveBackfill(db, head, DONE)]);
    return false;
  }
  const found = await list(db, after, ACTS_PER_STEP);
  const last = found.at(-1);
  const to = JSON.stringify(last === undefined ? [source + 1, ''] : [source, last.key]);
  const acts = found.flatMap((one) => one.acts);
  await store.atomic([moveBackfill(db, head, to), ...recordActs(db, acts, backfillIsAt(to))]);
  return true;
}
