import {
  type Binding,
  consentWithdrawnAt,
  EARLIER_AGREEMENT,
  heldVersion,
  positionOf,
} from '../../domain/answers/position.ts';
import { standingAt } from '../../domain/answers/standing.ts';
import { refusalUpTo } from '../../domain/answers/use.ts';
import type { Instant } from '../../domain/instant.ts';
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
  return {
    ...{ policy: name, title: policy.title, withdrawnAt, refusedAt: refused?.at ?? null },
    held: held && {
      version: held.version === EARLIER_AGREEMENT ? null : held.version,
      ...{ basis: held.accepted.basis, since: held.accepted.at },
      contentHash: versions.find(({ version }) => version === held.version)?.contentHash ?? null,
    },
    inForce: current && { version: current.version, toldAt: told !== null && told <= at ? told : null },
    leftAt: standing === 'terminated' ? terminatesAt : null,
  };
}
