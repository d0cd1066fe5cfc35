import { expect, onTestFinished, test } from 'vitest';
import type { Attention } from '../../src/actions/upkeep/read-attention.ts';
import { watchAttention } from '../../src/runtime/watch-attention.ts';
import { testApp } from '../support/arrange.ts';

const STUCK: Attention = { about: 'rounds-stuck', detail: 'start it anew' };

test('what somebody should see to is said in the log once, and when it is over', async () => {
  const { context } = await testApp({ mailer: null });
  const said: unknown[] = [];
  let own: readonly Attention[] = [];
  const stop = watchAttention(
    {
      ...context,
      ownAttention: () => own,
      log: (level, message, { about } = {}) => said.push([level, message, about]),
    },
    10,
  );
  onTestFinished(stop);
  const waiting = ['warn', 'needs attention', 'mail-waiting'];
  await expect.poll(() => said).toEqual([waiting]);
  own = [STUCK];
  await expect.poll(() => said).toEqual([waiting, ['warn', 'needs attention', 'rounds-stuck']]);
  own = [];
  const over = ['info', 'needs attention no more', 'rounds-stuck'];
  await expect.poll(() => said.at(-1)).toEqual(over);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(said).toHaveLength(3);
});
