import { type Attention, readAttention } from '../../actions/upkeep/read-attention.ts';
import type { Version } from '../../domain/policies/policy.ts';
import { announcedVersions, versionInForce } from '../../domain/policies/timeline.ts';
import { homePage, type Need, type PolicyLine } from '../../pages/console/home.ts';
import { countResponses } from '../../storage/notices/progress.ts';
import { listPolicies, type StoredPolicy } from '../../storage/policies/policies.ts';
import { listVersionsOf } from '../../storage/policies/policy-versions.ts';
import type { HttpContext } from '../wire/http-context.ts';
import { addScreen, type Console } from './wire/screens.ts';

/** As many as fit on a screen; there are hardly ever more. */
const MOST_POLICIES = 50;
/** So many answers are counted while somebody waits. */
const MOST_COUNTED = 10_000;

/** The first screen: what needs a hand, and each policy in one line. */
export function homeScreen(console: Console): void {
  const { context } = console;
  addScreen(console, {
    path: '/console',
    may: 'see-home',
    show: async () => {
      const policies = await listPolicies(context.store.db, { limit: MOST_POLICIES });
      const lines: PolicyLine[] = [];
      for (const policy of policies) lines.push(await readLine(context, policy));
      return homePage({ needs: await readNeeds(context), policies: lines });
    },
  });
}

async function readNeeds(context: HttpContext): Promise<readonly Need[]> {
  const attention = await readAttention(context, {
    restore: await context.findRestore(),
    own: context.ownAttention(),
  });
  return attention.map(({ detail }: Attention) => ({ detail }));
}

async function readLine(context: HttpContext, policy: StoredPolicy): Promise<PolicyLine> {
  const now = context.now();
  const { versions } = await listVersionsOf(context.store.db, policy);
  const announced = announcedVersions(versions, now);
  const inForce = versionInForce(versions, now);
  const newest = announced.at(-1) ?? inForce;
  const isTold = newest !== null && newest.change !== 'initial';
  const { title, timeZone } = policy;
  return {
    ...{ policy: policy.policy, title, timeZone, inForce, announced },
    telling: isTold ? await readTelling(context, newest) : null,
  };
}

async function readTelling(context: HttpContext, version: Version): Promise<PolicyLine['telling']> {
  const { recipients } = version;
  if (recipients > MOST_COUNTED) return { recipients, counted: null };
  const { policy, version: number } = version;
  const counts = await countResponses(context.store.db, policy, number, context.now());
  const accepted = Object.values(counts.accepted).reduce((sum, count) => sum + count, 0);
  const declined = counts.leaving + counts.terminated + (counts.objected ?? 0);
  return { recipients, counted: { told: counts.told, accepted, declined, silent: counts.silent } };
}
