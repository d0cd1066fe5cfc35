import { z } from 'zod';
import type { PolicyDiff } from '../../domain/diff/types.ts';
import type { Instant } from '../../domain/instant.ts';
import { frozenClass } from '../../domain/policies/frozen-rules.ts';
import type { TextEdition, Version } from '../../domain/policies/policy.ts';
import { versionState } from '../../domain/policies/timeline.ts';
import { type Compared, textsOf, versionIn } from '../../domain/policies/version-text.ts';
import type { SendingPlan } from '../../domain/sending/sending-plan.ts';
import { instantOut } from './schemas.ts';

const textAnswer = z.object({ locale: z.string(), contentHash: z.string(), addedAt: instantOut });

const editionAnswer = textAnswer.extend({
  edition: z.int(),
  summary: z.string().nullable(),
  /** Why it was corrected; null of the first. */
  why: z.string().nullable(),
});

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
    /** Where there are texts in several languages: the one that the words above are in, and all of them, the one that prevails first. */
    locale: z.string().optional(),
    texts: z.array(textAnswer).readonly().optional(),
    /** Where a text or a summary was corrected: every edition of it, the first among them. */
    editions: z.array(editionAnswer).readonly().optional(),
    /** `imported`: it was told before this record was kept, and `source` says who knows of it. */
    basis: z.enum(['posted', 'imported']),
    source: z.string().nullable(),
    recipients: z.int(),
    withdrawal: z
      .object({ at: instantOut, reason: z.string().nullable(), replacedBy: z.int().exactOptional() })
      .nullable(),
    /** Since when an operator holds back its notices. */
    pausedAt: instantOut.nullable(),
    /** How its announcement is let out; not there: all at once. */
    sending: z.custom<SendingPlan>().meta({ id: 'SendingPlan', type: 'object' }).optional(),
  })
  .meta({ id: 'Version' });

/** A version as it stands at `at` among the versions of its policy, in the words of its text in `locale`. */
export function versionToAnswer(
  stored: Version,
  versions: readonly Version[],
  at: Instant,
  locale = stored.locale,
): z.output<typeof versionAnswer> {
  const version = versionIn(stored, locale);
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
    ...textsToAnswer(stored, locale),
    ...(stored.editions !== undefined && { editions: stored.editions.map(editionToAnswer) }),
    basis: version.source === null ? 'posted' : 'imported',
    source: version.source,
    recipients: version.recipients,
    withdrawal: version.withdrawal,
    pausedAt: version.pausedAt,
    ...(version.sending !== null && { sending: version.sending }),
  };
}

function editionToAnswer(edition: TextEdition): z.output<typeof editionAnswer> {
  const { locale, contentHash, addedAt, edition: number, summary, why } = edition;
  return { locale, contentHash, addedAt, edition: number, summary, why };
}

function textsToAnswer(version: Version, shown: string) {
  if (version.translations.length === 0) return {};
  const texts = textsOf(version).map(({ locale, contentHash, addedAt }) => ({
    locale,
    contentHash,
    addedAt,
  }));
  return { locale: shown, texts };
}

/** What changed between two versions, and which versions changed it: those between, in order, with what each says of itself. */
export type Changes = PolicyDiff & {
  /** The language that they are shown in, where there are texts in several. */
  readonly locale?: string;
  readonly versions: readonly (Pick<
    Version,
    'version' | 'summary' | 'reason' | 'postedAt' | 'effectiveAt'
  > & { readonly change: string })[];
};

/** Changes as they are answered everywhere. */
export const changesAnswer = z.custom<Changes>().meta({ id: 'Changes', type: 'object' });

/** A diff with the versions whose changes it shows, in the language of the texts that were compared. */
export function changesToAnswer(
  diff: PolicyDiff,
  between: readonly Version[],
  compared?: Pick<Compared, 'locale'>,
): Changes {
  const isInSeveral = between.some(({ translations }) => translations.length > 0);
  const versions = between
    .map((one) => versionIn(one, compared?.locale ?? one.locale))
    .map(({ version, class: change, summary, reason, postedAt, effectiveAt }) => {
      return { version, change, summary, reason, postedAt, effectiveAt };
    });
  return { ...diff, ...(isInSeveral && compared && { locale: compared.locale }), versions };
}
