import { ownFacts } from '../../domain/answers/own-facts.ts';
import { addMs, type Instant } from '../../domain/instant.ts';
import { nextAnnouncement, type Replacement, replacementFor } from '../../domain/notices/lost-link.ts';
import { noticeFor, type ToldReader } from '../../domain/notices/notice-for.ts';
import { type Says, tellOf } from '../../domain/notices/says.ts';
import { POLICY_DEFAULTS, type Version } from '../../domain/policies/policy.ts';
import { announcedVersions, versionInForce } from '../../domain/policies/timeline.ts';
import { textLocaleFor } from '../../domain/policies/version-text.ts';
import { negotiateLanguage } from '../../language/languages.ts';
import { listAllPositions, listTerminations } from '../../storage/answers/user-facts.ts';
import {
  insertRepeat,
  listChunksWithoutSecret,
  listLinkedMails,
  markLinksLost,
  type OwnedMail,
} from '../../storage/notices/lost-links.ts';
import { type Address, listAddresses } from '../../storage/people/contacts.ts';
import { listUsersWithoutLink, type User } from '../../storage/people/users.ts';
import { listPolicies, type StoredPolicy } from '../../storage/policies/policies.ts';
import { listAllVersions } from '../../storage/policies/versions.ts';
import type { Condition } from '../../storage/sql.ts';
import type { Statement } from '../../storage/store.ts';
import { orderReceipt } from '../answers/order-receipt.ts';
import { readRuledReaders, versionOf } from '../answers/read-facts.ts';
import type { Context } from '../context.ts';
import { writeAboutUser } from '../write-marked.ts';

/** What a step takes on: each user costs a write, and few lose their link. */
const USERS_PER_STEP = 20;
const CHUNKS_PER_STEP = 20;
/** When it is looked again whether a mail that is under way has arrived. */
const WAITING_MS = 60_000;

type Following = Pick<Context, 'store' | 'now' | 'newId' | 'linkSecrets'>;

/**
 * Sees to those whose link may be gone, since they have another address or its secret is not configured
 * any more: whoever was told and may still answer gets the notice once more, and whoever is
 * leaving the receipt of that. Answers whether there may be more to do now.
 *
 * Each user is seen to in one write of their own that takes the mark away, so a repeated step does nothing.
 */
export async function followLostLinks(context: Following): Promise<boolean> {
  const { store, now, linkSecrets } = context;
  const { db } = store;
  const linkKeys = linkSecrets.map(({ id }) => id);
  const at = now();
  const users = await listUsersWithoutLink(db, at, USERS_PER_STEP);
  const policies = new Map((await listPolicies(db)).map((one) => [one.policy, one]));
  const versions = Map.groupBy(await listAllVersions(db), (one) => one.policy);
  const open = [...versions.values()].flatMap((ofPolicy): readonly Version[] => {
    const current = versionInForce(ofPolicy, at);
    return [...(current === null ? [] : [current]), ...announcedVersions(ofPolicy, at)];
  });
  const refs = users.map(({ ref }) => ref);
  const releases = open.map(({ release }) => release);
  const mails = Map.groupBy(await listLinkedMails(db, refs, releases), ({ ref }) => ref);
  let seenTo = 0;
  for (const user of users) {
    const own = mails.get(user.ref) ?? [];
    const told = open.filter((version) => own.some(({ says }) => tellOf(says, version) !== undefined));
    if (await followUser(context, { user, mails: own, told, versions, policies }, { linkKeys, at })) seenTo++;
  }
  return seenTo > 0;
}

/**
 * Finds whoever was mailed with a link that a secret signed which is not configured any more, for
 * `followLostLinks` to see to: a chunk at a time, each once. Answers whether there may be more.
 */
export async function findLostLinks({ store, now, linkSecrets }: Following): Promise<boolean> {
  const linkKeys = linkSecrets.map(({ id }) => id);
  const chunks = await listChunksWithoutSecret(store.db, linkKeys, CHUNKS_PER_STEP);
  if (chunks.length > 0) await store.atomic(markLinksLost(store.db, chunks, now()));
  return chunks.length > 0;
}

