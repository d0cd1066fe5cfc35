/*
 * Bringing in people from a file: how it is read, whatever wrote it, and the screens on which a member says what its
 * columns are, sees what it comes to, has it done and follows it. Lines reach actions in the words of the API.
 */

import { z } from 'zod';
import {
  checkImport,
  discardImport,
  keepImportFile,
  startImport,
  stepImports,
  stopImport,
} from '../../../actions/people/import-file.ts';
import { actorOf } from '../../../domain/access/member.ts';
import { earliestOf, type Instant, NOT_KNOWN_YET } from '../../../domain/instant.ts';
import { agreedTo, COLUMN_USES, findColumnProblem, guessUses } from '../../../domain/people/sheet.ts';
import type { SheetColumns, UserImport } from '../../../domain/people/user-import.ts';
import type { Policy } from '../../../domain/policies/policy.ts';
import { Refusal } from '../../../domain/refusal.ts';
import { formatInstant } from '../../../language/dates.ts';
import { importPage, importProgress, type ShownImport } from '../../../pages/console/imports/import.ts';
import { IMPORTS, importPath, importsPage } from '../../../pages/console/imports/imports.ts';
import { importsWords as words } from '../../../pages/console/words/imports.ts';
import {
  findImportPiece,
  findUserImport,
  listImportRefusals,
  listUserImports,
} from '../../../storage/people/user-imports.ts';
import { listPolicies } from '../../../storage/policies/policies.ts';
import { listAllVersions } from '../../../storage/policies/versions.ts';
import { readPage } from '../../wire/cursor.ts';
import type { HttpContext } from '../../wire/http-context.ts';
import { line, madeId } from '../../wire/schemas.ts';
import { readNames } from '../read-names.ts';
import { readZone } from '../read-zone.ts';
import { addDownload } from '../wire/downloads.ts';
import { addLive } from '../wire/live.ts';
import { listQuery, ticked, typedLine, typedOrNot } from '../wire/read-fields.ts';
import { addForm, addScreen, ComesBack, type Console, type Screen } from '../wire/screens.ts';
import { readFileLines, readImportFile } from './read-file.ts';

/** As much as a Worker is handed at most. */
const MOST_MEGABYTES = 100;
const IMPORTS_PER_PAGE = 25;
const LINES_SHOWN = 5;
const REFUSALS_SHOWN = 10;
const REFUSALS_PER_PAGE = 1000;
/** So long a form takes what it began further: most files are through by then. */
const AT_ONCE_MS = 800;

const ofImport = z.object({ id: madeId });

/** Choosing a file, and the page of each import with all that is done there. */
export function importScreens(console: Console): void {
  const { context } = console;

  const all = addScreen(console, {
    path: IMPORTS,
    may: 'import-people',
    query: listQuery,
    show: async ({ query, state }) => {
      const beginning = query.q;
      const { items, next } = await readPage(
        { cursor: query.cursor, limit: IMPORTS_PER_PAGE },
        z.tuple([z.string()]),
        (before, limit) => listUserImports(context.store.db, { before: before?.[0], limit, beginning }),
        ({ id }) => [id] as const,
        (one) => one,
      );
      const isLater = query.cursor !== undefined;
      const timeZone = await readZone(context);
      return importsPage({
        ...{ imports: items, next, isLater, beginning: beginning ?? '' },
        ...{ megabytes: MOST_MEGABYTES, timeZone, state },
      });
    },
  });

  addForm(console, {
    path: IMPORTS,
    on: all,
    may: 'import-people',
    fields: z.object({}),
    mostBytesOfUpload: MOST_MEGABYTES * 1024 * 1024,
    act: async ({ upload, member }) => {
      if (upload === null) throw new ComesBack([{ field: 'file', detail: words.wrong.file }]);
      const { name: filename, bytes } = upload;
      const file = { filename, pieces: readImportFile(filename, bytes) };
      const id = await atField('file', keepImportFile(context, file, member.id));
      return importPath(id, '?done=read#done');
    },
  });

  const one = addScreen(console, {
    path: `${IMPORTS}/{id}`,
    may: 'import-people',
    params: ofImport,
    show: async ({ params, state }) => importPage({ ...(await readShown(context, params.id)), state }),
  });
  importForms(console, one);
  addLive(console, {
    path: `${IMPORTS}/{id}/progress`,
    ...{ may: 'import-people', params: ofImport, label: words.howFar },
    read: async ({ id }) => ({
      progress: importProgress(await readImport(context, id)),
      href: importPath(id),
    }),
  });

  addDownload(console, {
    path: `${IMPORTS}/{id}/refused.csv`,
    may: 'import-people',
    params: ofImport,
    read: async ({ params: { id } }) => {
      const { filename } = await readImport(context, id);
      const { line, user, detail } = words.refusals.columns;
      return {
        filename: `refused-${filename.replace(/[^A-Za-z0-9-]+/g, '-')}.csv`,
        columns: [line, user, detail],
        rows: refusalRows(context, id),
      };
    },
  });
}

