import { expect, onTestFinished, test } from 'vitest';
import { keepRecord } from '../../../src/actions/upkeep/keep-record.ts';
import { listLoggedActs } from '../../../src/storage/record/log-reads.ts';
import { havePolicy, havePublished } from '../../support/arrange.ts';
import {
  createPostgresDatabase,
  dropPostgresDatabase,
  openPostgresDatabase,
} from '../../support/databases.ts';
import { startTestApp } from '../../support/test-app.ts';

test('a record that commits after later ones were numbered gets a position all the same', async () => {
  const name = await createPostgresDatabase('migrated');
  const [store, slow] = [await openPostgresDatabase(name), await openPostgresDatabase(name)];
  onTestFinished(async () => {
    await store.close();
    await slow.close();
    await dropPostgresDatabase(name);
  });
  const app = await startTestApp({ store });
  const body = JSON.stringify({ id: 'shown:late', kind: 'shown' });
  const late = slow.runScript(`
    INSERT INTO records (id, kind, body, commitment) VALUES ('shown:late', 'shown', '${body}', 'bGF0ZQ==');
    INSERT INTO waiting_records (record_id, turn) VALUES ('shown:late', 1);
    SELECT pg_sleep(2)`);
  await havePolicy(app);
  await havePublished(app);
  while ((await keepRecord(app.context, 'one')).nextInMs === 0);
  expect(await listLoggedActs(store.db, 0, 10)).toHaveLength(2);
  await late;
  while ((await keepRecord(app.context, 'one')).nextInMs === 0);
  const acts = await listLoggedActs(store.db, 0, 10);
  expect(acts.map((one) => [one.position, JSON.parse(one.body).id])).toEqual([
    [1, 'posted:privacy/1'],
    [2, 'posted:privacy/2'],
    [3, 'shown:late'],
  ]);
});
