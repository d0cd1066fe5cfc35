import { cors } from 'hono/cors';
import { earliestOf, instantToMs } from '../../domain/instant.ts';
import { announcedVersions, versionInForce } from '../../domain/policies/timeline.ts';
import { policyIn, textLocaleFor, versionIn } from '../../domain/policies/version-text.ts';
import { Refusal } from '../../domain/refusal.ts';
import { versionPath } from '../../pages/public-paths.ts';
import { toResponse } from '../wire/answer.ts';
import type { Api } from '../wire/endpoint.ts';
import { findNamed } from './public-answer.ts';

/** How long a sign-up form may go on showing a version after it was replaced. */
const MAX_AGE_S = 60;

/** The version in force as data for sign-up forms: what to show, and what to name in the acceptance. */
export function currentVersionRoute({ app, context }: Api): void {
  const path = '/policies/:policy/current.json';
  app.use(path, cors({ allowMethods: ['GET', 'HEAD'] }));
  app.get(path, async (c) => {
    const found = await findNamed(context.store.db, c.req.param('policy'));
    if (found === undefined) throw new Refusal('unknown-policy', 'There is no such policy.');
    const { policy, versions } = found;
    const now = context.now();
    const current = versionInForce(versions, now);
    if (current === null) throw new Refusal('unknown-version', 'No version of this policy is in force yet.');
    const asked = c.req.query('lang');
    const version = versionIn(current, textLocaleFor(current, asked));
    const isChosen = asked !== undefined && current.translations.length > 0;
    const next = earliestOf(announcedVersions(versions, now).map(({ effectiveAt }) => effectiveAt));
    const seconds = next === null ? MAX_AGE_S : Math.floor((instantToMs(next) - instantToMs(now)) / 1000);
    return toResponse(c, {
      status: 200,
      body: {
        policy: policy.policy,
        title: policyIn(policy, version.locale).title,
        version: version.version,
        contentHash: version.contentHash,
        locale: version.locale,
        effectiveAt: version.effectiveAt,
        url: `${context.publicUrl}${versionPath({ ...policy, asked: isChosen ? version.locale : null }, version.version)}`,
      },
      headers: { 'cache-control': `public, max-age=${Math.min(MAX_AGE_S, seconds)}` },
      hasEtag: true,
    });
  });
}
