import { z } from 'zod';
import { pauseAsking, resumeAsking } from '../../actions/policies/pause-asking.ts';
import { actorOf } from '../../domain/access/member.ts';
import { addPeriod, type Period } from '../../domain/period.ts';
import { PAUSE_LENGTHS } from '../../pages/console/asking.ts';
import { askingWords } from '../../pages/console/words/asking.ts';
import { line } from '../wire/schemas.ts';
import type { policyScreens } from './policies.ts';
import { typedLine } from './wire/read-fields.ts';
import { addForm, type Console } from './wire/screens.ts';

const PATH = '/console/policies/{policy}/asking';

/** The emergency brake of a policy, on its screen. */
export function askingForms(console: Console, policy: ReturnType<typeof policyScreens>): void {
  const { context } = console;

  addForm(console, {
    path: `${PATH}/pause`,
    on: policy,
    may: 'pause-asking',
    fields: z.object({ for: z.enum(PAUSE_LENGTHS), reason: typedLine(line(2000)) }),
    says: askingWords.wrong,
    act: async ({ params, fields, member }) => {
      const until = addPeriod(context.now(), fields.for as Period, 'UTC');
      await pauseAsking(context, { ...params, until, reason: fields.reason }, actorOf(member));
      return `/console/policies/${params.policy}?done=paused#done`;
    },
  });

  addForm(console, {
    path: `${PATH}/resume`,
    on: policy,
    may: 'pause-asking',
    fields: z.object({}),
    act: async ({ params, member }) => {
      await resumeAsking(context, params.policy, actorOf(member));
      return `/console/policies/${params.policy}?done=resumed#done`;
    },
  });
}
