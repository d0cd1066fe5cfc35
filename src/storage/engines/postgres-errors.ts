import pg from 'pg';
import { StorageError, StorageUnavailable } from '../store.ts';

/** Two writes met, and the server ended this one: nothing of it happened, and repeating it is all it takes. */
const MET_ANOTHER = ['40001', '40P01'];

/** States of a server, not of a statement: classes and codes (PostgreSQL, appendix A). */
const NOT_NOW = /^(08|53|57P|58|25006|25P02|25P03|25P04|40001|40P01|55P03|57014|28|3D000|0A000$)/;

/** Whether a write ended because it met another one, and nothing of it happened. */
export function isWorthRepeating(error: unknown): boolean {
  return error instanceof pg.DatabaseError && MET_ANOTHER.includes(error.code ?? '');
}

/** Whether an answer's columns changed under a prepared statement: the schema was migrated meanwhile. */
export function isOutdatedPlan(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.routine === 'RevalidateCachedQuery';
}

/** The error as the rest of the code knows it: StorageUnavailable where trying again later may help. */
export function toStorageError(error: unknown): unknown {
  if (error instanceof StorageError) return error;
  if (error instanceof pg.DatabaseError && !NOT_NOW.test(error.code ?? '')) return error;
  return new StorageUnavailable(`PostgreSQL cannot be used now: ${messageOf(error)}`, { cause: error });
}

/** Why the database of a URL cannot be opened and what to do, without its password. */
export function explainOpening(error: unknown, url: string): string {
  const { hostname, port, pathname, username } = new URL(url);
  const server = `PostgreSQL at ${hostname || 'the local socket'}${port === '' ? '' : `:${port}`}`;
  const reason = messageOf(error);
  switch (error instanceof pg.DatabaseError ? error.code : '') {
    case '28P01':
    case '28000':
      return `${server} does not let the user "${decodeURIComponent(username)}" in: ${reason}. Correct the user or password in DATABASE_URL.`;
    case '3D000':
      return `${server} has no database "${decodeURIComponent(pathname.slice(1))}". Create it with ENCODING 'UTF8', or correct DATABASE_URL.`;
    default:
      return `${server} cannot be used: ${reason}. Start it, or correct DATABASE_URL.`;
  }
}

/** What an error says; one that stands for several, as when a name has several addresses, says nothing itself. */
export function messageOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(messageOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}
