/*
 * Calls the endpoints of products: from a process that can say which addresses it may reach, or from a
 * Worker, whose platform does.
 */

import type { Context } from '../../actions/context.ts';
import type { Round } from '../../actions/sending/send-due-notices.ts';
import { deliverEvents } from '../../actions/webhooks/deliver-events.ts';
import { listEndpointsWithWork, releaseEndpoints } from '../../storage/webhooks/endpoints.ts';

/** What tells endpoints what happened, each by itself. */
export type Webhooks = {
  /** Has every endpoint told that there is something for, and nobody tells yet. */
  readonly start: () => Promise<Round>;
  /** Ends the calls that are under way and settles when all is written; what they were about is told again. */
  readonly stop: () => Promise<void>;
};

/** Makes what tells endpoints: one that does not answer holds up its own events and nobody else's. */
export function makeWebhooks(
  context: Pick<Context, 'store' | 'now' | 'newId' | 'log' | 'linkSecrets' | 'poster'>,
  mayGoOn: () => Promise<boolean>,
): Webhooks {
  const { store, now, newId, log } = context;
  const stopping = new AbortController();
  const runner = { name: newId(), stopped: stopping.signal, warned: new Set<string>() };
  const told = new Map<string, Promise<void>>();

  const tell = async (id: string) => {
    for (let next: number | null = 0; next === 0 && !stopping.signal.aborted && (await mayGoOn()); ) {
      next = (await deliverEvents(context, id, runner)).nextInMs;
    }
  };
  return {
    async start() {
      if (stopping.signal.aborted) return { nextInMs: null };
      for (const id of await listEndpointsWithWork(store.db, { runner: runner.name, now: now() })) {
        if (told.has(id)) continue;
        const telling = tell(id)
          .catch((error: unknown) => {
            log('error', 'telling a webhook endpoint failed', {
              ...{ endpoint: id, error: error instanceof Error ? error.stack : String(error) },
            });
          })
          .finally(() => told.delete(id));
        told.set(id, telling);
      }
      return { nextInMs: null };
    },
    async stop() {
      stopping.abort();
      await Promise.all(told.values());
      // Another process need not wait until the leases end.
      await store.atomic([releaseEndpoints(store.db, runner.name)]).catch(() => {});
    },
  };
}
