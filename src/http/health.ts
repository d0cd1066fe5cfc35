import { listPolicies } from '../storage/policies.ts';
import type { Api } from './endpoint.ts';

/** Whether the service can do its work: the database answers, and mails have somewhere to go. */
export function healthRoutes({ app, context }: Api): void {
  app.get('/healthz', async (c) => {
    const database = await listPolicies(context.store.db, { limit: 1 }).then(
      () => 'ok' as const,
      () => 'unreachable' as const,
    );
    const mail =
      context.mailer === null
        ? {
            state: 'waiting',
            detail:
              'Notices are queued: set RESEND_API_KEY, since the local mailbox tells nobody outside this machine.',
          }
        : { state: context.mailer.name };
    const status = database === 'ok' ? 200 : 503;
    return c.json({ status: database === 'ok' ? 'ok' : 'unavailable', database, mail }, status, {
      'cache-control': 'no-store',
    });
  });
}
