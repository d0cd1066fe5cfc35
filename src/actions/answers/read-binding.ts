import {
  acceptanceAt,
  type Binding,
  consentWithdrawnAt,
  EARLIER_AGREEMENT,
  heldVersion,
  positionOf,
} from '../../domain/answers/position.ts';
import { standingAt } from '../../domain/answers/standing.ts';
import { refusalUpTo } from '../../domain/answers/use.ts';
import { type Instant, ifKnown } from '../../domain/instant.ts';
import type { Version } from '../../domain/policies/policy.ts';
import { versionInForce } from '../../domain/policies/timeline.ts';
import type { Context } from '../context.ts';
import { readPolicy } from './read-facts.ts';
import { readFactsOfAnswer } from './read-facts-at.ts';

/** Reads whether somebody, by their pseudonym, was bound by a policy at an instant. Refuses with `unknown-policy`. */
export async function readBinding(
  { store }: Pick<Context, 'store'>,
  ref: string,
  name: string,
  at: Instant,
): Promise<Binding> {
  const { policy, versions } = await readPolicy(store.db, name);
  const { facts } = await readFactsOfAnswer(store.db, ref, name, versions, { at, note: '' });
  const last = heldVersion(facts, at);
  const withdrawnAt = last === null ? null : consentWithdrawnAt(facts, last.accepted, at);
  const held = withdrawnAt === null ? last : null;
  const current = versionInForce(facts.versions, at);
  const told = current === null ? null : positionOf(facts.positions, current.version).toldAt;
  const refused = current && refusalUpTo(facts, held?.version ?? 0, current);
  const { standing, terminatesAt } = standingAt(facts.terminations, at);
  const agreed = ({ version, accepted }: NonNullable<typeof held>) => ({
    version: version === EARLIER_AGREEMENT ? null : version,
    ...{ basis: accepted.basis, since: accepted.at },
    contentHash: versions.find((one) => one.version === version)?.contentHash ?? null,
  });
  const ahead = held === null ? undefined : facts.versions.find((one) => isAhead(one, held.version, at));
  const toCurrent = ahead && current && acceptanceAt(facts, current.version, at);
  return {
    ...{ policy: name, title: policy.title, withdrawnAt, refusedAt: refused?.at ?? null },
    held:
      toCurrent && current ? agreed({ version: current.version, accepted: toCurrent }) : held && agreed(held),
    ahead: held && ahead ? { ...agreed(held), effectiveAt: ifKnown(ahead.effectiveAt) } : null,
    inForce: current && { version: current.version, toldAt: told !== null && told <= at ? told : null },
    leftAt: standing === 'terminated' ? terminatesAt : null,
  };
}

/** Whether a version is the one that somebody holds, and takes effect for them after an instant. */
function isAhead(
  { version, effectiveAt }: Pick<Version, 'version' | 'effectiveAt'>,
  held: number,
  at: Instant,
): boolean {
  return version === held && effectiveAt > at;
}
