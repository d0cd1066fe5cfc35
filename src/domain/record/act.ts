/*
 * What can be proved: acts as records in one canonical form, the tree of hashes that orders them, signed
 * checkpoints and tiles, each to the byte as docs/record.md says. Stands alone: an auditor reads it by itself.
 */

import { sha256, sha256Hex } from '../hash.ts';
import type { Instant } from '../instant.ts';
import { bytesToBase64 } from './bytes.ts';
import { canonicalJson, type Json } from './canonical-json.ts';

/** What can be recorded; `docs/record.md` says what each rests on. */
export const ACT_KINDS = [
  'drafted',
  'edited',
  'approved',
  'objected',
  'discarded',
  'scheduled',
  'taken-back',
  'stopped',
  'posted',
  'translated',
  'corrected',
  'withdrawn',
  'took-effect',
  'asking-paused',
  'asking-resumed',
  'calendar',
  'worded',
  'sent',
  'resolved',
  'repeated',
  'provider-event',
  'shown',
  'reported',
  'accepted',
  'agreed-before',
  'agreed-by-silence',
  'answered',
  'answer-ended',
  'answer-voided',
  'voided',
  'silence-voided',
  'leaving',
  'cancelled',
  'terminated',
  'returned',
  'link-made',
  'link-ended',
  'erased',
  'member',
  'admin-link',
  'auditor-link',
  'auditor-link-ended',
  'address-opened',
] as const;

/** A kind of act. */
export type ActKind = (typeof ACT_KINDS)[number];

/** An act to be recorded, once for each kind and `about`. */
export type Act = {
  readonly kind: ActKind;
  /** What tells it from others of its kind: the id of a row, or a policy and version. */
  readonly about: string;
  readonly at: Instant;
  readonly recordedAt: Instant;
  /** The key or link it came through, `member:` and who it was in the console, or `provider`, `sender`, `clock`. */
  readonly actor: string;
  /** The user's pseudonym. */
  readonly ref: string | null;
  readonly policy: string | null;
  readonly version: number | null;
  readonly facts: { readonly [name: string]: Json };
  /** What must be forgettable; what is null or undefined in it is left out. */
  readonly personal?: Readonly<Record<string, string | null>> | undefined;
};

/** A record, ready to be stored: `body` is what was committed to, `salt` and `personal` can be forgotten. */
export type SealedRecord = {
  readonly id: string;
  readonly kind: ActKind;
  readonly ref: string | null;
  readonly body: string;
  readonly commitment: string;
  readonly salt: string;
  readonly personal: string | null;
  /** The pseudonym of the seat that did it for its party, where one did. */
  readonly seat?: string;
};

/** Bytes of a salt. */
export const SALT_BYTES = 16;

/** The id of the record of an act. */
export function recordIdOf({ kind, about }: Pick<Act, 'kind' | 'about'>): string {
  return `${kind}:${about}`;
}

/** Writes an act down as `docs/record.md` has it, and commits to it; `newSalt` answers fresh random bytes. */
export function sealAct(act: Act, newSalt: () => Uint8Array): SealedRecord {
  const personal = writePersonal(act.personal, newSalt);
  const id = recordIdOf(act);
  const body = canonicalJson({
    v: 1,
    id,
    kind: act.kind,
    at: act.at,
    recordedAt: act.recordedAt,
    actor: act.actor,
    user: act.ref,
    policy: act.policy,
    version: act.version,
    basis: 'written-with-the-act',
    personal: personal && `sha256:${sha256Hex(personal)}`,
    facts: act.facts,
  });
  const salt = newSalt();
  return {
    id,
    kind: act.kind,
    ref: act.ref,
    body,
    commitment: bytesToBase64(commitmentOf(salt, body)),
    salt: bytesToBase64(salt),
    personal,
    ...(typeof act.facts.seat === 'string' && { seat: act.facts.seat }),
  };
}

/** What is hashed is put together here: a place of its own for each takes longer than hashing it. */
let scratch = new Uint8Array(4096);
const encoder = new TextEncoder();

/** What the log holds of a record: SHA-256 over its salt and its canonical JSON. */
export function commitmentOf(salt: Uint8Array, body: string): Uint8Array {
  // A letter is three bytes at most.
  const most = salt.length + 3 * body.length;
  if (scratch.length < most) scratch = new Uint8Array(2 * most);
  scratch.set(salt);
  const { written } = encoder.encodeInto(body, scratch.subarray(salt.length));
  return sha256(scratch.subarray(0, salt.length + written));
}

function writePersonal(personal: Act['personal'], newSalt: () => Uint8Array): string | null {
  const known = Object.entries(personal ?? {}).filter(([, value]) => value !== null);
  if (known.length === 0) return null;
  return canonicalJson({ ...Object.fromEntries(known), salt: bytesToBase64(newSalt()) });
}

/** Whose silence about which version agreed, and the delivery or event that had told them of it. */
export type Silence = {
  readonly ref: string;
  readonly policy: string;
  readonly version: number;
  readonly toldBy: string;
};

/** The name of a silence in records: the same whoever writes it down, and however often. */
export function silenceId({ ref, policy, version, toldBy }: Silence): string {
  return `${ref}/${policy}/${version}/${toldBy}`;
}
