import { positionOf } from '../../domain/answers/position.ts';
import { linkEndsAt, signReviewToken } from '../../domain/answers/review-token.ts';
import type { PolicyDiff } from '../../domain/diff/types.ts';
import type { MailBody } from '../../domain/notices/mail-body.ts';
import { isReceipt, type NoticeKind, tellsOfVersion } from '../../domain/notices/notice-kind.ts';
import { editionIn } from '../../domain/policies/editions.ts';
import { type Compared, comparedTexts, textsOf } from '../../domain/policies/version-text.ts';
import { listPositions } from '../../storage/answers/user-facts.ts';
import { findRenditionById } from '../../storage/notices/renditions.ts';
import { findPolicyVersions } from '../../storage/policies/policy-versions.ts';
import { findEnvelope } from '../../storage/record/evidence.ts';
import type { Context } from '../context.ts';
import { readChanges } from '../read-changes.ts';
import type { EvidenceCase, ProvenRecord, VersionName } from '../record/gather-evidence.ts';
import { reviewUrl } from '../sending/send-due-notices.ts';

/** Changes from the version that somebody was told from to the one they were told of, as its text in `locale` showed them. */
export type ChangesName = {
  readonly policy: string;
  readonly from: number;
  readonly to: number;
  readonly locale: string;
  /** Of the text that was shown. */
  readonly contentHash: string;
};

/** What a `sent` record says of its mail, as far as it leads to its words. */
type SentFacts = {
  readonly delivery: string;
  readonly notice: { readonly kind: NoticeKind };
  readonly tells: readonly (VersionName & {
    readonly baseVersion: number;
    readonly locale: string;
    readonly contentHash: string;
  })[];
  readonly rendition: string;
  readonly chunk: { readonly id: string };
};

/** A mail that a record tells of. `isForgotten`: whose address and link it had is not known any more. */
export type MailLead = {
  readonly facts: SentFacts;
  readonly isForgotten: boolean;
};

/** What else the records of a person lead to: names alone, however long the texts are. */
export type Leads = {
  readonly versions: Map<string, VersionName>;
  /** The hashes of texts that are named. */
  readonly texts: Set<string>;
  readonly mails: MailLead[];
  readonly changes: Map<string, ChangesName>;
  readonly pages: Set<string>;
  /** Ids of presentations. */
  readonly screens: Set<string>;
};

/** Nothing yet. */
export function newLeads(): Leads {
  return {
    ...{ versions: new Map(), texts: new Set(), mails: [], changes: new Map() },
    ...{ pages: new Set(), screens: new Set() },
  };
}

/** Notes what a record leads to: the texts it is about, its mail, what that compared, the page acted on. */
export function follow(leads: Leads, { read, personal }: ProvenRecord): void {
  const { kind, policy, version, facts } = read;
  const page = (facts.page ?? null) as { readonly template: string } | null;
  if (page !== null) leads.pages.add(page.template);
  const screen = facts.presentation as string | undefined;
  if (screen !== undefined) leads.screens.add(screen.slice('sha256:'.length));
  if (policy === null || version === null) return;
  leads.versions.set(`${policy}/${version}`, { policy, version });
  if (typeof facts.contentHash === 'string') leads.texts.add(facts.contentHash);
  if (kind !== 'sent') return;
  const sent = facts as unknown as SentFacts;
  leads.mails.push({ facts: sent, isForgotten: personal === null });
  for (const { policy, version: to, baseVersion: from, locale, contentHash } of sent.tells ?? []) {
    leads.texts.add(contentHash);
    leads.versions.set(`${policy}/${to}`, { policy, version: to });
    if (!tellsOfVersion(sent.notice.kind) || from === 0) continue;
    leads.versions.set(`${policy}/${from}`, { policy, version: from });
    const changes = { policy, from, to, locale, contentHash };
    leads.changes.set(`${policy}/${from}/${to}/${contentHash}/${locale}`, changes);
  }
}

/** Why a mail is given without its link: it still acts, it cannot be made again, or whose it was is forgotten. */
export const LINK_WITHHELD = ['still-opens', 'secret-gone', 'forgotten'] as const;

/** A mail as it went out, cut where its reader's own link and words stand. */
export type MailEvidence = {
  readonly delivery: string;
  readonly subject: string;
  readonly html: MailBody;
  readonly text: MailBody;
  readonly link: string | null;
  readonly linkWithheld: (typeof LINK_WITHHELD)[number] | null;
};

/**
 * The words of a mail; undefined where they are gone. Its link is given once it opens no more, since until
 * then it lets its bearer act. Cut where the link stands, the mail can be checked to the byte either way.
 */
