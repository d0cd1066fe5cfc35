import { z } from 'zod';
import { versionOf } from '../../actions/answers/read-facts.ts';
import { previewWithdrawal } from '../../actions/policies/preview-withdrawal.ts';
import { withdrawVersion } from '../../actions/policies/withdraw-version.ts';
import { goOn, pauseVersion, resumeVersion } from '../../actions/sending/pause-version.ts';
import { actorOf } from '../../domain/access/member.ts';
import { may } from '../../domain/access/roles.ts';
import type { Version } from '../../domain/policies/policy.ts';
import { announcedVersions, versionState } from '../../domain/policies/timeline.ts';
import { localesOf } from '../../domain/policies/version-text.ts';
import { tellingProgress, type VersionFacts, versionPage } from '../../pages/console/version.ts';
import { withdrawalPage } from '../../pages/console/version-withdrawal.ts';
import { versionWords } from '../../pages/console/words/version.ts';
import { findSending } from '../../storage/sending/sendings.ts';
import type { HttpContext } from '../wire/http-context.ts';
import { readPolicyVersions } from '../wire/read-checks.ts';
import { line, policyName, versionParam } from '../wire/schemas.ts';
import { readCounts } from './read-audience.ts';
import { addLive } from './wire/live.ts';
import { typedLine } from './wire/read-fields.ts';
import { addForm, addScreen, ComesBack, type Console } from './wire/screens.ts';

/** What names a version in a path. */
export const ofVersion = z.object({ policy: policyName, version: versionParam });

const PATH = '/console/policies/{policy}/versions/{version}';

/** How telling people of a version goes, and the operator's hand on it: pausing, resuming, going on, withdrawing. */
export function versionScreens(console: Console): void {
  const { context } = console;

  const screen = addScreen(console, {
    path: PATH,
    may: 'see-policies',
    params: ofVersion,
    show: async ({ params, member, state }) =>
      versionPage(
        await readFacts(context, params),
        {
          seesPeople: may(member, 'see-audience'),
          steers: may(member, 'steer-sending'),
          withdraws: may(member, 'withdraw-versions'),
          resolves: may(member, 'steer-operations'),
        },
        state,
      ),
  });

  addLive(console, {
    ...{
      path: `${PATH}/progress`,
      may: 'see-policies',
      params: ofVersion,
      label: versionWords.telling.label,
    },
    read: async (params) => ({
      progress: tellingProgress(await readFacts(context, params)),
      href: pathOf(params),
    }),
  });

  for (const [verb, act, done] of [
    ['pause', pauseVersion, 'paused'],
    ['resume', resumeVersion, 'resumed'],
    ['go-on', goOn, 'gone-on'],
  ] as const) {
    addForm(console, {
      path: `${PATH}/${verb}`,
      on: screen,
      may: 'steer-sending',
      fields: z.object({}),
      act: async ({ params, member }) => {
        await act(context, params, actorOf(member));
        return `${pathOf(params)}?done=${done}#done`;
      },
    });
  }

  const withdrawal = addScreen(console, {
    path: `${PATH}/withdrawal`,
    may: 'withdraw-versions',
    params: ofVersion,
    query: z.object({ locale: z.string().max(64).optional() }),
    show: async ({ params, query, state }) => {
      const facts = await readFacts(context, params);
      const { version } = facts;
      const read = await readPolicyVersions(context, params.policy);
      const locales = localesOf(version);
      const locale = locales.find((one) => one === query.locale) ?? version.locale;
      const reason = typeof state.typed.reason === 'string' ? state.typed.reason.trim() : '';
      const said = reason === '' ? versionWords.withdrawal.noReason : reason;
      const mail = await previewWithdrawal(context, read, version, { reason: said, reader: locale });
      const onTop = announcedVersions(read.versions, context.now())
        .map((one) => one.version)
        .filter((one) => one > version.version);
      return withdrawalPage(facts, { onTop, mail: { ...mail, locale, locales }, state });
    },
  });

  addForm(console, {
    path: `${PATH}/withdrawal`,
    on: withdrawal,
    may: 'withdraw-versions',
    isIrreversible: async ({ fields }) => fields.step === undefined,
    fields: z.object({
      reason: typedLine(line(2000)),
      pending: z.literal('withdraw').optional(),
      step: z.literal('show').optional(),
    }),
    says: versionWords.wrong,
    act: async ({ params, fields: { reason, pending, step }, member }) => {
      if (step === 'show') throw new ComesBack([]);
      const input = { ...params, reason, withdrawPending: pending === 'withdraw' };
      await withdrawVersion(context, input, actorOf(member));
      return `${pathOf(params)}?done=withdrawn#done`;
    },
  });
}

function pathOf({ policy, version }: z.output<typeof ofVersion>): string {
  return `/console/policies/${policy}/versions/${version}`;
}

async function readFacts(context: HttpContext, named: z.output<typeof ofVersion>): Promise<VersionFacts> {
  const { policy, versions } = await readPolicyVersions(context, named.policy);
  const version = versionOf(versions, named.policy, named.version);
  return {
    ...{ title: policy.title, version, state: versionState(version, versions, context.now()) },
    sending: await readSending(context, version),
    counted: await readCounts(context, version),
  };
}

async function readSending({ store }: HttpContext, { release, sending: plan }: Version) {
  const sending = plan === null ? undefined : await findSending(store.db, release);
  if (sending === undefined) return null;
  const { waitsSince, goneOnAt, pausedBecause } = sending;
  return { waits: plan?.first !== undefined && waitsSince !== null && goneOnAt === null, pausedBecause };
}
