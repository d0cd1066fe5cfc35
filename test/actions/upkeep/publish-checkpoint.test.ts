import { expect, test } from 'vitest';
import { keepRecord } from '../../../src/actions/upkeep/keep-record.ts';
import {
  HOURLY_MS,
  mailedCheckpoints,
  publishCheckpoint,
} from '../../../src/actions/upkeep/publish-checkpoint.ts';
import type { Checkpoint } from '../../../src/storage/record/log.ts';
import { haveAccepted, havePolicy, haveUsers, testApp } from '../../support/arrange.ts';
import { rememberingMailer } from '../../support/remembering-mailer.ts';
import type { TestApp } from '../../support/test-app.ts';

async function keepAll({ context }: TestApp): Promise<void> {
  while ((await keepRecord(context, 'test')).nextInMs === 0);
}

function rememberingPlace() {
  const sent: Checkpoint[] = [];
  return {
    sent,
    place: { name: 'file', everyMs: HOURLY_MS, send: async (one: Checkpoint) => void sent.push(one) },
  };
}

test('a place gets the newest checkpoint, once an hour, from one of several processes', async () => {
  const app = await testApp();
  const { sent, place } = rememberingPlace();
  const publish = () => Promise.all([1, 2, 3].map(() => publishCheckpoint(app.context, [place])));
  await publish();
  expect(sent).toEqual([]);
  await havePolicy(app);
  await keepAll(app);
  await publish();
  expect(sent.map((one) => one.size)).toEqual([1]);
  await haveUsers(app, 'ada');
  await haveAccepted(app, 'ada');
  await keepAll(app);
  app.wait('PT59M');
  await publish();
  expect(sent).toHaveLength(1);
  app.wait('PT1M');
  await publish();
  expect(sent.map((one) => one.size)).toEqual([1, 2]);
  app.wait('P1D');
  await publish();
  expect(sent).toHaveLength(2);
});

test('a place that fails gets another an hour later, and others get theirs', async () => {
  const app = await testApp();
  const { sent, place } = rememberingPlace();
  const broken = { name: 'broken', everyMs: HOURLY_MS, send: () => Promise.reject(new Error('no disk')) };
  await havePolicy(app);
  await keepAll(app);
  await publishCheckpoint(app.context, [broken, place]);
  expect(sent).toHaveLength(1);
});

test('a mail says what was signed, word for word', async () => {
  const app = await testApp();
  const mailer = rememberingMailer();
  await havePolicy(app);
  await keepAll(app);
  await publishCheckpoint(app.context, [mailedCheckpoints(app.context, mailer, 'notary@example.com')]);
  const note = await (await app.app.request('/log/checkpoint')).text();
  expect(mailer.about('Checkpoint')).toMatchObject([
    {
      to: 'notary@example.com',
      from: 'Lantern <notices@lantern.example>',
      subject: 'Checkpoint of localhost:8787/log: 1 records',
      text: note,
    },
  ]);
});
