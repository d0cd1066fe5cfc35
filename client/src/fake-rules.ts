import type { Check } from './answer.ts';

/** The class of a version, as in the default rules. */
export type Change = 'initial' | 'minor' | 'substantial' | 'legal';

/** A version as the fake keeps it; instants are in milliseconds since 1970. */
export type FakeVersion = {
  readonly policy: string;
  readonly version: number;
  readonly change: Change;
  readonly acceptance: 'deemed' | 'explicit';
  readonly postedAt: number;
  readonly effectiveAt: number;
  withdrawnAt: number | null;
};

/** What somebody is and did. */
export type FakeUser = {
  readonly id: string;
  email: string | null;
  readonly accepted: { policy: string; version: number; basis: string; at: number }[];
  readonly told: { policy: string; version: number; at: number }[];
  readonly leavings: {
    id: string;
    policy: string;
    version: number;
    declinedAt: number;
    terminatesAt: number;
  }[];
};

/** Everything that is known, as plain rows. */
export type FakeState = {
  readonly versions: FakeVersion[];
  readonly users: Map<string, FakeUser>;
  /** Until when nobody is asked about a policy, by its name. */
  readonly pauses: Map<string, number>;
};

/** How long a notice is, in days: what is late, as everything legal is, has its readers wait as long as a minor one. */
export const NOTICE_DAYS = { initial: 0, minor: 7, substantial: 30, legal: 0 } as const;
/** A day, in milliseconds. */
export const DAY_MS = 86_400_000;
const LATE_MS = NOTICE_DAYS.minor * DAY_MS;
const MAIL_HAS_MS = 3_600_000;

/** The versions of a policy that stand, oldest first. */
export function standingVersions({ versions }: FakeState, policy: string): FakeVersion[] {
  return versions.filter((one) => one.policy === policy && one.withdrawnAt === null);
}

/** The version of a policy in force. */
export function inForce(state: FakeState, policy: string, now: number): FakeVersion | undefined {
  return standingVersions(state, policy).findLast((one) => one.effectiveAt <= now);
}

/** Since when a version binds a user by use; undefined where nothing told them of it. */
export function bindsAt({ told }: FakeUser, version: FakeVersion): number | undefined {
  const at = told.find((one) => isOf(one, version))?.at;
  if (at === undefined) return undefined;
  return at < version.effectiveAt ? version.effectiveAt : at + LATE_MS;
}

/** Tells whoever can be reached by mail of what is announced and they do not hold. */
export function tell(state: FakeState, now: number): void {
  for (const user of state.users.values()) {
    if (user.email === null || user.leavings.some(({ terminatesAt }) => terminatesAt <= now)) continue;
    for (const version of state.versions) {
      const isOpen = version.withdrawnAt === null && version.change !== 'initial' && version.postedAt <= now;
      const isOwed = now < version.effectiveAt || version.postedAt === now;
      const holds = (heldAt(state, user, version.policy, now)?.version ?? 0) >= version.version;
      if (!isOpen || !isOwed || holds || user.told.some((one) => isOf(one, version))) continue;
      user.told.push({ policy: version.policy, version: version.version, at: now });
    }
  }
}

/** What a user holds of a policy: the highest version they accepted that stands and that they did not decline since. */
export function heldAt(state: FakeState, user: FakeUser, policy: string, now: number) {
  return user.accepted
    .filter((one) => one.policy === policy && one.at <= now)
    .filter((one) => standingVersions(state, policy).some((version) => isOf(one, version)))
    .filter((one) => !user.leavings.some((no) => isOf(no, one) && no.declinedAt >= one.at))
    .toSorted((a, b) => b.version - a.version)[0];
}

/** Whether a use now binds a user to the version in force of a policy. */
export function useBinds(state: FakeState, user: FakeUser, policy: string, now: number): boolean {
  const check = checkFake(state, user, policy, now);
  return check.next === 'report-use';
}

