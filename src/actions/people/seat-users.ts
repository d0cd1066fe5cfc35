import { isSameMailbox } from '../../domain/email-address.ts';
import { invalid, Refusal } from '../../domain/refusal.ts';
import { listParties, listUsers, type User, type UserRecord } from '../../storage/people/users.ts';
import type { Database } from '../../storage/store.ts';

/** A user's record with the `ref` of the party that it names, or why it is not taken. */
export type Seated<R extends UserRecord> =
  | { readonly record: R & { readonly partyRef?: string | null } }
  | { readonly record: R; readonly refusal: Refusal };

/**
 * Finds the parties that records name, in the order of the records. A party is known, is no seat itself, and its
 * seats have none; whoever is a seat has no contacts, and nobody the same address twice. Takes no query where a
 * product says nothing of that.
 */
export async function seatUsers<R extends UserRecord>(
  db: Database,
  records: readonly R[],
): Promise<Seated<R>[]> {
  const saying = records.filter(
    ({ party, contacts, mayAnswer }) => party != null || contacts !== undefined || mayAnswer !== undefined,
  );
  if (saying.length === 0) return records.map((record) => ({ record: { ...record, ...partyOf(record) } }));
  const named = saying.flatMap(({ user, party }) => (party == null ? [user] : [user, party]));
  const known = new Map((await listUsers(db, [...new Set(named)])).map((one) => [one.user, one]));
  const seats = saying.flatMap(({ user, party }) => (party == null ? [] : (known.get(user)?.ref ?? [])));
  const parties = await listParties(db, seats);
  return records.map((record) => {
    const party = record.party == null ? undefined : known.get(record.party);
    const refusal = whyNot(record, { user: known.get(record.user), party, parties });
    if (refusal !== null) return { record, refusal };
    return { record: { ...record, ...(party === undefined ? partyOf(record) : { partyRef: party.ref }) } };
  });
}

function partyOf({ party }: UserRecord): { readonly partyRef?: null } {
  return party === null ? { partyRef: null } : {};
}

function whyNot(
  { user: id, email, contacts = [], party: named, mayAnswer }: UserRecord,
  {
    user,
    party,
    parties,
  }: {
    readonly user: User | undefined;
    readonly party: User | undefined;
    /** Those, by `ref`, who have seats. */
    readonly parties: ReadonlySet<string>;
  },
): Refusal | null {
  const twice = contacts.findIndex(
    (one, at) =>
      (email !== null && isSameMailbox(one.email, email)) ||
      contacts.slice(0, at).some((before) => isSameMailbox(one.email, before.email)),
  );
  if (twice >= 0) {
    return invalid(`/contacts/${twice}/email`, 'is written to already: name each address once');
  }
  const isSeat = named != null || (named === undefined && (user?.party ?? null) !== null);
  if (isSeat && contacts.length > 0) {
    return invalid('/contacts', 'belong to the party: a seat is never written to');
  }
  if (!isSeat && mayAnswer === true) {
    return invalid('/mayAnswer', 'is said of seats: name the "party" that this user answers for');
  }
  if (named == null) return null;
  if (named === id) return invalid('/party', 'is this user: nobody is a seat of their own');
  if (party === undefined) return new Refusal('unknown-party', `There is no user "${named}" to be a party.`);
  if (party.party !== null) return invalid('/party', 'is a seat itself: name the party that it belongs to');
  if (user !== undefined && parties.has(user.ref)) {
    return invalid('/party', 'cannot be said of this user, who has seats: a party is no seat');
  }
  return null;
}
