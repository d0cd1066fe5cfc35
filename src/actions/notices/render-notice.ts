import { composeNotice, type Rendition } from '../../delivery/compose.ts';
import type { PolicyDiff } from '../../domain/diff/types.ts';
import { contentHashOf } from '../../domain/hash.ts';
import { tellsOfVersion } from '../../domain/notices/notice-kind.ts';
import type { Policy, Version } from '../../domain/policies/policy.ts';
import { canonicalJson } from '../../domain/record/canonical-json.ts';
import { negotiateLanguage } from '../../language/languages.ts';
import {
  findRendition,
  insertRendition,
  type RenditionOf,
  type StoredRendition,
} from '../../storage/notices/renditions.ts';
import { readPolicy, versionOf } from '../answers/read-facts.ts';
import type { Context } from '../context.ts';
import { readChanges } from '../read-changes.ts';

/** The words of a notice, rendered and stored when they are first needed. */
export async function renderNotice(
  context: Pick<Context, 'store' | 'now' | 'company' | 'publicUrl'>,
  of: RenditionOf,
): Promise<StoredRendition> {
  const { store, now } = context;
  const known = await findRendition(store.db, of);
  if (known !== undefined) return known;

  const { policy, versions } = await readPolicy(store.db, of.policy);
  const version = versionOf(versions, of.policy, of.version);
  // What is withdrawn is not shown again, and what is answered was shown.
  const diff = tellsOfVersion(of.kind) ? await readChanges(store, policy, of.baseVersion, of.version) : null;
  if (diff === undefined) throw new Error('a version has no text');
  const words = writeNotice(context, { policy, version, diff, of });
  const id = contentHashOf(canonicalJson({ ...onlyWhatItIsOf(of), ...words }));
  await store.atomic([insertRendition(store.db, { ...of, ...words, id }, now())]);
  // Another process may have been first, and what it stored is what everybody sends.
  const stored = await findRendition(store.db, of);
  if (stored === undefined) throw new Error('a rendition that was just stored is gone');
  return stored;
}

/** Callers may hand in more, such as a chunk. */
function onlyWhatItIsOf({ policy, version, kind, baseVersion, locale, late }: RenditionOf) {
  return { policy, version, kind, baseVersion, locale, late };
}

/** Writes a notice from its facts, without storing it. */
export function writeNotice(
  { company, publicUrl }: Pick<Context, 'company' | 'publicUrl'>,
  facts: {
    readonly policy: Policy;
    readonly version: Version;
    readonly diff: PolicyDiff | null;
    readonly of: RenditionOf;
  },
): Rendition {
  const { policy, version, diff, of } = facts;
  return composeNotice({
    kind: of.kind,
    company,
    publicUrl,
    policy: { ...policy, timeZone: version.timeZone },
    version,
    baseVersion: of.baseVersion === 0 ? null : of.baseVersion,
    diff,
    late: of.late,
    withdrawalReason: version.withdrawal?.reason ?? null,
    language: negotiateLanguage(of.locale),
  });
}
