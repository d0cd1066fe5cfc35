import type { MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import { etag, RETAINED_304_HEADERS } from 'hono/etag';
import { z } from 'zod';
import { type Instant, instantToMs } from '../../domain/instant.ts';
import { type SiteNotice, siteNotice } from '../../domain/notices/site-notice.ts';
import type { Policy, Version } from '../../domain/policies/policy.ts';
import { policyIn, textLocaleFor, versionIn } from '../../domain/policies/version-text.ts';
import { formatEffect } from '../../language/dates.ts';
import { type Language, messagesIn } from '../../language/languages.ts';
import { changesPath, versionPath } from '../../pages/public-paths.ts';
import { silenceOf } from '../../pages/version-facts.ts';
import { toResponse } from '../wire/answer.ts';
import type { Api } from '../wire/endpoint.ts';
import type { HttpContext } from '../wire/http-context.ts';
import { parseWith } from '../wire/parse.ts';
import { readPolicyVersions } from '../wire/read-checks.ts';
import { policyName } from '../wire/schemas.ts';
import { readerLanguage, readerLocales } from './reader-language.ts';

/** How long a notice may be kept: so long may one that was withdrawn still be seen. */
const NOTICE_MAX_AGE_S = 60;
/** How long the script may be kept. */
const SCRIPT_MAX_AGE_S = 300;

const params = z.object({ policy: policyName });

/** What any site may read, since it is public and the same for everybody. */
const forEverySite = cors({ allowMethods: ['GET', 'HEAD'] });

/**
 * The notice for the product's own site: as JSON for those who draw their own, and the script that
 * draws it as a bar, which is a file of `public/` and comes from `assets`.
 */
export function siteNoticeRoutes({ app, context }: Api, assets: MiddlewareHandler): void {
  const path = '/policies/:policy/notice.json';
  app.use(path, forEverySite);
  app.get(path, async (c) => {
    const { policy: name } = parseWith(params, c.req.param(), 'path') as z.output<typeof params>;
    const { policy: stored, versions } = await readPolicyVersions(context, name);
    const now = context.now();
    const found = siteNotice(versions, now);
    const language = readerLanguage(c, { otherwise: stored.locale });
    const locale = found && textLocaleFor(found.version, ...readerLocales(c, c.req.query('lang')));
    const policy = locale === null ? stored : policyIn(stored, locale);
    const notice = found && locale !== null ? { ...found, version: versionIn(found.version, locale) } : null;
    return toResponse(c, {
      status: 200,
      body: {
        policy: policy.policy,
        title: policy.title,
        notice: notice && noticeToAnswer(context, policy, notice, language),
      },
      headers: {
        'cache-control': `public, max-age=${maxAge(notice, now)}`,
        vary: 'Accept-Language',
      },
      hasEtag: true,
    });
  });

  const named = etag({ retainedHeaders: [...RETAINED_304_HEADERS, 'access-control-allow-origin'] });
  app.use('/notice.js', forEverySite, asScript, named, assets);
}

/** Headers of the script, where it is found. Sites that isolate themselves load it too. */
const asScript: MiddlewareHandler = async (c, next) => {
  await next();
  if (c.res.status >= 400) return;
  c.header('content-type', 'text/javascript; charset=utf-8');
  c.header('cache-control', `public, max-age=${SCRIPT_MAX_AGE_S}`);
  c.header('cross-origin-resource-policy', 'cross-origin');
};

/** What the bar on a product's site says of a notice, in a language. */
export function noticeToAnswer(
  { publicUrl }: Pick<HttpContext, 'publicUrl'>,
  policy: Policy,
  { version, state, more }: SiteNotice,
  language: Language,
) {
  const { title } = policy;
  const { banner, direction } = messagesIn(language);
  const date = formatEffect(version.effectiveAt, { locale: language, timeZone: version.timeZone });
  const doNothing = state === 'announced' ? silenceOf(version, policy, language) : null;
  const announced = banner.announced({ title, date });
  // Silence agrees only where it is said that it will, and what the site says counts as said.
  const announcement = version.acceptance === 'silence' ? `${announced} ${doNothing}` : announced;
  return {
    version: version.version,
    change: version.class,
    state,
    acceptance: version.acceptance,
    postedAt: version.postedAt,
    effectiveAt: version.effectiveAt,
    summary: version.summary,
    more,
    ...(version.translations.length > 0 && { locale: version.locale }),
    language,
    direction,
    text: state === 'announced' ? announcement : banner.inEffect({ title, date }),
    ...(doNothing !== null && { doNothing }),
    link: { text: banner.link, url: `${publicUrl}${pathOf(policy, version)}` },
    dismiss: banner.dismiss,
    label: banner.label,
  };
}

/** The page to read about a change: what it changes, where there was something before it. */
function pathOf({ policy: name }: Policy, { version, previous, translations, locale }: Version): string {
  // The page opens in the language of the notice.
  const policy = { policy: name, asked: translations.length > 0 ? locale : null };
  return previous === null ? versionPath(policy, version) : changesPath(policy, previous, version);
}

/** For how many seconds a notice may be kept: never past the instant at which it is another one. */
function maxAge(notice: SiteNotice | null, now: Instant): number {
  if (notice === null) return NOTICE_MAX_AGE_S;
  return Math.min(NOTICE_MAX_AGE_S, Math.floor((instantToMs(notice.until) - instantToMs(now)) / 1000));
}