/** The check, by the default rules. */
export function checkFake(state: FakeState, user: FakeUser, policy: string, now: number): Check {
  const current = inForce(state, policy, now);
  const held = heldAt(state, user, policy, now);
  const ends = user.leavings.map(({ terminatesAt }) => terminatesAt);
  const standing = ends.some((at) => at <= now) ? 'terminated' : ends.length > 0 ? 'leaving' : 'active';
  const announced = standingVersions(state, policy).filter((one) => one.effectiveAt > now);
  const said = (version: FakeVersion) => ({
    version: version.version,
    effectiveAt: iso(version.effectiveAt),
    toldAt: isoOrNull(user.told.find((one) => isOf(one, version))?.at),
    bindsAt: isoOrNull(bindsAt(user, version)),
  });
  const hasDeclined = (version: FakeVersion) => user.leavings.some((one) => isOf(one, version));
  const reason = whyNot(state, user, { standing, current, held: held?.version });
  const step = nextStep(
    reason,
    standing,
    current && bindsAt(user, current),
    current !== undefined && hasDeclined(current),
    now,
  );

  const pausedUntil = state.pauses.get(policy) ?? 0;
  const isPaused = step === 'ask' && now < pausedUntil;

  const untold = announced
    .filter((one) => one.change !== 'initial' && one.version > (held?.version ?? 0) && !hasDeclined(one))
    .filter((one) => !user.told.some((other) => isOf(other, one)))
    .map((one) => (user.email === null ? one.postedAt : one.postedAt + MAIL_HAS_MS));
  const shows = step === 'none' && standing === 'active' && current !== undefined ? untold : [];
  const isShown = shows.some((at) => at <= now);

  const changes = announced.map(({ effectiveAt }) => effectiveAt);
  if (standing === 'leaving') changes.push(...ends);
  if (reason === 'awaiting-use' && current) changes.push(bindsAt(user, current) ?? 0);
  if (!isShown) changes.push(...shows);
  if (isPaused) changes.push(pausedUntil);
  const validUntil = Math.min(...changes.filter((at) => at > now));
  return {
    ...{ user: user.id, policy, standing, accepted: reason === null },
    basis: reason === null ? (held?.basis ?? null) : null,
    reason,
    next: isShown || isPaused ? 'show-notice' : step,
    ...(isPaused && { askingPausedUntil: iso(pausedUntil) }),
    current: current ? said(current) : null,
    holds: held ? { version: held.version, basis: held.basis, at: iso(held.at) } : null,
    upcoming: announced.map((one) => ({
      ...said(one),
      change: one.change,
      response: hasDeclined(one)
        ? 'declined'
        : user.accepted.some((yes) => isOf(yes, one))
          ? 'accepted'
          : 'none',
    })),
    validUntil: Number.isFinite(validUntil) ? iso(validUntil) : null,
  };
}

function whyNot(
  state: FakeState,
  user: FakeUser,
  {
    standing,
    current,
    held,
  }: { standing: string; current: FakeVersion | undefined; held: number | undefined },
): string | null {
  if (standing === 'terminated') return 'terminated';
  if (current === undefined) return 'no-version-in-force';
  if (held === undefined) return 'never-accepted';
  if (held >= current.version) return null;
  const between = standingVersions(state, current.policy).filter(
    ({ version }) => version > held && version <= current.version,
  );
  if (between.some(({ acceptance }) => acceptance === 'explicit')) return 'acceptance-required';
  return bindsAt(user, current) === undefined ? 'not-told' : 'awaiting-use';
}

function nextStep(
  reason: string | null,
  standing: string,
  binds: number | undefined,
  isDeclined: boolean,
  now: number,
): string {
  if (reason === 'terminated') return 'deny';
  if (reason === 'never-accepted') return 'ask';
  if (reason === 'acceptance-required') return isDeclined ? 'none' : 'ask';
  if (reason === 'not-told') return 'show-notice';
  if (reason !== 'awaiting-use') return 'none';
  if (binds !== undefined && now < binds) return 'show-notice';
  return standing === 'leaving' ? 'none' : 'report-use';
}

/** Whether two rows are about the same version. */
export function isOf(
  one: { readonly policy: string; readonly version: number },
  other: { readonly policy: string; readonly version: number },
): boolean {
  return one.policy === other.policy && one.version === other.version;
}

/** An instant as the service writes it. */
export function iso(ms: number): string {
  return new Date(ms).toISOString();
}

function isoOrNull(ms: number | undefined): string | null {
  return ms === undefined ? null : iso(ms);
}
