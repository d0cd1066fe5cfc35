import { z } from 'zod';
import { putPolicy } from '../../actions/policies/put-policy.ts';
import { actorOf, type Member } from '../../domain/access/member.ts';
import { may } from '../../domain/access/roles.ts';
import { POLICY_KINDS, POLICY_READERS, proposedPreset } from '../../domain/policies/proposal.ts';
import { settingsDoubts } from '../../domain/policies/settings-doubts.ts';
import { announcedVersions, versionInForce } from '../../domain/policies/timeline.ts';
import { checkRules } from '../../domain/rules/check-rules.ts';
import { findPreset, PRESETS } from '../../domain/rules/presets.ts';
import { policiesPage, policyOverviewPage } from '../../pages/console/policy.ts';
import { newPolicyPage, policySettingsPage } from '../../pages/console/policy-settings.ts';
import { policyWords as words } from '../../pages/console/words/policies.ts';
import { listDrafts } from '../../storage/drafts/drafts.ts';
import { listRevisions } from '../../storage/drafts/revisions.ts';
import { findPolicy, listPolicies } from '../../storage/policies/policies.ts';
import { listVersionsOf } from '../../storage/policies/policy-versions.ts';
import { readPage } from '../wire/cursor.ts';
import type { HttpContext } from '../wire/http-context.ts';
import { readPolicyVersions } from '../wire/read-checks.ts';
import { line, locale, periodOrNone, policyName, timeZone } from '../wire/schemas.ts';
import { exampleDatesOf } from './example-dates.ts';
import { readNames } from './read-names.ts';
import { listQuery, typedLine, typedOrNot } from './wire/read-fields.ts';
import { addForm, addScreen, ComesBack, type Console } from './wire/screens.ts';

const POLICIES_PER_PAGE = 50;
/** The newest of them; older ones are posted or given up. */
const MOST_DRAFTS = 20;

/** The policy that a path names. */
export const ofPolicy = z.object({ policy: policyName });

const presetName = z.string().refine((name) => findPreset(name) !== null);

const settings = {
  title: typedLine(line(200)),
  locale: typedLine(locale),
  timeZone: typedLine(timeZone),
  preset: typedOrNot(presetName),
  approvals: typedLine(z.coerce.number().int().min(0).max(3)),
  grace: typedLine(periodOrNone),
};

