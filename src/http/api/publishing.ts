import { z } from 'zod';
import { countMails } from '../../actions/policies/count-mails.ts';
import { doubtTranslations, missingWords } from '../../actions/policies/doubt-texts.ts';
import { previewVersion } from '../../actions/policies/preview-version.ts';
import { proposeDate } from '../../actions/policies/propose-date.ts';
import { type PreparedVersion, publishVersion } from '../../actions/policies/publish-version.ts';
import {
  foreseeEnd,
  foreseeLateTelling,
  type Outlook,
  readOutlook,
} from '../../actions/sending/foresee-sending.ts';
import { insistOnDraft } from '../../domain/drafts/required-approvals.ts';
import { readTexts } from '../../domain/policies/asked-texts.ts';
import { frozenClass, toRuledVersion } from '../../domain/policies/frozen-rules.ts';
import type { Policy, Version } from '../../domain/policies/policy.ts';
import type { Publication } from '../../domain/policies/publication.ts';
import { versionsBetween } from '../../domain/policies/timeline.ts';
import { localesOf } from '../../domain/policies/version-text.ts';
import { isWrittenIn } from '../../language/languages.ts';
import { type Api, addEndpoint } from '../wire/endpoint.ts';
import type { HttpContext } from '../wire/http-context.ts';
import { insistOnLength, LONGEST_CONTENT, policyContent } from '../wire/policy-content.ts';
import { readPolicyVersions } from '../wire/read-checks.ts';
import { acceptanceMode, flag, instant, instantOut, layers, lines, policyName } from '../wire/schemas.ts';
import { changesAnswer, changesToAnswer, versionAnswer, versionToAnswer } from '../wire/version-answer.ts';
import { className } from './rules-schema.ts';
import { sendingPlan } from './sending-schema.ts';

const BOUNCES_UNSEEN =
  'Bounces stay unseen while RESEND_WEBHOOK_SECRET is not set: whoever a notice does not reach counts as told.';

const RETURNS_UNSEEN =
  'Mails that come back stay unseen while BOUNCE_ADDRESS is not set: whoever a notice does not reach counts as told.';

/** More different mails than somebody could look at before they go out. */
const MANY_MAILS = 500;

/** JSON may write each byte of the text as six. */
const MAX_PUBLICATION_BYTES = 6 * LONGEST_CONTENT + 2 * 1024 * 1024;

const policyParams = z.object({ policy: policyName });

const publication = z.strictObject({
  /** The text in the policy's own language; or `texts`, by their locales, the policy's own among them. */
  content: policyContent.optional(),
  texts: z.record(z.string(), policyContent).optional(),
  /** A class of the policy's rules; minor, substantial, legal or editorial where it has none of its own. */
  change: className.optional(),
  summary: lines(2000).optional(),
  effectiveAt: instant.optional(),
  /** Dates that rules count from. */
  proposedAt: instant.optional(),
  documentDate: instant.optional(),
  reason: lines(2000).optional(),
  /** Sections of the texts in short: of the one in the policy's own language, or by locale. */
  layers: z.union([layers, z.record(z.string(), layers)]).optional(),
  acceptance: acceptanceMode.optional(),
  pending: z.literal('withdraw').optional(),
  sending: sendingPlan.exactOptional(),
});

const publishedAnswer = versionAnswer.extend({
  dryRun: z.literal(true).optional(),
  /** What whoever publishes should know, one sentence each. */
  warnings: z.array(z.string()).readonly().optional(),
  withdraws: z.array(z.int()).readonly().optional(),
  changes: changesAnswer.nullable().optional(),
  /** Under rules: how many mails would differ in more than who they are to. */
  mails: z.int().optional(),
  /** When the last of those who are to be told is told, as it is sent; a first wave waits longer. */
  lastToldAt: instantOut.optional(),
  /** A date that would be everybody's, where each reader's own is counted from when they are told. */
  commonDate: z.string().nullable().optional(),
  /** How the date was found, in sentences. */
  trace: z.array(z.string()).readonly().optional(),
  notice: z.object({ subject: z.string(), html: z.string(), text: z.string() }).nullable().optional(),
});

