import type { Instant } from '../../domain/instant.ts';
import { versionInForce } from '../../domain/policies/timeline.ts';
import type { UserRecord } from '../../storage/people/users.ts';
import { listPolicies } from '../../storage/policies/policies.ts';
import { listAllVersions } from '../../storage/policies/versions.ts';
import type { Context } from '../context.ts';
import type { AgreedElsewhere, ImportedAgreement, KnownVersions } from './import-agreements.ts';

/** An agreement as a line says it: without a version, to the one that was in force at its instant. */
export type StatedAgreement = Omit<ImportedAgreement, 'version'> & {
  readonly version?: ImportedAgreement['version'] | undefined;
};

/** One line of an import that reads well: who, and what they agreed to elsewhere. */
export type StatedUser = UserRecord & {
  readonly line: number;
  readonly accepted: readonly StatedAgreement[];
};

/** A line of an import, numbered from 1: a user, or why it is none. */
export type ImportLine =
  | StatedUser
  | {
      readonly line: number;
      readonly detail: string;
      /** The id that it says all the same. */
      readonly named?: string;
    };

/** A line that is taken: whom it is about, and to which versions they agreed. */
export type ImportedUser = UserRecord & AgreedElsewhere & { readonly line: number };

/** The versions that the lines of an import can name, as they are now. */
export async function readKnownVersions(db: Context['store']['db']): Promise<KnownVersions> {
  const versions = Map.groupBy(await listAllVersions(db), (one) => one.policy);
  return new Map(
    (await listPolicies(db)).map(({ policy, locale }) => [
      policy,
      { locale, versions: new Map((versions.get(policy) ?? []).map((one) => [one.version, one])) },
    ]),
  );
}

/** The user of a line, or what is wrong with it. */
export function readLine(line: ImportLine, known: KnownVersions, now: Instant): ImportedUser | string {
  if ('detail' in line) return line.detail;
  const accepted: ImportedAgreement[] = [];
  for (const stated of line.accepted) {
    const agreement = readAgreement(stated, known, now);
    if (typeof agreement === 'string') return `accepted: ${agreement}`;
    accepted.push(agreement);
  }
  return { ...line, accepted };
}

/** What somebody agreed to, or what is wrong with it. */
function readAgreement(
  { version: named, ...stated }: StatedAgreement,
  known: KnownVersions,
  now: Instant,
): ImportedAgreement | string {
  const { policy, at } = stated;
  const versions = known.get(policy)?.versions;
  if (versions === undefined) return `there is no policy "${policy}"`;
  if (at !== null && at > now) return `${at} lies in the future`;
  if (named === null) return { ...stated, version: null };
  const version = named ?? (at === null ? undefined : versionInForce([...versions.values()], at)?.version);
  if (version === undefined) {
    return `no version of "${policy}" was in force at ${at}: say that it was an earlier text ("version": null) where it is not known which`;
  }
  const found = versions.get(version);
  if (found === undefined) return `policy "${policy}" has no version ${version}`;
  if (found.withdrawal !== null) return `version ${version} of "${policy}" was withdrawn`;
  if (at !== null && at < found.postedAt) {
    return `version ${version} of "${policy}" was posted only at ${found.postedAt}`;
  }
  return { ...stated, version };
}
