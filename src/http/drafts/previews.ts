import type { Context as HonoContext } from 'hono';
import { z } from 'zod';
import { endLinkToPreview, makePreviewLink, openPreviewLink } from '../../actions/drafts/link-to-preview.ts';
import { readDraft } from '../../actions/drafts/read-draft.ts';
import { sendTestMails } from '../../actions/drafts/send-test-mails.ts';
import { type ShownDraft, showDraft } from '../../actions/drafts/show-draft.ts';
import { noPreviewPage, previewPage } from '../../pages/preview.ts';
import { listPreviewLinks, type PreviewLink } from '../../storage/drafts/preview-links.ts';
import { type Api, addEndpoint } from '../wire/endpoint.ts';
import type { HttpContext } from '../wire/http-context.ts';
import { FRAMED_MAIL_POLICY, FRAMING_POLICY, privatePage } from '../wire/page-headers.ts';
import { email, instant, instantOut, locale, madeId } from '../wire/schemas.ts';
import { draftParams } from './draft-answer.ts';

/** Colleagues that a mail is tried on at once. */
const MOST_COLLEAGUES = 5;

const linkAnswer = z
  .object({
    id: z.string(),
    createdAt: instantOut,
    createdBy: z.string(),
    expiresAt: instantOut,
    /** When somebody ended it. */
    endedAt: instantOut.nullable(),
  })
  .meta({ id: 'PreviewLink' });

/** Showing drafts: links for colleagues without an account, the page behind them, and mails to try. */
export function previewRoutes(api: Api): void {
  const { context, app } = api;

  addEndpoint(
    api,
    {
      method: 'post',
      path: '/v1/drafts/{id}/preview-links',
      summary: 'Make a link to a read-only page of a draft, for a colleague. It is shown this once.',
      role: 'legal',
      params: draftParams,
      body: z.strictObject({ expiresAt: instant.nullable().optional() }),
      statuses: [201],
      answer: linkAnswer.extend({ url: z.string() }),
      refusals: ['invalid-request', 'unknown-draft'],
    },
    async ({ params, body, caller }) => {
      const { link, url } = await makePreviewLink(context, params.id, body.expiresAt ?? null, caller.keyId);
      const headers = { 'cache-control': 'no-store' };
      return { status: 201, body: { ...linkToAnswer(link), url }, headers };
    },
  );

  addEndpoint(
    api,
    {
      method: 'get',
      path: '/v1/drafts/{id}/preview-links',
      summary: 'List the links to a draft, without their secrets.',
      role: 'legal',
      params: draftParams,
      statuses: [200],
      answer: z.object({ items: z.array(linkAnswer).readonly() }),
      refusals: ['invalid-request', 'unknown-draft'],
    },
    async ({ params }) => {
      const { draft } = await readDraft(context.store.db, params.id);
      const items = (await listPreviewLinks(context.store.db, draft.id)).map(linkToAnswer);
      return { status: 200, body: { items } };
    },
  );

  addEndpoint(
    api,
    {
      method: 'delete',
      path: '/v1/drafts/{id}/preview-links/{link}',
      summary: 'End a link to a draft, at once.',
      role: 'legal',
      params: z.object({ id: madeId, link: madeId }),
      statuses: [204],
      answer: null,
      refusals: ['invalid-request', 'unknown-link'],
    },
    async ({ params, caller }) => {
      await endLinkToPreview(context, { draft: params.id, link: params.link }, caller.keyId);
      return { status: 204, body: null };
    },
  );

  addEndpoint(
    api,
    {
      method: 'post',
      path: '/v1/drafts/{id}/test-mails',
      summary: 'Send the mail that a draft would come to, marked TEST, to colleagues. It tells nobody.',
      role: 'legal',
      params: draftParams,
      body: z.strictObject({
        to: z.array(email).min(1).max(MOST_COLLEAGUES),
        locale: locale.nullable().optional(),
      }),
      statuses: [201],
      answer: z.object({
        subject: z.string(),
        sentTo: z.array(z.string()).readonly(),
        /** Where the link in the mail leads. */
        previewUrl: z.string(),
      }),
      refusals: [
        ...(['invalid-request', 'unknown-draft', 'no-mail', 'mail-not-taken', 'too-many-requests'] as const),
        ...(['notice-too-short', 'nothing-changed', 'reason-required', 'rules-in-use'] as const),
        ...(['section-not-in-class', 'too-far-ahead', 'version-pending'] as const),
      ],
    },
    async ({ params, body, caller }) => {
      const asked = { to: body.to, reader: body.locale ?? null };
      const sent = await sendTestMails(context, params.id, asked, caller.keyId);
      return { status: 201, body: sent };
    },
  );

  app.use('/previews/*', privatePage);
  app.get('/previews/:token', async (c) => {
    const found = await findShown(context, c);
    if ('answer' in found) return found.answer;
    c.header('content-security-policy', FRAMING_POLICY);
    return c.html(await previewPage(shownToFacts(context, found.shown, found.link, found.url)));
  });
  app.get('/previews/:token/mail', async (c) => {
    const found = await findShown(context, c);
    if ('answer' in found) return found.answer;
    c.header('content-security-policy', FRAMED_MAIL_POLICY);
    const { mails } = found.shown;
    const mail = mails.find((one) => one.locale === c.req.query('locale')) ?? mails[0];
    return mail === undefined ? c.text('', 404) : c.html(mail.html);
  });
}

/** What is behind a link, or the page that says why nothing is. */
async function findShown(context: HttpContext, c: HonoContext) {
  const token = c.req.param('token') ?? '';
  const found = await openPreviewLink(context, token);
  const say = async (status: 404 | 410, title: string, body: string) => ({
    answer: await c.html(noPreviewPage(context.company, { title, body }), status),
  });
  if (found === undefined) {
    return say(
      404,
      'There is nothing here',
      'This address leads to no draft: look whether all of it was copied.',
    );
  }
  const { link, isOpen } = found;
  if (!isOpen) {
    return say(410, 'This link has ended', 'Whoever sent it to you can make another one.');
  }
  const facts = await readDraft(context.store.db, link.draft);
  if (facts.draft.state === 'discarded') {
    return say(410, 'This draft was given up', 'There is nothing to look at any more.');
  }
  const url = `${context.publicUrl}/previews/${token}`;
  return { shown: await showDraft(context, facts, url), link, url };
}

function shownToFacts(
  { company }: Pick<HttpContext, 'company'>,
  { policy, facts, outlook, texts, mails }: ShownDraft,
  { expiresAt }: PreviewLink,
  url: string,
): Parameters<typeof previewPage>[0] {
  const { draft, said, standing } = facts;
  const { version, postedAt, effectiveAt, recipients, explanation, warnings } = outlook;
  return {
    ...{ company, policy, revision: draft.revision, state: draft.state, version, change: said.change },
    ...{ summary: said.summary, reason: said.reason, postedAt, effectiveAt, recipients },
    ...{ explanation, warnings, texts, url, expiresAt },
    approvals: { has: standing.approvals.length, needed: policy.approvals },
    mails: mails.map(({ locale, subject, text }) => ({
      ...{ locale, subject, text },
      htmlPath: `${new URL(url).pathname}/mail?locale=${locale}`,
    })),
  };
}

function linkToAnswer({ id, madeAt, madeBy, expiresAt, endedAt }: PreviewLink): z.output<typeof linkAnswer> {
  return { id, createdAt: madeAt, createdBy: madeBy, expiresAt, endedAt };
}
