import { join } from 'node:path';
import { inject } from 'vitest';

const dist = join(inject('clientFolder'), 'node_modules/@proviso/client/dist');

/** The client as it came out of its tarball. */
export const { createClient, ProvisoError, letsIn, noticesToShow, decidePassage, readAssertion, answerAt } =
  (await import(join(dist, 'index.js'))) as typeof import('../../client/src/index.ts');

/** Its fake, likewise. */
export const { fakeProviso } = (await import(
  join(dist, 'testing.js')
)) as typeof import('../../client/src/testing.ts');

/** What gates an app of Hono, likewise. */
export const { requireAcceptance } = (await import(
  join(dist, 'hono.js')
)) as typeof import('../../client/src/hono.ts');

/** What reads the events that the service sends, likewise. */
export const { readWebhook } = (await import(
  join(dist, 'webhooks.js')
)) as typeof import('../../client/src/webhooks.ts');
