import { z } from 'zod';
import { recordReaderEvent } from '../../actions/notices/record-reader-event.ts';
import { insistOnPresentation } from '../../actions/record/keep-presentation.ts';
import {
  READER_CHANNELS,
  READER_EVENT_KINDS,
  type ReaderEvent,
  STATED,
} from '../../domain/notices/reader-event.ts';
import { type Api, addEndpoint } from '../wire/endpoint.ts';
import { instant, instantOut, policyName, presentationId, userId, versionNumber } from '../wire/schemas.ts';

const ofVersion = {
  ...{ policy: policyName, version: versionNumber, at: instant },
  presentation: presentationId.optional(),
};
/** What the notice said to count as agreeing. What one in the account says, the service knows by itself. */
const states = z.array(z.enum(STATED)).max(10).optional();

const readerEvent = z.union([
  z.strictObject({ kind: z.literal('renewal'), at: instant }),
  z.strictObject({
    kind: z.literal('shown'),
    channel: z.literal('account').default('account'),
    ...ofVersion,
  }),
  z.strictObject({
    kind: z.enum(['delivered', 'shown']),
    channel: z.enum(['post', 'push']),
    ...ofVersion,
    states,
  }),
  z.strictObject({ kind: z.literal('delivered'), channel: z.literal('account'), ...ofVersion }),
]);

const readerEventAnswer = z
  .object({
    id: z.string(),
    user: z.string(),
    kind: z.enum(READER_EVENT_KINDS),
    channel: z.enum(READER_CHANNELS).nullable(),
    policy: z.string().nullable(),
    version: z.int().nullable(),
    at: instantOut,
    states: z.array(z.enum(STATED)).readonly().nullable(),
  })
  .meta({ id: 'ReaderEvent' });

/** What products report of a reader besides what that did here. */
export function readerEventRoutes(api: Api): void {
  const { context } = api;
  addEndpoint(
    api,
    {
      method: 'post',
      path: '/v1/users/{user}/events',
      summary:
        'Report that a reader’s contract renewed, or that a notice was delivered or shown to them in another way than by mail. The same fact is kept once.',
      role: 'app',
      params: z.object({ user: userId }),
      body: readerEvent,
      statuses: [200, 201],
      answer: readerEventAnswer,
      refusals: [
        ...(['invalid-request', 'unknown-user', 'unknown-policy', 'unknown-version'] as const),
        ...(['version-not-open', 'unknown-presentation', 'may-not-answer', 'unknown-party'] as const),
      ],
    },
    async ({ params, body, caller }) => {
      const reported = bodyToEvent(body);
      const presentation = 'presentation' in body ? body.presentation : undefined;
      await insistOnPresentation(context.store.db, presentation);
      const { id, event, first } = await recordReaderEvent(
        ...([context, params.user, reported, caller.keyId, { presentation }] as const),
      );
      const { kind, channel, of, at, states } = event;
      const about = { policy: of?.policy ?? null, version: of?.version ?? null };
      return {
        status: first ? 201 : 200,
        body: { id, user: params.user, kind, channel, ...about, at, states },
      };
    },
  );
}

function bodyToEvent(body: z.output<typeof readerEvent>): ReaderEvent {
  const { kind, at } = body;
  if (kind === 'renewal') return { kind, channel: null, of: null, at, states: null };
  const { channel, policy, version } = body;
  const named = 'states' in body ? body.states : undefined;
  const states = named === undefined ? null : STATED.filter((one) => named.includes(one));
  return { kind, channel, of: { policy, version }, at, states };
}
