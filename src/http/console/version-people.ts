import { z } from 'zod';
import { versionOf } from '../../actions/answers/read-facts.ts';
import { may } from '../../domain/access/roles.ts';
import { DELIVERY_STATES } from '../../domain/notices/delivery-state.ts';
import { PEOPLE_STATES, type PeopleFilter } from '../../domain/notices/people-state.ts';
import type { Version } from '../../domain/policies/policy.ts';
import { invalid } from '../../domain/refusal.ts';
import type { NoticeRules } from '../../domain/rules/notice-rules.ts';
import { versionPeoplePage } from '../../pages/console/version-people.ts';
import type { Person } from '../../storage/notices/people.ts';
import type { HttpContext } from '../wire/http-context.ts';
import { readPolicyVersions } from '../wire/read-checks.ts';
import { readAudience, readWholeAudience } from './read-audience.ts';
import { ofVersion } from './versions.ts';
import { addDownload } from './wire/downloads.ts';
import { typedOrNot } from './wire/read-fields.ts';
import { addScreen, type Console } from './wire/screens.ts';

const PEOPLE_PER_PAGE = 50;
const PATH = '/console/policies/{policy}/versions/{version}/people';

const filters = z.object({
  state: typedOrNot(z.enum(PEOPLE_STATES)),
  notice: typedOrNot(z.enum(DELIVERY_STATES)),
  locale: typedOrNot(z.string().regex(/^[A-Za-z0-9-]{1,64}$/, { error: 'is no language tag, such as de' })),
  base: typedOrNot(
    z
      .string()
      .regex(/^\d{1,7}$/, { error: 'must be a version’s number' })
      .transform(Number),
  ),
  audience: typedOrNot(z.string().max(64)),
  q: typedOrNot(z.string().max(256)),
});

const COLUMNS = [
  'user',
  'email',
  'locale',
  'notice',
  'toldAt',
  'bindsAt',
  'basis',
  'acceptedAt',
  'declinedAt',
];

/** The people behind every number of a version, with filters, and as a file. */
export function versionPeopleScreens(console: Console): void {
  const { context } = console;

  addScreen(console, {
    path: PATH,
    may: 'see-audience',
    params: ofVersion,
    query: filters.extend({ cursor: z.string().max(100).optional() }),
    show: async ({ params, query: { cursor, ...query }, member, state }) => {
      const { title, version } = await readVersion(context, params);
      const after = cursor === undefined ? '' : insistOnRef(cursor);
      const page = await readAudience(context, version, filterOf(version, query), {
        after,
        limit: PEOPLE_PER_PAGE,
      });
      return versionPeoplePage(
        { title, version },
        {
          ...page,
          isLater: cursor !== undefined,
          query: {
            ...{ state: query.state ?? '', notice: query.notice ?? '', locale: query.locale ?? '' },
            ...{ base: query.base === undefined ? '' : String(query.base), q: query.q ?? '' },
            audience: query.audience ?? '',
          },
          audiences: audiencesOf(version).map(({ audience, label }) => ({ audience, label })),
          sendsAgain: may(member, 'act-for-people'),
          opensPeople: may(member, 'see-people'),
          forms: state,
        },
      );
    },
  });

  addDownload(console, {
    path: `${PATH}.csv`,
    may: 'see-audience',
    params: ofVersion,
    query: filters,
    read: async ({ params, query }) => {
      const { version } = await readVersion(context, params);
      return {
        filename: `${params.policy}-${params.version}-people.csv`,
        columns: COLUMNS,
        rows: rowsOf(readWholeAudience(context, version, filterOf(version, query))),
      };
    },
  });
}

function filterOf(version: Version, { q, audience, ...filter }: z.output<typeof filters>): PeopleFilter {
  const found = audiencesOf(version).find((one) => one.audience === audience);
  return { ...filter, beginning: q, attributes: found?.match };
}

/** The audiences that the rules of a version tell apart. */
function audiencesOf({ rules }: Version): NonNullable<NoticeRules['audiences']> {
  return rules?.rules.audiences ?? [];
}

async function readVersion(context: HttpContext, named: z.output<typeof ofVersion>) {
  const { policy, versions } = await readPolicyVersions(context, named.policy);
  return { title: policy.title, version: versionOf(versions, named.policy, named.version) };
}

/** A place in such a list: the reference of its last person. */
function insistOnRef(cursor: string): string {
  if (!/^[0-9a-f-]{1,64}$/.test(cursor)) throw invalid('?cursor', 'is not a cursor of this list');
  return cursor;
}

async function* rowsOf(pages: AsyncGenerator<readonly Person[]>) {
  for await (const people of pages) {
    yield people.map((one) => [
      ...[one.user, one.email, one.locale, one.notice, one.toldAt, one.bindsAt, one.basis],
      ...[one.acceptedAt, one.declinedAt],
    ]);
  }
}
