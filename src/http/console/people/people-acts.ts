import { z } from 'zod';
import { cancelTermination } from '../../../actions/answers/cancel-termination.ts';
import { makeReviewLink } from '../../../actions/answers/make-link.ts';
import { recordReceived } from '../../../actions/answers/record-received.ts';
import { voidAnswer } from '../../../actions/answers/void-answer.ts';
import { repeatDelivery } from '../../../actions/notices/repeat-delivery.ts';
import { eraseUser } from '../../../actions/people/erase-user.ts';
import { holdUser } from '../../../actions/people/hold-user.ts';
import { putUser } from '../../../actions/people/put-user.ts';
import { reviewUrl } from '../../../actions/sending/send-due-notices.ts';
import { actorOf } from '../../../domain/access/member.ts';
import { ANSWERS } from '../../../domain/answers/received.ts';
import type { Instant } from '../../../domain/instant.ts';
import { parseInZone } from '../../../domain/period.ts';
import { invalid, Refusal } from '../../../domain/refusal.ts';
import { formatInstant } from '../../../language/dates.ts';
import { personPath } from '../../../pages/console/people/people.ts';
import { erasurePage, stayPage, voidPage } from '../../../pages/console/people/person-steps.ts';
import { peopleActWords as words } from '../../../pages/console/words/people-acts.ts';
import { listOwnNotices } from '../../../storage/people/own-notices.ts';
import type { HttpContext } from '../../wire/http-context.ts';
import { email, line, madeId, policyName, userId, versionParam } from '../../wire/schemas.ts';
import { readZone } from '../read-zone.ts';
import { typedLine, typedOrNot } from '../wire/read-fields.ts';
import { addForm, addScreen, type Console, type Screen } from '../wire/screens.ts';
import { canRepeat, readActs, readPerson, readPersonFacts } from './read-person.ts';

const ofPerson = z.object({ user: userId });
const ofAnswer = ofPerson.extend({ id: madeId });

const aboutVersion = { policy: typedLine(policyName), version: typedLine(versionParam) };

/** What may stand in several lines and is kept as one. */
const note = z.preprocess(
  (value) => (typeof value === 'string' ? value.trim().replace(/\s+/g, ' ') : value),
  line(2000),
);

const answerFields = z
  .object({
    ...aboutVersion,
    answer: z.enum(ANSWERS),
    part: typedOrNot(line(200)),
    how: note,
    receivedAt: typedLine(z.string({ error: words.noTime }).min(1, { error: words.noTime }).max(64)),
    byName: typedOrNot(line(200)),
    byRole: typedOrNot(line(200)),
  })
  .superRefine(({ answer, part, byName, byRole }, issues) => {
    const isWrong = (path: string) => issues.addIssue({ code: 'custom', path: [path], message: path });
    if (answer.endsWith('-part') && part === undefined) isWrong('part');
    if (byName !== undefined && byRole === undefined) isWrong('byRole');
    if (byRole !== undefined && byName === undefined) isWrong('byName');
  });

