import { StorageError } from '../store.ts';

/** Stands in the list of applied migrations, where whoever starts a service looks first. */
const MARK = 'unfinished copy of ';

/** What stands among the migrations of a database while another one, the `source`, is copied into it. */
export function copyMarkOf(source: string): string {
  return MARK + source;
}

/** The source whose copy into a database with these migrations has not come to its end. */
export function findUnfinishedCopy(applied: readonly string[]): string | undefined {
  return applied.find((name) => name.startsWith(MARK))?.slice(MARK.length);
}

/** Insists that a database with these migrations is no half of a copy; throws a StorageError that says what to do. */
export function insistOnWholeCopy(applied: readonly string[]): void {
  const source = findUnfinishedCopy(applied);
  if (source === undefined) return;
  throw new StorageError(
    `The database is an unfinished copy of ${source}. Finish it with "npm run copy", with the same --from and --to, or use another database.`,
  );
}
