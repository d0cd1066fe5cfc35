import type { Context as HonoContext } from 'hono';
import { z } from 'zod';
import { openCase } from '../../../actions/record/gather-evidence.ts';
import {
  endLinkOfAuditor,
  MOST_AUDITED_PEOPLE,
  makeAuditorLink,
  openAddress,
  openAuditorLink,
  openedRecordOf,
} from '../../../actions/record/link-auditor.ts';
import { actorOf, memberOfActor } from '../../../domain/access/member.ts';
import { parseInZone } from '../../../domain/period.ts';
import { invalid, Refusal } from '../../../domain/refusal.ts';
import {
  auditorPage,
  closedAuditorPage,
  linkEndPage,
  recordLinksPage,
} from '../../../pages/console/record/record-links.ts';
import { recordWords as words } from '../../../pages/console/words/record.ts';
import { findMember } from '../../../storage/access/members.ts';
import { listUsersByRef } from '../../../storage/people/users.ts';
import { findPolicyVersions } from '../../../storage/policies/policy-versions.ts';
import { type AuditorLink, listAuditorLinks } from '../../../storage/record/auditor-links.ts';
import { listRecordsById } from '../../../storage/record/evidence.ts';
import { answerEvidence } from '../../record/evidence.ts';
import { readPage } from '../../wire/cursor.ts';
import type { HttpContext } from '../../wire/http-context.ts';
import { isOurOrigin } from '../../wire/page-headers.ts';
import { readAllPolicyVersions } from '../../wire/read-checks.ts';
import { madeId, policyName, versionParam } from '../../wire/schemas.ts';
import { shownToAuditor } from '../people/shown-evidence.ts';
import { readZone } from '../read-zone.ts';
import { answerPage, elsewherePage, waitPage } from '../wire/answer-page.ts';
import { waitForTry } from '../wire/limits.ts';
import { listQuery, readFields, typedLine, typedOrNot } from '../wire/read-fields.ts';
import { addForm, addScreen, type Console } from '../wire/screens.ts';
import { freshState, hasToken } from '../wire/visit.ts';

const LINKS_PER_PAGE = 50;
const MOST_FIELD_BYTES = 4096;

/** Names one in a line, or a number of people to draw. */
const people = z
  .string()
  .max(60_000)
  .transform((value): readonly string[] | number => {
    const lines = value.split('\n').flatMap((one) => (one.trim() === '' ? [] : [one.trim()]));
    const [only = ''] = lines;
    return lines.length === 1 && /^\d{1,3}$/.test(only) ? Number(only) : [...new Set(lines)];
  })
  .refine(
    (value) => {
      const count = typeof value === 'number' ? value : value.length;
      return count >= 1 && count <= MOST_AUDITED_PEOPLE;
    },
    { error: words.wrong.people },
  );

const linkFields = z.object({
  policy: typedLine(policyName),
  version: typedOrNot(typedLine(versionParam)),
  people,
  expiresAt: typedLine(
    z.string({ error: words.wrong.expiresAt }).min(1, { error: words.wrong.expiresAt }).max(64),
  ),
});

/** Links for auditors: made and ended by members, and the pages behind one, which need no signing in. */
export function recordLinks(console: Console): void {
  const { context } = console;

  const links = addScreen(console, {
    path: '/console/record/links',
    may: 'share-record',
    query: listQuery,
    show: async ({ query: { q: beginning, cursor }, state, once }) => {
      const policies = (await readAllPolicyVersions(context)).map(({ policy }) => policy);
      const titles = new Map(policies.map(({ policy, title }) => [policy, title]));
      const { items, next } = await readPage(
        { cursor, limit: LINKS_PER_PAGE },
        z.tuple([z.string()]),
        (after, limit) => listAuditorLinks(context.store.db, { before: after?.[0], limit, beginning }),
        ({ id }) => [id],
        async (one) => ({
          ...{ ...one, people: one.people.length, title: titles.get(one.policy) ?? one.policy },
          madeBy: await nameOf(context, one.madeBy),
          isOpen: one.endedAt === null && one.expiresAt > context.now(),
        }),
      );
      return recordLinksPage({
        ...{ links: items, next, isLater: cursor !== undefined, policies, state },
        beginning: beginning ?? '',
        timeZone: await readZone(context),
        url: once?.startsWith(`${context.publicUrl}/console/auditor/`) ? once : null,
      });
    },
  });

  addForm(console, {
    path: '/console/record/links',
    on: links,
    may: 'share-record',
    fields: linkFields,
    says: { policy: words.wrong.policy, version: words.wrong.version },
    act: async ({ fields, member }) => {
      const { policy, version = null, people: whom } = fields;
      const { expiresAt: typed } = fields;
      const expiresAt = parseInZone(typed, await readZone(context));
      if (expiresAt === null) throw invalid('/expiresAt', words.wrong.expiresAt);
      const scope = { policy, version, people: whom, expiresAt };
      const { secret } = await makeAuditorLink(context, scope, actorOf(member));
      return {
        to: '/console/record/links?done=link#done',
        once: `${context.publicUrl}/console/auditor/${secret}`,
      };
    },
  });

  const ending = addScreen(console, {
    path: '/console/record/links/{id}/end',
    may: 'share-record',
    params: z.object({ id: madeId }),
    show: async ({ params: { id }, state }) => linkEndPage({ id, state }),
  });
  addForm(console, {
    path: '/console/record/links/{id}/end',
    on: ending,
    may: 'share-record',
    fields: z.object({}),
    act: async ({ params: { id }, member }) => {
      await endLinkOfAuditor(context, id, actorOf(member));
      return '/console/record/links?done=ended#done';
    },
  });

  auditorPages(console);
}

