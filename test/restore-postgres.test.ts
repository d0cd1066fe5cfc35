import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  haveBackup,
  openPlace,
  type Place,
  publish,
  type Service,
  USERS,
  until,
  untilSent,
} from './support/restorable-service.ts';

let place: Place;

beforeEach(async () => {
  place = await openPlace();
});
afterEach(() => place.close());

/** Waits until a service that stays up says so, which it does not while its database is away. */
const untilMailIs = (service: Service, state: string) =>
  until(() =>
    service.health().then(
      ({ mail }) => mail.state === state,
      () => false,
    ),
  );

test('a process that stays up while its database is restored under it notices by itself, and goes on once that is accepted', {
  timeout: 120_000,
}, async () => {
  const { start, audit, farEnd, folder, database } = place;
  const env = { CHECKPOINT_FILE: join(folder, 'elsewhere') };
  await haveBackup(place);
  const service = await start(env);
  await untilSent(place, service);
  // It started before there was one, so it knows of it by itself alone.
  await until(() => existsSync(env.CHECKPOINT_FILE));
  await database.restore();
  await untilMailIs(service, 'held');
  expect((await service.health()).log).toMatchObject({
    ...{ state: 'restored', size: 0, knownTo: 'a process that runs since before' },
  });
  await sleep(3_000);
  expect(farEnd.mails).toHaveLength(USERS);
  expect((await audit([], env)).code).toBe(1);

  expect((await audit(['--accept-restore'], env)).code).toBe(0);
  await untilMailIs(service, 'resend');
  await sleep(1_000);
  expect(farEnd.mails).toHaveLength(USERS);
  await publish(service, 60);
  await until(() => farEnd.mails.length === 2 * USERS);
  await sleep(1_000);
  expect(farEnd.mails).toHaveLength(2 * USERS);
  await service.stop();
  expect(await audit([], env)).toMatchObject({ code: 0, text: expect.stringMatching(/\nSound\.\n$/) });
});

test('where only a process that stays up knows of it, an operator accepts it anyway', async () => {
  const { start, audit, farEnd, database } = place;
  await haveBackup(place);
  const service = await start();
  await untilSent(place, service);
  // It looks once a second how far the log is.
  await sleep(1_500);
  await database.restore();
  await untilMailIs(service, 'held');
  expect((await audit(['--accept-restore'])).code).toBe(2);
  expect(await audit(['--accept-restore', '--anyway'])).toMatchObject({ code: 0 });
  await untilMailIs(service, 'resend');
  await sleep(1_500);
  expect(farEnd.mails).toHaveLength(USERS);
  await service.stop();
});
