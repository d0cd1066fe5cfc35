import { earliestOf, type Instant, ifKnown } from '../instant.ts';
import { type Consenting, type HeldBasis, isConsent, type Version } from '../policies/policy.ts';
import { announcedVersions, versionInForce } from '../policies/timeline.ts';
import type { ClockEvent, Offer } from '../rules/notice-rules.ts';
import { type CheckReason, type Need, whatIsNeeded } from './need.ts';
import { mayRefuse, refusalTurnsAt } from './objection.ts';
import {
  acceptanceAt,
  EARLIER_AGREEMENT,
  hasDeclined,
  hasWithdrawnConsent,
  heldVersion,
  type Position,
  positionOf,
  type UserFacts,
} from './position.ts';
import { type Standing, standingAt } from './standing.ts';
import { isInPart, isObjection, type Objection } from './standing-objection.ts';
import { type Reach, showsFrom, untoldVersions } from './untold.ts';

/** What the product should do next; it gates on `ask`, `restrict` and `deny` only. */
export const NEXT_STEPS = ['none', 'report-use', 'show-notice', 'ask', 'restrict', 'deny'] as const;
/** One of the steps a product may take. */
export type NextStep = (typeof NEXT_STEPS)[number];

/** What a user did about an announced version. */
export const RESPONSES = ['none', 'accepted', 'declined'] as const;
/** One of the answers a user may have given. */
export type Response = (typeof RESPONSES)[number];

/** How somebody came to be bound; `not-required` where nobody has to agree, or the policy is not for them. */
export type CheckBasis = HeldBasis | 'not-required';

/** What a check says besides of a version that has rules of its own; of one that has none, no more than `answer`. */
export type RuledCheck = {
  readonly class: string;
  readonly offers: readonly (Offer | 'refuse')[];
  readonly closesAt: Instant | null;
  readonly unansweredAt: Instant | null;
  readonly waitsFor: readonly ClockEvent[] | null;
  /** Their no to it that stands, where they stay; `keepUntil`: how long what they keep stays. */
  readonly answer?: Pick<Objection, 'answer' | 'part' | 'at'> & { readonly keepUntil: Instant | null };
};

/** Whom a policy is for, and whether products are told to gate on it and agreeing may be refused. */
export type Asking = {
  readonly appliesToThem: boolean;
  /** Until when nobody is gated on it, since somebody paused asking; null: they did not. */
  readonly pausedUntil: Instant | null;
} & Consenting;

const EVERYBODY: Asking = { appliesToThem: true, required: true, revocable: false, pausedUntil: null };

/** The answer to the question product apps ask: is this user bound by the version in force, right now. */
export type Check = {
  readonly user: string;
  readonly policy: string;
  readonly standing: Standing;
  readonly accepted: boolean;
  /** How they came to hold what binds them, or that nobody has to; null when `accepted` is false. */
  readonly basis: CheckBasis | null;
  /** Null when `accepted` is true. */
  readonly reason: CheckReason | null;
  readonly next: NextStep;
  /** Until when `next` lets them in where it would gate, since asking about the policy is paused; not there: it is what it is. */
  readonly askingPausedUntil?: Instant;
  readonly current:
    | ({
        readonly version: number;
        readonly effectiveAt: Instant;
        readonly toldAt: Instant | null;
        readonly bindsAt: Instant | null;
      } & Partial<RuledCheck>)
    | null;
  /** `version` null: what they had agreed to before this record was kept, to which text is not known. */
  readonly holds: { readonly version: number | null; readonly basis: HeldBasis; readonly at: Instant } | null;
  readonly upcoming: readonly ({
    readonly version: number;
    /** The class of the rules that it was posted as. */
    readonly change: string;
    /** Null while it waits for what `waitsFor` says. */
    readonly effectiveAt: Instant | null;
    readonly toldAt: Instant | null;
    readonly bindsAt: Instant | null;
    readonly response: Response;
  } & Partial<RuledCheck>)[];
  /** The next instant at which the clock alone can change this answer; null if none can. */
  readonly validUntil: Instant | null;
};

/**
 * What is true of one user and one policy at `now`.
 *
 * Where nothing else is to be done, whoever was not told of an announced version is to be shown it. A use
 * that binds is reported first: that takes one request, and the next one shows them the notice.
 */
