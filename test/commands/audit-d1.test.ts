import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openAdminLink } from '../../src/actions/access/admin-link.ts';
import { runAdminLink } from '../../src/commands/admin-link.ts';
import { runAudit } from '../../src/commands/audit.ts';
import { runCopy } from '../../src/commands/copy.ts';
import { migrateLocalD1 } from '../../src/commands/migrate-local-d1.ts';
import { openD1Place, readPlace } from '../../src/commands/places.ts';
import { instantFromMs } from '../../src/domain/instant.ts';
import { checkpointText, noteSigner } from '../../src/domain/record/note.ts';
import { putBucketCheckpoint } from '../../src/storage/record/checkpoint-bucket.ts';
import { haveRichStory } from '../support/rich-story.ts';
import { scratchFolder } from '../support/scratch.ts';
import { openTestStore } from '../support/test-app.ts';
import { stayOffline } from '../support/worker.ts';

const LOG_KEY = { name: 'localhost:8787/log', seed: '01'.repeat(32) };

let folder: string;
const persistTo = () => join(folder, 'd1');

beforeAll(async () => {
  stayOffline();
  folder = scratchFolder('audit-d1');
  const file = join(folder, 'story.sqlite');
  const app = await haveRichStory(await openTestStore(file));
  await app.store.close();
  await migrateLocalD1({ env: undefined, persistTo: persistTo() });
  const args = ['--from', `sqlite:${file}`, '--to', 'd1:DB', '--persist-to', persistTo()];
  let said = '';
  const say = (text: string) => {
    said += text;
  };
  expect(await runCopy(args, say, say), said).toBe(0);
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true }));

async function audit(...args: string[]) {
  let said = '';
  const say = (text: string) => {
    said += text;
  };
  const env = { LOG_KEY: `${LOG_KEY.name}:${LOG_KEY.seed}` };
  const code = await runAudit(['--database', 'd1:DB', '--persist-to', persistTo(), ...args], env, {
    out: say,
    complain: say,
  });
  return { code, said };
}

/** Uses the database and the bucket as the Worker has them. */
async function using<T>(use: (place: Awaited<ReturnType<typeof openD1Place>>) => Promise<T>): Promise<T> {
  const which = { env: undefined, isRemote: false, persistTo: persistTo() };
  const place = readPlace('d1:DB', '--database', which);
  if (place.kind !== 'd1') throw new Error('this is no D1');
  const opened = await openD1Place(place, 'CHECKPOINTS');
  try {
    return await use(opened);
  } finally {
    await opened.store.close();
  }
}

test('a D1 whose admins are locked out is given a link, which the service there knows', async () => {
  let [said, complained] = ['', ''];
  const where = ['--database', 'd1:DB', '--persist-to', persistTo()];
  const output = {
    out: (text: string) => {
      said += text;
    },
    complain: (text: string) => {
      complained += text;
    },
  };
  expect(await runAdminLink(where, output)).toBe(2);
  expect(complained).toContain('where the service is by --url');
  expect(await runAdminLink([...where, '--url', 'https://policies.example.com/'], output)).toBe(0);
  const [, secret = ''] =
    /^https:\/\/policies\.example\.com\/console\/first\/([0-9a-f]+)\n$/.exec(said) ?? [];
  const link = await using(({ store }) =>
    openAdminLink({ store, now: () => instantFromMs(Date.now()) }, secret),
  );
  expect(link.usedAt).toBeNull();
});

test('a sound D1 is said to be so, with the key that signed it', async () => {
  const { code, said } = await audit();
  expect(said).toMatch(/^\d+ records, \d+ of them in the log, of 28 users, 10 versions and \d+ mails\n/);
  expect(said).toMatch(/signed by localhost:8787\/log\+[0-9a-f]{8}\n[\s\S]*\n\nSound\.\n$/);
  expect(code).toBe(0);
});

test('what was changed is named', async () => {
  const change = (id: string | null, basis: 'imported' | 'explicit') =>
    using(({ store }) =>
      store.db.updateTable('user_versions').set({ basis }).where('acceptance_id', '=', id).execute(),
    );
  const id = await using(async ({ store }) => {
    const imported = store.db.selectFrom('user_versions').where('basis', '=', 'imported');
    return (await imported.select('acceptance_id').executeTakeFirstOrThrow()).acceptance_id;
  });
  await change(id, 'explicit');
  const { code, said } = await audit();
  await change(id, 'imported');
  expect(said).toMatch(
    /The first that differs: user_versions\.basis, row .*: is explicit, and should be imported\n/,
  );
  expect(code).toBe(1);
});

test('a checkpoint in the bucket shows that it was restored, until that is accepted', async () => {
  const signer = await noteSigner(LOG_KEY);
  const later = await signer.sign(checkpointText(signer.name, 100_000, `${'A'.repeat(43)}=`));
  await using(async ({ bucket }) => bucket && putBucketCheckpoint(bucket, later, null));
  const { code, said } = await audit();
  expect(said).toMatch(/was restored from a backup.*the bucket CHECKPOINTS knows of 100000/);
  expect([code, said.endsWith('Not sound.\n')]).toEqual([1, true]);
  expect(await audit('--accept-restore')).toMatchObject({
    code: 0,
    said: expect.stringMatching(/^Accepted/),
  });
  expect(await audit()).toMatchObject({ code: 0, said: expect.stringMatching(/\nSound\.\n$/) });
  expect(await audit('--accept-restore')).toMatchObject({
    code: 2,
    said: expect.stringContaining('There is nothing to accept'),
  });
});

test('it cannot run where there is no such database, or none that was migrated', async () => {
  const run = async (...args: string[]) => {
    let said = '';
    const say = (text: string) => {
      said += text;
    };
    return { code: await runAudit(args, {}, { out: say, complain: say }), said };
  };
  expect(await run('--database', 'd1:OTHER')).toMatchObject({
    code: 2,
    said: expect.stringContaining('no D1 database bound as OTHER; it has d1:DB'),
  });
  expect(await run('--database', 'd1:DB', '--persist-to', join(folder, 'nowhere'))).toMatchObject({
    code: 2,
    said: expect.stringContaining('npx wrangler d1 migrations apply DB'),
  });
  expect(await run('--remote')).toMatchObject({
    code: 2,
    said: expect.stringContaining('--database names none'),
  });
  expect(await run('--database', 'mysql:a')).toMatchObject({
    code: 2,
    said: expect.stringContaining('--database must start with "sqlite:", "postgres:" or "d1:"'),
  });
});
