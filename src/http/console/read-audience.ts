import { areFew } from '../../actions/upkeep/count-versions.ts';
import type { Instant } from '../../domain/instant.ts';
import { areFoundAtOnce, type PeopleFilter } from '../../domain/notices/people-state.ts';
import {
  addCounts,
  answerSpanOf,
  NOBODY_COUNTED,
  type VersionCounts,
} from '../../domain/notices/version-counts.ts';
import type { Version } from '../../domain/policies/policy.ts';
import { listPeople, type Person } from '../../storage/notices/people.ts';
import { countStretch, findCounts } from '../../storage/notices/version-counts.ts';
import { findStretch } from '../../storage/stretches.ts';
import type { HttpContext } from '../wire/http-context.ts';

type Reading = Pick<HttpContext, 'store' | 'now'>;

/** So few are looked through at once that whoever asks meanwhile hardly waits. */
const USERS_AT_ONCE = 5_000;
/** Behind the last of all. */
const LAST_REF = '\u{10ffff}';

/** What a screen tells of a version in numbers, and as of when; null where there are many, and no count is whole yet. */
export async function readCounts(
  { store, now }: Reading,
  version: Version,
): Promise<{ readonly counts: VersionCounts; readonly countedAt: Instant; readonly isNow: boolean } | null> {
  // Of many the round counts: to count a part of them here would be for nothing.
  if (!(await areFew(store.db))) {
    const kept = await findCounts(store.db, version);
    return kept?.whole == null ? null : { ...kept.whole, isNow: false };
  }
  const at = now();
  const span = answerSpanOf(version, at);
  let counts = NOBODY_COUNTED;
  let stretch = await findStretch(store.db, '', USERS_AT_ONCE);
  while (stretch !== undefined) {
    counts = addCounts(counts, await countStretch(store.db, version, stretch, { now: at, span }));
    stretch = await findStretch(store.db, stretch.to, USERS_AT_ONCE);
  }
  return { counts, countedAt: at, isNow: true };
}

/** So many are looked through for one page: few at first, since most lists are full with those, and then ever more. */
const MOST_LOOKED_THROUGH = 50_000;
const USERS_AT_FIRST = 250;
const TIMES_MORE = 4;

/** A page of people; `next` is where to go on, also where it is not full because too many were looked through. */
export type AudiencePage = {
  readonly people: readonly Person[];
  readonly next: string | null;
  readonly isCutShort: boolean;
};

/** The people of a version whom a filter leaves, from behind one of them; no page of it takes longer than another. */
export async function readAudience(
  { store, now }: Reading,
  version: Version,
  filter: PeopleFilter,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<AudiencePage> {
  const at = now();
  if (isOfNobody(version, filter)) return { people: [], next: null, isCutShort: false };
  const pageOf = (people: readonly Person[]) => ({
    people: people.slice(0, limit),
    next: people.length > limit ? (people[limit - 1]?.ref ?? null) : null,
    isCutShort: false,
  });
  const page = { limit: limit + 1, now: at };
  if (areFoundAtOnce(filter)) {
    return pageOf(await listPeople(store.db, version, filter, { after, to: LAST_REF }, page));
  }
  const people: Person[] = [];
  let from = after;
  let lookedThrough = 0;
  let atOnce = USERS_AT_FIRST;
  while (lookedThrough < MOST_LOOKED_THROUGH) {
    const stretch = await findStretch(store.db, from, atOnce);
    if (stretch === undefined) return pageOf(people);
    people.push(
      ...(await listPeople(store.db, version, filter, stretch, {
        ...page,
        limit: page.limit - people.length,
      })),
    );
    if (people.length > limit) return pageOf(people);
    from = stretch.to;
    lookedThrough += atOnce;
    atOnce = Math.min(USERS_AT_ONCE, atOnce * TIMES_MORE, MOST_LOOKED_THROUGH - lookedThrough);
  }
  return { people, next: from, isCutShort: true };
}

/** All the people of a version whom a filter leaves, a few at a time. */
export async function* readWholeAudience(
  context: Reading,
  version: Version,
  filter: PeopleFilter,
): AsyncGenerator<readonly Person[]> {
  let after: string | null = '';
  while (after !== null) {
    const page: AudiencePage = await readAudience(context, version, filter, { after, limit: 250 });
    yield page.people;
    after = page.next;
  }
}

/** Nobody is to be told of a first version, nor of one that was withdrawn. */
function isOfNobody({ change, withdrawal }: Version, { state }: PeopleFilter): boolean {
  return (state === 'not-told' || state === 'unreachable') && (change === 'initial' || withdrawal !== null);
}
