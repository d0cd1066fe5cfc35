import type { Mail, Mailer, Receipt } from '../../delivery/mailer.ts';
import {
  attentionMail,
  calledOffMail,
  type MemberMail as MailWords,
  type NewsOfVersion,
  postedMail,
  scheduledMail,
  webhookMail,
} from '../../delivery/member-mail.ts';
import type { MemberMailKind } from '../../domain/access/member-mail.ts';
import { toPunycode } from '../../domain/email-address.ts';
import { addMs, type Instant, instantToMs } from '../../domain/instant.ts';
import { formatEffect, formatInstant } from '../../language/dates.ts';
import {
  claimMemberMail,
  findDueMemberMail,
  heardOfSchedule,
  type MemberMail,
  type MemberMailWords,
  postponeMemberMail,
  settleMemberMail,
} from '../../storage/access/member-mails.ts';
import { findMember } from '../../storage/access/members.ts';
import { findDraft } from '../../storage/drafts/drafts.ts';
import { findRelease } from '../../storage/drafts/releases.ts';
import { countReachableUsers } from '../../storage/people/reachable-users.ts';
import { findPolicy } from '../../storage/policies/policies.ts';
import { findPolicyVersions } from '../../storage/policies/policy-versions.ts';
import { insertLocalMail } from '../../storage/sending/local-mails.ts';
import { findEndpoint } from '../../storage/webhooks/endpoints.ts';
import type { Context } from '../context.ts';
import { readDraft } from '../drafts/read-draft.ts';
import { drawCall } from '../sending/draw-call.ts';
import type { Round } from '../sending/send-due-notices.ts';

type Mailing = Pick<
  Context,
  'store' | 'now' | 'mailFrom' | 'mailReturn' | 'company' | 'publicUrl' | 'log'
> & { readonly mailer: Mailer };

/** A call to the provider is over by then, or its process is. */
const LEASE_MS = 2 * 60 * 1000;
const AGAIN_AFTER_MS = 60 * 1000;
/** For so long the provider keeps the key under which a mail goes out once. */
const KEY_KEPT_MS = 23 * 60 * 60 * 1000;

/**
 * Sends the mail to a member that has been due for longest, if one is. Each goes out once: its words are fixed before
 * its first call, which is repeated under its own key alone, and not at all where the way out knows no keys.
 */
export async function mailMembers(context: Mailing): Promise<Round> {
  const { store, now, mailer, log } = context;
  const { db } = store;
  const at = now();
  const mail = await findDueMemberMail(db, at);
  if (mail === undefined) return { nextInMs: null };
  if (isTooLate(mail, mailer, at)) {
    log('warn', 'nobody can tell whether a mail to a member went out', { mail: mail.id });
    await store.atomic([settleMemberMail(db, mail, 'unclear', at)]);
    return { nextInMs: 0 };
  }
  const words = mail.words ?? (await wordsFor(context, mail));
  if (words === null) {
    await store.atomic([settleMemberMail(db, mail, 'dropped', at)]);
    return { nextInMs: 0 };
  }
  const waitMs = await drawCall(context, 1);
  if (waitMs > 0) return { nextInMs: waitMs };
  const triedAt = mail.triedAt ?? at;
  const [claimed] = await store.atomic([
    claimMemberMail(db, mail, { words, triedAt, until: addMs(at, LEASE_MS) }),
  ]);
  if (claimed !== 1) return { nextInMs: 0 };
  const taken = { id: mail.id, attempt: mail.attempt + 1 };
  const sent = toMail(context, mail, words, triedAt);
  const receipt = await mailer.send({ key: `proviso/member/${mail.id}`, mails: [sent] });
  const outcome = readOutcome(receipt, mailer);
  if (outcome.kind !== 'sent') log('warn', 'a mail to a member was not taken', { mail: mail.id, ...outcome });
  const then = now();
  await store.atomic(
    outcome.kind === 'again'
      ? [postponeMemberMail(db, taken, addMs(then, AGAIN_AFTER_MS), outcome.isUnclear)]
      : [
          settleMemberMail(db, taken, outcome.kind, then),
          ...(mailer.name === 'local' ? [insertLocalMail(db, toLocal(sent))] : []),
        ],
  );
  return { nextInMs: 0 };
}

