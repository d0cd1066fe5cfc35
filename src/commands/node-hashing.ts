import { createHash, hash } from 'node:crypto';
import type { Hashing } from '../domain/audit/hashing.ts';

const LEAF = Uint8Array.of(0);

/** Hashes of this runtime: a fraction of the time, and another implementation than the one that wrote the record. */
export const NODE_HASHING: Hashing = {
  commitment: (salt, body) =>
    createHash('sha256').update(Buffer.from(salt, 'base64')).update(body).digest('base64'),
  leaf: (commitment) => hash('sha256', Buffer.concat([LEAF, Buffer.from(commitment, 'base64')]), 'base64'),
  content: (text) => `sha256:${hash('sha256', text, 'hex')}`,
};
