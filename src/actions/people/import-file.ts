import { addMs } from '../../domain/instant.ts';
import {
  addImportCounts,
  canStep,
  type FileLine,
  type ImportCounts,
  type ImportStep,
  NOTHING_MET,
  refOfLine,
  type SheetColumns,
  stateAfter,
  type UserImport,
} from '../../domain/people/user-import.ts';
import { Refusal } from '../../domain/refusal.ts';
import {
  deleteImportPieces,
  deleteImportRefusals,
  deleteUserImport,
  findImportPiece,
  findUserImport,
  type ImportRefusal,
  insertImportPiece,
  insertImportRefusals,
  insertUserImport,
  listImportsUnderWay,
  moveUserImport,
} from '../../storage/people/user-imports.ts';
import type { Context } from '../context.ts';
import { checkUsers } from './check-users.ts';
import { importUsers } from './import-users.ts';
import type { ImportLine } from './read-import-line.ts';

/** What is known of a file once all of it was read. */
export type ReadFile = Pick<UserImport, 'format' | 'encoding' | 'heading' | 'lines'>;

/**
 * Keeps a file of people as it is read, piece by piece, and answers the id of its import. Nobody is brought in yet.
 * What `pieces` throws is thrown, and nothing of the file is kept then.
 */
export async function keepImportFile(
  { store, now, newId }: Pick<Context, 'store' | 'now' | 'newId'>,
  file: { readonly filename: string; readonly pieces: AsyncGenerator<readonly FileLine[], ReadFile> },
  member: string,
): Promise<string> {
  const { db } = store;
  const one = { id: newId(), member, filename: file.filename, madeAt: now(), command: newId() };
  await store.atomic([insertUserImport(db, one)]);
  try {
    let piece = 0;
    let read = await file.pieces.next();
    while (!read.done) {
      await store.atomic(insertImportPiece(db, { id: one.id, piece, lines: read.value, now: now() }));
      piece++;
      read = await file.pieces.next();
    }
    const whole = { ...read.value, pieces: piece, state: 'read' } as const;
    await store.atomic([moveUserImport(db, one, whole, { command: newId(), now: now() })]);
    return one.id;
  } catch (error) {
    await store.atomic(deleteUserImport(db, one));
    throw error;
  }
}

/** Whether an import is as somebody saw it, and what they do can be done. */
async function readFor(db: Context['store']['db'], id: string, step: ImportStep): Promise<UserImport> {
  const found = await findUserImport(db, id);
  if (found === undefined)
    throw new Refusal('not-found', 'There is no such import, or it is not kept any more.');
  if (!canStep(found.state, step)) {
    throw new Refusal('invalid-request', 'The import is in another state by now: look at the page again.');
  }
  return found;
}

/** Does something with an import that only its own row says: whoever comes second is refused. */
async function move(
  { store, now, newId }: Pick<Context, 'store' | 'now' | 'newId'>,
  seen: UserImport,
  step: Exclude<ImportStep, 'discard'>,
  to: { readonly columns?: SheetColumns | null; readonly startsAnew: boolean },
): Promise<void> {
  const { db } = store;
  const write = { command: newId(), now: now() };
  const { columns = seen.columns, startsAnew } = to;
  const anew = startsAnew ? { piece: 0, counts: NOTHING_MET } : {};
  const moved = { state: stateAfter(seen.state, step), columns, leasedUntil: null, ...anew };
  const forgets = startsAnew ? [deleteImportRefusals(db, { id: seen.id, command: write.command })] : [];
  const [written] = await store.atomic([moveUserImport(db, seen, moved, write), ...forgets]);
  if (written === 0)
    throw new Refusal('invalid-request', 'The import moved meanwhile: look at the page again.');
}

/** Says what the columns of a file are, and begins the dry run, which tells what an import would come to. */
export async function checkImport(
  context: Pick<Context, 'store' | 'now' | 'newId' | 'wake'>,
  id: string,
  columns: SheetColumns | null,
): Promise<void> {
  const seen = await readFor(context.store.db, id, 'check');
  await move(context, seen, 'check', { columns, startsAnew: true });
  context.wake();
}

/** Begins to bring in the people of a file that was checked, or goes on where it was stopped. */
export async function startImport(
  context: Pick<Context, 'store' | 'now' | 'newId' | 'wake'>,
  id: string,
): Promise<void> {
  const seen = await readFor(context.store.db, id, 'import');
  await move(context, seen, 'import', { startsAnew: seen.state === 'checked' });
  context.wake();
}

/** Stops an import, or its dry run, after the piece that is under way. */
export async function stopImport(
  context: Pick<Context, 'store' | 'now' | 'newId'>,
  id: string,
): Promise<void> {
  const seen = await readFor(context.store.db, id, 'stop');
  await move(context, seen, 'stop', { startsAnew: false });
}

