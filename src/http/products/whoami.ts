/*
 * JSON for products' own programs, besides the check and the acts: who a key is, signing somebody up. Each
 * route with the schemas that validate it and document it in /openapi.json.
 */

import { z } from 'zod';
import { findKey } from '../../storage/access/keys.ts';
import { ADMIN_KEY_ID, EVERYBODY } from '../wire/authorize.ts';
import { type Api, addEndpoint } from '../wire/endpoint.ts';
import { keyRole } from '../wire/schemas.ts';

/** The version of the JSON API: it grows where something is taken away or means something else. */
const API = 1 as const;

const whoamiAnswer = z
  .object({
    /** The version of this API. What is only added leaves it as it is. */
    api: z.literal(API),
    key: z.string(),
    /** Null for the key of the environment. */
    name: z.string().nullable(),
    role: keyRole,
  })
  .meta({ id: 'Whoami' });

/** What a program asks first: whether its key works, what it may do, and whether this API is the one it speaks. */
export function whoamiRoute(api: Api): void {
  addEndpoint(
    api,
    {
      method: 'get',
      path: '/v1/whoami',
      summary: 'Read whose key this is, and which version of the API answers.',
      role: EVERYBODY,
      statuses: [200],
      answer: whoamiAnswer,
      refusals: [],
    },
    async ({ caller }) => {
      const key =
        caller.keyId === ADMIN_KEY_ID ? undefined : await findKey(api.context.store.db, caller.keyId);
      return {
        status: 200,
        body: { api: API, key: caller.keyId, name: key?.name ?? null, role: caller.role },
        headers: { 'cache-control': 'no-store' },
      };
    },
  );
}
