import { sha256Hex } from '../../domain/hash.ts';
import type { Instant } from '../../domain/instant.ts';
import { firstTell, isSameVersion, type Tell } from '../../domain/notices/says.ts';
import type { Told } from '../../domain/notices/told.ts';
import { hashAsNamed } from '../../domain/policies/editions.ts';
import { textIn } from '../../domain/policies/version-text.ts';
import type { Act } from '../../domain/record/act.ts';
import { canonicalJson } from '../../domain/record/canonical-json.ts';
import type { FrozenDelivery } from '../../storage/notices/deliveries.ts';
import type { StoredRendition } from '../../storage/notices/renditions.ts';
import type { Chunk } from '../../storage/sending/chunks.ts';
import type { Frozen } from './freeze-chunk.ts';

/** Mails that the provider took: what all of a chunk say, and to whom each went with which link. */
export type TakenMails = {
  readonly chunk: Chunk & { readonly frozen: Frozen };
  /** What they tell of. */
  readonly told: readonly Told[];
  readonly rendition: StoredRendition;
  readonly deliveries: readonly (FrozenDelivery & { readonly link: string })[];
  /** Null for each that it refused. */
  readonly providerIds: readonly (string | null)[];
};

/**
 * What is recorded of mails that went out: enough to show each to the byte. The address is in the part
 * that can be forgotten, and of the link only the hash, since it lets its bearer act.
 */
export function sentActs(taken: TakenMails, at: Instant): Act[] {
  const { chunk, rendition, deliveries, providerIds } = taken;
  const words = wordsHash(rendition);
  const hash = chunkHash(taken, words);
  const { kind, round, language, tells } = chunk.says;
  const { policy, version: number } = firstTell(chunk.says);
  const facts = {
    release: chunk.release,
    tells: tells.map(({ base, outcome, textLocale: locale, policy, version, membership, replaces }) => ({
      ...{ policy, version, baseVersion: base, outcome, locale },
      contentHash: hashIn(taken, { policy, version }, locale),
      ...(membership === undefined
        ? {}
        : { membership: { certain: [...membership.certain], possible: [...membership.possible] } }),
      ...(replaces === undefined ? {} : { replaces: [...replaces] }),
    })),
    rendition: rendition.id,
    words,
    chunk: { id: chunk.id, hash },
    from: chunk.frozen.envelope.from,
  };
  return deliveries.flatMap(({ id, ref, contact, email, link, words: own }, i): Act[] => {
    const providerId = providerIds[i] ?? null;
    if (providerId === null) return [];
    return [
      {
        ...{ kind: 'sent', about: id, at, recordedAt: at, actor: 'sender', ref, policy, version: number },
        facts: { delivery: id, notice: { kind, round, contact, locale: language }, ...facts, providerId },
        personal: {
          email,
          linkHash: `sha256:${sha256Hex(link)}`,
          own: own === null || Object.keys(own).length === 0 ? null : canonicalJson(own),
        },
      },
    ];
  });
}

/** The hash of the text of a version that is told, in a language and in the edition that the mail showed. */
function hashIn(
  { told, rendition }: TakenMails,
  of: Pick<Tell, 'policy' | 'version'>,
  locale: string,
): string {
  const version = told.find((one) => isSameVersion(one.version, of))?.version;
  if (version === undefined) throw new Error('a mail tells of a version that was not read');
  const asNamed = hashAsNamed(version, locale, rendition.editions);
  return asNamed ?? textIn(version, locale)?.contentHash ?? version.contentHash;
}

/** SHA-256 over the words of a mail, split where the recipient's link stands. */
function wordsHash({ subject, html, text }: StoredRendition): string {
  return `sha256:${sha256Hex(canonicalJson({ subject, html, text }))}`;
}

/** SHA-256 over what a chunk was frozen as: the same bytes at every attempt come of it. */
function chunkHash({ chunk, rendition, deliveries }: TakenMails, words: string): string {
  const { from, publicUrl, linkKey } = chunk.frozen.envelope;
  const ids = deliveries.map(({ id }) => id);
  const content = { deliveries: ids, from, linkKey, publicUrl, rendition: rendition.id, words };
  return `sha256:${sha256Hex(canonicalJson(content))}`;
}
