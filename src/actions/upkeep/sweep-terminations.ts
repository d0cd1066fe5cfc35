import { addMs } from '../../domain/instant.ts';
import type { Act } from '../../domain/record/act.ts';
import { findLogHead, moveTerminationSweep, sweepIsAt } from '../../storage/record/log.ts';
import { listDueTerminations } from '../../storage/record/log-reads.ts';
import type { Context } from '../context.ts';
import { recordActs } from '../record/record-acts.ts';

/** How long after its instant a termination is recorded, in milliseconds: until nothing decided before can end it. */
const COMMIT_MARGIN_MS = 60_000;

const TERMINATIONS_PER_STEP = 200;

/**
 * Records the terminations that have happened by themselves, a step of them, and answers whether there
 * may be more. Nothing else rests on it: who is gone follows from the clock.
 */
export async function sweepTerminations({ store, now }: Pick<Context, 'store' | 'now'>): Promise<boolean> {
  const { db } = store;
  const head = await findLogHead(db);
  const [terminatesAt = '', id = ''] =
    head.terminatedTo === '' ? [] : (JSON.parse(head.terminatedTo) as string[]);
  const at = now();
  const until = addMs(at, -COMMIT_MARGIN_MS);
  const due = await listDueTerminations(db, { terminatesAt, id }, until, TERMINATIONS_PER_STEP);
  const last = due.at(-1);
  if (last === undefined) return false;
  const to = JSON.stringify([last.terminatesAt, last.id]);
  const acts = due
    .filter((one) => one.counts && !one.wasGone)
    .map((one): Act => {
      const { id, ref, policy, version, terminatesAt } = one;
      return {
        ...{ kind: 'terminated', about: id, at: terminatesAt, recordedAt: at, actor: 'clock' },
        ...{ ref, policy, version, facts: { termination: id, terminatesAt } },
      };
    });
  await store.atomic([moveTerminationSweep(db, head, to), ...recordActs(db, acts, sweepIsAt(to))]);
  return true;
}
