/** What a policy is, as far as rules are proposed by it. */
export const POLICY_KINDS = ['terms', 'privacy', 'data-processing', 'sub-processors', 'consent'] as const;
/** One of the kinds of policies. */
export type PolicyKind = (typeof POLICY_KINDS)[number];

/** Whom a policy is for, as far as rules are proposed by it. */
export const POLICY_READERS = ['eu-consumers', 'german-consumers', 'us', 'businesses', 'platform'] as const;
/** Those whom a policy can be for. */
export type PolicyReaders = (typeof POLICY_READERS)[number];

const OF_TERMS: Readonly<Record<PolicyReaders, string>> = {
  'eu-consumers': 'eu-consumer',
  'german-consumers': 'de-consumer',
  us: 'us-terms',
  businesses: 'b2b-renewal',
  platform: 'eu-p2b',
};

/** The preset of notice rules to begin with for a policy of a kind, for some readers; counsel has the last word. */
export function proposedPreset(kind: PolicyKind, readers: PolicyReaders): string {
  switch (kind) {
    case 'terms':
      return OF_TERMS[readers];
    case 'privacy':
      return readers === 'us' ? 'us-privacy' : 'gdpr-privacy';
    case 'data-processing':
      return 'b2b-renewal';
    case 'sub-processors':
      return 'sub-processors';
    case 'consent':
      return 'strict';
  }
}
