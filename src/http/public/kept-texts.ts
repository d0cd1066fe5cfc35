import type { Policy, Version } from '../../domain/policies/policy.ts';
import { type PolicyText, renderPolicyText } from '../../pages/policy-text/policy-text.ts';
import { findContent } from '../../storage/policies/texts.ts';
import type { Database } from '../../storage/store.ts';
import { keepRecent } from './keep-recent.ts';

/** How many characters of rendered texts to keep. */
const MOST_KEPT = 8_000_000;

/** Reads a version's text as HTML, in the language that it is read in. */
export type ReadText = (policy: Policy, version: Version) => Promise<PolicyText>;

/** Makes a place to keep rendered texts, least recently used first to go: a version's never changes. */
export function keepTexts(db: Database): ReadText {
  const texts = keepRecent<PolicyText>(MOST_KEPT, ({ html }) => html.length);
  return async (policy, version) => {
    // The title decides whether a first heading repeats it.
    const { locale } = version;
    const name = JSON.stringify([version.policy, version.version, locale, policy.title]);
    const known = texts.get(name);
    if (known !== undefined) return known;
    const text = await render(db, policy, version);
    texts.set(name, text);
    return text;
  };
}

async function render(db: Database, { title }: Policy, version: Version): Promise<PolicyText> {
  const { locale } = version;
  const content = await findContent(db, version, locale);
  if (content === undefined) throw new Error('a version has no text');
  return renderPolicyText(content, { locale, title });
}
