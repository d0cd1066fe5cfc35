import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { tidyUp } from '../../../src/actions/upkeep/tidy-up.ts';
import { dumpDatabase, haveAccepted, havePolicy, havePublished, haveUsers } from '../../support/arrange.ts';
import {
  createPostgresDatabase,
  dropPostgresDatabase,
  openPostgresDatabase,
  postgresUrl,
} from '../../support/databases.ts';
import { KEEP_ALL, startTestApp } from '../../support/test-app.ts';

test('whoever is erased while another process fixes their mail keeps their address until that is settled', async () => {
  const name = await createPostgresDatabase('migrated');
  const store = await openPostgresDatabase(name);
  const other = new pg.Client(postgresUrl(name));
  await other.connect();
  onTestFinished(async () => {
    await other.end();
    await store.close();
    await dropPostgresDatabase(name);
  });
  const waiting = await startTestApp({ store, mailer: null });
  await havePolicy(waiting);
  await haveUsers(waiting, 'zoe', 'bob');
  for (const user of ['zoe', 'bob']) await haveAccepted(waiting, user);
  await havePublished(waiting);
  await waiting.deliver();

  // As `freezeChunkNow` writes it, but for the rendition, which the sender makes anew.
  await other.query('BEGIN');
  await other.query("UPDATE chunks SET frozen_at = '2026-11-22T09:00:00.000Z'");
  await other.query(`UPDATE deliveries SET state = 'sending', id = users.ref, email = users.email,
    position = CASE user_id WHEN 'zoe' THEN 0 ELSE 1 END FROM users WHERE users.ref = deliveries.user_ref`);
  const erased = waiting.ask('DELETE', '/v1/users/zoe');
  await delay(200);
  await other.query('COMMIT');
  expect(await erased).toMatchObject({ status: 202, body: { waitsFor: 'mail' } });
  const { rows } = await other.query('SELECT state, email FROM deliveries ORDER BY position');
  expect(rows).toEqual([
    { state: 'sending', email: 'zoe@example.com' },
    { state: 'sending', email: 'bob@example.com' },
  ]);

  await other.query("UPDATE chunks SET state = 'sent'");
  await other.query("UPDATE deliveries SET state = 'sent'");
  await tidyUp(waiting.context, KEEP_ALL);
  expect(JSON.stringify(await dumpDatabase(store))).not.toContain('zoe');
  const { rows: erasures } = await other.query('SELECT completed_at FROM erasures');
  expect(erasures).toEqual([{ completed_at: waiting.clock.now }]);
});
