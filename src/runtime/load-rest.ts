import { closeSync, openSync } from 'node:fs';
import { devNull } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { loadSdk } from '../delivery/resend/load-sdk.ts';
import { loadNodemailer } from '../delivery/smtp/load-nodemailer.ts';
import type { Config } from './settings/config.ts';

/** Left to whoever waits for the process to listen, and before each step to whoever asks meanwhile. */
const BEFORE_FIRST_MS = 50;
const BETWEEN_STEPS_MS = 5;

/** A step of loading: nothing is answered while it is under way. */
type Step = () => Promise<unknown>;

/**
 * The parts of the app, from what leans on little to what leans on much, so that each step loads a few dozen files
 * which no step before it did. What is missing here, the last step loads.
 */
const STEPS: readonly Step[] = [
  () => import('../http/public/reader-language.ts'),
  () => import('../domain/diff/diff-policies.ts'),
  () => import('../http/public/public-pages.ts'),
  () => import('../http/public/review.ts'),
  () => import('../http/api/policies.ts'),
  () => import('../http/record/evidence.ts'),
  () => import('../http/drafts/drafts.ts'),
  () => import('../http/console/wire/screens.ts'),
  () => import('../http/console/people/people.ts'),
  () => import('../http/console/versions.ts'),
  () => import('../http/console/record/record.ts'),
  () => import('../http/console/console.ts'),
  () => import('../http/app.ts'),
  () => import('./rounds.ts'),
  () => import('./access/let-in-admin.ts'),
  () => import('./ask-time-stamp.ts'),
];

/**
 * What a process needs besides the door that it answers checks at, loaded. Connections may take all file handles
 * meanwhile, but for one that is held until a step reads its files, one after another, in one turn.
 */
export async function loadRest(config: Pick<Config, 'smtp' | 'resend' | 'webhookSecret'>) {
  let held = openSync(devNull, 'r');
  await pause(BEFORE_FIRST_MS);
  for (const step of [...STEPS, ...stepsOf(config)]) {
    await pause(BETWEEN_STEPS_MS);
    closeSync(held);
    await step();
    held = openSync(devNull, 'r');
  }
  closeSync(held);
  const [{ createApp }, { announceConsole }, { startRounds }, { timeStamperAt }] = await Promise.all([
    import('../http/app.ts'),
    import('./access/let-in-admin.ts'),
    import('./rounds.ts'),
    import('./ask-time-stamp.ts'),
  ]);
  return { createApp, announceConsole, startRounds, timeStamperAt };
}

/** Libraries that the settings call for: what is wrong with one shows now, and not with the first mail. */
function stepsOf({ smtp, resend, webhookSecret }: Parameters<typeof loadRest>[0]): readonly Step[] {
  return [
    ...(smtp === null ? [] : [loadNodemailer]),
    ...(resend === null && webhookSecret === null ? [] : [loadSdk]),
  ];
}
