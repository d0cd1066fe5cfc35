import type { Bundle, BundledRecord } from './bundle.ts';
import { type Finding, fails, holds, open } from './finding.ts';
import { bytesOf, canonical, nameOf, sha256 } from './hashes.ts';
import { type Checkpoint, readProof, sameBytes } from './note.ts';
import { leafOf, rootAbove } from './tree.ts';

/** Records about no one. */
const OF_VERSIONS = [
  ...['posted', 'translated', 'corrected', 'withdrawn', 'approved'],
  ...['asking-paused', 'asking-resumed'],
];

const SALT_BYTES = 16;

/** Checks each record: that it is what was committed to, and stands in the log where it says. */
export function checkRecords({ records, user }: Bundle, checkpoint: Checkpoint | null): Finding[] {
  const isErased = records.some(({ record, salt }) => record.id === `erased:${user.ref}` && salt !== null);
  const ids = new Set<string>();
  return records.map((one) => {
    const { id, kind } = one.record;
    const isRepeated = ids.has(id);
    ids.add(id);
    if (isRepeated) return fails(id, 'it stands twice in the bundle');
    if (!id.startsWith(`${kind}:`)) return fails(id, `it is of the kind ${kind}, and its id of another`);
    const of = OF_VERSIONS.includes(kind) ? null : user.ref;
    if (one.record.user !== of) return fails(id, 'it is about somebody else');
    return checkRecord(one, checkpoint, isErased && of !== null);
  });
}

function checkRecord(one: BundledRecord, checkpoint: Checkpoint | null, mayBeErased: boolean): Finding {
  const { record, salt, position } = one;
  const commitment = bytesOf(one.commitment);
  if (commitment?.length !== 32) return fails(record.id, 'its commitment cannot be read');
  const place = checkPlace(one, commitment, checkpoint);
  if (place.state === 'fails') return place;
  if (salt === null) {
    if (!mayBeErased)
      return fails(record.id, 'its salt is missing, and no record says that its user was erased');
    if (one.personal !== null)
      return fails(record.id, 'its salt was erased, and what is personal in it was not');
    const where = place.state === 'holds' ? `its place ${position} in the log is proven` : place.words;
    return open(record.id, `erased with its user: ${where}, what it says cannot be shown any more`);
  }
  const salted = bytesOf(salt);
  if (salted?.length !== SALT_BYTES) return fails(record.id, 'its salt cannot be read');
  if (!sameBytes(sha256(salted, canonical(record)), commitment)) {
    return fails(record.id, 'it is not what was committed to: the record or its salt was changed');
  }
  const personal = checkPersonal(one);
  if (personal.state === 'fails') return personal;
  const words = [place.words, personal.words].filter((part) => part !== '').join('; ');
  return { state: place.state, about: record.id, words };
}

function checkPersonal({ record, personal }: BundledRecord): Finding {
  const { id } = record;
  if (record.personal === null) {
    return personal === null ? holds(id, '') : fails(id, 'it has a personal part that it does not name');
  }
  if (personal === null) return open(id, 'what was personal in it is forgotten');
  return nameOf(canonical(personal)) === record.personal
    ? holds(id, '')
    : fails(id, `its personal part (${Object.keys(personal).join(', ')}) was changed`);
}

/** Whether a record stands in the log of the checkpoint where it says. */
function checkPlace(
  { record, position, proof: text }: BundledRecord,
  commitment: Uint8Array,
  checkpoint: Checkpoint | null,
): Finding {
  const { id } = record;
  if (text === null) {
    if (position === null) return open(id, 'not sealed: it waits for its place in the log');
    if (checkpoint === null || position > checkpoint.size) {
      return open(id, `not sealed: it has place ${position}, which no checkpoint covers yet`);
    }
    return fails(id, `the proof that it stands at ${position} is missing`);
  }
  const proof = readProof(text);
  if (proof === null) return fails(id, 'its proof cannot be read');
  if (position === null || proof.index !== position - 1) return fails(id, 'its proof is of another place');
  if (checkpoint === null || proof.checkpoint !== checkpoint.note) {
    return fails(id, 'its proof is against another checkpoint than the one in the bundle');
  }
  const root = rootAbove(leafOf(commitment), proof.index, checkpoint.size, proof.hashes);
  return root !== null && sameBytes(root, checkpoint.root)
    ? holds(id, `stands at ${position} in the log`)
    : fails(id, `its proof does not lead to the checkpoint: it does not stand at ${position} in the log`);
}
