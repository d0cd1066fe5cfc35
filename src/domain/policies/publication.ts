import type { Instant } from '../instant.ts';
import { invalid, Refusal } from '../refusal.ts';
import { type EffectiveDate, effectiveDate } from './effective-date.ts';
import type { AcceptanceMode, Change, Policy, Version } from './policy.ts';
import { announcedVersions, latestStanding, versionInForce, versionState } from './timeline.ts';

/** What legal asks for when it publishes. */
export type Publication = {
  readonly content: string;
  readonly change: Change | null;
  readonly summary: string | null;
  readonly reason: string | null;
  readonly acceptance: AcceptanceMode | null;
  readonly effectiveAt: Instant | null;
  readonly withdrawPending: boolean;
};

/** What a publication comes to: everything about the new version that rules decide. */
export type PublicationDecision = EffectiveDate & {
  readonly change: Change;
  readonly acceptance: AcceptanceMode;
  /** The announced versions it withdraws. */
  readonly withdraws: readonly number[];
  /** The version in force at posting. */
  readonly previous: number | null;
};

/** The version whose text a new one must differ from, once `withdrawPending` is taken into account. */
export function predecessor(
  versions: readonly Version[],
  withdrawPending: boolean,
  now: Instant,
): Version | null {
  return withdrawPending ? versionInForce(versions, now) : latestStanding(versions);
}

/** Decides a publication at `now` over the policy's `versions`. `predecessorContent` is the text it follows, if any. */
export function decidePublication(
  policy: Policy,
  versions: readonly Version[],
  publication: Publication,
  predecessorContent: string | null,
  now: Instant,
): PublicationDecision {
  const before = predecessor(versions, publication.withdrawPending, now);
  const change = publication.change ?? (before === null ? 'initial' : null);
  if (change === null)
    throw invalid('/change', 'is required once a version stands: minor, substantial or legal');
  if (change === 'initial' && before !== null) {
    throw invalid('/change', `is initial, but version ${before.version} stands`);
  }
  if (change !== 'initial' && before === null) {
    throw invalid('/change', `is ${change}, but no version stands: the first one is initial`);
  }
  if (change !== 'initial' && publication.summary === null) {
    throw invalid('/summary', 'is required: it is what the notice says first');
  }
  if (change === 'legal' && publication.reason === null) {
    throw new Refusal('reason-required', 'A legal change must name the requirement it follows, as "reason".');
  }
  if (policy.acceptance === 'explicit' && publication.acceptance === 'deemed') {
    throw invalid('/acceptance', 'may only be stricter than the policy, which asks for explicit acceptance');
  }
  if (predecessorContent !== null && isSameText(predecessorContent, publication.content)) {
    throw new Refusal(
      'nothing-changed',
      `This is the text of version ${before?.version}: there is nothing to tell.`,
    );
  }

  const announced = announcedVersions(versions, now);
  const withdraws = publication.withdrawPending ? announced : [];
  return {
    change,
    acceptance: publication.acceptance ?? policy.acceptance,
    withdraws: withdraws.map((one) => one.version),
    previous: versionInForce(versions, now)?.version ?? null,
    ...effectiveDate({
      change,
      postedAt: now,
      requested: publication.effectiveAt,
      policy,
      announced: publication.withdrawPending ? [] : announced,
    }),
  };
}

/** The versions that withdrawing one takes along, refusing with `version-not-announced` or, unless asked for, `version-pending`. */
export function decideWithdrawal(
  version: Version,
  versions: readonly Version[],
  withdrawPending: boolean,
  now: Instant,
): readonly number[] {
  const state = versionState(version, versions, now);
  if (state !== 'announced') {
    throw new Refusal(
      'version-not-announced',
      `Version ${version.version} is ${state}; only an announced version can be withdrawn.`,
    );
  }
  const onTop = announcedVersions(versions, now).filter((one) => one.version > version.version);
  if (onTop.length > 0 && !withdrawPending) {
    throw new Refusal(
      'version-pending',
      `Later versions are announced on top of version ${version.version} and carry its words. Withdraw them together with it ("pending": "withdraw").`,
      { pendingVersions: onTop.map((one) => one.version) },
    );
  }
  return [version.version, ...onTop.map((one) => one.version)];
}

/** Whether two texts are the same to a reader: line endings, and space at the end of lines and of the text, aside. */
export function isSameText(a: string, b: string): boolean {
  return bare(a) === bare(b);
}

function bare(text: string): string {
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  return lines
    .map((line) => line.trimEnd())
    .join('\n')
    .trimEnd();
}
