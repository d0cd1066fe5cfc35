import { createPublicKey, verify } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { keepRecord } from '../../../src/actions/upkeep/keep-record.ts';
import { haveAccepted, havePolicy, haveUsers, testApp } from '../../support/arrange.ts';
import { rootOfInclusion, rootsOfConsistency, testLeaf } from '../../support/merkle.ts';
import type { TestApp } from '../../support/test-app.ts';

/** A log of 300 records and more: a version, and many who accepted it from elsewhere. */
async function haveLog(users = 300): Promise<TestApp> {
  const app = await testApp();
  await havePolicy(app);
  const lines = Array.from(
    { length: users },
    (_, i) => `{"user":"u${i}","email":null,"accepted":{"privacy":1}}`,
  );
  await app.ask('POST', '/v1/users/import', lines.join('\n'));
  await keepAll(app);
  return app;
}

async function keepAll({ context }: TestApp): Promise<void> {
  while ((await keepRecord(context, 'test')).nextInMs === 0);
}

/** Asks without a key, as anybody can. */
async function get({ app }: TestApp, path: string): Promise<Response> {
  return app.request(path);
}

async function bytesOf(app: TestApp, path: string): Promise<Buffer> {
  const response = await get(app, path);
  expect(response.status, path).toBe(200);
  expect(response.headers.get('content-type')).toBe('application/octet-stream');
  expect(response.headers.get('cache-control')).toContain('immutable');
  return Buffer.from(await response.arrayBuffer());
}

const hashesOf = (bytes: Buffer) =>
  Array.from({ length: bytes.length / 32 }, (_, i) => bytes.subarray(i * 32, i * 32 + 32));

/** Reads a checkpoint as a stranger does who knows its key. */
function readCheckpoint(note: string, verifierKey: string) {
  const [, name = '', , key = ''] = /^(.+?)\+([0-9a-f]{8})\+(.+)$/.exec(verifierKey.trim()) ?? [];
  const x = Buffer.from(key, 'base64').subarray(1).toString('base64url');
  const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  const [text = '', signed = ''] = note.split('\n\n');
  const signature = Buffer.from(signed.trim().split(' ')[2] ?? '', 'base64').subarray(4);
  const [origin, size, root = ''] = text.split('\n');
  expect(origin).toBe(name);
  return {
    isSigned: verify(null, Buffer.from(`${text}\n`), publicKey, signature),
    size: Number(size),
    root: Buffer.from(root, 'base64'),
  };
}

