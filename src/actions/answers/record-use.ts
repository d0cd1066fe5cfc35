import { countingAcceptance, countingAcceptanceAt } from '../../domain/answers/counting.ts';
import { ownFacts } from '../../domain/answers/own-facts.ts';
import { EARLIER_AGREEMENT, type Position } from '../../domain/answers/position.ts';
import { isAbout, type Termination } from '../../domain/answers/standing.ts';
import { USE_MAY_LEAD_MS, versionBoundByUse } from '../../domain/answers/use.ts';
import { addMs, type Instant } from '../../domain/instant.ts';
import type { Telling } from '../../domain/notices/telling.ts';
import type { Version, VersionText } from '../../domain/policies/policy.ts';
import { shownText } from '../../domain/policies/shown-text.ts';
import type { Act } from '../../domain/record/act.ts';
import { invalid } from '../../domain/refusal.ts';
import {
  type Acceptance,
  actsKey,
  insertAcceptance,
  letCount,
  listMadeAcceptances,
} from '../../storage/answers/acceptances.ts';
import { answersToDeclines, listAnswers } from '../../storage/answers/answers.ts';
import { listAllPositions, listTerminations } from '../../storage/answers/user-facts.ts';
import { findSentMail } from '../../storage/notices/sent-mails.ts';
import { findTelling } from '../../storage/notices/tellings.ts';
import type { User } from '../../storage/people/users.ts';
import { listAllVersions } from '../../storage/policies/versions.ts';
import type { Database } from '../../storage/store.ts';
import type { Context } from '../context.ts';
import { howSaid, recordActs } from '../record/record-acts.ts';
import { untilWritten } from '../until-written.ts';
import { writeAboutUser } from '../write-marked.ts';
import { readActing, readRuledReaders } from './read-facts.ts';

/**
 * Takes the product's report that a user used the service at an instant (now, when null), which may
 * bind them to the version of each policy that was in force then. A use that binds nothing writes
 * nothing. A use by a seat is one by its party. Answers the versions it bound them to.
 */
export async function recordUse(
  context: Pick<Context, 'store' | 'now' | 'newId'>,
  use: { readonly user: string; readonly at: Instant | null },
  actor: string,
): Promise<readonly Version[]> {
  const { now, newId } = context;
  const { db } = context.store;
  return untilWritten(async () => {
    const at = now();
    const usedAt = use.at ?? at;
    const latest = addMs(at, USE_MAY_LEAD_MS);
    if (usedAt > latest) throw invalid('/at', `lies in the future; the latest that counts now is ${latest}`);

    const { user, seat } = await readActing(db, use.user);
    const positions = await listAllPositions(db, user.ref);
    const terminations = (await listTerminations(db, [user.ref])).get(user.ref) ?? [];
    const versions = Map.groupBy(await listAllVersions(db), (one) => one.policy);
    const then = await readPositionsAt(db, user.ref, positions, terminations, usedAt);
    const readers = await readRuledReaders(db, [user.ref], [...versions.values()].flat());
    const bound = [...versions].flatMap(([policy, ofPolicy]) => {
      const factsOf = (own: readonly Position[]) =>
        ownFacts({ versions: ofPolicy, positions: own, terminations }, readers(user.ref));
      const facts = factsOf(positions.get(policy) ?? []);
      const before = then === undefined ? facts.positions : factsOf(then.get(policy) ?? []).positions;
      return versionBoundByUse(facts, usedAt, at, before) ?? [];
    });
    if (bound.length === 0) return bound;

    const made = await Promise.all(
      bound.map(async (one) => {
        const { policy, version } = one;
        const told = await findTelling(db, { ref: user.ref, policy, version });
        const { contentHash, locale } = await readTextTold(db, one, told, user);
        const acceptance: Acceptance = {
          ...{ id: newId(), ref: user.ref, policy, version, basis: 'deemed', at: usedAt, recordedAt: at },
          ...{ contentHash, locale, method: null, source: null, actor },
        };
        return { acceptance, act: deemedAct(acceptance, told, seat) };
      }),
    );
    const acceptances = made.map(({ acceptance }) => acceptance);
    const acts = made.map(({ act }) => act);
    const known = await listMadeAcceptances(db, acceptances);
    const counting = await Promise.all(
      acceptances.map(async (acceptance) => {
        const declines = [
          ...terminations.filter((one) => isAbout(one, acceptance)),
          ...answersToDeclines(await listAnswers(db, acceptance), acceptance.version),
        ];
        return countingAcceptance([...(known.get(actsKey(acceptance)) ?? []), acceptance], declines);
      }),
    );
    const isWritten = await writeAboutUser(context, user, (isMarked) => [
      ...acceptances.flatMap((acceptance, i) => [
        insertAcceptance(db, acceptance, isMarked),
        letCount(db, acceptance, counting[i] ?? null, isMarked),
      ]),
      ...recordActs(db, acts, isMarked),
    ]);
    return isWritten ? bound : undefined;
  });
}

/** The text that somebody was told of: that of the mail which told them, else the best for them. */
async function readTextTold(
  db: Database,
  version: Version,
  told: Telling | undefined,
  user: Pick<User, 'locale'>,
): Promise<VersionText> {
  const isInSeveral = version.translations.length > 0;
  const mail = isInSeveral && told !== undefined ? await findSentMail(db, told.by) : undefined;
  const tell = mail?.says.tells.find((one) => one.policy === version.policy);
  return shownText(version, { contentHash: null, locale: tell?.textLocale ?? user.locale });
}

/** A user's positions by policy as they were at an instant; undefined where they are as they were. */
async function readPositionsAt(
  db: Database,
  ref: string,
  positions: ReadonlyMap<string, readonly Position[]>,
  terminations: readonly Termination[],
  at: Instant,
): Promise<ReadonlyMap<string, readonly Position[]> | undefined> {
  if (!terminations.some((one) => one.declinedAt > at)) return undefined;
  const of = [...positions].flatMap(([policy, own]) => own.map(({ version }) => ({ ref, policy, version })));
  const made = await listMadeAcceptances(db, of);
  const then = [...positions].map(([policy, own]) => {
    const ofPolicy = own.map((position) => {
      const { version } = position;
      // Nothing is ever declined of it.
      if (version === EARLIER_AGREEMENT) return position;
      const declines = terminations.filter((one) => isAbout(one, { policy, version }));
      const acts = made.get(actsKey({ ref, policy, version })) ?? [];
      return { ...position, accepted: countingAcceptanceAt(acts, declines, at) };
    });
    return [policy, ofPolicy] as const;
  });
  return new Map(then);
}

/** The record of someone being bound by a use, perhaps of a seat of theirs: it rests on what told them, and since when that binds. */
function deemedAct(acceptance: Acceptance, told: Telling | undefined, seat: string | undefined): Act {
  const { id, at, recordedAt, actor, ref, policy, version, contentHash, locale } = acceptance;
  const use = {
    usedAt: at,
    toldAt: told?.at ?? null,
    bindsAt: told?.bindsAt ?? null,
    toldBy: told?.by ?? null,
  };
  return {
    ...{ kind: 'accepted', about: id, at, recordedAt, actor, ref, policy, version },
    facts: {
      ...{ acceptance: id, basis: 'deemed', contentHash, locale, page: null },
      use,
      ...howSaid({ seat }),
    },
  };
}
