import { z } from 'zod';
import { pauseAsking, resumeAsking } from '../../actions/policies/pause-asking.ts';
import { askingPauseAnswer, pauseToAnswer } from '../api/policies.ts';
import { type Api, addEndpoint } from '../wire/endpoint.ts';
import { instant, line, policyName } from '../wire/schemas.ts';

const params = z.object({ policy: policyName });

/** The emergency brake: asking about a policy is paused, and goes on. */
export function askingRoutes(api: Api): void {
  const { context } = api;

  addEndpoint(
    api,
    {
      method: 'put',
      path: '/v1/policies/{policy}/asking-pause',
      summary:
        'Gate on a policy for nobody until then, at most 30 days: whoever would be asked or kept out is let in and shown the notice. What people agreed to stays as it is.',
      role: 'legal',
      params,
      body: z.strictObject({ until: instant, reason: line(2000) }),
      statuses: [200],
      answer: askingPauseAnswer,
      refusals: ['invalid-request', 'unknown-policy'],
    },
    async ({ params, body, caller }) => {
      const pause = await pauseAsking(context, { ...params, ...body }, caller.keyId);
      return { status: 200, body: pauseToAnswer(pause) };
    },
  );

  addEndpoint(
    api,
    {
      method: 'delete',
      path: '/v1/policies/{policy}/asking-pause',
      summary: 'Gate on a policy again before its pause is over; where none is on, nothing changes.',
      role: 'legal',
      params,
      statuses: [204],
      answer: null,
      refusals: ['invalid-request', 'unknown-policy'],
    },
    async ({ params, caller }) => {
      await resumeAsking(context, params.policy, caller.keyId);
      return { status: 204, body: null };
    },
  );
}
