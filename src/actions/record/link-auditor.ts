import { newSecret } from '../../domain/access/code.ts';
import { sha256Hex } from '../../domain/hash.ts';
import { addMs, type Instant } from '../../domain/instant.ts';
import type { Act } from '../../domain/record/act.ts';
import { invalid, Refusal } from '../../domain/refusal.ts';
import { findPolicyVersions } from '../../storage/policies/policy-versions.ts';
import {
  type AuditorLink,
  auditorLinkIsEnded,
  endAuditorLink,
  findAuditorLink,
  insertAuditorLink,
} from '../../storage/record/auditor-links.ts';
import { findPerson } from '../../storage/record/evidence.ts';
import { ALWAYS, userIsKept } from '../../storage/sql.ts';
import type { Context } from '../context.ts';
import { drawPeople } from './draw-people.ts';
import { recordActs } from './record-acts.ts';

/** As many people as a link opens at most. */
export const MOST_AUDITED_PEOPLE = 200;

const DAY_MS = 24 * 60 * 60 * 1000;
/** How long a link opens at most. */
const LONGEST_MS = 90 * DAY_MS;

/** What a link is to open: of which policy and version, of whom, and until when. */
export type AuditorScope = {
  readonly policy: string;
  /** Null: all versions. */
  readonly version: number | null;
  /** By their ids or pseudonyms, or how many are drawn. */
  readonly people: readonly string[] | number;
  readonly expiresAt: Instant;
};

/**
 * Makes a link for an auditor from outside, and answers it with its secret, of which a hash alone is kept. Refuses with
 * `unknown-policy` or `unknown-version`, and with `invalid-request` at `/people` and `/expiresAt`.
 */
export async function makeAuditorLink(
  context: Pick<Context, 'store' | 'now' | 'newId'>,
  { policy, version, people, expiresAt }: AuditorScope,
  actor: string,
): Promise<{ readonly link: AuditorLink; readonly secret: string }> {
  const { store, now, newId } = context;
  const { db } = store;
  const at = now();
  const known = await findPolicyVersions(db, policy);
  if (known === undefined) throw new Refusal('unknown-policy', `There is no policy "${policy}".`);
  if (version !== null && !known.versions.some((one) => one.version === version)) {
    throw new Refusal('unknown-version', `"${policy}" has no version ${version}.`);
  }
  if (expiresAt <= at) throw invalid('/expiresAt', 'Choose a day that lies ahead.');
  if (expiresAt > addMs(at, LONGEST_MS)) throw invalid('/expiresAt', 'Choose a day within 90 days.');
  const seed = typeof people === 'number' ? newSecret().slice(0, 16) : null;
  const refs =
    typeof people === 'number'
      ? (await drawPeople(context, { policy, version }, { seed: seed ?? '', count: people })).people
      : await findNamed(context, people);
  if (refs.length === 0) throw invalid('/people', 'Nothing is recorded of anybody about that.');
  const secret = newSecret();
  const link: AuditorLink = {
    ...{ id: newId(), secretHash: sha256Hex(secret), policy, version, people: refs, seed },
    ...{ madeAt: at, madeBy: actor, expiresAt, endedAt: null },
  };
  const made: Act = {
    ...{ kind: 'auditor-link', about: link.id, at, recordedAt: at, actor, ref: null, policy, version },
    facts: { link: link.id, expiresAt, people: [...refs], seed },
  };
  await store.atomic([insertAuditorLink(db, link, ALWAYS), ...recordActs(db, [made], ALWAYS)]);
  return { link, secret };
}

async function findNamed(
  { store }: Pick<Context, 'store'>,
  names: readonly string[],
): Promise<readonly string[]> {
  const refs = new Set<string>();
  for (const name of names) {
    const person = await findPerson(store.db, name);
    if (person === undefined) throw invalid('/people', `Nobody is known by the id “${name}”.`);
    refs.add(person.ref);
  }
  return [...refs];
}

/** Ends a link at once; ending it again changes nothing. Refuses with `unknown-link`. */
export async function endLinkOfAuditor(
  { store, now }: Pick<Context, 'store' | 'now'>,
  id: string,
  actor: string,
): Promise<void> {
  const { db } = store;
  const link = await findAuditorLink(db, { id });
  if (link === undefined) throw new Refusal('unknown-link', 'There is no such link.');
  if (link.endedAt !== null) return;
  const end = { at: now(), by: actor };
  const { policy, version } = link;
  const ended: Act = {
    ...{ kind: 'auditor-link-ended', about: id, at: end.at, recordedAt: end.at, actor, ref: null },
    ...{ policy, version, facts: { link: id } },
  };
  await store.atomic([endAuditorLink(db, id, end), ...recordActs(db, [ended], auditorLinkIsEnded(id, end))]);
}

/** The link of a secret while it opens; refuses with `unknown-link`. */
export async function openAuditorLink(
  { store, now }: Pick<Context, 'store' | 'now'>,
  secret: string,
): Promise<AuditorLink> {
  const link = await findAuditorLink(store.db, { secretHash: sha256Hex(secret) });
  if (link === undefined || link.endedAt !== null || link.expiresAt <= now()) {
    throw new Refusal('unknown-link', 'This link has ended, or it never was one.');
  }
  return link;
}

/** The id of the record that somebody was shown to an auditor. */
export function openedRecordOf({ id }: Pick<AuditorLink, 'id'>, ref: string): string {
  return `address-opened:${id}/${ref}`;
}

/** Records that whoever has a link is shown who somebody is, once. Refuses with `unknown-user` whom it is not about. */
export async function openAddress(
  { store, now }: Pick<Context, 'store' | 'now'>,
  link: AuditorLink,
  ref: string,
): Promise<void> {
  if (!link.people.includes(ref)) throw new Refusal('unknown-user', 'The link is not about them.');
  const { id, policy, version } = link;
  const at = now();
  const opened: Act = {
    ...{ kind: 'address-opened', about: `${id}/${ref}`, at, recordedAt: at, actor: `auditor-link:${id}` },
    ...{ ref, policy, version, facts: { link: id } },
  };
  await store.atomic(recordActs(store.db, [opened], userIsKept(store.db, ref)));
}
