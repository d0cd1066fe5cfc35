import { readDraft } from '../../actions/drafts/read-draft.ts';
import { readAttention } from '../../actions/upkeep/read-attention.ts';
import { actorOf, type Member } from '../../domain/access/member.ts';
import { may } from '../../domain/access/roles.ts';
import { authorsOf } from '../../domain/drafts/approvals.ts';
import type { Version } from '../../domain/policies/policy.ts';
import { announcedVersions, versionInForce } from '../../domain/policies/timeline.ts';
import { homePage, type Need, type PolicyLine } from '../../pages/console/home.ts';
import { homeWords } from '../../pages/console/words/home.ts';
import { listDraftsIn } from '../../storage/drafts/drafts.ts';
import { listPolicies, type StoredPolicy } from '../../storage/policies/policies.ts';
import { listVersionsOf } from '../../storage/policies/policy-versions.ts';
import type { HttpContext } from '../wire/http-context.ts';
import { readPolicyVersions } from '../wire/read-checks.ts';
import { attentionToNeed } from './attention-needs.ts';
import { readCounts } from './read-audience.ts';
import { addScreen, type Console } from './wire/screens.ts';

/** As many as fit on a screen; there are hardly ever more. */
const MOST_POLICIES = 50;
/** The newest of what is being written. */
const MOST_DRAFTS = 30;

/** The first screen: what needs a hand, and each policy in one line. */
export function homeScreen(console: Console): void {
  const { context } = console;
  addScreen(console, {
    path: '/console',
    may: 'see-home',
    show: async ({ member }) => {
      const policies = await listPolicies(context.store.db, { limit: MOST_POLICIES });
      const lines: PolicyLine[] = [];
      for (const policy of policies) lines.push(await readLine(context, policy));
      const needs = [
        ...(await readNeeds(context, member)),
        ...(may(member, 'see-audience') ? lines.flatMap(unreachedNeeds) : []),
      ];
      return homePage({ needs, policies: lines });
    },
  });
}

async function readNeeds(context: HttpContext, member: Member): Promise<readonly Need[]> {
  const attention = await readAttention(context, {
    restore: await context.findRestore(),
    own: context.ownAttention(),
  });
  // Which drafts those are is said one by one.
  const others = attention.filter(({ about }) => about !== 'drafts-need-attention');
  return [
    ...(may(member, 'see-drafts') ? await readDraftNeeds(context, member) : []),
    ...others.map((one) =>
      // Whoever sees this sees policies.
      one.policy !== undefined || may(member, 'see-operations')
        ? attentionToNeed(one, '/console/operations')
        : { detail: attentionToNeed(one, null).detail },
    ),
  ];
}

/** Drafts that wait for a member's approval, and those that were not posted when their time came. */
async function readDraftNeeds(context: HttpContext, member: Member): Promise<readonly Need[]> {
  const { db } = context.store;
  const needs: Need[] = [];
  for (const { id } of await listDraftsIn(db, ['open', 'scheduled', 'needs-attention'], MOST_DRAFTS)) {
    const { draft, revisions, standing } = await readDraft(db, id);
    const { policy } = await readPolicyVersions(context, draft.policy);
    const isMine = authorsOf(revisions).includes(actorOf(member));
    const haveSaid = [...standing.approvals, ...standing.objections].map(({ by }) => by);
    if (draft.state === 'needs-attention') {
      const detail = homeWords.stopped(policy.title, draft.attention?.detail ?? '');
      needs.push({ detail, href: `/console/drafts/${id}` });
    } else if (
      may(member, 'judge-drafts') &&
      standing.approvals.length < policy.approvals &&
      !isMine &&
      !haveSaid.includes(actorOf(member))
    ) {
      needs.push({ detail: homeWords.approve(policy.title), href: `/console/drafts/${id}/approval` });
    }
  }
  return needs;
}

/** People whom no mail reaches about what is announced: somebody has to tell them in another way. */
function unreachedNeeds({ policy, title, announced, telling }: PolicyLine): readonly Need[] {
  const count = telling?.counted?.unreachable ?? 0;
  const version = announced.at(-1)?.version;
  if (count === 0 || version === undefined) return [];
  const href = `/console/policies/${policy}/versions/${version}/people?state=unreachable`;
  return [{ detail: homeWords.unreached(title, version, count), href }];
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
  const counts = (await readCounts(context, version))?.counts;
  if (counts === undefined) return { recipients, counted: null };
  const { told, notTold, unreachable, accepted, silent, objected, leaving, left } = counts;
  const declined = objected + leaving + left;
  return { recipients, counted: { told, notTold, unreachable, accepted, declined, silent } };
}
