import { z } from 'zod';
import { repeatDelivery } from '../../actions/notices/repeat-delivery.ts';
import { resolveDelivery } from '../../actions/notices/resolve-delivery.ts';
import { goOn, pauseVersion, resumeVersion } from '../../actions/sending/pause-version.ts';
import { type Api, addEndpoint } from '../wire/endpoint.ts';
import { readPolicyVersions } from '../wire/read-checks.ts';
import { instant, instantOut, line, policyName, text, versionParam } from '../wire/schemas.ts';
import { versionAnswer, versionToAnswer } from '../wire/version-answer.ts';

const versionParams = z.object({ policy: policyName, version: versionParam });

const verdict = z.strictObject({
  as: z.enum(['sent', 'resend']),
  at: instant.optional(),
  reason: line(2000).optional(),
});

const resolutionAnswer = z
  .object({
    id: z.string(),
    as: z.enum(['sent', 'resend']),
    /** When the provider took the mail, as far as the operator knows; null for one that is sent again. */
    takenAt: instantOut.nullable(),
    reason: z.string().nullable(),
    resolvedAt: instantOut,
    /** Whether its user may get the notice twice. */
    possibleDuplicate: z.boolean(),
  })
  .meta({ id: 'Resolution' });

const repeatAnswer = z
  .object({
    /** The delivery that is sent once more; the new one names it in `mayRepeat`. */
    repeats: z.string(),
    user: z.string(),
    queuedAt: instantOut,
  })
  .meta({ id: 'Repeat' });

/** The operator's hand: holding a version's notices back, and settling what became of unclear ones. */
export function operationRoutes(api: Api): void {
  const { context } = api;

  for (const [verb, act, summary] of [
    ['pause', pauseVersion, 'Hold back a version’s notices until they are resumed. Its dates stand.'],
    ['resume', resumeVersion, 'Let a paused version’s notices go out again.'],
    ['go-on', goOn, 'Let what waits after a version’s first wave go out.'],
  ] as const) {
    addEndpoint(
      api,
      {
        method: 'post',
        path: `/v1/policies/{policy}/versions/{version}/${verb}`,
        summary,
        role: 'legal',
        params: versionParams,
        statuses: [200],
        answer: versionAnswer,
        refusals: ['unknown-policy', 'unknown-version', 'version-not-open'],
      },
      async ({ params, caller }) => {
        const version = await act(context, params, caller.keyId);
        const { versions } = await readPolicyVersions(context, params.policy);
        return { status: 200, body: versionToAnswer(version, versions, context.now()) };
      },
    );
  }

  addEndpoint(
    api,
    {
      method: 'post',
      path: '/v1/policies/{policy}/versions/{version}/deliveries/{delivery}/resolve',
      summary: 'Say what became of a delivery that is unknown, or have it sent again.',
      role: 'legal',
      params: versionParams.extend({ delivery: text(100) }),
      body: verdict,
      statuses: [200],
      answer: resolutionAnswer,
      refusals: [
        'invalid-request',
        'unknown-policy',
        'unknown-version',
        'unknown-delivery',
        'unknown-user',
        'delivery-not-unknown',
        'version-not-open',
      ],
    },
    async ({ params: { delivery, ...of }, body, caller }) => {
      const said = { as: body.as, at: body.at ?? null, reason: body.reason ?? null };
      const { deliveryId, ...resolution } = await resolveDelivery(
        context,
        { ...of, id: delivery },
        said,
        caller.keyId,
      );
      return {
        status: 200,
        body: { id: deliveryId, ...resolution, possibleDuplicate: resolution.as === 'resend' },
      };
    },
  );

  addEndpoint(
    api,
    {
      method: 'post',
      path: '/v1/policies/{policy}/versions/{version}/deliveries/{delivery}/again',
      summary: 'Send somebody a mail once more, in the same words, since they ask for it.',
      role: ['app', 'legal'],
      params: versionParams.extend({ delivery: text(100) }),
      statuses: [202],
      answer: repeatAnswer,
      refusals: [
        'invalid-request',
        'unknown-policy',
        'unknown-version',
        'unknown-delivery',
        'delivery-not-repeatable',
      ],
    },
    async ({ params: { delivery, ...of }, caller }) => {
      const { deliveryId, ...queued } = await repeatDelivery(context, { ...of, id: delivery }, caller.keyId);
      return { status: 202, body: { repeats: deliveryId, ...queued } };
    },
  );
}
