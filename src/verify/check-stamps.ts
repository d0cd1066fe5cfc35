import type { X509Certificate } from 'node:crypto';
import type { Bundle } from './bundle.ts';
import type { CheckedLog } from './check-log.ts';
import { type Finding, fails, holds, open } from './finding.ts';
import { bytesOf, sha256 } from './hashes.ts';
import { isSignedBy, readCheckpoint, readHashes, sameBytes } from './note.ts';
import { readTimeStamp, whoStamped } from './time-stamp.ts';
import { rootsOfGrowth } from './tree.ts';

/**
 * Checks what a time-stamping authority vouches for: that the log stood so at an instant, as far as a checkpoint of
 * it reaches. `authorities` are certificates that whoever checks knows; null where they gave none.
 */
export function checkStamps(
  { stamps }: Bundle,
  log: CheckedLog,
  authorities: readonly X509Certificate[] | null,
): readonly Finding[] {
  if (stamps.length === 0) {
    return authorities === null ? [] : [fails('the time stamp', 'there is none in the bundle')];
  }
  return stamps.map((stamp) => checkStamp(stamp, log, authorities));
}

function checkStamp(
  { checkpoint: note, token, hashes }: Bundle['stamps'][number],
  { checkpoint: now, key }: CheckedLog,
  authorities: readonly X509Certificate[] | null,
): Finding {
  const checkpoint = readCheckpoint(note);
  if (checkpoint === null) return fails('a time stamp', 'the checkpoint that it is about cannot be read');
  const { size, root } = checkpoint;
  const about = `the time stamp over ${size === 1 ? '1 record' : `${size} records`}`;
  if (key === null || !isSignedBy(checkpoint, key)) {
    return fails(about, 'its checkpoint is not signed by the key of this log');
  }
  const proof = readHashes(hashes);
  const roots = now && proof && rootsOfGrowth(checkpoint, now.size, proof);
  const isOurs = roots && now && sameBytes(roots.before, root) && sameBytes(roots.after, now.root);
  if (!isOurs) return fails(about, 'its checkpoint is not shown to be the beginning of this log');
  const bytes = bytesOf(token);
  const stamp = bytes && readTimeStamp(bytes);
  if (!stamp) return fails(about, 'it cannot be read');
  if (!sameBytes(stamp.imprint, sha256(note))) return fails(about, 'it is about something else');
  const at = stamp.at.toISOString();
  if (authorities === null) {
    return open(about, `says ${at}: give the certificate of who stamped it with --tsa-cert`);
  }
  const found = whoStamped(stamp, authorities);
  return 'reason' in found
    ? fails(about, found.reason)
    : holds(
        about,
        `what stands in the log up to position ${size} was there at ${at}, as ${found.name} vouches`,
      );
}