describe('a stranger', () => {
  test('gets a signed checkpoint, the key for it, and older checkpoints', async () => {
    const app = await haveLog(3);
    const answer = await get(app, '/log/checkpoint');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(answer.headers.get('cache-control')).toBe('no-cache');
    const key = await (await get(app, '/log/key')).text();
    const note = await answer.text();
    expect(readCheckpoint(note, key)).toMatchObject({ isSigned: true, size: 4 });
    await haveUsers(app, 'ada');
    await haveAccepted(app, 'ada');
    await keepAll(app);
    const newer = await (await get(app, '/log/checkpoint')).text();
    expect(readCheckpoint(newer, key)).toMatchObject({ isSigned: true, size: 5 });
    expect(await (await get(app, '/log/checkpoint/4')).text()).toBe(note);
    expect((await get(app, '/log/checkpoint/3')).status).toBe(404);
  });

  test('checks with a tlog-proof that a record is in the log, and finds one that was changed', async () => {
    const app = await haveLog();
    const key = await (await get(app, '/log/key')).text();
    for (const position of [1, 2, 256, 257, 301]) {
      const proof = await (await get(app, `/log/proof?position=${position}`)).text();
      const [head = '', ...rest] = proof.split('\n\n');
      const [title, index, ...hashes] = head.split('\n');
      expect([title, index]).toEqual(['c2sp.org/tlog-proof@v1', `index ${position - 1}`]);
      const { isSigned, size, root } = readCheckpoint(rest.join('\n\n'), key);
      expect(isSigned).toBe(true);
      const { commitment } = await app.store.db
        .selectFrom('log_entries')
        .innerJoin('records', 'records.id', 'log_entries.record_id')
        .select('records.commitment')
        .where('position', '=', position)
        .executeTakeFirstOrThrow();
      const path = hashes.map((hash) => Buffer.from(hash, 'base64'));
      const leaf = testLeaf(Buffer.from(commitment, 'base64'));
      expect(rootOfInclusion(leaf, position - 1, size, path)).toEqual(root);
      const another = testLeaf(Buffer.from('another'));
      expect(rootOfInclusion(another, position - 1, size, path)).not.toEqual(root);
    }
  });

  test('checks that the log went on from what it was, for sizes never signed too', async () => {
    const app = await haveLog();
    for (const from of [1, 4, 255, 256, 257, 300, 301]) {
      const { body } = await app.ask('GET', `/log/consistency?from=${from}`);
      const old = (await app.ask('GET', `/log/inclusion?position=1&size=${from}`)).body;
      const hashes = (body.hashes as string[]).map((hash) => Buffer.from(hash, 'base64'));
      const roots = rootsOfConsistency(from, 301, Buffer.from(old.root, 'base64'), hashes);
      expect(roots?.old.toString()).toBe(Buffer.from(old.root, 'base64').toString());
      expect(roots?.now.toString()).toBe(Buffer.from(body.root, 'base64').toString());
    }
  });

  test('rebuilds the log from its tiles and entries alone', async () => {
    const app = await haveLog();
    const entries = [
      await bytesOf(app, '/log/tile/entries/000'),
      await bytesOf(app, '/log/tile/entries/001.p/45'),
    ].flatMap((bundle) => {
      const found: Buffer[] = [];
      for (let at = 0; at < bundle.length; at += 2 + bundle.readUInt16BE(at)) {
        found.push(bundle.subarray(at + 2, at + 2 + bundle.readUInt16BE(at)));
      }
      return found;
    });
    expect(entries).toHaveLength(301);
    const full = hashesOf(await bytesOf(app, '/log/tile/0/000'));
    const partial = hashesOf(await bytesOf(app, '/log/tile/0/001.p/45'));
    expect([...full, ...partial]).toEqual(entries.map(testLeaf));
    const above = await bytesOf(app, '/log/tile/1/000.p/1');
    const inclusion = (await app.ask('GET', '/log/inclusion?position=1&size=256')).body;
    expect(above.toString('base64')).toBe(inclusion.root);
  });

  test.each([
    ...[
      '/log/tile/0/001',
      '/log/tile/0/001.p/46',
      '/log/tile/1/000',
      '/log/tile/1/000.p/2',
      '/log/tile/2/000.p/1',
    ],
    ...['/log/tile/0/2', '/log/tile/x/000', '/log/tile/entries/002.p/1', '/log/tile/', '/log/nothing'],
  ])('finds nothing at %s', async (path) => {
    const app = await haveLog();
    expect((await get(app, path)).status).toBe(404);
  });

  test.each([
    ['/log/proof', 400],
    ['/log/proof?position=0', 400],
    ['/log/proof?position=5', 400],
    ['/log/proof?position=1&size=2', 404],
    ['/log/inclusion?position=1&size=5', 400],
    ['/log/consistency?from=0', 400],
    ['/log/consistency?from=5', 400],
    ['/log/consistency?from=x', 400],
  ])('is told at %s with %i', async (path, status) => {
    const app = await haveLog(3);
    expect((await get(app, path)).status).toBe(status);
  });
});

test('a log without a key is numbered, and says that it is not signed', async () => {
  const app = await testApp({ logSigner: null });
  await havePolicy(app);
  await keepAll(app);
  expect((await app.ask('GET', '/log/checkpoint')).body).toMatchObject({
    detail: 'This log is not signed: LOG_KEY is not set.',
  });
  expect((await app.ask('GET', '/log/inclusion?position=1')).body).toMatchObject({ size: 1, hashes: [] });
  expect((await app.ask('GET', '/healthz')).body.log).toMatchObject({ state: 'unsigned' });
});
