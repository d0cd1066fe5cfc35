import type { Context as HonoContext } from 'hono';
import { earliestOf, type Instant, laterOf } from '../../domain/instant.ts';
import type { Version } from '../../domain/policies/policy.ts';
import { announcedVersions } from '../../domain/policies/timeline.ts';
import { bestLocale, policyIn, textLocaleFor, versionIn } from '../../domain/policies/version-text.ts';
import { LANGUAGES, type Language, messagesIn, negotiateLanguage } from '../../language/languages.ts';
import type { Statement } from '../../language/statement.ts';
import { type PolicyFacts, publicStatement } from '../../pages/policy.ts';
import { readableIn } from '../../pages/which-text.ts';
import { findPolicyVersions, type PolicyVersions } from '../../storage/policies/policy-versions.ts';
import { listRelated } from '../../storage/policies/related.ts';
import type { Database } from '../../storage/store.ts';
import type { HttpContext } from '../wire/http-context.ts';
import { publicPageHeaders } from '../wire/page-headers.ts';
import { policyName } from '../wire/schemas.ts';
import { keepPages, type Source } from './kept-pages.ts';
import { readerLanguage, readerLocales } from './reader-language.ts';

/** Seconds after which to ask again for what there was no room for. */
const BUSY_SECONDS = 5;

type Rendering = string | { toString(): string } | Promise<{ toString(): string } | null>;

/** Answers what is public of policies, rendered once for each language until something changes. */
export type PublicAnswer = {
  /**
   * Answers something of the policy that the path names. `find` says how it is rendered, or undefined where
   * there is no such thing; what renders to null has no room for now. `variant` tells what a query asks for, or
   * names what else it is made of; what `isDated: false` is told without a date of its last change; what
   * `hasRelated` tells of the policies that belong with it.
   */
  readonly ofPolicy: (
    c: HonoContext,
    what: {
      readonly type: Source['type'];
      readonly variant?: string;
      readonly isDated?: boolean;
      readonly hasRelated?: boolean;
    },
    find: (facts: PolicyFacts) => (() => Rendering) | undefined,
  ) => Promise<Response>;
  /** Answers a page about several policies. */
  readonly ofAll: (
    c: HonoContext,
    policies: readonly PolicyVersions[],
    render: (facts: Omit<PolicyFacts, 'policy' | 'versions'>) => Rendering,
  ) => Promise<Response>;
  readonly missing: (c: HonoContext) => Promise<Response>;
};

/** Makes what answers public pages, with a place of its own to keep them. */
export function publicAnswer(context: HttpContext): PublicAnswer {
  const { store, company, publicUrl } = context;
  const answerKept = keepPages(context);

  const state = (c: HonoContext, language: Language, statement: Statement, status: 404 | 503) =>
    c.html(publicStatement({ language, company, publicUrl }, statement), status, {
      ...publicPageHeaders,
      'cache-control': 'no-store',
      ...(status === 503 ? { 'retry-after': String(BUSY_SECONDS) } : {}),
    });
  const missing = async (c: HonoContext) => {
    const language = readerLanguage(c);
    return state(c, language, messagesIn(language).public.notFound, 404);
  };
  const answer = async (
    c: HonoContext,
    source: Source,
    now: Instant,
    language: Language,
    render: () => Rendering,
  ) => {
    const answered = await answerKept(c, source, now, async () => (await render())?.toString() ?? null);
    return answered ?? state(c, language, messagesIn(language).public.compare.busy, 503);
  };

  return {
    missing,
    async ofPolicy(c, { type, variant = '', isDated = true, hasRelated = false }, find) {
      const found = await findNamed(store.db, c.req.param('policy'));
      if (found === undefined) return missing(c);
      const { policy, versions } = found;
      const now = context.now();
      // Programs read feeds, and hand them to people who share one.
      const isPage = type === 'text/html';
      const language = isPage
        ? readerLanguage(c, { otherwise: policy.locale })
        : negotiateLanguage(c.req.query('lang'), policy.locale);
      const { locale, ...read } = readFor(c, found, isPage);
      const others = hasRelated ? await listRelated(store.db, policy) : [];
      const related = others.map((one) => ({ ...one, policy: policyIn(one.policy, locale) }));
      const render = find({ language, company, publicUrl, ...read, related, now });
      if (render === undefined) return missing(c);
      const source = {
        type,
        name: `${language} ${locale} ${read.policy.asked ?? ''} ${c.req.path} ${variant}`,
        command: [policy, ...others.map((one) => one.policy)].map(({ command }) => command).join(' '),
        ...changesOf([versions, ...others.map((one) => one.versions)].flat(), now),
        ...(isDated && others.length === 0 ? {} : { changedAt: null }),
      };
      return answer(c, source, now, language, render);
    },
    async ofAll(c, policies, render) {
      const now = context.now();
      const language = readerLanguage(c);
      const source: Source = {
        type: 'text/html',
        name: language,
        command: policies.map(({ policy }) => policy.command).join(' '),
        ...changesOf(
          policies.flatMap(({ versions }) => versions),
          now,
        ),
      };
      return answer(c, source, now, language, () => render({ language, company, publicUrl, now }));
    },
  };
}

/**
 * A policy and its versions in the language that is asked for, where they have it, and which that is: by `lang`, and
 * on a page by what the browser asks for. What else somebody may ask for is no other page to keep.
 */
function readFor(
  c: HonoContext,
  { policy, versions }: PolicyVersions,
  isPage: boolean,
): Pick<PolicyFacts, 'policy' | 'versions'> & { readonly locale: string } {
  const locales = readableIn(versions);
  const lang = c.req.query('lang');
  const known = bestLocale(locales, lang) ?? LANGUAGES.find((one) => one === lang) ?? null;
  const wanted = bestLocale(locales, ...(isPage ? readerLocales(c, lang) : [lang]));
  const locale = wanted ?? policy.locale;
  return {
    locale,
    policy: { ...policyIn(policy, locale), asked: known },
    versions: versions.map((one) => versionIn(one, textLocaleFor(one, wanted))),
  };
}

/** The policy of a path, if there is one: what is no name of a policy is not looked for. */
export async function findNamed(db: Database, name: string | undefined): Promise<PolicyVersions | undefined> {
  const parsed = policyName.safeParse(name);
  return parsed.success ? findPolicyVersions(db, parsed.data) : undefined;
}

/** When what is said of some versions last changed, and when the clock changes it next. */
function changesOf(versions: readonly Version[], now: Instant): Pick<Source, 'changedAt' | 'until'> {
  const changes = versions.flatMap(({ postedAt, effectiveAt, withdrawal, translations }) => [
    postedAt,
    withdrawal === null ? effectiveAt : withdrawal.at,
    ...translations.map(({ addedAt }) => addedAt),
  ]);
  return {
    changedAt: changes.filter((at) => at <= now).reduce(laterOf, '1970-01-01T00:00:00.000Z' as Instant),
    until: earliestOf(announcedVersions(versions, now).map(({ effectiveAt }) => effectiveAt)),
  };
}
