import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { makeLanes } from '../../src/runtime/lanes.ts';

const MINUTE_MS = 60_000;

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

const aboutOf = ({ attention }: ReturnType<typeof makeLanes>) => attention().map(({ about }) => about);

test('a round that does not come to its end needs attention', async () => {
  const lanes = makeLanes();
  let end = () => {};
  const done = lanes.repeat(
    () => {},
    () =>
      new Promise((resolve) => {
        end = () => resolve({ nextInMs: null });
      }),
  );
  await vi.advanceTimersByTimeAsync(9 * MINUTE_MS);
  expect(aboutOf(lanes)).toEqual([]);
  await vi.advanceTimersByTimeAsync(2 * MINUTE_MS);
  expect(aboutOf(lanes)).toEqual(['rounds-stuck']);
  lanes.stop();
  end();
  await done;
  expect(aboutOf(lanes)).toEqual([]);
});

test('rounds that keep failing need attention until one does not', async () => {
  const lanes = makeLanes();
  onTestFinished(() => lanes.stop());
  let fails = true;
  void lanes.repeat(
    () => {},
    async () => {
      if (fails) throw new Error('no');
      return { nextInMs: null };
    },
  );
  await vi.advanceTimersByTimeAsync(MINUTE_MS / 2);
  expect(aboutOf(lanes)).toEqual([]);
  await vi.advanceTimersByTimeAsync(MINUTE_MS);
  expect(aboutOf(lanes)).toEqual(['rounds-failing']);
  fails = false;
  await vi.advanceTimersByTimeAsync(1_000);
  expect(aboutOf(lanes)).toEqual([]);
});
