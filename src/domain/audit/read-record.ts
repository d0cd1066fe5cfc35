import type { Instant } from '../instant.ts';
import { isReceipt } from '../notices/notice-kind.ts';
import { saysToText } from '../notices/says.ts';
import type { ActKind } from '../record/act.ts';
import type { Report, Value } from './finding.ts';
import type { Hashing } from './hashing.ts';

/** A record with its secrets and its place, as the tables have them. */
export type RecordRow = {
  readonly id: string;
  readonly kind: string;
  readonly user_ref: string | null;
  readonly body: string;
  readonly commitment: string;
  readonly salt: string | null;
  readonly personal: string | null;
  readonly secret_ref: string | null;
  readonly position: number | null;
  readonly leaf: string | null;
  readonly turn: number | null;
  /** The pseudonym of the seat that it is listed under, where one did it for its party. */
  readonly seat: string | null;
};

/** A record that was read: what it says, and where it stands among others. */
export type AuditedRecord = {
  readonly id: string;
  readonly kind: ActKind;
  readonly at: Instant;
  readonly recordedAt: Instant;
  readonly actor: string;
  readonly user: string | null;
  readonly policy: string | null;
  readonly version: number | null;
  // biome-ignore lint/suspicious/noExplicitAny: facts differ by kind
  readonly facts: Readonly<Record<string, any>>;
  /** What it is about: the id without the kind. */
  readonly about: string;
  /** What is personal in it; `none` where it has nothing personal, null once that is forgotten. */
  readonly personal: Readonly<Record<string, string>> | 'none' | null;
  /** Its salt is gone. */
  readonly isForgotten: boolean;
  /** It has no position yet. */
  readonly isWaiting: boolean;
  /** Grows along the log, and then along what waits. */
  readonly order: number;
};

/** What a mail said, as the record of its being sent tells it; undefined where the record is of before that was told. */
export function saysOfRecord(facts: AuditedRecord['facts']): string | undefined {
  if (!Array.isArray(facts.tells)) return undefined;
  const { kind, round, locale: language, corrects } = facts.notice ?? {};
  return saysToText({
    kind,
    // A chunk of receipts has no round, and each receipt in it has its own.
    round: isReceipt(kind) ? 0 : round,
    language,
    ...(corrects === true && { corrects }),
    tells: facts.tells.map((one) => ({ ...one, base: one.baseVersion, textLocale: one.locale })),
  });
}

/** Of these kinds what is personal is kept for a time only, where that is asked for. */
const FORGOTTEN_BY_AGE: ReadonlySet<string> = new Set(['sent', 'accepted', 'provider-event']);

/** 16 bytes in base64; no bit is left over that could be changed unnoticed. */
const SALT = /^[A-Za-z0-9+/]{21}[AQgw]==$/;

/** What waits comes after all that has a position. */
const AFTER_THE_LOG = 2 ** 40;

/**
 * Checks a record by itself: its columns against its body, its body against its commitment where the
 * salt is there, its personal part against the hash, the commitment against the leaf. Null: it cannot
 * be read. `isErased`: its user was, so its salt may be gone.
 */
export function readRecord(
  report: Report,
  row: RecordRow,
  isErased: boolean,
  hashing: Hashing,
): AuditedRecord | null {
  const differs = (column: string, is: Value, should: Value, table = 'records') =>
    report({ table, row: row.id, column, is, should });
  let body: Omit<AuditedRecord, 'personal'> & { readonly personal: string | null };
  try {
    body = JSON.parse(row.body);
  } catch {
    differs('body', row.body, 'JSON');
    return null;
  }
  if (typeof body?.facts !== 'object' || body.facts === null) {
    differs('body', row.body, 'a record, with its facts');
    return null;
  }
  const leaf = orNull(() => hashing.leaf(row.commitment));
  if (row.salt !== null) {
    const commitment = orNull(() => hashing.commitment(row.salt as string, row.body));
    if (commitment === null || !SALT.test(row.salt))
      differs('salt', row.salt, '16 bytes in base64', 'record_secrets');
    else if (commitment !== row.commitment) {
      const isCommitmentLogged = row.leaf === null || row.leaf === leaf;
      if (!isCommitmentLogged) differs('commitment', row.commitment, commitment);
      else {
        differs('body', row.body, `what hashes with its salt to ${row.commitment}`);
        differs('salt', row.salt, `what hashes with the body to ${row.commitment}`, 'record_secrets');
      }
    }
    if (row.secret_ref !== row.user_ref) {
      differs('user_ref', row.secret_ref, row.user_ref, 'record_secrets');
    }
  } else if (!isErased) {
    differs('salt', 'missing', 'there, since its user was not erased', 'record_secrets');
  }
  if (row.id !== body.id) differs('id', row.id, body.id);
  if (row.kind !== body.kind) differs('kind', row.kind, body.kind);
  if (row.user_ref !== body.user) differs('user_ref', row.user_ref, body.user);
  if (row.position === null && row.turn === null) {
    differs('record_id', 'missing', 'there: the record has no position and waits for none', 'log_entries');
  }
  if (row.seat === null && typeof body.facts.seat === 'string') {
    differs('record_id', 'missing', 'there: a seat did it for its party', 'seat_acts');
  }
  if (row.leaf !== null && row.leaf !== leaf) {
    const at = `${row.position}`;
    report({
      ...{ table: 'log_entries', row: at, column: 'leaf', is: row.leaf },
      should: `the hash over the commitment of ${row.id}`,
    });
    if (row.salt === null) differs('commitment', row.commitment, `what the leaf at ${at} is over`);
  }
  return {
    ...body,
    // A body may say anything; that it says another was told.
    ...{ id: row.id, kind: row.kind as ActKind },
    about: row.id.slice(row.kind.length + 1),
    personal: readPersonal(body.personal, row, hashing, differs),
    isForgotten: row.salt === null,
    isWaiting: row.position === null,
    order: row.position ?? AFTER_THE_LOG + (row.turn ?? 0),
  };
}

function readPersonal(
  hash: string | null,
  row: RecordRow,
  hashing: Hashing,
  differs: (column: string, is: Value, should: Value, table?: string) => void,
): AuditedRecord['personal'] {
  const { personal } = row;
  if (personal === null) {
    if (hash === null) return 'none';
    if (row.salt !== null && !FORGOTTEN_BY_AGE.has(row.kind)) {
      differs('personal', 'nothing', `what hashes to ${hash}`, 'record_secrets');
    }
    return null;
  }
  if (hashing.content(personal) !== hash) {
    differs('personal', personal, hash === null ? null : `what hashes to ${hash}`, 'record_secrets');
    return null;
  }
  return JSON.parse(personal) as Record<string, string>;
}

function orNull(make: () => string): string | null {
  try {
    return make();
  } catch {
    return null;
  }
}
