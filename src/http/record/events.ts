/*
 * The record over HTTP: what happened since some position, the log and its proofs for whoever watches it,
 * and the evidence about one person or version.
 */

import { z } from 'zod';
import { ACT_KINDS } from '../../domain/record/act.ts';
import { type LoggedAct, listLoggedActs, type RecordBody } from '../../storage/record/log-reads.ts';
import { DEFAULT_PAGE } from '../wire/cursor.ts';
import { type Api, addEndpoint } from '../wire/endpoint.ts';
import { instantOut, pageQuery } from '../wire/schemas.ts';

/** How often the log is looked at while somebody waits. */
const LOOK_EVERY_MS = 500;

const upTo = (max: number, digits: number) =>
  z
    .string()
    .regex(new RegExp(`^\\d{1,${digits}}$`), { error: `must be a number from 0 to ${max}` })
    .transform(Number)
    .pipe(z.number().max(max));

const eventAnswer = z
  .object({
    position: z.int(),
    id: z.string(),
    kind: z.enum(ACT_KINDS),
    at: instantOut,
    recordedAt: instantOut,
    actor: z.string(),
    /** The product's own id; null once the user was erased, and for acts about no one. */
    user: z.string().nullable(),
    policy: z.string().nullable(),
    version: z.int().nullable(),
    facts: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'Event' });

/** What happened, in the order of the log, for products to follow. */
export function eventRoutes(api: Api): void {
  const { context } = api;

  addEndpoint(
    api,
    {
      method: 'get',
      path: '/v1/events',
      summary: 'What happened after a position, oldest first; waits up to 30 seconds for something to.',
      role: ['app', 'legal'],
      query: z.strictObject({
        after: upTo(2_147_483_647, 10).optional(),
        limit: pageQuery.shape.limit,
        wait: upTo(30, 2).optional(),
      }),
      statuses: [200],
      answer: z.object({ items: z.array(eventAnswer).readonly(), next: z.int() }),
      refusals: ['invalid-request'],
    },
    async ({ query }, c) => {
      const { after = 0, limit = DEFAULT_PAGE, wait = 0 } = query;
      let found = await listLoggedActs(context.store.db, after, limit);
      for (let waited = 0; found.length === 0 && waited < wait * 1000; waited += LOOK_EVERY_MS) {
        if (c.req.raw.signal.aborted) break;
        await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
        found = await listLoggedActs(context.store.db, after, limit);
      }
      const next = found.at(-1)?.position ?? after;
      return {
        status: 200,
        body: { items: found.map(toEvent), next },
        headers: { 'cache-control': 'no-store' },
      };
    },
  );
}

function toEvent({ position, body, user }: LoggedAct): z.output<typeof eventAnswer> {
  const { id, kind, at, recordedAt, actor, policy, version, facts } = JSON.parse(body) as RecordBody;
  return { position, id, kind, at, recordedAt, actor, user, policy, version, facts };
}
