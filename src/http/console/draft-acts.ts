import { z } from 'zod';
import { foreseeDraft, type Outlook } from '../../actions/drafts/foresee-draft.ts';
import { judgeDraft } from '../../actions/drafts/judge-draft.ts';
import { endLinkToPreview, makePreviewLink } from '../../actions/drafts/link-to-preview.ts';
import type { DraftFacts } from '../../actions/drafts/read-draft.ts';
import { readTranslations } from '../../actions/drafts/read-translations.ts';
import { scheduleRelease, takeBackRelease } from '../../actions/drafts/schedule-release.ts';
import { sendTestMails } from '../../actions/drafts/send-test-mails.ts';
import { actorOf } from '../../domain/access/member.ts';
import { may } from '../../domain/access/roles.ts';
import { authorsOf, missingWords } from '../../domain/drafts/approvals.ts';
import { isNoTime, parseInZone } from '../../domain/period.ts';
import type { Policy } from '../../domain/policies/policy.ts';
import { draftApprovalPage, draftPostingPage, draftSharePage } from '../../pages/console/draft-acts.ts';
import { draftWords } from '../../pages/console/words/drafts.ts';
import { listMembers } from '../../storage/access/members.ts';
import { listPreviewLinks } from '../../storage/drafts/preview-links.ts';
import { releaseOfDraft } from '../drafts/draft-answer.ts';
import type { HttpContext } from '../wire/http-context.ts';
import { email, line, locale, madeId } from '../wire/schemas.ts';
import { ofDraft, revisionField } from './drafts.ts';
import { localesOfDraft, readDraftHead } from './read-draft-head.ts';
import { readNames } from './read-names.ts';
import { ticked, typedLine, typedOrNot } from './wire/read-fields.ts';
import { addForm, addScreen, ComesBack, type Console } from './wire/screens.ts';

/** Colleagues that a mail can be tried on. */
const MOST_MEMBERS = 50;

const verdictFields = z.object({ revision: revisionField, note: typedOrNot(typedLine(line(2000))) });

const VERDICTS = [
  { path: 'approvals', verdict: 'approved' },
  { path: 'objections', verdict: 'objected' },
] as const;

/** What is done about a draft: approving and objecting, trying it on colleagues, posting it and taking it back. */
export function draftActScreens(console: Console): void {
  approvalScreen(console);
  shareScreen(console);
  postingScreen(console);
}

function approvalScreen(console: Console): void {
  const { context } = console;
  const approval = addScreen(console, {
    path: '/console/drafts/{id}/approval',
    may: 'see-drafts',
    params: ofDraft,
    show: async ({ params, member, state }) => {
      const { facts, policy, head } = await readDraftHead(context, params.id);
      const authors = authorsOf(facts.revisions);
      const { approvals, objections } = facts.standing;
      const said = [...approvals, ...objections];
      const nameOf = await readNames(context, [...authors, ...said.map(({ by }) => by)]);
      return draftApprovalPage({
        ...{ head, state, needed: policy.approvals },
        said: said.map(({ by, at, note, verdict }) => ({ by: nameOf(by), at, note, verdict })),
        authors: authors.map(nameOf),
        mayJudge: may(member, 'judge-drafts'),
        wroteSome: authors.includes(actorOf(member)),
      });
    },
  });
  for (const { path, verdict } of VERDICTS) {
    addForm(console, {
      path: `/console/drafts/{id}/${path}`,
      on: approval,
      may: 'judge-drafts',
      fields: verdictFields,
      act: async ({ params, fields, member }) => {
        const asked = { revision: fields.revision, verdict, note: fields.note ?? null };
        await judgeDraft(context, params.id, asked, { keyId: actorOf(member), role: 'approver' });
        return `/console/drafts/${params.id}/approval?done=${verdict}#done`;
      },
    });
  }
}

