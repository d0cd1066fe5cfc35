import { z } from 'zod';
import { putUser } from '../../actions/people/put-user.ts';
import { standingAt } from '../../domain/answers/standing.ts';
import { Refusal } from '../../domain/refusal.ts';
import { listTerminations } from '../../storage/answers/user-facts.ts';
import { type KnownContact, listContacts } from '../../storage/people/contacts.ts';
import { findUser, findUserByRef, listUsersByAddress, type User } from '../../storage/people/users.ts';
import { listOf, readPage } from '../wire/cursor.ts';
import { type Api, addEndpoint } from '../wire/endpoint.ts';
import type { HttpContext } from '../wire/http-context.ts';
import { email, instant, instantOut, line, locale, pageQuery, text, userId } from '../wire/schemas.ts';

const params = z.object({ user: userId });

const MOST_ATTRIBUTES = 20;
const MOST_RENEWALS = 100;
const MOST_CONTACTS = 10;

const attributes = z
  .record(line(64), line(200))
  .refine((value) => Object.keys(value).length <= MOST_ATTRIBUTES, {
    error: `has more than ${MOST_ATTRIBUTES} names`,
  });

/** One instant, a list of them in any order, or null for none: always read as a list. */
const renewsAt = z
  .union([instant.transform((one) => [one]), z.array(instant).max(MOST_RENEWALS), z.null()])
  .transform((value) => value ?? []);

const contacts = z
  .array(
    z.strictObject({
      email,
      locale: locale.nullable().default(null),
      /** What it is for: `billing`, `legal`. */
      purpose: line(200).nullable().default(null),
    }),
  )
  .max(MOST_CONTACTS);

/** What a product says of a user, but for their id. */
export const userRecord = z.strictObject({
  email: email.nullable(),
  locale: locale.nullable().optional(),
  name: line(200).nullable().optional(),
  attributes: attributes.optional(),
  renewsAt: renewsAt.optional(),
  /** To whom their notices go besides, all of them: of an organisation, several people. */
  contacts: contacts.optional(),
  /** The user whose seat this one is: never mailed itself, and checked as that user is. Null: of nobody. */
  party: userId.nullable().optional(),
  /** Whether this seat answers for its party. */
  mayAnswer: z.boolean().optional(),
});

/** An address, or how it begins. */
const beginning = text(320);

const userAnswer = z
  .object({
    user: z.string(),
    email: z.string().nullable(),
    locale: z.string().nullable(),
    name: z.string().nullable(),
    attributes: z.record(z.string(), z.string()),
    renewsAt: z.array(instantOut).readonly(),
    /** Where there are some. `contact` is the number that deliveries name it by. */
    contacts: z
      .array(
        z.object({
          contact: z.int(),
          email: z.string(),
          locale: z.string().nullable(),
          purpose: z.string().nullable(),
          addedAt: instantOut,
        }),
      )
      .readonly()
      .optional(),
    /** Of a seat alone; null where its party was erased. */
    party: z.string().nullable().optional(),
    mayAnswer: z.boolean().optional(),
    standing: z.enum(['active', 'leaving', 'terminated']),
    terminatesAt: instantOut.nullable(),
    createdAt: instantOut,
    updatedAt: instantOut,
  })
  .meta({ id: 'User' });

/** Making users known, finding them, and reading what is. */
export function userRoutes(api: Api): void {
  const { context } = api;

  addEndpoint(
    api,
    {
      method: 'put',
      path: '/v1/users/{user}',
      summary: 'Make a user known or change what is known; email null means unreachable by mail.',
      role: 'app',
      params,
      body: userRecord,
      statuses: [200, 201],
      answer: userAnswer,
      refusals: ['invalid-request', 'unknown-party'],
    },
    async ({ params, body, caller }) => {
      const { user, created } = await putUser(context, { ...params, ...body }, caller.keyId);
      return { status: created ? 201 : 200, body: await userToAnswer(context, user) };
    },
  );

  addEndpoint(
    api,
    {
      method: 'get',
      path: '/v1/users/{user}',
      summary: 'Read what is known of a user.',
      role: ['app', 'legal'],
      params,
      statuses: [200],
      answer: userAnswer,
      refusals: ['invalid-request', 'unknown-user'],
    },
    async ({ params }) => {
      const user = await findUser(context.store.db, params.user);
      if (user === undefined) throw new Refusal('unknown-user', 'There is no such user.');
      return {
        status: 200,
        body: await userToAnswer(context, user),
        headers: { 'cache-control': 'no-store' },
      };
    },
  );

  addEndpoint(
    api,
    {
      method: 'get',
      path: '/v1/users',
      summary: 'Find users by their address, or that of a contact, or its beginning, in whatever case.',
      role: 'app',
      query: pageQuery.extend({ email: beginning }),
      statuses: [200],
      answer: listOf(userAnswer),
      refusals: ['invalid-request'],
    },
    async ({ query }) => {
      const body = await readPage(
        query,
        z.tuple([z.string(), z.string()]),
        (place, limit) => {
          const after = place && { address: place[0], ref: place[1] };
          return listUsersByAddress(context.store.db, query.email, { after, limit });
        },
        (last) => [last.address, last.ref],
        (user) => userToAnswer(context, user),
      );
      return { status: 200, body, headers: { 'cache-control': 'no-store' } };
    },
  );
}

async function userToAnswer(
  { store, now }: Pick<HttpContext, 'store' | 'now'>,
  user: User,
): Promise<z.output<typeof userAnswer>> {
  const { db } = store;
  const terminations = (await listTerminations(db, [user.ref])).get(user.ref) ?? [];
  const contacts = (await listContacts(db, [user.ref])).get(user.ref) ?? [];
  const party = user.party === null ? undefined : await findUserByRef(db, user.party);
  return {
    user: user.user,
    email: user.email,
    locale: user.locale,
    name: user.name,
    attributes: { ...user.attributes },
    renewsAt: user.renewsAt,
    ...(contacts.length > 0 && { contacts: contacts.map(contactToAnswer) }),
    ...(user.party !== null && { party: party?.user ?? null, mayAnswer: user.mayAnswer }),
    ...standingAt(terminations, now()),
    createdAt: user.createdAt,
    updatedAt: user.updatedAt,
  };
}

function contactToAnswer({ contact, email, locale, purpose, addedAt }: KnownContact) {
  return { contact, email, locale, purpose, addedAt };
}
