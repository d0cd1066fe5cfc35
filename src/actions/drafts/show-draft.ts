import type { PolicyDiff } from '../../domain/diff/types.ts';
import { draftToPublication } from '../../domain/drafts/draft.ts';
import type { Layer } from '../../domain/policies/layers.ts';
import type { Policy } from '../../domain/policies/policy.ts';
import { Refusal } from '../../domain/refusal.ts';
import { readPolicy } from '../answers/read-facts.ts';
import type { Context } from '../context.ts';
import type { Writing } from '../notices/render-notice.ts';
import { previewVersion } from '../policies/preview-version.ts';
import { compareWithVersion } from './compare-draft.ts';
import { foreseeDraft, type Outlook } from './foresee-draft.ts';
import { type DraftFacts, readContent } from './read-draft.ts';

/** A mail as a user would get it. */
export type DraftMail = { readonly subject: string; readonly html: string; readonly text: string };

/** A draft with all that there is to show of it. */
export type ShownDraft = {
  readonly policy: Policy;
  readonly facts: DraftFacts;
  readonly outlook: Outlook;
  /** In the order of their languages, that of the policy first. */
  readonly texts: readonly {
    readonly locale: string;
    readonly content: string;
    /** Its sections in short. */
    readonly layers: readonly Layer[];
    readonly hash: string;
    /** Against the version that it follows; null: there is none. */
    readonly diff: PolicyDiff | null;
    readonly follows: number | null;
  }[];
  /** One for each of them; none while something is missing, or where nobody is mailed. */
  readonly mails: readonly (DraftMail & { readonly locale: string })[];
};

type Showing = Pick<Context, 'store'> & Writing;

/** Everything that is shown of a draft; the links in its mails lead to `url`. */
export async function showDraft(context: Showing, facts: DraftFacts, url: string): Promise<ShownDraft> {
  const { db } = context.store;
  const { policy } = await readPolicy(db, facts.draft.policy);
  const outlook = await foreseeDraft(context, facts);
  const content = await readContent(db, facts.said);
  const locales = Object.keys(content.texts).toSorted((a, b) =>
    a === policy.locale ? -1 : b === policy.locale ? 1 : a < b ? -1 : 1,
  );
  const texts: ShownDraft['texts'][number][] = [];
  for (const locale of locales) {
    const { follows, diff } = await compareWithVersion(db, facts, locale, context.now());
    const hash = facts.said.texts[locale] ?? '';
    texts.push({
      ...{ locale, content: content.texts[locale] ?? '', layers: content.layers[locale] ?? [], hash },
      ...{ diff: follows === null ? null : diff, follows },
    });
  }
  const mails: ShownDraft['mails'][number][] = [];
  for (const locale of locales) {
    const mail = await writeMail(context, facts, { reader: locale, url }).catch((error: unknown) => {
      if (error instanceof Refusal) return null;
      throw error;
    });
    if (mail !== null) mails.push({ ...mail, locale });
  }
  return { policy, facts, outlook, texts, mails };
}

/**
 * The mail that most users would get who read a language, or else the policy's, with another link; null where
 * nobody is mailed. Refuses what posting would refuse.
 */
export async function writeMail(
  context: Showing,
  facts: DraftFacts,
  mail: { readonly reader: string | null; readonly url: string },
): Promise<DraftMail | null> {
  const { db } = context.store;
  const { draft, said } = facts;
  // What was posted is told by the mails that went out.
  if (draft.version !== null) return null;
  const { policy } = await readPolicy(db, draft.policy);
  const content = await readContent(db, said);
  if (Object.keys(content.texts).length === 0) return null;
  const { postedAt } = await foreseeDraft(context, facts);
  const publication = draftToPublication(content, policy.locale);
  const { notice } = await previewVersion(
    { ...context, now: () => postedAt },
    draft.policy,
    publication,
    mail,
  );
  return notice;
}
