import type { X509Certificate } from 'node:crypto';
import type { Bundle } from './bundle.ts';
import { type Finding, fails, holds, open, Unusable } from './finding.ts';
import {
  type Checkpoint,
  isSignedBy,
  readCheckpoint,
  readHashes,
  readKey,
  sameBytes,
  type VerifierKey,
} from './note.ts';
import { rootsOfGrowth } from './tree.ts';

/** What somebody has of the log from elsewhere: its key, and checkpoints kept since; null for what they have not. */
export type Known = {
  readonly key: string | null;
  readonly checkpoints: readonly Checkpoint[] | null;
  /** Certificates of who stamps times. */
  readonly authorities?: readonly X509Certificate[] | null;
};

/** What was found of the log, and its checkpoint, to which records are proven: null where there is none. */
export type CheckedLog = {
  readonly findings: readonly Finding[];
  readonly checkpoint: Checkpoint | null;
  readonly key: VerifierKey | null;
};

const CHECKPOINT = 'the checkpoint';

/** Checks who signed the checkpoint, and that the log goes on from one that was kept elsewhere. */
export function checkLog({ log }: Bundle, known: Known): CheckedLog {
  const findings: Finding[] = [];
  if (log.key !== null && known.key !== null && log.key !== known.key) {
    findings.push(fails('the key', 'the key in the bundle is another than the one given with --key'));
  }
  const key = keyOf(log, known, findings);
  if (log.checkpoint === null) {
    const isExpected = known.key !== null || known.checkpoints !== null;
    const words = 'there is none in the bundle: nothing in it was sealed yet, and nobody vouches for it';
    findings.push((isExpected ? fails : open)(CHECKPOINT, words));
    return { findings, checkpoint: null, key };
  }
  const checkpoint = readCheckpoint(log.checkpoint);
  if (checkpoint === null)
    return { findings: [...findings, fails(CHECKPOINT, 'it cannot be read')], checkpoint, key };
  const { origin, size } = checkpoint;
  if (key === null) {
    findings.push(
      fails(CHECKPOINT, 'there is no key in the bundle to check who signed it; give one with --key'),
    );
  } else if (!isSignedBy(checkpoint, key)) {
    findings.push(fails(CHECKPOINT, `it is not signed by the key of ${key.name}`));
  } else if (known.key === null) {
    findings.push(
      holds(CHECKPOINT, `of ${origin} over ${count(size)}, signed by the key that came with the bundle`),
      open(
        'the key',
        'came with the bundle: whoever made that could have made the key too. Give the one you know with --key',
      ),
    );
  } else {
    findings.push(holds(CHECKPOINT, `of ${origin} over ${count(size)}, signed by the key that you gave`));
  }
  if (known.checkpoints !== null) findings.push(goesOn(log, checkpoint, known.checkpoints, key));
  return { findings, checkpoint, key };
}

function keyOf(log: Bundle['log'], known: Known, findings: Finding[]): VerifierKey | null {
  const text = known.key ?? log.key;
  if (text === null) return null;
  const key = readKey(text);
  if (key !== null) return key;
  if (known.key !== null) throw new Unusable('What was given with --key is no verifier’s key.');
  findings.push(fails('the key', 'the key in the bundle cannot be read'));
  return null;
}

/** Whether the log is the one that somebody kept a checkpoint of, with more at its end. */
function goesOn(
  { since }: Bundle['log'],
  now: Checkpoint,
  kept: readonly Checkpoint[],
  key: VerifierKey | null,
): Finding {
  const about = 'the checkpoint kept elsewhere';
  const newest = kept.reduce((a, b) => (b.size > a.size ? b : a));
  const old = kept.find(({ size }) => size === now.size) ?? kept.find(({ size }) => size === since?.size);
  if (old === undefined) {
    const size = newest.size;
    throw new Unusable(
      `The bundle has no proof that its log goes on from the checkpoint over ${count(size)}. Download it anew, with ?since=${size}.`,
    );
  }
  if (key === null || !isSignedBy(old, key)) return fails(about, 'it is not signed by the key of this log');
  if (old.size === now.size) {
    return sameBytes(old.root, now.root)
      ? holds(about, `over ${count(old.size)} is the same as the one in the bundle`)
      : fails(
          about,
          `over ${count(old.size)} is another than the one in the bundle: there are two histories`,
        );
  }
  const hashes = readHashes(since?.hashes ?? []);
  const roots = hashes && rootsOfGrowth(old, now.size, hashes);
  return roots && sameBytes(roots.before, old.root) && sameBytes(roots.after, now.root)
    ? holds(about, `over ${count(old.size)} stands unchanged at the beginning of this log`)
    : fails(
        about,
        `over ${count(old.size)} is not shown to be the beginning of this log: it may have been rewritten`,
      );
}

function count(size: number): string {
  return size === 1 ? '1 record' : `${size} records`;
}