/** The policies: the list of them, making one, and each with its versions, drafts and settings. Answers the screen of one. */
export function policyScreens(console: Console) {
  const { context } = console;
  const { db } = context.store;

  addScreen(console, {
    path: '/console/policies',
    may: 'see-policies',
    query: listQuery,
    show: async ({ query, member }) => {
      const now = context.now();
      const beginning = query.q;
      const { items, next } = await readPage(
        { cursor: query.cursor, limit: POLICIES_PER_PAGE },
        z.tuple([z.string()]),
        (after, limit) => listPolicies(db, { after: after?.[0], limit, beginning }),
        (last) => [last.policy],
        async (policy) => {
          const { versions } = await listVersionsOf(db, policy);
          const { title, timeZone: zone } = policy;
          return {
            ...{ policy: policy.policy, title, timeZone: zone, inForce: versionInForce(versions, now) },
            announced: announcedVersions(versions, now),
          };
        },
      );
      const isLater = query.cursor !== undefined;
      const mayWrite = may(member, 'write-policies');
      return policiesPage({ policies: items, next, isLater, beginning: beginning ?? '', mayWrite });
    },
  });

  const making = addScreen(console, {
    path: '/console/policies/new',
    may: 'write-policies',
    query: z.object({ kind: z.enum(POLICY_KINDS).optional(), for: z.enum(POLICY_READERS).optional() }),
    show: async ({ query, state }) => {
      const { kind, for: readers } = query;
      const isChosen = kind !== undefined && readers !== undefined;
      const preset = isChosen ? proposedPreset(kind, readers) : '';
      return newPolicyPage({
        chosen: isChosen ? { kind, readers, preset } : null,
        presets: PRESETS,
        binds: findPreset(preset)?.rules.classes.some(({ rule }) => rule.acceptance === 'use') ?? false,
        state,
      });
    },
  });

  addForm(console, {
    path: '/console/policies',
    on: making,
    may: 'write-policies',
    fields: z.object({ ...settings, policy: typedLine(policyName) }),
    says: words.wrong,
    act: async ({ fields, member }) => {
      if ((await findPolicy(db, fields.policy)) !== undefined) {
        throw new ComesBack([{ field: 'policy', detail: words.taken }]);
      }
      const { preset, ...rest } = fields;
      // What `default` says is what a policy without rules of its own promises.
      const rules = preset === undefined || preset === 'default' ? undefined : preset;
      await putPolicy(context, { ...rest, rules }, callerOf(member));
      return `/console/policies/${fields.policy}?done=made#done`;
    },
  });

  const one = addScreen(console, {
    path: '/console/policies/{policy}',
    may: 'see-policies',
    params: ofPolicy,
    show: async ({ params, member, state }) => {
      const { policy, versions } = await readPolicyVersions(context, params.policy);
      const maySeeDrafts = may(member, 'see-drafts');
      const by = policy.askingPause?.by ?? '';
      return policyOverviewPage({
        ...{ policy, versions, state, now: context.now(), maySeeDrafts },
        pausedBy: (await readNames(context, by === '' ? [] : [by]))(by),
        mayPause: may(member, 'pause-asking'),
        drafts: maySeeDrafts ? await readDrafts(context, params.policy) : [],
        mayWrite: may(member, 'write-drafts'),
      });
    },
  });

  const settingsScreen = addScreen(console, {
    path: '/console/policies/{policy}/settings',
    may: 'see-policies',
    params: ofPolicy,
    show: async ({ params, member, state }) => {
      const { policy } = await readPolicyVersions(context, params.policy);
      const { rules } = policy;
      const doubts =
        rules === null
          ? settingsDoubts(policy, context.now())
          : checkRules(rules, { hearsOfBounces: context.webhook !== null }).warnings.map(
              ({ pointer, detail }) => `${pointer} ${detail}.`,
            );
      return policySettingsPage({
        ...{ policy, presets: PRESETS, doubts, state, mayWrite: may(member, 'write-policies') },
        examples: await exampleDatesOf(context, policy),
      });
    },
  });

  addForm(console, {
    path: '/console/policies/{policy}',
    on: settingsScreen,
    may: 'write-policies',
    fields: z.object(settings),
    says: words.wrong,
    act: async ({ params, fields, member }) => {
      const { preset, ...rest } = fields;
      const rules = preset === undefined ? undefined : preset;
      await putPolicy(context, { policy: params.policy, ...rest, rules }, callerOf(member));
      return `/console/policies/${params.policy}/settings?done=changed#done`;
    },
  });

  return one;
}

/** Who changes a policy, as the roles of keys have it: an admin may what others may not past those who approve. */
export function callerOf(member: Member): { readonly keyId: string; readonly role: 'admin' | 'legal' } {
  return { keyId: actorOf(member), role: member.roles.includes('admin') ? 'admin' : 'legal' };
}

async function readDrafts(context: HttpContext, policy: string) {
  const { db } = context.store;
  const drafts = await listDrafts(db, policy, { before: undefined, limit: MOST_DRAFTS });
  const open = drafts.filter(({ state }) => state !== 'posted');
  const revisions = await Promise.all(open.map(async ({ id }) => (await listRevisions(db, id)).at(-1)));
  const nameOf = await readNames(
    context,
    revisions.flatMap((one) => one?.by ?? []),
  );
  return open.map(({ id, state, revision, createdAt }, i) => ({
    ...{ id, state, revision, updatedAt: revisions[i]?.writtenAt ?? createdAt },
    by: nameOf(revisions[i]?.by ?? ''),
  }));
}
