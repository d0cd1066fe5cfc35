import type { Context as HonoContext } from 'hono';
import { z } from 'zod';
import type { Instant } from '../../domain/instant.ts';
import { PEOPLE_STATES, type PeopleState } from '../../domain/notices/people-state.ts';
import { textToSays } from '../../domain/notices/says.ts';
import type { Version } from '../../domain/policies/policy.ts';
import { listInPages } from '../../storage/list-in-pages.ts';
import {
  type AcceptanceRow,
  type DeliveryRow,
  listAcceptanceRows,
  listDeliveryRows,
  listEndedDeliveryRows,
} from '../../storage/record/report-rows.ts';
import { authorize } from '../wire/authorize.ts';
import { type Cell, csvHead, csvLine } from '../wire/csv.ts';
import type { Api } from '../wire/endpoint.ts';
import type { HttpContext } from '../wire/http-context.ts';
import { parseWith } from '../wire/parse.ts';
import { readPeople } from '../wire/read-people.ts';
import { policyName, versionParam } from '../wire/schemas.ts';
import { streamText } from '../wire/stream-text.ts';
import { requestIdOf } from '../wire/trace.ts';
import { insistOnVersion } from './notices.ts';

const versionParams = z.object({ policy: policyName, version: versionParam });

/** Few, so that whoever asks meanwhile hardly waits. */
const ROWS_PER_PAGE = 250;
/** Many where queries run short: a Worker's invocation reports some four million rows. */
const ROWS_PER_COUNTED_QUERY = 5_000;

type Row = Readonly<Record<string, Cell>>;

const ACCEPTANCE_COLUMNS = [
  ...['id', 'user', 'ref', 'policy', 'version', 'basis', 'acceptedAt', 'recordedAt', 'contentHash', 'locale'],
  ...['method', 'source', 'actor', 'voidedAt', 'voidedBy', 'presentation', 'seat', 'counts'],
];

const DELIVERY_COLUMNS = [
  ...['id', 'user', 'ref', 'policy', 'version', 'kind', 'round', 'locale', 'baseVersion', 'state', 'address'],
  ...['sentAt', 'providerId', 'toldAt', 'bindsAt', 'mayRepeat', 'endedAt', 'outcome', 'contact'],
];

const PEOPLE_COLUMNS = [
  ...['user', 'ref', 'policy', 'version', 'email', 'locale', 'notice', 'toldAt', 'bindsAt'],
  ...['basis', 'acceptedAt', 'declinedAt', 'terminatesAt'],
];

/** What legal downloads of a version, for a spreadsheet. */
export function reportRoutes(api: Api): void {
  addReport(api, REPORTS.acceptances);
  addReport(api, REPORTS.deliveries);
  addReport(api, {
    name: 'people',
    summary: 'Download who stands so with a version as CSV: the people behind the numbers of its progress.',
    columns: PEOPLE_COLUMNS,
    query: z.strictObject({ state: z.enum(PEOPLE_STATES) }),
    read: readPeopleRows,
  });
}

/** The reports that a version has, whoever asks. */
export const REPORTS = {
  acceptances: {
    name: 'acceptances',
    summary: 'Download every acceptance of a version as CSV; erased users by their pseudonym alone.',
    columns: ACCEPTANCE_COLUMNS,
    query: z.object({}),
    read: readAcceptances,
  },
  deliveries: {
    name: 'deliveries',
    summary: 'Download every delivery of a version as CSV, also those that made room for others.',
    columns: DELIVERY_COLUMNS,
    query: z.object({}),
    read: readDeliveries,
  },
} as const;

/** A report: its rows, a page at a time, the columns that it shows of them, and what can be asked of it. */
type Report<Q extends z.ZodType> = {
  readonly name: string;
  readonly summary: string;
  readonly columns: readonly string[];
  readonly query: Q;
  readonly read: (
    context: HttpContext,
    version: Version,
    asked: { readonly query: z.output<Q>; readonly asOf: Instant },
  ) => AsyncGenerator<readonly Row[]>;
};

