import fc from 'fast-check';
import { it } from 'vitest';
import {
  accept,
  bounce,
  deliver,
  join,
  play,
  publish,
  renew,
  show,
  steps,
  wait,
} from '../support/ruled-stories.ts';

/** How many stories to try; more of them (`MODEL_RUNS=5000`) when looking for trouble. */
const RUNS = Number(process.env.MODEL_RUNS ?? 25);

it('somebody whose mail came back within the hour is to be shown it, also once the general date has passed', async () => {
  await play([publish('clock'), deliver(), bounce(0, 0)]);
});

it('somebody may accept what nobody is told of', async () => {
  await play([publish('nobody'), accept(0, 0)]);
});

it('what waited with a version that turned out not to have been told waits no longer', async () => {
  await play([publish('renewal'), publish('clock'), deliver(), wait(30_000), bounce(0, 1), publish('clock')]);
});

it('what waits for a renewal is dated in its order', async () => {
  await play([publish('renewal'), publish('silence'), deliver(), renew(0, 30_000)]);
});

it('what nobody is told of holds back nothing that somebody is told of', async () => {
  await play([publish('clock'), publish('nobody'), publish('clock'), wait(10_000), deliver()]);
});

it('somebody who is shown a notice in the instant in which the mail goes out is told by either', async () => {
  await play([publish('clock'), show(0, 0), deliver()]);
});

it('somebody who holds nothing is told of each version by the dates for people in general', async () => {
  await play([publish('clock'), join('consumer'), deliver(), publish('informed'), deliver()]);
});

it('what waited with a version that turned out to have been told only later waits no longer', async () => {
  await play([
    ...[publish('renewal'), publish('clock'), publish('clock'), deliver()],
    ...[bounce(0, 0), show(0, 2), bounce(0, 1)],
  ]);
});

it('somebody who agreed themselves is not put back by a notice that comes after the general date', async () => {
  await play([publish('quiet'), accept(0, 0), wait(12_001), show(0, 0)]);
});

it('whatever happens to readers who have clocks of their own, the service answers what the rules say', async () => {
  await fc.assert(fc.asyncProperty(steps, play), { numRuns: RUNS });
}, 3_600_000);
