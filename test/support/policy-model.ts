/**
 * The rules of policies over again, in the plainest way: every user is a log of what happened to them,
 * and every answer is read from the whole log. Instants are milliseconds since the Unix epoch.
 */

/** A version as the rules see it. */
export type ModelVersion = {
  readonly version: number;
  readonly change: 'initial' | 'minor' | 'substantial' | 'legal';
  readonly mode: 'deemed' | 'explicit';
  readonly postedAt: number;
  readonly effectiveAt: number;
  withdrawnAt: number | null;
};

/** One thing that happened to a user. A `declined` is undone by a `stayed` that names its `id`. */
export type Fact =
  | { readonly is: 'told'; readonly version: number; readonly at: number }
  | {
      readonly is: 'accepted';
      readonly version: number;
      readonly at: number;
      readonly basis: 'explicit' | 'deemed';
    }
  | {
      readonly is: 'declined';
      readonly version: number;
      readonly at: number;
      readonly leavesAt: number;
      readonly id: string;
    }
  | {
      readonly is: 'stayed';
      readonly id: string;
      readonly at: number;
      readonly by: 'cancelling' | 'accepting';
    };

/** A user: whether mail reaches them, since when they are known, and their log in the order of writing. */
export type ModelUser = {
  readonly user: string;
  readonly hasAddress: boolean;
  readonly joinedAt: number;
  readonly log: Fact[];
};

/** Everything that was published and that happened so far, and what time it is. */
export type Model = { now: number; readonly versions: ModelVersion[]; readonly users: ModelUser[] };

/** Notice periods of the model's policy, in milliseconds. */
export const NOTICE = { minor: 6_000, substantial: 60_000, late: 4_000 };

type Of<K extends Fact['is']> = Extract<Fact, { readonly is: K }>;

/** What happened to a user of one kind, in the order of writing. */
export function happened<K extends Fact['is']>(user: ModelUser, is: K): Of<K>[] {
  return user.log.filter((one): one is Of<K> => one.is === is);
}

/** The versions that were not withdrawn by `t`. */
export function standing(model: Model, t: number): ModelVersion[] {
  return model.versions.filter((one) => one.withdrawnAt === null || one.withdrawnAt > t);
}

/** The version in force at `t`. */
export function inForce(model: Model, t: number): ModelVersion | undefined {
  return standing(model, t).findLast((one) => one.effectiveAt <= t);
}

/** The versions announced at `t`. */
export function announced(model: Model, t: number): ModelVersion[] {
  return standing(model, t).filter((one) => one.effectiveAt > t);
}

/** When a user took an act of declining back, or the version was withdrawn while they were still leaving. */
export function undoneAt(model: Model, user: ModelUser, declined: Of<'declined'>): number {
  const stayed = happened(user, 'stayed').find((one) => one.id === declined.id)?.at ?? Infinity;
  const withdrawn = model.versions.find((one) => one.version === declined.version)?.withdrawnAt ?? Infinity;
  return Math.min(stayed, withdrawn < declined.leavesAt ? withdrawn : Infinity);
}

/** The acts of declining that count at `t`. */
export function leavings(model: Model, user: ModelUser, t: number): Of<'declined'>[] {
  return happened(user, 'declined').filter((one) => one.at <= t && t < undoneAt(model, user, one));
}

/** A user's standing at `t`, and when their use ends. */
export function standingOf(model: Model, user: ModelUser, t: number) {
  const leavesAt = Math.min(...leavings(model, user, t).map((one) => one.leavesAt));
  if (leavesAt === Infinity) return { is: 'active', leavesAt } as const;
  return { is: leavesAt <= t ? 'terminated' : 'leaving', leavesAt } as const;
}

/** The acceptance of a version that counts at `t`: made by then, and not declined after it, unless they cancelled that. */
export function acceptanceOf(user: ModelUser, version: number, t: number): Of<'accepted'> | undefined {
  const isCancelled = (id: string) =>
    happened(user, 'stayed').some((one) => one.id === id && one.by === 'cancelling' && one.at <= t);
  return happened(user, 'accepted').findLast(
    (one) =>
      one.version === version &&
      one.at <= t &&
      !user.log
        .slice(user.log.indexOf(one))
        .some((later) => later.is === 'declined' && later.version === version && !isCancelled(later.id)),
  );
}

/** The acceptance of the version that a user holds at `t`. */
export function heldBy(model: Model, user: ModelUser, t: number): Of<'accepted'> | undefined {
  const accepted = standing(model, t).map((one) => acceptanceOf(user, one.version, t));
  return accepted.findLast((one) => one !== undefined);
}

/** When a user was told of a version and from when on use binds them. */
export function tellingOf(user: ModelUser, version: ModelVersion) {
  const toldAt = happened(user, 'told').find((one) => one.version === version.version)?.at ?? null;
  if (toldAt === null) return { toldAt, bindsAt: null };
  return { toldAt, bindsAt: toldAt < version.effectiveAt ? version.effectiveAt : toldAt + NOTICE.late };
}

