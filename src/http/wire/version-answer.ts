import { z } from 'zod';
import type { PolicyDiff } from '../../domain/diff/types.ts';
import type { Instant } from '../../domain/instant.ts';
import { frozenClass } from '../../domain/policies/frozen-rules.ts';
import type { Version } from '../../domain/policies/policy.ts';
import { versionState } from '../../domain/policies/timeline.ts';
import type { SendingPlan } from '../../domain/sending/sending-plan.ts';
import { instantOut } from './schemas.ts';

/** A version as it is answered everywhere. */
export const versionAnswer = z
  .object({
    policy: z.string(),
    version: z.int(),
    /** The class of the policy's rules that it was posted as. */
    change: z.string(),
    /** What that class is called, where rules were frozen with it. */
    label: z.string().optional(),
    state: z.enum(['announced', 'in-force', 'superseded', 'withdrawn']),
    acceptance: z.enum(['deemed', 'explicit', 'silence', 'none']),
    postedAt: instantOut,
    effectiveAt: instantOut,
    rule: z.object({
      by: z.enum(['posting', 'notice-period', 'request', 'predecessor', 'history']),
      period: z.string().optional(),
      version: z.int().optional(),
    }),
    summary: z.string().nullable(),
    reason: z.string().nullable(),
    contentHash: z.string(),
    /** `imported`: it was told before this record was kept, and `source` says who knows of it. */
    basis: z.enum(['posted', 'imported']),
    source: z.string().nullable(),
    recipients: z.int(),
    withdrawal: z.object({ at: instantOut, reason: z.string().nullable() }).nullable(),
    /** Since when an operator holds back its notices. */
    pausedAt: instantOut.nullable(),
    /** How its announcement is let out; not there: all at once. */
    sending: z.custom<SendingPlan>().meta({ id: 'SendingPlan', type: 'object' }).optional(),
  })
  .meta({ id: 'Version' });

/** A version as it stands at `at` among the versions of its policy. */
export function versionToAnswer(
  version: Version,
  versions: readonly Version[],
  at: Instant,
): z.output<typeof versionAnswer> {
  return {
    policy: version.policy,
    version: version.version,
    change: version.class,
    ...(version.rules !== null && { label: frozenClass(version.rules).label }),
    state: versionState(version, versions, at),
    acceptance: version.acceptance,
    postedAt: version.postedAt,
    effectiveAt: version.effectiveAt,
    rule: version.rule,
    summary: version.summary,
    reason: version.reason,
    contentHash: version.contentHash,
    basis: version.source === null ? 'posted' : 'imported',
    source: version.source,
    recipients: version.recipients,
    withdrawal: version.withdrawal,
    pausedAt: version.pausedAt,
    ...(version.sending !== null && { sending: version.sending }),
  };
}

/** What changed between two versions, and which versions changed it: those between, in order, with what each says of itself. */
export type Changes = PolicyDiff & {
  readonly versions: readonly (Pick<
    Version,
    'version' | 'summary' | 'reason' | 'postedAt' | 'effectiveAt'
  > & { readonly change: string })[];
};

/** Changes as they are answered everywhere. */
export const changesAnswer = z.custom<Changes>().meta({ id: 'Changes', type: 'object' });

/** A diff with the versions whose changes it shows. */
export function changesToAnswer(diff: PolicyDiff, between: readonly Version[]): Changes {
  const versions = between.map(({ version, class: change, summary, reason, postedAt, effectiveAt }) => {
    return { version, change, summary, reason, postedAt, effectiveAt };
  });
  return { ...diff, versions };
}
