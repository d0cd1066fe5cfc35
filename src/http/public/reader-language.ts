/*
 * Pages and small answers for people and for the product's own site: policies, review, feeds, the banner's
 * data, the mailbox. They need no key; no GET here records anything about anyone.
 */

import type { Context as HonoContext } from 'hono';
import { parseAccept } from 'hono/utils/accept';
import { type Language, negotiateLanguage } from '../../language/languages.ts';

/** Browsers send a handful; a hostile header of thousands must not cost us time. */
const MOST_PREFERENCES = 20;

/**
 * The language to answer a reader in: what the request names as `lang`, else what they `chose` (a user's locale),
 * else the best that their browser asks for and we ship, else that of what they read (`otherwise`, a
 * policy's locale), else English.
 */
export function readerLanguage(
  c: HonoContext,
  known: { readonly chose?: string | null | undefined; readonly otherwise?: string } = {},
): Language {
  const asked = c.req.query('lang');
  return negotiateLanguage(
    asked,
    known.chose,
    ...preferences(c.req.header('accept-language')),
    known.otherwise,
  );
}

/** The locales that a reader wants texts in, most wanted first: what they `chose`, then what their browser asks for. */
export function readerLocales(
  c: HonoContext,
  ...chose: readonly (string | null | undefined)[]
): readonly (string | null | undefined)[] {
  return [...chose, ...preferences(c.req.header('accept-language'))];
}

/** The locales of an Accept-Language header (RFC 9110, section 12.5.4), most wanted first. */
function preferences(header: string | undefined): string[] {
  return parseAccept(header ?? '')
    .filter(({ q }) => q > 0)
    .slice(0, MOST_PREFERENCES)
    .map(({ type }) => type);
}
