import { z } from 'zod';
import { readRelease } from '../../actions/drafts/stop-release.ts';
import { readPosted, withdrawRelease } from '../../actions/policies/withdraw-release.ts';
import { DELIVERY_STATES } from '../../domain/notices/delivery-state.ts';
import type { Version } from '../../domain/policies/policy.ts';
import { countMailsByState } from '../../storage/notices/progress.ts';
import { progressAnswer, progressOf } from '../api/notices.ts';
import { type Api, addEndpoint } from '../wire/endpoint.ts';
import { line } from '../wire/schemas.ts';
import { versionAnswer, versionToAnswer } from '../wire/version-answer.ts';
import { draftParams } from './draft-answer.ts';

const releaseProgress = z
  .object({
    id: z.string(),
    /** Of each version what became of those who are told of it; a mail that tells of several counts for each. */
    versions: z.array(progressAnswer).readonly(),
    /** How many mails announce them, by what became of each; those that tell of several count once. */
    mails: z.partialRecord(z.enum(DELIVERY_STATES), z.int()),
  })
  .meta({ id: 'ReleaseProgress' });

/** What becomes of releases once they are posted: how far telling people of them is, and taking them back. */
export function postedReleaseRoutes(api: Api): void {
  const { context } = api;
  const { db } = context.store;

  addEndpoint(
    api,
    {
      method: 'get',
      path: '/v1/releases/{id}/progress',
      summary:
        'Count who was told of the versions of a release and what they did, and the mails that tell of them.',
      role: 'legal',
      params: draftParams,
      statuses: [200],
      answer: releaseProgress,
      refusals: ['invalid-request', 'unknown-release'],
    },
    async ({ params }) => {
      const posted = await readPosted(db, await readRelease(db, params.id));
      const versions = posted.map(({ version }) => version);
      const names = [...new Set(versions.map(({ release }) => release))];
      return {
        status: 200,
        body: {
          id: params.id,
          versions: await Promise.all(versions.map((version) => progressOf(context, version))),
          mails: await countMailsByState(db, names),
        },
      };
    },
  );

  addEndpoint(
    api,
    {
      method: 'post',
      path: '/v1/releases/{id}/withdrawal',
      summary:
        'Withdraw all versions of a release that are announced; whoever was told of several hears of it once.',
      role: 'legal',
      params: draftParams,
      body: z.strictObject({ reason: line(2000), pending: z.literal('withdraw').optional() }),
      idempotent: true,
      statuses: [200],
      answer: z.object({ versions: z.array(versionAnswer).readonly() }).meta({ id: 'WithdrawnRelease' }),
      refusals: ['invalid-request', 'unknown-release', 'version-not-announced', 'version-pending'],
    },
    async ({ params, body, caller, remember }) => {
      const release = await readRelease(db, params.id);
      const withdrawn = (versions: readonly Version[]) => ({
        status: 200 as const,
        body: { versions: versions.map((one) => versionToAnswer(one, [one], context.now())) },
      });
      const asked = { reason: body.reason, withdrawPending: body.pending === 'withdraw' };
      return withdrawn(await withdrawRelease(context, release, asked, caller.keyId, remember(withdrawn)));
    },
  );
}
