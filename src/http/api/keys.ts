import { z } from 'zod';
import { endKey, makeKey } from '../../actions/access/make-key.ts';
import { type ApiKey, listKeys } from '../../storage/access/keys.ts';
import { listOf, readPage } from '../wire/cursor.ts';
import { type Api, addEndpoint } from '../wire/endpoint.ts';
import { instant, instantOut, keyRole, line, madeId, pageQuery } from '../wire/schemas.ts';

const keyAnswer = z
  .object({
    id: z.string(),
    name: z.string(),
    role: keyRole,
    createdAt: instantOut,
    /** To within ten minutes; null: never. */
    lastUsedAt: instantOut.nullable(),
    /** From when on it does not work; null: until it is deleted. */
    endsAt: instantOut.nullable(),
  })
  .meta({ id: 'Key' });

/** Making, listing and deleting bearer keys. */
export function keyRoutes(api: Api): void {
  const { context } = api;

  addEndpoint(
    api,
    {
      method: 'post',
      path: '/v1/keys',
      summary: 'Make a key, which may end by a date. Its secret is shown this once.',
      role: 'admin',
      body: z.strictObject({ name: line(200), role: keyRole, endsAt: instant.nullable().optional() }),
      statuses: [201],
      answer: keyAnswer.extend({ key: z.string() }),
      refusals: ['invalid-request'],
    },
    async ({ body, caller }) => {
      const { key, token } = await makeKey(context, body, caller.keyId);
      return {
        status: 201,
        body: { ...keyToAnswer(key), key: token },
        headers: { 'cache-control': 'no-store' },
      };
    },
  );

  addEndpoint(
    api,
    {
      method: 'get',
      path: '/v1/keys',
      summary: 'List the keys that work.',
      role: 'admin',
      query: pageQuery,
      statuses: [200],
      answer: listOf(keyAnswer),
      refusals: ['invalid-request'],
    },
    async ({ query }) => {
      const body = await readPage(
        query,
        z.tuple([z.string()]),
        (after, limit) => listKeys(context.store.db, context.now(), { after: after?.[0], limit }),
        (last) => [last.id],
        keyToAnswer,
      );
      return { status: 200, body };
    },
  );

  addEndpoint(
    api,
    {
      method: 'delete',
      path: '/v1/keys/{id}',
      summary: 'Delete a key; it stops working at once.',
      role: 'admin',
      params: z.object({ id: madeId }),
      statuses: [204],
      answer: null,
      refusals: ['invalid-request', 'unknown-key', 'last-admin-key'],
    },
    async ({ params }) => {
      await endKey(context, params.id, { isAdminElsewhere: context.adminKeyHash !== null });
      return { status: 204, body: null };
    },
  );
}

function keyToAnswer(key: ApiKey): z.output<typeof keyAnswer> {
  const { id, name, role, createdAt, lastUsedAt, endsAt } = key;
  return { id, name, role, createdAt, lastUsedAt, endsAt };
}
