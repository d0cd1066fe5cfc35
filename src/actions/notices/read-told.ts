import type { ToldReader } from '../../domain/notices/notice-for.ts';
import { type NamedVersion, type Says, tellOf } from '../../domain/notices/says.ts';
import type { Told } from '../../domain/notices/told.ts';
import type { Policy } from '../../domain/policies/policy.ts';
import { versionsReplaced } from '../../domain/policies/timeline.ts';
import { listKnownWithdrawn } from '../../storage/notices/known-versions.ts';
import type { Database } from '../../storage/store.ts';
import { type FanOut, findReminderStart } from '../../storage/walks/fan-outs.ts';
import { readFactsOf, readPolicy, versionOf } from '../answers/read-facts.ts';

/** A version that a mail tells of, with its policy and what else there is of that. */
export type ToldOfPolicy = Told & { readonly policy: Policy };

/** What a mail of a release tells of, as it stands now, in the order in which it does. */
export async function readTold(
  db: Database,
  { release, says }: { readonly release: string; readonly says: Says },
): Promise<readonly ToldOfPolicy[]> {
  return readVersionsTold(db, { release, kind: says.kind, round: says.round }, says.tells);
}

/** The same of the versions that a walk tells of. */
export async function readVersionsTold(
  db: Database,
  { release, kind, round }: Pick<FanOut, 'release' | 'kind' | 'round'>,
  versions: readonly NamedVersion[],
): Promise<readonly ToldOfPolicy[]> {
  const remindedAt = kind === 'reminder' ? ((await findReminderStart(db, { release, round })) ?? null) : null;
  const told: ToldOfPolicy[] = [];
  for (const { policy: name, version } of versions) {
    const { policy, versions: ofPolicy } = await readPolicy(db, name);
    told.push({ policy, version: versionOf(ofPolicy, name, version), versions: ofPolicy, remindedAt });
  }
  return told;
}

/** What a mail tells of, with all that decides what it has to say of each version to each of some users, by `ref`. */
export async function readToldReaders(
  db: Database,
  told: readonly Told[],
  refs: readonly string[],
): Promise<(ref: string) => readonly ToldReader[]> {
  const read = await Promise.all(
    told.map(async ({ version, versions }) => ({
      factsOf: await readFactsOf(db, version.policy, refs),
      known: await listKnownWithdrawn(db, versionsReplaced(versions, version), refs),
    })),
  );
  return (ref) =>
    told.map((one, i) => {
      const { factsOf, known } = read[i] as (typeof read)[number];
      return { ...one, facts: factsOf(ref), replaced: known.get(ref) ?? [] };
    });
}

/** Those of them that a mail tells of, where it came to tell of fewer. */
export function toldBy<T extends Told>(told: readonly T[], says: Says): readonly T[] {
  return told.filter(({ version }) => tellOf(says, version) !== undefined);
}
