import { contentHashOf } from '../../domain/hash.ts';
import type { Instant } from '../../domain/instant.ts';
import type { TextLayers } from '../../domain/policies/layers.ts';
import type { TextEdition, Version, VersionText, Withdrawal } from '../../domain/policies/policy.ts';
import type { Act } from '../../domain/record/act.ts';
import { canonicalJson, type Json } from '../../domain/record/canonical-json.ts';

/** The draft that a version was posted from, and the records of those who approved it. */
export type PostedFrom = {
  readonly draft: string;
  readonly revision: number;
  readonly release: string;
  readonly approvals: readonly string[];
};

/** What is recorded of a version being posted: all that is frozen on it, and the hash of each of its texts. */
export function postedAct(
  posted: Version,
  actor: string,
  recordedAt: Instant = posted.postedAt,
  besides: { readonly layers?: readonly TextLayers[]; readonly from?: PostedFrom | undefined } = {},
): Act {
  const { policy, version, postedAt, change, acceptance, effectiveAt, rule, lateNotice } = posted;
  const { reminders, remindAtEffect, timeZone, locale, contentHash, summary, reason, recipients } = posted;
  const { translations, previous, release, source, rules } = posted;
  return {
    ...{ kind: 'posted', about: `${policy}/${version}`, at: postedAt, recordedAt, actor },
    ...{ ref: null, policy, version },
    facts: {
      ...{ change, acceptance, effectiveAt, rule, lateNotice, reminders, remindAtEffect, timeZone, locale },
      ...{ contentHash, summary, reason, recipients, previous, release },
      ...(rules === null ? {} : { class: posted.class, rules: rules as unknown as Json }),
      ...(translations.length === 0 ? {} : { translations: translations.map(textToFacts) }),
      ...(source === null ? {} : { basis: 'imported', source }),
      ...layersToFacts(besides.layers),
      ...(posted.wording === undefined ? {} : { wording: posted.wording }),
      ...(besides.from === undefined ? {} : { from: besides.from }),
    },
  };
}

/** Sections in short as records name them: the hash over those of each text, by its locale. */
function layersToFacts(layers: readonly TextLayers[] = []) {
  if (layers.length === 0) return {};
  return {
    layers: Object.fromEntries(
      layers.map((one) => [one.locale, contentHashOf(canonicalJson(one.layers))] as const),
    ),
  };
}

/** What is recorded of a text being added to a version in another language than the one that prevails. */
export function translatedAct(
  { policy, version }: Pick<Version, 'policy' | 'version'>,
  text: VersionText,
  actor: string,
  layers: readonly TextLayers[] = [],
): Act {
  const at = text.addedAt;
  return {
    ...{ kind: 'translated', about: `${policy}/${version}/${text.locale}`, at, recordedAt: at, actor },
    ...{ ref: null, policy, version, facts: { ...textToFacts(text), ...layersToFacts(layers) } },
  };
}

/** What is recorded of a corrected edition of a text that does not prevail, or of a summary. */
export function correctedAct(
  { policy, version }: Pick<Version, 'policy' | 'version'>,
  { locale, edition, contentHash, summary, why, addedAt: at }: TextEdition,
  actor: string,
): Act {
  const about = `${policy}/${version}/${locale}/${edition}`;
  return {
    ...{ kind: 'corrected', about, at, recordedAt: at, actor, ref: null, policy, version },
    facts: { locale, edition, contentHash, summary, why },
  };
}

function textToFacts({ locale, contentHash, summary, reason }: VersionText) {
  return { locale, contentHash, summary, reason };
}

/** What is recorded of a version being withdrawn, by itself or to make room for another. */
export function withdrawnAct(
  { policy, version }: Pick<Version, 'policy' | 'version'>,
  { at, reason, replacedBy }: Withdrawal,
  actor: string,
): Act {
  return {
    ...{ kind: 'withdrawn', about: `${policy}/${version}`, at, recordedAt: at, actor, ref: null },
    ...{ policy, version },
    facts: { reason, replacedBy: replacedBy ?? null },
  };
}

/** What is recorded of a version having taken effect, by its date for people in general. */
export function tookEffectAct(
  { policy, version, effectiveAt }: Pick<Version, 'policy' | 'version' | 'effectiveAt'>,
  recordedAt: Instant,
): Act {
  return {
    ...{ kind: 'took-effect', about: `${policy}/${version}`, at: effectiveAt, recordedAt, actor: 'clock' },
    ...{ ref: null, policy, version },
    facts: { effectiveAt },
  };
}
