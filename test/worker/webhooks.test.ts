import { afterAll, beforeAll, expect, test } from 'vitest';
import { askOk, haveAccepted, havePolicy, haveUsers } from '../support/arrange.ts';
import { haveWebhook, type Receiver, startReceiver } from '../support/webhook-receiver.ts';
import { type RunningWorker, startWorker } from '../support/worker.ts';

let worker: RunningWorker;
let shop: Receiver;

beforeAll(async () => {
  worker = await startWorker();
  shop = await startReceiver();
}, 120_000);
afterAll(() => Promise.all([worker.close(), shop.close()]));

test('a Worker tells endpoints what happened, and what was not taken once more', {
  timeout: 60_000,
}, async () => {
  await havePolicy(worker);
  await worker.cron();
  const hook = await haveWebhook(worker, shop, ['answer.*']);
  await haveUsers(worker, 'ada', 'bea');
  // Set before anything happens: a Worker tells of an act right after its answer.
  shop.answer = (_, nth) => (nth === 1 ? 500 : 204);
  await haveAccepted(worker, 'ada');
  await haveAccepted(worker, 'bea');
  const attempts = async () => {
    await worker.cron();
    const { body } = await askOk(worker, 'GET', `/v1/webhooks/${hook.id}/attempts`);
    return body.items
      .map((one: { try: number; outcome: string }) => `${one.outcome} at try ${one.try}`)
      .sort();
  };
  const expected = ['delivered at try 1', 'delivered at try 2', 'failed at try 1'];
  await expect.poll(attempts, { timeout: 40_000, interval: 1_000 }).toEqual(expected);
  const users = shop.received.map(({ event }) => event.data.user);
  expect(users.toSorted()).toEqual(expect.arrayContaining(['ada', 'bea']));
  expect(users).toHaveLength(3);
});

test('a Worker takes no URL that leads to an address by its number', async () => {
  const hook = { url: 'https://93.184.216.34/hook', events: ['*'] };
  const { status, body } = await worker.ask('POST', '/v1/webhooks', hook);
  expect([status, body.errors]).toEqual([
    400,
    [{ pointer: '/url', detail: 'must lead to a public address, by its name' }],
  ]);
});