/** A member's name, for whom an actor is one. */
async function nameOf({ store }: HttpContext, actor: string): Promise<string> {
  const id = memberOfActor(actor);
  return (id === null ? undefined : (await findMember(store.db, id))?.name) ?? actor;
}

/** What a link opens, to whoever has it: read-only but for opening who somebody is, which is recorded. */
function auditorPages({ app, context, limits, declared }: Console): void {
  const path = '/console/auditor/{secret}';
  const evidence = `${path}/people/{ref}/evidence`;
  const address = `${path}/people/{ref}/address`;
  declared.push(...[path, evidence].map((one) => ({ method: 'GET', path: one, may: 'anybody' }) as const), {
    method: 'POST',
    path: address,
    may: 'anybody',
  });
  const routeTo = (one: string) => one.replace(/\{(\w+)\}/g, ':$1');

  /** Answers by a link that opens; another answers that it does not, and is slowed down. */
  const withLink = async (
    c: HonoContext,
    answer: (link: AuditorLink, secret: string) => Promise<Response>,
  ): Promise<Response> => {
    const secret = c.req.param('secret') ?? '';
    const audience = { member: null, state: freshState(secret) };
    try {
      return await answer(await openAuditorLink(context, secret), secret);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const wait = waitForTry(context, limits, c);
      if (wait > 0) return answerPage(context, c, audience, waitPage(wait), 429);
      return answerPage(context, c, audience, closedAuditorPage(), 404);
    }
  };

  app.get(routeTo(path), (c) =>
    withLink(c, async (link, secret) => {
      const known = await findPolicyVersions(context.store.db, link.policy);
      const opened = await readOpened(context, link);
      const users = await listUsersByRef(context.store.db, link.people);
      const state = freshState(secret);
      const page = auditorPage({
        ...{ company: context.company.name, at: `/console/auditor/${secret}`, state },
        ...{ title: known?.policy.title ?? link.policy, version: link.version, seed: link.seed },
        people: link.people.map((ref) => {
          const user = users.get(ref);
          return { ref, isErased: user === undefined, opened: (opened.has(ref) && user) || null };
        }),
        ...{ expiresAt: link.expiresAt, timeZone: known?.policy.timeZone ?? 'UTC' },
        keyUrl: `${context.publicUrl}/log/key`,
      });
      return answerPage(context, c, { member: null, state }, page);
    }),
  );

  app.get(routeTo(evidence), (c) =>
    withLink(c, async (link) => {
      const ref = c.req.param('ref') ?? '';
      if (!link.people.includes(ref)) throw new Refusal('unknown-user', 'The link is not about them.');
      const format = c.req.query('format') === 'html' ? 'html' : 'json';
      const isOpened = (await readOpened(context, link)).has(ref);
      const user = (await listUsersByRef(context.store.db, [ref])).get(ref);
      const found = await openCase(context, user?.user ?? ref, null);
      const person = isOpened ? found.person : { ref, user: null };
      const shown = shownToAuditor(link, isOpened, format);
      return answerEvidence({ app, context }, c, { ...found, person, ...shown }, format);
    }),
  );

  app.post(routeTo(address), (c) =>
    withLink(c, async (link, secret) => {
      const state = freshState(secret);
      const { typed } = await readFields(c, MOST_FIELD_BYTES);
      const isOurs = isOurOrigin(c.req.header('origin'), context.publicUrl, c.req.header('host'));
      if (!isOurs || !hasToken(secret, typed)) {
        return answerPage(context, c, { member: null, state }, elsewherePage(), 403);
      }
      const ref = c.req.param('ref') ?? '';
      await openAddress(context, link, ref);
      return c.redirect(`/console/auditor/${secret}?done=opened#done`, 303);
    }),
  );
}

/** Of whom it was opened by a link who they are, by their pseudonyms. */
async function readOpened({ store }: HttpContext, link: AuditorLink): Promise<ReadonlySet<string>> {
  const ids = link.people.map((ref) => openedRecordOf(link, ref));
  const found = new Set((await listRecordsById(store.db, ids)).map(({ id }) => id));
  return new Set(link.people.filter((ref) => found.has(openedRecordOf(link, ref))));
}
