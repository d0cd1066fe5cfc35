/*
 * JSON for programs, one file a resource, each route with the schemas that validate it and document it in
 * /openapi.json. No route here has another way in than the key, or the signature, that it names.
 */

import { z } from 'zod';
import { recordProviderEvent } from '../../actions/notices/record-provider-event.ts';
import { Refusal } from '../../domain/refusal.ts';
import { insistOnSecret } from '../wire/authorize.ts';
import type { Api } from '../wire/endpoint.ts';
import { readBody } from '../wire/read-body.ts';

const MAX_EVENT_BYTES = 256 * 1024;

/** A report may bring back the whole mail that it is about. */
const MAX_REPORT_BYTES = 2 * 1024 * 1024;

const reported = z.object({
  outcome: z.enum(['kept', 'repeated', 'not-ours', 'no-report']).meta({
    description:
      'Whether the report is kept now, or was before; is about no mail of ours that is known; or the mail is no report of one of ours.',
  }),
});

/** Where others report what became of mails. There is nothing here while no secret proves who reports. */
export function webhookRoutes(api: Api): void {
  resendRoute(api);
  bouncesRoute(api);
}

/** Where the mail provider reports what became of mails. */
function resendRoute({ app, context }: Api): void {
  app.post('/webhooks/resend', async (c) => {
    const { webhook } = context;
    if (webhook === null) throw new Refusal('not-found', 'There is nothing at this path.');
    // The signature is over the bytes: nothing of them may get lost in reading.
    const body = new TextDecoder('utf-8', { ignoreBOM: true }).decode(
      await readBody(c, MAX_EVENT_BYTES, 'An event'),
    );
    const event = await webhook({
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

/** Where a mail server or a mail service hands in what came back of mails that went out by SMTP, as it came. */
function bouncesRoute({ app, context, specs }: Api): void {
  specs.push({
    method: 'post',
    path: '/webhooks/bounces',
    summary: 'Take a mail that reports what became of one of ours (RFC 3464)',
    role: [],
    opensWith: 'BOUNCE_KEY',
    body: z.string().meta({ description: 'One mail, to the byte' }),
    bodyType: 'message/rfc822',
    maxBytes: MAX_REPORT_BYTES,
    statuses: [200],
    answer: reported,
    refusals: ['not-found', 'too-large'],
  });
  app.post('/webhooks/bounces', async (c) => {
    const { bounces } = context;
    if (bounces === null) throw new Refusal('not-found', 'There is nothing at this path.');
    insistOnSecret(context, c, bounces.keyHash);
    const event = await bounces.read(await readBody(c, MAX_REPORT_BYTES, 'A mail'), context.now());
    const outcome = event === null ? 'no-report' : await recordProviderEvent(context, event);
    return c.json({ outcome } satisfies z.output<typeof reported>);
  });
}