/** Whether trying it once more could send it twice. */
function isTooLate({ isInFlight, triedAt }: MemberMail, mailer: Mailer, at: Instant): boolean {
  if (!isInFlight || mailer.name === 'local') return false;
  if (mailer.singly !== undefined) return true;
  return triedAt !== null && instantToMs(at) - instantToMs(triedAt) > KEY_KEPT_MS;
}

type Outcome =
  | { readonly kind: 'sent' }
  | { readonly kind: 'again'; readonly isUnclear: boolean; readonly problem: string }
  | { readonly kind: 'refused' | 'unclear'; readonly problem: string };

function readOutcome(receipt: Receipt, { singly }: Mailer): Outcome {
  const [outcome = receipt] = receipt.kind === 'each' ? receipt.outcomes : [receipt];
  switch (outcome.kind) {
    case 'taken': {
      const isRefused = 'providerIds' in outcome && outcome.providerIds[0] === null;
      return isRefused ? { kind: 'refused', problem: 'the provider refused it' } : { kind: 'sent' };
    }
    case 'refused':
      return { kind: 'refused', problem: outcome.problem };
    case 'unknown':
      return { kind: 'unclear', problem: outcome.problem };
    case 'unclear':
      return singly === undefined
        ? { kind: 'again', isUnclear: true, problem: outcome.problem }
        : { kind: 'unclear', problem: outcome.problem };
    case 'busy':
      return { kind: 'again', isUnclear: true, problem: outcome.problem };
    case 'each':
      return { kind: 'again', isUnclear: false, problem: 'the mail server took none' };
    default:
      return { kind: 'again', isUnclear: false, problem: outcome.problem };
  }
}

function toMail(
  { mailFrom: from, mailReturn }: Mailing,
  { id: deliveryId }: MemberMail,
  words: MemberMailWords,
  writtenAt: Instant,
): Mail {
  const { to, subject, html, text } = words;
  const replyTo = mailReturn?.replyTo ?? null;
  return { deliveryId, token: deliveryId, from, to, subject, html, text, replyTo, bounceTo: null, writtenAt };
}

function toLocal({ deliveryId: id, from, to, subject, html, text, writtenAt: sentAt }: Mail) {
  return { id, from, to, subject, html, text, sentAt };
}

/** The words of a mail and where it goes; null where there is nobody or nothing to tell any more. */
async function wordsFor(context: Mailing, mail: MemberMail): Promise<MemberMailWords | null> {
  const member = await findMember(context.store.db, mail.member);
  if (member === undefined || member.removedAt !== null) return null;
  const words = await WORDS[mail.kind](context, mail);
  return words && { ...words, to: toPunycode(member.email) };
}

const WORDS: Readonly<
  Record<MemberMailKind, (context: Mailing, mail: MemberMail) => Promise<MailWords | null>>
> = {
  posted: wordsOfVersion,
  scheduled: wordsOfSchedule,
  'called-off': wordsOfCallingOff,
  'needs-attention': wordsOfAttention,
};

async function wordsOfVersion(context: Mailing, mail: MemberMail): Promise<MailWords | null> {
  const { publicUrl, store } = context;
  const found = mail.policy === null ? undefined : await findPolicyVersions(store.db, mail.policy);
  const version = found?.versions.find((one) => one.version === mail.version);
  if (found === undefined || version === undefined || version.withdrawal !== null) return null;
  const style = { locale: 'en-GB', timeZone: version.timeZone };
  const news: NewsOfVersion = {
    ...{ title: found.policy.title, version: version.version, recipients: version.recipients },
    ...{ effective: formatEffect(version.effectiveAt, style), summary: version.summary },
  };
  const url = `${publicUrl}/console/policies/${version.policy}/versions/${version.version}`;
  return postedMail(context, { news, posted: formatInstant(version.postedAt, style), url });
}

