import { addMs, type Instant } from '../../domain/instant.ts';
import type { Act } from '../../domain/record/act.ts';
import { silenceId } from '../../domain/record/act.ts';
import {
  type DueSilence,
  listDueSilences,
  markSilences,
  SILENCE_IS_MARKED,
} from '../../storage/answers/silences.ts';
import type { Context } from '../context.ts';
import { recordActs } from '../record/record-acts.ts';

/** How long after its date a silence is written down, in milliseconds: until nothing decided before can change it. */
const COMMIT_MARGIN_MS = 60_000;

const SILENCES_PER_STEP = 200;

/**
 * Writes down whose silence has agreed, a step of them, and answers whether there may be more. Nothing else
 * rests on it: who agreed so follows from the clock, and what undoes it is taken into account by itself.
 */
export async function sweepSilences({ store, now }: Pick<Context, 'store' | 'now'>): Promise<boolean> {
  const { db } = store;
  const at = now();
  const due = await listDueSilences(db, addMs(at, -COMMIT_MARGIN_MS), SILENCES_PER_STEP);
  if (due.length === 0) return false;
  const acts = due.filter(({ hasAgreed }) => hasAgreed).map((one) => agreedAct(one, at));
  await store.atomic([markSilences(db, due), ...recordActs(db, acts, SILENCE_IS_MARKED)]);
  return due.length === SILENCES_PER_STEP;
}

function agreedAct(silence: DueSilence, recordedAt: Instant): Act {
  const { ref, policy, version, contentHash, toldAt, toldBy, closesAt, agreesAt: at, membership } = silence;
  return {
    ...{ kind: 'agreed-by-silence', about: silenceId(silence), at, recordedAt, actor: 'clock' },
    ...{ ref, policy, version },
    facts: {
      ...{ toldBy, toldAt, closesAt, contentHash },
      membership: { certain: [...membership.certain], possible: [...membership.possible] },
    },
  };
}
