import { describe, expect, test } from 'vitest';
import { recordUse } from '../../../src/actions/answers/record-use.ts';
import {
  type ProviderEvent,
  recordProviderEvent,
} from '../../../src/actions/notices/record-provider-event.ts';
import { recordShowing } from '../../../src/actions/notices/record-showing.ts';
import { putUser } from '../../../src/actions/people/put-user.ts';
import { sendNotices } from '../../../src/actions/sending/send-notices.ts';
import type { Mailer } from '../../../src/delivery/mailer.ts';
import type { DeliveryState } from '../../../src/domain/notices/delivery-state.ts';
import type { Store } from '../../../src/storage/store.ts';
import {
  askOk,
  checkOf,
  haveAccepted,
  haveAdaTold,
  havePublished,
  TEXT_3,
  testApp,
} from '../../support/arrange.ts';
import type { TestApp } from '../../support/test-app.ts';

const DAY = 24 * 60 * 60 * 1000;
const SHOWN = { user: 'ada', policy: 'privacy', version: 2 };

/** A store in which something else happens before a write that `chosen` picks, once. */
function interrupted(store: Store, by: () => Promise<unknown>, chosen = 0): Store {
  let writes = 0;
  return {
    ...store,
    atomic: async (statements) => {
      if (writes++ === chosen) await by();
      return store.atomic(statements);
    },
  };
}

const eventOf = (deliveryId: string, says: DeliveryState): ProviderEvent => ({
  id: crypto.randomUUID(),
  type: `email.${says}`,
  says,
  deliveryId,
  providerId: null,
  occurredAt: null,
  takenAt: null,
  payload: '{}',
});

const deliveryIdOf = async ({ store }: TestApp) =>
  (await store.db.selectFrom('deliveries').select('id').executeTakeFirstOrThrow()).id as string;

async function haveAda(): Promise<{ app: TestApp; bounce: (store?: Store) => Promise<unknown> }> {
  const app = await testApp();
  await haveAdaTold(app);
  const id = await deliveryIdOf(app);
  return {
    app,
    bounce: (store = app.store) => recordProviderEvent({ ...app.context, store }, eventOf(id, 'bounced')),
  };
}

describe('a bounce and something else at the same moment', () => {
  test('a use that was decided before it binds nobody', async () => {
    const { app, bounce } = await haveAda();
    app.wait(31 * DAY);
    const store = interrupted(app.store, () => bounce());
    expect(await recordUse({ ...app.context, store }, { user: 'ada', at: null }, 'test')).toEqual([]);
    expect(await checkOf(app, 'ada')).toMatchObject({ reason: 'not-told', holds: { version: 1 } });
  });

  test('a use that is written before it is voided', async () => {
    const { app, bounce } = await haveAda();
    app.wait(31 * DAY);
    await bounce(interrupted(app.store, () => recordUse(app.context, { user: 'ada', at: null }, 'test')));
    expect(await checkOf(app, 'ada')).toMatchObject({ reason: 'not-told', holds: { version: 1 } });
    expect(await app.store.db.selectFrom('voidings').select('acceptance_id').execute()).toHaveLength(1);
  });

  test('a showing counts, whichever comes first', async () => {
    const { app, bounce } = await haveAda();
    await bounce(interrupted(app.store, () => recordShowing(app.context, SHOWN, 'test')));
    expect((await checkOf(app, 'ada')).upcoming[0].toldAt).toBe('2026-11-22T09:00:00.000Z');

    const other = await haveAda();
    const store = interrupted(other.app.store, () => other.bounce());
    await recordShowing({ ...other.app.context, store }, SHOWN, 'test');
    expect((await checkOf(other.app, 'ada')).upcoming[0].toldAt).toBe('2026-11-22T09:00:00.000Z');
  });

  test('a corrected address gets the notice, whichever comes first', async () => {
    const record = { user: 'ada', email: 'ada@corrected.example' };
    for (const first of ['bounce', 'correction'] as const) {
      const { app, bounce } = await haveAda();
      app.wait(1000);
      if (first === 'correction') {
        await bounce(interrupted(app.store, () => putUser(app.context, record, 'test')));
      } else {
        const store = interrupted(app.store, () => bounce());
        await putUser({ ...app.context, store }, record, 'test');
      }
      await app.deliver();
      const mails = await app.store.db
        .selectFrom('deliveries')
        .select(['email', 'state'])
        .orderBy('round')
        .execute();
      expect(mails).toEqual([
        { email: 'ada@example.com', state: 'bounced' },
        { email: 'ada@corrected.example', state: 'sent' },
      ]);
    }
  });

  test('our own record of sending does not undo it', async () => {
    const app = await testApp({ mailer: null });
    await askOk(app, 'PUT', '/v1/policies/privacy', { title: 'Privacy' });
    await askOk(app, 'POST', '/v1/policies/privacy/versions', { content: '# One' });
    await askOk(app, 'PUT', '/v1/users/ada', { email: 'ada@example.com' });
    await havePublished(app, { content: TEXT_3 });
    const mailer: Mailer = {
      name: 'resend',
      callsPerSecond: null,
      // The bounce is here before the answer to the batch is.
      send: async ({ mails: [mail] }) => {
        await recordProviderEvent(app.context, eventOf(mail?.deliveryId ?? '', 'bounced'));
        return { kind: 'taken', providerIds: ['re-1'] };
      },
    };
    for (let round = 0; round < 3; round++) {
      await sendNotices({ ...app.context, mailer });
    }
    const delivery = await app.store.db.selectFrom('deliveries').selectAll().executeTakeFirstOrThrow();
    expect(delivery).toMatchObject({ state: 'bounced', provider_id: 're-1' });
    expect((await checkOf(app, 'ada')).upcoming[0].toldAt).toBeNull();
  });
});

test('a voided acceptance does not come back when a termination is cancelled', async () => {
  const { app, bounce } = await haveAda();
  app.clock.now = '2026-12-22T08:59:58.000Z' as typeof app.clock.now;
  const at = '2026-12-22T09:00:00.000Z' as typeof app.clock.now;
  await recordUse(app.context, { user: 'ada', at }, 'test');
  const { body } = await askOk(app, 'POST', '/v1/terminations', SHOWN);
  await bounce();
  await askOk(app, 'DELETE', `/v1/terminations/${body.id}`);
  app.wait(DAY);
  expect(await checkOf(app, 'ada')).toMatchObject({ reason: 'not-told', holds: { version: 1 } });
  await haveAccepted(app, 'ada', 2);
  expect(await checkOf(app, 'ada')).toMatchObject({ accepted: true, basis: 'explicit' });
});
