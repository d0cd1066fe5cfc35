import { equalInConstantTime, sha256Hex } from '../../domain/hash.ts';
import { addMs, type Instant } from '../../domain/instant.ts';
import { invalid, Refusal } from '../../domain/refusal.ts';
import {
  endPreviewLink,
  findPreviewLink,
  insertPreviewLink,
  type PreviewLink,
} from '../../storage/drafts/preview-links.ts';
import type { Context } from '../context.ts';
import { readDraft } from './read-draft.ts';

/** As many as the hex digits that sign a link in a mail. */
const SECRET_BYTES = 20;

const DAY_MS = 24 * 60 * 60 * 1000;
/** How long a link opens unless it says, and at most. */
const OPENS_MS = 14 * DAY_MS;
const LONGEST_MS = 90 * DAY_MS;

/** A link that was made, with what stands in its address this once. */
export type NewPreviewLink = { readonly link: PreviewLink; readonly url: string };

/**
 * Makes a link to the preview of a draft, for a colleague without an account: it shows whatever the draft says by
 * then, lets nobody do anything, and ends by itself. Only a hash of its secret is kept.
 */
export async function makePreviewLink(
  { store, now, newId, publicUrl }: Pick<Context, 'store' | 'now' | 'newId' | 'publicUrl'>,
  draft: string,
  expiresAt: Instant | null,
  by: string,
): Promise<NewPreviewLink> {
  await readDraft(store.db, draft);
  const at = now();
  if (expiresAt !== null && expiresAt <= at) throw invalid('/expiresAt', 'must lie in the future');
  const latest = addMs(at, LONGEST_MS);
  if (expiresAt !== null && expiresAt > latest) {
    throw invalid('/expiresAt', `may be at most 90 days ahead: ${latest}`);
  }
  const secret = Array.from(crypto.getRandomValues(new Uint8Array(SECRET_BYTES)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
  const link: PreviewLink = {
    ...{ id: newId(), draft, secretHash: sha256Hex(secret), madeAt: at, madeBy: by },
    ...{ expiresAt: expiresAt ?? addMs(at, OPENS_MS), endedAt: null },
  };
  await store.atomic([insertPreviewLink(store.db, link)]);
  return { link, url: `${publicUrl}/previews/${link.id}.${secret}` };
}

/** Ends a link to a draft, at once; ending it again changes nothing. Refuses with `unknown-link`. */
export async function endLinkToPreview(
  { store, now }: Pick<Context, 'store' | 'now'>,
  of: { readonly draft: string; readonly link: string },
  by: string,
): Promise<void> {
  const link = await findPreviewLink(store.db, of.link);
  if (link?.draft !== of.draft) throw new Refusal('unknown-link', 'There is no such link to this draft.');
  await store.atomic([endPreviewLink(store.db, link.id, { at: now(), by })]);
}

/** The link of a token, and whether it still opens; undefined where nobody made it. */
export async function openPreviewLink(
  { store, now }: Pick<Context, 'store' | 'now'>,
  token: string,
): Promise<{ readonly link: PreviewLink; readonly isOpen: boolean } | undefined> {
  const [, id, secret] = /^([0-9a-f-]{1,64})\.([0-9a-f]{40})$/.exec(token) ?? [];
  if (id === undefined || secret === undefined) return undefined;
  const link = await findPreviewLink(store.db, id);
  if (link === undefined || !equalInConstantTime(sha256Hex(secret), link.secretHash)) return undefined;
  return { link, isOpen: link.endedAt === null && link.expiresAt > now() };
}