function addReport<Q extends z.ZodType>(api: Api, report: Report<Q>): void {
  const { name, summary, query: asks } = report;
  const { app, context, specs } = api;
  const path = '/v1/policies/{policy}/versions/{version}';
  specs.push({
    method: 'get',
    path: `${path}/${name}.csv`,
    summary,
    role: 'legal',
    params: versionParams,
    query: asks,
    statuses: [200],
    answer: z.string(),
    answerType: 'text/csv',
    refusals: ['invalid-request', 'unknown-policy', 'unknown-version'],
  });

  app.get(`${path.replace(/\{(\w+)\}/g, ':$1')}/${name}.csv`, async (c) => {
    await authorize(context, c, 'legal');
    const of = parseWith(versionParams, c.req.param(), 'path') as z.output<typeof versionParams>;
    const query = parseWith(asks, c.req.query(), 'query') as z.output<Q>;
    return answerReport(context, c, report, await insistOnVersion(api, of), query);
  });
}

/** Answers a report of a version while it is read, a page at a time. */
export function answerReport<Q extends z.ZodType>(
  context: HttpContext,
  c: HonoContext,
  { name, columns, read }: Report<Q>,
  version: Version,
  query: z.output<Q>,
): Response {
  const of = { policy: version.policy, version: version.version };
  const asOf = context.now();
  const lines = async function* () {
    yield csvHead(columns);
    for await (const rows of read(context, version, { query, asOf })) {
      const shown = rows.map((row) => ({ ...of, ...row }) as Row);
      yield shown.map((row) => csvLine(columns.map((column) => row[column] ?? null))).join('');
      if ((context.store.queriesLeft?.() ?? 1) <= 0) throw new Error('the database answers no more queries');
    }
  };
  const requestId = requestIdOf(c);
  const body = streamText(lines(), (error) => {
    context.log('error', 'a report broke off', { requestId, report: name, error: String(error) });
  });
  return c.body(body, 200, {
    'content-type': 'text/csv; charset=utf-8; header=present',
    'content-disposition': `attachment; filename="${of.policy}-${of.version}-${name}.csv"`,
    'cache-control': 'no-store',
  });
}

async function* readAcceptances(
  context: HttpContext,
  of: Version,
  { asOf }: { readonly asOf: Instant },
): AsyncGenerator<readonly Row[]> {
  const { db } = context.store;
  const limit = rowsPerPage(context);
  const pages = listInPages(limit, (last: AcceptanceRow | undefined) =>
    listAcceptanceRows(db, of, { asOf, after: last?.id ?? '', limit }),
  );
  for await (const rows of pages) {
    yield rows.map((row) => ({ ...row, counts: row.counts === 1 ? 'yes' : 'no' }));
  }
}

async function* readDeliveries(context: HttpContext, of: Version): AsyncGenerator<readonly Row[]> {
  const { db } = context.store;
  const limit = rowsPerPage(context);
  const standing = listInPages(limit, (after: DeliveryRow | undefined) =>
    listDeliveryRows(db, of, { after, limit }),
  );
  const ended = listInPages(limit, (last: DeliveryRow | undefined) =>
    listEndedDeliveryRows(db, of, { after: last?.id ?? '', limit }),
  );
  for (const pages of [standing, ended]) {
    for await (const rows of pages)
      yield rows.map((row) => ({ ...row, ...whatItSays(of, row), contact: row.contact || null }));
  }
}

/** What a delivery told of the version that is reported. */
function whatItSays({ policy, version }: Version, { says }: DeliveryRow): Row {
  const { language, tells } = textToSays(says);
  const tell = tells.find((one) => one.policy === policy && one.version === version);
  return { locale: language, baseVersion: tell?.base ?? null, outcome: tell?.outcome ?? null };
}

function readPeopleRows(
  context: HttpContext,
  version: Version,
  { query: { state }, asOf }: { readonly query: { readonly state: PeopleState }; readonly asOf: Instant },
): AsyncGenerator<readonly Row[]> {
  return readPeople(context, version, state, { after: '', limit: rowsPerPage(context), now: asOf });
}

function rowsPerPage({ store }: HttpContext): number {
  return store.queriesLeft === undefined ? ROWS_PER_PAGE : ROWS_PER_COUNTED_QUERY;
}
