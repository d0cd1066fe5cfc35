import { heldVersion } from '../../domain/answers/position.ts';
import { standingAt } from '../../domain/answers/standing.ts';
import { toPunycode } from '../../domain/email-address.ts';
import type { Instant } from '../../domain/instant.ts';
import type { ToldReader } from '../../domain/notices/notice-for.ts';
import { isReceipt, tellsOfVersion } from '../../domain/notices/notice-kind.ts';
import { settledStance } from '../../domain/notices/outcome.ts';
import type { Says } from '../../domain/notices/says.ts';
import type { Told } from '../../domain/notices/told.ts';
import { versionState } from '../../domain/policies/timeline.ts';
import type { Act } from '../../domain/record/act.ts';
import { Refusal } from '../../domain/refusal.ts';
import { findEnding, queueRepeat } from '../../storage/notices/repeats.ts';
import { findResolvableDelivery, type ResolvableDelivery } from '../../storage/notices/resolutions.ts';
import { type Address, listAddresses } from '../../storage/people/contacts.ts';
import { findUserByRef } from '../../storage/people/users.ts';
import { readPolicy, versionOf } from '../answers/read-facts.ts';
import type { Context } from '../context.ts';
import { recordActs } from '../record/record-acts.ts';
import { untilWritten } from '../until-written.ts';
import { writeAboutUser } from '../write-marked.ts';
import { findReasonToStop } from './find-reason-to-stop.ts';
import { readTold, readToldReaders } from './read-told.ts';

/** A delivery that is sent once more, and since when it waits to be. */
export type Repeat = { readonly deliveryId: string; readonly user: string; readonly queuedAt: Instant };

/**
 * Sends somebody a mail once more, since they ask for it: the same words, as far as they are still true, as
 * a new delivery that names the first one. What the first one told stands, and its link goes on opening.
 *
 * Asking again for the same delivery changes nothing. Refuses with `unknown-delivery`, and with
 * `delivery-not-repeatable` what is under way or must not go out any more, and whom no mail could reach.
 */
export async function repeatDelivery(
  context: Pick<Context, 'store' | 'now' | 'newId' | 'wake'>,
  named: {
    readonly policy: string;
    readonly version: number;
    readonly id: string;
    /** Whether it is to say that it corrects the first one. */
    readonly corrects?: boolean;
  },
  keyId: string,
): Promise<Repeat> {
  const { now, newId, wake } = context;
  const { db } = context.store;
  const repeat = await untilWritten<Repeat>(async () => {
    const { versions } = await readPolicy(db, named.policy);
    versionOf(versions, named.policy, named.version);
    const delivery = await findResolvableDelivery(db, named);
    const user = delivery && (await findUserByRef(db, delivery.user.ref));
    if (delivery === undefined || user === undefined) {
      throw new Refusal('unknown-delivery', `Version ${named.version} has no delivery "${named.id}".`);
    }
    const ended = await findEnding(db, named.id);
    if (ended?.isRepeated) return { deliveryId: named.id, user: user.user, queuedAt: ended.at };
    const at = now();
    const addresses = await listAddresses(db, user);
    // A receipt has no number of its own, and goes where its reader is written to first.
    const isTheirs = (one: Address) => isReceipt(delivery.says.kind) || one.contact === delivery.contact;
    const address = addresses.find(isTheirs)?.email;
    const told = await readTold(db, delivery);
    const readers = await readToldReaders(db, told, [user.ref]);
    const why =
      (ended && 'another was sent in its place') ??
      whyNotSendable(delivery, address, told, at) ??
      (tellsOfVersion(delivery.says.kind) ? whyNotTold(readers(user.ref), at, named.corrects) : null);
    if (why !== null) throw new Refusal('delivery-not-repeatable', `It cannot be sent again: ${why}.`);

    const repeated: Act = {
      ...{ kind: 'repeated', about: named.id, at, recordedAt: at, actor: keyId, ref: user.ref },
      ...{ policy: named.policy, version: named.version, facts: { delivery: named.id } },
    };
    const says: Says = named.corrects ? { ...delivery.says, corrects: true } : delivery.says;
    const email = isReceipt(delivery.says.kind) && address !== undefined ? toPunycode(address) : null;
    const isWritten = await writeAboutUser(context, user, (isMarked) => [
      ...queueRepeat(db, { ...delivery, email, says }, { chunkId: newId(), now: at }, isMarked),
      ...recordActs(db, [repeated], isMarked),
    ]);
    return isWritten ? { deliveryId: named.id, user: user.user, queuedAt: at } : undefined;
  });
  wake();
  return repeat;
}

function whyNotSendable(
  { state, says }: ResolvableDelivery,
  address: string | undefined,
  told: readonly Told[],
  now: Instant,
): string | null {
  if (state === 'queued' || state === 'sending') return 'it is still on its way';
  if (state === 'unknown') return 'nobody can tell whether it went out, so it has to be resolved';
  if (state === 'dropped' || state === 'cancelled') return 'it never went out';
  if (address === undefined) return 'its reader has no such address any more';
  return findReasonToStop({ says, frozen: null, ambiguousSince: null }, told, now);
}

/** Why somebody is not told any more of any version that a mail told of, as the sender has it; null where they still are of one. */
function whyNotTold(told: readonly ToldReader[], now: Instant, corrects = false): string | null {
  const reasons = told.map((one) => whyNotToldOf(one, now, corrects));
  return reasons.every((reason) => reason !== null) ? (reasons[0] ?? null) : null;
}

function whyNotToldOf(
  { version: { policy, version }, facts }: ToldReader,
  now: Instant,
  corrects: boolean,
): string | null {
  const own = versionOf(facts.versions, policy, version);
  if (versionState(own, facts.versions, now) === 'superseded') return 'a newer version is in force';
  const { standing } = standingAt(facts.terminations, now);
  if (corrects && standing !== 'terminated' && settledStance(facts, own, now) !== null) return null;
  if (standing !== 'active') return 'its reader is leaving or has left';
  const held = heldVersion(facts, now)?.version ?? 0;
  return held >= version ? `its reader holds version ${held}` : null;
}
