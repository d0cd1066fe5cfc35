import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { haveRestored, openPlace, type Place, USERS } from './support/restorable-service.ts';

let place: Place;
const file = () => join(place.folder, 'proviso.sqlite');

beforeEach(async () => {
  place = await openPlace();
});
afterEach(() => place.close());

test('a restored file is noticed by a checkpoint that is kept elsewhere, also when the one beside it was restored too', async () => {
  const { start, farEnd, folder } = place;
  const env = { CHECKPOINT_FILE: join(folder, 'elsewhere') };
  await haveRestored(place, env);
  expect(existsSync(env.CHECKPOINT_FILE)).toBe(true);
  rmSync(`${file()}.checkpoint`);
  const service = await start(env);
  expect(await service.ask('GET', '/healthz')).toMatchObject({
    ...{ status: 'attention', mail: { state: 'held' }, log: { knownTo: 'CHECKPOINT_FILE' } },
  });
  await sleep(1_500);
  expect(farEnd.mails).toHaveLength(USERS);
  await service.stop();
});

test('the newest checkpoint is beside an embedded database, and a new database does not mind an old one', async () => {
  const service = await place.start();
  await service.ask('PUT', '/v1/policies/privacy', { title: 'Privacy Policy' });
  await service.ask('POST', '/v1/policies/privacy/versions', { content: '# Privacy\n\nWe keep logs.\n' });
  await service.stop();
  expect(readFileSync(`${file()}.checkpoint`, 'utf8')).toMatch(/^policies\.example\.com\/log\n1\n/);
  for (const end of ['', '-wal', '-shm']) rmSync(file() + end, { force: true });
  const fresh = await place.start();
  expect((await fresh.health()).mail).toMatchObject({ state: 'resend' });
  await fresh.stop();
  expect(existsSync(`${file()}.checkpoint.before`)).toBe(true);
});
