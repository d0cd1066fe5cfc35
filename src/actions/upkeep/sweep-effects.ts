import { addMs, type Instant } from '../../domain/instant.ts';
import { effectSweepIsAt, findLogHead, moveEffectSweep } from '../../storage/record/log.ts';
import { type EffectiveVersion, listEffectiveVersions } from '../../storage/record/log-reads.ts';
import type { Context } from '../context.ts';
import { tookEffectAct } from '../record/acts-of-versions.ts';
import { recordActs } from '../record/record-acts.ts';

/** How long after its instant an effect is recorded, in milliseconds: until nothing decided before can withdraw it. */
const COMMIT_MARGIN_MS = 60_000;

const VERSIONS_PER_STEP = 50;

/**
 * Records the versions that have taken effect, a step of them, and answers whether there may be more. Nothing
 * else rests on it: what is in force follows from the clock. Of what took effect before it first ran it says
 * nothing.
 */
export async function sweepEffects({ store, now }: Pick<Context, 'store' | 'now'>): Promise<boolean> {
  const { db } = store;
  const head = await findLogHead(db);
  const at = now();
  const until = addMs(at, -COMMIT_MARGIN_MS);
  if (head.inForceTo === '') {
    await store.atomic([
      moveEffectSweep(db, head, placeToText({ effectiveAt: until, policy: '', version: 0 })),
    ]);
    return false;
  }
  const effective = await listEffectiveVersions(db, textToPlace(head.inForceTo), until, VERSIONS_PER_STEP);
  const last = effective.at(-1);
  if (last === undefined) return false;
  const to = placeToText(last);
  const acts = effective.map((one) => tookEffectAct(one, at));
  await store.atomic([moveEffectSweep(db, head, to), ...recordActs(db, acts, effectSweepIsAt(to))]);
  return true;
}

function placeToText({ effectiveAt, policy, version }: EffectiveVersion): string {
  return JSON.stringify([effectiveAt, policy, version]);
}

function textToPlace(text: string): EffectiveVersion {
  const [effectiveAt, policy, version] = JSON.parse(text) as [Instant, string, number];
  return { effectiveAt, policy, version };
}
