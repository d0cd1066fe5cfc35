import { z } from 'zod';
import { DELIVERY_STATES } from '../../domain/notices/delivery-state.ts';
import { PEOPLE_STATES } from '../../domain/notices/people-state.ts';
import { BASES } from '../../domain/policies/policy.ts';
import type { Person } from '../../storage/notices/people.ts';
import { listOf, readPage } from '../wire/cursor.ts';
import { type Api, addEndpoint } from '../wire/endpoint.ts';
import { readPeople } from '../wire/read-people.ts';
import { instantOut, pageQuery, policyName, versionParam } from '../wire/schemas.ts';
import { insistOnVersion } from './notices.ts';

const personAnswer = z
  .object({
    /** Null once they were erased. */
    user: z.string().nullable(),
    email: z.string().nullable(),
    locale: z.string().nullable(),
    /** What became of the announcement to them; null where none was written. */
    notice: z.enum(DELIVERY_STATES).nullable(),
    toldAt: instantOut.nullable(),
    bindsAt: instantOut.nullable(),
    basis: z.enum([...BASES, 'silence', 'kept-old']).nullable(),
    acceptedAt: instantOut.nullable(),
    declinedAt: instantOut.nullable(),
    terminatesAt: instantOut.nullable(),
  })
  .meta({ id: 'Person' });

/** Who stands how with a version: the people behind the numbers of its progress. */
export function peopleRoutes(api: Api): void {
  const { context } = api;
  addEndpoint(
    api,
    {
      method: 'get',
      path: '/v1/policies/{policy}/versions/{version}/people',
      summary: 'List who was not told of a version, who cannot be reached, and who did what about it.',
      role: 'legal',
      params: z.object({ policy: policyName, version: versionParam }),
      query: pageQuery.extend({ state: z.enum(PEOPLE_STATES) }),
      statuses: [200],
      answer: listOf(personAnswer),
      refusals: ['invalid-request', 'unknown-policy', 'unknown-version'],
    },
    async ({ params, query }) => {
      const version = await insistOnVersion(api, params);
      const now = context.now();
      const body = await readPage(
        query,
        z.tuple([z.string()]),
        async (place, limit) => {
          const people: Person[] = [];
          const page = { after: place?.[0] ?? '', limit, now };
          for await (const some of readPeople(context, version, query.state, page)) {
            people.push(...some.slice(0, limit - people.length));
            if (people.length === limit) break;
          }
          return people;
        },
        (last) => [last.ref],
        ({ ref, ...person }) => person,
      );
      return { status: 200, body, headers: { 'cache-control': 'no-store' } };
    },
  );
}