/** Answers whether the user is seen to, and does not wait for a mail that is under way. */
async function followUser(
  context: Following,
  about: {
    readonly user: User;
    readonly mails: readonly OwnedMail[];
    readonly told: readonly Version[];
    readonly versions: ReadonlyMap<string, readonly Version[]>;
    readonly policies: ReadonlyMap<string, StoredPolicy>;
  },
  { linkKeys, at }: { readonly linkKeys: readonly string[]; readonly at: Instant },
): Promise<boolean> {
  const { db } = context.store;
  const { user, mails, told, versions, policies } = about;
  const positions = told.length === 0 ? new Map() : await listAllPositions(db, user.ref);
  const terminations =
    told.length === 0 ? [] : ((await listTerminations(db, [user.ref])).get(user.ref) ?? []);
  const readers = await readRuledReaders(db, [user.ref], told);
  const addresses = await listAddresses(db, user);
  const owner = { addresses: addresses.map(({ email }) => email), linkKeys };
  const decided = told.map((general) => {
    const ofPolicy = versions.get(general.policy) ?? [];
    const own = { positions: positions.get(general.policy) ?? [], terminations };
    const facts = ownFacts({ versions: ofPolicy, ...own }, readers(user.ref));
    const version = versionOf(facts.versions, general.policy, general.version);
    const ownMails = mails.filter(({ says }) => tellOf(says, version) !== undefined);
    const policy = policies.get(general.policy) ?? POLICY_DEFAULTS;
    const replacement = replacementFor(ownMails, owner, { policy, version, facts }, at);
    return { version, versions: ofPolicy, remindedAt: null, facts, mails: ownMails, replacement };
  });
  const waits = decided.some(({ replacement }) => replacement.kind === 'wait');
  const written = await writeAboutUser(
    context,
    user,
    async (isMarked) => {
      if (waits) return [];
      const about = { user, addresses, policies, at };
      const receipts = await Promise.all(decided.map((one) => receiptAgain(context, about, one, isMarked)));
      const releases = Map.groupBy(decided, ({ version }) => version.release);
      const notices = [...releases.values()].map((one) => noticeAgain(context, about, one, isMarked));
      return [...receipts, ...notices].flat();
    },
    { linkLostAt: waits ? addMs(at, WAITING_MS) : null },
  );
  return written !== undefined && !waits;
}

/** A version that somebody was told of, what mailed them of it, and what they are sent now. */
type Decided = ToldReader & { readonly mails: readonly OwnedMail[]; readonly replacement: Replacement };

/** Who lost their link, and where to. */
type Losing = {
  readonly user: User;
  readonly addresses: readonly Address[];
  readonly policies: ReadonlyMap<string, StoredPolicy>;
  readonly at: Instant;
};

/** The receipt of their leaving over a version once more, where that is what they are sent. */
async function receiptAgain(
  { store: { db } }: Following,
  { user, addresses, policies }: Losing,
  { version, replacement }: Decided,
  isMarked: Condition,
): Promise<Statement[]> {
  const policy = policies.get(version.policy);
  if (policy === undefined || replacement.kind !== 'receipt') return [];
  const { termination, endsAt } = replacement;
  const act = { kind: 'receipt-leaving', to: addresses[0]?.email, user, policy, version } as const;
  return orderReceipt(db, { ...act, at: termination.declinedAt, useEndsAt: endsAt }, isMarked);
}

/** The notice once more of those versions of a release of which they are to be sent it, in one mail to each address. */
function noticeAgain(
  { store: { db }, newId }: Following,
  { user, addresses, policies, at }: Losing,
  released: readonly Decided[],
  isMarked: Condition,
): Statement[] {
  const again = released.filter(({ replacement }) => replacement.kind === 'notice');
  const [first] = again;
  if (first === undefined) return [];
  const { release, policy } = first.version;
  const mails = released.flatMap((one) => one.mails);
  return addresses.flatMap(({ contact, locale }) => {
    const queued: Says = {
      ...{ kind: 'announcement', round: nextAnnouncement(mails, contact) },
      language: negotiateLanguage(locale, policies.get(policy)?.locale),
      tells: again.map(({ version }) => ({
        ...{ policy: version.policy, version: version.version, base: 0 },
        ...{ outcome: 'undecided', textLocale: textLocaleFor(version, user.locale) },
      })),
    };
    const says = noticeFor(queued, again, at);
    if (says === null) return [];
    return insertRepeat(
      db,
      { ref: user.ref, contact, release, says },
      { chunkId: newId(), now: at },
      isMarked,
    );
  });
}
