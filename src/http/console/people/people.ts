/*
 * People in the console: how they are found, what is read for the page of one, and the forms by which support acts for
 * them, each by one action. What of their evidence a member may see is decided here too.
 */

import { z } from 'zod';
import { openCase } from '../../../actions/record/gather-evidence.ts';
import { fillRendition } from '../../../actions/sending/send-due-notices.ts';
import { may } from '../../../domain/access/roles.ts';
import { Refusal } from '../../../domain/refusal.ts';
import { peoplePage } from '../../../pages/console/people/people.ts';
import { personPage } from '../../../pages/console/people/person.ts';
import { personMailPage } from '../../../pages/console/people/person-mail.ts';
import { personMailWords } from '../../../pages/console/words/person-mail.ts';
import { findRenditionById } from '../../../storage/notices/renditions.ts';
import { findSentMail, type SentMail } from '../../../storage/notices/sent-mails.ts';
import { listUsersById } from '../../../storage/people/people-search.ts';
import { listUsersByAddress } from '../../../storage/people/users.ts';
import { findPolicyVersions } from '../../../storage/policies/policy-versions.ts';
import { findContent } from '../../../storage/policies/texts.ts';
import { answerEvidence, askedAbout } from '../../record/evidence.ts';
import { readPage } from '../../wire/cursor.ts';
import type { HttpContext } from '../../wire/http-context.ts';
import { FRAMED_MAIL_POLICY } from '../../wire/page-headers.ts';
import { text, userId } from '../../wire/schemas.ts';
import { readZone } from '../read-zone.ts';
import { listQuery } from '../wire/read-fields.ts';
import { addAnswer, addScreen, type Console } from '../wire/screens.ts';
import { personForms } from './people-acts.ts';
import { readPerson, readPersonFacts } from './read-person.ts';
import { evidenceQuery, shownTo } from './shown-evidence.ts';

const PEOPLE_PER_PAGE = 50;

const ofPerson = z.object({ user: userId });
const ofMail = ofPerson.extend({ id: text(100) });
/** A link that was made just now, and for whom. */
const madeLink = z.object({ of: z.string(), url: z.string(), expiresAt: z.string() });

const chosen = z.object({
  policy: z.string().max(100).optional(),
  version: z.string().max(10).optional(),
  form: z.enum(['notices', 'links', 'answers']).optional().catch(undefined),
});

/** Finding people, and the page of each: what binds them, what they were told and said, and what can be done for them. */
export function peopleScreens(console: Console): void {
  const { app, context } = console;

  addScreen(console, {
    path: '/console/people',
    may: 'see-people',
    query: listQuery,
    show: async ({ query, member }) => {
      const beginning = query.q ?? '';
      const { items, next } = await findPeople(context, beginning, query.cursor);
      return peoplePage({
        people: items,
        next,
        isLater: query.cursor !== undefined,
        beginning,
        mayImport: may(member, 'import-people'),
      });
    },
  });

  const person = addScreen(console, {
    path: '/console/people/{user}',
    may: 'see-people',
    params: ofPerson,
    query: chosen,
    show: async ({ params: { user }, query, member, state, once }) => {
      const seesTraces = may(member, 'see-traces-of-people');
      const facts = await readPersonFacts(context, user, seesTraces);
      const made = madeLink.safeParse(parsed(once)).data;
      return personPage({
        ...{ facts, seesTraces, chosen: query, state },
        mayAct: may(member, 'act-for-people'),
        mayErase: may(member, 'erase-people'),
        link: made?.of === user ? made : null,
      });
    },
  });
  personForms(console, person);

  addScreen(console, {
    path: '/console/people/{user}/mails/{id}',
    may: 'see-people',
    params: ofMail,
    show: async ({ params: { user, id } }) => {
      const mail = await readMail(context, user, id);
      return personMailPage({
        ...{ user, id, subject: mail.words.subject, text: mail.words.text, from: mail.envelope.from },
        ...{ to: mail.email, sentAt: mail.sentAt, language: mail.says.language },
        timeZone: await readZone(context),
        prevailing: await readPrevailing(context, mail),
      });
    },
  });

  addAnswer(console, {
    path: '/console/people/{user}/mails/{id}/html',
    may: 'see-people',
    params: ofMail,
    answer: async ({ params: { user, id }, c }) => {
      const { words } = await readMail(context, user, id);
      return c.html(words.html, 200, { 'content-security-policy': FRAMED_MAIL_POLICY });
    },
  });

  addAnswer(console, {
    path: '/console/people/{user}/evidence',
    may: 'see-people',
    params: ofPerson,
    query: evidenceQuery,
    answer: async ({ params, query: { format, on }, member, c }) => {
      const found = await openCase(context, params.user, null);
      return answerEvidence(
        { app, context },
        c,
        { ...found, ...askedAbout(found, on), ...shownTo(member, format) },
        format,
      );
    },
  });
}

/** Who is found: by id first, then by address, so that one search does for both. */
function findPeople(context: HttpContext, beginning: string, cursor: string | undefined) {
  const { db } = context.store;
  return readPage(
    { cursor, limit: PEOPLE_PER_PAGE },
    z.tuple([z.enum(['id', 'address']), z.string(), z.string()]),
    async (place, limit) => {
      const [by, key, ref] = place ?? ['id', undefined, ''];
      const byId = by === 'id' ? await listUsersById(db, beginning, { after: key, limit }) : [];
      const found = byId.map((one) => ({ ...one, place: ['id', one.user, ''] as const }));
      if (beginning === '' || found.length === limit) return found;
      const after = by === 'address' && key !== undefined ? { address: key, ref } : undefined;
      const left = limit - found.length;
      const byAddress = await listUsersByAddress(db, beginning, { after, limit: left });
      return [
        ...found,
        ...byAddress.map(({ address, ref: own, ...one }) => ({
          ...{ user: one.user, name: one.name, email: address, locale: one.locale },
          place: ['address', address, own] as const,
        })),
      ];
    },
    ({ place }) => place,
    ({ place: _, ...one }) => one,
  );
}

/** A mail to that person, without the link that is theirs. */
async function readMail(
  context: HttpContext,
  user: string,
  id: string,
): Promise<SentMail & { readonly words: ReturnType<typeof fillRendition> }> {
  const { db } = context.store;
  const { ref } = await readPerson(context, user);
  const mail = await findSentMail(db, id);
  if (mail === undefined || mail.ref !== ref)
    throw new Refusal('not-found', 'There is no such mail to them.');
  const rendition = await findRenditionById(db, mail.renditionId);
  if (rendition === undefined) throw new Refusal('not-found', personMailWords.gone);
  const { html } = fillRendition(rendition, { url: '#', words: mail.words });
  const { subject, text } = fillRendition(rendition, { url: personMailWords.link, words: mail.words });
  return { ...mail, words: { subject, html, text } };
}

async function readPrevailing({ store: { db } }: HttpContext, { says }: SentMail) {
  const [tell] = says.tells;
  const known = tell && (await findPolicyVersions(db, tell.policy));
  const version = known?.versions.find((one) => one.version === tell?.version);
  if (known === undefined || version === undefined) return null;
  const content = await findContent(db, version, version.locale);
  if (content === undefined) return null;
  return { title: known.policy.title, version: version.version, locale: version.locale, content };
}

/** JSON that was handed over, if it is. */
function parsed(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}
