import type { Context as HonoContext } from 'hono';
import { z } from 'zod';
import {
  type DraftToBe,
  type KindOfReader,
  readDraftToBe,
  type ShownReader,
  showReader,
} from '../../actions/drafts/show-reader.ts';
import { isLeavingFree } from '../../domain/answers/objection.ts';
import { isRuled } from '../../domain/answers/own-outcome.ts';
import { positionOf } from '../../domain/answers/position.ts';
import { reviewVersion } from '../../domain/answers/review.ts';
import { askingVersion } from '../../domain/answers/use.ts';
import { stanceOfReader } from '../../domain/notices/outcome.ts';
import { siteNotice } from '../../domain/notices/site-notice.ts';
import { versionInForce, versionState, versionsBetween } from '../../domain/policies/timeline.ts';
import { policyIn, textLocaleFor, versionIn } from '../../domain/policies/version-text.ts';
import { Refusal } from '../../domain/refusal.ts';
import { negotiateLanguage } from '../../language/languages.ts';
import { draftReadersPage, type ShownBar, type ShownKinds } from '../../pages/console/draft-readers.ts';
import { renderPolicyText } from '../../pages/policy-text/policy-text.ts';
import { reviewPage } from '../../pages/review/review.ts';
import type { ReviewPage } from '../../pages/review/review-page.ts';
import { coversSections, namesOfParts } from '../public/review-view.ts';
import { noticeToAnswer } from '../public/site-notices.ts';
import type { HttpContext } from '../wire/http-context.ts';
import { FRAMED_MAIL_POLICY, FRAMED_PAGE_POLICY } from '../wire/page-headers.ts';
import { inLanguage, ofDraft } from './drafts.ts';
import { localesOfDraft, type ReadDraft, readDraftHead } from './read-draft-head.ts';
import { addAnswer, addScreen, type Console } from './wire/screens.ts';

/** Versions that somebody may hold, of those before the draft: who holds an older one is shown like them. */
const MOST_HELD = 4;

const asKind = inLanguage.extend({
  holds: z.union([z.literal('nothing'), z.coerce.number().int().min(1)]).optional(),
  audience: z.string().max(64).optional(),
});
type AskedKind = z.output<typeof asKind>;

/** A draft as each kind of reader would see it: the bar on the site, the mail, and the page that they answer on. */
export function draftReaderScreens(console: Console): void {
  const { context } = console;
  const path = '/console/drafts/{id}/readers';
  const shared = { may: 'see-drafts', params: ofDraft, query: asKind } as const;

  addScreen(console, {
    ...{ path, ...shared },
    show: async ({ params, query }) => {
      const read = await readDraftHead(context, params.id);
      const { head } = read;
      if (head.state === 'posted') return draftReadersPage({ head, shown: { why: 'posted' } });
      const toBe = await readToBe(context, read);
      if (toBe === null) return draftReadersPage({ head, shown: { why: 'missing' } });
      if (toBe.prepared.version.change === 'initial')
        return draftReadersPage({ head, shown: { why: 'first' } });
      const kinds = kindsOf(read, toBe, query);
      const { mail } = await showReader(context, toBe, kinds, linkOf(context, read));
      return draftReadersPage({ head, shown: { kinds, bar: barOf(context, toBe, kinds), mail } });
    },
  });

  const shownAs = async (id: string, query: AskedKind) => {
    const read = await readDraftHead(context, id);
    const toBe = await readToBe(context, read);
    if (toBe === null) throw new Refusal('not-found', 'There is nothing to show of this draft.');
    const kinds = kindsOf(read, toBe, query);
    return { kinds, shown: await showReader(context, toBe, kinds, linkOf(context, read)) };
  };

  addAnswer(console, {
    ...{ path: `${path}/mail`, ...shared },
    answer: async ({ params, query, c }) => {
      const { shown } = await shownAs(params.id, query);
      if (shown.mail === null) throw new Refusal('no-mail', 'They are not told by mail.');
      return framed(c, shown.mail.html, FRAMED_MAIL_POLICY);
    },
  });

  addAnswer(console, {
    ...{ path: `${path}/page`, ...shared },
    answer: async ({ params, query, c }) => {
      const { kinds, shown } = await shownAs(params.id, query);
      return framed(c, String(await reviewPage(reviewOf(context, shown, kinds))), FRAMED_PAGE_POLICY);
    },
  });
}

