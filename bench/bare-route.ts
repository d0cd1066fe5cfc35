/**
 * Loaded into a service before its own code (`--import`), opens a second port in its process, `BARE_PORT`,
 * with bare routes that answer a constant: what the routes of the service are measured against. On PostgreSQL one of
 * them selects a user by their key first, through as many connections as the service has.
 */
import { isMainThread } from 'node:worker_threads';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';

/** As many as `storage/engines/postgres.ts` has. */
const CONNECTIONS = 10;

/** As long as the answer to a check. */
const CONSTANT = {
  user: 'user-123456',
  policy: 'privacy',
  standing: 'active',
  accepted: true,
  basis: 'imported',
  reason: null,
  next: 'none',
  current: { version: 1, effectiveAt: '2026-11-22T09:00:00.000Z', toldAt: null, bindsAt: null },
  holds: { version: 1, basis: 'imported', at: '2026-11-22T09:00:01.000Z' },
  upcoming: [
    {
      version: 2,
      change: 'substantial',
      effectiveAt: '2026-12-22T09:00:02.000Z',
      toldAt: null,
      bindsAt: null,
      response: 'none',
    },
  ],
  validUntil: '2026-12-22T09:00:02.000Z',
};

const app = new Hono();
app.get('/constant', (c) => c.json(CONSTANT));
const address = process.env.DATABASE_URL ?? '';
if (isMainThread && address.startsWith('postgres')) {
  const { default: pg } = await import('pg');
  const pool = new pg.Pool({ connectionString: address, max: CONNECTIONS, pipeline: true });
  const selectUser = { name: 'user', text: 'SELECT * FROM users WHERE user_id = $1' };
  app.get('/selected/:user', async (c) => {
    const { rowCount } = await pool.query({ ...selectUser, values: [c.req.param('user')] });
    return rowCount === 1 ? c.json(CONSTANT) : c.notFound();
  });
}
/** Pages of a length that is asked for, each made once. */
const pages = new Map<string, string>();
app.get('/page/:bytes', (c) => {
  const bytes = c.req.param('bytes');
  const page = pages.get(bytes) ?? 'x'.repeat(Number(bytes));
  pages.set(bytes, page);
  return c.html(page);
});
// Threads of the service load this too.
if (isMainThread) serve({ fetch: app.fetch, hostname: '127.0.0.1', port: Number(process.env.BARE_PORT) });
