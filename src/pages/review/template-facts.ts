import { type Company, DEFAULT_COLOR } from '../../domain/company.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Period } from '../../domain/period.ts';
import { POLICY_DEFAULTS, type Policy, type Version } from '../../domain/policies/policy.ts';

/** When what is made up for a template was posted. */
export const WHEN = '2000-01-31T12:00:00.000Z' as Instant;
/** When it takes effect. */
export const LATER = '2000-02-29T12:00:00.000Z' as Instant;

const VERSION: Version = {
  policy: '{policy}',
  version: 2,
  release: '{policy}/2',
  change: 'substantial',
  class: 'substantial',
  rules: null,
  acceptance: 'deemed',
  postedAt: WHEN,
  effectiveAt: LATER,
  rule: { by: 'posting' },
  lateNotice: 'P7D' as Period,
  reminders: [],
  remindAtEffect: false,
  timeZone: 'UTC',
  locale: 'en',
  translations: [],
  summary: '{summary}',
  reason: '{reason}',
  contentHash: '{contentHash}',
  recipients: 0,
  previous: 1,
  source: null,
  sending: null,
  withdrawal: null,
  pausedAt: null,
};

/** The facts with which the words of a page are kept: made up, and the same each time. */
export const TEMPLATE_FACTS: {
  readonly company: Company;
  readonly policy: Policy;
  readonly version: Version;
} = {
  company: { name: '{company}', logo: null, color: DEFAULT_COLOR, contact: null, url: null, footer: null },
  policy: { ...POLICY_DEFAULTS, policy: '{policy}', title: '{title}' },
  version: VERSION,
};
