import { sectionAnchors } from '../../domain/diff/section-anchors.ts';
import { contentHashOf } from '../../domain/hash.ts';
import type { AskedTranslation } from '../../domain/policies/asked-texts.ts';
import { type Layer, settleLayers } from '../../domain/policies/layers.ts';
import type { Version } from '../../domain/policies/policy.ts';
import { decideTranslation } from '../../domain/policies/translation.ts';
import { insertLayers, insertTranslations } from '../../storage/policies/texts.ts';
import { readPolicy, versionOf } from '../answers/read-facts.ts';
import type { Context } from '../context.ts';
import { translatedAct } from '../record/acts-of-versions.ts';
import { recordActs } from '../record/record-acts.ts';
import { type Remember, rememberStatements } from '../remember.ts';
import { untilWritten } from '../until-written.ts';
import { writeAboutPolicy } from '../write-marked.ts';

/**
 * Adds a text in another language to a version that was posted, and answers the version with it. Nobody is told:
 * what binds is what it was. Refuses with `has-text` a language that is there, and with `version-not-open` a version
 * that was withdrawn.
 */
export async function translateVersion(
  context: Pick<Context, 'store' | 'now' | 'newId' | 'wake'>,
  of: Pick<Version, 'policy' | 'version'>,
  asked: AskedTranslation & { readonly layers: readonly Layer[] },
  keyId: string,
  remember: Remember<Version> | null = null,
): Promise<Version> {
  const { store, now, wake } = context;
  const { db } = store;
  const translated = await untilWritten(async () => {
    const { policy, versions } = await readPolicy(db, of.policy);
    const at = now();
    const { content, layers: sections, ...words } = asked;
    const layers = settleLayers([{ locale: asked.locale, place: '/layers', layers: sections }], () =>
      sectionAnchors(content),
    );
    const text = { ...words, contentHash: contentHashOf(content), addedAt: at };
    const version = decideTranslation(versionOf(versions, of.policy, of.version), text);
    const isWritten = await writeAboutPolicy(context, policy, policy.lastVersion, (isMarked) => [
      ...insertTranslations(db, version, [{ ...text, content }], { keyId }, isMarked),
      ...insertLayers(db, version, layers, isMarked),
      ...recordActs(db, [translatedAct(version, text, keyId, layers)], isMarked),
      ...rememberStatements(db, remember, version, { ref: null, now: at }, isMarked),
    ]);
    return isWritten ? version : undefined;
  });
  wake();
  return translated;
}
