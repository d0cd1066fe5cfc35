import { type InvalidField, invalid, Refusal } from '../refusal.ts';
import type { AskedLayers, Layer } from './layers.ts';
import { languageName } from './version-text.ts';

/** One line in the policy's own language, or in several by their locales. */
export type AskedWords = string | Readonly<Record<string, string>>;

/** What legal says of a version, in one language or in several by their locales. */
export type AskedTexts = {
  /** The text in the policy's own language. */
  readonly content?: string | undefined;
  readonly texts?: Readonly<Record<string, string>> | undefined;
  readonly summary?: AskedWords | undefined;
  readonly reason?: AskedWords | undefined;
  /** Sections in short: those of the text in the policy's own language, or by the locales of the texts. */
  readonly layers?: readonly Layer[] | Readonly<Record<string, readonly Layer[]>> | undefined;
};

/** A text that does not prevail, as legal asks for it; summary and reason are null where it has none of its own. */
export type AskedTranslation = {
  readonly locale: string;
  readonly content: string;
  readonly summary: string | null;
  readonly reason: string | null;
};

/** The text that prevails, and its translations in the order of their locales. */
export type ReadTexts = {
  readonly content: string;
  readonly summary: string | null;
  readonly reason: string | null;
  /** The language that prevails. */
  readonly locale: string;
  readonly translations: readonly AskedTranslation[];
  readonly layers: readonly AskedLayers[];
};

/** How many languages a version may have. */
const MOST_TEXTS = 60;

/**
 * Reads what legal says in several languages; `prevails` is the policy's own. Refuses with every place where there
 * is both a text and `texts`, or neither; where a locale is no language tag, or means the same language as another;
 * where the language that prevails is missing; and where a summary, a reason or layers are in a language that no text
 * is in.
 */
export function readTexts(asked: AskedTexts, prevails: string): ReadTexts {
  const { content, texts } = asked;
  if ((content === undefined) === (texts === undefined)) {
    const both = content !== undefined;
    throw invalid('/texts', both ? 'stands beside content: give one of them' : 'or content is required');
  }
  const errors: InvalidField[] = [];
  const read = (name: 'texts' | 'summary' | 'reason', words: AskedWords | undefined) =>
    readWords(`/${name}`, words, { prevails, errors });
  const contents = read('texts', texts ?? content);
  const summaries = read('summary', asked.summary);
  const reasons = read('reason', asked.reason);
  const own = languageName(prevails);
  const layers = readWords('/layers', asked.layers, { prevails, errors, isWhole: false });
  for (const [pointer, words] of [
    ['/summary', summaries],
    ['/reason', reasons],
    ['/layers', layers],
  ] as const) {
    errors.push(...unread(pointer, words, new Set([own, ...contents.keys()])));
  }
  if (contents.size > MOST_TEXTS) {
    errors.push({ pointer: '/texts', detail: `may have at most ${MOST_TEXTS} languages` });
  }
  if (errors.length > 0) {
    throw new Refusal('invalid-request', 'The request is not valid; see errors.', { errors });
  }
  const of = (words: ReadWords, language: string) => words.get(language)?.text ?? null;
  const translations = [...contents].flatMap(([language, { locale, text }]) =>
    language === own
      ? []
      : [{ locale, content: text, summary: of(summaries, language), reason: of(reasons, language) }],
  );
  return {
    ...{ content: contents.get(own)?.text ?? '', summary: of(summaries, own), reason: of(reasons, own) },
    ...{ locale: prevails, translations: translations.toSorted(byLocale) },
    layers: [...layers].map(([language, { locale, place, text }]) => ({
      ...{ locale: contents.get(language)?.locale ?? locale, place, layers: text },
    })),
  };
}

/**
 * Reads a title in one language or several: the one in the policy's own, and the others by their locales.
 * Refuses as `readTexts` does.
 */
export function readTitles(
  asked: AskedWords,
  prevails: string,
): { readonly title: string; readonly titles: Readonly<Record<string, string>> } {
  const errors: InvalidField[] = [];
  const words = readWords('/title', asked, { prevails, errors });
  if (errors.length > 0) {
    throw new Refusal('invalid-request', 'The request is not valid; see errors.', { errors });
  }
  const own = languageName(prevails);
  const others = [...words].filter(([language]) => language !== own).map(([, word]) => word);
  return {
    title: words.get(own)?.text ?? '',
    titles: Object.fromEntries(others.toSorted(byLocale).map(({ locale, text }) => [locale, text])),
  };
}

/** Refuses translations of which two are in the same language, or one in that which prevails. */
export function insistOnOneEach(translations: readonly AskedTranslation[], prevails: string): void {
  const known = new Map([[languageName(prevails), prevails]]);
  for (const { locale } of translations) {
    const same = known.get(languageName(locale));
    if (same !== undefined) throw invalid(`/texts/${locale}`, `is the same language as ${same}`);
    known.set(languageName(locale), locale);
  }
}

/** Orders by locale, the same in every database and on every machine. */
export function byLocale(a: { readonly locale: string }, b: { readonly locale: string }): number {
  return a.locale < b.locale ? -1 : a.locale > b.locale ? 1 : 0;
}

/** A BCP 47 tag in its canonical form; undefined where it is none. */
export function canonicalLocale(locale: string): string | undefined {
  if (locale.length > 64) return undefined;
  try {
    return Intl.getCanonicalLocales(locale)[0];
  } catch {
    return undefined;
  }
}

/** Words by what their languages are called. */
type ReadWords<T = string> = ReadonlyMap<string, Read<T>>;
type Read<T> = { readonly locale: string; readonly place: string; readonly text: T };

function readWords<T extends string | readonly unknown[] = string>(
  pointer: string,
  words: T | Readonly<Record<string, T>> | undefined,
  {
    prevails,
    errors,
    isWhole = true,
  }: {
    readonly prevails: string;
    readonly errors: InvalidField[];
    /** Whether the language that prevails must be there. */
    readonly isWhole?: boolean;
  },
): ReadWords<T> {
  const read = new Map<string, Read<T>>();
  if (words === undefined) return read;
  if (typeof words === 'string' || Array.isArray(words)) {
    return read.set(languageName(prevails), { locale: prevails, place: pointer, text: words as T });
  }
  for (const [key, text] of Object.entries(words as Readonly<Record<string, T>>)) {
    const place = `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const locale = canonicalLocale(key);
    if (locale === undefined) {
      errors.push({ pointer: place, detail: 'is no BCP 47 language tag, such as en or pt-BR' });
      continue;
    }
    const language = languageName(locale);
    const same = read.get(language);
    if (same !== undefined) {
      errors.push({ pointer: place, detail: `is the same language as ${same.locale}` });
      continue;
    }
    read.set(language, { locale, place, text });
  }
  if (isWhole && !read.has(languageName(prevails))) {
    errors.push({ pointer, detail: `lacks ${prevails}, the language of the policy, which prevails` });
  }
  return read;
}

/** Nobody reads what is said of a text in a language that there is no text in. */
function unread(pointer: string, words: ReadWords<unknown>, languages: ReadonlySet<string>): InvalidField[] {
  return [...words].flatMap(([language, { locale }]) =>
    languages.has(language)
      ? []
      : [{ pointer: `${pointer}/${locale}`, detail: 'is in a language that there is no text in' }],
  );
}