/** What support does for a person, in forms of their page, each by one action. */
export function personForms(console: Console, person: Screen<typeof ofPerson, z.ZodType>): void {
  const { context } = console;
  const done = (user: string, what: keyof typeof words.done) => `${personPath(user)}?done=${what}#done`;
  const shared = { on: person, may: 'act-for-people', says: words.wrong } as const;

  addForm(console, {
    ...{ path: '/console/people/{user}/notices', ...shared },
    fields: z.object(aboutVersion),
    act: async ({ params: { user }, fields, member }) => {
      const id = await findNotice(context, user, fields);
      await repeatDelivery(context, { ...fields, id }, actorOf(member));
      return done(user, 'again');
    },
  });

  addForm(console, {
    ...{ path: '/console/people/{user}/links', ...shared },
    fields: z.object(aboutVersion),
    act: async ({ params: { user }, fields, member }) => {
      const { token, expiresAt } = await makeReviewLink(context, { user, ...fields }, actorOf(member));
      const link = { of: user, url: reviewUrl(context.publicUrl, token), expiresAt };
      return { to: done(user, 'link'), once: JSON.stringify(link) };
    },
  });

  addForm(console, {
    ...{ path: '/console/people/{user}/answers', ...shared },
    fields: answerFields,
    act: async ({ params: { user }, fields, member }) => {
      const { how, receivedAt, byName, byRole, part = null, ...about } = fields;
      await readPerson(context, user);
      const timeZone = await readZone(context);
      const at = parseInZone(receivedAt, timeZone);
      if (at === null) throw invalid('/receivedAt', words.noTime);
      const saidBy =
        byName === undefined || byRole === undefined
          ? undefined
          : ({ name: byName, role: byRole, authority: true } as const);
      const said = { user, ...about, part, received: { at, note: how }, saidBy };
      await inWordsOf(timeZone, recordReceived(context, said, actorOf(member)));
      return done(user, 'answered');
    },
  });

  addForm(console, {
    ...{ path: '/console/people/{user}/address', ...shared },
    fields: z.object({ email: typedOrNot(typedLine(email)) }),
    act: async ({ params: { user }, fields, member }) => {
      await readPerson(context, user);
      await putUser(context, { user, email: fields.email ?? null }, actorOf(member));
      return done(user, 'addressed');
    },
  });

  addForm(console, {
    ...{ path: '/console/people/{user}/hold', ...shared },
    fields: z
      .object({ held: z.enum(['yes', 'no']), reason: typedOrNot(line(2000)) })
      .refine(({ held, reason }) => held === 'no' || reason !== undefined, { path: ['reason'] }),
    act: async ({ params: { user }, fields, member }) => {
      const order = { held: fields.held === 'yes', reason: fields.reason ?? null };
      const { erasure } = await holdUser(context, user, order, actorOf(member));
      if (erasure?.waitsFor === null) return '/console/people?done=erased#done';
      return done(user, order.held ? 'held' : 'lifted');
    },
  });

  const voiding = addScreen(console, {
    path: '/console/people/{user}/answers/{id}/void',
    may: 'act-for-people',
    params: ofAnswer,
    show: async ({ params, state }) => {
      await readAnswer(context, params);
      return voidPage({ ...params, state });
    },
  });
  addForm(console, {
    ...{ path: '/console/people/{user}/answers/{id}/void', on: voiding, may: 'act-for-people' },
    fields: z.object({ reason: note }),
    says: words.wrong,
    act: async ({ params, fields, member }) => {
      await readAnswer(context, params);
      await voidAnswer(context, { id: params.id, ...fields }, actorOf(member));
      return done(params.user, 'voided');
    },
  });

  const staying = addScreen(console, {
    path: '/console/people/{user}/answers/{id}/stay',
    may: 'act-for-people',
    params: ofAnswer,
    show: async ({ params, state }) => {
      await readAnswer(context, params);
      return stayPage({ ...params, state });
    },
  });
  addForm(console, {
    ...{ path: '/console/people/{user}/answers/{id}/stay', on: staying, may: 'act-for-people' },
    fields: z.object({}),
    act: async ({ params, member }) => {
      await readAnswer(context, params);
      await cancelTermination(context, params.id, actorOf(member));
      return done(params.user, 'stays');
    },
  });

  const erasing = addScreen(console, {
    path: '/console/people/{user}/erasure',
    may: 'erase-people',
    params: ofPerson,
    show: async ({ params: { user }, state }) => {
      const { ref } = await readPerson(context, user);
      const { hold } = await readPersonFacts(context, user, false);
      const notices = (await listOwnNotices(context.store.db, ref)).length;
      const { count } = await readActs(context, user);
      return erasurePage({ user, notices, records: count, isHeld: hold !== null, state });
    },
  });
  addForm(console, {
    ...{ path: '/console/people/{user}/erasure', on: erasing, may: 'erase-people', isIrreversible: true },
    fields: z.object({ confirm: typedLine(z.string().min(1, { error: words.wrong.confirm })) }),
    act: async ({ params: { user }, fields, member }) => {
      if (fields.confirm !== user) throw invalid('/confirm', words.erase.wrong);
      const { waitsFor } = await eraseUser(context, user, actorOf(member));
      return waitsFor === 'hold' ? done(user, 'erasing') : '/console/people?done=erased#done';
    },
  });
}

/** The newest notice of a version that went out to a person; refuses with `unknown-delivery`. */
async function findNotice(
  context: HttpContext,
  user: string,
  { policy, version }: { readonly policy: string; readonly version: number },
): Promise<string> {
  const { ref } = await readPerson(context, user);
  const own = (await listOwnNotices(context.store.db, ref)).filter(
    ({ kind, says }) =>
      kind === 'announcement' && says.tells.some((one) => one.policy === policy && one.version === version),
  );
  const again = own.findLast((one) => canRepeat(one) && one.contact === 0) ?? own.findLast(canRepeat);
  if (again?.id != null) return again.id;
  const { none, waits } = words.again;
  throw new Refusal('unknown-delivery', own.length === 0 ? none : waits);
}

/** An answer of a person; refuses with `unknown-answer` what is another's. */
async function readAnswer(
  context: HttpContext,
  { user, id }: { readonly user: string; readonly id: string },
): Promise<void> {
  const { answers } = await readPersonFacts(context, user, false);
  if (!answers.some((one) => one.id === id)) throw new Refusal('unknown-answer', words.void.unknown);
}

const INSTANT = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g;

/** Says what is wrong with when an answer came as a sentence, in the zone in which it was typed. */
async function inWordsOf(timeZone: string, doing: Promise<void>): Promise<void> {
  try {
    await doing;
  } catch (error) {
    if (!(error instanceof Refusal) || error.facts.errors === undefined) throw error;
    const errors = error.facts.errors.map(({ pointer, detail }) => {
      const said = detail.replace(INSTANT, (at) =>
        formatInstant(at as Instant, { locale: 'en-GB', timeZone }),
      );
      return { pointer, detail: `${said.charAt(0).toUpperCase()}${said.slice(1)}.` };
    });
    throw new Refusal(error.code, error.message, { ...error.facts, errors });
  }
}