async function wordsOfSchedule(context: Mailing, mail: MemberMail): Promise<MailWords | null> {
  const { store, now, publicUrl } = context;
  const { db } = store;
  const release = mail.release === null ? undefined : await findRelease(db, mail.release);
  // What was posted meanwhile is told of by itself, and what was taken back does not come.
  if (release?.state !== 'scheduled') return null;
  const news: NewsOfVersion[] = [];
  let timeZone = 'UTC';
  for (const { draft: id } of release.drafts) {
    const { draft, said } = await readDraft(db, id);
    const policy = await findPolicy(db, draft.policy);
    if (policy === undefined) return null;
    timeZone = policy.timeZone;
    const of = { policy: policy.policy, versions: [], at: now() };
    news.push({
      ...{ title: policy.title, version: null, effective: null },
      recipients: await countReachableUsers(db, of),
      summary: said.summary[policy.locale] ?? null,
    });
  }
  const due = formatInstant(release.dueAt, { locale: 'en-GB', timeZone });
  return scheduledMail(context, { news, due, url: `${publicUrl}/console` });
}

async function wordsOfCallingOff(context: Mailing, mail: MemberMail): Promise<MailWords | null> {
  const { db } = context.store;
  const release = mail.release === null ? undefined : await findRelease(db, mail.release);
  // Nobody needs to hear the end of what they never heard of.
  if (release === undefined || !(await heardOfSchedule(db, { member: mail.member, release: release.id })))
    return null;
  const titles: string[] = [];
  let timeZone = 'UTC';
  for (const { draft: id } of release.drafts) {
    const draft = await findDraft(db, id);
    const policy = draft && (await findPolicy(db, draft.policy));
    if (policy === undefined) return null;
    titles.push(policy.title);
    timeZone = policy.timeZone;
  }
  return calledOffMail(context, {
    titles,
    due: formatInstant(release.dueAt, { locale: 'en-GB', timeZone }),
    wasTakenBack: release.state === 'taken-back',
  });
}

async function wordsOfAttention(context: Mailing, mail: MemberMail): Promise<MailWords | null> {
  if (mail.endpoint !== null) return wordsOfWebhook(context, mail.endpoint);
  const { store, publicUrl } = context;
  const release = mail.release === null ? undefined : await findRelease(store.db, mail.release);
  if (release === undefined) return null;
  const drafts: { readonly id: string; readonly title: string; readonly why: string }[] = [];
  for (const { draft: id } of release.drafts) {
    const draft = await findDraft(store.db, id);
    if (draft === undefined || draft.attention === null) continue;
    const title = (await findPolicy(store.db, draft.policy))?.title ?? draft.policy;
    drafts.push({ id, title, why: draft.attention.detail });
  }
  const [first] = drafts;
  if (first === undefined) return null;
  return attentionMail(context, { drafts, url: `${publicUrl}/console/drafts/${first.id}` });
}

async function wordsOfWebhook(
  context: Pick<Mailing, 'store' | 'publicUrl' | 'company'>,
  id: string,
): Promise<MailWords | null> {
  const endpoint = await findEndpoint(context.store.db, id);
  // Enabled again, or deleted, since.
  if (endpoint === undefined || endpoint.disabled === null || endpoint.disabled.by === 'key') return null;
  const { origin, pathname } = new URL(endpoint.url);
  const { disabled, failingSince } = endpoint;
  const style = { locale: 'en-GB', timeZone: 'UTC' };
  return webhookMail(context, {
    name: `${origin}${pathname}`,
    since: disabled.by === 'gone' || failingSince === null ? null : formatInstant(failingSince, style),
    url: `${context.publicUrl}/console/developers/webhooks/${id}`,
  });
}
