import type { Instant } from '../instant.ts';
import { invalid, Refusal } from '../refusal.ts';
import type { SendingPlan } from '../sending/sending-plan.ts';
import type { AskedTranslation } from './asked-texts.ts';
import { type EffectiveDate, effectiveDate } from './effective-date.ts';
import type { AskedLayers } from './layers.ts';
import { type AcceptanceMode, CHANGES, type Change, type Policy, type Version } from './policy.ts';
import { announcedVersions, latestStanding, versionInForce, versionState } from './timeline.ts';

/** What legal asks for when it publishes. */
export type Publication = {
  /** The text that prevails, in the policy's own language, as are `summary` and `reason`. */
  readonly content: string;
  readonly translations?: readonly AskedTranslation[];
  /** Sections of its texts in short. */
  readonly layers?: readonly AskedLayers[];
  /** The policy's own language as it was when texts were named by their languages. */
  readonly locale?: string;
  /** A class of the policy's rules, `editorial` or one of the four kinds where it has none of its own. */
  readonly change: string | null;
  readonly summary: string | null;
  readonly reason: string | null;
  readonly acceptance: AcceptanceMode | null;
  readonly effectiveAt: Instant | null;
  readonly withdrawPending: boolean;
  /** Dates that rules may count from and only legal can know. */
  readonly proposedAt?: Instant;
  readonly documentDate?: Instant;
  /** How the announcement is let out; not there: all at once. */
  readonly sending?: SendingPlan;
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

/** Decides a publication at `now` over the policy's `versions`, by its notice periods and its mode of acceptance. `predecessorContent` is the text it follows, if any. */
export function decidePublication(
  policy: Policy,
  versions: readonly Version[],
  publication: Publication,
  predecessorContent: string | null,
  now: Instant,
): PublicationDecision {
  const before = predecessor(versions, publication.withdrawPending, now);
  const change = changeOf(classAsked(publication, before, 'minor, substantial or legal'));
  if (change !== 'initial') insistOnSummary(publication);
  if (change === 'legal' && publication.reason === null) {
    throw new Refusal('reason-required', 'A legal change must name the requirement it follows, as "reason".');
  }
  if (policy.acceptance === 'explicit' && publication.acceptance === 'deemed') {
    throw invalid('/acceptance', 'may only be stricter than the policy, which asks for explicit acceptance');
  }
  refuseSameText(publication, before, predecessorContent);

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

/** The class that a version is to be posted as; refuses where that does not fit whether one stands, naming the `known` ones. */
export function classAsked(
  publication: Pick<Publication, 'change'>,
  before: Pick<Version, 'version'> | null,
  known: string,
): string {
  const change = publication.change ?? (before === null ? 'initial' : null);
  if (change === null) throw invalid('/change', `is required once a version stands: ${known}`);
  if (change === 'initial' && before !== null) {
    throw invalid('/change', `is initial, but version ${before.version} stands`);
  }
  if (change !== 'initial' && before === null) {
    throw invalid('/change', `is ${change}, but no version stands: the first one is initial`);
  }
  return change;
}

function changeOf(name: string): Change {
  const change = CHANGES.find((one) => one === name);
  if (change === undefined) throw invalid('/change', 'is none of minor, substantial, legal and editorial');
  return change;
}

/** Refuses a publication that says nothing of itself. */
export function insistOnSummary({ summary }: Pick<Publication, 'summary'>): void {
  if (summary === null) throw invalid('/summary', 'is required: it is what the notice says first');
}

/** Refuses with `nothing-changed` the text of the version before. */
export function refuseSameText(
  { content }: Pick<Publication, 'content'>,
  before: Pick<Version, 'version'> | null,
  predecessorContent: string | null,
): void {
  if (predecessorContent === null || !isSameText(predecessorContent, content)) return;
  throw new Refusal(
    'nothing-changed',
    `This is the text of version ${before?.version}: there is nothing to tell.`,
  );
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
