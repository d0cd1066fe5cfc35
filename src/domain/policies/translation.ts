import { Refusal } from '../refusal.ts';
import { byLocale } from './asked-texts.ts';
import type { Version, VersionText } from './policy.ts';
import { textIn } from './version-text.ts';

/**
 * A version with a text added in another language. Refuses with `has-text` a language that it has a text in, and
 * with `version-not-open` where it was withdrawn: nobody is shown it any more.
 */
export function decideTranslation(version: Version, text: VersionText): Version {
  const { version: number, withdrawal, translations } = version;
  const same = textIn(version, text.locale);
  if (same !== undefined) {
    throw new Refusal(
      'has-text',
      `Version ${number} has a text in ${same.locale}, and no text is ever changed.`,
    );
  }
  if (withdrawal !== null) {
    throw new Refusal('version-not-open', `Version ${number} is withdrawn: nobody is shown its text.`);
  }
  return { ...version, translations: [...translations, text].toSorted(byLocale) };
}
