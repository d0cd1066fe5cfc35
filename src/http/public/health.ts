import { readAttention, WAITING } from '../../actions/upkeep/read-attention.ts';
import { type Restore, restoreText } from '../../domain/record/restore.ts';
import { findPace } from '../../storage/sending/pace.ts';
import type { Api } from '../wire/endpoint.ts';
import type { HttpContext } from '../wire/http-context.ts';

const NOT_KEPT = { 'cache-control': 'no-store' };

/** What those who run the service, and what runs it, ask about it; anybody may. */
export function healthRoutes({ app, context }: Api): void {
  /** Whether this process turns at all; else it is to be started anew. */
  app.get('/livez', (c) => c.json({ status: 'ok' }, 200, NOT_KEPT));

  /** Whether this process can answer a check; else whoever asks is to be sent to another. */
  app.get('/readyz', async (c) => {
    const missing = await context.findMissingMigrations().catch(() => null);
    if (missing?.length === 0) return c.json({ status: 'ok' }, 200, NOT_KEPT);
    const reason =
      missing === null
        ? 'The database does not answer.'
        : `The database is older than this process: it lacks ${missing.join(', ')}.`;
    return c.json({ status: 'unavailable', reason }, 503, NOT_KEPT);
  });

  /** How the service stands, and what somebody should see to. */
  app.get('/healthz', async (c) => {
    const restore = await context.findRestore().catch(() => null);
    const attention = await readAttention(context, { restore, own: context.ownAttention() }).catch(
      () => null,
    );
    const database = attention === null ? ('unreachable' as const) : ('ok' as const);
    const body = {
      status: attention === null ? 'unavailable' : attention.length > 0 ? 'attention' : 'ok',
      attention: attention ?? [],
      ...{ database, mail: await mailOf(context, restore), log: logOf(context, restore) },
    };
    return c.json(body, attention === null ? 503 : 200, NOT_KEPT);
  });
}

async function mailOf({ store, mailer, now }: HttpContext, restore: Restore | null) {
  if (restore !== null) return { state: 'held', detail: restoreText(restore) };
  if (mailer === null) return { state: 'waiting', detail: WAITING.detail };
  const pace = await findPace(store.db).catch(() => null);
  const pausedUntil = pace?.pausedUntil ?? null;
  const isPaused = pausedUntil !== null && pausedUntil > now();
  return { state: mailer.name, ...(isPaused ? { pausedUntil } : {}) };
}

function logOf({ logSigner }: HttpContext, restore: Restore | null) {
  if (restore !== null) {
    const { size, lost } = restore;
    return { state: 'restored', size, knownSize: lost.size, knownTo: lost.source };
  }
  if (logSigner === null) {
    return { state: 'unsigned', detail: 'The record is numbered but not signed: set LOG_KEY.' };
  }
  return { state: 'signed', origin: logSigner.name };
}
