import { fillRendition } from '../../delivery/compose.ts';
import { bindsAt } from '../../domain/answers/binds-at.ts';
import { isRuled, ownTelling } from '../../domain/answers/own-outcome.ts';
import type { Position, UserFacts } from '../../domain/answers/position.ts';
import { diffPolicies } from '../../domain/diff/diff-policies.ts';
import type { PolicyDiff } from '../../domain/diff/types.ts';
import { draftToPublication } from '../../domain/drafts/draft.ts';
import type { Instant } from '../../domain/instant.ts';
import { noticeOutcome, stanceOf, tenseAt } from '../../domain/notices/outcome.ts';
import { NOBODYS, type Says } from '../../domain/notices/says.ts';
import type { Policy, Version } from '../../domain/policies/policy.ts';
import type { Publication } from '../../domain/policies/publication.ts';
import { type ChangeToo, changesToo } from '../../domain/policies/related.ts';
import { type Compared, comparedTexts, textLocaleFor } from '../../domain/policies/version-text.ts';
import type { Membership } from '../../domain/rules/audiences.ts';
import { negotiateLanguage } from '../../language/languages.ts';
import { listRelated } from '../../storage/policies/related.ts';
import { findContent } from '../../storage/policies/texts.ts';
import { findSentences } from '../../storage/policies/wordings.ts';
import { readPolicy } from '../answers/read-facts.ts';
import type { Context } from '../context.ts';
import { type Writing, writeNotice } from '../notices/render-notice.ts';
import { type PreparedVersion, prepareVersion } from '../policies/publish-version.ts';
import { foreseeDraft } from './foresee-draft.ts';
import { type DraftFacts, readContent } from './read-draft.ts';
import type { DraftMail } from './show-draft.ts';

/** A kind of reader that a draft is looked at as. */
export type KindOfReader = {
  /** The version that they hold; null: nothing on record. */
  readonly held: number | null;
  /** The audience of the rules that they are in; null: none. */
  readonly audience: string | null;
  /** The language that they read, as BCP 47. */
  readonly locale: string;
};

/** What somebody of a kind would be told of a draft the moment that they are, and what then is true of them. */
export type ShownReader = {
  readonly policy: Policy;
  readonly version: Version;
  /** The text that prevails. */
  readonly content: string;
  /** Those that there would be, this one last. */
  readonly facts: UserFacts;
  readonly base: number | null;
  readonly diff: PolicyDiff;
  readonly compared: Compared;
  readonly changesToo: readonly ChangeToo[];
  /** Null where nobody is told by mail. */
  readonly mail: DraftMail | null;
  /** When it would be posted. */
  readonly at: Instant;
};

/** A draft as it would be posted, for looking at it as one kind of reader after another. */
export type DraftToBe = { readonly prepared: PreparedVersion; readonly publication: Publication };

/** Reads what a draft would be posted as. Refuses what posting would refuse, but for approvals. */
export async function readDraftToBe(
  context: Pick<Context, 'store' | 'now'>,
  facts: DraftFacts,
): Promise<DraftToBe> {
  const { db } = context.store;
  const { policy } = await readPolicy(db, facts.draft.policy);
  const { postedAt } = await foreseeDraft(context, facts);
  const publication = draftToPublication(await readContent(db, facts.said), policy.locale);
  const prepared = await prepareVersion({ ...context, now: () => postedAt }, policy.policy, publication);
  return { prepared, publication };
}

/** Shows what a kind of reader would be told of a draft, as they are told; the link in the mail leads to `url`. */
export async function showReader(
  context: Pick<Context, 'store'> & Writing,
  { prepared, publication }: DraftToBe,
  { held, audience, locale }: KindOfReader,
  url: string,
): Promise<ShownReader> {
  const { db } = context.store;
  const { policy, version } = prepared;
  const versions = [...prepared.versions, version];
  const base = held ?? version.previous;
  const textLocale = textLocaleFor(version, locale);
  const compared = comparedTexts(versions, base ?? 0, version, textLocale);
  const of = { policy: policy.policy, version: base ?? 0 };
  const before = base === null ? '' : ((await findContent(db, of, compared.fromLocale)) ?? '');
  const translation = publication.translations?.find((one) => one.locale === compared.locale);
  const after = translation?.content ?? publication.content;
  const diff = diffPolicies(before, after, { locale: compared.locale });
  const related = await listRelated(db, policy);
  const membership: Membership = audience === null ? NOBODYS : { certain: [audience], possible: [] };
  const language = negotiateLanguage(locale, policy.locale);
  const says: Says = {
    ...{ kind: 'announcement', round: 0, language },
    tells: [
      {
        ...{ policy: policy.policy, version: version.version, base: base ?? 0, textLocale },
        ...(isRuled(version) && { membership }),
        outcome: noticeOutcome(stanceOf(versions, held, version), tenseAt(version, version.postedAt)),
      },
    ],
  };
  const wording = await findSentences(db, language, version.wording?.[language]);
  const about = { policy, versions, version, related, wording, diff };
  const writing = { ...context, now: () => version.postedAt };
  return {
    ...{ policy, version, content: publication.content, base, diff, compared, at: version.postedAt },
    facts: factsOf(versions, version, held, membership),
    changesToo: changesToo(policy, version, related, version.postedAt),
    mail: prepared.isMailed ? fillRendition(writeNotice(writing, [about], says), { url }) : null,
  };
}

/** What would be true of somebody who agreed to what they hold and has just been told. */
function factsOf(
  versions: readonly Version[],
  version: Version,
  held: number | null,
  membership: Membership,
): UserFacts {
  const at = version.postedAt;
  const holds = versions.find((one) => one.version === held);
  const agreed: Position[] =
    holds === undefined
      ? []
      : [
          {
            ...{ version: holds.version, toldAt: null, bindsAt: null, toldBy: null },
            accepted: { id: 'as-shown', basis: 'explicit', at: holds.postedAt, since: holds.postedAt },
          },
        ];
  const told = { version: version.version, accepted: null };
  if (!isRuled(version)) {
    const position = { ...told, toldAt: at, toldBy: 'as-shown', bindsAt: bindsAt(version, at) };
    return { versions, positions: [...agreed, position], terminations: [] };
  }
  // As if the notice arrived at once, by whichever way.
  const events = (['mail', 'account', 'site'] as const).flatMap((channel) => {
    const event = { at, channel, delivery: channel, states: ['silence', 'use'] as const };
    return [
      { ...event, kind: 'sent' as const },
      { ...event, kind: 'delivered' as const },
    ];
  });
  const { own, ...telling } = ownTelling(version, {
    reader: { attributes: {}, joinedAt: null, renewsAt: [] },
    ...{ membership, holds: held !== null, asksBefore: false, notBefore: null, events },
  });
  return { versions, positions: [...agreed, { ...told, ...telling, own }], terminations: [] };
}