/** Whether only an explicit acceptance takes someone from one version to another. */
function needsExplicit(model: Model, t: number, from: number, to: number): boolean {
  return standing(model, t).some((one) => one.version > from && one.version <= to && one.mode === 'explicit');
}

/** The version that a use binds a user to when it is reported now. */
export function boundByUse(model: Model, user: ModelUser, usedAt: number): ModelVersion | undefined {
  const current = inForce(model, usedAt);
  const held = heldBy(model, user, usedAt);
  if (current === undefined || held === undefined || held.version >= current.version) return undefined;
  const { bindsAt } = tellingOf(user, current);
  const isBound =
    !needsExplicit(model, usedAt, held.version, current.version) &&
    standingOf(model, user, usedAt).is === 'active' &&
    bindsAt !== null &&
    usedAt >= bindsAt &&
    (heldBy(model, user, model.now)?.version ?? 0) < current.version;
  return isBound ? current : undefined;
}

/** When the window to decline closes for a user. */
export function windowClosesAt(user: ModelUser, version: ModelVersion): number {
  const accepted = happened(user, 'accepted').findLast((one) => one.version === version.version);
  if (version.mode === 'explicit') return accepted?.at ?? Infinity;
  const untold = accepted === undefined ? Infinity : Math.max(accepted.at, version.effectiveAt);
  return tellingOf(user, version).bindsAt ?? untold;
}

/** What a mail has for its way before the product is to tell somebody itself, in milliseconds. */
export const MAIL_HAS = 60 * 60 * 1000;

/** Whether a user is owed, at `t`, the notice of a version that no mail has told them of or can. */
function mustBeShown(model: Model, user: ModelUser, t: number): boolean {
  const held = heldBy(model, user, t)?.version ?? 0;
  return announced(model, t).some(
    (one) =>
      one.change !== 'initial' &&
      one.version > held &&
      tellingOf(user, one).toldAt === null &&
      t >= one.postedAt + (user.hasAddress ? MAIL_HAS : 0),
  );
}

/** What the check says of a user at `t`. */
export function checkOf(model: Model, user: ModelUser, t: number) {
  const current = inForce(model, t);
  const held = heldBy(model, user, t);
  const { is } = standingOf(model, user, t);
  const told = current && tellingOf(user, current);
  const reason = (() => {
    if (is === 'terminated') return 'terminated';
    if (current === undefined) return 'no-version-in-force';
    if (held === undefined) return 'never-accepted';
    if (held.version >= current.version) return null;
    if (needsExplicit(model, t, held.version, current.version)) return 'acceptance-required';
    return told?.toldAt === null ? 'not-told' : 'awaiting-use';
  })();
  const isBinding = t >= (told?.bindsAt ?? Infinity);
  const next = {
    terminated: 'deny',
    'no-version-in-force': 'none',
    'never-accepted': 'ask',
    'acceptance-required':
      current !== undefined && responseTo(model, user, current, t) === 'declined' ? 'none' : 'ask',
    'not-told': 'show-notice',
    'awaiting-use': isBinding ? (is === 'leaving' ? 'none' : 'report-use') : 'show-notice',
    none: is === 'active' && mustBeShown(model, user, t) ? 'show-notice' : 'none',
  }[reason ?? 'none'];
  return {
    standing: is,
    accepted: reason === null,
    basis: reason === null ? (held?.basis ?? null) : null,
    reason,
    next,
    current:
      current === undefined ? null : { version: current.version, effectiveAt: current.effectiveAt, ...told },
    holds: held === undefined ? null : { version: held.version, basis: held.basis, at: held.at },
    upcoming: announced(model, t).map((one) => ({
      version: one.version,
      change: one.change,
      effectiveAt: one.effectiveAt,
      ...tellingOf(user, one),
      response: responseTo(model, user, one, t),
    })),
  };
}

function responseTo(model: Model, user: ModelUser, { version }: ModelVersion, t: number) {
  if (leavings(model, user, t).some((one) => one.version === version)) return 'declined';
  return acceptanceOf(user, version, t) === undefined ? 'none' : 'accepted';
}

/** Every instant from now on at which the rules may change what is true of a user. */
export function boundariesOf(model: Model, user: ModelUser): number[] {
  const instants = [
    ...model.versions.flatMap((one) => [
      one.effectiveAt,
      one.postedAt + MAIL_HAS,
      tellingOf(user, one).bindsAt ?? 0,
    ]),
    ...happened(user, 'declined').map((one) => one.leavesAt),
    ...happened(user, 'accepted').map((one) => one.at),
  ];
  const near = instants.flatMap((at) => [at - 1, at, at + 1]).filter((at) => at >= model.now);
  return [...new Set([model.now, ...near])].sort((a, b) => a - b);
}
