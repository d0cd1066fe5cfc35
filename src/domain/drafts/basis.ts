import { sha256Hex } from '../hash.ts';
import type { Policy, Version } from '../policies/policy.ts';
import { canonicalJson, type Json } from '../record/canonical-json.ts';
import type { Attention } from './draft.ts';

/** What was true of a policy when a draft of it was scheduled, and what those who approved it went by. */
export type Basis = {
  /** The number of its newest version. */
  readonly lastVersion: number;
  /** The versions that stood. */
  readonly standing: readonly number[];
  /** Those that the draft would have taken the place of. */
  readonly withdraws: readonly number[];
  /** SHA-256 in hex, over what the policy promises of its changes, and the wording of its notices. */
  readonly promises: string;
};

/**
 * What is true of a policy, whose calendar must have been filled in: the `versions` that stay, and those of which
 * another takes the place.
 */
export function basisOf(found: {
  readonly policy: Policy & { readonly lastVersion: number };
  readonly versions: readonly Pick<Version, 'version'>[];
  readonly withdraws: readonly Pick<Version, 'version'>[];
  /** What would be posted. */
  readonly version?: Pick<Version, 'wording'>;
}): Basis {
  const { policy, versions, withdraws } = found;
  const { wording } = found.version ?? {};
  const { rules, notice, acceptance, timeZone, appliesTo, locale } = policy;
  const worded = wording === undefined ? {} : { wording };
  const promises = { rules, notice, acceptance, timeZone, appliesTo, locale, ...worded };
  return {
    lastVersion: policy.lastVersion,
    standing: [...versions, ...withdraws].map(({ version }) => version).toSorted((a, b) => a - b),
    withdraws: withdraws.map(({ version }) => version),
    promises: sha256Hex(canonicalJson(promises as unknown as Json)),
  };
}

/** Why what was approved does not hold any more; null where it does. */
export function whatChanged(before: Basis, after: Basis): Omit<Attention, 'at'> | null {
  if (after.lastVersion !== before.lastVersion) {
    const detail = `Version ${after.lastVersion} was posted meanwhile: this draft was approved as what follows version ${before.lastVersion}.`;
    return { about: 'version-posted', detail };
  }
  const gone = before.standing.filter((version) => !after.standing.includes(version));
  if (gone.length > 0) {
    const detail = `Version ${gone.join(', ')} was withdrawn meanwhile, so this draft would not follow what it was approved to follow.`;
    return { about: 'version-withdrawn', detail };
  }
  if (after.promises !== before.promises) {
    const detail =
      'What the policy promises of its changes (its rules, periods, calendar, time zone or language), or the wording of its notices, was changed meanwhile.';
    return { about: 'rules-changed', detail };
  }
  if (canonicalJson(after.withdraws) === canonicalJson(before.withdraws)) return null;
  return {
    about: 'version-posted',
    detail: `It was to take the place of ${wordsOf(before.withdraws)}, and would now take that of ${wordsOf(after.withdraws)}.`,
  };
}

function wordsOf(versions: readonly number[]): string {
  return versions.length === 0 ? 'no version' : `version ${versions.join(', ')}`;
}