export function checkUser(
  user: string,
  policy: string,
  facts: UserFacts,
  reach: Reach,
  now: Instant,
  asking: Asking = EVERYBODY,
): Check {
  const current = versionInForce(facts.versions, now);
  const announced = announcedVersions(facts.versions, now);
  const { standing, terminatesAt } = standingAt(facts.terminations, now);
  const lastHeld = heldVersion(facts, now);
  const isTakenBack = lastHeld !== null && hasWithdrawnConsent(facts, lastHeld.accepted, now);
  const held = isTakenBack ? null : lastHeld;
  const position = current && positionOf(facts.positions, current.version);
  const need = whatIsNeeded(
    { facts, current, standing, held: held?.version ?? null, isTakenBack, isConsent: isConsent(asking) },
    now,
  );
  const ruled = (one: Version, position: Position | null) =>
    ruledCheck(one, position, {
      holds: held !== null,
      mayRefuse: () => asking.appliesToThem && mayRefuse(asking, facts, one, now),
    });
  const { bindsAt, isDeclined } = need;
  const reason = asking.appliesToThem || need.reason === 'terminated' ? need.reason : null;
  const step = nextStep(reason, { standing, bindsAt, isDeclined, isEnded: need.isEnded }, now);
  const gated = asking.required ? step : unlessGated(step, standing);
  const { pausedUntil } = asking;
  const asked = pausedUntil !== null && now < pausedUntil ? unlessGated(gated, standing) : gated;
  const isFree = asked === 'none' && standing === 'active' && current !== null && asking.appliesToThem;
  const shows = isFree ? untoldVersions(policy, facts, now).map((one) => showsFrom(one, reach)) : [];

  const changes: (Instant | null)[] = announced.map((one) => ifKnown(one.effectiveAt));
  // A use may lie a little ahead of our clock, and then so does what it binds to; silence lies far ahead.
  for (const { version, accepted } of facts.positions) {
    if (accepted === null || accepted.at <= now) continue;
    if (heldVersion(facts, accepted.at)?.version === version) changes.push(accepted.at);
  }
  if (standing === 'leaving') changes.push(terminatesAt);
  if (reason === 'awaiting-use') changes.push(bindsAt);
  if (reason === 'acceptance-required') changes.push(need.unansweredAt);
  if (!shows.some((at) => at <= now)) changes.push(...shows);
  if (asked !== gated) changes.push(pausedUntil);
  if (asking.appliesToThem)
    for (const one of [current, ...announced]) changes.push(one && refusalTurnsAt(asking, facts, one, now));
  const boundBy = reason === null && need.isHeld && asking.appliesToThem ? held : null;
  const keepsFrom = boundBy && keepsOldFrom(facts, boundBy, now);
  const keepsOld = keepsFrom !== null && keepsFrom <= now;
  changes.push(keepsFrom);

  return {
    user,
    policy,
    standing,
    accepted: reason === null,
    basis: reason !== null ? null : keepsOld ? 'kept-old' : (boundBy?.accepted.basis ?? 'not-required'),
    reason,
    next: shows.some((at) => at <= now) ? 'show-notice' : asked,
    ...(asked !== gated && pausedUntil !== null && { askingPausedUntil: pausedUntil }),
    current: current && {
      version: current.version,
      effectiveAt: current.effectiveAt,
      toldAt: position?.toldAt ?? null,
      bindsAt: position?.bindsAt ?? null,
      ...ruled(current, position),
    },
    holds: held && {
      version: held.version === EARLIER_AGREEMENT ? null : held.version,
      ...{ basis: held.accepted.basis, at: held.accepted.at },
    },
    upcoming: announced.map((one) => {
      const position = positionOf(facts.positions, one.version);
      const { toldAt, bindsAt, objection } = position;
      const accepted = acceptanceAt(facts, one.version, now);
      const isRefused = objection !== undefined && !isInPart(objection);
      const declined = isRefused || hasDeclined(facts.terminations, policy, one.version, now);
      return {
        version: one.version,
        change: one.class,
        effectiveAt: ifKnown(one.effectiveAt),
        toldAt,
        bindsAt,
        response: declined ? 'declined' : accepted !== null ? 'accepted' : 'none',
        ...ruled(one, position),
      };
    }),
    validUntil: earliestOf(changes.filter((at) => at !== null && at > now) as Instant[]),
  };
}

/** Of how many policies a page asks at once, at most; of what is left it is asked when they come back. */
export const MOST_AT_ONCE = 10;

