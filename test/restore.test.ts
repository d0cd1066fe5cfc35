import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ON_POSTGRES } from './support/databases.ts';
import {
  haveRestored,
  openPlace,
  type Place,
  publish,
  USERS,
  until,
  VERSION_2,
} from './support/restorable-service.ts';

let place: Place;

beforeEach(async () => {
  place = await openPlace();
});
afterEach(() => place.close());

describe('a database that was restored from an old backup', () => {
  test('sends nothing, serves, and says why, until an operator accepts it', {
    timeout: 120_000,
  }, async () => {
    const { start, audit, farEnd, folder } = place;
    // An embedded database has a checkpoint beside it, whatever is set.
    const env = ON_POSTGRES ? { CHECKPOINT_FILE: join(folder, 'elsewhere') } : {};
    await haveRestored(place, env);
    const service = await start(env);
    const { mail, log } = await service.health();
    expect(mail.state).toBe('held');
    expect(mail.detail).toMatch(/^The database was restored from a backup, or is another one: /);
    const knownTo = ON_POSTGRES ? 'CHECKPOINT_FILE' : 'the checkpoint beside the database';
    expect(log).toMatchObject({ state: 'restored', size: 0, knownTo });
    expect(service.output()).toContain('npm run audit -- --accept-restore');
    expect(await service.ask('GET', '/v1/users/u1/policies/privacy')).toMatchObject({ accepted: true });
    await sleep(3_000);
    expect(farEnd.mails).toHaveLength(USERS);
    expect((await audit([], env)).code).toBe(1);
    expect((await service.health()).log).toMatchObject({ state: 'restored', size: 0 });

    const accepted = await audit(['--accept-restore'], env);
    expect(accepted).toMatchObject({ code: 0, text: expect.stringContaining('Accepted: ') });
    await until(async () => (await service.health()).mail.state === 'resend');
    await sleep(2_000);
    // What may have gone out stays back, also after a new start, and what is new goes out.
    expect(farEnd.mails).toHaveLength(USERS);
    await service.stop();
    const again = await start(env);
    expect((await again.health()).mail).toMatchObject({ state: 'resend' });
    await sleep(1_000);
    expect(farEnd.mails).toHaveLength(USERS);
    await publish(again, 60);
    await until(() => farEnd.mails.length === 2 * USERS);
    expect(await again.ask('GET', `${VERSION_2}/progress`)).toMatchObject({ sent: 0 });
    await again.ask('POST', `${VERSION_2}/resume`);
    await until(() => farEnd.mails.length === 3 * USERS);
    await again.stop();
    const { code, text } = await audit([], env);
    expect(text).toMatch(/\nSound\.\n$/);
    expect(code).toBe(0);
  });
});
