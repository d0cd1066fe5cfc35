import type { Instant } from '../../domain/instant.ts';
import { GIVEN } from '../../domain/notices/delivery-state.ts';
import { tellsOfVersion } from '../../domain/notices/notice-kind.ts';
import { firstTell, NOBODYS, tellOf } from '../../domain/notices/says.ts';
import type { Told } from '../../domain/notices/told.ts';
import type { Act } from '../../domain/record/act.ts';
import { invalid, Refusal } from '../../domain/refusal.ts';
import { deliveryIs } from '../../storage/notices/ended-deliveries.ts';
import { advanceDelivery } from '../../storage/notices/provider-events.ts';
import {
  findResolution,
  findResolvableDelivery,
  insertResolution,
  queueAgain,
  type Resolution,
  type ResolvableDelivery,
  type ResolvedAs,
} from '../../storage/notices/resolutions.ts';
import { allOf, type Condition } from '../../storage/sql.ts';
import type { Database, Statement } from '../../storage/store.ts';
import { readPolicy, versionOf } from '../answers/read-facts.ts';
import type { Context } from '../context.ts';
import { recordActs } from '../record/record-acts.ts';
import { untilWritten } from '../until-written.ts';
import { writeAboutUser } from '../write-marked.ts';
import { findReasonToStop } from './find-reason-to-stop.ts';
import { readTold } from './read-told.ts';
import { tellingBy } from './tell-readers.ts';

/** What an operator found out about a delivery. `at`: when the provider took the mail, where that is known. */
export type Verdict = {
  readonly as: ResolvedAs;
  readonly at: Instant | null;
  readonly reason: string | null;
};

/**
 * Records what an operator says became of a delivery of which nobody could tell. `sent` tells its user,
 * as of `at` or else now; `resend` queues it once more, marked as a possible repetition.
 *
 * Saying the same again changes nothing. Refuses with `unknown-delivery`, `delivery-not-unknown`, and
 * `version-not-open` for sending again what must not go out any more.
 */
export async function resolveDelivery(
  context: Pick<Context, 'store' | 'now' | 'newId' | 'wake'>,
  named: { readonly policy: string; readonly version: number; readonly id: string },
  verdict: Verdict,
  keyId: string,
): Promise<Resolution> {
  const { now, newId, wake } = context;
  const { db } = context.store;
  const resolution = await untilWritten(async () => {
    const { versions } = await readPolicy(db, named.policy);
    versionOf(versions, named.policy, named.version);
    const delivery = await findResolvableDelivery(db, named);
    if (delivery === undefined) {
      throw new Refusal('unknown-delivery', `Version ${named.version} has no delivery "${named.id}".`);
    }
    const known = await findResolution(db, named.id);
    if (known?.as === verdict.as) return known;
    const at = now();
    const told = await readTold(db, delivery);
    insistOnResolvable(delivery, told, verdict, at);

    const takenAt = verdict.as === 'sent' ? (verdict.at ?? at) : null;
    const decided: Resolution = {
      deliveryId: delivery.id,
      as: verdict.as,
      takenAt,
      reason: verdict.reason,
      resolvedAt: at,
    };
    const tells = takenAt === null ? [] : await tellingsOf(db, delivery, told, takenAt, at);
    const isWritten = await writeAboutUser(context, delivery.user, (isMarked) => {
      const isUnknown = allOf(isMarked, deliveryIs(delivery.id, ['unknown']));
      return [
        insertResolution(db, { ...decided, ref: delivery.user.ref, keyId }, isUnknown),
        ...recordActs(db, [resolvedAct(decided, delivery, keyId)], isUnknown),
        ...(takenAt === null
          ? queueAgain(db, delivery, { chunkId: newId(), now: at }, isMarked)
          : advanceDelivery(db, delivery.id, 'sent', { providerId: null, sentAt: takenAt }, isMarked)),
        ...tells.map((tell) => tell(allOf(isMarked, deliveryIs(delivery.id, GIVEN)))),
      ];
    });
    // The sender may have learned meanwhile what became of it, and then there was nothing to resolve.
    return isWritten ? findResolution(db, delivery.id) : undefined;
  });
  wake();
  return resolution;
}

function resolvedAct(
  { as, takenAt, reason, resolvedAt: at }: Resolution,
  { id, user, says }: ResolvableDelivery,
  actor: string,
): Act {
  const { policy, version } = firstTell(says);
  return {
    ...{ kind: 'resolved', about: id, at, recordedAt: at, actor, ref: user.ref, policy, version },
    facts: { delivery: id, as, takenAt },
    personal: { reason },
  };
}

function insistOnResolvable(
  { id, state, says, user, frozenAt }: ResolvableDelivery,
  told: readonly Told[],
  { as, at: takenAt }: Verdict,
  now: Instant,
): void {
  if (state !== 'unknown') {
    throw new Refusal('delivery-not-unknown', `Delivery "${id}" is ${state}: there is nothing to resolve.`);
  }
  if (as === 'sent') {
    if (takenAt !== null && (takenAt > now || (frozenAt !== null && takenAt < frozenAt))) {
      throw invalid('/at', `must lie between ${frozenAt}, when the mail was written, and now`);
    }
    return;
  }
  if (takenAt !== null) throw invalid('/at', 'says when a mail was taken: only for "sent"');
  if (user.isErased) throw new Refusal('unknown-user', 'The user was erased: there is nobody to send it to.');
  const reason = findReasonToStop({ says, frozen: null, ambiguousSince: null }, told, now);
  if (reason !== null) throw new Refusal('version-not-open', `It must not go out any more: ${reason}.`);
}

/** What a mail that was taken after all tells its reader, of each of its versions; nothing where it tells of none. */
async function tellingsOf(
  db: Database,
  { id, says, user }: ResolvableDelivery,
  told: readonly Told[],
  takenAt: Instant,
  now: Instant,
): Promise<readonly ((condition: Condition) => Statement)[]> {
  if (!tellsOfVersion(says.kind)) return [];
  const event = { kind: 'sent', channel: 'mail', at: takenAt, delivery: id } as const;
  return Promise.all(
    told.map(({ version }) => {
      const membership = tellOf(says, version)?.membership ?? NOBODYS;
      return tellingBy(db, version, { ref: user.ref, events: [event], membership }, now);
    }),
  );
}
