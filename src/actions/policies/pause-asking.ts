import type { Instant } from '../../domain/instant.ts';
import { type AskingPause, insistOnEnd, pauseAt } from '../../domain/policies/asking-pause.ts';
import type { Act } from '../../domain/record/act.ts';
import { type StoredPolicy, setAskingPause } from '../../storage/policies/policies.ts';
import { readPolicy } from '../answers/read-facts.ts';
import type { Context } from '../context.ts';
import { recordActs } from '../record/record-acts.ts';
import { untilWritten } from '../until-written.ts';
import { writeAboutPolicy } from '../write-marked.ts';

type Pausing = Pick<Context, 'store' | 'now' | 'newId'>;

/**
 * Has products told to gate on a policy for nobody until then, from now on; one that is on already is replaced, and the
 * same said again changes nothing. Refuses with `unknown-policy`, and with `invalid-request` an end that has passed or
 * lies too far ahead.
 */
export function pauseAsking(
  context: Pausing,
  {
    policy: name,
    until,
    reason,
  }: { readonly policy: string; readonly until: Instant; readonly reason: string },
  actor: string,
): Promise<AskingPause> {
  const { store, now, newId } = context;
  return untilWritten(async () => {
    const { policy } = await readPolicy(store.db, name);
    const since = now();
    const on = pauseAt(policy, since);
    if (on !== null && on.until === until && on.reason === reason) return on;
    insistOnEnd(until, since);
    const pause = { id: newId(), since, until, reason, by: actor };
    const act: Act = {
      ...actOf('asking-paused', policy, pause, { at: since, actor }),
      facts: { pause: pause.id, until, reason, replaces: policy.askingPause?.id ?? null },
    };
    return (await write(context, policy, pause, act)) ? pause : undefined;
  });
}

/** Has products told to gate on a policy again before its pause is over; where none is on, nothing changes. Refuses with `unknown-policy`. */
export async function resumeAsking(context: Pausing, name: string, actor: string): Promise<void> {
  const { store, now } = context;
  await untilWritten(async () => {
    const { policy } = await readPolicy(store.db, name);
    const at = now();
    const on = pauseAt(policy, at);
    if (on === null) return true;
    const act: Act = {
      ...actOf('asking-resumed', policy, on, { at, actor }),
      facts: { pause: on.id, until: on.until },
    };
    return (await write(context, policy, null, act)) || undefined;
  });
}

function write(
  context: Pausing,
  policy: StoredPolicy,
  pause: AskingPause | null,
  act: Act,
): Promise<boolean> {
  const { db } = context.store;
  return writeAboutPolicy(context, policy, policy.lastVersion, (isMarked) => [
    setAskingPause(db, policy.policy, pause, isMarked),
    ...recordActs(db, [act], isMarked),
  ]);
}

function actOf(
  kind: 'asking-paused' | 'asking-resumed',
  { policy }: Pick<StoredPolicy, 'policy'>,
  { id }: AskingPause,
  { at, actor }: { readonly at: Instant; readonly actor: string },
): Omit<Act, 'facts'> {
  return {
    ...{ kind, about: `${policy}/${id}`, at, recordedAt: at, actor },
    ...{ ref: null, policy, version: null },
  };
}