/** The check of a seat, by that of its party: who does not answer for it is shown the notice where others are asked. */
export function checkOfSeat(check: Check, mayAnswer: boolean): Check {
  const { next } = check;
  return mayAnswer || (next !== 'ask' && next !== 'restrict') ? check : { ...check, next: 'show-notice' };
}

/** A version of a policy that a page is about. */
export type AskedVersion = { readonly policy: string; readonly version: number };

/**
 * What is asked of somebody, by the checks of all their policies: of each the version in force that they owe an
 * answer about, else one that is announced. Where nothing is asked, what is in force, so that they see that.
 */
export function askedVersions(checks: readonly Check[]): readonly AskedVersion[] {
  const asked = checks.flatMap((check) => {
    const version = askedVersion(check);
    return version === null ? [] : [{ policy: check.policy, version }];
  });
  const inForce = checks.flatMap(({ policy, current, basis }) =>
    current === null || basis === 'not-required' ? [] : [{ policy, version: current.version }],
  );
  return (asked.length > 0 ? asked : inForce).slice(0, MOST_AT_ONCE);
}

function askedVersion({ accepted, basis, current, next, upcoming }: Check): number | null {
  if (next === 'deny') return null;
  if (!accepted && current !== null && next !== 'none') return current.version;
  if (basis === 'not-required' && next !== 'show-notice') return null;
  return upcoming.find(({ response }) => response === 'none')?.version ?? null;
}

type Held = NonNullable<ReturnType<typeof heldVersion>>;

/** From when on somebody keeps the old terms, as others have gone on from what they hold; null where they do not. */
function keepsOldFrom({ versions, positions }: UserFacts, held: Held, now: Instant): Instant | null {
  const kept = versions.filter(
    ({ version, withdrawal }) =>
      version > held.version &&
      withdrawal === null &&
      positionOf(positions, version).objection?.answer === 'keep-old',
  );
  return earliestOf(kept.map(({ generalAt }) => generalAt ?? now));
}

/** Whoever holds nothing has nothing to keep, and is offered leaving, and not to give a consent. */
function ruledCheck(
  version: Version,
  position: Position | null,
  { holds, mayRefuse }: { readonly holds: boolean; readonly mayRefuse: () => boolean },
): Partial<RuledCheck> | null {
  const { own, objection } = position ?? {};
  if (version.rules === null) return objection === undefined ? null : answerOf(objection, null);
  return {
    class: version.class,
    offers: [
      ...(own?.offers ?? []).filter((offer) => holds || !isObjection(offer)),
      ...(mayRefuse() ? (['refuse'] as const) : []),
    ],
    closesAt: own?.closesAt ?? null,
    unansweredAt: own?.unanswered?.at ?? null,
    waitsFor: own?.waitsFor ?? null,
    ...(objection === undefined ? {} : answerOf(objection, own?.keepUntil ?? null)),
  };
}

function answerOf(objection: Objection, keepUntil: Instant | null): Pick<RuledCheck, 'answer'> {
  const { answer, part, at } = objection;
  return { answer: { answer, part, at, keepUntil: answer === 'refuse' ? null : keepUntil } };
}

/** What a product is told that is not to gate on a policy. */
function unlessGated(step: NextStep, standing: Standing): NextStep {
  const isGate = step === 'ask' || step === 'restrict' || (step === 'deny' && standing !== 'terminated');
  return isGate ? 'show-notice' : step;
}

function nextStep(
  reason: CheckReason | null,
  {
    standing,
    bindsAt,
    isDeclined,
    isEnded,
  }: { readonly standing: Standing } & Pick<Need, 'bindsAt' | 'isDeclined' | 'isEnded'>,
  now: Instant,
): NextStep {
  switch (reason) {
    case null:
    case 'no-version-in-force':
    case 'refused':
      return 'none';
    case 'terminated':
      return 'deny';
    case 'never-accepted':
      return 'ask';
    case 'answer-required':
      return isEnded ? 'deny' : 'ask';
    case 'restricted':
      return 'restrict';
    case 'acceptance-required':
      // They have answered, and stay bound by what they hold until they are gone.
      return isDeclined ? 'none' : 'ask';
    case 'not-told':
      return 'show-notice';
    case 'awaiting-use':
      if (bindsAt !== null && now < bindsAt) return 'show-notice';
      // Use binds nobody who is leaving, so there is nothing to report.
      return standing === 'leaving' ? 'none' : 'report-use';
  }
}