function framed(c: HonoContext, page: string, policy: string): Response | Promise<Response> {
  return c.html(page, 200, { 'content-security-policy': policy });
}

/** Where the link in a mail that is only shown leads. */
function linkOf({ publicUrl }: Pick<HttpContext, 'publicUrl'>, { head }: ReadDraft): string {
  return `${publicUrl}/console/drafts/${head.id}/readers`;
}

/** What a draft would be posted as; null while something is missing. */
async function readToBe(context: HttpContext, { facts }: ReadDraft): Promise<DraftToBe | null> {
  try {
    return await readDraftToBe(context, facts);
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

/** The kinds of readers of a draft, and the one that is asked for; else whoever holds the version in force. */
function kindsOf(read: ReadDraft, { prepared }: DraftToBe, asked: AskedKind): ShownKinds & KindOfReader {
  const { version, versions } = prepared;
  const current = versionInForce(versions, version.postedAt)?.version ?? null;
  const heldBySome = versions
    .toReversed()
    .slice(0, MOST_HELD)
    .map((one) => ({ version: one.version, isInForce: one.version === current }));
  const audiences = isRuled(version) ? (version.rules.rules.audiences ?? []) : [];
  const held = asked.holds === undefined ? current : asked.holds === 'nothing' ? null : asked.holds;
  return {
    ...localesOfDraft(read, asked.locale),
    ...{ heldBySome, held: versions.some((one) => one.version === held) ? held : null },
    audiences: audiences.map(({ audience, label }) => ({ audience, label })),
    audience: audiences.find((one) => one.audience === asked.audience)?.audience ?? null,
  };
}

/** What the bar would say once it is posted: of the change that takes effect first. */
function barOf(
  context: HttpContext,
  { prepared }: DraftToBe,
  { locale: asked }: ShownKinds,
): ShownBar | null {
  const { policy, version, versions } = prepared;
  const found = siteNotice([...versions, version], version.postedAt);
  if (found === null) return null;
  const locale = textLocaleFor(found.version, asked);
  const notice = { ...found, version: versionIn(found.version, locale) };
  const language = negotiateLanguage(asked, policy.locale);
  const said = noticeToAnswer(context, policyIn(policy, locale), notice, language);
  const { text, link, direction } = said;
  return { version: found.version.version, text, link: link.text, language, direction };
}

/** The page that a kind of reader would answer on. */
function reviewOf(
  { company }: Pick<HttpContext, 'company'>,
  { policy, version, content, facts, base, diff, compared, changesToo, at }: ShownReader,
  { held, locale: asked }: ShownKinds,
): ReviewPage {
  const locale = textLocaleFor(version, asked);
  const { own, ...telling } = positionOf(facts.positions, version.version);
  const ownTelling = own === undefined ? null : { ...telling, own };
  const asking = askingVersion(facts.versions, held ?? 0, version);
  return {
    ...{ language: negotiateLanguage(asked, policy.locale), company, isOneOfSeveral: false },
    ...{ policy: policyIn(policy, locale), version: versionIn(version, locale), address: null },
    ...{
      state: versionState(version, facts.versions, at),
      review: reviewVersion(policy, facts, version, at),
    },
    ...{ stance: stanceOfReader(facts, version, at), own: ownTelling },
    asking: asking && {
      version: asking.version,
      own: asking.version === version.version ? ownTelling : null,
    },
    ...{ stayed: null, tookBack: null, mayEnd: null, canWithdraw: false },
    partNames: coversSections(version)
      ? namesOfParts(renderPolicyText(content, { locale: policy.locale, title: policy.title }))
      : {},
    isLeavingFree:
      ownTelling !== null && isRuled(version) && isLeavingFree(version, ownTelling.own.membership),
    ...{ leavesOtherwise: null, receipt: null, hasAgreedBefore: false, asksToConfirm: null, refused: null },
    base: base === null ? null : { version: base, isHeld: base === held },
    between: versionsBetween(facts.versions, base ?? 0, version).map((one) => versionIn(one, locale)),
    ...{ diff, compared, changesToo, sitting: null, now: at },
  };
}