export async function readMail(
  { store, linkSecrets }: Pick<Context, 'store' | 'linkSecrets'>,
  found: EvidenceCase,
  lead: MailLead,
): Promise<MailEvidence | undefined> {
  const { delivery, rendition: id, chunk } = lead.facts;
  const rendition = await findRenditionById(store.db, id);
  if (rendition === undefined) return undefined;
  const { subject, html, text } = rendition;
  const mail = { delivery, subject, html, text, link: null };
  if (lead.isForgotten || found.person.user === null) return { ...mail, linkWithheld: 'forgotten' };
  // The link of a receipt lasts.
  if (isReceipt(lead.facts.notice.kind) || (await linkOpens({ store }, found, lead.facts)))
    return { ...mail, linkWithheld: 'still-opens' };
  const envelope = await findEnvelope(store.db, chunk.id);
  const secret = linkSecrets.find((one) => one.id === envelope?.linkKey);
  if (envelope === undefined || secret === undefined) return { ...mail, linkWithheld: 'secret-gone' };
  const link = reviewUrl(envelope.publicUrl, signReviewToken(delivery, 'review', secret));
  return { ...mail, link, linkWithheld: null };
}

/** Whether the person's link may still open for what its mail tells of, at their address of then or once that is theirs again. */
async function linkOpens(
  context: Pick<Context, 'store'>,
  found: EvidenceCase,
  { tells }: SentFacts,
): Promise<boolean> {
  const open = await Promise.all(tells.map((tell) => opensFor(context, found, tell)));
  return open.includes(true);
}

async function opensFor(
  { store }: Pick<Context, 'store'>,
  { person, madeAt }: EvidenceCase,
  { policy, version: number }: VersionName,
): Promise<boolean> {
  const version = (await findPolicyVersions(store.db, policy))?.versions.find(
    (one) => one.version === number,
  );
  if (version === undefined) return true;
  const positions = (await listPositions(store.db, [person.ref], policy, 0)).get(person.ref) ?? [];
  const { bindsAt } = positionOf(positions, number);
  return linkEndsAt(version, bindsAt) > madeAt;
}

/** What a notice compared, and in which language; undefined where a version has no text. */
export async function readDiff(
  { store }: Pick<Context, 'store'>,
  { policy, from, to, locale, contentHash }: ChangesName,
): Promise<{ readonly compared: Compared; readonly diff: PolicyDiff } | undefined> {
  const known = await findPolicyVersions(store.db, policy);
  const version = known?.versions.find((one) => one.version === to);
  if (known === undefined || version === undefined) return undefined;
  const latest = comparedTexts(known.versions, from, version, locale);
  // What is corrected by now was shown as it was then.
  const shown = version.editions?.find(
    (one) => one.locale === latest.locale && one.contentHash === contentHash,
  );
  const { editions = { from: 1, to: 1 } } = latest;
  const isAsLatest = shown === undefined || shown.edition === editions.to;
  const compared = isAsLatest ? latest : { ...latest, editions: { ...editions, to: shown.edition } };
  const diff = await readChanges(store, compared);
  return diff && { compared, diff };
}

/** A text that evidence shows: of which version, in which language. */
export type NamedText = VersionName & {
  readonly locale: string;
  readonly contentHash: string;
  /** Where it is not the latest one. */
  readonly edition?: number;
  /** How many editions of it there are. */
  readonly editions: number;
};

/**
 * The texts that records rest on: of each version the one that prevails, those that records name, and those that
 * notices compared; of what was corrected each edition.
 */
export async function listLedTexts(
  { store }: Pick<Context, 'store'>,
  leads: Pick<Leads, 'versions' | 'texts' | 'changes'>,
): Promise<readonly NamedText[]> {
  const changes = [...leads.changes.values()];
  const listed: NamedText[] = [];
  for (const { policy, version: number } of leads.versions.values()) {
    const known = await findPolicyVersions(store.db, policy);
    const version = known?.versions.find((one) => one.version === number);
    if (known === undefined || version === undefined) continue;
    const of = { policy, version: number };
    const wasCompared = new Set(
      changes.flatMap((one) => {
        const to = known.versions.find(({ version }) => version === one.to);
        if (one.policy !== policy || to === undefined) return [];
        const { fromLocale, locale } = comparedTexts(known.versions, one.from, to, one.locale);
        return one.from === number ? [fromLocale] : one.to === number ? [locale] : [];
      }),
    );
    for (const { locale, contentHash } of textsOf(version)) {
      // Of one that was corrected every edition, since the record of each stands beside the others.
      const own = (version.editions ?? []).filter((one) => one.locale === locale);
      const isNamed = [contentHash, ...own.map((one) => one.contentHash)].some((one) => leads.texts.has(one));
      if (locale !== version.locale && !isNamed && !wasCompared.has(locale)) continue;
      const editions = editionIn(version, locale);
      listed.push({ ...of, locale, contentHash, editions });
      const earlier = new Map(own.map((one) => [one.contentHash, one]));
      earlier.delete(contentHash);
      for (const one of earlier.values()) {
        listed.push({ ...of, locale, contentHash: one.contentHash, edition: one.edition, editions });
      }
    }
  }
  return listed;
}
