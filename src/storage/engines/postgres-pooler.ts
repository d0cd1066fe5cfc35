import pg from 'pg';

/** What stands between us and a server, as far as it changes how the server is spoken to. */
export type PostgresManner = {
  /**
   * Whether connections are ours alone. Behind a pooler, such as PgBouncer, they may be another's after each
   * transaction: nothing may be set on them that outlives one, and it takes no settings while connecting.
   */
  readonly isDirect: boolean;
  /** Whether a statement's name means the same at its next use: behind a pooler that does not follow names it may not. */
  readonly keepsNames: boolean;
};

/** Spoken to without anything in between. */
const DIRECT: PostgresManner = { isDirect: true, keepsNames: true };

/** Connects to a server once, in the way that everything in between takes, and finds out what is. Fails as connecting does. */
export async function findManner(url: string, connectTimeoutMs: number): Promise<PostgresManner> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'proviso',
    connectionTimeoutMillis: connectTimeoutMs,
    query_timeout: connectTimeoutMs,
  });
  // A connection that is lost fails the query under way.
  client.on('error', () => {});
  try {
    await client.connect();
    if (await isDirect(client)) return DIRECT;
    return { isDirect: false, keepsNames: await followsNames(client) };
  } finally {
    await client.end().catch(() => {});
  }
}

/**
 * Whether the process that a connection was told it speaks to is the one that answers. A pooler tells of one
 * that it made up, since it must find out by itself whose statement is to be cancelled.
 */
export async function isDirect(client: pg.Client | pg.PoolClient): Promise<boolean> {
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  return rows[0]?.pid === (client as unknown as { readonly processID: number | null }).processID;
}

/** Whether a pooler follows names of statements, as PgBouncer does from 1.21 on: the server then knows ours by one of its own. */
async function followsNames(client: pg.Client): Promise<boolean> {
  const name = `proviso-${crypto.randomUUID()}`;
  await client.query('BEGIN READ ONLY');
  await client.query({ name, text: 'SELECT 1' });
  const { rows } = await client.query('SELECT 1 FROM pg_prepared_statements WHERE name = $1', [name]);
  const isPassedOn = rows.length > 0;
  // Whoever gets the connection next finds nothing of ours on it.
  if (isPassedOn) await client.query(`DEALLOCATE ${pg.escapeIdentifier(name)}`);
  await client.query('COMMIT');
  return !isPassedOn;
}
