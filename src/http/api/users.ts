import { z } from 'zod';
import { putUser } from '../../actions/people/put-user.ts';
import { standingAt } from '../../domain/answers/standing.ts';
import { Refusal } from '../../domain/refusal.ts';
import { listTerminations } from '../../storage/answers/user-facts.ts';
import { findUser, listUsersByAddress, type User } from '../../storage/people/users.ts';
import { listOf, readPage } from '../wire/cursor.ts';
import { type Api, addEndpoint } from '../wire/endpoint.ts';
import type { HttpContext } from '../wire/http-context.ts';
import { email, instant, instantOut, line, locale, pageQuery, text, userId } from '../wire/schemas.ts';

const params = z.object({ user: userId });

const MOST_ATTRIBUTES = 20;
const MOST_RENEWALS = 100;

const attributes = z
  .record(line(64), line(200))
  .refine((value) => Object.keys(value).length <= MOST_ATTRIBUTES, {
    error: `has more than ${MOST_ATTRIBUTES} names`,
  });

/** One instant, a list of them in any order, or null for none: always read as a list. */
const renewsAt = z
  .union([instant.transform((one) => [one]), z.array(instant).max(MOST_RENEWALS), z.null()])
  .transform((value) => value ?? []);

/** What a product says of a user, but for their id. */
export const userRecord = z.strictObject({
  email: email.nullable(),
  locale: locale.nullable().optional(),
  name: line(200).nullable().optional(),
  attributes: attributes.optional(),
  renewsAt: renewsAt.optional(),
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
      refusals: ['invalid-request'],
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
      summary: 'Find users by their address or its beginning, in whatever case.',
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
  const terminations = (await listTerminations(store.db, [user.ref])).get(user.ref) ?? [];
  return {
    user: user.user,
    email: user.email,
    locale: user.locale,
    name: user.name,
    attributes: { ...user.attributes },
    renewsAt: user.renewsAt,
    ...standingAt(terminations, now()),
    createdAt: user.createdAt,
    updatedAt: user.updatedAt,
  };
}
