import type { Policy, Version } from '../../domain/policies/policy.ts';
import { directionOf, type Language, messagesIn } from '../../language/languages.ts';
import { type PolicyText, renderPolicyText } from '../../pages/policy-text/policy-text.ts';
import { findContent, findLayers } from '../../storage/policies/texts.ts';
import type { Database } from '../../storage/store.ts';
import { keepRecent } from './keep-recent.ts';

/** How many characters of rendered texts to keep. */
const MOST_KEPT = 8_000_000;

/**
 * Reads a version's text as HTML, in the language that it is read in; for a page in a `language` with what its
 * sections say in short before each of them.
 */
export type ReadText = (policy: Policy, version: Version, language?: Language) => Promise<PolicyText>;

/** Makes a place to keep rendered texts, least recently used first to go: a version's never changes. */
export function keepTexts(db: Database): ReadText {
  const texts = keepRecent<PolicyText>(MOST_KEPT, ({ html }) => html.length);
  return async (policy, version, language) => {
    // The title decides whether a first heading repeats it.
    const { locale } = version;
    const name = JSON.stringify([
      version.policy,
      version.version,
      version.contentHash,
      locale,
      policy.title,
      language,
    ]);
    const known = texts.get(name);
    if (known !== undefined) return known;
    const text = await render(db, policy, version, language);
    texts.set(name, text);
    return text;
  };
}

async function render(
  db: Database,
  { title }: Policy,
  version: Version,
  language: Language | undefined,
): Promise<PolicyText> {
  const { locale } = version;
  const edition = version.editions?.find(
    (one) => one.locale === locale && one.contentHash === version.contentHash,
  );
  const content = await findContent(db, version, locale, edition?.edition);
  if (content === undefined) throw new Error('a version has no text');
  if (language === undefined) return renderPolicyText(content, { locale, title });
  const layers = {
    layers: await findLayers(db, version, locale),
    readMore: messagesIn(language).public.layers.readMore,
    ...{ lang: language, dir: directionOf(language) },
  };
  return renderPolicyText(content, { locale, title, layers });
}
