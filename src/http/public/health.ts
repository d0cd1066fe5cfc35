import { restoreText } from '../../domain/record/restore.ts';
import { findPace } from '../../storage/notices/pace.ts';
import type { Api } from '../wire/endpoint.ts';

/** Whether the service can do its work: the database answers, and mails have somewhere to go. */
export function healthRoutes({ app, context }: Api): void {
  app.get('/healthz', async (c) => {
    const pace = await findPace(context.store.db).catch(() => null);
    const database = pace === null ? ('unreachable' as const) : ('ok' as const);
    const pausedUntil = pace?.pausedUntil ?? null;
    const isPaused = pausedUntil !== null && pausedUntil > context.now();
    const restore = await context.findRestore().catch(() => null);
    const mail =
      restore !== null
        ? { state: 'held', detail: restoreText(restore) }
        : context.mailer === null
          ? {
              state: 'waiting',
              detail:
                'Notices are queued: set RESEND_API_KEY, since the local mailbox tells nobody outside this machine.',
            }
          : { state: context.mailer.name, ...(isPaused ? { pausedUntil } : {}) };
    const status = database === 'ok' ? 200 : 503;
    const log =
      restore !== null
        ? {
            state: 'restored',
            size: restore.size,
            knownSize: restore.lost.size,
            knownTo: restore.lost.source,
          }
        : context.logSigner === null
          ? { state: 'unsigned', detail: 'The record is numbered but not signed: set LOG_KEY.' }
          : { state: 'signed', origin: context.logSigner.name };
    return c.json({ status: status === 200 ? 'ok' : 'unavailable', database, mail, log }, status, {
      'cache-control': 'no-store',
    });
  });
}
