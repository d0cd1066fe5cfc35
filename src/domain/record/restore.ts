/** A checkpoint that is kept outside of the database. */
export type KnownCheckpoint = { readonly source: string; readonly size: number; readonly root: string };

/** That the database holds an older log than a checkpoint of it which is known elsewhere. */
export type Restore = {
  /** The checkpoint that shows it. */
  readonly lost: KnownCheckpoint;
  /** Where the log in the database stands. */
  readonly size: number;
  readonly root: string;
};

/** What happened and what to do about it, for the operator to read. */
export function restoreText({ lost, size }: Restore): string {
  const what =
    lost.size > size
      ? `the log in the database has ${size} records, and ${lost.source} knows of ${lost.size}`
      : `the log in the database is another than the one of ${lost.size} records that ${lost.source} knows of`;
  return `The database was restored from a backup, or is another one: ${what}. No mail goes out and nothing is added to the log until that is accepted with "npm run audit -- --accept-restore" (for D1 add --database d1:DB --remote).`;
}