/** What is done with an import, on its page. */
function importForms(console: Console, on: Screen<typeof ofImport, z.ZodType>): void {
  const { context } = console;
  const shared = { on, may: 'import-people' } as const;
  const none = z.object({});

  addForm(console, {
    ...{ path: `${IMPORTS}/{id}`, ...shared },
    fields: z
      .object({ source: typedOrNot(typedLine(line(500))), earlier: ticked(z.literal('yes')) })
      .catchall(z.string().max(200)),
    says: { source: words.wrong.source },
    act: async ({ params: { id }, fields: { source = null, earlier, ...chosen } }) => {
      const found = await readImport(context, id);
      await checkImport(
        context,
        id,
        found.format === 'json'
          ? null
          : await readColumns(context, found, chosen, { source, takesEarlier: earlier.length > 0 }),
      );
      return takeFurther(context, id);
    },
  });

  addForm(console, {
    ...{ path: `${IMPORTS}/{id}/start`, ...shared, fields: none },
    act: async ({ params: { id } }) => {
      await startImport(context, id);
      return takeFurther(context, id);
    },
  });

  addForm(console, {
    ...{ path: `${IMPORTS}/{id}/stop`, ...shared, fields: none },
    act: async ({ params: { id } }) => {
      await stopImport(context, id);
      return importPath(id, '?done=stopped#done');
    },
  });

  addForm(console, {
    ...{ path: `${IMPORTS}/{id}/discard`, ...shared, fields: none },
    act: async ({ params: { id } }) => {
      await discardImport(context, id);
      return `${IMPORTS}?done=discarded#done`;
    },
  });
}

/** What columns are taken for, as a form says. Has it come back where that does not say who somebody is. */
async function readColumns(
  { store }: Pick<HttpContext, 'store'>,
  { heading }: UserImport,
  chosen: Readonly<Record<string, string>>,
  { source, takesEarlier }: { readonly source: string | null; readonly takesEarlier: boolean },
): Promise<SheetColumns> {
  const policies = await listPolicies(store.db);
  const known = new Set<string>(['', ...COLUMN_USES, ...policies.map(({ policy }) => agreedTo(policy))]);
  const uses = heading.map((_, at) => {
    const use = chosen[`column-${at}`] ?? '';
    return known.has(use) ? use : '';
  });
  const problem = findColumnProblem(uses);
  if (problem !== null) {
    const { twice, missing } = words.wrong;
    throw new ComesBack([
      problem.kind === 'twice'
        ? { field: `column-${problem.column}`, detail: twice }
        : { field: 'column-0', detail: missing[problem.use] },
    ]);
  }
  const zones = Object.fromEntries(policies.map(({ policy, timeZone }) => [policy, timeZone]));
  const versions = Map.groupBy(takesEarlier ? await listAllVersions(store.db) : [], ({ policy }) => policy);
  const since = ({ policy }: { readonly policy: string }) =>
    earliestOf((versions.get(policy) ?? []).map(({ effectiveAt }) => effectiveAt)) ?? NOT_KNOWN_YET;
  const knownSince = takesEarlier ? Object.fromEntries(policies.map((one) => [one.policy, since(one)])) : {};
  return { uses, source, zones, knownSince };
}

/** Takes an import further for a moment, and leads to its page; what is left goes on beside the requests. */
async function takeFurther(context: HttpContext, id: string): Promise<string> {
  const until = performance.now() + AT_ONCE_MS;
  for (let next: number | null = 0; next === 0 && performance.now() < until; ) {
    next = (await stepImports(context, readFileLines, { only: id })).nextInMs;
  }
  const { state } = await readImport(context, id);
  return importPath(id, `?done=${state}#done`);
}

/** Has what is refused of a form come back at a field of it. */
async function atField<T>(field: string, doing: Promise<T>): Promise<T> {
  try {
    return await doing;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new ComesBack([{ field, detail: error.message }]);
  }
}

async function readImport({ store }: Pick<HttpContext, 'store'>, id: string): Promise<UserImport> {
  const found = await findUserImport(store.db, id);
  if (found !== undefined) return found;
  throw new Refusal('not-found', 'There is no such import, or it is not kept any more.');
}

async function readShown(context: HttpContext, id: string): Promise<Omit<ShownImport, 'state'>> {
  const { db } = context.store;
  const one = await readImport(context, id);
  const policies = await listPolicies(db);
  const madeBy = actorOf({ id: one.member });
  return {
    one,
    madeBy: (await readNames(context, [madeBy]))(madeBy),
    first: (await findImportPiece(db, { id, piece: 0 })).slice(0, LINES_SHOWN),
    guessed: one.columns?.uses ?? guessUses(one.heading, policies),
    policies: policies.map(({ policy, title, timeZone }) => ({ policy, title, timeZone })),
    refused: (await listImportRefusals(db, id, { after: 0, limit: REFUSALS_SHOWN })).map((refused) => ({
      ...refused,
      detail: inWords(refused.detail, policies),
    })),
    timeZone: await readZone(context),
  };
}

/** What is wrong with a line, where it is said by the words of the API and can be by those of the screen. */
function inWords(detail: string, policies: readonly Policy[]): string {
  const [, name, at = ''] = /no version of "([^"]+)" was in force at (\S+): /.exec(detail) ?? [];
  const policy = policies.find((one) => one.policy === name);
  if (policy === undefined) return detail;
  const style = { locale: 'en-GB', timeZone: policy.timeZone };
  return words.refused.tooEarly(policy.title, formatInstant(at as Instant, style));
}

async function* refusalRows({ store }: Pick<HttpContext, 'store'>, id: string) {
  const policies = await listPolicies(store.db);
  for (let after = 0; ; ) {
    const page = await listImportRefusals(store.db, id, { after, limit: REFUSALS_PER_PAGE });
    yield page.map(({ line, user, detail }) => [line, user, inWords(detail, policies)] as const);
    const last = page.at(-1);
    if (last === undefined || page.length < REFUSALS_PER_PAGE) return;
    after = last.line;
  }
}