function shareScreen(console: Console): void {
  const { context } = console;
  const { db } = context.store;
  const share = addScreen(console, {
    path: '/console/drafts/{id}/share',
    may: 'see-drafts',
    params: ofDraft,
    show: async ({ params, member, state, once }) => {
      const read = await readDraftHead(context, params.id);
      const links = await listPreviewLinks(db, params.id);
      const nameOf = await readNames(
        context,
        links.map(({ madeBy }) => madeBy),
      );
      return draftSharePage({
        ...{ head: read.head, once, state, locales: localesOfDraft(read, undefined).locales },
        members: await listMembers(db, { after: undefined, limit: MOST_MEMBERS }),
        links: links.map(({ madeBy, ...link }) => ({ ...link, by: nameOf(madeBy) })),
        mayWrite: may(member, 'write-drafts'),
      });
    },
  });

  addForm(console, {
    path: '/console/drafts/{id}/test-mails',
    on: share,
    may: 'write-drafts',
    fields: z.object({
      to: z.preprocess(splitAddresses, ticked(email).pipe(z.array(z.string()).min(1).max(5))),
      locale: typedOrNot(locale),
    }),
    says: { to: draftWords.share.wrongTo },
    act: async ({ params, fields, member }) => {
      const asked = { to: fields.to, reader: fields.locale ?? null };
      await sendTestMails(context, params.id, asked, actorOf(member));
      return `/console/drafts/${params.id}/share?done=sent#done`;
    },
  });

  addForm(console, {
    path: '/console/drafts/{id}/preview-links',
    on: share,
    may: 'write-drafts',
    fields: z.object({}),
    act: async ({ params, member }) => {
      const { url } = await makePreviewLink(context, params.id, null, actorOf(member));
      return { to: `/console/drafts/${params.id}/share?done=link#done`, once: url };
    },
  });

  addForm(console, {
    path: '/console/drafts/{id}/preview-links/{link}/end',
    on: share,
    may: 'write-drafts',
    fields: z.object({}),
    act: async ({ params, member, c }) => {
      const link = madeId.parse(c.req.param('link'));
      await endLinkToPreview(context, { draft: params.id, link }, actorOf(member));
      return `/console/drafts/${params.id}/share?done=ended#done`;
    },
  });
}

/** Addresses as programs send them, with commas between them, or one by one. */
function splitAddresses(value: unknown): unknown {
  return [value ?? []]
    .flat()
    .flatMap((one) => (typeof one === 'string' ? one.split(',') : [one]))
    .map((one) => (typeof one === 'string' ? one.trim() : one))
    .filter((one) => one !== '');
}

function postingScreen(console: Console): void {
  const { context } = console;
  const posting = addScreen(console, {
    path: '/console/drafts/{id}/posting',
    may: 'see-drafts',
    params: ofDraft,
    show: async ({ params, member, state }) => {
      const { facts, policy, head } = await readDraftHead(context, params.id);
      const translations = await readTranslations(context.store.db, facts);
      return draftPostingPage({
        ...{ head, state, now: context.now() },
        outlook: withoutVerdicts(await foreseeDraft(context, facts), facts, policy),
        stale: translations.filter(({ isStale }) => isStale).map((one) => one.locale),
        lacks: await readLacks(context, facts, policy),
        hasGrace: !isNoTime(policy.grace),
        mayWrite: may(member, 'write-drafts'),
      });
    },
  });

  addForm(console, {
    path: '/console/drafts/{id}/posting',
    on: posting,
    may: 'write-drafts',
    fields: z.object({
      revision: revisionField,
      at: typedOrNot(z.string().max(64)),
      stale: ticked(locale),
    }),
    // What goes out at once cannot be taken back.
    isIrreversible: async ({ params, fields }) => {
      const { policy } = await readDraftHead(context, params.id);
      return fields.at === undefined && isNoTime(policy.grace);
    },
    act: async ({ params, fields, member }) => {
      const { policy } = await readDraftHead(context, params.id);
      const at = fields.at === undefined ? null : parseInZone(fields.at, policy.timeZone);
      if (fields.at !== undefined && at === null) {
        throw new ComesBack([{ field: 'at', detail: draftWords.text.wrongDate }]);
      }
      const draft = { id: params.id, revision: fields.revision, stale: fields.stale };
      await scheduleRelease(context, { drafts: [draft], summary: null, at }, actorOf(member));
      return `/console/drafts/${params.id}/posting?done=scheduled#done`;
    },
  });

  addForm(console, {
    path: '/console/drafts/{id}/posting/cancel',
    on: posting,
    may: 'write-drafts',
    fields: z.object({}),
    act: async ({ params, member }) => {
      const { facts } = await readDraftHead(context, params.id);
      await takeBackRelease(context, releaseOfDraft(facts), actorOf(member));
      return `/console/drafts/${params.id}/posting?done=back#done`;
    },
  });
}

/** What keeps a draft from being posted; null where nothing does. */
async function readLacks(
  context: HttpContext,
  { standing: { approvals, objections } }: DraftFacts,
  { approvals: needed }: Pick<Policy, 'approvals'>,
): Promise<Parameters<typeof draftPostingPage>[0]['lacks']> {
  if (objections.length === 0 && approvals.length >= needed) return null;
  const who = objections.map(({ by }) => by);
  const nameOf = await readNames(context, who);
  return { has: approvals.length, needed, objectors: who.map(nameOf) };
}

/** What posting would come to, without what the page says of approvals in words of its own. */
function withoutVerdicts(
  outlook: Outlook,
  { standing: { approvals, objections } }: DraftFacts,
  { policy, approvals: needed }: Policy,
): Outlook {
  const missing = missingWords(policy, approvals.length, needed);
  const warnings = outlook.warnings.filter(
    (one) => one !== missing && !objections.some(({ by }) => one.startsWith(`${by} objects`)),
  );
  return { ...outlook, warnings };
}
