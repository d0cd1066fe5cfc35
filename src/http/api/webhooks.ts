/*
 * JSON for programs, one file a resource, each route with the schemas that validate it and document it in
 * /openapi.json. No route here has another way in than the key, or the signature, that it names.
 */

import { recordProviderEvent } from '../../actions/notices/record-provider-event.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Api } from '../wire/endpoint.ts';
import { readBody } from '../wire/read-body.ts';

const MAX_EVENT_BYTES = 256 * 1024;

/** Where the mail provider reports what became of mails. There is nothing here while no secret proves who reports. */
export function webhookRoutes({ app, context }: Api): void {
  app.post('/webhooks/resend', async (c) => {
    const { webhook } = context;
    if (webhook === null) throw new Refusal('not-found', 'There is nothing at this path.');
    // The signature is over the bytes: nothing of them may get lost in reading.
    const body = new TextDecoder('utf-8', { ignoreBOM: true }).decode(
      await readBody(c, MAX_EVENT_BYTES, 'An event'),
    );
    const event = webhook({
      body,
      id: c.req.header('svix-id') ?? '',
      timestamp: c.req.header('svix-timestamp') ?? '',
      signature: c.req.header('svix-signature') ?? '',
    });
    if (event === null) {
      throw new Refusal('invalid-signature', 'The signature is wrong, or too old or too far ahead.');
    }
    await recordProviderEvent(context, event);
    return c.body(null, 204);
  });
}