/** Forgets an import with its file; whoever was brought in stays. */
export async function discardImport(
  { store, now, newId }: Pick<Context, 'store' | 'now' | 'newId'>,
  id: string,
): Promise<void> {
  const seen = await readFor(store.db, id, 'discard');
  const write = { command: newId(), now: now() };
  await store.atomic([
    moveUserImport(store.db, seen, {}, write),
    ...deleteUserImport(store.db, { id, command: write.command }),
  ]);
}

/** For how long a process has a piece for itself; another one takes it up after that. */
const LEASE_MS = 60_000;
/** More than a piece ever needs. */
const QUERIES_PER_PIECE = 200;

/** Reads the lines of a file as an import by API has them, each of a user or of what is wrong with it. */
export type ReadFileLines = (of: UserImport, lines: readonly FileLine[]) => readonly ImportLine[];

/**
 * Takes the next piece of the oldest import that is under way, dry or not, and answers in how many milliseconds
 * there may be more to do; null: nothing is under way.
 *
 * A piece is taken by one process at a time. Where that dies, another takes the piece once more, which changes
 * nothing that was done before, and counts it the same.
 */
export async function stepImports(
  context: Pick<Context, 'store' | 'now' | 'newId' | 'wake'>,
  readLines: ReadFileLines,
  { only }: { readonly only?: string } = {},
): Promise<{ readonly nextInMs: number | null }> {
  const { store, now, newId } = context;
  const { db } = store;
  if ((store.queriesLeft?.() ?? Number.POSITIVE_INFINITY) < QUERIES_PER_PIECE) return { nextInMs: null };
  const underWay = (await listImportsUnderWay(db)).filter(({ id }) => only === undefined || id === only);
  const at = now();
  const next = underWay.find(({ leasedUntil }) => leasedUntil === null || leasedUntil <= at);
  if (next === undefined) return { nextInMs: underWay.length === 0 ? null : 1000 };
  const claim = { command: newId(), now: at };
  const [claimed] = await store.atomic([
    moveUserImport(db, next, { leasedUntil: addMs(at, LEASE_MS) }, claim),
  ]);
  if (claimed === 0) return { nextInMs: 0 };
  const seen = { ...next, command: claim.command };
  const lines = readLines(seen, await findImportPiece(db, seen));
  const { counts, refusals } =
    seen.state === 'checking' ? await check(context, lines) : await bringIn(context, seen, lines);
  const isLast = seen.piece + 1 >= seen.pieces;
  const write = { command: newId(), now: now() };
  const marked = { id: seen.id, command: write.command };
  const moved = {
    ...{ piece: seen.piece + 1, counts: addImportCounts(seen.counts, counts), leasedUntil: null },
    ...(isLast ? { state: seen.state === 'checking' ? ('checked' as const) : ('done' as const) } : {}),
  };
  await store.atomic([
    moveUserImport(db, seen, moved, write),
    ...(refusals.length === 0 ? [] : [insertImportRefusals(db, marked, refusals)]),
    ...(isLast && seen.state === 'importing' ? [deleteImportPieces(db, marked)] : []),
  ]);
  return { nextInMs: 0 };
}

type Came = { readonly counts: ImportCounts; readonly refusals: readonly ImportRefusal[] };

async function check(context: Pick<Context, 'store' | 'now'>, lines: readonly ImportLine[]): Promise<Came> {
  const { counts, rejected } = await checkUsers(context, lines);
  return { counts, refusals: withIds(lines, rejected) };
}

async function bringIn(
  context: Pick<Context, 'store' | 'now' | 'newId' | 'wake'>,
  { id, member }: UserImport,
  lines: readonly ImportLine[],
): Promise<Came> {
  const result = await importUsers(context, inTurn(lines), `member:${member}`, (line) => refOfLine(id, line));
  const { imported, updated, rejected, rejectedCount } = result;
  const refused = new Set(rejected.map(({ line }) => line));
  const taken = lines.filter((one) => 'user' in one && one.accepted.length > 0 && !refused.has(one.line));
  const counts = {
    ...{ lines: lines.length, fresh: imported, known: updated, same: 0 },
    ...{ refused: rejectedCount, agreeing: taken.length },
  };
  return { counts, refusals: withIds(lines, rejected) };
}

async function* inTurn(lines: readonly ImportLine[]): AsyncGenerator<ImportLine> {
  yield* lines;
}

function withIds(
  lines: readonly ImportLine[],
  rejected: readonly { readonly line: number; readonly detail: string }[],
): readonly ImportRefusal[] {
  const ids = new Map(lines.map((one) => [one.line, 'user' in one ? one.user : (one.named ?? null)]));
  return rejected.map(({ line, detail }) => ({ line, user: ids.get(line) ?? null, detail }));
}