/** Publishing a version, or asking what that would come to. */
export function publishingRoutes(api: Api): void {
  const { context } = api;
  addEndpoint(
    api,
    {
      method: 'post',
      path: '/v1/policies/{policy}/versions',
      summary: 'Publish a version; with dryRun=true, answer everything and write nothing.',
      role: 'legal',
      params: policyParams,
      query: z.strictObject({ dryRun: flag.optional() }),
      body: publication,
      maxBytes: MAX_PUBLICATION_BYTES,
      idempotent: true,
      statuses: [200, 201],
      answer: publishedAnswer,
      refusals: [
        'approval-required',
        'invalid-request',
        'too-large',
        'unknown-policy',
        'notice-too-short',
        'too-far-ahead',
        'reason-required',
        'rules-in-use',
        'section-not-in-class',
        'version-pending',
        'nothing-changed',
      ],
    },
    async ({ params, query, body, caller, remember }) => {
      const outlook = await readOutlook(context);
      const { policy } = await readPolicyVersions(context, params.policy);
      if (!query.dryRun) insistOnDraft(policy, caller);
      const asked = bodyToPublication(body, policy);
      const warned = (version: Version) => withWarnings(context, outlook, version, policy);
      if (query.dryRun) {
        const { prepared, changes, notice } = await previewVersion(context, params.policy, asked);
        const { version, withdraws } = prepared;
        const answer = versionToAnswer(version, [version], version.postedAt);
        const between = versionsBetween([...prepared.versions, version], version.previous ?? 0, version);
        const under = await underRules(context, prepared);
        const doubts = [
          ...missingWords(prepared),
          ...(await doubtTranslations(context.store.db, prepared, asked)),
        ];
        const warnings = [...(warned(version).warnings ?? []), ...under.warnings, ...doubts];
        const body = {
          ...{ ...answer, ...under.facts, dryRun: true as const, notice },
          ...(prepared.isMailed && { lastToldAt: foreseeEnd(outlook, version) }),
          ...(warnings.length > 0 && { warnings }),
          changes: changes && changesToAnswer(changes, between, version),
          withdraws: withdraws.map((one) => one.version),
        };
        return { status: 200, body };
      }
      const published = (version: Version) => ({
        status: 201 as const,
        body: { ...versionToAnswer(version, [version], version.postedAt), ...warned(version) },
        headers: { location: `/v1/policies/${version.policy}/versions/${version.version}` },
      });
      return published(
        await publishVersion(context, params.policy, asked, caller.keyId, remember(published)),
      );
    },
  );
}

/** What a version under rules would come to besides; nothing for one whose periods say it all. */
async function underRules(context: HttpContext, { policy, version, isMailed }: PreparedVersion) {
  const { rules: frozen } = version;
  if (frozen === null) return { facts: {}, warnings: [] };
  const mails = isMailed ? await countMails(context.store.db, policy, version) : 0;
  const commonDate = await proposeDate(context, version.policy, {
    ...{ rules: frozen.rules, changeClass: frozenClass(frozen) },
    version: toRuledVersion(version, frozen),
    sending: version.sending,
  });
  const isCommon = commonDate === null || commonDate <= version.effectiveAt;
  return {
    facts: { mails, commonDate, trace: frozen.trace },
    warnings: [
      ...(isCommon
        ? []
        : [
            `Everybody has a date of their own, counted from when they are told; with effectiveAt ${commonDate} or later it is the same for all who are told in time.`,
          ]),
      ...(mails > MANY_MAILS
        ? [`There would be ${mails} different mails: more than anybody reads beforehand.`]
        : []),
    ],
  };
}

/** What whoever publishes should know of how this service stands; nothing where there is nothing to say. */
function withWarnings(
  { mailer, mailReturn, webhook }: HttpContext,
  outlook: Outlook,
  version: Version,
  policy: Policy,
): { readonly warnings?: readonly string[] } {
  const late = foreseeLateTelling(outlook, version, policy);
  const warnings = [
    ...(mailer?.name === 'resend' && webhook === null ? [BOUNCES_UNSEEN] : []),
    ...(mailer?.name === 'smtp' && !mailReturn?.bounceTo ? [RETURNS_UNSEEN] : []),
    ...(late === null ? [] : [late]),
    ...unwrittenWarnings(version, policy),
  ];
  return warnings.length === 0 ? {} : { warnings };
}

function bodyToPublication(
  body: z.output<typeof publication>,
  { locale }: Pick<Policy, 'locale'>,
): Publication {
  const texts = readTexts(body, locale);
  for (const { content } of [texts, ...texts.translations]) insistOnLength(content);
  return {
    ...texts,
    change: body.change ?? null,
    acceptance: body.acceptance ?? null,
    effectiveAt: body.effectiveAt ?? null,
    ...(body.proposedAt !== undefined && { proposedAt: body.proposedAt }),
    ...(body.documentDate !== undefined && { documentDate: body.documentDate }),
    withdrawPending: body.pending === 'withdraw',
    ...(body.sending !== undefined && { sending: body.sending }),
  };
}

/** What readers of a policy's own language would get in English, for whoever sets it; nothing where we write in it. */
export function unwrittenDoubts({ locale }: Pick<Policy, 'locale'>): readonly string[] {
  return isWrittenIn(locale) ? [] : [warningOf(locale, ['all that a notice says beside the text'])];
}

/** What readers of a version's texts would get in English, a warning for each language that we do not write in. */
export function unwrittenWarnings(
  version: Version,
  { revocable }: Pick<Policy, 'revocable'>,
): readonly string[] {
  const sentences = [
    'when it takes effect',
    WHAT_AGREES[version.acceptance],
    'how to say no, and until when',
    ...(revocable ? ['that a consent can be taken back'] : []),
  ];
  return localesOf(version)
    .filter((locale) => !isWrittenIn(locale))
    .map((locale) => warningOf(locale, sentences));
}

const WHAT_AGREES: Readonly<Record<Version['acceptance'], string>> = {
  deemed: 'that using the service agrees',
  explicit: 'that only saying so agrees',
  silence: 'that doing nothing agrees',
  none: 'that nobody has to agree',
};

function warningOf(locale: string, sentences: readonly string[]): string {
  return `Proviso writes no sentences in "${locale}", so that whoever reads it is told these in English: ${sentences.join('; ')}.`;
}
