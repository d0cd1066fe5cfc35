/**
 * Tells the endpoints of the database that it is given, as the service does, until it is killed. Its clock is ahead
 * by the milliseconds that a file holds, so that nobody has to wait for days.
 */
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { addMs, instantFromMs } from '../../src/domain/instant.ts';
import { newId } from '../../src/runtime/new-id.ts';
import { nodePoster } from '../../src/runtime/webhooks/post-event.ts';
import { makeWebhooks } from '../../src/runtime/webhooks/run-webhooks.ts';
import { openPostgres } from '../../src/storage/engines/postgres.ts';
import { openSqlite } from '../../src/storage/engines/sqlite.ts';

const [database = '', clock = '', secret = ''] = process.argv.slice(2);
const isPostgres = database.startsWith('postgres:');
const store = isPostgres ? await openPostgres(database, { now: Date.now }) : openSqlite(database);
const webhooks = makeWebhooks(
  {
    store,
    now: () => addMs(instantFromMs(Date.now()), Number(readFileSync(clock, 'utf8'))),
    newId,
    log: (_, message, fields) => process.stdout.write(`${message} ${JSON.stringify(fields)}\n`),
    linkSecrets: [{ id: '1', secret }],
    poster: nodePoster({ toThisMachine: true, toNumbers: true }),
  },
  async () => true,
);
for (;;) {
  await webhooks.start();
  await sleep(20);
  process.stdout.write('telling\n');
}
