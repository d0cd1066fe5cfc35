import { createPublicKey, verify } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { checkpointText, isKeyName, noteSigner, tlogProof } from '../../../src/domain/record/note.ts';

/** The key and note of golang.org/x/mod/sumdb/note, which implementations are tested with. */
const SEED = Buffer.from('AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz', 'base64')
  .subarray(1)
  .toString('hex');
const TEXT =
  "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const SIGNATURE =
  'x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=';

describe('a signed note', () => {
  test('is the published one to the byte', async () => {
    const signer = await noteSigner({ name: 'PeterNeumann', seed: SEED });
    expect(signer.verifierKey).toBe('PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW');
    expect(await signer.sign(TEXT)).toBe(`${TEXT}\n— PeterNeumann ${SIGNATURE}\n`);
  });

  test('of a checkpoint verifies with another implementation of Ed25519', async () => {
    const signer = await noteSigner({ name: 'policies.example.com/log', seed: '07'.repeat(32) });
    const text = checkpointText(signer.name, 3, 'abc=');
    const note = await signer.sign(text);
    const [, key = ''] = /\+(\w+\/*\S*)$/.exec(signer.verifierKey.replace(/^[^+]+\+[^+]+/, '')) ?? [];
    const x = Buffer.from(key, 'base64').subarray(1).toString('base64url');
    const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
    const [, signature = ''] = /— \S+ (\S+)\n$/.exec(note) ?? [];
    expect(note.startsWith(`${text}\n— `)).toBe(true);
    const bytes = Buffer.from(signature, 'base64').subarray(4);
    expect(verify(null, Buffer.from(text), publicKey, bytes)).toBe(true);
    expect(verify(null, Buffer.from(`${text}x`), publicKey, bytes)).toBe(false);
  });

  test.each([
    ['policies.example.com/log', true],
    ['with space', false],
    ['with+plus', false],
    ['with\nnewline', false],
    ['', false],
  ])('can be by a key called %j: %s', (name, can) => {
    expect(isKeyName(name)).toBe(can);
  });
});

test('a proof is written as C2SP has it', () => {
  expect(tlogProof(11, ['aa=', 'bb='], 'origin\n14\nroot\n\n— origin sig\n')).toBe(
    'c2sp.org/tlog-proof@v1\nindex 11\naa=\nbb=\n\norigin\n14\nroot\n\n— origin sig\n',
  );
});
