import { positionOf } from '../../domain/answers/position.ts';
import { linkEndsAt, signReviewToken } from '../../domain/answers/review-token.ts';
import type { PolicyDiff } from '../../domain/diff/types.ts';
import type { MailBody } from '../../domain/notices/mail-body.ts';
import { isReceipt, type NoticeKind, tellsOfVersion } from '../../domain/notices/notice-kind.ts';
import { listPositions } from '../../storage/answers/user-facts.ts';
import { findRenditionById } from '../../storage/notices/renditions.ts';
import { findPolicyVersions } from '../../storage/policies/policy-versions.ts';
import { findEnvelope } from '../../storage/record/evidence.ts';
import type { Context } from '../context.ts';
import { readChanges } from '../read-changes.ts';
import type { EvidenceCase, ProvenRecord, VersionName } from '../record/gather-evidence.ts';
import { reviewUrl } from '../sending/send-due-notices.ts';

/** Changes from the version that somebody was told from to the one they were told of. */
export type ChangesName = { readonly policy: string; readonly from: number; readonly to: number };

/** What a `sent` record says of its mail, as far as it leads to its words. */
type SentFacts = {
  readonly delivery: string;
  readonly notice: { readonly kind: NoticeKind };
  readonly tells: readonly (VersionName & { readonly baseVersion: number })[];
  readonly rendition: string;
  readonly chunk: { readonly id: string };
};

/** A mail that a record tells of. `isForgotten`: whose address and link it had is not known any more. */
export type MailLead = {
  readonly of: VersionName;
  readonly facts: SentFacts;
  readonly isForgotten: boolean;
};

/** What else the records of a person lead to: names alone, however long the texts are. */
export type Leads = {
  readonly versions: Map<string, VersionName>;
  readonly mails: MailLead[];
  readonly changes: Map<string, ChangesName>;
  readonly pages: Set<string>;
  /** Ids of presentations. */
  readonly screens: Set<string>;
};

/** Nothing yet. */
export function newLeads(): Leads {
  return { versions: new Map(), mails: [], changes: new Map(), pages: new Set(), screens: new Set() };
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
  if (kind !== 'sent') return;
  const sent = facts as unknown as SentFacts;
  leads.mails.push({ of: { policy, version }, facts: sent, isForgotten: personal === null });
  for (const { policy, version: to, baseVersion: from } of sent.tells ?? []) {
    leads.versions.set(`${policy}/${to}`, { policy, version: to });
    if (!tellsOfVersion(sent.notice.kind) || from === 0) continue;
    leads.versions.set(`${policy}/${from}`, { policy, version: from });
    leads.changes.set(`${policy}/${from}/${to}`, { policy, from, to });
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
  if (isReceipt(lead.facts.notice.kind) || (await linkOpens({ store }, found, lead.of)))
    return { ...mail, linkWithheld: 'still-opens' };
  const envelope = await findEnvelope(store.db, chunk.id);
  const secret = linkSecrets.find((one) => one.id === envelope?.linkKey);
  if (envelope === undefined || secret === undefined) return { ...mail, linkWithheld: 'secret-gone' };
  const link = reviewUrl(envelope.publicUrl, signReviewToken(delivery, 'review', secret));
  return { ...mail, link, linkWithheld: null };
}

/** Whether the person's link may still open, at their address of then or once that is theirs again. */
async function linkOpens(
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

/** What a notice compared; undefined where a version has no text. */
export async function readDiff(
  { store }: Pick<Context, 'store'>,
  { policy: name, from, to }: ChangesName,
): Promise<PolicyDiff | undefined> {
  const known = await findPolicyVersions(store.db, name);
  return known && readChanges(store, known.policy, from, to);
}
