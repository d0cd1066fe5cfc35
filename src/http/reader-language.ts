import type { Context } from 'hono';
import { parseAccept } from 'hono/utils/accept';
import { type Language, negotiateLanguage } from '../domain/messages/languages.ts';

/**
 * The language a reader is answered in: `known` (theirs by choice), else the first of their browser's
 * that we ship, else `fallback` (the policy's), else English.
 */
export function readerLanguage(
  c: Context,
  { known, fallback }: { readonly known?: string | null | undefined; readonly fallback?: string },
): Language {
  return negotiateLanguage(known, ...acceptedLanguages(c.req.header('accept-language')), fallback);
}

/** No browser names near this many. */
const MOST_LANGUAGES = 20;

function acceptedLanguages(header: string | undefined): string[] {
  if (header === undefined) return [];
  return parseAccept(header.slice(0, 500))
    .filter(({ q, type }) => q > 0 && type !== '*')
    .slice(0, MOST_LANGUAGES)
    .map(({ type }) => type);
}
