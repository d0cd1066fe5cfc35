import { parentPort, workerData } from 'node:worker_threads';
import { auditUsersBeside } from '../actions/record/audit-users.ts';
import type { Instant } from '../domain/instant.ts';
import { openSqliteSnapshot } from '../storage/engines/sqlite-snapshot.ts';
import { NODE_HASHING } from './node-hashing.ts';

/** What the thread is given: the file, as of when it is audited, and the number of the next page of users. */
export type Given = { readonly path: string; readonly now: Instant; readonly next: Int32Array };

// This thread audits users beside the one that started it. It says that it is there, opens the file once it is told
// to, says so, and then what differs in the pages that it took.

if (parentPort === null) throw new Error('this is a thread of its own');
const port = parentPort;
const { path, now, next } = workerData as Given;

port.once('message', async () => {
  const { db, close } = openSqliteSnapshot(path);
  port.postMessage('open');
  const take = () => Atomics.add(next, 0, 1);
  port.postMessage(await auditUsersBeside({ db, now, hashing: NODE_HASHING }, take));
  await close();
});
port.postMessage('ready');
